"""Counting many obligations by state with one read of one index.

The database groups by what does not depend on the day (`Phase`, due day, begin of the period), in the order of an index, and then once
more by what sets states apart on the day: few groups reach Python, where each gets its state by the same table as `models.state`.
A test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet

from nhipcau.delivery.models import Obligation, Phase, State
from nhipcau.delivery.models.state import soon_until
from nhipcau.delivery.policies import coordinated_by, led_by
from nhipcau.delivery.selectors.listing import Counts, Scope, covers_everything, seen_by
from nhipcau.organisations.policies import Roles
from nhipcau.plans.models import Plan

_SETTLED = {
    Phase.MET.value: State.MET,
    Phase.LATE.value: State.MET_LATE,
    Phase.CANCELLED.value: State.CANCELLED,
    Phase.EXCUSED.value: State.EXCUSED,
    Phase.PAUSED.value: State.PAUSED,
}


class Span(StrEnum):
    """How finely due days are told apart."""

    ALL = "all"
    MONTH = "month"
    DAY = "day"


# The one expression for which the databases have different words.
_SPANS = {
    "sqlite": {Span.MONTH: "substr(due_on, 1, 7)", Span.DAY: "due_on"},
    "postgresql": {Span.MONTH: "date_trunc('month', due_on)", Span.DAY: "due_on"},
}
_SQL = """
SELECT {by} MIN(due_on) AS first_due, MIN(period_from), phase, SUM(n)
FROM ({grouped}) counted
GROUP BY {by} phase, {span}
    CASE WHEN due_on < %s THEN 0 WHEN due_on = %s THEN 1 WHEN due_on <= %s THEN 2 WHEN period_from <= %s THEN 3 ELSE 4 END
ORDER BY {by} first_due
"""


class Tally(NamedTuple):
    """`number` obligations that are in one state: of one plan, unit or task (whichever was asked for), the first due on `due_on`."""

    key: tuple[int, ...]
    due_on: dt.date
    state: State
    number: int


def tallies(rows: QuerySet[Obligation], *by: str, on: dt.date, span: Span = Span.ALL) -> list[Tally]:
    """`rows` by the columns `by` ("plan_id", "unit_id", or "task_id"), span of due days and state: one query."""
    # As the columns of an index stand: groups come out of it one after the other, and nothing is sorted.
    within = ("task_id",) if "task_id" in by else ("plan_id", "unit_id")
    grouped = rows.order_by().values_list(*within, "due_on", "period_from", "phase").annotate(n=Count("*"))
    try:
        inner, values = grouped.query.sql_with_params()
    except EmptyResultSet:  # nothing can be seen, so nothing is asked
        return []
    spans = _SPANS[connection.vendor]
    statement = _SQL.format(
        grouped=inner,
        by="".join(f"{column}, " for column in by),
        span=f"{spans[span]}, " if span in spans else "",
    )
    soon = soon_until(on)
    today, last = connection.ops.adapt_datefield_value(on), connection.ops.adapt_datefield_value(soon)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, today, today, last, today])
        found = cursor.fetchall()
    told = []
    for *key, first_due, period_from, phase, number in found:
        due_on = _day(first_due)
        told.append(
            Tally(tuple(key), due_on, _state(phase, due_on, _day(period_from), on, soon), int(number))
        )
    return told


def _day(found: str | dt.date) -> dt.date:
    return dt.date.fromisoformat(found) if isinstance(found, str) else found


def countable(roles: Roles, scope: str = Scope.ALL) -> QuerySet[Obligation]:
    """The same rows as `seen_by`, for counting: each reason to see some is asked of its own index, so that none of all is read."""
    if scope != Scope.ALL or not roles or covers_everything(roles):
        return seen_by(roles, scope)
    led = Obligation.objects.filter(led_by(roles)).order_by().values("pk")
    beside = Obligation.objects.filter(coordinated_by(roles)).order_by().values("pk")
    # Most people's units own no plan: the database, which would expect a whole one, is not asked then.
    plans = list(Plan.objects.filter(roles.units(prefix="unit__")).order_by().values_list("pk", flat=True))
    owned = [Obligation.objects.filter(plan__in=plans).order_by().values("pk")] if plans else []
    return Obligation.objects.filter(pk__in=led.union(beside, *owned))


def _state(phase: str, due_on: dt.date, period_from: dt.date, today: dt.date, soon: dt.date) -> State:
    settled = _SETTLED.get(phase)
    if settled is not None:
        return settled
    if due_on <= today:
        return State.OVERDUE if due_on < today else State.DUE_TODAY
    if due_on <= soon:
        return State.DUE_SOON
    if phase == Phase.PARTLY:
        return State.PARTLY_MET
    return State.OPEN if period_from <= today else State.UPCOMING


def counts_of(found: Iterable[Tally]) -> Counts:
    """All of them as one."""
    sums: Counter[str] = Counter()
    for each in found:
        sums[each.state.value] += each.number
    return Counts(sums)


def counts(rows: QuerySet[Obligation], *, on: dt.date) -> Counts:
    """How many of `rows` are in each state: one query."""
    return counts_of(tallies(rows, on=on))


def counts_by(found: Iterable[Tally], place: int = 0) -> dict[int, Counts]:
    """Counts for each value of the `place`-th column that was grouped by."""
    sums: dict[int, Counter[str]] = {}
    for each in found:
        sums.setdefault(each.key[place], Counter())[each.state.value] += each.number
    return {key: Counts(of) for key, of in sums.items()}
