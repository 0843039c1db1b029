"""Who may do what with money.

Units write their own estimates, vouchers and settlements. Deciding on them belongs to FINANCE, held on the unit that owns the plan
or above it, or on an office that stands directly below the owner (a finance department of the province). Authorities that stand
below the owner, such as communes, keep a purse of their own: FINANCE there decides on plans of the commune alone.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from nhipcau.accounts.models import Role
from nhipcau.budget.models import Estimate
from nhipcau.organisations.models import Unit, UnitKind
from nhipcau.organisations.policies import Person, Roles, holds, keepers, roles_of
from nhipcau.plans.models import Plan, TaskUnit
from nhipcau.plans.policies import may_submit_unit_plan

KEEPERS = keepers()
WRITERS = KEEPERS | {Role.UNIT_OFFICER, Role.UNIT_LEADER}
# Whoever looks after a unit's work, or over its money, sees the unit's figures and those below.
LOOKERS = WRITERS | {Role.VIEWER, Role.AUDITOR, Role.FINANCE}
# Offices of the owner; every other kind has a purse of its own, or none.
OFFICES = (UnitKind.DEPARTMENT, UnitKind.AGENCY, UnitKind.SECTION)
OVERSEERS = KEEPERS | {Role.UNIT_LEADER, Role.VIEWER, Role.AUDITOR, Role.FINANCE}


def may_decide(user: Person, plan: Plan, *, on: dt.date) -> bool:
    """Appraise, allocate, adjust, approve settlements, say the frame: see the head of this module."""
    roles = roles_of(user, on=on)
    return roles.cover(plan.unit, {Role.FINANCE}) or plan.unit.path in served_by(roles)


def served_by(roles: Roles) -> set[str]:
    """The paths of owners on whose money these roles decide from an office below: one query, and only for finance officers."""
    held = [each.unit_id for each in roles.held if each.role == Role.FINANCE]
    if not held:
        return set()
    offices = Unit.objects.filter(pk__in=held, kind__in=OFFICES, depth__gt=1)
    return {path[: -Unit.steplen] for path in offices.values_list("path", flat=True)}


def decided_by(roles: Roles) -> Q:
    """The condition on plans on whose money these roles decide: what `may_decide` asks."""
    return roles.units({Role.FINANCE}, prefix="unit__") | Q(unit__path__in=served_by(roles))


def deciding_for(owner: Unit) -> Q:
    """The condition on holdings by which `may_decide` is true for plans of this owner."""
    below = Q(unit__path__startswith=owner.path, unit__depth=owner.depth + 1, unit__kind__in=OFFICES)
    return Q(role=Role.FINANCE) & (Q(unit__path__in=Unit.paths_to(owner.path)) | below)


def visible_estimates(roles: Roles) -> Q:
    """The condition on estimates that `may_see_estimate` asks."""
    if roles.everywhere:
        return Q()
    if not roles:
        return Q(pk__in=[])
    own, owned = roles.units(LOOKERS, prefix="unit__"), roles.units(OVERSEERS, prefix="plan__unit__")
    return own | owned | Q(plan__unit__path__in=served_by(roles))


def may_see_all(user: Person, plan: Plan, *, on: dt.date) -> bool:
    """See the money of every unit under a plan: who looks after the plan, looks on there, or decides."""
    return holds(user, OVERSEERS, plan.unit, on=on) or may_decide(user, plan, on=on)


def may_see_estimate(user: Person, estimate: Estimate, *, on: dt.date) -> bool:
    """See one unit's money: its own people, those above it, and who sees all of the plan."""
    return holds(user, LOOKERS, estimate.unit, on=on) or may_see_all(user, estimate.plan, on=on)


def may_write(user: Person, unit: Unit, *, on: dt.date) -> bool:
    """Write a unit's estimate, vouchers and settlement."""
    return holds(user, WRITERS, unit, on=on)


def may_submit(user: Person, unit: Unit, *, on: dt.date) -> bool:
    """Hand an estimate or a settlement in, or take it back: the unit's leader; where there is none, whoever writes it."""
    return may_submit_unit_plan(user, unit, on=on)


def may_open(user: Person, plan: Plan, unit: Unit, *, on: dt.date) -> bool:
    """Begin a unit's estimate under a plan: for units the plan names, and for its owner."""
    return may_write(user, unit, on=on) and (
        unit.pk == plan.unit_id or TaskUnit.objects.filter(task__plan=plan, unit=unit).exists()
    )


def may_look(user: Person, *, on: dt.date) -> bool:
    """Open the room at all."""
    return bool(roles_of(user, on=on).names & LOOKERS)


def may_keep_lists(user: Person, *, on: dt.date) -> bool:
    """Sources of funds and budget codes are one list for all units: who keeps a root, or decides on its money, writes it."""
    roles = roles_of(user, on=on)
    if roles.whole(KEEPERS | {Role.FINANCE}):
        return True
    return any(len(path) == Unit.steplen for path in served_by(roles))
