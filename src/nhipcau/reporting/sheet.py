"""Lists of reports as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nhipcau.kernel.spreadsheets import Column, Value, workbook_of
from nhipcau.reporting.models import FormSection, Indicator, ReportCycle
from nhipcau.reporting.selectors.consolidation import Contribution, Gathered
from nhipcau.reporting.selectors.matrix import Line, Standing, Tally
from nhipcau.reporting.selectors.rounds import Branch, OverviewRow

MARKS = {"full": "✓", "lacking": "!", "empty": "✗", "none": "–"}


def number(value: Decimal | None) -> Value:
    """A figure as a spreadsheet has it: whole numbers whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def matrix_as_workbook(cycle: ReportCycle, lines: Iterable[Line], sections: Sequence[FormSection]) -> bytes:
    """A row for each unit of a round."""
    columns = [
        Column(pgettext("row", "No."), 6), Column(_("Unit"), 36), Column(_("How it stands"), 18), Column(_("State"), 18),
        Column(pgettext("report", "Complete, %"), 10), *(Column(section.title, 14) for section in sections), Column(_("First handed in on"), 14),
        Column(_("Handed in last at"), 18), Column(_("Why there is nothing to report"), 30),
    ]  # fmt: skip
    rows = (
        [
            place, line.report.unit.name, str(line.standing.label), str(line.report.get_state_display()), line.percent,
            *(MARKS[cell] for cell in line.cells), line.report.first_sent_on,
            f"{timezone.localtime(line.report.sent_at):%d/%m/%Y %H:%M}" if line.report.sent_at else None,
            line.report.nothing_because,
        ]
        for place, line in enumerate(lines, start=1)
    )  # fmt: skip
    return workbook_of(pgettext("reports", "Matrix"), columns, rows, above=[cycle.title])


def overview_as_workbook(
    cycles: Sequence[ReportCycle], rows: Iterable[OverviewRow], tallies: Sequence[Tally]
) -> bytes:
    """Units by rounds, and below them how complete and how timely each round is."""
    columns = [
        Column(pgettext("row", "No."), 6), Column(_("Unit"), 36), *(Column(cycle.title, 18) for cycle in cycles)
    ]  # fmt: skip
    cells: list[list[Value]] = [
        [place, row.unit, *(str(cell.standing.label) if cell else "" for cell in row.cells)]
        for place, row in enumerate(rows, start=1)
    ]
    cells.append([None, pgettext("reports", "Handed in, %"), *(tally.complete_percent for tally in tallies)])
    cells.append([None, pgettext("reports", "On time, %"), *(tally.timely_percent for tally in tallies)])
    return workbook_of(_("Rounds"), columns, cells)


def branches_as_workbook(cycle: ReportCycle, rows: Iterable[Branch]) -> bytes:
    """A row for each sender with the figures of the units below."""
    columns = [
        Column(pgettext("row", "No."), 6), Column(_("Sender"), 36), Column(_("How it stands"), 18), Column(_("Units"), 9),
        *(Column(str(word.label), 12) for word in Standing), Column(pgettext("reports", "Handed in, %"), 10), Column(pgettext("reports", "On time, %"), 10),
    ]  # fmt: skip
    cells: list[list[Value]] = [
        [
            place, row.report.unit.name, str(row.standing.label), row.below.total,
            *(row.below.counts[word] for word in Standing), row.below.complete_percent, row.below.timely_percent,
        ]
        for place, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return workbook_of(_("Senders"), columns, cells, above=[cycle.title])


def consolidation_as_workbook(
    cycle: ReportCycle, indicators: Sequence[Indicator], gathered: dict[str, Gathered]
) -> bytes:
    """A row for each figure of a round."""
    columns = [
        Column(pgettext("indicator", "Code"), 12), Column(_("Indicator"), 60), Column(_("Unit of measure"), 16), Column(_("Figure"), 16),
        Column(_("Out of"), 12), Column(_("Expected to the end of the period"), 18), Column(_("Entries"), 40),
        Column(_("Gathered by"), 24), Column(_("Reports that give it"), 12),
    ]  # fmt: skip
    rows = []
    for row in indicators:
        told = gathered.get(row.code, Gathered())
        rows.append(
            [
                row.code, row.label, row.measure, number(told.value), number(told.of), number(told.estimate),
                "\n".join(told.entries), str(row.get_gathering_display()), told.given,
            ]
        )  # fmt: skip
    return workbook_of(_("Consolidation"), columns, rows, above=[cycle.title])


def contributions_as_workbook(
    cycle: ReportCycle, indicator: Indicator, rows: Iterable[Contribution]
) -> bytes:
    """What one figure is made of, unit by unit."""
    columns = [
        Column(pgettext("row", "No."), 6), Column(_("Unit"), 40), Column(_("State"), 18), Column(_("Figure"), 16),
        Column(_("Out of"), 12), Column(_("Expected to the end of the period"), 18), Column(_("Entries"), 40), Column(_("Note"), 40),
    ]  # fmt: skip
    cells = (
        [
            place, row.report.unit.name,
            _("Nothing to report") if row.report.is_nothing and row.counts else str(row.report.get_state_display()),
            number(row.value), number(row.of), number(row.estimate), "\n".join(row.entries), row.note,
        ]
        for place, row in enumerate(rows, start=1)
    )  # fmt: skip
    return workbook_of(_("Figure"), columns, cells, above=[cycle.title, indicator.label])
