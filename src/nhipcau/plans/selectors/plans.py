"""Reading adopted plans: lists, tables with filters, calendar and timeline. Every read takes the user."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.organisations.selectors import names_on
from nhipcau.plans.models import (
    Intake,
    Occurrence,
    Plan,
    PlanVersion,
    Schedule,
    Task,
    TaskUnit,
    UnitRole,
    occurrences,
)
from nhipcau.plans.policies import visible_plans
from nhipcau.plans.selectors.naming import UnitThen, day_of_plan, units_then
from nhipcau.plans.selectors.review import ATTRIBUTE
from nhipcau.plans.selectors.wording import in_words

SORTS = {
    "": ("position",),
    "viec": ("folded", "position"),
    "loai": ("kind", "position"),
    "han": ("first_due", "position"),
}


def plans_seen_by(user: Person, *, on: dt.date) -> QuerySet[Plan]:
    """Adopted plans that the user may read."""
    return Plan.objects.filter(visible_plans(roles_of(user, on=on))).select_related("unit")


def superior_plans(user: Person, unit: Unit, *, on: dt.date) -> QuerySet[Plan]:
    """Plans that a plan of `unit` may follow: those of units above it that the user may read."""
    above = Unit.paths_to(unit.path_above)
    return plans_seen_by(user, on=on).filter(unit__path__in=above).order_by("-period_from", "-pk")


def adopted_already(user: Person, intake: Intake, *, on: dt.date) -> Plan | None:
    """The adopted plan of the same unit that bears the number of a draft, or was made of the same file."""
    same = Q()
    if intake.number:
        same |= Q(number=intake.number, symbol=intake.symbol)
    if intake.file is not None:
        same |= Q(versions__file__sha256=intake.file.sha256)
    if not same:
        return None
    plans = plans_seen_by(user, on=on).filter(same, unit=intake.unit)
    return plans.exclude(versions__intake=intake).order_by("-pk").first()


def plan_list(user: Person, *, on: dt.date, search: str = "", year: int | None = None) -> QuerySet[Plan]:
    """The list of plans with the number of tasks of the latest version."""
    latest = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-ordinal")
    counts = (
        Task.objects.filter(version=OuterRef("latest"))
        .order_by()
        .values("version")
        .annotate(n=Count("pk"))
        .values("n")
    )
    plans = plans_seen_by(user, on=on).annotate(latest=Subquery(latest.values("pk")[:1]))
    plans = plans.annotate(
        task_count=Coalesce(Subquery(counts), 0), adopted_at=Subquery(latest.values("adopted_at")[:1])
    )
    for word in fold(search).split():
        plans = plans.filter(Q(folded__contains=word) | Q(unit__folded__contains=word))
    if year is not None:
        plans = plans.filter(period_from__year__lte=year, period_to__year__gte=year)
    return plans.order_by("-period_from", "-pk")


def plan_years(user: Person, *, on: dt.date) -> list[int]:
    """The years that some plan covers, the latest first."""
    spans = (
        plans_seen_by(user, on=on).order_by().values_list("period_from__year", "period_to__year").distinct()
    )
    return sorted({year for first, last in spans for year in range(first, last + 1)}, reverse=True)


def plan_seen_by(user: Person, pk: int, *, on: dt.date) -> Plan | None:
    """One plan, if it is there and the user may read it."""
    return plans_seen_by(user, on=on).select_related("superior").filter(pk=pk).first()


def latest_version(plan: Plan) -> PlanVersion:
    """The version in force."""
    versions = plan.versions.select_related("file", "adopted_by", "intake").defer(
        "intake__lines", "intake__reading"
    )
    latest: PlanVersion = versions.order_by("-ordinal")[0]
    return latest


def task_seen_by(user: Person, pk: int, *, on: dt.date) -> Task | None:
    """One task, if the user may read its plan."""
    plans = plans_seen_by(user, on=on)
    tasks: QuerySet[Task] = Task.objects.filter(pk=pk, plan__in=plans)
    return tasks.select_related("plan__unit", "version__intake", "version__file").first()


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a person asked for; it stands in the address."""

    unit: int | None = None
    role: str = ""
    kind: str = ""
    schedule: str = ""
    text: str = ""
    sort: str = ""
    state: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return not (self.unit or self.kind or self.schedule or self.text or self.state)


