"""Labels that open a line."""

from __future__ import annotations

import pytest

from vanban.text.labels import LabelKind, is_bare_label, label_of

LABELS = [
    ("I. NHIỆM VỤ", LabelKind.ROMAN, "I", "NHIỆM VỤ"),
    ("IV- TỔ CHỨC", LabelKind.ROMAN, "IV", "TỔ CHỨC"),
    ("1. Mở lớp", LabelKind.NUMBER, "1", "Mở lớp"),
    ("1- Mở lớp", LabelKind.NUMBER, "1", "Mở lớp"),
    ("1/ Mở lớp", LabelKind.NUMBER, "1", "Mở lớp"),
    ("2)Mở lớp", LabelKind.NUMBER, "2", "Mở lớp"),
    ("4.1. Mở lớp", LabelKind.NUMBER, "4.1", "Mở lớp"),
    ("4.1 Mở lớp", LabelKind.NUMBER, "4.1", "Mở lớp"),
    ("I.1. Mở lớp", LabelKind.NUMBER, "I.1", "Mở lớp"),
    ("a) Mở lớp", LabelKind.LETTER, "a", "Mở lớp"),
    ("đ. Mở lớp", LabelKind.LETTER, "đ", "Mở lớp"),
    ("b- Mở lớp", LabelKind.LETTER, "b", "Mở lớp"),
    ("- Mở lớp", LabelKind.DASH, "-", "Mở lớp"),
    ("–Mở lớp", LabelKind.DASH, "-", "Mở lớp"),
    ("• Mở lớp", LabelKind.DASH, "-", "Mở lớp"),
    ("+ Mở lớp", LabelKind.PLUS, "+", "Mở lớp"),
    ("* Mở lớp", LabelKind.STAR, "*", "Mở lớp"),
    ("Điều 2. Giao Sở Y tế", LabelKind.ARTICLE, "Điều 2", "Giao Sở Y tế"),
    ("PHỤ LỤC II", LabelKind.ANNEX, "PHỤ LỤC II", ""),
    ("Phụ lục", LabelKind.ANNEX, "Phụ lục", ""),
    ("PHỤ LỤC 01 DANH MỤC", LabelKind.ANNEX, "PHỤ LỤC 01", "DANH MỤC"),
    ("Phần I. Đánh giá", LabelKind.PART, "Phần I", "Đánh giá"),
    ("A. ĐẶC ĐIỂM", LabelKind.UPPER, "A", "ĐẶC ĐIỂM"),
]

NO_LABELS = [
    "V/v mở lớp",
    "1.500.000 đồng",
    "5.937,4 tỷ đồng",
    "30.11.2025 là ngày cuối",
    "24/24 giờ",
    "01 lớp",
    "2026 - 2030",
    "100% các xã",
    "-----",
    "(i) hội nghị",
    "",
]


@pytest.mark.parametrize(("line", "kind", "label", "content"), LABELS)
def test_a_label_is_told_from_its_text(line: str, kind: LabelKind, label: str, content: str) -> None:
    found = label_of(line)
    assert found is not None
    assert (found.kind, found.text, line[found.content :]) == (kind, label, content)


@pytest.mark.parametrize("line", NO_LABELS)
def test_figures_and_rules_are_no_labels(line: str) -> None:
    assert label_of(line) is None


def test_every_part_of_a_number_stands_one_step_lower() -> None:
    ranks = [
        label.rank
        for line in ("I. A", "1. A", "1.1. A", "1.1.1. A", "a) A", "- A", "+ A")
        if (label := label_of(line))
    ]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("line", "bare"), [("1.2.1", True), ("3.", True), ("a)", True), ("IV.", True), ("1. A", False)]
)
def test_a_label_may_stand_alone_on_its_line(line: str, bare: bool) -> None:
    assert is_bare_label(line) is bare
