"""Screens of a consolidation: the figures of a round, the texts of its units, and what one figure is made of."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.reporting import sheet
from nhipcau.reporting.models import COUNTED, FormSection, Indicator, Report, ReportFigure, ReportText
from nhipcau.reporting.policies import READERS
from nhipcau.reporting.selectors.comparison import indicators_of
from nhipcau.reporting.selectors.consolidation import came_since, contributions, gathered_figures, parts_in
from nhipcau.reporting.selectors.contents import sources_of
from nhipcau.reporting.selectors.drift import changes_since
from nhipcau.reporting.selectors.matrix import entries_of, tally_of
from nhipcau.reporting.selectors.snapshot import snapshots_of
from nhipcau.reporting.views.rounds import OfRound, RoundScreen

PER_PAGE = 50
MOST_NAMED = 60


class OfWhole(OfRound):
    """Only for those who read all that the receiver receives."""

    def allowed(self) -> bool:
        """Whoever reads at the receiver's post; one unit's people see their own report only."""
        return bool(self.roles) and self.roles.cover(self.cycle.keeper, READERS)


class ConsolidationScreen(OfWhole, RoundScreen):
    """All figures of a round with what they come to; `?show=texts` what the units wrote."""

    template_name = "reporting/consolidation.html"
    page_title = _("Consolidation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Figures or texts."""
        entries = entries_of(self.roles, self.cycle, on=self.on)
        missing = [entry for entry in entries if entry.state not in COUNTED]
        shows_texts = self.request.GET.get("show") == "texts"
        upper = Report.objects.filter(gathers=self.cycle).select_related("unit", "cycle").first()
        body = self._texts(upper) if shows_texts else self._figures(upper)
        return super().get_context_data(
            tally=tally_of(entries), missing=missing[:MOST_NAMED], missing_count=len(missing), upper=upper,
            shows_texts=shows_texts, **body, **kwargs,
        )  # fmt: skip

    def _figures(self, upper: Report | None) -> dict[str, Any]:
        gathered = gathered_figures([self.cycle.pk])[self.cycle.pk]
        written = {}
        if upper is not None:
            rows = ReportFigure.objects.filter(report=upper).select_related("indicator")
            written = {row.indicator.code: row for row in rows if row.is_edited}
        groups: dict[int, list[Any]] = defaultdict(list)
        indicators = indicators_of(self.cycle)
        for row in indicators:
            groups[row.section_id].append((row, gathered[row.code], written.get(row.code)))
        sections = {row.section_id: row.section for row in indicators}
        return {"groups": [(sections[pk], rows) for pk, rows in groups.items()]}

    def _texts(self, upper: Report | None) -> dict[str, Any]:
        sections = list(
            FormSection.objects.filter(form_version=self.cycle.form_version_id, has_text=True).order_by(
                "position"
            )
        )
        parts = parts_in(self.cycle.pk, {row.pk: row.pk for row in sections}, on=self.on)
        since = {}
        if upper is not None:
            for row in ReportText.objects.filter(report=upper, is_edited=True):
                since[row.section_id] = came_since(row.text, row.proposed)
        return {"texts": [(row, parts.get(row.pk, []), since.get(row.pk, [])) for row in sections]}


class ConsolidationExport(OfWhole, View):
    """The figures of a round as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file."""
        if not self.allowed():
            raise Http404
        gathered = gathered_figures([self.cycle.pk])[self.cycle.pk]
        content = sheet.consolidation_as_workbook(self.cycle, indicators_of(self.cycle), gathered)
        return as_attachment(content, f"tong-hop-{self.cycle.pk}-{self.day:%Y-%m-%d}.xlsx")


class OfFigure(OfWhole):
    """The figure in the address; not found where the round's form does not have it."""

    @cached_property
    def indicator(self) -> Indicator:
        """The indicator of that code."""
        rows = Indicator.objects.filter(form_version=self.cycle.form_version_id, code=self.kwargs["code"])
        found = rows.select_related("section").first()
        if found is None:
            raise Http404
        return found


class FigureScreen(OfFigure, RoundScreen):
    """What one figure is made of: unit by unit, down to the evidence and the digests of its files."""

    template_name = "reporting/figure.html"

    def get_page_title(self) -> str:
        """The figure."""
        return self.indicator.label

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The round and its consolidation."""
        return [
            *super().crumbs(),
            (reverse("reporting:consolidation", args=[self.cycle.pk]), _("Consolidation")),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of units with their sources."""
        rows = contributions(self.cycle, self.indicator)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        reports = [row.report for row in page.object_list]
        for report in reports:
            report.cycle = self.cycle
        return super().get_context_data(
            indicator=self.indicator,
            told=gathered_figures([self.cycle.pk], code=self.indicator.code)[self.cycle.pk][
                self.indicator.code
            ],
            page=page,
            sources=sources_of([row.figure for row in page.object_list if row.figure]),
            digests=snapshots_of(reports),
            changes={pk: len(each) for pk, each in changes_since(reports).items()},
            **kwargs,
        )


class FigureExport(OfFigure, View):
    """The same for all units, as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        """The file."""
        if not self.allowed():
            raise Http404
        content = sheet.contributions_as_workbook(
            self.cycle, self.indicator, contributions(self.cycle, self.indicator)
        )
        return as_attachment(content, f"chi-tieu-{self.cycle.pk}-{self.day:%Y-%m-%d}.xlsx")
