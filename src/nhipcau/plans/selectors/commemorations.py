"""The calendar of anniversaries: each year's occurrence, round years, what comes soon."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from nhipcau.kernel.folding import fold
from nhipcau.kernel.lunar import day_of_lunar
from nhipcau.organisations.policies import Person, may_keep_calendar
from nhipcau.plans.models import Anniversary, AnniversarySource, Plan
from nhipcau.plans.selectors.plans import plans_seen_by

ROUND = 5
SOON_DAYS = 30


@dataclass
class Occurrence:
    """An anniversary in one year; `years` since the event, None where its year is not known."""

    day: dt.date
    row: Anniversary
    years: int | None
    plans: list[Plan] = field(default_factory=list)

    @property
    def is_round(self) -> bool:
        """Five, ten, fifty … years."""
        return bool(self.years) and (self.years or 0) % ROUND == 0


def anniversaries(search: str = "") -> QuerySet[Anniversary]:
    """All that were not removed; their names are public."""
    found = Anniversary.objects.filter(is_removed=False)
    for word in fold(search).split():
        found = found.filter(folded__contains=word)
    return found


def may_keep_anniversaries(user: Person, *, on: dt.date) -> bool:
    """The list is one for the installation: whoever keeps the calendar keeps it."""
    return may_keep_calendar(user, on=on)


def day_in(row: Anniversary, year: int) -> dt.date | None:
    """The day on which an anniversary falls in a year of our calendar; 29 February is kept on the 28th where there is none."""
    if row.is_lunar:
        days = (day_of_lunar(row.day, row.month, lunar) for lunar in (year - 1, year))
        return next((day for day in days if day.year == year), None)
    last = calendar.monthrange(year, row.month)[1]
    return dt.date(year, row.month, min(row.day, last))


def between(rows: Iterable[Anniversary], first: dt.date, last: dt.date) -> list[Occurrence]:
    """Every occurrence from one day to another, in order."""
    found = []
    for row in rows:
        for year in range(first.year, last.year + 1):
            day = day_in(row, year)
            if day is not None and first <= day <= last and (row.since is None or year >= row.since):
                found.append(Occurrence(day, row, year - row.since if row.since else None))
    return sorted(found, key=lambda each: (each.day, each.row.name))


def with_sources(found: list[Occurrence], user: Person, *, on: dt.date) -> list[Occurrence]:
    """Name beside each occurrence the plans that speak of it, as far as this person may read them: one query."""
    rows = AnniversarySource.objects.filter(
        Q(plan__in=plans_seen_by(user, on=on)), anniversary__in=[each.row.pk for each in found]
    ).select_related("plan")
    by_row: dict[int, list[Plan]] = {}
    for source in rows:
        by_row.setdefault(source.anniversary_id, []).append(source.plan)
    for each in found:
        each.plans = by_row.get(each.row.pk, [])
    return found


def coming(*, on: dt.date, days: int = SOON_DAYS) -> list[Occurrence]:
    """What comes in the next days, today included."""
    return between(anniversaries(), on, on + dt.timedelta(days=days))
