"""Units that nobody leads, answers for or speaks for on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from nhipcau.accounts.models import Role
from nhipcau.kernel.parts import in_parts
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import RoleHolding, Unit, UnitKind
from nhipcau.organisations.policies import Person
from nhipcau.organisations.selectors.register import units_seen_by

# What every unit should have, in the order of the screen; sections of a unit have none of their own by design.
ASKED = (Role.UNIT_LEADER, Role.UNIT_OFFICER, Role.SPOKESPERSON)


@dataclass(frozen=True)
class UnitPlaces:
    """A unit with who holds each of `ASKED` on the day; an empty list is nobody."""

    unit: Unit
    places: list[tuple[Role, list[RoleHolding]]]


def units_asked(
    user: Person, *, on: dt.date, day: dt.date, kind: str = "", below: Unit | None = None
) -> QuerySet[Unit]:
    """The units that should have people, of those `user` sees `on`: existing on `day`, of a kind, below a unit."""
    units = units_seen_by(user, on=on).filter(in_force(day)).exclude(kind=UnitKind.SECTION)
    if kind:
        units = units.filter(kind=kind)
    if below is not None:
        units = units.filter(path__startswith=below.path)
    return units


def lacking(units: QuerySet[Unit], role: str, *, day: dt.date) -> QuerySet[Unit]:
    """Those of `units` where nobody with an open account holds `role`, not even as a deputy, on `day`; in tree order."""
    return units.filter(~Exists(_holders(role, day))).order_by("path")


def count_lacking(units: QuerySet[Unit], *, day: dt.date) -> tuple[int, dict[str, int]]:
    """How many units were asked about, and how many of them lack each of `ASKED`; one query."""
    counts = {role.value: Count("pk", filter=~Q(Exists(_holders(role, day)))) for role in ASKED}
    found = units.order_by().aggregate(asked=Count("pk"), **counts)
    return found.pop("asked"), found


def with_places(units: Iterable[Unit], *, day: dt.date) -> list[UnitPlaces]:
    """Each unit with its people of the day; one query for each part of them."""
    listed = list(units)
    held: dict[tuple[int, str], list[RoleHolding]] = defaultdict(list)
    asked = RoleHolding.objects.filter(in_force(day), role__in=ASKED, user__is_active=True)
    for part in in_parts(listed):
        rows = asked.filter(unit__in=[unit.pk for unit in part])
        for row in rows.select_related("user").order_by("is_deputy", "pk"):
            held[row.unit_id, row.role].append(row)
    return [UnitPlaces(unit, [(role, held[unit.pk, role.value]) for role in ASKED]) for unit in listed]


def _holders(role: str, day: dt.date) -> QuerySet[RoleHolding]:
    return RoleHolding.objects.filter(in_force(day), unit=OuterRef("pk"), role=role, user__is_active=True)
