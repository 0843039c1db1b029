"""From an adopted plan to what each unit owes and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import transaction

from nhipcau.audit.services import record
from nhipcau.delivery.models import Obligation
from nhipcau.kernel.working_days import working_day_on_or_before
from nhipcau.plans.models import (
    Occurrence,
    Plan,
    PlanVersion,
    Schedule,
    Task,
    TaskUnit,
    UnitRole,
    occurrences,
)

BATCH = 1000


def expand_plan_version(version: PlanVersion) -> int:
    """Write what every leading unit owes under `version`; returns how many obligations are new.

    It is called when a version is adopted, in the same transaction, and is safe to call again: what is there stays as it is.
    """
    plan = version.plan
    tasks = Task.objects.filter(version=version)
    with transaction.atomic():
        # One after the other, so that each sees what is there. Conflicts are not ignored: SQLite would swallow other faults too.
        PlanVersion.objects.select_for_update().get(pk=version.pk)
        there = set(
            Obligation.objects.filter(task__version=version).values_list(
                "task_id", "schedule_id", "unit_id", "ordinal"
            )
        )
        missing = [owed for owed in obligations_of(plan, tasks) if _key(owed) not in there]
        Obligation.objects.bulk_create(missing, batch_size=BATCH)
        new = len(missing)
        if new:
            record(
                action="delivery.expand",
                user=version.adopted_by,
                target=plan,
                data={"version": version.ordinal, "obligations": new},
                now=version.adopted_at,
            )
    return new


def obligations_of(plan: Plan, tasks: Iterable[Task]) -> Iterator[Obligation]:
    """Unsaved obligations: every leading unit of a task × every time one of its schedules falls due."""
    tasks = list(tasks)
    leads: dict[int, list[int]] = {}
    named = TaskUnit.objects.filter(task__in=tasks, role=UnitRole.LEAD, unit__isnull=False)
    for task_id, unit_id in named.values_list("task_id", "unit_id"):
        leads.setdefault(task_id, []).append(unit_id)
    schedules: dict[int, list[Schedule]] = {}
    for schedule in Schedule.objects.filter(task__in=tasks).order_by("task_id", "position"):
        schedules.setdefault(schedule.task_id, []).append(schedule)
    for task in tasks:
        of_task: list[Schedule] | list[None] = schedules.get(task.pk) or [None]
        for schedule in of_task:
            times = due_times(schedule, plan.period_from, plan.period_to)
            for unit_id in leads.get(task.pk, []):
                yield from (_owed(plan, task, schedule, unit_id, time, len(times)) for time in times)


def _key(owed: Obligation) -> tuple[int, int | None, int, int]:
    return owed.task_id, owed.schedule_id, owed.unit_id, owed.ordinal


def due_times(schedule: Schedule | None, period_from: dt.date, period_to: dt.date) -> tuple[Occurrence, ...]:
    """The times a schedule falls due; work without a time, or all the time, is owed once: on the plan's last working day."""
    times = occurrences(schedule.as_when(), period_from, period_to) if schedule else ()
    if times:
        return times
    last = max(period_from, working_day_on_or_before(period_to))
    return (Occurrence(1, period_from, period_to, last),)


def _owed(
    plan: Plan, task: Task, schedule: Schedule | None, unit_id: int, time: Occurrence, ordinals: int
) -> Obligation:
    return Obligation(
        plan=plan, task=task, schedule=schedule, unit_id=unit_id, ordinal=time.ordinal, ordinals=ordinals,
        period_from=time.starts_on, period_to=time.ends_on, due_on=time.due_on,
        quota_min=time.quota_min, quota_max=time.quota_max,
    )  # fmt: skip
