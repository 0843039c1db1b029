"""The money of a plan as far as a person may see it: whole, and by unit, task, kind of work or quarter. Sums are the database's."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter
from django.utils.translation import gettext as _

from nhipcau.budget.models import BudgetFrame, Estimate, EstimateLine, EstimateState, Voucher
from nhipcau.budget.selectors.estimates import estimates_seen_by, tasks_named
from nhipcau.kernel.collation import dictionary_order
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Plan, TaskKind

SUMS = {
    "estimated": Sum("amount", default=0),
    "appraised": Sum("appraised", filter=Q(estimate__state=EstimateState.APPRAISED), default=0),
    "allocated": Sum("allocated", default=0),
    "spent": Sum("spent", default=0),
}
WAYS = ("don-vi", "nhiem-vu", "loai", "quy")
NONE, LATER = "khong", "sau"


@dataclass(frozen=True, slots=True)
class Figures:
    """Whole đồng."""

    estimated: int = 0
    appraised: int = 0
    allocated: int = 0
    spent: int = 0

    @property
    def remaining(self) -> int:
        """Allocated and not spent."""
        return self.allocated - self.spent

    @property
    def percent(self) -> int:
        """The share of what was allocated that is spent, rounded down; 0 where nothing was allocated."""
        return self.spent * 100 // self.allocated if self.allocated else 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.estimated + other.estimated, self.appraised + other.appraised, self.allocated + other.allocated, self.spent + other.spent,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which lines of a plan: the values stand in the address; "khong" asks for what has no task or no quarter."""

    unit: int | None = None
    task: str = ""
    kind: str = ""
    quarter: str = ""

    def lines(self, prefix: str = "") -> Q:
        """The condition on lines."""
        found = Q()
        if self.unit is not None:
            found &= Q(**{f"{prefix}estimate__unit": self.unit})
        if self.kind:
            found &= Q(**{f"{prefix}kind": self.kind})
        if self.task:
            stem = _stem(self.task)
            found &= Q(**({f"{prefix}stem__isnull": True} if stem is None else {f"{prefix}stem": stem}))
        return found

    def planned(self) -> Q:
        """The condition on lines, the planned quarter among it."""
        if not self.quarter:
            return self.lines()
        if self.quarter in {"1", "2", "3", "4"}:
            return self.lines() & Q(quarter=int(self.quarter))
        return self.lines() & (Q(quarter__isnull=True) if self.quarter == NONE else Q(pk__in=[]))


