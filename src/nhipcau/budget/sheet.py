"""Money in spreadsheets: every table, with real numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from nhipcau.budget.documents import SETTLEMENT, settled_in
from nhipcau.budget.models import Allocation, Estimate, EstimateLine, SettlementLine, Voucher
from nhipcau.budget.selectors.estimates import tasks_named
from nhipcau.budget.selectors.overview import Figures, Overview
from nhipcau.budget.services.rows import COLUMNS
from nhipcau.kernel.numbers import grouped
from nhipcau.kernel.spreadsheets import Column, Value, workbook_of
from nhipcau.plans.models import Plan

_WIDTHS = {"content": 60, "task": 14, "note": 30, "fund": 28, "code": 24, "kind": 20}


def sum_of(vouchers: QuerySet[Voucher]) -> int:
    """What some vouchers come to, in đồng."""
    return int(vouchers.aggregate(sum=Sum("amount", default=0))["sum"])


def estimate_xlsx(row: Estimate, lines: Sequence[EstimateLine]) -> bytes:
    """The lines with the columns of the import: what comes out goes in again."""
    named = tasks_named(row.plan, [line.stem for line in lines])
    columns = [Column(heading, _WIDTHS.get(key, 14)) for key, heading in COLUMNS.items()]
    rows: list[list[Value]] = []
    for line in lines:
        task = named.get(line.stem) if line.stem else None
        values: dict[str, Value] = {
            "key": line.pk, "task": task.label if task else "", "kind": line.get_kind_display(), "content": line.content, "measure": line.measure,
            "quantity": line.quantity, "times": line.times, "norm": line.norm, "amount": line.amount, "fund": line.fund.name if line.fund else "",
            "code": line.code.code if line.code else "", "quarter": line.quarter, "note": line.note,
        }  # fmt: skip
        rows.append([values[key] for key in COLUMNS])
    above = (f"Dự toán kinh phí – {row.unit.name}", f"{row.plan.printed_number} {row.plan.title}".strip(), "")
    return workbook_of("Dự toán", columns, rows, above=above)


def overview_xlsx(found: Overview, way: str) -> bytes:
    """The groups of an overview and the whole."""
    columns = [Column(way, 60), *(Column(heading, 18) for heading in _headings())]
    rows: list[list[Value]] = [[group.label, *_figures(group.figures)] for group in found.groups]
    if found.way == "quy":  # a quarter has no remainder of its own: it is planned in one and paid in another
        rows = [[*row[:-1], None] for row in rows]
    rows.append([_("Total"), *_figures(found.whole)])
    above = [f"{found.plan.printed_number} {found.plan.title}".strip()]
    if found.frame:
        above.append(_("Frame: %(amount)s đồng") % {"amount": grouped(found.frame.amount)})
    return workbook_of(_("Money"), columns, rows, above=(*above, ""))


def lines_xlsx(plan: Plan, lines: Sequence[EstimateLine]) -> bytes:
    """Lines of several units with their figures."""
    named = tasks_named(plan, [line.stem for line in lines])
    columns = [
        Column(_("Unit"), 40), Column(_("Task"), 14), Column(_("Content of spending"), 60), *(Column(heading, 18) for heading in _headings()),
        Column(_("Source of funds"), 28), Column(_("Quarter"), 8),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            line.estimate.unit.name, named[line.stem].label if line.stem in named else "", line.content, line.amount, line.appraised,
            line.allocated, line.spent, line.remaining, line.fund.name if line.fund else "", line.quarter,
        ]
        for line in lines
    ]  # fmt: skip
    return workbook_of(_("Lines of estimates"), columns, rows)


def allocations_xlsx(moves: Iterable[Allocation]) -> bytes:
    """Every movement of money."""
    columns = [
        Column(_("Day"), 12), Column(_("Content of spending"), 60), Column(_("Kind"), 14), Column(_("Amount in đồng"), 18),
        Column(_("Decision"), 36), Column(_("Reason"), 36), Column(_("Entered by"), 26),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            each.on,
            each.line.content,
            each.get_kind_display(),
            each.amount,
            each.decision,
            each.reason,
            str(each.made_by),
        ]
        for each in moves
    ]
    return workbook_of(_("Allocation"), columns, rows)


def vouchers_xlsx(vouchers: Iterable[Voucher]) -> bytes:
    """Payments with the line they are of."""
    columns = [
        Column(_("Paid on"), 12), Column(_("Number of the voucher"), 18), Column(_("For what"), 50), Column(_("Content of spending"), 50),
        Column(_("Amount in đồng"), 18), Column(_("File"), 30), Column(_("SHA-256"), 66),
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [each.spent_on, each.number, each.what, each.line.content, each.amount, each.file.original_name if each.file else "", each.file.sha256 if each.file else ""]
        for each in vouchers
    ]  # fmt: skip
    return workbook_of(_("Vouchers"), columns, rows)


def settlement_xlsx(row: Estimate, lines: Sequence[SettlementLine]) -> bytes:
    """The table of the settlement with real numbers."""
    columns = [
        Column(heading, width) for heading, width in zip(SETTLEMENT, (6, 60, 20, 20, 20, 20, 30), strict=True)
    ]
    rows: list[list[Value]] = [
        [
            number,
            each.line.content,
            each.allocated,
            each.spent,
            each.settled,
            each.allocated - each.settled,
            each.note,
        ]
        for number, each in enumerate(lines, start=1)
    ]
    rows.append(["", "Tổng cộng", *settled_in(lines), ""])
    above = (
        f"Quyết toán kinh phí – {row.unit.name}",
        f"{row.plan.printed_number} {row.plan.title}".strip(),
        "",
    )
    return workbook_of("Quyết toán", columns, rows, above=above)


def _headings() -> tuple[str, ...]:
    return _("Estimated"), _("Appraised"), _("Allocated"), _("Spent"), _("Remaining")


def _figures(figures: Figures) -> list[Value]:
    return [figures.estimated, figures.appraised, figures.allocated, figures.spent, figures.remaining]
