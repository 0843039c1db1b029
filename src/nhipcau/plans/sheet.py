"""A detailed plan on paper: the table of Phụ lục 01 of Thông tư 22/2016/TT-BTTTT, and an official-looking document around it."""

from __future__ import annotations

import datetime as dt

import vanban
from nhipcau.plans.models import UnitPlan

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The form is Vietnamese in every language of the reader.
HEADINGS = (
    "TT",
    "Nội dung công việc",
    "Chủ trì",
    "Phối hợp",
    "Thời gian",
    "Sản phẩm, kết quả",
    "Kinh phí",
    "Ghi chú",
)
SHARES = (0.5, 3.2, 1.5, 1.8, 1.3, 1.6, 1.0, 1.1)


def rows_of(row: UnitPlan) -> tuple[tuple[str, ...], list[tuple[int | str, ...]]]:
    """Headings and rows."""
    items = row.items.order_by("position", "pk")
    return HEADINGS, [
        (number, each.content, each.lead, each.coop, each.time, each.product, each.cost, each.note)
        for number, each in enumerate(items, start=1)
    ]


def docx_of(row: UnitPlan, *, on: dt.date) -> bytes:
    """The plan as a Word file: purpose, the table as an annex across the page; number and day are left to the office."""
    headings, rows = rows_of(row)
    table = vanban.Table(
        columns=tuple(vanban.Column(title, share) for title, share in zip(headings, SHARES, strict=True)),
        rows=tuple(vanban.Row(tuple(str(value) for value in each)) for each in rows),
    )
    year = row.plan.period_from.year
    basis = (
        f"Thực hiện Kế hoạch số {row.plan.printed_number} của {row.plan.unit.name}"
        if row.plan.printed_number
        else f"Thực hiện {row.plan.title}"
    )
    purpose = (
        row.purpose.strip()
        or "Cụ thể hóa các nhiệm vụ được giao, bảo đảm đúng thời gian, rõ người, rõ việc, rõ kết quả."
    )
    body: tuple[vanban.Heading | vanban.Paragraph, ...] = (
        vanban.Heading(vanban.Level.ROMAN, "Mục đích, yêu cầu"),
        *(vanban.Paragraph(line) for line in purpose.splitlines() if line.strip()),
        vanban.Heading(vanban.Level.ROMAN, "Nội dung"),
        vanban.Paragraph(f"Các nhiệm vụ năm {year}: chi tiết tại Phụ lục kèm theo."),
    )
    document = vanban.OfficialDocument(
        type="Kế hoạch", title=f"Hoạt động thông tin đối ngoại năm {year}", issuer=(row.unit.name,), symbol="KH", place="", year=on.year,
        bases=(f"{basis};",), body=body, annexes=(vanban.Annex("Nhiệm vụ chi tiết", (table,), orientation=vanban.Orientation.LANDSCAPE),),
        signature=vanban.Signature(title="THỦ TRƯỞNG ĐƠN VỊ"), recipients=(row.plan.unit.name, "Lưu: VT"),
    )  # fmt: skip
    return vanban.write_docx(document)
