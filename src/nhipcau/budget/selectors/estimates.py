"""Reading estimates, lines, vouchers and settlements: what may not be seen is not found."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet, Sum

from nhipcau.budget.models import (
    Allocation,
    AllocationKind,
    BudgetCode,
    Estimate,
    EstimateLine,
    FundSource,
    Settlement,
    Voucher,
)
from nhipcau.budget.policies import WRITERS, visible_estimates
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.plans.models import Plan, Task, TaskUnit
from nhipcau.plans.selectors.plans import latest_version


@dataclass(frozen=True, slots=True)
class NamedTask:
    """A task as money names it: its label in the plan, its words, its key where it is in force."""

    pk: int
    label: str
    text: str


def estimates_seen_by(user: Person, *, on: dt.date) -> QuerySet[Estimate]:
    """All estimates that the user may look at."""
    return Estimate.objects.filter(visible_estimates(roles_of(user, on=on)))


def estimate_seen_by(user: Person, pk: int, *, on: dt.date) -> Estimate | None:
    """One estimate with its plan and unit."""
    found = estimates_seen_by(user, on=on).select_related("plan__unit", "unit", "submitted_by", "decided_by")
    return found.filter(pk=pk).first()


def lines_of(estimate: Estimate) -> list[EstimateLine]:
    """The lines in their order, with source and code."""
    return list(estimate.lines.select_related("fund", "code").order_by("position", "pk"))


def line_seen_by(user: Person, pk: int, *, on: dt.date) -> EstimateLine | None:
    """One line with its estimate."""
    seen = estimates_seen_by(user, on=on).order_by().values("pk")
    rows = EstimateLine.objects.select_related("estimate__plan__unit", "estimate__unit", "fund", "code")
    return rows.filter(estimate__in=seen, pk=pk).first()


def voucher_seen_by(user: Person, pk: int, *, on: dt.date) -> Voucher | None:
    """One voucher with its line."""
    seen = estimates_seen_by(user, on=on).order_by().values("pk")
    rows = Voucher.objects.select_related("line__estimate__plan__unit", "line__estimate__unit", "file")
    return rows.filter(line__estimate__in=seen, pk=pk).first()


def given_by_line(estimate: Estimate) -> dict[int, int]:
    """What decisions gave to each line, in đồng, without what was adjusted since."""
    given = Allocation.objects.filter(line__estimate=estimate, kind=AllocationKind.GIVEN)
    sums = given.order_by().values("line").annotate(sum=Sum("amount"))
    return {each["line"]: each["sum"] for each in sums}


def vouchers_of(estimate: Estimate) -> list[Voucher]:
    """All vouchers of a unit under a plan, withdrawn ones too, the latest first."""
    rows = Voucher.objects.filter(line__estimate=estimate).select_related(
        "line", "file", "entered_by", "withdrawn_by"
    )
    return list(rows.order_by("-spent_on", "-pk"))


def settlement_of(estimate: Estimate) -> Settlement | None:
    """The settlement with its lines, if it was begun."""
    lines = Prefetch("lines", to_attr="shown_lines")
    rows = Settlement.objects.select_related("submitted_by", "decided_by").prefetch_related(lines)
    return rows.filter(estimate=estimate).first()


def tasks_named(plan: Plan, stems: Iterable[uuid.UUID | None]) -> dict[uuid.UUID | None, NamedTask]:
    """Tasks by stem, each as its latest version words it: tasks that the plan dropped keep the words they had."""
    wanted = {stem for stem in stems if stem is not None}
    rows = Task.objects.filter(plan=plan, stem__in=wanted).order_by("version__ordinal")
    return {row.stem: NamedTask(row.pk, row.label, row.text) for row in rows}


def tasks_to_choose(plan: Plan, unit: Unit) -> list[NamedTask]:
    """Tasks in force that a line of the unit may name: those that name the unit; all of them for the owner."""
    tasks = Task.objects.filter(version=latest_version(plan))
    if unit.pk != plan.unit_id:
        tasks = tasks.filter(pk__in=TaskUnit.objects.filter(unit=unit).order_by().values("task"))
    return [NamedTask(row.pk, row.label, row.text) for row in tasks.order_by("position")]


def units_to_begin(user: Person, plan: Plan, *, on: dt.date) -> list[Unit]:
    """Units without an estimate for which the user may begin one: those the plan names, and its owner."""
    roles = roles_of(user, on=on)
    named = (
        TaskUnit.objects.filter(task__version=latest_version(plan), unit__isnull=False)
        .order_by()
        .values("unit")
    )
    units = Unit.objects.filter(Q(pk__in=named) | Q(pk=plan.unit_id), roles.units(WRITERS))
    return list(units.exclude(estimates__plan=plan).order_by("path"))


def funds_offered(kept: int | None = None) -> QuerySet[FundSource]:
    """Sources that a line may name; the one it names already stays."""
    return FundSource.objects.filter(Q(is_closed=False) | Q(pk=kept))


def codes_offered(kept: int | None = None) -> QuerySet[BudgetCode]:
    """Codes that a line may name; the one it names already stays."""
    return BudgetCode.objects.filter(Q(is_closed=False) | Q(pk=kept))
