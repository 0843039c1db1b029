"""Sums in whole đồng, each with the rows it is made of. Nothing here asks who is looking: callers asked their policy before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from nhipcau.budget.models import Allocation, Estimate, EstimateLine, EstimateState, Voucher
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan


@dataclass(frozen=True)
class Totals:
    """Four sums and their rows.

    `estimated` and `appraised` are of the year: they do not ask for the period. What is written and not handed in yet counts as
    estimated; an appraisal counts once it is finished.
    """

    estimated: int
    appraised: int
    allocated: int
    spent: int
    lines: QuerySet[EstimateLine]
    allocations: QuerySet[Allocation]
    vouchers: QuerySet[Voucher]

    @property
    def remaining(self) -> int:
        """Allocated and not spent, in đồng."""
        return self.allocated - self.spent


def allocations_in(unit: Unit, period_from: dt.date, period_to: dt.date) -> QuerySet[Allocation]:
    """What was given to one unit (or taken back) under any plan, by decisions of the period; both days inclusive."""
    return Allocation.objects.filter(line__estimate__unit=unit, on__range=(period_from, period_to))


def vouchers_in(unit: Unit, period_from: dt.date, period_to: dt.date) -> QuerySet[Voucher]:
    """What one unit paid in the period under any plan, without what was withdrawn; both days inclusive."""
    return Voucher.objects.filter(
        line__estimate__unit=unit, spent_on__range=(period_from, period_to), withdrawn_at__isnull=True
    )


def totals_of(
    plan: Plan,
    unit: Unit | None = None,
    *,
    period_from: dt.date | None = None,
    period_to: dt.date | None = None,
) -> Totals:
    """Sums of a plan, of one unit or of all; money given and paid from one day to another (an empty end is open)."""
    estimates = Estimate.objects.filter(plan=plan)
    if unit is not None:
        estimates = estimates.filter(unit=unit)
    lines = EstimateLine.objects.filter(estimate__in=estimates)
    allocations = Allocation.objects.filter(line__estimate__in=estimates)
    vouchers = Voucher.objects.filter(line__estimate__in=estimates, withdrawn_at__isnull=True)
    if period_from is not None:
        allocations, vouchers = (
            allocations.filter(on__gte=period_from),
            vouchers.filter(spent_on__gte=period_from),
        )
    if period_to is not None:
        allocations, vouchers = (
            allocations.filter(on__lte=period_to),
            vouchers.filter(spent_on__lte=period_to),
        )
    finished = lines.filter(estimate__state=EstimateState.APPRAISED)
    return Totals(
        estimated=lines.aggregate(sum=Sum("amount"))["sum"] or 0,
        appraised=finished.aggregate(sum=Sum("appraised"))["sum"] or 0,
        allocated=allocations.aggregate(sum=Sum("amount"))["sum"] or 0,
        spent=vouchers.aggregate(sum=Sum("amount"))["sum"] or 0,
        lines=lines,
        allocations=allocations,
        vouchers=vouchers,
    )
