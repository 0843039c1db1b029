"""Working days in Việt Nam: Monday to Friday without public holidays (Tết and days off in lieu among them).

What officers amended goes before the calendar that comes with the system. The room that keeps the amendments names a source of them
(`ask_office_days_of`); they are read when first asked for and again after some seconds, so that every process follows a change, and
`forget_office_days` lets the process that saved one follow at once.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import holidays

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5
GOOD_FOR = 5.0  # seconds after which another process's amendments are looked for

# Day → whether offices are open on it.
Amendments = Mapping[dt.date, bool]


@dataclass(frozen=True)
class _Year:
    """The days of one year on which the rule (open Monday to Friday) does not hold, and all days off with a name."""

    off: frozenset[dt.date]
    closed_weekdays: frozenset[dt.date]
    open_weekends: frozenset[dt.date]


@dataclass
class _Calendar:
    """The calendar as amended; years are put together once each."""

    amendments: Amendments = field(default_factory=dict)
    good_until: float = 0.0
    years: dict[int, _Year] = field(default_factory=dict)

    def year(self, number: int) -> _Year:
        """The year's days off and worked weekends."""
        found = self.years.get(number)
        if found is None:
            found = self.years[number] = self._put_together(number)
        return found

    def _put_together(self, number: int) -> _Year:
        amended = {day: is_open for day, is_open in self.amendments.items() if day.year == number}
        off = (set(known_holidays(number)) - amended.keys()) | {
            d for d, is_open in amended.items() if not is_open
        }
        worked = (known_worked_weekends(number) - amended.keys()) | {
            d for d, is_open in amended.items() if is_open
        }
        return _Year(
            off=frozenset(off),
            closed_weekdays=frozenset(day for day in off if day.weekday() < SATURDAY),
            open_weekends=frozenset(day for day in worked if day.weekday() >= SATURDAY),
        )


def _none() -> Amendments:
    return {}


_source: Callable[[], Amendments] = _none
_calendar = _Calendar()


def ask_office_days_of(source: Callable[[], Amendments]) -> None:
    """Take the amendments of the calendar from `source`, all years at once. Called when the application is ready."""
    global _source
    _source = source
    forget_office_days()


def forget_office_days() -> None:
    """Read the amendments again when they are next asked for: they changed."""
    keep_office_days({}, seconds=0.0)


def keep_office_days(amendments: Amendments, *, seconds: float = GOOD_FOR) -> None:
    """Take these as the amendments for so many seconds (`math.inf`: until they are forgotten)."""
    global _calendar
    now = time.monotonic()
    years = _calendar.years if _calendar.amendments == amendments else {}
    _calendar = _Calendar(amendments, now + seconds, years)


def _at_hand() -> _Calendar:
    """The calendar, looked up again where it grew old."""
    if time.monotonic() >= _calendar.good_until:
        keep_office_days(_source())
    return _calendar


@lru_cache(maxsize=64)
def known_holidays(year: int) -> Mapping[dt.date, str]:
    """The public holidays of a year that come with the system, by their Vietnamese names.

    Labour Code 45/2019/QH14, article 112, and the days off in lieu known so far.
    """
    return dict(holidays.country_holidays("VN", years=year, language="vi"))


@lru_cache(maxsize=64)
def known_worked_weekends(year: int) -> frozenset[dt.date]:
    """Saturdays and Sundays worked in exchange for a day off, as far as they come with the system."""
    return frozenset(
        day for day in holidays.country_holidays("VN", years=year).weekend_workdays if day.year == year
    )


def holidays_of(year: int) -> frozenset[dt.date]:
    """The days off of a year beside the weekends, as amended."""
    return _at_hand().year(year).off


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open on that day."""
    year = _at_hand().year(day.year)
    if day.weekday() >= SATURDAY:
        return day in year.open_weekends
    return day not in year.closed_weekdays


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
    calendar = _at_hand()
    years = [calendar.year(number) for number in range(first.year, last.year + 1)]
    off = sum(first < day <= last for year in years for day in year.closed_weekdays)
    on = sum(first < day <= last for year in years for day in year.open_weekends)
    return count - off + on
