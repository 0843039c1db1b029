"""Which units are covered, late, excused or silent."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from nhipcau.delivery import sheet
from nhipcau.delivery.selectors import plans_in_sight
from nhipcau.delivery.selectors.coverage import LOOKS_OF_COVER, QUIET_DAYS, Cover, Coverage, coverage_of
from nhipcau.delivery.views.frame import DeliveryScreen
from nhipcau.delivery.views.matrix import OfMatrix
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.spreadsheets import as_attachment
from nhipcau.organisations.selectors import kind_labels

PER_PAGE = 50
DAYS = (7, 14, 30, 60, 90)


class OfCoverage(OfMatrix):
    """What the screen and the spreadsheet share."""

    @cached_property
    def quiet_days(self) -> int:
        """How long a unit may say nothing before it is called silent."""
        asked = number_in(self.request.GET.get("days", ""))
        return asked if asked in DAYS else QUIET_DAYS

    @cached_property
    def found(self) -> Coverage:
        """All units in sight."""
        return coverage_of(self.held, self.wanted, on=self.day, quiet_days=self.quiet_days)

    @cached_property
    def cover(self) -> str:
        """The one word that is asked for."""
        asked = self.request.GET.get("cover", "")
        return asked if asked in Cover.values else ""

    def shown(self) -> list[Any]:
        """The units that match."""
        kind = self.wanted.unit_kind
        return [
            each
            for each in self.found.units
            if (not self.cover or each.cover == self.cover) and (not kind or each.unit.kind == kind)
        ]


class CoverageScreen(OfCoverage, DeliveryScreen):
    """Each unit with one word; counted by kind of unit, so that departments and communes are seen apart."""

    template_name = "delivery/coverage.html"
    page_title = _("Units: covered, late, silent")
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of units, and how many of each kind stand how."""
        labels = kind_labels()
        by_kind = [
            {
                "kind": kind,
                "label": labels.get(kind, kind),
                "counts": [(word, sums[word.value]) for word in Cover],
                "all": sums.total(),
            }
            for kind, sums in sorted(self.found.by_kind.items(), key=lambda pair: -pair[1].total())
        ]
        counters = [
            {
                "word": word,
                "look": LOOKS_OF_COVER[word],
                "count": self.found.total[word.value],
                "current": word == self.cover,
            }
            for word in Cover
        ]
        return super().get_context_data(
            page=Paginator(self.shown(), PER_PAGE).get_page(self.request.GET.get("p")),
            coverage=self.found,
            counters=counters,
            by_kind=by_kind,
            looks=LOOKS_OF_COVER,
            wanted=self.wanted,
            cover=self.cover,
            quiet_days=self.quiet_days,
            days=DAYS,
            years=self.years,
            kinds=[(each["kind"], each["label"]) for each in by_kind],
            plans=plans_in_sight(self.held)
            .order_by("-period_from", "-pk")
            .only("pk", "number", "symbol", "title"),
            **kwargs,
        )


class CoverageExport(OfCoverage, View):
    """The units as they are filtered, as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file."""
        content = sheet.coverage_as_workbook(Coverage(units=self.shown()))
        return as_attachment(content, f"don-vi-{self.day:%Y-%m-%d}.xlsx")
