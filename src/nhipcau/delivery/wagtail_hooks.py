"""Delivery in the shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from nhipcau.delivery import urls
from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import extension_notices, reminder_kinds
from nhipcau.kernel import clock
from nhipcau.notices.services import Kind
from nhipcau.organisations.policies import roles_of


@hooks.register("register_admin_urls")
def delivery_urls() -> list[Any]:
    """Screens of what is owed."""
    return [path("viec/", include((urls, "delivery")))]


class ObligationsItem(MenuItem):
    """The list of what is owed, for everybody with a role."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person holds any role today."""
        return bool(roles_of(request.user, on=clock.today()))


@hooks.register("register_admin_menu_item")
def obligations_item() -> MenuItem:
    """Work of the year."""
    return ObligationsItem(
        _("Obligations"), reverse("delivery:index"), name="obligations", icon_name="tasks", order=300
    )


@hooks.register("name_in_log")
def names_in_log(kind: str, keys: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """What the log calls an obligation: the unit and its work."""
    if kind != "delivery.obligation":
        return {}
    rows = Obligation.objects.filter(pk__in=keys).values_list("pk", "unit__name", "task__text")
    return {
        pk: (f"{unit}: {text}"[:300], reverse("delivery:obligation", args=[pk])) for pk, unit, text in rows
    }


@hooks.register("register_notice_kinds")
def notice_kinds() -> list[Kind]:
    """Reminders, the summary of the week, and what is said of more time."""
    return [*reminder_kinds.KINDS, *extension_notices.KINDS]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of obligations."""
    actions.register_action("delivery.expand", _("Set out what is owed"), _("What is owed was set out"))
    actions.register_action(
        "delivery.re_date", _("Follow the office calendar"), _("Due days followed the office calendar")
    )
    actions.register_action(
        "delivery.follow_reporting_dates",
        _("Follow the reporting dates"),
        _("What is owed followed the reporting dates"),
    )
    actions.register_action(
        "delivery.settle_past",
        _("Sign what was done before adopting"),
        _("Signed: done before the plan came into the system"),
    )
    actions.register_action("delivery.mark_met", _("Hand in evidence"), _("Evidence handed in"))
    actions.register_action("delivery.withdraw", _("Withdraw evidence"), _("Evidence withdrawn"))
    actions.register_action("delivery.excuse", _("Sign “nothing to report”"), _("Signed: nothing to report"))
    actions.register_action("delivery.ask_extension", _("Ask for more time"), _("More time was asked for"))
    actions.register_action("delivery.grant_extension", _("Grant more time"), _("More time was granted"))
    actions.register_action("delivery.refuse_extension", _("Refuse more time"), _("More time was refused"))
    actions.register_action(
        "delivery.take_extension_back",
        _("Ask for more time no longer"),
        _("The request for more time was taken back"),
    )
    actions.register_action(
        "delivery.owe_together",
        _("Let several leads owe one quota"),
        _("The leads of a task owe it together"),
    )
    actions.register_action("delivery.pause", _("Pause"), _("Paused"))
    actions.register_action(
        "delivery.follow", _("Follow an amended plan"), _("What is owed followed the new version")
    )
    actions.register_action(
        "delivery.make_calendar", _("Make a calendar address"), _("Calendar address made")
    )
    actions.register_action(
        "delivery.end_calendar", _("Switch a calendar address off"), _("Calendar address switched off")
    )
    actions.register_action("delivery.reopen", _("Reopen"), _("Reopened"))
    actions.register_action("delivery.remind_now", _("Remind now"), _("Reminded by hand"))
    actions.register_action(
        "delivery.reminder_rule", _("Change when reminders go out"), _("Rule of reminders changed")
    )
