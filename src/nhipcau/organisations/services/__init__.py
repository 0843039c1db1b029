"""Writing in the organisations room: units, accounts and roles, the import of a spreadsheet."""

from nhipcau.organisations.services.accounts import (
    change_account,
    erase_account,
    open_account,
    reset_password,
    reset_second_factor,
    set_account_open,
)
from nhipcau.organisations.services.announcing import when_office_days_change
from nhipcau.organisations.services.committees import (
    Seat,
    change_committee,
    create_committee,
    set_composition,
)
from nhipcau.organisations.services.groups import remove_kind, save_group, save_kind
from nhipcau.organisations.services.handing_over import HandedOver, Passed, hand_over, when_handed_over
from nhipcau.organisations.services.importing import Preview, import_units, preview_import
from nhipcau.organisations.services.invitations import (
    Invited,
    SentInvitation,
    accept_invitation,
    digest_of,
    invite_person,
    is_good,
    revoke_invitation,
    send_invitation,
    still_to_send,
)
from nhipcau.organisations.services.inviting import PeoplePreview, invite_people, preview_people
from nhipcau.organisations.services.links import KIND as INVITATION
from nhipcau.organisations.services.office_days import NamedDay, amend_office_days, take_out_office_day
from nhipcau.organisations.services.people import change_place, grant_role, withdraw_role
from nhipcau.organisations.services.places import follow_places, move_unit
from nhipcau.organisations.services.set_up import (
    Outlook,
    SetUp,
    preview_set_up,
    set_up_country,
    set_up_province,
    usual_bodies,
)
from nhipcau.organisations.services.sheets import MOST_BYTES
from nhipcau.organisations.services.succession import NewUnit, dissolve_unit, merge_units, split_unit
from nhipcau.organisations.services.units import (
    CORRECTED,
    add_alias,
    change_unit,
    create_unit,
    refresh_names,
    rename_unit,
)

__all__ = [
    "CORRECTED",
    "INVITATION",
    "MOST_BYTES",
    "HandedOver",
    "Invited",
    "NamedDay",
    "NewUnit",
    "Outlook",
    "Passed",
    "PeoplePreview",
    "Preview",
    "Seat",
    "SentInvitation",
    "SetUp",
    "accept_invitation",
    "add_alias",
    "amend_office_days",
    "change_account",
    "change_committee",
    "change_place",
    "change_unit",
    "create_committee",
    "create_unit",
    "digest_of",
    "dissolve_unit",
    "erase_account",
    "follow_places",
    "grant_role",
    "hand_over",
    "import_units",
    "invite_people",
    "invite_person",
    "is_good",
    "merge_units",
    "move_unit",
    "open_account",
    "preview_import",
    "preview_people",
    "preview_set_up",
    "refresh_names",
    "remove_kind",
    "rename_unit",
    "reset_password",
    "reset_second_factor",
    "revoke_invitation",
    "save_group",
    "save_kind",
    "send_invitation",
    "set_account_open",
    "set_composition",
    "set_up_country",
    "set_up_province",
    "split_unit",
    "still_to_send",
    "take_out_office_day",
    "usual_bodies",
    "when_handed_over",
    "when_office_days_change",
    "withdraw_role",
]
