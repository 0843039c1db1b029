"""Money as official documents: Tờ trình with the annex "Dự toán kinh phí", Báo cáo with "Quyết toán kinh phí".

Vietnamese in every language of the reader. Number, day and name of the signer are left to the office.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import vanban
from nhipcau.budget.models import Estimate, EstimateLine, SettlementLine
from nhipcau.kernel.folding import fold
from nhipcau.kernel.numbers import grouped
from nhipcau.organisations.selectors.letterhead import Letterhead, cited_day, full_name, lowered
from nhipcau.plans.models import Plan

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ESTIMATE = ("STT", "Nội dung", "ĐVT", "Số lượng", "Định mức", "Thành tiền", "Nguồn", "Ghi chú")
SETTLEMENT = (
    "STT",
    "Nội dung",
    "Dự toán được giao",
    "Đã chi",
    "Đề nghị quyết toán",
    "Còn lại (hủy)",
    "Ghi chú",
)
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
_LEFT, _CENTRE, _RIGHT = vanban.Align.LEFT, vanban.Align.CENTRE, vanban.Align.RIGHT


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes and to whom: the office that decides on the plan's money, else the owner of the plan."""

    head: Letterhead
    receiver: str
    on: dt.date

    @property
    def name(self) -> str:
        """The writing unit within a sentence."""
        return full_name(str(self.head.unit["name"]))

    @property
    def addressees(self) -> tuple[str, ...]:
        """Nobody writes to himself."""
        return () if self.receiver == self.name else (self.receiver,)

    @property
    def whom(self) -> str:
        """The receiver within a sentence; left open where the owner of the plan writes and no office decides."""
        return self.addressees[0] if self.addressees else "cấp có thẩm quyền"


def file_name(opening: str, row: Estimate, kind: str) -> str:
    """du-toan-so-ngoai-vu-2026.docx: whose it is and of which year."""
    return f"{opening}-{fold(row.unit.name)[:80].replace(' ', '-')}-{row.plan.period_from.year}.{kind}"


def settled_in(lines: Sequence[SettlementLine]) -> tuple[int, int, int, int]:
    """Allocated, spent, settled and left, in đồng."""
    allocated, settled = sum(each.allocated for each in lines), sum(each.settled for each in lines)
    return allocated, sum(each.spent for each in lines), settled, allocated - settled


