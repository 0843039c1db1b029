"""What a plan asks for, worked out slowly: unit by unit, day by day, as somebody would with a wall calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from nhipcau.kernel.working_days import is_working_day
from nhipcau.plans.models import Plan, PlanVersion, ReportingDate, Schedule, Task

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
ONE_DAY = dt.timedelta(days=1)


def owed_by_hand(version: PlanVersion) -> Iterator[tuple[Any, ...]]:
    """Everything that is owed under a version, as tuples."""
    plan = version.plan
    dates = list(ReportingDate.objects.filter(plan=plan).order_by("due_on"))
    for task in Task.objects.filter(version=version):
        leads = [
            named.unit.code
            for named in task.task_units.order_by("position")
            if named.role == "lead" and named.unit
        ]
        for schedule in list(task.schedules.all()) or [None]:
            times = list(_times(schedule, plan, dates))
            for unit in leads[:1] if task.is_shared else leads:
                for ordinal, time in enumerate(times, start=1):
                    others = tuple(leads[1:]) if task.is_shared else ()
                    place = schedule.position if schedule else None
                    yield (task.position, place, unit, ordinal, len(times), *time, others)


def _times(
    schedule: Schedule | None, plan: Plan, dates: list[ReportingDate]
) -> Iterator[tuple[dt.date, dt.date, dt.date, int, int, dt.date | None]]:
    kind = schedule.kind if schedule else "ongoing"
    if kind == "by" and schedule and schedule.due_on:
        yield min(plan.period_from, schedule.due_on), schedule.due_on, schedule.due_on, 1, 1, None
    elif kind == "within" and schedule and schedule.starts_on and schedule.ends_on:
        yield (
            schedule.starts_on,
            schedule.ends_on,
            _last_working_day(schedule.starts_on, schedule.ends_on),
            1,
            1,
            None,
        )
    elif kind == "recurring" and schedule and schedule.min and schedule.max:
        yield from _recurring(schedule.min, schedule.max, MONTHS[schedule.per], plan)
    elif dates:
        for date in dates:
            yield date.period_from, date.period_to, date.due_on, 1, 1, date.due_on
    else:
        yield (
            plan.period_from,
            plan.period_to,
            _last_working_day(plan.period_from, plan.period_to),
            1,
            1,
            None,
        )


def _recurring(
    least: int, most: int, months: int, plan: Plan
) -> Iterator[tuple[dt.date, dt.date, dt.date, int, int, None]]:
    """Every day of the plan belongs to the part whose number its month gives; parts are cut at the plan's ends."""
    if least == most and months % least == 0:
        months, least, most = months // least, 1, 1
    parts: dict[int, list[dt.date]] = {}
    day = plan.period_from
    while day <= plan.period_to:
        part = ((day.year - plan.period_from.year) * 12 + day.month - 1) // months
        parts.setdefault(part, []).append(day)
        day += ONE_DAY
    for days in parts.values():
        yield days[0], days[-1], _last_working_day(days[0], days[-1]), least, most, None


def _last_working_day(first: dt.date, last: dt.date) -> dt.date:
    days = [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]
    return next((day for day in reversed(days) if is_working_day(day)), last)
