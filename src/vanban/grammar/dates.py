"""Days, months, quarters and years as administrative documents print them, and how a missing year is filled in.

Everything here is calendar only: which words make a date a duty is the business of `times` and `deadlines`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vanban.model.document import Period
from vanban.text.numerals import roman_to_int

YEAR = r"(?:19|20)\d\d"
_PAST_YEAR = r"(?:1[89]|20)\d\d"  # anniversaries reach back further than plans
_WORD_YEAR = rf"(?:\s*,?\s*năm\s+|\s?[/.-]\s?)({YEAR})(?!\d)"

# "15/6/2024", "15-6-2024", "15.6.2024" need the year unless the sign is a stroke: "03-05" and "1.2" are no dates.
_STROKED = re.compile(
    rf"(?<![\d/.,:-])(\d{{1,2}})(?:\s?/\s?(\d{{1,2}})(?:\s?/\s?({_PAST_YEAR})|\s+năm\s+({_PAST_YEAR}))?|([-.])(\d{{1,2}})\5({_PAST_YEAR}))(?![\d%])(?!\s?/\s?\d)"
)
# "ngày 15 tháng 6 năm 2024", "15 tháng 6/2024", "ngày 15 tháng 6".
_WORDED = re.compile(rf"(?<![\d/.,])(\d{{1,2}})\s+tháng\s+(\d{{1,2}})(?!\d)(?:{_WORD_YEAR})?", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|;|và|hoặc|-|–)\s*(?:trước\s+)?(?:ngày\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed at `start`..`end` of a text; `year` None where it is left to the plan."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    def at(self, year: int) -> date | None:
        """The day in a year; None where that year has no such day (29 February)."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def _valid(day: int, month: int, year: int | None) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def find_days(text: str) -> tuple[Day, ...]:
    """Every day in the text, in order; in a list the last member gives its year to those before it.

    "trước ngày 20/5 và ngày 20/11/2019" are two days of 2019.
    """
    days = sorted(_scan_days(text), key=lambda d: d.start)
    for i in range(len(days) - 2, -1, -1):
        here, after = days[i], days[i + 1]
        if here.year is None and after.year is not None and _LISTED.match(text[here.end : after.start]):
            days[i] = replace(here, year=after.year)
    return tuple(days)


def _scan_days(text: str) -> Iterator[Day]:
    for m in _STROKED.finditer(text):
        day, month = int(m[1]), int(m[2] or m[6])
        year = m[3] or m[4] or m[7]
        if _valid(day, month, int(year) if year else None):
            yield Day(m.start(), m.end(), day, month, int(year) if year else None)
    if "tháng" not in text.lower():
        return
    for m in _WORDED.finditer(text):
        day, month, year = int(m[1]), int(m[2]), m[3]
        if _valid(day, month, int(year) if year else None):
            yield Day(m.start(), m.end(), day, month, int(year) if year else None)


def first_date(text: str) -> date | None:
    """The first complete date of a text ("..., ngày 08 tháng 11 năm 2023" → 2023-11-08)."""
    for day in find_days(text):
        if day.year is not None:
            return day.at(day.year)
    return None


_BLANK_DATE = re.compile(rf"ngày[\s._…/]*tháng[\s._…/]*(\d{{1,2}})?[\s._…/]*năm\s*({YEAR})", re.IGNORECASE)


def blank_date(text: str) -> date | None:
    """The first day that a date line with its day left blank may mean ("ngày … tháng 3 năm 2026" → 2026-03-01)."""
    found = _BLANK_DATE.search(text)
    if not found:
        return None
    month = int(found[1]) if found[1] and 1 <= int(found[1]) <= 12 else 1
    return date(int(found[2]), month, 1)


def complete(day: Day, period: Period | None, signed: date | None) -> date | None:
    """The date of a day; without a printed year it falls in the plan's first year.

    Where the plan has no period, or that day was past when the plan was signed, it is the next such day
    after signing. None where neither is known.
    """
    if day.year is not None:
        return day.at(day.year)
    if period is not None:
        planned = day.at(period.start.year)
        if planned is not None and (signed is None or planned >= signed):
            return planned
    if signed is None:
        return None
    this_year = day.at(signed.year)
    return this_year if this_year is not None and this_year >= signed else day.at(signed.year + 1)


def year_for_month(month: int, period: Period | None, signed: date | None) -> int | None:
    """The year of a month or quarter printed without one, by the same rule as for days."""
    found = complete(Day(0, 0, monthrange(2001, month)[1], month, None), period, signed)
    return found.year if found else None


def months(year: int, first: int, last: int) -> Period:
    """From the first day of one month to the last day of another in a year."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def quarters(year: int, first: int, last: int) -> Period:
    """From the first day of one quarter to the last day of another in a year."""
    return months(year, 3 * first - 2, 3 * last)


def years(first: int, last: int) -> Period:
    """From 1 January of a year to 31 December of another."""
    return Period(date(first, 1, 1), date(last, 12, 31))


def day_before(day: date) -> date:
    """The last day that is still before a day."""
    return day - timedelta(days=1)


def quarter_number(text: str) -> int | None:
    """ "II" → 2, "3" → 3; None outside 1..4."""
    number = int(text) if text.isdecimal() else roman_to_int(text)
    return number if number is not None and 1 <= number <= 4 else None
