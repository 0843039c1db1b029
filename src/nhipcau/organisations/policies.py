"""Who may do what on which unit, on which day. A role on a unit covers everything below that unit.

roles = roles_of(user, on=on)          # one query; then ask as often as needed
roles.cover(unit, {Role.COORDINATOR})  # no query
holds(user, {Role.COORDINATOR}, unit, on=on)  # the same in one call
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import RoleHolding, Unit

Person = AbstractBaseUser | AnonymousUser
ALL_ROLES: frozenset[str] = frozenset(Role.values)


@dataclass(frozen=True)
class Held:
    """One role on one unit; `path` is the unit's place in the tree."""

    role: str
    unit_id: int
    path: str


@dataclass(frozen=True)
class Roles:
    """All roles a person holds on one day; `everywhere` is the superuser of the installation."""

    held: tuple[Held, ...] = ()
    everywhere: bool = False

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.held)

    @property
    def names(self) -> frozenset[str]:
        """The roles held on any unit."""
        return ALL_ROLES if self.everywhere else frozenset(held.role for held in self.held)

    def cover(self, unit: Unit, roles: Collection[str] = ALL_ROLES) -> bool:
        """Whether one of `roles` is held on `unit` or on a unit above it."""
        return self.everywhere or any(
            held.role in roles and unit.path.startswith(held.path) for held in self.held
        )

    def whole(self, roles: Collection[str] = ALL_ROLES) -> bool:
        """Whether one of `roles` is held on a root of the register: rights over what belongs to no unit."""
        return self.everywhere or any(
            held.role in roles and len(held.path) == Unit.steplen for held in self.held
        )

    def tops(self, roles: Collection[str] = ALL_ROLES) -> list[str]:
        """The tree paths below which one of `roles` is held, without those that lie below another."""
        paths = sorted({held.path for held in self.held if held.role in roles})
        return [path for path in paths if not any(path != top and path.startswith(top) for top in paths)]

    def units(self, roles: Collection[str] = ALL_ROLES, prefix: str = "") -> Q:
        """The condition "a unit covered by one of `roles`"; `prefix` leads to the unit, such as `task__unit__`."""
        if self.everywhere:
            return Q()
        covered = Q(pk__in=[])
        for path in self.tops(roles):
            covered |= Q(**{f"{prefix}path__startswith": path})
        return covered


def roles_of(user: Person, *, on: dt.date) -> Roles:
    """The roles `user` holds on the day `on`: none for people who are not signed in or whose account is closed."""
    if not user.is_authenticated or not user.is_active:
        return Roles()
    if getattr(user, "is_superuser", False):
        return Roles(everywhere=True)
    kept: dict[dt.date, Roles] | None = getattr(user, "kept_by_day", None)
    if kept is not None and on in kept:
        return kept[on]
    rows = (
        RoleHolding.objects.filter(in_force(on), user_id=user.pk)
        .order_by()
        .values_list("role", "unit_id", "unit__path")
    )
    roles = Roles(held=tuple(Held(*row) for row in rows))
    if kept is not None:
        kept[on] = roles
    return roles


def holds(user: Person, roles: Iterable[str], unit: Unit, *, on: dt.date) -> bool:
    """Whether `user` holds one of `roles` on `unit` (or above it) on the day `on`."""
    return roles_of(user, on=on).cover(unit, frozenset(roles))


def may_see_register(user: Person, *, on: dt.date) -> bool:
    """Everyone with a role may look units up; names of units are public."""
    return bool(roles_of(user, on=on))


def may_keep_units(user: Person, unit: Unit | None, *, on: dt.date) -> bool:
    """Administrators and coordinators keep the units they cover; a new root (`unit` None) is an administrator's of a root."""
    roles = roles_of(user, on=on)
    if unit is None:
        return roles.whole({Role.ADMINISTRATOR})
    return roles.cover(unit, {Role.ADMINISTRATOR, Role.COORDINATOR})


def may_give_role(user: Person, unit: Unit, role: str, *, on: dt.date) -> bool:
    """Administrators give every role; coordinators those of work, so that nobody makes himself administrator or auditor."""
    return gives_role(roles_of(user, on=on), unit, role)


def gives_role(roles: Roles, unit: Unit, role: str) -> bool:
    """The same for roles that were read before."""
    if roles.cover(unit, {Role.ADMINISTRATOR}):
        return True
    return role not in {Role.ADMINISTRATOR, Role.AUDITOR, Role.COORDINATOR} and roles.cover(
        unit, {Role.COORDINATOR}
    )


def may_read_people(user: Person, unit: Unit, *, on: dt.date) -> bool:
    """Names and office contacts are for people of the unit, those who run the work, and auditors."""
    return roles_of(user, on=on).cover(unit)


