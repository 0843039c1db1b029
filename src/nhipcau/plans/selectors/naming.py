"""Units as a plan knew them: their names on its day, and the units of today they lead to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from nhipcau.organisations.selectors import heirs_on, names_on
from nhipcau.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Today:
    """A unit of today that an older name leads to."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class UnitThen:
    """A unit by its name on the day of a plan; `now` only where that is another name or other units today."""

    pk: int
    name: str
    now: tuple[Today, ...] = ()
    is_gone: bool = False


def day_of_plan(plan: Plan) -> dt.date:
    """The day whose names a plan uses: that of issue, else the first of its period."""
    return plan.issued_on or plan.period_from


def units_then(plan: Plan, units: Collection[int], *, on: dt.date) -> dict[int, UnitThen]:
    """These units as the plan knew them and as they are on `on`: five queries at most, however many."""
    then, today, heirs = names_on(units, on=day_of_plan(plan)), names_on(units, on=on), heirs_on(units, on=on)
    found = {}
    for pk in units:
        now: tuple[Today, ...] = ()
        if pk in heirs:
            now = tuple(Today(heir.pk, heir.name) for heir in heirs[pk])
        elif today[pk].name != then[pk].name:
            now = (Today(pk, today[pk].name),)
        found[pk] = UnitThen(pk, then[pk].name, now, pk in heirs)
    return found
