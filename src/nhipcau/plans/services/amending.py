"""Saying that a plan on its way in is the next version of a plan in force, and what becomes of each task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.library.services import Uploader
from nhipcau.plans.models import Amendment, Intake, IntakeState, Plan, Task, TaskVerdict, Verdict
from nhipcau.plans.policies import account_of, may_review
from nhipcau.plans.selectors.amending import amendable_plans, amendment_of, compared_with_base
from nhipcau.plans.selectors.plans import latest_version

CLOSED = (IntakeState.ADOPTED, IntakeState.DISCARDED)


def declare_amendment(*, user: Uploader, intake: Intake, plan: Plan, now: dt.datetime) -> Amendment:
    """Say that an intake amends or replaces `plan`: adopted, it becomes its next version. Said twice is said once."""
    with transaction.atomic():
        row = _open_intake(user, intake, now)
        if (
            plan.unit_id != row.unit_id
            or not amendable_plans(user, on=day_of(now)).filter(pk=plan.pk).exists()
        ):
            raise Refused(
                _("This is no plan of the same unit that you keep. Nothing was changed: choose the plan that is amended."),
                code="other-unit",
            )  # fmt: skip
        base = latest_version(plan)
        found = amendment_of(row)
        if found is not None and (found.plan_id, found.base_id) == (plan.pk, base.pk):
            return found
        if found is not None:
            found.delete()
        made = Amendment.objects.create(
            intake=row, plan=plan, base=base, declared_by_id=account_of(user), declared_at=now
        )
        record(action="plans.declare_amendment", user=user, target=row, data={"plan": plan.pk, "version": base.ordinal}, now=now)  # fmt: skip
    return made


def take_declaration_back(*, user: Uploader, intake: Intake, now: dt.datetime) -> None:
    """Say that an intake is a plan of its own after all; the decisions about its tasks go."""
    with transaction.atomic():
        row = _open_intake(user, intake, now)
        found = amendment_of(row)
        if found is not None:
            plan = found.plan_id
            found.delete()
            record(action="plans.take_amendment_back", user=user, target=row, data={"plan": plan}, now=now)


def decide(
    *, user: Uploader, amendment: Amendment, version: int, verdict: str, task: int | None = None, draft: int | None = None,
    now: dt.datetime,
) -> Amendment:  # fmt: skip
    """Say what becomes of a task of the version in force, of a task of the draft, or that both are the same work.

    What was said of either before is replaced. Raises Outdated where somebody decided since `version`.
    """
    with _deciding(user, amendment, version, now, verdict=verdict, task=task, draft=draft) as row:
        old = Task.objects.filter(version=row.base_id, pk=task).first() if task else None
        new = row.intake.draft_tasks.filter(is_dropped=False, pk=draft).first() if draft else None
        wants = (verdict != Verdict.NEW, verdict != Verdict.DROPPED)
        if verdict not in Verdict.values or wants != (old is not None, new is not None):
            raise Refused(
                _("Choose a task of each side, or say that one stands alone. Nothing was changed."),
                code="no-pair",
            )
        TaskVerdict.objects.filter(amendment=row, task=old, task__isnull=False).delete()
        TaskVerdict.objects.filter(amendment=row, draft=new, draft__isnull=False).delete()
        TaskVerdict.objects.create(
            amendment=row,
            task=old,
            draft=new,
            verdict=verdict,
            decided_by_id=account_of(user),
            decided_at=now,
        )
    return row


def accept_proposals(
    *, user: Uploader, amendment: Amendment, version: int, verdict: str = "", now: dt.datetime
) -> int:
    """Agree to everything that is proposed and not decided yet, or to one verdict of it; how many that were."""
    if verdict and verdict not in Verdict.values:
        raise Refused(_("There is no such verdict. Nothing was changed."), code="no-verdict")
    with _deciding(user, amendment, version, now, accepted=verdict or "all") as row:
        pairs = [
            pair
            for pair in compared_with_base(row).pairs
            if not pair.is_decided and (not verdict or pair.verdict == verdict)
        ]
        stale = {"task__in": [pair.before.key for pair in pairs if pair.before]}
        row.verdicts.filter(**stale).delete()
        row.verdicts.filter(draft__in=[pair.now.key for pair in pairs if pair.now]).delete()
        TaskVerdict.objects.bulk_create(
            TaskVerdict(
                amendment=row, task_id=pair.before.key if pair.before else None, draft_id=pair.now.key if pair.now else None,
                verdict=pair.verdict, decided_by_id=account_of(user), decided_at=now,
            )
            for pair in pairs
        )  # fmt: skip
    return len(pairs)


def undecide(
    *, user: Uploader, amendment: Amendment, version: int, task: int | None, draft: int | None, now: dt.datetime
) -> Amendment:  # fmt: skip
    """Take a decision back: both tasks are proposed anew."""
    with _deciding(user, amendment, version, now, undone=True, task=task, draft=draft) as row:
        rows = row.verdicts.all()
        (rows.filter(task=task) if task else rows.filter(draft=draft)).delete()
    return row


def part(
    *, user: Uploader, amendment: Amendment, version: int, task: int, draft: int, now: dt.datetime
) -> Amendment:
    """Say that two tasks that were taken for the same work are not: one was dropped, the other is new."""
    with _deciding(user, amendment, version, now, parted=[task, draft]) as row:
        old = Task.objects.filter(version=row.base_id, pk=task).first()
        new = row.intake.draft_tasks.filter(is_dropped=False, pk=draft).first()
        if old is None or new is None:
            raise Refused(_("One of the two tasks is no longer there. Nothing was changed."), code="no-pair")
        row.verdicts.filter(task=old).delete()
        row.verdicts.filter(draft=new).delete()
        said: dict[str, Any] = {"amendment": row, "decided_by_id": account_of(user), "decided_at": now}
        TaskVerdict.objects.create(task=old, verdict=Verdict.DROPPED, **said)
        TaskVerdict.objects.create(draft=new, verdict=Verdict.NEW, **said)
    return row


@contextmanager
def _deciding(
    user: Uploader, amendment: Amendment, version: int, now: dt.datetime, **data: Any
) -> Iterator[Amendment]:
    """One transaction, the amendment locked and as it was seen, one entry in the log."""
    with transaction.atomic():
        _open_intake(
            user, amendment.intake, now
        )  # first, as whoever adopts or takes the declaration back does
        row = (
            Amendment.objects.select_for_update(of=("self",))
            .select_related("plan__unit", "base", "intake__unit")
            .filter(pk=amendment.pk)
            .first()
        )
        if row is None or row.version != version:
            raise Outdated
        yield row
        row.version += 1
        row.save(update_fields=["version"])
        record(action="plans.decide_amendment", user=user, target=row.intake, data=data, now=now)


def _open_intake(user: Uploader, intake: Intake, now: dt.datetime) -> Intake:
    row = Intake.objects.select_for_update(of=("self",)).select_related("unit").get(pk=intake.pk)
    if not may_review(user, row, on=day_of(now)):
        raise PermissionDenied
    if row.state in CLOSED:
        raise Refused(_("This plan is no longer on its way in. Nothing was changed."), code="closed")
    return row
