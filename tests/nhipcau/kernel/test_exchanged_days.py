"""Days off in exchange for a worked Saturday count as the government set them."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.working_days import is_working_day, working_days_between

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))


def test_the_saturday_worked_for_the_national_day_of_2026() -> None:
    assert is_working_day(dt.date(2026, 8, 22))
    assert not is_working_day(dt.date(2026, 8, 31))


@given(DAYS, st.integers(0, 120))
def test_counting_agrees_with_looking_at_each_day(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    each = sum(is_working_day(first + dt.timedelta(days=step)) for step in range(1, days + 1))
    assert working_days_between(first, last) == each
