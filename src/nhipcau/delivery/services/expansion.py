"""From an adopted plan to what each unit owes and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from nhipcau.audit.services import record
from nhipcau.delivery.models import Obligation, ObligationShare
from nhipcau.plans.models import (
    Occurrence,
    Plan,
    PlanVersion,
    ReportingDate,
    Schedule,
    Task,
    TaskUnit,
    UnitRole,
    occurrences,
    when_to_answer,
)

BATCH = 1000
TIMES_AT_ONCE = 500  # of a statement; SQLite takes some thousand values


@dataclass(frozen=True, slots=True)
class Time:
    """One time that a task falls due: what is owed then by each of its leads, or by `unit` for all of them together."""

    task: int
    schedule: int | None
    when: Occurrence
    times: int
    reporting_date: int | None = None
    unit: int | None = None


def expand_plan_version(version: PlanVersion) -> int:
    """Write what every leading unit owes under `version`; returns how many obligations are new.

    It is called when a version is adopted, in the same transaction, and is safe to call again: what is there stays as it is.
    """
    with transaction.atomic():
        # One after the other, so that each sees what is there.
        PlanVersion.objects.select_for_update().get(pk=version.pk)
        tasks = list(Task.objects.filter(version=version))
        new, times = 0, times_of(version.plan, tasks)
        while some := list(islice(times, TIMES_AT_ONCE)):
            new += _insert(version.plan, some)
        name_shares(tasks)
        if new:
            record(
                action="delivery.expand",
                user=version.adopted_by,
                target=version.plan,
                data={"version": version.ordinal, "obligations": new},
                now=version.adopted_at,
            )
    return new


def times_of(plan: Plan, tasks: Sequence[Task]) -> Iterator[Time]:
    """Every time that each task falls due. Shared work is owed by the first of its leads."""
    schedules: dict[int, list[Schedule]] = {}
    for schedule in Schedule.objects.filter(task__in=tasks).order_by("task_id", "position"):
        schedules.setdefault(schedule.task_id, []).append(schedule)
    firsts = {task: leads[0] for task, leads in leads_of(task for task in tasks if task.is_shared).items()}
    dates = list(ReportingDate.objects.filter(plan=plan).order_by("due_on", "pk"))
    for task in tasks:
        of_task: Sequence[Schedule | None] = schedules.get(task.pk) or [None]
        for schedule in of_task:
            times = due_times(schedule, plan, dates)
            for when, reporting_date in times:
                key = schedule.pk if schedule else None
                yield Time(task.pk, key, when, len(times), reporting_date, firsts.get(task.pk))


def leads_of(tasks: Iterable[Task]) -> dict[int, list[int]]:
    """The units that lead each task, in the order of the plan."""
    leads: dict[int, list[int]] = {}
    named = TaskUnit.objects.filter(task__in=list(tasks), role=UnitRole.LEAD, unit__isnull=False)
    for task_id, unit_id in named.order_by("position", "pk").values_list("task_id", "unit_id"):
        leads.setdefault(task_id, []).append(unit_id)
    return leads


def due_times(
    schedule: Schedule | None, plan: Plan, dates: Sequence[ReportingDate] = ()
) -> list[tuple[Occurrence, int | None]]:
    """The times a schedule falls due. Work without a time, or all the time, is answered for on each reporting date of the plan;
    where it has none, once: on the plan's last working day.
    """
    times = occurrences(schedule.as_when(), plan.period_from, plan.period_to) if schedule else ()
    if times:
        return [(time, None) for time in times]
    if dates:
        return [
            (Occurrence(number, each.period_from, each.period_to, each.due_on), each.pk)
            for number, each in enumerate(dates, start=1)
        ]
    last = when_to_answer(plan.period_from, plan.period_to)
    return [(Occurrence(1, plan.period_from, plan.period_to, last), None)]


# Hundreds of thousands of rows are made where they are kept, of a few hundred times and the leads that the database knows:
# sent one by one they would take minutes. What is there already the two unique constraints on times know: a question of our own would
# hang on what the database believes of a table that was empty a moment ago. The words are the same in SQLite and PostgreSQL; a test holds it to a plain reference.
_TIME = ("task_id", "schedule_id", "reporting_date_id", "only_unit", "ordinal", "ordinals", "period_from", "period_to", "due_on", "quota_min", "quota_max")  # fmt: skip
_ROW = ", ".join("%s" for _ in _TIME)
_SQL = """
INSERT INTO {obligation} (
    plan_id, task_id, schedule_id, reporting_date_id, unit_id, ordinal, ordinals, period_from, period_to, due_on, quota_min, quota_max,
    pieces, reason, signed_position
)
WITH time ({names}) AS (VALUES {rows})
SELECT
    %s, time.task_id, CAST(time.schedule_id AS bigint), CAST(time.reporting_date_id AS bigint), lead.unit_id, time.ordinal,
    time.ordinals, time.period_from, time.period_to, time.due_on, time.quota_min, time.quota_max, 0, '', ''
FROM time
JOIN {task_unit} lead ON lead.task_id = time.task_id AND lead.role = %s AND lead.unit_id IS NOT NULL
WHERE (time.only_unit IS NULL OR lead.unit_id = CAST(time.only_unit AS bigint))
ORDER BY time.task_id, lead.unit_id, time.ordinal
ON CONFLICT DO NOTHING
"""


def _insert(plan: Plan, times: Sequence[Time]) -> int:
    """Write the times of `times` for every lead, without those that are there."""
    day = connection.ops.adapt_datefield_value
    values: list[Any] = []
    for time in times:
        when = time.when
        values += [
            time.task, time.schedule, time.reporting_date, time.unit, when.ordinal, time.times,
            day(when.starts_on), day(when.ends_on), day(when.due_on), when.quota_min, when.quota_max,
        ]  # fmt: skip
    statement = _SQL.format(
        names=", ".join(_TIME),
        rows=", ".join(f"({_ROW})" for _ in times),
        obligation=Obligation._meta.db_table,
        task_unit=TaskUnit._meta.db_table,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, plan.pk, UnitRole.LEAD.value])
        return int(cursor.rowcount)


def name_shares(tasks: Sequence[Task]) -> None:
    """Name the other leads of shared work beside each of its obligations."""
    shared = [task.pk for task in tasks if task.is_shared]
    leads = leads_of(task for task in tasks if task.is_shared)
    owed = Obligation.objects.filter(task__in=shared)
    there = set(
        ObligationShare.objects.filter(obligation__in=owed.values("pk")).values_list(
            "obligation_id", "unit_id"
        )
    )
    ObligationShare.objects.bulk_create(
        (
            ObligationShare(obligation_id=pk, unit_id=other)
            for pk, task, unit in owed.values_list("pk", "task_id", "unit_id")
            for other in leads.get(task, [])
            if other != unit and (pk, other) not in there
        ),
        batch_size=BATCH,
    )


def ongoing() -> Q:
    """The condition on obligations "answered for on reporting dates": work all the time, or without a time."""
    return Q(schedule__isnull=True) | Q(schedule__kind="ongoing")
