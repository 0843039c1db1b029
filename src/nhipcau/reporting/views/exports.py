"""Files of a report, and the screen of what changed since one was accepted."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.screens import Screen
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.library.selectors import as_download
from nhipcau.reporting.selectors.drift import Drift, changes_of
from nhipcau.reporting.selectors.snapshot import latest_snapshot
from nhipcau.reporting.services.exporting import TYPES, export_report
from nhipcau.reporting.views.report import OfReport


class ReportExport(OfReport, View):
    """The report as a file."""

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
        """Kept for good where the report is accepted, else a draft of this moment."""
        if kind not in TYPES:
            raise Http404
        made = export_report(user=request.user, report=self.report, kind=kind, now=clock.now())
        if made.stored is not None:
            return as_download(made.stored)
        return as_attachment(made.content, made.name, content_type=made.content_type)


class ChangesScreen(OfReport, Screen):
    """What happened to the evidence of an accepted report since. The frozen figures stay."""

    template_name = "reporting/changes.html"
    page_title = _("Changed since accepted")
    header_icon = "history"

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list, the round and the report."""
        report = self.report
        return [
            (reverse("reporting:index"), _("Reports")),
            (reverse("reporting:matrix", args=[report.cycle_id]), report.cycle.title),
            (reverse("reporting:report", args=[report.pk]), report.unit.name),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list, newest first."""
        changes = sorted(changes_of(self.report), key=lambda each: each.at, reverse=True)
        return super().get_context_data(
            report=self.report,
            changes=changes,
            words={word.value: word.label for word in Drift},
            snapshot=latest_snapshot(self.report),
            **kwargs,
        )
