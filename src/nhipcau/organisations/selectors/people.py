"""Who holds which role on which unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet
from django.utils.functional import Promise

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import ONE_A_UNIT, RoleHolding, Unit
from nhipcau.organisations.policies import Person, may_open_account, may_read_people, people_known_to
from nhipcau.organisations.selectors.lacking import lacking, units_asked


@dataclass(frozen=True)
class Holder:
    """A person and the role held on a unit; `own` is False where it is held on a unit above."""

    holding: RoleHolding
    own: bool


def people_of(user: Person, unit: Unit, *, on: dt.date, day: dt.date | None = None) -> list[Holder]:
    """Who holds which role on the unit on `day` (`on`, if none is named), its own people first.

    Rights are asked for `on`: empty for those who may not read it then.
    """
    if not may_read_people(user, unit, on=on):
        return []
    held = (
        RoleHolding.objects.filter(
            in_force(day or on), unit__path__in=Unit.paths_to(unit.path), user__is_active=True
        )
        .select_related("user", "unit")
        .order_by("-unit__depth", "role", "user__display_name")
    )
    return [Holder(holding, holding.unit_id == unit.pk) for holding in held]


@dataclass(frozen=True)
class Place:
    """Who leads a unit, answers for it or speaks for it: on the day, before and after."""

    role: str
    label: str | Promise
    current: tuple[RoleHolding, ...]
    later: tuple[RoleHolding, ...]
    earlier: tuple[RoleHolding, ...]

    @property
    def main(self) -> RoleHolding | None:
        """The one who is no deputy; for a role that several may hold, the first."""
        return next((held for held in self.current if not held.is_deputy), None)

    @property
    def others(self) -> list[RoleHolding]:
        """Deputies, and for other roles everybody but the first."""
        return [held for held in self.current if held is not self.main]

    @property
    def has_deputies(self) -> bool:
        """Whether this role knows deputies."""
        return self.role in ONE_A_UNIT


SHOWN_ALWAYS = (Role.UNIT_LEADER, Role.UNIT_OFFICER, Role.SPOKESPERSON)


def places_of(user: Person, unit: Unit, *, on: dt.date, day: dt.date | None = None) -> list[Place]:
    """Every role held on the unit itself, seen from `day`: leader, officer and spokesperson even where nobody is; one query.

    Rights are asked for `on`: empty for those who may not read the unit's people then. Closed accounts hold nothing on the
    day, but stay in the past.
    """
    if not may_read_people(user, unit, on=on):
        return []
    held: dict[str, list[RoleHolding]] = {role: [] for role in SHOWN_ALWAYS}
    rows = RoleHolding.objects.filter(unit=unit).select_related("user")
    for row in rows.order_by("is_deputy", F("valid_from").desc(nulls_last=True), "pk"):
        held.setdefault(row.role, []).append(row)
    order = [*SHOWN_ALWAYS, *(role for role in Role if role not in SHOWN_ALWAYS)]
    return [_place(role, held[role], day or on) for role in order if role in held]


def _place(role: str, rows: list[RoleHolding], on: dt.date) -> Place:
    current = tuple(row for row in rows if row.holds_on(on) and row.user.is_active)
    later = tuple(row for row in rows if row.valid_from and row.valid_from > on)
    earlier = tuple(row for row in rows if row not in current and row not in later)
    return Place(role, Role(role).label, current, later, earlier)


def units_without_officer(user: Person, *, on: dt.date) -> QuerySet[Unit]:
    """Units among those `user` sees that have no focal officer of their own on `on`."""
    return lacking(units_asked(user, on=on, day=on), Role.UNIT_OFFICER, day=on)


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