def estimate_docx(row: Estimate, lines: Sequence[EstimateLine], office: Office) -> bytes:
    """The estimate with its table as an annex across the page."""
    total = sum(line.amount for line in lines)
    cells = [
        vanban.Row((
            str(number), line.content, line.measure, _factors(line), grouped(line.norm), grouped(line.amount), line.fund.name if line.fund else "", _note(line),
        ))
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip
    cells.append(vanban.Row(("", "Tổng cộng", "", "", "", grouped(total), "", ""), vanban.RowKind.TOTAL))
    aligned = (_CENTRE, _LEFT, _CENTRE, _RIGHT, _RIGHT, _RIGHT, _LEFT, _LEFT)
    shares = (0.5, 3.4, 0.9, 1.0, 1.2, 1.4, 1.5, 1.3)
    columns = tuple(vanban.Column(*each) for each in zip(ESTIMATE, shares, aligned, strict=True))
    body = (
        *(vanban.Paragraph(text) for text in row.explanation.splitlines() if text.strip()),
        vanban.Paragraph(f"Tổng dự toán: {grouped(total)} đồng (bằng chữ: {vanban.amount_in_words(total)})."),
        vanban.Paragraph("Chi tiết tại Phụ lục kèm theo."),
    )
    owner = full_name(row.plan.unit.name)
    return vanban.write_docx(
        vanban.OfficialDocument(
            type="Tờ trình", title=f"Đề nghị thẩm định dự toán kinh phí thực hiện {_plan(row.plan)}",
            bases=(f"Căn cứ {_plan(row.plan, fully=True)};",), body=body,
            closing=(f"{office.name} kính trình {office.whom} xem xét, thẩm định",),
            annexes=(_annex("Dự toán kinh phí", columns, cells, total),), year=office.on.year, addressees=office.addressees,
            recipients=(*_besides(owner, office), "Lưu: VT, KT"), **office.head.fields("TTr"),
        )
    )  # fmt: skip


def settlement_docx(row: Estimate, lines: Sequence[SettlementLine], office: Office) -> bytes:
    """The settlement with its table as an annex across the page."""
    allocated, spent, settled, left = settled_in(lines)
    cells = [
        vanban.Row((str(number), each.line.content, *map(grouped, (each.allocated, each.spent, each.settled, each.allocated - each.settled)), each.note))
        for number, each in enumerate(lines, start=1)
    ]  # fmt: skip
    sums = map(grouped, (allocated, spent, settled, left))
    cells.append(vanban.Row(("", "Tổng cộng", *sums, ""), vanban.RowKind.TOTAL))
    aligned = (_CENTRE, _LEFT, *(_RIGHT,) * 4, _LEFT)
    shares = (0.5, 3.4, 1.4, 1.3, 1.5, 1.3, 1.5)
    columns = tuple(vanban.Column(*each) for each in zip(SETTLEMENT, shares, aligned, strict=True))
    words = vanban.amount_in_words(settled)
    body = (
        vanban.Paragraph(f"Dự toán được giao: {grouped(allocated)} đồng; đã chi: {grouped(spent)} đồng."),
        vanban.Paragraph(f"Đề nghị quyết toán: {grouped(settled)} đồng (bằng chữ: {words})."),
        vanban.Paragraph(
            f"Kinh phí còn lại, hủy dự toán: {grouped(left)} đồng. Chi tiết tại Phụ lục kèm theo."
        ),
    )
    owner = full_name(row.plan.unit.name)
    told = f"Trên đây là báo cáo quyết toán kinh phí của {office.name}, kính gửi {office.whom} xem xét, phê duyệt"
    return vanban.write_docx(
        vanban.OfficialDocument(
            type="Báo cáo", title=f"Quyết toán kinh phí thực hiện {_plan(row.plan)}",
            bases=(f"Căn cứ {_plan(row.plan, fully=True)};",), body=body, closing=(told,),
            annexes=(_annex("Quyết toán kinh phí", columns, cells, settled),), year=office.on.year, addressees=office.addressees,
            recipients=(*_besides(owner, office), "Lưu: VT, KT"), **office.head.fields("BC"),
        )
    )  # fmt: skip


def _plan(plan: Plan, *, fully: bool = False) -> str:
    """The plan as it is cited; with its day and title where it is named as a ground."""
    if not plan.printed_number:
        return f"Kế hoạch {lowered(plan.title)}"
    day = f" {cited_day(plan.issued_on)}" if fully and plan.issued_on else ""
    about = f" về {lowered(plan.title)}" if fully else ""
    return f"Kế hoạch số {plan.printed_number}{day} của {full_name(plan.unit.name)}{about}"


def _annex(
    title: str, columns: tuple[vanban.Column, ...], cells: Sequence[vanban.Row], amount: int
) -> vanban.Annex:
    """The table between the unit that it counts in and the sum in words."""
    words = vanban.amount_in_words(amount)
    body = (
        vanban.Paragraph("Đơn vị tính: đồng", _RIGHT, italic=True),
        vanban.Table(columns, tuple(cells)),
        vanban.Paragraph(f"Bằng chữ: {words[:1].upper()}{words[1:]}.", italic=True),
    )
    return vanban.Annex(title, body, orientation=vanban.Orientation.LANDSCAPE)


def _besides(owner: str, office: Office) -> tuple[str, ...]:
    """Who else receives it below "Như trên": the owner of the plan where another office decides."""
    return () if owner in {office.receiver, office.name} else (owner,)


def _factors(line: EstimateLine) -> str:
    return f"{grouped(line.quantity)} × {grouped(line.times)}" if line.times > 1 else grouped(line.quantity)


def _note(line: EstimateLine) -> str:
    quarter = f"Quý {_ROMAN[line.quarter]}" if line.quarter else ""
    return "; ".join(part for part in (quarter, line.note) if part)
