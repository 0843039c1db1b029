"""Plans in the shell: addresses, the menu, the words of the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from nhipcau.kernel import clock
from nhipcau.organisations.policies import roles_of
from nhipcau.plans import urls
from nhipcau.plans.models import Intake, Plan

ACTIONS = (
    ("plans.hand_in", _("Hand a plan in"), _("Plan handed in")),
    ("plans.retry", _("Read again"), _("Plan queued to be read again")),
    ("plans.read", _("Read a plan"), _("Plan read")),
    ("plans.discard", _("Put a plan aside"), _("Plan on its way in put aside")),
    ("plans.take_back", _("Take a plan back that was put aside"), _("Plan put aside taken back")),
    ("plans.edit_header", _("Correct the document's data"), _("Data of the document corrected")),
    ("plans.edit_draft", _("Correct a task"), _("Task under review corrected")),
    ("plans.add_draft", _("Add a task"), _("Task added under review")),
    ("plans.drop_draft", _("Drop a task"), _("Task under review dropped")),
    ("plans.restore_draft", _("Take a task back"), _("Dropped task taken back")),
    ("plans.split_draft", _("Split a task"), _("Task under review split")),
    ("plans.merge_draft", _("Join tasks"), _("Tasks under review joined")),
    ("plans.reset_draft", _("Back to what was read"), _("Task put back to what was read")),
    ("plans.decide_unit", _("Say what a name means"), _("Meaning of a unit's name decided")),
    ("plans.adopt", _("Adopt a plan"), _("Plan adopted")),
)


class PlansMenuItem(MenuItem):
    """Shown to everybody who holds a role."""

    def is_shown(self, request: HttpRequest) -> bool:
        """One query a page."""
        return bool(roles_of(request.user, on=clock.today()))


@hooks.register("register_admin_urls")
def plan_urls() -> list[Any]:
    """Plans stand in the shell, behind its sign-in."""
    return [path("ke-hoach/", include((urls, "plans")))]


@hooks.register("register_admin_menu_item")
def plan_menu() -> MenuItem:
    """The entry in the menu."""
    return PlansMenuItem(
        _("Plans"), reverse_lazy("plans:index"), name="plans", icon_name="doc-full", order=200
    )


@hooks.register("name_in_log")
def names_in_log(kind: str, keys: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """What the log calls a plan, and a plan on its way in."""
    if kind == "plans.plan":
        plans = Plan.objects.filter(pk__in=keys)
        return {plan.pk: (str(plan), reverse("plans:plan", args=[plan.pk])) for plan in plans}
    if kind == "plans.intake":
        rows = Intake.objects.filter(pk__in=keys).values_list("pk", "title", "file__original_name")
        return {
            pk: (title or name or f"#{pk}", reverse("plans:intake", args=[pk])) for pk, title, name in rows
        }
    return {}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of plans."""
    for action, label, message in ACTIONS:
        actions.register_action(action, label, message)
