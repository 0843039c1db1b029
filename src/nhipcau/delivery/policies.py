"""Who may see what is owed, and who may say that it was done."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from nhipcau.accounts.models import Role
from nhipcau.delivery.models import Obligation, ObligationShare
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import ALL_ROLES, Person, Roles, keepers, roles_of
from nhipcau.plans.models import Plan, TaskUnit, UnitRole

# Whoever works for a unit and answers for what it owes.
DOERS = frozenset({Role.UNIT_OFFICER, Role.UNIT_LEADER})
KEEPERS = keepers()
# Whoever follows the work of many units.
FOLLOWERS = KEEPERS | {Role.UNIT_LEADER, Role.VIEWER, Role.SPOKESPERSON, Role.AUDITOR}


# The conditions name sets of keys rather than joins, so that the database can begin with the few rows of a unit.


def led_by(roles: Roles, names: frozenset[str] = ALL_ROLES) -> Q:
    """The condition "owed, alone or together with others, by a unit on which one of these roles is held"."""
    units = Unit.objects.filter(roles.units(names)).order_by().values("pk")
    own = Q(unit__in=units)
    if roles.everywhere:
        return own
    # Shares are few. Asked for beside the units in one condition, they would let the database read every row.
    shared = list(ObligationShare.objects.filter(unit__in=units).values_list("obligation_id", flat=True))
    return own | Q(pk__in=shared) if shared else own


def owed_by(unit: int) -> Q:
    """The condition "owed by that unit, alone or together with others"."""
    shared = list(ObligationShare.objects.filter(unit=unit).values_list("obligation_id", flat=True))
    return Q(unit=unit) | Q(pk__in=shared) if shared else Q(unit=unit)


def coordinated_by(roles: Roles, names: frozenset[str] = ALL_ROLES) -> Q:
    """The condition "a unit on which one of these roles is held coordinates the task"."""
    beside = TaskUnit.objects.filter(
        roles.units(names, prefix="unit__"), role=UnitRole.COOP, unit__isnull=False
    )
    return Q(task__in=beside.order_by().values("task"))


def owned_by(roles: Roles) -> Q:
    """The condition "owed under a plan of a unit on which a role is held"."""
    return Q(plan__in=Plan.objects.filter(roles.units(prefix="unit__")).order_by().values("pk"))


def visible(roles: Roles) -> Q:
    """The condition on obligations that `may_see` asks."""
    if roles.everywhere:
        return Q()
    return led_by(roles) | owned_by(roles) | coordinated_by(roles) if roles else Q(pk__in=[])


def may_see(user: Person, obligation: Obligation, *, on: dt.date) -> bool:
    """The unit that owes it, those that coordinate it, the owner of the plan, and everyone above any of them."""
    roles = roles_of(user, on=on)
    if roles.cover(obligation.plan.unit) or any(roles.cover(unit) for unit in owing(obligation)):
        return True
    return bool(roles) and Obligation.objects.filter(coordinated_by(roles), pk=obligation.pk).exists()


def owing(obligation: Obligation) -> list[Unit]:
    """The units that owe it: one, or several together. Lists prefetch `shares__unit`."""
    return [obligation.unit, *(share.unit for share in obligation.shares.all())]


def may_mark(user: Person, obligation: Obligation, *, on: dt.date) -> bool:
    """Hand in or withdraw evidence, or sign that there is nothing to report: the unit itself, and who keeps the plan."""
    return may_mark_as(roles_of(user, on=on), obligation)


def may_mark_as(roles: Roles, obligation: Obligation) -> bool:
    """The same for roles that are at hand already: lists ask it for every row."""
    if roles.cover(obligation.plan.unit, KEEPERS):
        return True
    return any(roles.cover(unit, DOERS | KEEPERS) for unit in owing(obligation))


def may_decide(user: Person, obligation: Obligation, *, on: dt.date) -> bool:
    """Grant or refuse more time, and say that several leads owe one quota together: who keeps the plan, nobody else."""
    return roles_of(user, on=on).cover(obligation.plan.unit, KEEPERS)


def decided_by(roles: Roles) -> Q:
    """The condition on obligations that `may_decide` asks."""
    return Q(plan__in=Plan.objects.filter(roles.units(KEEPERS, prefix="unit__")).order_by().values("pk"))


def may_pause(user: Person, obligation: Obligation, *, on: dt.date) -> bool:
    """Stop the clock of an obligation: only who keeps the plan, so that nobody pauses what he owes himself."""
    return keeps(roles_of(user, on=on), obligation)


def keeps(roles: Roles, obligation: Obligation) -> bool:
    """Who keeps the plan or the unit that owes it: they pause it, and remind of it."""
    return roles.cover(obligation.plan.unit, KEEPERS) or roles.cover(obligation.unit, KEEPERS)


def does_own_work(roles: Roles) -> bool:
    """Whether this person has work of a unit to do."""
    return bool(roles.names & DOERS) and not roles.everywhere


def follows_others(roles: Roles) -> bool:
    """Whether this person looks after the work of several units."""
    return bool(roles.names & FOLLOWERS)
