"""Where the organisations room meets the shell: menu, addresses, words of the log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from nhipcau.kernel import clock
from nhipcau.organisations import urls
from nhipcau.organisations.policies import may_open_account

ACTIONS = {
    "create_unit": (_("Create unit"), _("Unit created")),
    "rename_unit": (_("Rename unit"), _("Unit renamed")),
    "move_unit": (_("Move unit"), _("Unit moved")),
    "close_unit": (_("Close unit"), _("Unit closed")),
    "succeed_unit": (_("Let units follow"), _("Successors named")),
    "name_unit_otherwise": (_("Other names of a unit"), _("Other names changed")),
    "save_group": (_("Save group of units"), _("Group of units saved")),
    "import_units": (_("Import units"), _("Units imported")),
    "open_account": (_("Open account"), _("Account opened")),
    "change_account": (_("Change account"), _("Account changed")),
    "close_account": (_("Close account"), _("Account closed")),
    "reopen_account": (_("Open account again"), _("Account opened again")),
    "reset_password": (_("Reset password"), _("Password reset by an administrator")),
    "reset_second_factor": (_("Reset second factor"), _("Second factor reset")),
    "grant_role": (_("Give role"), _("Role given")),
    "withdraw_role": (_("Withdraw role"), _("Role withdrawn")),
}


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    """The words of the log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"organisations.{name}", label, message)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Addresses of the room's screens."""
    return [
        path("don-vi/", include((urls.units, "units"))),
        path("nhan-su/", include((urls.people, "people"))),
    ]


@hooks.register("register_admin_menu_item")
def units_item() -> MenuItem:
    """The register of units, for everybody."""
    return MenuItem(_("Units"), reverse("units:index"), name="units", icon_name="group", order=600)


class PeopleItem(MenuItem):
    """Accounts and roles, for those who may give them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open accounts."""
        return may_open_account(request.user, on=clock.today())


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    """The list of accounts."""
    return PeopleItem(_("People"), reverse("people:index"), name="people", icon_name="user", order=610)
