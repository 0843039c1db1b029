"""Lists of what is owed, as one person may see them. Every filter is a condition of the database, so that pages are cut there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import AHEAD, DONE, OWED, Obligation, State, condition
from nhipcau.delivery.policies import DOERS, coordinated_by, led_by, visible
from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Roles
from nhipcau.plans.models import Plan

# Columns no list shows and that weigh: what was read, and where it stood.
HEAVY = ("task__spans", "task__languages", "task__folded", "task__context")
STATE_GROUPS: dict[str, frozenset[State]] = {"owed": OWED, "ahead": AHEAD, "done": DONE}
SORTS = {
    "due": ("due_on", "pk"),
    "-due": ("-due_on", "-pk"),
    "unit": ("unit__name", "due_on", "pk"),
    "-unit": ("-unit__name", "due_on", "pk"),
    "task": ("task__plan_id", "task__position", "due_on", "pk"),
    "-task": ("-task__plan_id", "-task__position", "due_on", "pk"),
}


class Scope(models.TextChoices):
    """Which part of what a person may see."""

    OWN = "own", _("My unit leads")
    COOP = "coop", _("My unit coordinates")
    ALL = "all", _("All I can see")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; as it stands in the address. `state` is a state or one of `STATE_GROUPS`."""

    scope: str = Scope.ALL
    state: str = ""
    unit: int | None = None
    plan: int | None = None
    task: int | None = None
    kind: str = ""
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    text: str = ""
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are in which state."""

    by_state: dict[str, int]

    def __getitem__(self, state: str) -> int:
        if state in STATE_GROUPS:
            return sum(self.by_state[each] for each in STATE_GROUPS[state])
        return self.by_state[state]

    def __getattr__(self, state: str) -> int:
        """Templates ask `counts.overdue`."""
        try:
            return self[state]
        except KeyError:
            raise AttributeError(state) from None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_state.values())

    @property
    def asked(self) -> int:
        """All that are to be done: without those that are paused or signed "nothing to report"."""
        return self.total - self.by_state[State.PAUSED] - self.by_state[State.EXCUSED]

    @property
    def done_percent(self) -> int:
        """The share of `asked` that is done, rounded down: 100 means all."""
        return self["done"] * 100 // self.asked if self.asked else 0


def seen_by(roles: Roles, scope: str = Scope.ALL) -> QuerySet[Obligation]:
    """The obligations a person with these roles may see, or one part of them."""
    if scope == Scope.OWN:
        return Obligation.objects.filter(led_by(roles, DOERS))
    if scope == Scope.COOP:
        return Obligation.objects.filter(coordinated_by(roles, DOERS)).exclude(led_by(roles, DOERS))
    if covers_everything(roles):
        return Obligation.objects.all()  # no condition to ask of a hundred thousand rows
    return Obligation.objects.filter(visible(roles))


def covers_everything(roles: Roles) -> bool:
    """Whether no unit of the register lies outside these roles: then there is nothing to narrow."""
    return roles.everywhere or (bool(roles) and not Unit.objects.exclude(roles.units()).exists())


def in_state(state: str, *, today: dt.date) -> Q:
    """The condition for a state or a group of states; no condition for an empty one."""
    group = STATE_GROUPS.get(state) or ({State(state)} if state in State.values else set())
    wanted = Q()
    for each in sorted(group):
        wanted |= condition(each, today=today)
    return wanted


def narrowed(rows: QuerySet[Obligation], filters: Filters) -> QuerySet[Obligation]:
    """All filters but the state's: what the counts beside a list count."""
    conditions = Q()
    if filters.unit:
        conditions &= Q(unit_id=filters.unit)
    if filters.plan:
        conditions &= Q(plan_id=filters.plan)
    if filters.task:
        conditions &= Q(task_id=filters.task)
    if filters.kind:
        conditions &= Q(task__kind=filters.kind)
    if filters.due_from:
        conditions &= Q(due_on__gte=filters.due_from)
    if filters.due_to:
        conditions &= Q(due_on__lte=filters.due_to)
    for word in fold(filters.text).split():
        conditions &= Q(task__folded__contains=word) | Q(unit__folded__contains=word)
    return rows.filter(conditions)


def obligations(roles: Roles, filters: Filters, *, on: dt.date) -> QuerySet[Obligation]:
    """The list: narrowed, in the wanted state and order, with what a row shows."""
    rows = narrowed(seen_by(roles, filters.scope), filters).filter(in_state(filters.state, today=on))
    return (
        rows.select_related("task", "unit", "plan__unit")
        .defer(*HEAVY)
        .order_by(*SORTS.get(filters.sort, SORTS["due"]))
    )


def counts(rows: QuerySet[Obligation], *, on: dt.date) -> Counts:
    """How many of `rows` are in each state: one query."""
    sums = {state.value: Count("pk", filter=condition(state, today=on)) for state in State}
    return Counts(rows.order_by().aggregate(**sums))


def next_owed(roles: Roles, scope: str, *, on: dt.date, most: int) -> QuerySet[Obligation]:
    """What a person has to do next: late first, then by day."""
    return obligations(roles, Filters(scope=scope, state="owed"), on=on)[:most]


def plans_in_sight(roles: Roles) -> QuerySet[Plan]:
    """Plans under which this person sees something owed: the choices of a filter."""
    if covers_everything(roles):
        return Plan.objects.all()
    own = Obligation.objects.filter(led_by(roles)).values("plan_id")
    beside = Obligation.objects.filter(coordinated_by(roles)).values("plan_id")
    return Plan.objects.filter(Q(pk__in=own) | Q(pk__in=beside) | roles.units(prefix="unit__"))


def units_in_sight(roles: Roles) -> QuerySet[Unit]:
    """Units whose obligations this person follows: the choices of a filter."""
    return Unit.objects.filter(roles.units()).order_by("name")
