"""What became of a superior plan below: task by unit, who has no plan, which quotas do not add up.

Everything is read with a fixed number of queries and put together here; 300 units under 90 tasks are 27,000 cells.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet

from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.plans.models import (
    LinkState,
    Plan,
    Schedule,
    Task,
    TaskLink,
    TaskUnit,
    UnitPlan,
    UnitPlanItem,
    UnitPlanState,
    UnitRole,
    occurrences,
)
from nhipcau.plans.policies import DRAFT_READERS
from nhipcau.plans.selectors.coverage_rows import Cell, Coverage, Short, TaskRow, UnitRow, Way
from nhipcau.plans.selectors.plans import latest_version
from nhipcau.plans.selectors.register import Members, register_for

SHAPE = ("kind", "due_on", "starts_on", "ends_on", "min", "max", "per")


def coverage_seen_by(user: Person, plan: Plan, *, on: dt.date) -> Coverage:
    """All units of a plan for who looks after it; for its other readers the units on which (or above which) they hold a role."""
    found, roles = coverage_of(plan, on=on), roles_of(user, on=on)
    if roles.cover(plan.unit, DRAFT_READERS):
        return found
    named = Unit.objects.filter(roles.units(), pk__in=[row.pk for row in found.units])
    own = set(named.values_list("pk", flat=True))
    tasks = [
        TaskRow(task.row, {unit: state for unit, state in task.cells.items() if unit in own})
        for task in found.tasks
    ]
    units = [row for row in found.units if row.pk in own]
    # What leads owe together adds up the plans of others.
    short = [each for each in found.short if each.unit is not None and each.unit.pk in own]
    return Coverage(tasks, units, short, is_narrowed=True)


def coverage_of(plan: Plan, *, on: dt.date) -> Coverage:
    """Everything about a superior plan, whoever asks: screens ask `coverage_seen_by`."""
    version = latest_version(plan)
    tasks = {task.pk: TaskRow(task) for task in Task.objects.filter(version=version).order_by("position")}
    units = _units(plan, version.pk, tasks, on)
    by_stem = {task.row.stem: pk for pk, task in tasks.items()}
    taken, proposed = _links(plan, by_stem)
    handed_in, writing = _detailed(plan, by_stem)
    _ways(plan, units)
    for unit in units.values():
        for task in unit.cells:
            key = (unit.pk, task)
            if key in taken or key in handed_in:
                state: str = Cell.TAKEN
            elif key in proposed:
                state = Cell.PROPOSED
            elif key in writing:
                state = Cell.WRITING
            else:
                state = Cell.NO_PLAN if unit.way == Way.NONE else Cell.OPEN
            unit.cells[task] = tasks[task].cells[unit.pk] = state
    return Coverage(list(tasks.values()), list(units.values()), _short(plan, tasks, units, by_stem))


def _units(plan: Plan, version: int, tasks: Mapping[int, TaskRow], on: dt.date) -> dict[int, UnitRow]:
    """Units named by the plan, in order of the tree, with empty cells; units that fall under its groups since then are new."""
    named = TaskUnit.objects.filter(task__version=version, unit__isnull=False).exclude(unit=plan.unit_id)
    pairs: dict[int, dict[int, bool]] = defaultdict(dict)
    for unit, task, role in named.values_list("unit_id", "task_id", "role"):
        pairs[unit][task] = role == UnitRole.LEAD
    groups: dict[str, dict[int, bool]] = defaultdict(dict)
    several = (
        TaskUnit.objects.filter(task__version=version, unit__isnull=False)
        .order_by().values("task_id", "role", "printed").annotate(n=Count("unit")).filter(n__gt=1)
    )  # fmt: skip
    for each in several:
        groups[each["printed"]][each["task_id"]] = each["role"] == UnitRole.LEAD
    new: set[int] = set()
    for printed, members in _members_today(plan, groups, on).items():
        for unit in members:
            if unit not in pairs or unit in new:
                new.add(unit)
                pairs[unit] |= groups[printed]
    rows = {}
    for pk, name in Unit.objects.filter(pk__in=list(pairs)).order_by("path").values_list("pk", "name"):
        row = UnitRow(pk, name, is_new=pk in new, cells=dict.fromkeys(pairs[pk], ""))
        row.leads = {task for task, leads in pairs[pk].items() if leads}
        rows[pk] = row
    return rows


def _members_today(plan: Plan, printed: Iterable[str], on: dt.date) -> dict[str, list[int]]:
    """Which units the group names of a plan mean today."""
    names = list(printed)
    if not names:
        return {}
    register, members = register_for(plan.unit, on=on), Members(plan.unit, on=on)
    found = {}
    for name in names:
        meaning = register.meaning(name)
        if meaning.group is not None or meaning.kinds:
            in_group = members.of_group(meaning.group) if meaning.group is not None else []
            found[name] = in_group or members.of_kinds(meaning.kinds)
    return found


Pairs = set[tuple[int, int]]


def _links(plan: Plan, by_stem: Mapping[uuid.UUID, int]) -> tuple[Pairs, Pairs]:
    """(unit, task) that a plan of the unit took over, and those only proposed."""
    taken: Pairs = set()
    proposed: Pairs = set()
    rows = TaskLink.objects.filter(superior=plan).exclude(state=LinkState.REJECTED)
    for unit, stem, state in rows.values_list("plan__unit", "superior_stem", "state"):
        if stem in by_stem:
            (taken if state == LinkState.CONFIRMED else proposed).add((unit, by_stem[stem]))
    return taken, proposed


def _detailed(plan: Plan, by_stem: Mapping[uuid.UUID, int]) -> tuple[Pairs, Pairs]:
    """(unit, task) in detailed plans that were handed in, and in those being written."""
    handed_in: Pairs = set()
    writing: Pairs = set()
    rows = UnitPlanItem.objects.filter(unit_plan__plan=plan, stem__isnull=False)
    for unit, stem, state in rows.values_list("unit_plan__unit", "stem", "unit_plan__state"):
        if stem is not None and stem in by_stem:
            done = state in (UnitPlanState.SUBMITTED, UnitPlanState.ACCEPTED)
            (handed_in if done else writing).add((unit, by_stem[stem]))
    return handed_in, writing


def _ways(plan: Plan, units: Mapping[int, UnitRow]) -> None:
    """How each unit answers: its own plan goes before a detailed one."""
    for pk, unit, state in UnitPlan.objects.filter(plan=plan, unit__in=list(units)).values_list(
        "pk", "unit_id", "state"
    ):
        done = state in (UnitPlanState.SUBMITTED, UnitPlanState.ACCEPTED)
        units[unit].way, units[unit].unit_plan = (Way.DETAILED if done else Way.WRITING), pk
    same_time = Plan.objects.filter(
        unit__in=list(units), period_from__lte=plan.period_to, period_to__gte=plan.period_from
    )
    for pk, unit, superior in same_time.order_by("pk").values_list("pk", "unit_id", "superior_id"):
        row = units[unit]
        if superior == plan.pk:
            row.way, row.plan = Way.FOLLOWS, pk
        elif row.way == Way.NONE:
            row.way, row.plan = Way.OTHER, pk


def _short(
    plan: Plan, tasks: Mapping[int, TaskRow], units: Mapping[int, UnitRow], by_stem: Mapping[uuid.UUID, int]
) -> list[Short]:
    """Times and quantities that units plan for less than the superior plan asks, as far as links are confirmed."""
    asked = _times(Schedule.objects.filter(task__in=list(tasks)), plan.period_from, plan.period_to)
    links: dict[tuple[int, int], list[tuple[int, uuid.UUID]]] = defaultdict(list)
    below: set[int] = set()
    confirmed = TaskLink.objects.filter(superior=plan, state=LinkState.CONFIRMED)
    for own, unit, stem, above in confirmed.values_list("plan_id", "plan__unit", "stem", "superior_stem"):
        if above in by_stem and unit in units:
            links[by_stem[above], unit].append((own, stem))
            below.add(own)
    keys: dict[tuple[int, uuid.UUID], int] = {}
    quantities: dict[int, tuple[int | None, str]] = {}
    in_force = Task.objects.filter(version__current_of__in=below)
    for pk, own, stem, count, of in in_force.values_list(
        "pk", "plan_id", "stem", "quantity_count", "quantity_of"
    ):
        keys[own, stem] = pk
        quantities[pk] = (count, of)
    planned = _times(
        Schedule.objects.filter(task__version__current_of__in=below), plan.period_from, plan.period_to
    )
    found: list[Short] = []
    together: Counter[int] = Counter()
    for (task, unit), pairs in sorted(links.items()):
        row = tasks[task].row
        own_tasks = [keys[pair] for pair in pairs if pair in keys]
        times = sum(planned.get(pk, 0) for pk in own_tasks)
        together[task] += times
        if not row.is_shared and times < asked.get(task, 0) and asked[task] > 1 and times:
            found.append(Short(row, units[unit], "", asked[task], times))
        if row.quantity_count and row.quantity_of:
            same = [
                count for count, of in (quantities[pk] for pk in own_tasks) if count and of == row.quantity_of
            ]
            if same and sum(same) < row.quantity_count and not row.is_shared:
                found.append(Short(row, units[unit], row.quantity_of, row.quantity_count, sum(same)))
    found += [
        Short(tasks[task].row, None, "", asked[task], times)
        for task, times in together.items()
        if tasks[task].row.is_shared and asked.get(task, 0) > 1 and times < asked[task]
    ]
    return sorted(found, key=lambda each: (each.task.position, each.unit.name if each.unit else ""))


def _times(schedules: QuerySet[Schedule], first: dt.date, last: dt.date) -> dict[int, int]:
    """How many times each task is asked for at least, by its key; work all the time is not counted. Equal schedules are counted once."""
    shapes: dict[tuple[object, ...], int] = {}
    times: Counter[int] = Counter()
    for task, *shape in schedules.order_by().values_list("task_id", *SHAPE):
        key = tuple(shape)
        if key not in shapes:
            when = Schedule(**dict(zip(SHAPE, shape, strict=True))).as_when()
            shapes[key] = sum(each.quota_min for each in occurrences(when, first, last))
        times[task] += shapes[key]
    return times
