"""When a schedule falls due: a pure function of the schedule and the plan's period.

Delivery makes obligations of these, and the review screen shows them before anything is adopted: both ask here.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nhipcau.kernel.working_days import working_day_on_or_before

MONTHS_OF = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something is due: the stretch of days it belongs to, the day, and how many are owed in it."""

    ordinal: int
    starts_on: dt.date
    ends_on: dt.date
    due_on: dt.date
    quota_min: int = 1
    quota_max: int = 1


def occurrences(when: Mapping[str, Any], period_from: dt.date, period_to: dt.date) -> tuple[Occurrence, ...]:
    """The due days of a schedule (as the reading contract writes it) within a plan's period; none where it is ongoing.

    A date is due on that date. An interval is due on its last working day. "n a period" with n even parts of whole months
    gives n occurrences, each due on the last working day of its part ("6 a year": every two months); other numbers give one
    occurrence a period with a quota ("3 to 5 a month": twelve occurrences of 3..5).
    """
    match when.get("kind"):
        case "by":
            day = dt.date.fromisoformat(str(when["date"]))
            return (Occurrence(1, min(period_from, day), day, day),)
        case "within":
            start, end = (dt.date.fromisoformat(str(when[key])) for key in ("from", "to"))
            return (Occurrence(1, start, end, when_to_answer(start, end)),)
        case "recurring":
            return tuple(_recurring(when, period_from, period_to))
        case _:
            return ()


def _recurring(when: Mapping[str, Any], period_from: dt.date, period_to: dt.date) -> Iterator[Occurrence]:
    least, most = int(when["min"]), int(when["max"])
    months = MONTHS_OF[str(when["per"])]
    if least == most and months % least == 0:
        months, least, most = months // least, 1, 1
    ordinal = 0
    # Parts are counted from January, so that a plan that starts in March still has calendar quarters.
    start = dt.date(period_from.year, 1, 1)
    while start <= period_to:
        end = _last_day(start, months)
        first, last = max(start, period_from), min(end, period_to)
        if first <= last:
            ordinal += 1
            yield Occurrence(ordinal, first, last, when_to_answer(first, last), least, most)
        if end >= period_to:  # also where the calendar itself ends
            return
        start = end + dt.timedelta(days=1)


def _last_day(start: dt.date, months: int) -> dt.date:
    count = start.month - 1 + months - 1
    year, month = start.year + count // 12, count % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def when_to_answer(start: dt.date, end: dt.date) -> dt.date:
    """The last working day of an interval; its last day where it has none. Nothing but the interval decides it."""
    day = working_day_on_or_before(end)
    return day if day >= start else end
