"""A report that was handed in is the evidence for the duty to report: nobody hands the same thing in twice."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Q
from django.utils.translation import gettext as _

from nhipcau.delivery.models import UNMARKED, Evidence, Obligation
from nhipcau.delivery.services import hand_in, withdraw_evidence
from nhipcau.delivery.services.handing_in import Duty, Given
from nhipcau.kernel.clock import day_of
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import TaskKind
from nhipcau.reporting.models import Report

# Names the one piece of evidence that a report gives, however often it is handed in.
_SPACE = uuid.UUID("6f1d7f0a-3c56-4f0e-9a77-5a2f4a0f7c11")


def meet_duty(report: Report, *, user: Person, now: dt.datetime) -> None:
    """Hand the report in as evidence for what the unit owes under the round's plan: tasks to report, due on the round's day."""
    cycle = report.cycle
    if cycle.plan_id is None or live_evidence_of(report) is not None:
        return
    owed = Obligation.objects.filter(
        UNMARKED, Q(due_on=cycle.due_on) | Q(original_due_on=cycle.due_on), plan=cycle.plan_id, unit=report.unit_id, task__kind=TaskKind.REPORT,
    ).select_related("unit", "plan__unit", "task")  # fmt: skip
    duties = [Duty(row) for row in owed]
    if duties:
        note = _("Report handed in: %(title)s") % {"title": cycle.title}
        given = Given(note=note, done_on=day_of(now), key=_key(report))
        hand_in(user=user, duties=duties, given=given, now=now)


def owe_again(report: Report, *, user: Person, reason: str, now: dt.datetime) -> None:
    """Withdraw that evidence with the reason for which the report was taken back."""
    evidence = live_evidence_of(report)
    if evidence is not None:
        withdraw_evidence(user=user, evidence=evidence, reason=reason, now=now)


def live_evidence_of(report: Report) -> Evidence | None:
    """What the report gave as evidence, unless it was withdrawn."""
    keys = [_key(report, version) for version in range(1, report.version + 1)]
    return Evidence.objects.filter(unit=report.unit_id, key__in=keys, withdrawn_at__isnull=True).first()


def _key(report: Report, version: int | None = None) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"{report.pk}:{version or report.version}")
