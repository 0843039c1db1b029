"""The register level by level: a unit with those directly above and below it, on any day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from nhipcau.organisations.policies import Person
from nhipcau.organisations.selectors.kinds import kind_labels
from nhipcau.organisations.selectors.register import Placed, tree_on


@dataclass(frozen=True, slots=True)
class Level:
    """The units directly below `at` (None: the top), the units above it from the top, how many stand below each."""

    at: Placed | None
    above: list[Placed] = field(default_factory=list)
    units: list[Placed] = field(default_factory=list)
    below: Mapping[int, int] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    total: int = 0


def level_of(user: Person, *, on: dt.date, at: int | None = None) -> Level:
    """One level of the tree of a day: the same few queries whatever the size of the register.

    With one unit at the top, the top level is what stands below that.
    """
    placed = tree_on(user, on=on)
    by_key = {unit.pk: unit for unit in placed}
    here = by_key.get(at) if at is not None else None
    tops = [unit for unit in placed if unit.above is None]
    if here is None and len(tops) == 1:
        here = tops[0]
    above: list[Placed] = []
    step = here
    while step is not None and step.above is not None:
        step = by_key[step.above]
        above.insert(0, step)
    key = here.pk if here else None
    return Level(
        at=here,
        above=above,
        units=[unit for unit in placed if unit.above == key],
        below=_below(placed),
        kinds=kind_labels(),
        total=len(placed),
    )


def _below(placed: list[Placed]) -> Counter[int]:
    """How many units stand below each, at any depth: those come after it in the order of the tree."""
    counted: Counter[int] = Counter()
    for unit in reversed(placed):
        if unit.above is not None:
            counted[unit.above] += 1 + counted[unit.pk]
    return counted
