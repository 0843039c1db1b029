"""Values in addresses are read within bounds, or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.addresses import GREATEST, month_in, number_in, year_in


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), (str(GREATEST), GREATEST), (str(GREATEST + 1), None), ("9" * 23, None), ("9" * 5000, None),
     ("", None), ("-1", None), ("1.5", None), (" 1", None), ("١٢", None), ("1\n", None)],
)  # fmt: skip
def test_a_number_is_ascii_and_fits_a_key(text: str, number: int | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(("text", "year"), [("2026", 2026), ("1989", None), ("99999", None), ("x", None)])
def test_a_year_is_one_of_plans(text: str, year: int | None) -> None:
    assert year_in(text) == year


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-03", dt.date(2026, 3, 1)),
        ("2026-3", None),
        ("2026-13", None),
        ("0001-01", None),
        ("9999-12", None),
    ],
)
def test_a_month_has_neighbours(text: str, month: dt.date | None) -> None:
    assert month_in(text) == month


@given(st.text())
def test_nonsense_is_never_an_error(text: str) -> None:
    number_in(text)
    year_in(text)
    month_in(text)