def _stem(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Group:
    """One row of an overview; `key` and `label` name it, `remark` says where it stands."""

    key: str
    label: str
    figures: Figures
    remark: str = ""
    estimate: int | None = None
    state: str = ""


@dataclass
class Overview:
    """A plan's money."""

    plan: Plan
    way: str
    frame: BudgetFrame | None
    whole: Figures
    not_handed_in: int
    """Of what is estimated, in đồng, what units are still writing."""
    estimates: list[Estimate]
    groups: list[Group] = field(default_factory=list)

    @property
    def beyond_frame(self) -> int:
        """By how much the allocations exceed the frame."""
        return max(0, self.whole.allocated - self.frame.amount) if self.frame else 0


def seen_lines(user: Person, plan: Plan, *, on: dt.date) -> QuerySet[EstimateLine]:
    """The lines under a plan that the user may see."""
    seen = estimates_seen_by(user, on=on).filter(plan=plan).order_by()
    return EstimateLine.objects.filter(estimate__in=seen.values("pk"))


def seen_vouchers(user: Person, plan: Plan, narrow: Narrow, *, on: dt.date) -> QuerySet[Voucher]:
    """Payments that count, of the lines that match; the quarter is that of the day of payment."""
    lines = seen_lines(user, plan, on=on).order_by()
    rows = Voucher.objects.filter(
        narrow.lines("line__"), line__in=lines.values("pk"), withdrawn_at__isnull=True
    )
    within = Q(spent_on__lte=plan.period_to)
    if narrow.quarter in {"1", "2", "3", "4"}:
        return rows.filter(within, spent_on__quarter=int(narrow.quarter))
    if narrow.quarter == LATER:
        return rows.exclude(within)
    return rows.none() if narrow.quarter == NONE else rows


def figures_of(lines: QuerySet[EstimateLine]) -> Figures:
    """The sums of some lines: one query."""
    return Figures(**lines.aggregate(**SUMS))


def overview_of(user: Person, plan: Plan, way: str, *, on: dt.date) -> Overview:
    """A fixed number of queries, however many units and lines."""
    lines = seen_lines(user, plan, on=on)
    whole = lines.aggregate(
        **SUMS,
        waiting=Sum(
            "amount", filter=Q(estimate__state__in=[EstimateState.DRAFT, EstimateState.RETURNED]), default=0
        ),
    )
    waiting = whole.pop("waiting")
    estimates = list(
        estimates_seen_by(user, on=on)
        .filter(plan=plan)
        .select_related("unit", "settlement")
        .order_by("unit__path")
    )
    found = Overview(
        plan, way if way in WAYS else WAYS[0], BudgetFrame.objects.filter(plan=plan).first(), Figures(**whole), waiting, estimates
    )  # fmt: skip
    match found.way:
        case "nhiem-vu":
            found.groups = _by_task(plan, _summed(lines, "stem"))
        case "loai":
            found.groups = _by_kind(_summed(lines, "kind"))
        case "quy":
            found.groups = _by_quarter(
                plan, _summed(lines, "quarter"), seen_vouchers(user, plan, Narrow(), on=on)
            )
        case _:
            found.groups = _by_unit(estimates, _summed(lines, "estimate_id"))
    return found


def waiting_by_plan(user: Person, plans: Iterable[int], *, on: dt.date) -> dict[int, int]:
    """How many estimates in sight wait for finance, by plan: one query."""
    waiting = estimates_seen_by(user, on=on).filter(plan__in=list(plans), state=EstimateState.SUBMITTED)
    rows = waiting.order_by().values("plan").annotate(n=Count("pk"))
    return {each["plan"]: each["n"] for each in rows}


def sums_by_plan(user: Person, plans: Iterable[int], *, on: dt.date) -> dict[int, Figures]:
    """What the user may see of several plans: one query."""
    seen = estimates_seen_by(user, on=on).filter(plan__in=list(plans)).order_by()
    return _summed(EstimateLine.objects.filter(estimate__in=seen.values("pk")), "estimate__plan")


def _summed(lines: QuerySet[EstimateLine], key: str) -> dict[Any, Figures]:
    rows: Iterable[dict[str, Any]] = lines.order_by().values(key).annotate(**SUMS)
    return {each.pop(key): Figures(**each) for each in map(dict, rows)}


def _by_unit(estimates: Iterable[Estimate], sums: Mapping[int, Figures]) -> list[Group]:
    groups = [
        Group(
            str(each.unit_id),
            each.unit.name,
            sums.get(each.pk, Figures()),
            str(each.get_state_display()),
            each.pk,
            each.state,
        )
        for each in estimates
    ]
    return sorted(groups, key=lambda group: dictionary_order(group.label))


def _by_task(plan: Plan, sums: Mapping[uuid.UUID | None, Figures]) -> list[Group]:
    named = tasks_named(plan, sums)
    order = {stem: place for place, stem in enumerate(sorted(named, key=lambda stem: named[stem].pk))}
    groups = []
    for stem in sorted(sums, key=lambda stem: order.get(stem, len(order)) if stem else len(order) + 1):
        task = named.get(stem) if stem else None
        label = f"{task.label} {task.text}".strip() if task else _("Of no single task")
        groups.append(Group(str(stem) if stem else NONE, label, sums[stem]))
    return groups


def _by_kind(sums: Mapping[str, Figures]) -> list[Group]:
    return [Group(kind.value, str(kind.label), sums[kind.value]) for kind in TaskKind if kind.value in sums]


def _by_quarter(plan: Plan, sums: Mapping[int | None, Figures], vouchers: QuerySet[Voucher]) -> list[Group]:
    """Planned in a quarter against paid in it; lines without a quarter, and what was paid after the plan's period, stand apart."""
    rows = vouchers.order_by().annotate(q=ExtractQuarter("spent_on")).values("q")
    within = {
        each["q"]: each["sum"]
        for each in rows.filter(spent_on__lte=plan.period_to).annotate(sum=Sum("amount"))
    }
    later = vouchers.filter(spent_on__gt=plan.period_to).aggregate(sum=Sum("amount", default=0))["sum"]
    groups = []
    for number, roman in enumerate(("I", "II", "III", "IV"), start=1):
        planned, paid = sums.get(number, Figures()), within.get(number, 0)
        figures = Figures(planned.estimated, planned.appraised, planned.allocated, paid)
        groups.append(Group(str(number), _("Quarter %(roman)s") % {"roman": roman}, figures))
    if None in sums:
        open_ones = sums[None]
        whole_year = Figures(open_ones.estimated, open_ones.appraised, open_ones.allocated, 0)
        groups.append(Group(NONE, _("Planned for no single quarter"), whole_year))
    if later:
        groups.append(Group(LATER, _("Paid after the plan's period"), Figures(spent=later)))
    return groups
