"""Folded text compares names without marks, case and punctuation."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.folding import fold, folded_marks


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sở Văn hóa,  Thể thao và Du lịch", "so van hoa the thao va du lich"),
        ("ĐẶC KHU Hòn Mây", "dac khu hon may"),
        (unicodedata.normalize("NFD", "Ủy ban Đối ngoại"), "uy ban doi ngoai"),
        ("KH&CN – (tỉnh)", "kh cn tinh"),
    ],
)
def test_marks_case_and_punctuation_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_both_places_of_a_tone_mark_are_one() -> None:
    assert folded_marks("Hoà Thuỷ") == folded_marks("Hòa Thủy")
    assert folded_marks("Hoa") != folded_marks("Hòa")
