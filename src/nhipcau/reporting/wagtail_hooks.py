"""Reports in the shell: addresses, the menu, the words of the log, what people are told."""

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
from nhipcau.reporting import urls
from nhipcau.reporting.models import FormVersion, Report, ReportCycle
from nhipcau.reporting.services import course_notices, reminder_kinds

ACTIONS = (
    ("reporting.copy_form", _("Copy a report form"), _("Report form made")),
    ("reporting.begin_draft", _("Begin a new version of a form"), _("New version of the form begun")),
    ("reporting.edit_form", _("Change a form"), _("Form changed")),
    ("reporting.publish_form", _("Put a form into use"), _("Version of the form put into use")),
    ("reporting.open_cycle", _("Ask for reports"), _("Reports asked for")),
    ("reporting.move_due_day", _("Move the day of a round"), _("Due day of the round moved")),
    ("reporting.add_senders", _("Add units to a round"), _("Units added to the round")),
    ("reporting.close_cycle", _("Close a round"), _("Round closed")),
    ("reporting.reopen_cycle", _("Open a round again"), _("Round opened again")),
    ("reporting.open_report", _("Begin a report"), _("Report begun")),
    ("reporting.fill_report", _("Fill a report anew"), _("Report filled anew")),
    ("reporting.edit_report", _("Write a report"), _("Report changed")),
    ("reporting.submit_report", _("Submit a report to the leader"), _("Report submitted to the leader")),
    ("reporting.send_report", _("Hand a report in"), _("Report handed in")),
    ("reporting.take_report_back", _("Take a report back"), _("Report taken back")),
    ("reporting.return_report", _("Return a report"), _("Report returned")),
    ("reporting.accept_report", _("Accept a report"), _("Report accepted")),
    ("reporting.unlock_report", _("Unlock a report"), _("Report unlocked")),
    ("reporting.remind_units", _("Remind of reports"), _("Reminded of reports")),
    ("reporting.export_report", _("Make a file of a report"), _("File of the report made")),
)
KINDS: list[Kind] = [*course_notices.KINDS, *reminder_kinds.KINDS]


class ReportsMenuItem(MenuItem):
    """Shown to everybody who holds a role."""

    def is_shown(self, request: HttpRequest) -> bool:
        """No query: the roles of the day are kept with the request."""
        return bool(roles_of(request.user, on=clock.today()))


@hooks.register("register_admin_urls")
def report_urls() -> list[Any]:
    """Reports stand in the shell, behind its sign-in."""
    return [path("bao-cao/", include((urls, "reporting")))]


@hooks.register("register_admin_menu_item")
def report_menu() -> MenuItem:
    """The entry in the menu."""
    return ReportsMenuItem(
        _("Reports"), reverse_lazy("reporting:index"), name="unit-reports", icon_name="form", order=400
    )


@hooks.register("name_in_log")
def names_in_log(kind: str, keys: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """What the log calls a report, a round and a version of a form."""
    if kind == "reporting.report":
        reports = Report.objects.filter(pk__in=keys).values_list("pk", "unit__name", "cycle__title")
        return {
            pk: (f"{unit}: {title}", reverse("reporting:report", args=[pk])) for pk, unit, title in reports
        }
    if kind == "reporting.reportcycle":
        cycles = ReportCycle.objects.filter(pk__in=keys).values_list("pk", "title")
        return {pk: (title, reverse("reporting:matrix", args=[pk])) for pk, title in cycles}
    if kind == "reporting.formversion":
        versions = FormVersion.objects.filter(pk__in=keys).values_list("pk", "form_id", "form__name")
        return {pk: (name, reverse("reporting:form", args=[form])) for pk, form, name in versions}
    return {}


@hooks.register("register_notice_kinds")
def notice_kinds() -> list[Kind]:
    """What people are told of reports."""
    return list(KINDS)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the log says of reports."""
    for action, label, message in ACTIONS:
        actions.register_action(action, label, message)
