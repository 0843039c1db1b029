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
from nhipcau.notices.services import Kind
from nhipcau.organisations.policies import roles_of
from nhipcau.plans import urls
from nhipcau.plans.models import Anniversary, Intake, NextPlan, Plan, Task, UnitPlan
from nhipcau.plans.services import talk_notices, unit_plan_notices

ACTIONS = (
    ("plans.comment", _("Comment on a task"), _("Commented on the task")),
    ("plans.unsay", _("Take a comment back"), _("Comment taken back")),
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
    ("plans.amend", _("Adopt an amendment"), _("New version of the plan adopted")),
    ("plans.declare_amendment", _("Say which plan is amended"), _("Declared to amend a plan in force")),
    ("plans.take_amendment_back", _("Say that no plan is amended"), _("No longer declared to amend a plan")),
    (
        "plans.decide_amendment",
        _("Decide what becomes of tasks"),
        _("What becomes of tasks of an amended plan decided"),
    ),
    ("plans.set_superior", _("Name the superior plan"), _("Superior plan named")),
    (
        "plans.propose_links",
        _("Propose links to the superior plan"),
        _("Links to the superior plan proposed anew"),
    ),
    ("plans.decide_link", _("Decide on a link to the superior plan"), _("Link to the superior plan decided")),
    ("plans.forget_link", _("Take a link back"), _("Link to the superior plan taken back")),
    ("plans.confirm_links", _("Confirm links above a score"), _("Links to the superior plan confirmed")),
    ("plans.set_unit_plan_day", _("Set the day for detailed plans"), _("Day for detailed plans set")),
    ("plans.open_unit_plan", _("Begin a detailed plan"), _("Detailed plan begun")),
    ("plans.edit_unit_plan", _("Write a detailed plan"), _("Detailed plan changed")),
    ("plans.submit_unit_plan", _("Hand a detailed plan in"), _("Detailed plan handed in")),
    ("plans.take_unit_plan_back", _("Take a detailed plan back"), _("Detailed plan taken back")),
    ("plans.return_unit_plan", _("Return a detailed plan"), _("Detailed plan returned")),
    ("plans.accept_unit_plan", _("Accept a detailed plan"), _("Detailed plan accepted")),
    (
        "plans.remind_unit_plans",
        _("Remind units of their detailed plans"),
        _("Units reminded of their detailed plans"),
    ),
    ("plans.open_next_plan", _("Begin next year's plan"), _("Draft of next year's plan begun")),
    ("plans.edit_next_plan", _("Write next year's plan"), _("Draft of next year's plan changed")),
    (
        "plans.decide_next_group",
        _("Decide several tasks of next year's plan"),
        _("Several tasks of next year's plan decided"),
    ),
    ("plans.add_next_task", _("Add a task to next year's plan"), _("Task added to next year's plan")),
    (
        "plans.name_next_superior",
        _("Name the superior's new plan"),
        _("The superior's new plan named for next year's plan"),
    ),
    ("plans.hand_in_next_plan", _("Hand next year's plan in"), _("Draft of next year's plan handed in")),
    ("plans.reopen_next_plan", _("Go on with next year's plan"), _("Draft of next year's plan opened again")),
    ("plans.save_anniversary", _("Keep an anniversary"), _("Anniversary saved")),
    ("plans.remove_anniversary", _("Remove an anniversary"), _("Anniversary removed")),
    ("plans.add_reporting_date", _("Enter a reporting date"), _("Reporting date entered")),
    ("plans.change_reporting_date", _("Change a reporting date"), _("Reporting date changed")),
    ("plans.take_out_reporting_date", _("Take a reporting date out"), _("Reporting date taken out")),
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
    if kind == "plans.task":
        tasks = Task.objects.filter(pk__in=keys).values_list("pk", "text")
        return {pk: (text[:300], reverse("plans:task", args=[pk])) for pk, text in tasks}
    if kind == "plans.intake":
        rows = Intake.objects.filter(pk__in=keys).values_list("pk", "title", "file__original_name")
        return {
            pk: (title or name or f"#{pk}", reverse("plans:intake", args=[pk])) for pk, title, name in rows
        }
    if kind == "plans.anniversary":
        return {
            row.pk: (row.name, reverse("plans:anniversaries"))
            for row in Anniversary.objects.filter(pk__in=keys)
        }
    if kind == "plans.nextplan":
        drafts = NextPlan.objects.filter(pk__in=keys).values_list("pk", "plan__title", "year")
        return {
            pk: (f"{title[:200]} → {year}", reverse("plans:next_plan", args=[pk]))
            for pk, title, year in drafts
        }
    if kind == "plans.unitplan":
        named = UnitPlan.objects.filter(pk__in=keys).values_list("pk", "unit__name", "plan__number")
        return {
            pk: (f"{unit} · {number}".strip(" ·"), reverse("plans:unit_plan", args=[pk]))
            for pk, unit, number in named
        }
    return {}


@hooks.register("register_notice_kinds")
def kinds_of_talk() -> list[Kind]:
    """What people are told of the talk about tasks."""
    return list(talk_notices.KINDS)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of plans."""
    for action, label, message in ACTIONS:
        actions.register_action(action, label, message)


@hooks.register("register_notice_kinds")
def notice_kinds() -> list[Kind]:
    """What units are told of their detailed plans."""
    return list(unit_plan_notices.KINDS)