def may_open_account(user: Person, *, on: dt.date) -> bool:
    """Administrators, and coordinators for the officers of their units."""
    return bool(roles_of(user, on=on).names & {Role.ADMINISTRATOR, Role.COORDINATOR})


def people_known_to(user: Person, *, on: dt.date) -> Q:
    """The condition "a person whose account `user` deals with".

    Keepers of a root: everybody. Other keepers: those who hold, held or will hold a role on units they cover, and those whose
    account they opened themselves (the log knows), so that a new account gets its first role.
    """
    roles = roles_of(user, on=on)
    if roles.whole(keepers()):
        return Q()
    covered = RoleHolding.objects.filter(roles.units(keepers(), prefix="unit__"))
    return Q(pk__in=covered.values("user_id")) | Q(pk__in=_opened_by(user))


def may_keep_account(user: Person, person: User, *, on: dt.date) -> bool:
    """Administrators keep accounts of people whose roles, past, of today and to come, are all on units they cover.

    An account without any role is kept by administrators of a root and by the administrator who opened it; superusers keep
    their own.
    """
    if person.is_superuser:
        return bool(getattr(user, "is_superuser", False))
    roles = roles_of(user, on=on)
    if Role.ADMINISTRATOR not in roles.names:
        return False
    # A role to come counts: whoever sets the password before its first day would hold it on that day. One that ended
    # counts too: it may be given again, and the name stands in the log for what was done with it.
    holdings = list(RoleHolding.objects.filter(user=person).select_related("unit"))
    if not holdings:
        return roles.whole({Role.ADMINISTRATOR}) or person.pk in _opened_by(user)
    return all(roles.cover(holding.unit, {Role.ADMINISTRATOR}) for holding in holdings)


def may_invite(user: Person, person: User, *, on: dt.date) -> bool:
    """Whoever keeps the account; and, while it has no password, whoever could have opened it with the roles it holds."""
    if not person.is_active or person.is_superuser or person.has_usable_password():
        return False
    if may_keep_account(user, person, on=on):
        return True
    holdings = RoleHolding.objects.filter(user=person).select_related("unit")
    if not may_open_account(user, on=on) or not User.objects.filter(
        people_known_to(user, on=on), pk=person.pk
    ):
        return False
    return all(may_give_role(user, holding.unit, holding.role, on=on) for holding in holdings)


def may_erase_account(user: Person, person: User, *, on: dt.date) -> bool:
    """Those who keep a closed account may take the person's name and contact out of it."""
    return not person.is_active and may_keep_account(user, person, on=on)


def may_see_committees(user: Person, *, on: dt.date) -> bool:
    """Everybody with a role sees which offices sit in which committee."""
    return bool(roles_of(user, on=on))


def may_keep_committee(user: Person, authority: Unit, *, on: dt.date) -> bool:
    """Committees are kept by those who keep the unit of their authority."""
    return may_keep_units(user, authority, on=on)


def _opened_by(user: Person) -> list[int]:
    """The keys of the accounts this person opened."""
    opened = ModelLogEntry.objects.filter(action="organisations.open_account", user_id=user.pk)
    return [int(key) for key in opened.order_by().values_list("object_id", flat=True) if key.isdecimal()]


def may_import_units(user: Person, *, on: dt.date) -> bool:
    """Whoever may keep the root of the register; into an empty register, the installation's superuser."""
    roots = list(Unit.objects.filter(depth=1))
    if not roots:
        return bool(getattr(user, "is_superuser", False))
    roles = roles_of(user, on=on)
    return any(roles.cover(root, {Role.ADMINISTRATOR, Role.COORDINATOR}) for root in roots)


def may_keep_calendar(user: Person, *, on: dt.date) -> bool:
    """The calendar is one for the installation: whoever keeps a root of the register amends it."""
    return roles_of(user, on=on).whole(keepers())


def may_keep_kinds(user: Person, *, on: dt.date) -> bool:
    """Kinds of units are those of the whole register: administrators of a root add them."""
    return roles_of(user, on=on).whole({Role.ADMINISTRATOR})


def keepers() -> frozenset[str]:
    """The roles that keep the register."""
    return frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})


def may_keep_some_unit(user: Person, *, on: dt.date) -> bool:
    """Whether there is any part of the register this person keeps."""
    return bool(roles_of(user, on=on).names & keepers())


def may_give_some_role(user: Person, unit: Unit, *, on: dt.date) -> bool:
    """Whether this person may give any role on the unit."""
    return roles_of(user, on=on).cover(unit, keepers())
