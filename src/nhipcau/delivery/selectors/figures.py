"""Figures over many obligations; each function is one query, whatever the number of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Min, QuerySet

from nhipcau.delivery.models import Obligation, State, condition
from nhipcau.delivery.policies import visible
from nhipcau.delivery.selectors.listing import Counts
from nhipcau.organisations.policies import Roles

# How the many obligations of a task are told as one state: while something is owed, what asks most for attention.
WORST_FIRST = (State.OVERDUE, State.DUE_SOON, State.OPEN, State.UPCOMING, State.PAUSED)
DONE_STATES = (State.MET, State.MET_LATE, State.EXCUSED)


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


def _sums(on: dt.date) -> dict[str, Count]:
    return {state.value: Count("pk", filter=condition(state, today=on)) for state in State}


def _counts(row: Mapping[str, Any]) -> Counts:
    return Counts({state.value: row[state.value] for state in State})


def progress_of_plans(rows: QuerySet[Obligation], *, on: dt.date, most: int = 20) -> list[PlanProgress]:
    """The plans of `rows`, the newest first, each with its counts."""
    grouped = (
        rows.order_by()
        .values("plan_id", title=F("plan__title"), number=F("plan__number"), symbol=F("plan__symbol"))
        .annotate(**_sums(on))
        .order_by("-plan__period_from", "-plan_id")[:most]
    )
    return [
        PlanProgress(
            row["plan_id"],
            row["title"],
            "/".join(part for part in (row["number"], row["symbol"]) if part),
            _counts(row),
        )
        for row in grouped
    ]


def units_most_late(rows: QuerySet[Obligation], *, on: dt.date, most: int = 10) -> list[UnitLate]:
    """The units (never persons) of `rows` with most that is overdue."""
    late = (
        rows.filter(condition(State.OVERDUE, today=on))
        .order_by()
        .values("unit_id", name=F("unit__name"))
        .annotate(overdue=Count("pk"), oldest=Min("due_on"))
        .order_by("-overdue", "oldest", "unit_id")[:most]
    )
    return [UnitLate(row["unit_id"], row["name"], row["overdue"], row["oldest"]) for row in late]


def states_of_tasks(roles: Roles, tasks: Iterable[int], *, on: dt.date) -> dict[int, TaskStates]:
    """The states of the obligations of these tasks, as far as this person may see them."""
    rows = Obligation.objects.filter(visible(roles), task_id__in=list(tasks)).order_by()
    return {row["task_id"]: TaskStates(_counts(row)) for row in rows.values("task_id").annotate(**_sums(on))}
