"""Where the organisations room meets the shell: menu, addresses, words of the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from nhipcau.accounts.models import User
from nhipcau.kernel import clock
from nhipcau.organisations import urls
from nhipcau.organisations.models import Unit, UnitGroup, UnitKind
from nhipcau.organisations.policies import may_open_account

ACTIONS = {
    "create_unit": (_("Create unit"), _("Unit created")),
    "rename_unit": (_("Rename unit"), _("Unit renamed")),
    "change_unit": (_("Change unit"), _("Entry of the unit changed")),
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


@hooks.register("name_in_log")
def names_in_log(kind: str, keys: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """What the log calls units, groups and people."""
    if kind == "organisations.unit":
        units = Unit.objects.filter(pk__in=keys).values_list("pk", "name")
        return {pk: (name, reverse("units:unit", args=[pk])) for pk, name in units}
    if kind == "organisations.unitgroup":
        groups = UnitGroup.objects.filter(pk__in=keys).values_list("pk", "name")
        return {pk: (name, reverse("units:group", args=[pk])) for pk, name in groups}
    if kind == "accounts.user":
        people = User.objects.filter(pk__in=keys)
        return {person.pk: (str(person), reverse("people:account", args=[person.pk])) for person in people}
    return {}


@hooks.register("words_in_log")
def words_in_log() -> Mapping[str, Mapping[str, str | Promise]]:
    """The kinds of units that a group stands for."""
    return {"kinds": dict(UnitKind.choices)}


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
