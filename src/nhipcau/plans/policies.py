"""Who may do what with plans."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from nhipcau.accounts.models import Role
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, Roles, holds, keepers, may_keep_units, roles_of
from nhipcau.plans.models import Intake, TaskUnit

KEEPERS = keepers()
ADOPTERS = KEEPERS | {Role.UNIT_LEADER}
DRAFT_READERS = ADOPTERS | {Role.VIEWER, Role.AUDITOR}
STEPS = 4  # characters of a tree path per level


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
    above = {path[:end] for path in roles.tops() for end in range(STEPS, len(path) + 1, STEPS)}
    named = TaskUnit.objects.filter(roles.units(prefix="unit__"), task__plan=OuterRef("pk"))
    return roles.units(prefix="unit__") | Q(unit__path__in=above) | Q(Exists(named))
