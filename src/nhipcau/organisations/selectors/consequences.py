"""What hangs on a unit before it ends: told before a merger, a split or a dissolution is saved."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import CommitteeMember, RoleHolding, Unit
from nhipcau.organisations.selectors.groups import GroupMembers


@dataclass(frozen=True, slots=True)
class Consequence:
    """One unit with what stands below it, how many people hold a role on it, its committee seats and groups."""

    unit: Unit
    below: list[Unit] = field(default_factory=list)
    people: int = 0
    seats: int = 0
    groups: list[str] = field(default_factory=list)


def consequences_of(units: Collection[Unit], *, on: dt.date) -> list[Consequence]:
    """For each of these units, in the order given: seven queries, however many."""
    keys = [unit.pk for unit in units]
    people = Counter(
        RoleHolding.objects.filter(in_force(on), unit__in=keys, user__is_active=True)
        .order_by()
        .values_list("unit_id", flat=True)
    )
    seats = Counter(
        CommitteeMember.objects.filter(in_force(on), unit__in=keys)
        .order_by()
        .values_list("unit_id", flat=True)
    )
    below: dict[str, list[Unit]] = defaultdict(list)
    paths = {unit.path for unit in units}
    depths = {unit.depth + 1 for unit in units}
    for child in Unit.objects.filter(in_force(on), depth__in=depths).order_by("path"):
        if child.path_above in paths:
            below[child.path_above].append(child)
    groups = GroupMembers(on=on)
    return [
        Consequence(
            unit=unit,
            below=below[unit.path],
            people=people[unit.pk],
            seats=seats[unit.pk],
            groups=[group.name for group in groups.groups_of(unit.pk)],
        )
        for unit in units
    ]
