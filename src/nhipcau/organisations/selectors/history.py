"""What units were called and where they stood on a day, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Unit, UnitName, UnitSuccession


@dataclass(frozen=True, slots=True)
class NameOfTheDay:
    """How a unit is called on a day."""

    name: str
    short_name: str


class NameBook:
    """The names of some units over time: one query, then any day may be asked for."""

    def __init__(self, units: Collection[int]) -> None:
        self._names: dict[int, list[tuple[dt.date | None, NameOfTheDay]]] = defaultdict(list)
        rows = UnitName.objects.filter(unit__in=units)  # in order of their first day
        for unit, name, short_name, since in rows.values_list("unit_id", "name", "short_name", "valid_from"):
            self._names[unit].append((since, NameOfTheDay(name, short_name)))
        if (
            nameless := set(units) - self._names.keys()
        ):  # entered past the services: only the unit itself tells
            kept = Unit.objects.filter(pk__in=nameless).values_list("pk", "name", "short_name")
            for unit, name, short_name in kept:
                self._names[unit].append((None, NameOfTheDay(name, short_name)))

    def on(self, unit: int, day: dt.date) -> NameOfTheDay:
        """Before its first name a unit is called by that; after its last by the last."""
        names = self._names[unit]
        begun = [name for since, name in names if since is None or since <= day]
        return begun[-1] if begun else names[0][1]


def names_on(units: Collection[int], *, on: dt.date) -> Mapping[int, NameOfTheDay]:
    """The names of these units on a day, by key: one query."""
    book = NameBook(units)
    return {unit: book.on(unit, on) for unit in units}


def heirs_on(units: Collection[int], *, on: dt.date) -> Mapping[int, list[Unit]]:
    """For each of these units that is gone on a day, the units that carry on its work on that day, in order of the tree.

    Through any number of steps; a unit that still exists is not in it. At most three queries.
    """
    gone = set(Unit.objects.filter(pk__in=units, valid_to__lt=on).order_by().values_list("pk", flat=True))
    if not gone:
        return {}
    following: dict[int, list[int]] = defaultdict(list)
    steps = UnitSuccession.objects.filter(on__lte=on).values_list("predecessor_id", "successor_id")
    for predecessor, successor in steps:
        following[predecessor].append(successor)
    reached = {pk: _reached_from(pk, following) for pk in gone}
    living = Unit.objects.filter(in_force(on), pk__in=set().union(*reached.values())).order_by("path")
    heirs: dict[int, list[Unit]] = {pk: [] for pk in gone}
    for unit in living:
        for pk in gone:
            if unit.pk in reached[pk]:
                heirs[pk].append(unit)
    return heirs


def _reached_from(start: int, following: Mapping[int, list[int]]) -> set[int]:
    reached: set[int] = set()
    waiting = [start]
    while waiting:
        for successor in following.get(waiting.pop(), ()):
            if successor not in reached:
                reached.add(successor)
                waiting.append(successor)
    return reached


def successors_of(unit: Unit, *, on: dt.date) -> list[Unit]:
    """The units that carry on a unit's work on `on`, through any number of steps; empty while it exists."""
    return heirs_on([unit.pk], on=on).get(unit.pk, [])
