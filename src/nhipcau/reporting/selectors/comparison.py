"""One figure through the rounds of a receiver, and between the units of one round. Frozen rounds read the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nhipcau.kernel.folding import fold
from nhipcau.reporting.models import COUNTED, Indicator, IndicatorType, Report, ReportCycle
from nhipcau.reporting.selectors.consolidation import Gathered, gathered_figures, told_by_unit

MOST_CYCLES = 12
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Point:
    """A round with what the figure comes to; `shown` is what a chart draws: for a share percent."""

    cycle: ReportCycle
    told: Gathered
    shown: Decimal | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class UnitPoint:
    """A unit with its figure in this round and in the one before; `counts` False: nothing was handed in."""

    report: Report
    value: Decimal | None
    before: Decimal | None
    counts: bool


def comparable(cycle: ReportCycle) -> list[ReportCycle]:
    """Rounds of the same receiver, step and rhythm on the same form, up to this one, the oldest first: one query."""
    rows = ReportCycle.objects.filter(
        keeper=cycle.keeper_id, level=cycle.level, cadence=cycle.cadence, form_version__form=cycle.form_version.form_id,
        period_to__lte=cycle.period_to,
    ).order_by("-period_to", "-pk")  # fmt: skip
    return list(rows[:MOST_CYCLES])[::-1]


def through_rounds(cycle: ReportCycle, indicator: Indicator) -> list[Point]:
    """The figure of this code in each round; rounds whose form did not ask for it are left out."""
    cycles = comparable(cycle)
    found = gathered_figures([each.pk for each in cycles], code=indicator.code)
    return [
        Point(each, told, drawn(indicator.type, told), each.pk == cycle.pk)
        for each in cycles
        if (told := found[each.pk].get(indicator.code)) is not None
    ]


def drawn(kind: str, told: Gathered) -> Decimal | None:
    """The height of a bar: a share in percent of its whole, else the figure."""
    if kind == IndicatorType.SHARE:
        if not told.of or told.value is None:
            return None
        return (told.value * HUNDRED / told.of).quantize(Decimal("0.1"))
    return told.value


def between_units(cycle: ReportCycle, indicator: Indicator, before: ReportCycle | None) -> list[UnitPoint]:
    """Each unit with its figure, the largest first, those without one last in the order of the alphabet: three queries."""
    cycles = [cycle.pk, before.pk] if before else [cycle.pk]
    told = told_by_unit(cycles, indicator.code)
    reports = Report.objects.filter(cycle=cycle).select_related("unit").order_by("unit__path")
    rows = []
    for report in reports:
        counts = report.state in COUNTED
        value = told.get((cycle.pk, report.unit_id))
        earlier = told.get((before.pk, report.unit_id)) if before else None
        rows.append(UnitPoint(report, value if counts else None, earlier, counts))
    return sorted(rows, key=lambda row: (row.value is None, -(row.value or 0), fold(row.report.unit.name)))


def indicators_of(cycle: ReportCycle) -> Sequence[Indicator]:
    """The figures of the round's form, in its order: one query."""
    return list(
        Indicator.objects.filter(form_version=cycle.form_version_id)
        .select_related("section")
        .order_by("position")
    )
