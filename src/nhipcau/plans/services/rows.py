"""The rows of an adopted version: tasks, their units and their schedules."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold
from nhipcau.library.models import StoredFile
from nhipcau.plans.models import (
    DraftTask,
    Intake,
    IntakeState,
    PlanVersion,
    Schedule,
    Task,
    TaskUnit,
    UnitRole,
)
from nhipcau.plans.selectors.register import Members

# What the version before says of a task, by the key of its draft: its stem (empty for new work), and the change.
Lineage = Mapping[int, tuple[uuid.UUID | None, str]]


def write_tasks(
    version: PlanVersion, tasks: Sequence[DraftTask], members: Members, lineage: Lineage | None = None
) -> dict[str, Any]:
    """Tasks, their units and their schedules, a statement each; how many there were."""
    rows = Task.objects.bulk_create(
        _task_of(each, version, number, lineage or {}) for number, each in enumerate(tasks, start=1)
    )
    units = TaskUnit.objects.bulk_create(
        unit for each, row in zip(tasks, rows, strict=True) for unit in _units_of(each, row, members)
    )
    schedules = Schedule.objects.bulk_create(
        schedule for each, row in zip(tasks, rows, strict=True) for schedule in _schedules_of(each.whens, row)
    )
    return {"tasks": len(rows), "units": len(units), "schedules": len(schedules)}


def complete(draft: Intake, tasks: Sequence[DraftTask]) -> StoredFile:
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


def _task_of(draft: DraftTask, version: PlanVersion, position: int, lineage: Lineage) -> Task:
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
        "is_shared",
    )
    fields: dict[str, Any] = {name: getattr(draft, name) for name in names}
    stem, fields["change"] = lineage.get(draft.pk, (None, ""))
    if stem is not None:
        fields["stem"] = stem
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
