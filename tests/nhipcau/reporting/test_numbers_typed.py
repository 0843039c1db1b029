"""Numbers as officers type them: points between thousands, a comma or a point before parts, never one for the other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhipcau.reporting.forms.answers import number_typed


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234", "1234"), ("12.345.678,5", "12345678.5"), ("12,5", "12.5"), ("12.5", "12.5"), ("0.5", "0.5"), ("0.500", "0.500"),
        ("0,125", "0.125"), ("-1.000", "-1000"), ("007", "7"), ("1 000", "1000"),
    ],
)  # fmt: skip
def test_what_is_a_number(typed: str, number: str) -> None:
    assert number_typed(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "NaN", "Infinity", "1e400", "--1", "1,234,5", "²", "1.2.3"])
def test_what_is_none(typed: str) -> None:
    with pytest.raises(ValueError):
        number_typed(typed)
