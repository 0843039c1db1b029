"""Who is told for a unit, and for what a unit looks after: decided here and nowhere else.

For the work of a unit: its own officers (deputies only where there is no other), else its leader; never anybody from above or below.
For what it looks after, such as a plan: its coordinating officers, else those of the nearest unit above that has any.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.parts import in_parts
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import RoleHolding, Unit

WORKERS: tuple[str, ...] = (Role.UNIT_OFFICER.value, Role.UNIT_LEADER.value)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person told in a role that he holds on a unit."""

    person: int
    role: str
    unit: int


def responsible(
    units: Iterable[int], *, on: dt.date, roles: Sequence[str] = WORKERS
) -> dict[int, list[Holder]]:
    """Who answers for each unit: holders on that very unit of the first of `roles` that anybody holds."""
    ranks: dict[int, dict[tuple[int, bool], list[Holder]]] = defaultdict(lambda: defaultdict(list))
    for part in in_parts(sorted(set(units))):
        rows = holding(roles, on=on).filter(unit_id__in=part)
        for unit, role, deputy, person in rows.values_list("unit_id", "role", "is_deputy", "user_id"):
            ranks[unit][(roles.index(role), deputy)].append(Holder(person, role, unit))
    return {unit: found[min(found)] for unit, found in ranks.items()}


def nobody_answers(unit: str, *, on: dt.date) -> Q:
    """The condition "nobody is responsible for the unit", whose key the outer query has in the column `unit`."""
    return ~Q(Exists(holding(WORKERS, on=on).filter(unit=OuterRef(unit))))


def looking_after(
    paths: Iterable[str], *, on: dt.date, roles: Sequence[str] = (Role.COORDINATOR,)
) -> dict[str, list[Holder]]:
    """Who looks after what the unit with that tree path owns: holders of the first of `roles` on it, else on the nearest unit above."""
    by_role: dict[str, dict[str, list[Holder]]] = {role: defaultdict(list) for role in roles}
    rows = holding(roles, on=on).values_list("role", "unit__path", "user_id", "unit_id")
    for role, path, person, unit in rows.order_by("user_id", "pk"):
        by_role[role][path].append(Holder(person, role, unit))
    found = {}
    for path in set(paths):
        above = list(reversed(Unit.paths_to(path)))
        nearest = next(
            (by_role[role][each] for role in roles for each in above if each in by_role[role]), None
        )
        if nearest is not None:
            found[path] = nearest
    return found


def in_person(holders: Iterable[Holder]) -> list[User]:
    """Their accounts, each once, in the order of their keys: one query."""
    return list(User.objects.filter(pk__in={each.person for each in holders}).order_by("pk"))


def holding(roles: Collection[str], *, on: dt.date) -> QuerySet[RoleHolding]:
    """The holdings of these roles on that day by people whose account is open."""
    return RoleHolding.objects.filter(in_force(on), role__in=roles, user__is_active=True).order_by()
