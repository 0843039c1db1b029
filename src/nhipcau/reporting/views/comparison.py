"""The screen that compares one figure through rounds and between units."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from nhipcau.reporting.models import Indicator, IndicatorType
from nhipcau.reporting.selectors.comparison import (
    Point,
    between_units,
    indicators_of,
    through_rounds,
)
from nhipcau.reporting.selectors.consolidation import gathered_figures
from nhipcau.reporting.templatetags.rounds import figure
from nhipcau.reporting.views.consolidation import OfWhole
from nhipcau.reporting.views.rounds import RoundScreen

MOST_BARS = 30


class ComparisonScreen(OfWhole, RoundScreen):
    """A figure (`code` in the address; where none is asked for the first that tells something) through the rounds and between units."""

    template_name = "reporting/comparison.html"
    page_title = _("Comparison")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two charts and their tables."""
        choices = [row for row in indicators_of(self.cycle) if row.type != IndicatorType.LIST]
        asked = self.request.GET.get("code", "")
        chosen = next((row for row in choices if row.code == asked), None) or self._telling(choices)
        context: dict[str, Any] = {"choices": choices, "chosen": chosen}
        if chosen is not None:
            points = through_rounds(self.cycle, chosen)
            before = points[-2].cycle if len(points) > 1 else None
            units = between_units(self.cycle, chosen, before)
            context |= {
                "points": points,
                "by_round": [_bar(chosen, point) for point in points],
                "units": units,
                "before": before,
                "by_unit": [
                    (row.report.unit.name, row.value, figure(row.value), False)
                    for row in units[:MOST_BARS]
                    if row.value is not None
                ],
                "most": MOST_BARS,
            }
        return super().get_context_data(**context, **kwargs)

    def _telling(self, choices: Sequence[Indicator]) -> Indicator | None:
        """The first figure that comes to more than nought; else the first."""
        found = gathered_figures([self.cycle.pk])[self.cycle.pk] if choices else {}
        told = (row for row in choices if (each := found.get(row.code)) is not None and each.value)
        return next(told, choices[0] if choices else None)


def _bar(indicator: Indicator, point: Point) -> tuple[str, Decimal | None, str, bool]:
    text = figure(point.told.value)
    if indicator.type == IndicatorType.SHARE and point.shown is not None:
        text = f"{figure(point.shown)} % ({text}/{figure(point.told.of)})"
    if point.told.estimate is not None:
        text = _("%(actual)s (expected %(expected)s)") % {
            "actual": text,
            "expected": figure(point.told.estimate),
        }
    cycle = point.cycle
    return f"{cycle.period_from:%d/%m/%Y} – {cycle.period_to:%d/%m/%Y}", point.shown, str(text), point.is_now
