"""Numbers as Vietnamese documents write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nhipcau.kernel.numbers import grouped


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (2_278_000_000, "2.278.000.000"),
        (-12_000, "-12.000"),
        (10**18 + 1, "1.000.000.000.000.000.001"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal("7.00"), "7"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("0.05"), "0,05"),
    ],
)
def test_thousands_and_decimals(value: int | Decimal, text: str) -> None:
    assert grouped(value) == text
