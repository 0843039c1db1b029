"""Units that stand on lines of their own in the cells of a table of work."""

from __future__ import annotations

import pytest

from tests.vanban.reading.ooxml import cell, docx, p, row, run, table
from vanban.model import Task
from vanban.pipeline import read_bytes


def one_task(lead: list[str], coop: list[str]) -> Task:
    """The task of a table whose row has these paragraphs in the cells of its units."""
    head = row(*(cell(p(run(text))) for text in ("STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp")))
    work = row(
        cell(p(run("1"))),
        cell(p(run("Mở phòng đọc")) + p(run("ở các xã vùng cao"))),
        *(cell("".join(p(run(text)) for text in texts) or p("")) for texts in (lead, coop)),
    )
    body = (
        p(run("KẾ HOẠCH"))
        + p(run("Phát triển thư viện năm 2031"))
        + p(run("I. NHIỆM VỤ"))
        + table(head, work)
    )
    (task,) = read_bytes(docx(body), "plan.docx").document.tasks
    return task


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (["Sở Nội vụ", "Báo Lam Sơn", "UBND các xã"], ("Sở Nội vụ", "Báo Lam Sơn", "UBND các xã")),
        (["Sở Nội vụ;", "UBND các xã"], ("Sở Nội vụ", "UBND các xã")),
        (["- Sở Nội vụ", "- Báo Lam Sơn", "- Công an tỉnh"], ("Sở Nội vụ", "Báo Lam Sơn", "Công an tỉnh")),
        (["1. Sở Nội vụ", "2. Thư viện tỉnh"], ("Sở Nội vụ", "Thư viện tỉnh")),
        (["Sở Văn hóa,", "Thể thao và Du lịch"], ("Sở Văn hóa, Thể thao và Du lịch",)),
        (["Ban Quản lý các khu", "công nghiệp tỉnh"], ("Ban Quản lý các khu công nghiệp tỉnh",)),
        (["Các sở, ban, ngành", "UBND các xã, phường"], ("Các sở, ban, ngành", "UBND các xã, phường")),
    ],
)  # fmt: skip
def test_units_on_lines_of_their_own_are_units_of_their_own(lines: list[str], units: tuple[str, ...]) -> None:
    assert one_task(lines, ["Kho bạc Nhà nước tỉnh"]).lead == units
    assert one_task(["Kho bạc Nhà nước tỉnh"], lines).coop == units


def test_lines_of_the_work_are_one_text() -> None:
    assert one_task(["Sở Nội vụ"], []).text == "Mở phòng đọc ở các xã vùng cao"
