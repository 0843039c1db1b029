"""Sums in words, as they close an estimate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vanban
from vanban.text.numerals import words_to_int

SUMS = [
    (0, "không đồng"),
    (5, "năm đồng"),
    (15, "mười lăm đồng"),
    (21, "hai mươi mốt đồng"),
    (105, "một trăm linh năm đồng"),
    (1_000, "một nghìn đồng"),
    (1_005, "một nghìn không trăm linh năm đồng"),
    (150_000, "một trăm năm mươi nghìn đồng"),
    (24_000_000, "hai mươi bốn triệu đồng"),
    (31_500_000, "ba mươi mốt triệu năm trăm nghìn đồng"),
    (1_000_000_001, "một tỷ không trăm linh một đồng"),
    (2_278_000_000, "hai tỷ hai trăm bảy mươi tám triệu đồng"),
    (-1_500_000, "âm một triệu năm trăm nghìn đồng"),
]


@pytest.mark.parametrize(("amount", "words"), SUMS)
def test_as_an_estimate_writes_it(amount: int, words: str) -> None:
    assert vanban.amount_in_words(amount) == words


@given(st.integers(0, 10**17))
def test_the_reader_understands_every_sum(amount: int) -> None:
    words = vanban.amount_in_words(amount)
    assert words_to_int(words.removesuffix(" đồng")) == amount
