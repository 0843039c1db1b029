"""Figures over many obligations; each function is a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from nhipcau.delivery.models import State
from nhipcau.delivery.selectors.listing import Counts, seen_by
from nhipcau.delivery.selectors.tallies import Span, Tally, counts_by, counts_of, tallies
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Roles
from nhipcau.plans.models import Plan
from nhipcau.plans.selectors.versions import same_work

# How the many obligations of a task are told as one state: while something is owed, what asks most for attention.
WORST_FIRST = (
    State.OVERDUE,
    State.DUE_TODAY,
    State.DUE_SOON,
    State.PARTLY_MET,
    State.OPEN,
    State.UPCOMING,
    State.PAUSED,
)
DONE_STATES = (State.MET, State.MET_LATE, State.EXCUSED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far a plan is."""

    plan_id: int
    title: str
    printed_number: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class UnitLate:
    """How much a unit has let pass."""

    unit_id: int
    name: str
    overdue: int
    oldest: dt.date


@dataclass(frozen=True, slots=True)
class TaskStates:
    """The states of all obligations of one task."""

    counts: Counts

    @property
    def told_as(self) -> State | None:
        """One state for all: the worst that is still owed, else how most were done; None where nobody owes anything."""
        open_one = next((state for state in WORST_FIRST if self.counts[state]), None)
        if open_one is not None or not self.counts.total:
            return open_one
        return max(DONE_STATES, key=lambda state: self.counts[state])


def progress_of_plans(found: Iterable[Tally], *, most: int = 20) -> list[PlanProgress]:
    """The plans of tallies by plan, the newest first, each with its counts: one query for their names."""
    counted = counts_by(found)
    named = Plan.objects.filter(pk__in=counted).only("pk", "title", "number", "symbol", "period_from")
    return [
        PlanProgress(plan.pk, plan.title, plan.printed_number, counted[plan.pk])
        for plan in named.order_by("-period_from", "-pk")[:most]
    ]


def units_most_late(found: Iterable[Tally], *, place: int = 1, most: int = 10) -> list[UnitLate]:
    """The units (never persons) with most that is overdue: one query for their names. `place` is that of the unit in the keys."""
    late: Counter[int] = Counter()
    oldest: dict[int, dt.date] = {}
    for each in found:
        if each.state == State.OVERDUE:
            unit = each.key[place]
            late[unit] += each.number
            oldest[unit] = min(oldest.get(unit, each.due_on), each.due_on)
    worst = sorted(late, key=lambda unit: (-late[unit], oldest[unit], unit))[:most]
    names = dict(Unit.objects.filter(pk__in=worst).values_list("pk", "name"))
    return [UnitLate(unit, names[unit], late[unit], oldest[unit]) for unit in worst]


def states_of_tasks(roles: Roles, tasks: Iterable[int], *, on: dt.date) -> dict[int, TaskStates]:
    """The states of the obligations of these tasks in all versions of their plans, as far as this person may see them."""
    same = same_work(tasks)
    found = tallies(seen_by(roles).filter(task_id__in=list(same)), "task_id", on=on)
    as_asked = [Tally((same[each.key[0]],), each.due_on, each.state, each.number) for each in found]
    return {task: TaskStates(each) for task, each in counts_by(as_asked).items()}


def states_by_day(
    roles: Roles, tasks: Iterable[int], *, on: dt.date, first: dt.date, last: dt.date
) -> dict[int, dict[dt.date, TaskStates]]:
    """The same for each due day between two days: three queries."""
    same = same_work(tasks)
    rows = seen_by(roles).filter(task_id__in=list(same), due_on__gte=first, due_on__lte=last)
    by_day: dict[int, dict[dt.date, list[Tally]]] = {}
    for each in tallies(rows, "task_id", on=on, span=Span.DAY):
        by_day.setdefault(same[each.key[0]], {}).setdefault(each.due_on, []).append(each)
    return {
        task: {day: TaskStates(counts_of(found)) for day, found in days.items()}
        for task, days in by_day.items()
    }
