"""Roman numbers, number words and the labels of lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.text.numerals import (
    int_to_letter,
    int_to_roman,
    int_to_words,
    letter_follows,
    roman_to_int,
    words_to_int,
)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("hai tỷ hai trăm bảy mươi tám triệu", 2_278_000_000),
        ("một trăm linh năm nghìn", 105_000),
        ("một trăm lẻ năm ngàn", 105_000),
        ("Ba mươi mốt triệu, hai trăm mười lăm nghìn", 31_215_000),
        ("hai mươi tư", 24),
        ("mười", 10),
        ("không", 0),
        ("năm nghìn tỷ", 5_000 * 10**9),
        ("đồng", None),
        ("", None),
        ("hai ba", None),
    ],
)
def test_number_words_are_understood(words: str, number: int | None) -> None:
    assert words_to_int(words) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_numbers_survive_being_written_in_words(number: int) -> None:
    assert words_to_int(int_to_words(number)) == number


@given(st.integers(min_value=1, max_value=3999))
def test_numbers_survive_being_written_in_roman(number: int) -> None:
    assert roman_to_int(int_to_roman(number)) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "a", "12", "IC"])
def test_malformed_roman_is_no_number(text: str) -> None:
    assert roman_to_int(text) is None


def test_letters_run_as_word_processors_print_them() -> None:
    assert [int_to_letter(number) for number in (1, 4, 5, 26, 27, 28, 53)] == [
        "a",
        "d",
        "e",
        "z",
        "aa",
        "bb",
        "aaa",
    ]


@pytest.mark.parametrize(
    ("before", "after", "follows"),
    [
        ("a", "b", True),
        ("d", "đ", True),
        ("đ", "e", True),
        ("d", "e", True),
        ("e", "g", True),
        ("a", "c", False),
    ],
)
def test_point_letters_follow_in_either_alphabet(before: str, after: str, follows: bool) -> None:
    assert letter_follows(before, after) is follows
