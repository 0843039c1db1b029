"""Amounts in đồng."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.money import printed, read_amount

WRITTEN = [
    ("1.234.567 đồng", 1_234_567),
    ("35 triệu", 35_000_000),
    ("35 triệu đồng", 35_000_000),
    ("1,5 tỷ đồng", 1_500_000_000),
    ("1.5 tỷ", 1_500_000_000),
    ("2.500 triệu đồng", 2_500_000_000),
    ("200.000đ", 200_000),
    ("1 234 567", 1_234_567),
    ("ba triệu", None),
    ("35 triệu 200 nghìn", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "amount"), WRITTEN)
def test_amounts_as_officers_write_them(text: str, amount: int | None) -> None:
    assert read_amount(text) == amount


@given(st.integers(0, 10**15))
def test_what_is_printed_is_read_back(amount: int) -> None:
    assert read_amount(printed(amount)) == amount
