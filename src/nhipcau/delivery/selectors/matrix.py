"""Units × months: how much of what fell due in a month is done, and what is worst there. A heat map over all that a person may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from nhipcau.delivery.models import Obligation, State
from nhipcau.delivery.selectors.figures import TaskStates
from nhipcau.delivery.selectors.listing import STATE_GROUPS, Counts
from nhipcau.delivery.selectors.tallies import Span, countable, tallies
from nhipcau.kernel.addresses import YEARS
from nhipcau.kernel.collation import dictionary_order
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Roles
from nhipcau.organisations.selectors import GroupMembers, names_on
from nhipcau.plans.models import Plan, Task

SORTS = ("late", "name", "done")


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What is counted: the due days of one year, narrowed as the address says. `state` is a state or a group of states.

    `is_only_year`: nothing in sight is due in other years, so that no day needs to be compared.
    """

    year: int
    plan: int | None = None
    kind: str = ""
    group: int | None = None
    unit_kind: str = ""
    state: str = ""
    sort: str = "late"
    is_only_year: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What falls due in one month (or in all of them) for one unit (or for all of them)."""

    counts: Counts

    @property
    def done(self) -> int:
        """How many are done."""
        return self.counts["done"]

    @property
    def asked(self) -> int:
        """How many are to be done."""
        return self.counts.asked

    @property
    def state(self) -> State | None:
        """The state that asks most for attention; None where nothing falls due."""
        return TaskStates(self.counts).told_as

    @property
    def heat(self) -> int:
        """How large a share is overdue: 0 none, 1 up to a third, 2 up to two thirds, 3 more."""
        late = self.counts["overdue"]
        return -(-3 * late // max(self.asked, 1)) if late else 0


@dataclass(frozen=True, slots=True)
class Row:
    """One unit, with its name of the time."""

    unit_id: int
    name: str
    cells: list[Cell]
    total: Cell


@dataclass(slots=True)
class Matrix:
    """All rows in their order; `months` are the first days of the columns."""

    months: list[dt.date]
    rows: list[Row] = field(default_factory=list)
    by_month: list[Cell] = field(default_factory=list)
    total: Cell = field(default_factory=lambda: _cell({}))
    units: int = 0


def counted(roles: Roles, wanted: MatrixFilter) -> QuerySet[Obligation]:
    """The obligations that the matrix counts, but for the choice of units and states; of a plan, those of all its years.

    A plan has few years: without a condition on days the database reads the index of the plan from end to end.
    """
    rows = countable(roles)
    if wanted.plan:
        rows = rows.filter(plan=wanted.plan)
    elif not wanted.is_only_year:
        rows = rows.filter(due_on__gte=dt.date(wanted.year, 1, 1), due_on__lte=dt.date(wanted.year, 12, 31))
    if wanted.kind:
        tasks = Task.objects.filter(kind=wanted.kind, **({"plan": wanted.plan} if wanted.plan else {}))
        rows = rows.filter(task__in=tasks.order_by().values("pk"))
    return rows


def matrix_of(
    roles: Roles, wanted: MatrixFilter, *, on: dt.date, page: int = 1, per_page: int | None = None
) -> Matrix:
    """The matrix; `rows` are those of one page where `per_page` is given. A fixed number of queries."""
    chosen = _units_of(wanted, on)
    states = {state.value for state in STATE_GROUPS.get(wanted.state, ())} or {wanted.state}
    sums: dict[int, dict[int, Counter[str]]] = {}
    for each in tallies(counted(roles, wanted), "unit_id", on=on, span=Span.MONTH):
        (unit,) = each.key
        if each.due_on.year != wanted.year:
            continue
        if (chosen is None or unit in chosen) and (not wanted.state or each.state.value in states):
            sums.setdefault(unit, {}).setdefault(each.due_on.month, Counter())[each.state.value] += (
                each.number
            )
    months = list(range(1, 13))
    matrix = Matrix([dt.date(wanted.year, month, 1) for month in months])
    names = names_on(list(sums), on=min(on, dt.date(wanted.year, 12, 31))) if sums else {}
    totals = {unit: _sum(of.values()) for unit, of in sums.items()}
    order = _ordered(totals, {unit: names[unit].name for unit in sums}, wanted.sort)
    matrix.by_month = [_cell(_sum(of.get(month, Counter()) for of in sums.values())) for month in months]
    matrix.total = _cell(_sum(totals.values()))
    shown = order if per_page is None else order[(page - 1) * per_page : page * per_page]
    matrix.rows = [
        Row(
            unit,
            names[unit].name,
            [_cell(sums[unit].get(month, {})) for month in months],
            _cell(totals[unit]),
        )
        for unit in shown
    ]
    matrix.units = len(order)
    return matrix


def _units_of(wanted: MatrixFilter, on: dt.date) -> Collection[int] | None:
    chosen: set[int] | None = None
    if wanted.group:
        chosen = {member.pk for member in GroupMembers(on=on).of_group(wanted.group)}
    if wanted.unit_kind:
        of_kind = set(Unit.objects.filter(kind=wanted.unit_kind).order_by().values_list("pk", flat=True))
        chosen = of_kind if chosen is None else chosen & of_kind
    return chosen


def _ordered(totals: Mapping[int, Counter[str]], names: Mapping[int, str], sort: str) -> list[int]:
    by_name = {unit: dictionary_order(name) for unit, name in names.items()}
    cells = {unit: _cell(of) for unit, of in totals.items()}
    if sort == "name":
        return sorted(totals, key=lambda unit: (by_name[unit], unit))
    if sort == "done":
        return sorted(
            totals,
            key=lambda unit: (-cells[unit].done / max(cells[unit].asked, 1), by_name[unit], unit),
        )
    return sorted(totals, key=lambda unit: (-totals[unit][State.OVERDUE.value], by_name[unit], unit))


def _sum(counters: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counters:
        total.update(each)
    return total


def _cell(of: Mapping[str, int]) -> Cell:
    return Cell(Counts(Counter(of)))


def years_of(roles: Roles, plan: Plan | None, *, on: dt.date) -> list[int]:
    """The years in which something falls due, as far as this person may see it: at most two queries."""
    rows = countable(roles).filter(**({"plan": plan} if plan else {}))
    ends = [rows.order_by(way).values_list("due_on", flat=True).first() for way in ("due_on", "-due_on")]
    first, last = (end or on for end in ends)
    return list(range(max(first.year, YEARS.start), min(last.year + 1, YEARS.stop)))
