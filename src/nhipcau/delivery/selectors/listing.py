"""Lists of what is owed, as one person may see them. Every filter is a condition of the database, so that pages are cut there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import AHEAD, DONE, OWED, Obligation, State, condition
from nhipcau.delivery.policies import DOERS, coordinated_by, led_by, owed_by, visible
from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Roles
from nhipcau.organisations.selectors import GroupMembers
from nhipcau.plans.models import Plan, Task, TaskUnit, UnitRole

# Columns no list shows and that weigh: what was read, and where it stood.
HEAVY = ("task__spans", "task__languages", "task__folded", "task__context")
KNOWN = frozenset(State.values)
NOT_ASKED = (State.PAUSED, State.CANCELLED, State.EXCUSED)
# "near" is what falls due within the days of "soon", today among them.
NEAR = frozenset({State.DUE_TODAY, State.DUE_SOON})
STATE_GROUPS: dict[str, frozenset[State]] = {"owed": OWED, "near": NEAR, "ahead": AHEAD, "done": DONE}
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
    unit_kind: str = ""
    group: int | None = None
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    text: str = ""
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are in which state; a state that does not occur may be left out."""

    by_state: Counter[str]

    def __getitem__(self, state: str) -> int:
        if state in STATE_GROUPS:
            return sum(self.by_state[each] for each in STATE_GROUPS[state])
        if state not in KNOWN:  # templates ask here first for what is no state, such as `total`
            raise KeyError(state)
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
        """All that are to be done: without those that are paused, cancelled or signed "nothing to report"."""
        return self.total - sum(self.by_state[state] for state in NOT_ASKED)

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


def narrowed(rows: QuerySet[Obligation], filters: Filters, *, on: dt.date) -> QuerySet[Obligation]:
    """All filters but the state's: what the counts beside a list count."""
    conditions = Q()
    if filters.unit:
        conditions &= owed_by(filters.unit)
    if filters.plan:
        conditions &= Q(plan_id=filters.plan)
    if filters.task:
        # The same work in all versions of its plan.
        conditions &= Q(task__stem__in=Task.objects.filter(pk=filters.task).values("stem"))
    if filters.kind:
        conditions &= Q(task__kind=filters.kind)
    if filters.unit_kind:
        conditions &= Q(unit__in=Unit.objects.filter(kind=filters.unit_kind).order_by().values("pk"))
    if filters.group:
        conditions &= Q(unit__in=[member.pk for member in GroupMembers(on=on).of_group(filters.group)])
    if filters.due_from:
        conditions &= Q(due_on__gte=filters.due_from)
    if filters.due_to:
        conditions &= Q(due_on__lte=filters.due_to)
    for word in fold(filters.text).split():
        conditions &= Q(task__folded__contains=word) | Q(unit__folded__contains=word)
    return rows.filter(conditions)


def obligations(roles: Roles, filters: Filters, *, on: dt.date) -> QuerySet[Obligation]:
    """The list: narrowed, in the wanted state and order, with what a row shows."""
    rows = narrowed(seen_by(roles, filters.scope), filters, on=on).filter(in_state(filters.state, today=on))
    return (
        rows.select_related("task", "unit", "plan__unit")
        .prefetch_related("shares__unit")
        .defer(*HEAVY)
        .order_by(*SORTS.get(filters.sort, SORTS["due"]))
    )


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
    """Units of which this person sees something owed: the choices of a filter."""
    if covers_everything(roles):
        return Unit.objects.order_by("name")
    leads = TaskUnit.objects.filter(role=UnitRole.LEAD, unit__isnull=False).order_by()
    beside = TaskUnit.objects.filter(roles.units(prefix="unit__"), role=UnitRole.COOP).order_by()
    plans = Plan.objects.filter(roles.units(prefix="unit__")).order_by()
    coordinated = leads.filter(task__in=beside.values("task")).values("unit")
    owned = leads.filter(task__plan__in=plans.values("pk")).values("unit")
    return Unit.objects.filter(roles.units() | Q(pk__in=coordinated) | Q(pk__in=owned)).order_by("name")
