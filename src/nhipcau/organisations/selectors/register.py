"""Reading units, their names over time, groups and succession."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Unit, UnitGroup, UnitSuccession
from nhipcau.organisations.policies import ALL_ROLES, Person, roles_of


def register_of_units(user: Person, *, on: dt.date, closed: bool = False) -> QuerySet[Unit]:
    """All units that exist on `on`, with `closed` also those that ended: public names, for everybody with a role."""
    if not roles_of(user, on=on):
        return Unit.objects.none()
    units: QuerySet[Unit] = Unit.objects.all()
    return units if closed else units.filter(in_force(on))


def units_seen_by(user: Person, *, on: dt.date, roles: Collection[str] = ALL_ROLES) -> QuerySet[Unit]:
    """Units whose work `user` may see on `on`: those on which, or above which, one of `roles` is held."""
    held = roles_of(user, on=on)
    found: QuerySet[Unit] = Unit.objects.filter(held.units(roles)) if held else Unit.objects.none()
    return found


def tree(user: Person, *, on: dt.date, search: str = "", closed: bool = False) -> QuerySet[Unit]:
    """The register in tree order, narrowed by a search that minds neither marks nor case."""
    units = register_of_units(user, on=on, closed=closed)
    for word in fold(search).split():
        units = units.filter(
            Q(folded__contains=word) | Q(aliases__folded__contains=word) | Q(names__folded__contains=word)
        )
    return units.distinct().order_by("path")


def successors_of(unit: Unit, *, on: dt.date) -> list[Unit]:
    """The units that carry on a unit's work on `on`, through any number of steps; empty while it exists."""
    if unit.holds_on(on):
        return []
    following: dict[int, list[int]] = defaultdict(list)
    for predecessor, successor in UnitSuccession.objects.filter(on__lte=on).values_list(
        "predecessor_id", "successor_id"
    ):
        following[predecessor].append(successor)
    reached: set[int] = set()
    waiting = [unit.pk]
    while waiting:
        for successor in following[waiting.pop()]:
            if successor not in reached:
                reached.add(successor)
                waiting.append(successor)
    return list(Unit.objects.filter(in_force(on), pk__in=reached).order_by("path"))


def group_sizes(*, on: dt.date) -> list[tuple[UnitGroup, int]]:
    """Every group with the number of units it stands for on `on`; three queries however many there are."""
    kinds: dict[str, set[int]] = defaultdict(set)
    current: set[int] = set()
    for pk, kind in Unit.objects.filter(in_force(on)).values_list("pk", "kind"):
        kinds[kind].add(pk)
        current.add(pk)
    sizes = []
    for group in UnitGroup.objects.prefetch_related("members"):
        members = {unit.pk for unit in group.members.all()} & current
        sizes.append((group, len(members.union(*(kinds[kind] for kind in group.kinds)))))
    return sizes
