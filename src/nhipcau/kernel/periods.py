"""Periods that plans and reports speak of: month, quarter, half-year, year. All days are inclusive."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

MONTHS = 12


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Its length in months."""
        return {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[self.value]


@dataclass(frozen=True, order=True)
class Period:
    """The `number`-th period of its kind in a year, counted from 1: `Period(2026, 3, PeriodKind.QUARTER)`."""

    year: int
    number: int
    kind: PeriodKind

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MONTHS // self.kind.months:
            raise ValueError(f"There is no {self.kind.value} {self.number} in a year.")

    @property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, (self.number - 1) * self.kind.months + 1, 1)

    @property
    def last(self) -> dt.date:
        """The last day."""
        month = self.number * self.kind.months
        return dt.date(self.year, month, monthrange(self.year, month)[1])

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last

    def __str__(self) -> str:
        words = {"number": self.number, "year": self.year}
        match self.kind:
            case PeriodKind.MONTH:
                return _("%(number)s/%(year)s") % {**words, "number": f"{self.number:02}"}
            case PeriodKind.QUARTER:
                return _("quarter %(roman)s/%(year)s") % {
                    **words,
                    "roman": ("I", "II", "III", "IV")[self.number - 1],
                }
            case PeriodKind.HALF_YEAR:
                return (
                    _("first half of %(year)s") % words
                    if self.number == 1
                    else _("second half of %(year)s") % words
                )
            case PeriodKind.YEAR:
                return _("year %(year)s") % words

    @property
    def following(self) -> Period:
        """The next period of the same kind."""
        if self.number * self.kind.months == MONTHS:
            return Period(self.year + 1, 1, self.kind)
        return Period(self.year, self.number + 1, self.kind)


def period_of(day: dt.date, kind: PeriodKind) -> Period:
    """The period of that kind in which a day lies."""
    return Period(day.year, (day.month - 1) // kind.months + 1, kind)


def periods_between(first: dt.date, last: dt.date, kind: PeriodKind) -> Iterator[Period]:
    """The periods of that kind that have at least one day between `first` and `last`."""
    period = period_of(first, kind)
    while period.first <= last:
        yield period
        period = period.following
