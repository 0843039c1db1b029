"""Months, quarters, half-years and years."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.periods import Period, PeriodKind, period_of, periods_between

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@given(DAYS, st.sampled_from(PeriodKind))
def test_every_day_lies_in_its_period_and_in_no_neighbour(day: dt.date, kind: PeriodKind) -> None:
    period = period_of(day, kind)
    assert day in period
    assert day not in period.following
    assert period.following.first - period.last == dt.timedelta(days=1)


@given(DAYS, st.integers(0, 800), st.sampled_from(PeriodKind))
def test_periods_cover_a_stretch_without_gap(first: dt.date, days: int, kind: PeriodKind) -> None:
    last = first + dt.timedelta(days=days)
    periods = list(periods_between(first, last, kind))
    assert first in periods[0]
    assert last in periods[-1]
    assert all(one.following == other for one, other in pairwise(periods))


def test_ends_of_periods() -> None:
    assert Period(2028, 2, PeriodKind.MONTH).last == dt.date(2028, 2, 29)
    assert Period(2026, 3, PeriodKind.QUARTER).last == dt.date(2026, 9, 30)
    assert Period(2026, 2, PeriodKind.HALF_YEAR).first == dt.date(2026, 7, 1)


def test_there_is_no_fifth_quarter() -> None:
    with pytest.raises(ValueError, match="no quarter 5"):
        Period(2026, 5, PeriodKind.QUARTER)
