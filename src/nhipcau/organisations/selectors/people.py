"""Who holds which role on which unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import RoleHolding, Unit, UnitKind
from nhipcau.organisations.policies import Person, may_open_account, may_read_people, people_known_to
from nhipcau.organisations.selectors.register import units_seen_by


@dataclass(frozen=True)
class Holder:
    """A person and the role held on a unit; `own` is False where it is held on a unit above."""

    holding: RoleHolding
    own: bool


def people_of(user: Person, unit: Unit, *, on: dt.date) -> list[Holder]:
    """Who holds which role on the unit on `on`, its own people first; empty for those who may not read it."""
    if not may_read_people(user, unit, on=on):
        return []
    above = [unit.path[:end] for end in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]
    held = (
        RoleHolding.objects.filter(in_force(on), unit__path__in=above, user__is_active=True)
        .select_related("user", "unit")
        .order_by("-unit__depth", "role", "user__display_name")
    )
    return [Holder(holding, holding.unit_id == unit.pk) for holding in held]


def units_without_officer(user: Person, *, on: dt.date) -> QuerySet[Unit]:
    """Units among those `user` sees that have no focal officer of their own on `on`; sections have none by design."""
    active = Q(role_holdings__role=Role.UNIT_OFFICER, role_holdings__user__is_active=True)
    counted = Count("role_holdings", filter=active & in_force(on, "role_holdings__"))
    units = units_seen_by(user, on=on).filter(in_force(on)).exclude(kind=UnitKind.SECTION)
    return units.annotate(officers=counted).filter(officers=0).order_by("path")


def accounts(user: Person, *, on: dt.date, search: str = "") -> QuerySet[User]:
    """Accounts of the people whom those who may open accounts deal with (`people_known_to`), with the roles of the day at hand as `current_roles`; superusers stay out."""
    if not may_open_account(user, on=on):
        return User.objects.none()
    current = RoleHolding.objects.filter(in_force(on)).select_related("unit")
    people = User.objects.filter(people_known_to(user, on=on)).prefetch_related(
        Prefetch("role_holdings", queryset=current, to_attr="current_roles")
    )
    if not getattr(user, "is_superuser", False):
        people = people.filter(is_superuser=False)
    for word in fold(search).split():
        people = people.filter(folded__contains=word)
    return people.order_by("display_name", "username")


def holdings_of(person: User) -> QuerySet[RoleHolding]:
    """All roles a person holds, held or will hold, the latest first."""
    return (
        RoleHolding.objects.filter(user=person).select_related("unit").order_by("-valid_from", "unit__path")
    )
