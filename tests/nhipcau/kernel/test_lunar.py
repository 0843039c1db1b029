"""The lunar calendar against the public holidays of Việt Nam."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest

from nhipcau.kernel.lunar import day_of_lunar


@pytest.mark.parametrize("year", range(1995, 2045))
def test_new_year_and_the_hung_kings_day_are_those_of_the_public_holidays(year: int) -> None:
    known = holidays.country_holidays("VN", years=year, observed=False, language="en_US")
    assert "Lunar New Year" in known.get(day_of_lunar(1, 1, year), "")
    if year >= 2007:
        assert "Hung Kings" in known.get(day_of_lunar(10, 3, year), "")


def test_months_after_a_leap_month() -> None:
    assert day_of_lunar(15, 8, 2025) == dt.date(2025, 10, 6)  # the leap sixth month stands before it
    assert day_of_lunar(15, 8, 2026) == dt.date(2026, 9, 25)
    assert day_of_lunar(30, 12, 2024) == dt.date(2025, 1, 28)  # that month has 29 days
