"""Who may do what with plans."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q

from nhipcau.accounts.models import Role
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.policies import Person, Roles, holds, keepers, may_keep_units, roles_of
from nhipcau.plans.models import Intake, Plan, Task, TaskUnit

KEEPERS = keepers()
ADOPTERS = KEEPERS | {Role.UNIT_LEADER}
WRITERS = KEEPERS | {Role.UNIT_OFFICER, Role.UNIT_LEADER}
DRAFT_READERS = ADOPTERS | {Role.VIEWER, Role.SPOKESPERSON, Role.AUDITOR}
READERS_ONLY = frozenset({Role.VIEWER, Role.AUDITOR})


def account_of(user: Person) -> int:
    """The key of the account that signs for a deed; nobody signs who is not signed in."""
    if user.pk is None:
        raise PermissionDenied
    return int(user.pk)


def may_upload(user: Person, unit: Unit, *, on: dt.date) -> bool:
    """Hand in a plan document for `unit`."""
    return holds(user, KEEPERS, unit, on=on)


def may_upload_anywhere(user: Person, *, on: dt.date) -> bool:
    """Whether there is any unit for which this person may hand in a plan."""
    return bool(roles_of(user, on=on).names & KEEPERS)


def may_see_intake(user: Person, intake: Intake, *, on: dt.date) -> bool:
    """Look at a plan on its way in: those who keep it or adopt it, viewers and auditors."""
    return holds(user, DRAFT_READERS, intake.unit, on=on)


def may_review(user: Person, intake: Intake, *, on: dt.date) -> bool:
    """Correct what was read."""
    return holds(user, KEEPERS, intake.unit, on=on)


def may_adopt(user: Person, intake: Intake, *, on: dt.date) -> bool:
    """Make a reviewed reading an adopted plan."""
    return holds(user, ADOPTERS, intake.unit, on=on)


def may_keep_plan(user: Person, plan: Plan, *, on: dt.date) -> bool:
    """Look after an adopted plan through its year: who keeps its owner."""
    return holds(user, KEEPERS, plan.unit, on=on)


def may_enter_units(user: Person, intake: Intake, *, on: dt.date) -> bool:
    """Enter units into the register while reviewing, and remember other names of theirs: who keeps the whole tree of the owner."""
    top = intake.unit if intake.unit.depth == 1 else intake.unit.get_root()
    return may_keep_units(user, top, on=on)


def visible_intakes(roles: Roles) -> Q:
    """The condition on intakes that `may_see_intake` asks."""
    return roles.units(DRAFT_READERS, prefix="unit__")


def visible_plans(roles: Roles) -> Q:
    """The condition on plans: the own unit's and those below, those of units above, and those that name an own unit.

    A plan is sent to every unit it names; whoever works there reads all of it.
    """
    if roles.everywhere:
        return Q()
    if not roles:
        return Q(pk__in=[])
    above = {step for path in roles.tops() for step in Unit.paths_to(path)}
    named = TaskUnit.objects.filter(roles.units(prefix="unit__"), task__plan=OuterRef("pk"))
    return roles.units(prefix="unit__") | Q(unit__path__in=above) | Q(Exists(named))


def may_write_unit_plan(user: Person, unit: Unit, *, on: dt.date) -> bool:
    """Write the detailed plan of a unit: whoever works for it, and who keeps it."""
    return holds(user, WRITERS, unit, on=on)


def may_submit_unit_plan(user: Person, unit: Unit, *, on: dt.date) -> bool:
    """Hand the detailed plan in: the unit's leader; where it has none, whoever writes it."""
    if holds(user, {Role.UNIT_LEADER}, unit, on=on):
        return True
    led = RoleHolding.objects.filter(in_force(on), unit=unit, role=Role.UNIT_LEADER, user__is_active=True)
    return not led.exists() and may_write_unit_plan(user, unit, on=on)


def may_see_unit_plan(user: Person, unit: Unit, plan: Plan, *, on: dt.date) -> bool:
    """Read the detailed plan of a unit: everybody of the unit, those above it, and whoever looks after the plan."""
    roles = roles_of(user, on=on)
    return roles.cover(unit) or roles.cover(plan.unit, DRAFT_READERS)


def may_talk(user: Person, task: Task, *, on: dt.date) -> bool:
    """Comment on a task: whoever may see it by a role other than viewer or auditor."""
    roles = roles_of(user, on=on)
    talking = Roles(tuple(held for held in roles.held if held.role not in READERS_ONLY), roles.everywhere)
    return bool(talking) and Plan.objects.filter(visible_plans(talking), pk=task.plan_id).exists()
