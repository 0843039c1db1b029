"""Working days in Việt Nam: Monday to Friday without public holidays (Tết and days off in lieu among them)."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import holidays

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[dt.date]:
    """The public holidays of a year (Labour Code 45/2019/QH14, article 112, and the days off in lieu known so far)."""
    return frozenset(holidays.country_holidays("VN", years=year))


@lru_cache(maxsize=64)
def worked_weekends_of(year: int) -> frozenset[dt.date]:
    """Saturdays and Sundays worked in exchange for a day off, as the Prime Minister set them for a year."""
    return frozenset(
        day for day in holidays.country_holidays("VN", years=year).weekend_workdays if day.year == year
    )


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open on that day."""
    if day.weekday() >= SATURDAY:
        return day in worked_weekends_of(day.year)
    return day not in holidays_of(day.year)


def working_day_on_or_before(day: dt.date) -> dt.date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def working_day_after(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after `day`; `day` itself where `count` is 0."""
    for _ in range(count):
        day += ONE_DAY
        while not is_working_day(day):
            day += ONE_DAY
    return day


def working_days_between(first: dt.date, last: dt.date) -> int:
    """How many working days lie after `first`, up to and with `last`; negative where `last` comes first.

    >>> working_days_between(dt.date(2026, 3, 20), dt.date(2026, 3, 23))  # Friday to Monday
    1
    """
    if last < first:
        return -working_days_between(last, first)
    days = (last - first).days
    weeks, rest = divmod(days, 7)
    count = weeks * 5 + sum((first.weekday() + step) % 7 < SATURDAY for step in range(1, rest + 1))
    years = range(first.year, last.year + 1)
    off = sum(first < day <= last and day.weekday() < SATURDAY for year in years for day in holidays_of(year))
    on = sum(first < day <= last for year in years for day in worked_weekends_of(year))
    return count - off + on
