"""From a file handed in to a draft that people can review."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

import vanban
from nhipcau.audit.services import record
from nhipcau.kernel.claims import Heartbeat, take
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.library.models import Purpose, StoredFile
from nhipcau.library.services import MARKED, Uploader, purge_secret, take_in
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import DraftTask, DraftUnit, Intake, IntakeState, Plan, Stage, UnitRole
from nhipcau.plans.policies import may_review, may_upload
from nhipcau.plans.reading import ReadTask, draft_of, marked_source
from nhipcau.plans.selectors.register import register_for
from nhipcau.plans.services.amending import declare_amendment
from nhipcau.plans.services.announcing import announce_queued

# A reading renews its claim every BEAT seconds; one without a sign of life for this long was left by a worker that died.
ABANDONED_AFTER = dt.timedelta(seconds=60)
BEAT = 10.0


def hand_in_plan(
    *, user: Uploader, unit: Unit, name: str, data: bytes | None = None, file: Any = None, amends: Plan | None = None,
    now: dt.datetime,
) -> Intake:  # fmt: skip
    """Keep a plan document and queue it for reading; `amends` is the plan in force that it amends or replaces.

    Refusals of the library pass through: nothing was kept then.
    """
    if not may_upload(user, unit, on=day_of(now)):
        raise PermissionDenied
    stored = take_in(user=user, unit=unit, name=name, data=data, file=file, purpose=Purpose.PLAN, now=now)
    with transaction.atomic():
        intake = Intake.objects.create(
            file=stored, unit=unit, created_by_id=stored.uploaded_by_id, created_at=now
        )
        if amends is not None:
            declare_amendment(user=user, intake=intake, plan=amends, now=now)
        record(action="plans.hand_in", user=user, target=intake, data={"file": stored.pk}, now=now)
        announce_queued(intake)
    return intake


def retry_reading(*, user: Uploader, intake: Intake, now: dt.datetime) -> Intake:
    """Queue a failed or abandoned reading again. The original was kept, so nothing has to be handed in anew."""
    if not may_review(user, intake, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        waiting = Intake.objects.filter(_retryable(now), pk=intake.pk, file__isnull=False)
        if not waiting.update(state=IntakeState.QUEUED, stage="", error={}, claim="", started_at=None):
            raise Refused(_("This file is being read, or has been read already."), code="not-waiting")
        intake.refresh_from_db()
        record(action="plans.retry", user=user, target=intake, now=now)
        announce_queued(intake)
    return intake


def discard_intake(*, user: Uploader, intake: Intake, now: dt.datetime) -> None:
    """Put a plan on its way in aside. The file and the draft stay; it no longer waits for anybody."""
    if not may_review(user, intake, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        open_ones = Intake.objects.exclude(state__in=[IntakeState.ADOPTED, IntakeState.DISCARDED]).filter(
            pk=intake.pk
        )
        if not open_ones.update(state=IntakeState.DISCARDED):
            raise Refused(_("An adopted plan cannot be discarded."), code="adopted")
        record(action="plans.discard", user=user, target=intake, now=now)


def take_back_intake(*, user: Uploader, intake: Intake, now: dt.datetime) -> Intake:
    """Let a plan that was put aside wait again: for review as it was left, or for its reading where there is none."""
    if not may_review(user, intake, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        # A draft that was read has its lines; one put aside before or during the reading has none.
        state = IntakeState.REVIEW if intake.lines else IntakeState.QUEUED
        aside = Intake.objects.filter(pk=intake.pk, state=IntakeState.DISCARDED, file__isnull=False)
        if not aside.update(state=state, error={}, claim="", started_at=None):
            raise Refused(_("This plan is not put aside, or its file was removed."), code="not-aside")
        intake.refresh_from_db()
        record(action="plans.take_back", user=user, target=intake, now=now)
        if state == IntakeState.QUEUED:
            announce_queued(intake)
    return intake


def read_intake(*, intake_id: int, now: dt.datetime, reader: str = "") -> None:
    """Read a queued file into a draft. Safe to run twice, and by two workers: only one of them gets the row.

    `reader` is the queued task that asks. The queue gives a task out again only when its worker has died, so the same task takes its
    own claim over at once; any other waits until the claim shows no sign of life.
    """
    abandoned = Q(started_at__lt=now - ABANDONED_AFTER)
    if reader:
        abandoned |= Q(claim__startswith=f"{reader}/")
    claim = f"{reader}/{secrets.token_hex(8)}"
    waiting = Intake.objects.filter(
        Q(state=IntakeState.QUEUED) | (Q(state=IntakeState.READING) & abandoned),
        pk=intake_id, file__isnull=False,
    )  # fmt: skip
    if not take(
        waiting, state=IntakeState.READING, claim=claim, stage=Stage.OPENING, started_at=now, error={}
    ):
        return
    intake = Intake.objects.select_related("file", "unit", "created_by").get(pk=intake_id)
    ours, began = _held(intake_id, claim), time.monotonic()

    def renew() -> None:
        take(ours, started_at=now + dt.timedelta(seconds=time.monotonic() - began))

    # What stays if the reader itself breaks: the traceback is the worker's business.
    error = {"code": "defect"}
    try:
        with Heartbeat(renew, seconds=BEAT):
            error = _read(intake, claim, now) or {}
    except vanban.UnreadableDocument as unreadable:
        error = _told(unreadable)
    finally:
        if error:
            ours.update(state=IntakeState.FAILED, stage="", error=error, finished_at=now)


def _held(intake_id: int, claim: str) -> QuerySet[Intake]:
    """The intake as long as this claim is the one in force; nothing once it was put aside or taken over."""
    return Intake.objects.filter(pk=intake_id, state=IntakeState.READING, claim=claim)


def _read(intake: Intake, claim: str, now: dt.datetime) -> dict[str, str] | None:
    if intake.file is None:  # the claim asks for a file
        raise ValueError(intake.pk)
    ours = _held(intake.pk, claim)
    with intake.file.file.open("rb") as source:
        data = source.read()
    ours.update(stage=Stage.READING)
    reading = vanban.read_bytes(data, intake.file.original_name)
    if marked_source(reading):
        _purge(intake, intake.file, now)
        return {"code": MARKED}
    findings = vanban.check(reading)
    ours.update(stage=Stage.MATCHING)
    draft = draft_of(reading, findings)
    with transaction.atomic():
        row = ours.select_for_update(of=("self",)).select_related("unit").first()
        if row is None:  # put aside, or taken over: what people did since is theirs
            return None
        for name, value in draft.fields.items():
            setattr(row, name, value)
        row.state, row.stage, row.finished_at = IntakeState.REVIEW, Stage.DONE, now
        row.version += 1
        row.save(update_fields=[*draft.fields, "state", "stage", "finished_at", "version"])
        row.draft_tasks.all().delete()
        _write_tasks(row, draft.tasks, now)
        record(
            action="plans.read",
            user=intake.created_by,
            target=row,
            data={"tasks": len(draft.tasks)},
            now=now,
        )
    return None


def _purge(intake: Intake, stored: StoredFile, now: dt.datetime) -> None:
    """Remove a secret file, also where the plan was put aside meanwhile; once where two readers come upon the same mark."""
    with transaction.atomic():
        if Intake.objects.select_for_update().filter(pk=intake.pk, file=stored).exists():
            purge_secret(stored=stored, user=intake.created_by, now=now)


def forget_files(files: Sequence[StoredFile], now: dt.datetime) -> None:
    """Let go of files that turned out to be secret, and of everything that was read in them. Adopted plans stay."""
    rows = Intake.objects.filter(file__in=files).exclude(state=IntakeState.ADOPTED)
    for row in rows.select_for_update():
        row.draft_tasks.all().delete()
        state = IntakeState.DISCARDED if row.state == IntakeState.DISCARDED else IntakeState.FAILED
        Intake.objects.filter(pk=row.pk).update(
            file=None, state=state, stage="", claim="", error={"code": MARKED}, finished_at=now, version=row.version + 1,
            lines=[], reading={}, findings=[], notes=[], number="", symbol="", type="", title="", issuer="",
            issued_on=None, period_from=None, period_to=None,
        )  # fmt: skip


def _write_tasks(intake: Intake, tasks: list[ReadTask], now: dt.datetime) -> None:
    register = register_for(intake.unit, on=day_of(now))
    meanings = {name: register.meaning(name) for task in tasks for name in (*task.lead, *task.coop)}
    rows = DraftTask.objects.bulk_create(
        DraftTask(intake=intake, position=number, **task.fields) for number, task in enumerate(tasks, start=1)
    )
    DraftUnit.objects.bulk_create(
        named_unit(row, role, position, printed, meanings[printed])
        for row, task in zip(rows, tasks, strict=True)
        for role, names in ((UnitRole.LEAD, task.lead), (UnitRole.COOP, task.coop))
        for position, printed in enumerate(names)
    )


def named_unit(task: DraftTask, role: str, position: int, printed: str, meaning: Any) -> DraftUnit:
    """A unit under review (not saved) with what its printed name means."""
    return DraftUnit(
        task=task, role=role, position=position, printed=printed[:500], unit_id=meaning.unit, group_id=meaning.group,
        kinds=list(meaning.kinds), former_id=meaning.former, match=meaning.match, confidence=meaning.confidence,
    )  # fmt: skip


def _told(error: vanban.UnreadableDocument) -> dict[str, str]:
    return {
        "code": error.code, "vi": error.vi, "en": error.en, "advice_vi": error.advice_vi, "advice_en": error.advice_en,
    }  # fmt: skip


def _retryable(now: dt.datetime) -> Q:
    return Q(state=IntakeState.FAILED) | (
        Q(state__in=[IntakeState.READING, IntakeState.QUEUED])
        & (
            Q(started_at__isnull=True, created_at__lt=now - ABANDONED_AFTER)
            | Q(started_at__lt=now - ABANDONED_AFTER)
        )
    )
