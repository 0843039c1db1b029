"""Who may do what with reports."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from nhipcau.accounts.models import Role
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, Roles, holds, keepers, roles_of
from nhipcau.plans.models import Plan
from nhipcau.plans.policies import account_of, may_submit_unit_plan
from nhipcau.reporting.models import Report, ReportCycle, ReportForm

KEEPERS = keepers()
# Whoever works for a unit writes its report; who keeps the unit may do it for them.
WRITERS = KEEPERS | {Role.UNIT_OFFICER, Role.UNIT_LEADER}
# Who decides on what was handed in to a unit.
DECIDERS = KEEPERS | {Role.UNIT_LEADER}
# Whoever reads what is handed in to a unit on which the role is held, or to one below it.
READERS = WRITERS | {Role.VIEWER, Role.SPOKESPERSON, Role.AUDITOR}

__all__ = [
    "DECIDERS", "KEEPERS", "READERS", "WRITERS", "account_of", "may_copy_form", "may_decide", "may_edit_form", "may_keep_cycle",
    "may_open_cycle", "may_open_some_cycle", "may_see_forms", "may_see_report", "may_send", "may_unlock", "may_write_report",
    "visible_cycles", "visible_reports",
]  # fmt: skip


def may_see_forms(user: Person, *, on: dt.date) -> bool:
    """Forms are no secret: everybody with a role reads them."""
    return bool(roles_of(user, on=on))


def may_copy_form(user: Person, unit: Unit, *, on: dt.date) -> bool:
    """Make a form of one's own for a unit that one keeps."""
    return holds(user, KEEPERS, unit, on=on)


def may_edit_form(user: Person, form: ReportForm, *, on: dt.date) -> bool:
    """Change a form: who keeps the unit that owns it. Forms that come with the system are copied, not changed."""
    return not form.is_shipped and form.unit is not None and holds(user, KEEPERS, form.unit, on=on)


def may_open_cycle(user: Person, keeper: Unit, plan: Plan | None, *, on: dt.date) -> bool:
    """Ask units to report to `keeper`: its leader, and who keeps it; for a plan, who looks after the plan as well."""
    roles = roles_of(user, on=on)
    return roles.cover(keeper, DECIDERS) or (plan is not None and roles.cover(plan.unit, KEEPERS))


def may_open_some_cycle(user: Person, *, on: dt.date) -> bool:
    """Whether there is any unit for which this person may ask for reports."""
    return bool(roles_of(user, on=on).names & DECIDERS)


def may_keep_cycle(user: Person, cycle: ReportCycle, *, on: dt.date) -> bool:
    """Look after a round: move its day, add senders, close it. The leader of the unit that receives, and who keeps that unit."""
    return holds(user, DECIDERS, cycle.keeper, on=on)


def may_write_report(user: Person, report: Report, *, on: dt.date) -> bool:
    """Write the report of a unit: whoever works for it, and who keeps it."""
    return holds(user, WRITERS, report.unit, on=on)


def may_send(user: Person, report: Report, *, on: dt.date) -> bool:
    """Hand the report in: the unit's leader; where it has none, whoever writes it."""
    return may_submit_unit_plan(user, report.unit, on=on)


def may_decide(user: Person, report: Report, *, on: dt.date) -> bool:
    """Accept or return what was handed in; on a report that leaves the register: say that it was issued."""
    return may_keep_cycle(user, report.cycle, on=on)


def may_unlock(user: Person, report: Report, *, on: dt.date) -> bool:
    """Open an accepted report again: whoever may accept it."""
    return may_keep_cycle(user, report.cycle, on=on)


def may_see_report(user: Person, report: Report, *, on: dt.date) -> bool:
    """Everybody of the unit and above it, and whoever reads what its receiver receives."""
    roles = roles_of(user, on=on)
    return roles.cover(report.unit) or roles.cover(report.cycle.keeper, READERS)


def visible_reports(roles: Roles) -> Q:
    """The condition on reports that `may_see_report` asks."""
    if roles.everywhere:
        return Q()
    return roles.units(prefix="unit__") | roles.units(READERS, prefix="cycle__keeper__")


def visible_cycles(roles: Roles) -> Q:
    """The condition on cycles: those whose receiver's post one reads, and those in which one's units report."""
    if roles.everywhere:
        return Q()
    reports = Report.objects.filter(roles.units(prefix="unit__"), cycle=OuterRef("pk"))
    return roles.units(READERS, prefix="keeper__") | Q(Exists(reports))
