"""Working days: weekends and Vietnamese holidays do not count."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.working_days import (
    is_working_day,
    working_day_after,
    working_day_on_or_before,
    working_days_between,
)

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2029, 12, 31))


@pytest.mark.parametrize(
    ("day", "before", "why"),
    [
        (dt.date(2026, 3, 20), dt.date(2026, 3, 20), "a Friday"),
        (dt.date(2026, 2, 28), dt.date(2026, 2, 27), "a Saturday"),
        (dt.date(2026, 5, 31), dt.date(2026, 5, 29), "a Sunday"),
        (dt.date(2026, 4, 30), dt.date(2026, 4, 29), "a national holiday"),
        (dt.date(2026, 2, 20), dt.date(2026, 2, 13), "the week of Tết"),
        (dt.date(2026, 1, 1), dt.date(2025, 12, 31), "over the turn of the year"),
    ],
)
def test_the_last_working_day_not_after(day: dt.date, before: dt.date, why: str) -> None:
    assert working_day_on_or_before(day) == before, why


@pytest.mark.parametrize(
    ("first", "last", "count", "why"),
    [
        (dt.date(2026, 3, 20), dt.date(2026, 3, 20), 0, "the same day"),
        (dt.date(2026, 3, 20), dt.date(2026, 3, 23), 1, "over a week-end"),
        (dt.date(2026, 3, 23), dt.date(2026, 3, 20), -1, "backwards"),
        (dt.date(2026, 2, 13), dt.date(2026, 2, 23), 1, "over Tết"),
        (dt.date(2025, 12, 31), dt.date(2026, 1, 2), 1, "over New Year's Day"),
    ],
)
def test_working_days_between_two_days(first: dt.date, last: dt.date, count: int, why: str) -> None:
    assert working_days_between(first, last) == count, why


@given(DAYS, st.integers(0, 400))
def test_counting_is_the_same_as_walking(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    walked = sum(is_working_day(first + dt.timedelta(days=step)) for step in range(1, length + 1))
    assert working_days_between(first, last) == walked
    assert working_days_between(last, first) == -walked


@given(DAYS, st.integers(1, 60))
def test_the_day_after_some_working_days_is_that_far_away(day: dt.date, count: int) -> None:
    later = working_day_after(day, count)
    assert is_working_day(later)
    assert working_days_between(day, later) == count
