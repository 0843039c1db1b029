"""Rounds beside each other, and provinces with the units below them: the same words as in the matrix of one round."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from nhipcau.kernel.folding import fold
from nhipcau.organisations.policies import Roles
from nhipcau.reporting.models import Report, ReportCycle
from nhipcau.reporting.policies import visible_cycles, visible_reports
from nhipcau.reporting.selectors.matrix import LOOKS, Standing, Tally, standing_of

MOST_CYCLES = 12
DEEPEST = 4  # steps from a ministry down to the units


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit in a round."""

    report: int
    standing: Standing
    look: str


@dataclass(slots=True)
class OverviewRow:
    """A unit through the rounds; None where it was not asked."""

    unit_id: int
    unit: str
    folded: str
    cells: list[Cell | None]

    @property
    def owed(self) -> int:
        """In how many rounds it is missing or was returned."""
        late = {Standing.MISSING, Standing.RETURNED}
        return sum(1 for cell in self.cells if cell and cell.standing in late)


def cycles_in_sight(roles: Roles) -> list[ReportCycle]:
    """All rounds in sight, newest first."""
    rows = ReportCycle.objects.filter(visible_cycles(roles)) if roles else ReportCycle.objects.none()
    return list(rows.select_related("keeper", "plan").order_by("-period_to", "-due_on", "-pk"))


def overview(
    roles: Roles, cycles: Sequence[ReportCycle], *, on: dt.date, text: str = "", state: str = ""
) -> tuple[list[OverviewRow], list[Tally]]:
    """Units by rounds, and the tally of each round over all its units: one query.

    `text` and `state` choose rows: units of that name, and those that stand so in any of the rounds.
    """
    place = {cycle.pk: number for number, cycle in enumerate(cycles)}
    tallies = [Tally() for _cycle in cycles]
    rows: dict[int, OverviewRow] = {}
    reports = Report.objects.filter(visible_reports(roles), cycle__in=list(place)).order_by("unit__path")
    columns = (
        "pk",
        "cycle_id",
        "unit_id",
        "unit__name",
        "unit__folded",
        "state",
        "is_nothing",
        "first_sent_on",
    )
    for pk, cycle, unit, name, folded, is_in, nothing, sent in reports.values_list(*columns):
        number = place[cycle]
        due_on = cycles[number].due_on
        standing = standing_of(is_in, nothing, sent, due_on, on=on)
        tallies[number].add(standing, bool(sent and sent <= due_on))
        row = rows.get(unit)
        if row is None:
            row = rows[unit] = OverviewRow(unit, name, folded, [None] * len(cycles))
        row.cells[number] = Cell(pk, standing, LOOKS[standing])
    words = fold(text).split()
    shown = [
        row
        for row in rows.values()
        if all(word in row.folded for word in words)
        and (not state or any(cell and cell.standing == state for cell in row.cells))
    ]
    return shown, tallies


@dataclass(slots=True)
class Branch:
    """A sender to a high round (a province) with all units that report to it, through every step below."""

    report: Report
    standing: Standing
    look: str
    below: Tally
    cycle: int | None


def branches(roles: Roles, cycle: ReportCycle, *, on: dt.date) -> list[Branch]:
    """One row a sender: its own report, and how the reports of the units below it stand. Ten queries at most."""
    reports = list(
        Report.objects.filter(visible_reports(roles), cycle=cycle)
        .select_related("unit")
        .order_by("unit__path")
    )
    bottom = _bottom_cycles({report.gathers_id: report.pk for report in reports if report.gathers_id})
    tallies = _tallies(bottom, on=on)
    found = []
    for report in reports:
        standing = standing_of(report.state, report.is_nothing, report.first_sent_on, cycle.due_on, on=on)
        below = tallies.get(report.pk, Tally())
        found.append(Branch(report, standing, LOOKS[standing], below, report.gathers_id))
    return found


def _bottom_cycles(tops: Mapping[int, int]) -> dict[int, int]:
    """Round in which units report on their own work → the branch it belongs to."""
    found: dict[int, int] = {}
    layer = dict(tops)
    for _step in range(DEEPEST):
        if not layer:
            break
        gathering = Report.objects.filter(cycle__in=list(layer), gathers__isnull=False).order_by()
        below = {lower: layer[upper] for upper, lower in gathering.values_list("cycle_id", "gathers_id")}
        upper_ones = set(gathering.values_list("cycle_id", flat=True)) if below else set()
        found.update({pk: branch for pk, branch in layer.items() if pk not in upper_ones})
        layer = below
    return found


def _tallies(bottom: Mapping[int, int], *, on: dt.date) -> dict[int, Tally]:
    days = dict(ReportCycle.objects.filter(pk__in=list(bottom)).order_by().values_list("pk", "due_on"))
    rows = (
        Report.objects.filter(cycle__in=list(bottom))
        .order_by()
        .values_list("cycle_id", "state", "is_nothing", "first_sent_on")
        .annotate(count=Count("pk"))
    )
    found: dict[int, Tally] = defaultdict(Tally)
    for cycle, state, nothing, sent, count in rows:
        due_on = days[cycle]
        standing = standing_of(state, nothing, sent, due_on, on=on)
        found[bottom[cycle]].add(standing, bool(sent and sent <= due_on), count)
    return found
