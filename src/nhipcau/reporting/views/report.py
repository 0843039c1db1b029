"""The report of a unit: read and written, approved and decided on; and what a figure was counted from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.screens import Screen
from nhipcau.reporting.forms.answers import FileForm
from nhipcau.reporting.models import Report, ReportFigure, ReportState
from nhipcau.reporting.policies import may_decide, may_keep_cycle, may_send, may_unlock, may_write_report
from nhipcau.reporting.selectors.contents import Source, sources_of
from nhipcau.reporting.selectors.drift import came_since_counting
from nhipcau.reporting.selectors.report import ShownReport, deeds_of, owes_reason, report_seen_by, shown
from nhipcau.reporting.services.answering import detach_file, say_nothing, take_nothing_back
from nhipcau.reporting.services.course import (
    accept,
    open_report,
    refill,
    return_report,
    send,
    submit,
    take_back,
    unlock,
)


class OfReport:
    """The report in the address; not found where it may not be read."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def report(self) -> Report:
        """The report with its round and unit."""
        found = report_seen_by(self.request.user, self.kwargs["pk"], on=clock.today())
        if found is None:
            raise Http404
        return found

    @property
    def day(self) -> dt.date:
        """Today."""
        return clock.today()


class ReportScreen(OfReport, Screen):
    """The main screen of a unit on report day."""

    template_name = "reporting/report.html"
    page_title = pgettext_lazy("report", "Report")
    header_icon = "form"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the list, and the round for who keeps it."""
        above: list[tuple[str, Any]] = [(reverse("reporting:index"), _("Reports"))]
        if may_keep_cycle(self.request.user, self.report.cycle, on=self.on):
            above.append((reverse("reporting:matrix", args=[self.report.cycle_id]), self.report.cycle.title))
        return above

    def refused_address(self) -> str:
        """A refused deed leads back to the report."""
        return self.request.path

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed; back to the report."""
        sent = request.POST
        said: dict[str, Any] = {
            "user": request.user, "report": self.report, "version": number_in(sent.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        match sent.get("do", ""):
            case "open":
                open_report(**said)
            case "refill":
                refill(**said)
                messages.success(
                    request, _("Counted anew. What you wrote stayed, with the new count beside it.")
                )
            case "nothing":
                say_nothing(**said, because=sent.get("because", ""))
                messages.success(request, _("Saved: nothing to report. It still has to be handed in."))
            case "something":
                take_nothing_back(**said)
            case "detach":
                said.pop("version")
                detach_file(**said, attached=number_in(sent.get("file", "")) or 0)
            case deed:
                self._take_course(deed, said)
        return redirect(request.path)

    def _take_course(self, deed: str, said: dict[str, Any]) -> None:
        sent = self.request.POST
        match deed:
            case "submit":
                submit(**said, reason=sent.get("reason", ""))
                messages.success(self.request, _("The report was submitted to the unit's leader."))
            case "send":
                row = send(**said, reason=sent.get("reason", ""))
                late = row.first_sent_on is not None and row.first_sent_on > row.cycle.due_on
                told = (
                    _("The report was handed in, after its due day.")
                    if late
                    else _("The report was handed in.")
                )
                messages.success(self.request, told)
            case "back":
                take_back(**said, reason=sent.get("reason", ""))
                messages.success(self.request, _("The report was taken back: you can go on writing."))
            case "return":
                return_report(
                    **said, remark=sent.get("remark", ""), text_remarks=_remarks(sent, "remark-text-"), figure_remarks=_remarks(sent, "remark-figure-"),
                )  # fmt: skip
                messages.success(self.request, _("The report was returned, and the unit was told."))
            case "accept":
                accept(**said)
                messages.success(self.request, _("The report was accepted and is kept as it is."))
            case "unlock":
                unlock(**said, reason=sent.get("reason", ""))
                messages.success(self.request, _("The report was opened again, and the unit was told."))
            case _unknown:
                raise Http404

    @cached_property
    def shown(self) -> ShownReport:
        """Everything of the report."""
        return shown(self.report)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sections, and what this person may do."""
        report, user, on = self.report, self.request.user, self.on
        cycle = report.cycle
        is_open = cycle.closed_at is None
        may_write = may_write_report(user, report, on=on)
        may_hand_in = may_send(user, report, on=on)
        is_written = report.is_writable and report.state != ReportState.AWAITED
        decides = report.state == ReportState.SENT and may_decide(user, report, on=on)
        return super().get_context_data(
            report=report, cycle=cycle, shown=self.shown, deeds=deeds_of(report), is_open=is_open,
            begins=report.state == ReportState.AWAITED and may_write and is_open,
            writes=is_written and may_write and is_open,
            submits=is_written and may_write and not may_hand_in and is_open,
            sends=(is_written or report.state == ReportState.SUBMITTED) and may_hand_in and is_open,
            takes_back=is_open and (
                (report.state == ReportState.SUBMITTED and (may_write or may_hand_in)) or (report.state == ReportState.SENT and may_hand_in)
            ),
            decides=decides, returns=decides and is_open,
            unlocks=report.state == ReportState.ACCEPTED and is_open and may_unlock(user, report, on=on),
            is_late=self._is_late(), fresh=len(came_since_counting(report)) if is_written or report.state == ReportState.SUBMITTED else 0, explains=self._is_late() and owes_reason(report), file_form=FileForm(auto_id="tep-%s"), **kwargs,
        )  # fmt: skip

    def _is_late(self) -> bool:
        first = self.report.first_sent_on or self.on
        return first > self.report.cycle.due_on


class SourcesScreen(OfReport, Screen):
    """What a figure was counted from, row by row, down to the files and their digests."""

    template_name = "reporting/sources.html"
    page_title = gettext_lazy("What the figure is made of")
    header_icon = "form"

    @cached_property
    def figure(self) -> ReportFigure:
        """The figure of this report."""
        rows = ReportFigure.objects.select_related("indicator").filter(report=self.report)
        found = rows.filter(pk=self.kwargs["figure"]).first()
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the report."""
        return [
            (reverse("reporting:index"), _("Reports")),
            (reverse("reporting:report", args=[self.report.pk]), self.report.unit.name),
        ]

    @property
    def sources(self) -> list[Source]:
        """What it was counted from."""
        return sources_of([self.figure.pk]).get(self.figure.pk, [])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; the list alone for the script."""
        if request.headers.get("X-Requested-With") != "fetch":
            return super().get(request, *args, **kwargs)
        context = {"sources": self.sources, "figure": self.figure, "report": self.report}
        return TemplateResponse(request, "reporting/includes/source_list.html", context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figure and its rows; its key in the address bears the same name."""
        kwargs["figure"] = self.figure
        return super().get_context_data(report=self.report, sources=self.sources, **kwargs)


def _remarks(sent: Any, prefix: str) -> dict[int, str]:
    return {
        number: str(text)
        for key, text in sent.items()
        if key.startswith(prefix) and (number := number_in(key.removeprefix(prefix))) is not None
    }
