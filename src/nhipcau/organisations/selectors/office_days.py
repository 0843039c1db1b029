"""Reading the office calendar: what comes with the system, and what officers amended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from nhipcau.kernel.working_days import known_holidays, known_worked_weekends
from nhipcau.organisations.models import OfficeDay
from nhipcau.organisations.policies import Person, may_see_register


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of a year that differs from "open Monday to Friday", or was said to; `amended` is the officer's entry.

    `known` is the name that came with the system, empty where it knows nothing of the day.
    """

    day: dt.date
    is_worked: bool
    name: str
    known: str = ""
    amended: OfficeDay | None = None


def amendments() -> Mapping[dt.date, bool]:
    """Every amended day and whether offices are open on it: what `kernel.working_days` asks for."""
    return dict(OfficeDay.objects.order_by().values_list("day", "is_worked"))


def occasions(first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """Why offices are closed on a weekday, or open on a weekend, from one day to another: one query."""
    found: dict[dt.date, str] = {}
    for year in range(first.year, last.year + 1):
        found |= known_holidays(year)
        found |= dict.fromkeys(known_worked_weekends(year), gettext("at work"))
    found |= dict(OfficeDay.objects.filter(day__gte=first, day__lte=last).values_list("day", "name"))
    return {day: name for day, name in found.items() if first <= day <= last}


def calendar_of(user: Person, year: int, *, on: dt.date) -> list[CalendarDay]:
    """The days off and the worked weekends of a year in order, for everybody with a role."""
    if not may_see_register(user, on=on):
        return []
    amended = {row.day: row for row in OfficeDay.objects.filter(day__year=year)}
    known = dict(known_holidays(year))
    worked = known_worked_weekends(year)
    days = []
    for day in sorted({*known, *worked, *amended}):
        row = amended.get(day)
        days.append(
            CalendarDay(
                day=day,
                is_worked=row.is_worked if row else day in worked,
                name=row.name if row else known.get(day, ""),
                known=known.get(day, ""),
                amended=row,
            )
        )
    return days
