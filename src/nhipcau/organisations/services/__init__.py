"""Writing in the organisations room: units, accounts and roles, the import of a spreadsheet."""

from nhipcau.organisations.services.importing import Preview, import_units, preview_import
from nhipcau.organisations.services.people import (
    change_account,
    grant_role,
    open_account,
    reset_password,
    reset_second_factor,
    set_account_open,
    withdraw_role,
)
from nhipcau.organisations.services.sheets import MOST_BYTES
from nhipcau.organisations.services.units import (
    add_alias,
    change_unit,
    create_unit,
    refresh_names,
    rename_unit,
    save_group,
)

__all__ = [
    "MOST_BYTES",
    "Preview",
    "add_alias",
    "change_account",
    "change_unit",
    "create_unit",
    "grant_role",
    "import_units",
    "open_account",
    "preview_import",
    "refresh_names",
    "rename_unit",
    "reset_password",
    "reset_second_factor",
    "save_group",
    "set_account_open",
    "withdraw_role",
]
