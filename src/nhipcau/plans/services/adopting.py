"""A reviewed draft becomes a plan: once, whole, and for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.folding import fold
from nhipcau.library.models import StoredFile
from nhipcau.library.services import Uploader
from nhipcau.plans.models import (
    DraftTask,
    Intake,
    IntakeState,
    Plan,
    PlanVersion,
    Schedule,
    Task,
    TaskUnit,
    UnitRole,
)
from nhipcau.plans.policies import may_adopt
from nhipcau.plans.selectors.plans import superior_plans
from nhipcau.plans.selectors.register import Members
from nhipcau.plans.services.announcing import announce_adopted
from nhipcau.plans.services.drafting import HEADER_FIELDS, state_of


def adopt_plan(
    *, user: Uploader, intake: Intake, now: dt.datetime, superior: Plan | None = None, seen: str = ""
) -> PlanVersion:
    """Make plan, version, tasks, units and schedules of a draft, in one transaction. Adopting twice is adopting once.

    `seen` names the draft the adopter looked at (`state_of`); Outdated where somebody changed it since.
    """
    with transaction.atomic():
        draft = (
            Intake.objects.select_for_update(of=("self",)).select_related("unit", "file").get(pk=intake.pk)
        )
        if not may_adopt(user, draft, on=day_of(now)) or user.pk is None:
            raise PermissionDenied
        if draft.state == IntakeState.ADOPTED:
            adopted: PlanVersion = PlanVersion.objects.select_related("plan").get(intake=draft)
            return adopted
        if seen and seen != state_of(draft):
            raise Outdated(
                _("Somebody changed this draft since you looked at it. Nothing was adopted: look at the figures again, then adopt.")
            )  # fmt: skip
        tasks = list(draft.draft_tasks.filter(is_dropped=False).prefetch_related("draft_units"))
        original = _complete(draft, tasks)
        if (
            superior is not None
            and not superior_plans(user, draft.unit, on=day_of(now)).filter(pk=superior.pk).exists()
        ):
            raise Refused(
                _("The plan it should follow is not one of a superior unit. Nothing was adopted yet: choose again."),
                code="superior",
            )  # fmt: skip
        plan = Plan.objects.create(
            unit=draft.unit, superior=superior, **{name: getattr(draft, name) for name in HEADER_FIELDS}
        )
        version = PlanVersion.objects.create(
            plan=plan,
            intake=draft,
            file=original,
            reading=draft.reading,
            adopted_by_id=user.pk,
            adopted_at=now,
        )
        told = _write_tasks(version, tasks, Members(draft.unit, on=day_of(now)))
        draft.state = IntakeState.ADOPTED
        draft.save(update_fields=["state"])
        announce_adopted(version)
        told["sha256"] = original.sha256
        record(action="plans.adopt", user=user, target=plan, data=told, now=now)
    return version


def _write_tasks(version: PlanVersion, tasks: Sequence[DraftTask], members: Members) -> dict[str, Any]:
    """Tasks, their units and their schedules, a statement each; how many there were."""
    rows = Task.objects.bulk_create(
        _task_of(each, version, number) for number, each in enumerate(tasks, start=1)
    )
    units = TaskUnit.objects.bulk_create(
        unit for each, row in zip(tasks, rows, strict=True) for unit in _units_of(each, row, members)
    )
    schedules = Schedule.objects.bulk_create(
        schedule for each, row in zip(tasks, rows, strict=True) for schedule in _schedules_of(each.whens, row)
    )
    return {"tasks": len(rows), "units": len(units), "schedules": len(schedules)}


def _complete(draft: Intake, tasks: Sequence[DraftTask]) -> StoredFile:
    """The original file of a draft that can be adopted; refuses the others, saying what is missing."""
    if draft.state != IntakeState.REVIEW or draft.file is None:
        raise Refused(_("This plan is not under review, so it cannot be adopted."), code="not-in-review")
    if not draft.title or draft.period_from is None or draft.period_to is None:
        raise Refused(
            _("The title and the period of the plan are missing. Fill them in; everything else was kept."),
            code="header",
        )
    if not tasks:
        raise Refused(_("The plan has no task. Add or restore one first."), code="no-task")
    if any(not task.text.strip() for task in tasks):
        raise Refused(
            _("A task has no text. Write it or drop the task; everything else was kept."), code="empty-task"
        )
    return draft.file


def _task_of(draft: DraftTask, version: PlanVersion, position: int) -> Task:
    names = (
        "path",
        "section",
        "context",
        "text",
        "kind",
        "time_text",
        "quantity_count",
        "quantity_of",
        "languages",
        "spans",
    )
    fields: dict[str, Any] = {name: getattr(draft, name) for name in names}
    return Task(version=version, plan=version.plan, position=position, folded=fold(draft.text), **fields)


def _units_of(draft: DraftTask, task: Task, members: Members) -> Iterator[TaskUnit]:
    """One row a unit; who leads does not coordinate as well. A name without a unit stays as printed."""
    taken: set[int] = set()
    for role in (UnitRole.LEAD, UnitRole.COOP):
        for named in sorted(
            (each for each in draft.draft_units.all() if each.role == role), key=lambda each: each.position
        ):
            meant = members.of(named)
            for pk in meant:
                if pk not in taken:
                    taken.add(pk)
                    yield TaskUnit(
                        task=task, unit_id=pk, role=role, position=named.position, printed=named.printed
                    )
            if not meant:
                yield TaskUnit(task=task, role=role, position=named.position, printed=named.printed)


def _schedules_of(whens: Sequence[dict[str, Any]], task: Task) -> Iterator[Schedule]:
    for position, when in enumerate(whens):
        schedule = Schedule(task=task, position=position, kind=when["kind"])
        match when["kind"]:
            case "by":
                schedule.due_on = dt.date.fromisoformat(when["date"])
            case "within":
                schedule.starts_on = dt.date.fromisoformat(when["from"])
                schedule.ends_on = dt.date.fromisoformat(when["to"])
            case "recurring":
                schedule.min, schedule.max, schedule.per = when["min"], when["max"], when["per"]
        yield schedule
