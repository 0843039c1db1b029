"""Lists of delivery as spreadsheets: what is owed, the matrix, and how units are covered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from nhipcau.delivery.models import OWED, Obligation, State
from nhipcau.delivery.selectors.coverage import Coverage
from nhipcau.delivery.selectors.matrix import Cell, Matrix
from nhipcau.kernel.spreadsheets import Column, Value, workbook_of
from nhipcau.kernel.working_days import working_days_between

Ask = Callable[[Obligation, dt.date], Value]

# Name of the column in the list that can be chosen ("" always there), heading and width, and what stands in it.
COLUMNS: tuple[tuple[str, Column, Ask], ...] = (
    ("", Column(gettext_lazy("State"), 18), lambda row, on: str(row.state(on).label)),
    ("due", Column(gettext_lazy("Due on"), 12), lambda row, on: row.due_on),
    ("due", Column(gettext_lazy("Working days left (− over)"), 14), lambda row, on: _left(row, on)),
    ("unit", Column(gettext_lazy("Unit"), 34), lambda row, on: row.unit.name),
    ("", Column(gettext_lazy("Task"), 70), lambda row, on: row.task.text),
    ("", Column(gettext_lazy("Item of the plan"), 12), lambda row, on: row.task.label),
    ("plan", Column(gettext_lazy("Plan"), 18), lambda row, on: row.plan.printed_number or row.plan.title),
    ("kind", Column(gettext_lazy("Kind of work"), 18), lambda row, on: row.task.get_kind_display()),
    ("time", Column(gettext_lazy("Time as printed"), 24), lambda row, on: row.task.time_text),
    ("period", Column(gettext_lazy("Occasion"), 10), lambda row, on: f"{row.ordinal}/{row.ordinals}"),
    ("period", Column(gettext_lazy("From"), 12), lambda row, on: row.period_from),
    ("period", Column(gettext_lazy("To"), 12), lambda row, on: row.period_to),
    ("pieces", Column(gettext_lazy("Done"), 8), lambda row, on: row.pieces),
    ("pieces", Column(gettext_lazy("Asked for, at least"), 10), lambda row, on: row.quota_min),
    ("pieces", Column(gettext_lazy("Asked for, at most"), 10), lambda row, on: row.quota_max),
    ("", Column(gettext_lazy("Met on"), 12), lambda row, on: row.met_on),
    ("", Column(gettext_lazy("Reason"), 30), lambda row, on: row.reason),
)


def _left(row: Obligation, on: dt.date) -> int | None:
    return working_days_between(on, row.due_on) if row.state(on) in OWED else None


def as_workbook(rows: Iterable[Obligation], *, on: dt.date, chosen: Sequence[str] = ()) -> bytes:
    """The rows with their state on the day `on`, numbered; of the columns that can be chosen only those, where any are."""
    columns = [each for each in COLUMNS if not chosen or not each[0] or each[0] in chosen]
    headings = [Column(pgettext("row", "No."), 6), *(column for _name, column, _ask in columns)]
    cells = (
        [number, *(ask(row, on) for _name, _column, ask in columns)]
        for number, row in enumerate(rows, start=1)
    )
    return workbook_of(_("Obligations"), headings, cells)


def matrix_as_workbook(matrix: Matrix, *, above: Sequence[str] = ()) -> bytes:
    """A row for each unit and one for all; for each month how many are done and how many were asked for, then the year."""
    headings = [Column(pgettext("row", "No."), 6), Column(_("Unit"), 36)]
    for month in matrix.months:
        headings += [Column(_("%(month)s done") % {"month": f"{month:%m/%Y}"}, 9)]
        headings += [Column(_("%(month)s asked for") % {"month": f"{month:%m/%Y}"}, 9)]
    headings += [
        Column(_("Done"), 9), Column(_("Asked for"), 9), Column(_("Done, %"), 9), Column(_("Overdue"), 9),
        Column(_("Due soon"), 9), Column(_("Nothing to report"), 9), Column(_("Paused"), 9),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [number, row.name, *_months(row.cells), *_totals(row.total)]
        for number, row in enumerate(matrix.rows, start=1)
    ]
    rows.append([None, _("All units"), *_months(matrix.by_month), *_totals(matrix.total)])
    return workbook_of(_("Matrix"), headings, rows, above=above)


def _months(cells: Iterable[Cell]) -> list[Value]:
    return [value for cell in cells for value in (cell.done, cell.asked)]


def _totals(cell: Cell) -> list[Value]:
    counts = cell.counts
    return [
        cell.done, cell.asked, counts.done_percent, counts[State.OVERDUE], counts["near"], counts[State.EXCUSED],
        counts[State.PAUSED],
    ]  # fmt: skip


def coverage_as_workbook(coverage: Coverage) -> bytes:
    """A row for each unit, worst first."""
    headings = [
        Column(pgettext("row", "No."), 6), Column(_("Unit"), 36), Column(_("Kind of unit"), 20), Column(_("How it stands"), 18),
        Column(_("Last heard of"), 12), Column(_("Overdue"), 9), Column(_("Overdue since"), 12), Column(_("Due soon"), 9),
        Column(_("Done"), 9), Column(_("Asked for"), 9), Column(_("Nothing to report"), 9), Column(_("Office telephone"), 16),
        Column(_("Office e-mail"), 24),
    ]  # fmt: skip
    rows = (
        [
            number, each.unit.name, each.unit.get_kind_display(), str(each.cover.label), each.heard,
            each.counts[State.OVERDUE], each.oldest, each.counts["near"], each.counts["done"], each.counts.asked,
            each.counts[State.EXCUSED], each.unit.phone, each.unit.email,
        ]
        for number, each in enumerate(coverage.units, start=1)
    )  # fmt: skip
    return workbook_of(_("Units"), headings, rows)