def tasks_of(version: PlanVersion, wanted: TaskFilter, in_state: Q | None = None) -> QuerySet[Task]:
    """The tasks of a version that match, in the order asked for; `in_state` is the condition of `wanted.state`."""
    tasks: QuerySet[Task] = Task.objects.filter(in_state or Q(), version=version)
    if wanted.unit:
        named = TaskUnit.objects.filter(task=OuterRef("pk"), unit=wanted.unit)
        if wanted.role in UnitRole.values:
            named = named.filter(role=wanted.role)
        tasks = tasks.filter(Exists(named))
    if wanted.kind:
        tasks = tasks.filter(kind=wanted.kind)
    if wanted.schedule == "none":
        tasks = tasks.filter(schedules__isnull=True)
    elif wanted.schedule:
        tasks = tasks.filter(Exists(Schedule.objects.filter(task=OuterRef("pk"), kind=wanted.schedule)))
    for word in fold(wanted.text).split():
        tasks = tasks.filter(folded__contains=word)
    if wanted.sort == "han":
        day = (
            Schedule.objects.filter(task=OuterRef("pk"))
            .annotate(day=Coalesce("due_on", "ends_on"))
            .order_by("day")
        )
        tasks = tasks.annotate(first_due=Subquery(day.exclude(day=None).values("day")[:1]))
        return tasks.order_by(F("first_due").asc(nulls_last=True), "position")
    return tasks.order_by(*SORTS.get(wanted.sort, SORTS[""]))


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A printed name of a task with how many units it means and the one it means alone."""

    printed: str
    count: int
    unit: int | None
    name: str


@dataclass
class ShownTask:
    """A task with its units and schedules, as lists and cards show it."""

    row: Task
    plan: Plan
    leads: list[ShownUnit] = field(default_factory=list)
    coops: list[ShownUnit] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)

    @cached_property
    def times(self) -> list[str]:
        """The schedules in words."""
        return [in_words(schedule.as_when()) for schedule in self.schedules]

    @cached_property
    def dues(self) -> list[Occurrence]:
        """All times it falls due within the plan's period, in order."""
        found = [
            due
            for schedule in self.schedules
            for due in occurrences(schedule.as_when(), self.plan.period_from, self.plan.period_to)
        ]
        return sorted(found, key=lambda due: due.due_on)

    @property
    def asks_somebody(self) -> bool:
        """Whether a unit of the register leads it, so that somebody owes it whoever may look at that."""
        return any(named.count for named in self.leads)


def shown(plan: Plan, rows: Sequence[Task]) -> list[ShownTask]:
    """Tasks with what stands beside them, units by their names on the plan's day: three queries, however many there are."""
    units: dict[tuple[int, str], list[ShownUnit]] = defaultdict(list)
    named = (
        TaskUnit.objects.filter(task__in=rows).order_by("task_id", "role", "position")
        .values("task_id", "role", "position", "printed").annotate(n=Count("unit"), one=Min("unit"))
    )  # fmt: skip
    names = names_on({each["one"] for each in named if each["n"] == 1}, on=day_of_plan(plan))
    for each in named:
        one = each["one"] if each["n"] == 1 else None
        units[each["task_id"], each["role"]].append(
            ShownUnit(each["printed"], each["n"], one, names[one].name if one is not None else "")
        )
    schedules: dict[int, list[Schedule]] = defaultdict(list)
    for schedule in Schedule.objects.filter(task__in=rows).order_by("position"):
        schedules[schedule.task_id].append(schedule)
    return [
        ShownTask(row, plan, units[row.pk, UnitRole.LEAD], units[row.pk, UnitRole.COOP], schedules[row.pk])
        for row in rows
    ]


def units_in(version: PlanVersion, *, on: dt.date) -> list[UnitThen]:
    """Units that some task of the version names, for the filter, by their names on the plan's day."""
    named = TaskUnit.objects.filter(task__version=version, unit=OuterRef("pk"))
    keys = list(Unit.objects.filter(Exists(named)).order_by("path").values_list("pk", flat=True))
    return list(units_then(version.plan, keys, on=on).values())


def members_of(task: Task) -> dict[str, list[TaskUnit]]:
    """All units of one task by role, for its own page."""
    by_role: dict[str, list[TaskUnit]] = {role: [] for role in UnitRole.values}
    for row in task.task_units.select_related("unit").order_by("role", "position", "unit__path"):
        by_role[row.role].append(row)
    return by_role


@dataclass(frozen=True, slots=True)
class Entry:
    """Something due on a day, for calendar and timeline."""

    day: dt.date
    task: ShownTask
    due: Occurrence


def entries_of(tasks: Iterable[ShownTask], first: dt.date, last: dt.date) -> list[Entry]:
    """Everything due from one day to another, in order."""
    found = [
        Entry(due.due_on, task, due) for task in tasks for due in task.dues if first <= due.due_on <= last
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.task.row.position))


def context_of(task: Task) -> list[Mapping[str, Any]]:
    """The lines of the plan that a task was read in, with the line before and the lines that say who and when."""
    intake = task.version.intake
    lines: list[Mapping[str, Any]] = intake.lines
    touched = {
        number
        for number, line in enumerate(lines)
        for start, end in task.spans
        if line["s"] < end and start < line["s"] + len(line["t"])
    }
    if not touched:
        return []
    first, last = max(min(touched) - 1, 0), max(touched) + 1
    while last < len(lines) and ATTRIBUTE.match(lines[last]["t"]):
        last += 1
    return lines[first:last]
