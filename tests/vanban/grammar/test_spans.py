"""Where tasks and sections stand: their spans cover the text that they claim."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.grammar.plans import CLOSING, HEAD
from vanban.pipeline import Reading, read_bytes

SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = sorted([*SHARED.glob("plans/*.txt"), *SHARED.glob("corpus/*.txt")])

LINES = (
    "1. Sở Văn hóa và Thể thao",
    "2. Mở lớp tập huấn thủ thư.",
    "a) Hoạt động 1",
    "- Nội dung:",
    "- Nội dung: Tổ chức ngày sách.",
    "+ Tập huấn thủ thư tại 04 phòng đọc.",
    "- Cơ quan thực hiện: Sở Y tế.",
    "- Các thư viện thực hiện các việc sau:",
    "+ Xây dựng tủ sách; kiểm kê sách.",
    "* Mua sách mới",
    "Tổ chức thi đọc sách cho",
    "thiếu nhi trong hè.",
    "(1) Sách in; (2) sách nói.",
    "Thời gian thực hiện: Quý II năm 2026.",
    "II. TỔ CHỨC THỰC HIỆN",
    "",
)


def uncovered(reading: Reading) -> list[tuple[str, set[str]]]:
    """Tasks and sections with the words of theirs that their spans miss."""
    found = []
    claims = [(task.path, task.text, task.spans) for task in reading.document.tasks]
    claims += [(section.path, section.title, section.spans) for section in reading.document.sections]
    for path, text, spans in claims:
        covered = " ".join(reading.source.text[span.start : span.end] for span in spans)
        missed = set(re.findall(r"\w+", text)) - set(re.findall(r"\w+", covered))
        if missed or not spans:
            found.append(("/".join(path), missed))
    return found


@pytest.mark.shared
@pytest.mark.skipif(not REAL, reason="the real documents in ../shared are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_spans_cover_the_text_in_real_plans(path: Path) -> None:
    assert uncovered(read_bytes(path.read_bytes(), path.name)) == []


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(LINES), max_size=14), st.booleans())
def test_spans_cover_the_text_in_any_order_of_lines(lines: list[str], blank: bool) -> None:
    body = ("\n\n" if blank else "\n").join(["I. NHIỆM VỤ", *lines])
    assert uncovered(read_bytes(f"{HEAD}{body}\n{CLOSING}".encode(), "plan.txt")) == []


def test_spans_of_an_article_an_annex_and_a_nested_topic_cover_all_their_lines() -> None:
    text = f"""{HEAD}I. NHIỆM VỤ

a) Hoạt động 1

- Nội dung:

+ Tổng kết mô hình tủ sách.

+ Tập huấn thủ thư tại 04 phòng đọc.

- Cơ quan thực hiện: Sở Y tế.
{CLOSING}

PHỤ LỤC
CÁC VIỆC CỤ THỂ
CỦA THƯ VIỆN

| TT | Nội dung | Cơ quan chủ trì |
| 1 | Mua sách | Sở Tài chính |
"""
    reading = read_bytes(text.encode(), "plan.txt")
    assert [section.title for section in reading.document.sections][-1] == "CÁC VIỆC CỤ THỂ CỦA THƯ VIỆN"
    assert uncovered(reading) == []
