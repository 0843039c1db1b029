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
from nhipcau.notices.services import Kind
from nhipcau.organisations import services, urls
from nhipcau.organisations.models import OfficeDay, OwnKind, SteeringCommittee, Unit, UnitGroup
from nhipcau.organisations.policies import may_open_account, may_see_committees
from nhipcau.organisations.selectors import kind_labels

ACTIONS = {
    "create_unit": (_("Create unit"), _("Unit created")),
    "rename_unit": (_("Rename unit"), _("Unit renamed")),
    "move_unit": (_("Move unit"), _("Unit moved in the tree")),
    "merge_units": (_("Merge units"), _("Units merged")),
    "split_unit": (_("Split unit"), _("Unit split")),
    "dissolve_unit": (_("Dissolve unit"), _("Unit dissolved")),
    "change_unit": (_("Change unit"), _("Entry of the unit changed")),
    "name_unit_otherwise": (_("Other names of a unit"), _("Other names changed")),
    "save_group": (_("Save group of units"), _("Group of units saved")),
    "save_kind": (_("Save kind of units"), _("Kind of units saved")),
    "remove_kind": (_("Remove kind of units"), _("Kind of units removed")),
    "import_units": (_("Import units"), _("Units imported")),
    "set_up_province": (_("Set up a province"), _("Province set up from the catalogue")),
    "amend_office_days": (_("Amend the office calendar"), _("Office calendar amended")),
    "take_out_office_day": (
        _("Take a day out of the office calendar"),
        _("Day taken out of the office calendar"),
    ),
    "open_account": (_("Open account"), _("Account opened")),
    "invite": (_("Send invitation"), _("Invitation sent")),
    "revoke_invitation": (_("Revoke invitation"), _("Invitation revoked")),
    "accept_invitation": (_("Accept invitation"), _("Invitation accepted, first password set")),
    "change_account": (_("Change account"), _("Account changed")),
    "close_account": (_("Close account"), _("Account closed")),
    "erase_account": (_("Erase account"), _("Name and contact of an account erased")),
    "reopen_account": (_("Open account again"), _("Account opened again")),
    "reset_password": (_("Reset password"), _("Password reset by an administrator")),
    "reset_second_factor": (_("Reset second factor"), _("Second factor reset")),
    "grant_role": (_("Give role"), _("Role given")),
    "change_place": (_("Change leader and deputy"), _("Leader or officer and deputy changed")),
    "hand_over": (_("Hand over"), _("Roles and seats handed over")),
    "create_committee": (_("Enter committee"), _("Steering committee entered")),
    "change_committee": (_("Change committee"), _("Entry of the steering committee changed")),
    "set_composition": (_("Change composition"), _("Composition of the steering committee changed")),
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
    if kind == "organisations.steeringcommittee":
        found = SteeringCommittee.objects.filter(pk__in=keys).values_list("pk", "name")
        return {pk: (name, reverse("committees:committee", args=[pk])) for pk, name in found}
    if kind == "organisations.ownkind":
        kinds = OwnKind.objects.filter(pk__in=keys).values_list("pk", "label")
        return {pk: (label, reverse("units:kinds")) for pk, label in kinds}
    if kind == "organisations.officeday":
        days = OfficeDay.objects.filter(pk__in=keys)
        return {day.pk: (str(day), f"{reverse('units:calendar')}?nam={day.day.year}") for day in days}
    if kind == "accounts.user":
        people = User.objects.filter(pk__in=keys)
        return {person.pk: (str(person), reverse("people:account", args=[person.pk])) for person in people}
    return {}


@hooks.register("words_in_log")
def words_in_log() -> Mapping[str, Mapping[str, str | Promise]]:
    """The kinds of units that a group stands for."""
    return {"kinds": kind_labels()}


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
        path("ban-chi-dao/", include((urls.committees, "committees"))),
    ]


@hooks.register("register_admin_menu_item")
def units_item() -> MenuItem:
    """The register of units, for everybody."""
    return MenuItem(_("Units"), reverse("units:index"), name="units", icon_name="group", order=600)


class CommitteesItem(MenuItem):
    """Steering committees, for everybody with a role."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person holds a role today."""
        return may_see_committees(request.user, on=clock.today())


@hooks.register("register_admin_menu_item")
def committees_item() -> MenuItem:
    """The steering committees."""
    address = reverse("committees:index")
    return CommitteesItem(
        _("Steering committees"), address, name="committees", icon_name="clipboard-list", order=605
    )


class PeopleItem(MenuItem):
    """Accounts and roles, for those who may give them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open accounts."""
        return may_open_account(request.user, on=clock.today())


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    """The list of accounts."""
    return PeopleItem(_("People"), reverse("people:index"), name="people", icon_name="user", order=610)


@hooks.register("register_notice_kinds")
def notice_kinds() -> list[Kind]:
    """The letter that carries the one-time link of an invitation."""
    return [
        Kind(
            name=services.INVITATION,
            label=_("Invitation to an account"),
            subject=_("{inviter} invites you to Nhịp Cầu"),
            body=_(
                "Dear {name},\n\n"
                "{inviter} opened an account for you{#unit}, as “{role}” of {unit}{/unit}.\n\n"
                "[Set your password and sign in]({link})\n\n"
                "The link is good until {until} and works once. From then on you sign in with {email}. "
                "Give the link to nobody. If you did not expect this letter, delete it: without the link nothing happens."
            ),
            sample={
                "name": "Trần Thị Mẫu",
                "email": "mau@example.vn",
                "inviter": "Nguyễn Văn Mẫu",
                "unit": "Sở Ngoại vụ",
                "role": "Cán bộ đầu mối",
                "until": "07/08/2026",
            },
            secret={"link": "/loi-moi/…/"},
            refresh=services.still_to_send,
        )
    ]


@hooks.register("register_account_menu_item")
def my_data_item(request: HttpRequest) -> dict[str, Any]:
    """Taking one's own data along, on the page of one's own settings."""
    return {
        "url": reverse("people:my_data"),
        "label": _("Download my data"),
        "help_text": _("Everything the system keeps about you, as a JSON file."),
    }
