"""Where adopted tasks stand, as a room above tells it: this room knows what was ordered, not what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Q
from django.utils.functional import Promise

from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """The state that asks most for attention, and how many of how many times are done; `address` opens them."""

    look: str
    word: str | Promise
    done: int
    asked: int
    address: str


class Standings(Protocol):
    """Who can tell. Both questions are answered as far as the user may see, in a fixed number of queries."""

    def choices(self) -> Sequence[tuple[str, str | Promise]]:
        """The states a list can be narrowed to, as (value, words)."""
        ...

    def of(self, user: Person, tasks: Iterable[int], *, on: dt.date) -> Mapping[int, Standing]:
        """Where these tasks stand; those without anything to do are left out."""
        ...

    def by_day(
        self, user: Person, tasks: Iterable[int], *, on: dt.date, first: dt.date, last: dt.date
    ) -> Mapping[int, Mapping[dt.date, Standing]]:
        """The same for what falls due on each day between two."""
        ...

    def looks(self, user: Person, plan: int, *, on: dt.date) -> Sequence[tuple[str, str | Promise]]:
        """More ways to look at a plan, as (address, words)."""
        ...

    def keeping(self, user: Person, plan: Plan, *, on: dt.date) -> Sequence[tuple[str, str | Promise]]:
        """What its keepers set for a plan in the room above, as (address, words)."""
        ...

    def in_state(self, user: Person, plan: int, state: str, *, on: dt.date) -> Q:
        """The condition on tasks of a plan "something of it is in that state"."""
        ...


class Nobody:
    """Answers while no room above has introduced itself."""

    def choices(self) -> Sequence[tuple[str, str | Promise]]:
        """No states."""
        return ()

    def of(self, user: Person, tasks: Iterable[int], *, on: dt.date) -> Mapping[int, Standing]:
        """Nothing is known."""
        return {}

    def by_day(
        self, user: Person, tasks: Iterable[int], *, on: dt.date, first: dt.date, last: dt.date
    ) -> Mapping[int, Mapping[dt.date, Standing]]:
        """Nothing is known."""
        return {}

    def looks(self, user: Person, plan: int, *, on: dt.date) -> Sequence[tuple[str, str | Promise]]:
        """No more ways."""
        return ()

    def keeping(self, user: Person, plan: Plan, *, on: dt.date) -> Sequence[tuple[str, str | Promise]]:
        """Nothing to set."""
        return ()

    def in_state(self, user: Person, plan: int, state: str, *, on: dt.date) -> Q:
        """No condition."""
        return Q()


_known: list[Standings] = [Nobody()]


def ask_standings_of(source: Standings) -> None:
    """Called once by the room above, when the application is ready; the last one answers."""
    _known[:] = [source]


def standings() -> Standings:
    """Whoever can tell."""
    return _known[0]


# What a room above shows of a plan, as (address, words), for a user, the key of the plan and a day.
Look = Callable[[Person, int, dt.date], Sequence[tuple[str, str | Promise]]]
_looks: list[Look] = []


def look_at_plans(look: Look) -> None:
    """Called once by each room above that shows something of plans; the order of the calls is that of the links."""
    if look not in _looks:
        _looks.append(look)


def looks_at(user: Person, plan: int, *, on: dt.date) -> list[tuple[str, str | Promise]]:
    """Every further way to look at a plan."""
    return [
        *standings().looks(user, plan, on=on),
        *(each for look in _looks for each in look(user, plan, on)),
    ]
