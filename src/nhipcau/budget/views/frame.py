"""What the screens of money share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from nhipcau.budget.documents import Office
from nhipcau.budget.models import Estimate
from nhipcau.budget.policies import may_decide, may_look, may_submit, may_write
from nhipcau.budget.selectors.estimates import estimate_seen_by
from nhipcau.budget.selectors.waiting import deciding_office
from nhipcau.kernel import clock
from nhipcau.kernel.screens import Screen
from nhipcau.organisations.selectors.letterhead import full_name, letterhead_of
from nhipcau.plans.models import Plan
from nhipcau.plans.selectors.plans import plan_seen_by

TABS = (
    ("estimate", _("Estimate")),
    ("appraisal", _("Appraisal")),
    ("allocation", _("Allocation")),
    ("vouchers", _("Vouchers")),
    ("settlement", _("Settlement")),
)


class BudgetScreen(Screen):
    """A screen of the room."""

    header_icon = "table"

    def allowed(self) -> bool:
        """Whoever has to do with money; rows are narrowed to what each may see."""
        return may_look(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list of plans."""
        return [(reverse("budget:index"), _("Money"))]


class OfPlan:
    """What views of one plan's money share: not found where the plan may not be read."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def plan(self) -> Plan:
        """The plan."""
        found = plan_seen_by(self.request.user, self.kwargs["pk"], on=clock.today())
        if found is None:
            raise Http404
        return found


class PlanScreen(OfPlan, BudgetScreen):
    """A screen about the money of a plan."""

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """Below the overview."""
        label = self.plan.printed_number or self.plan.title
        return [*super().crumbs(), (reverse("budget:plan", args=[self.plan.pk]), label)]


class OfEstimate:
    """What views of one unit's money share: not found where it may not be seen."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def estimate(self) -> Estimate:
        """The estimate with its plan and unit."""
        found = estimate_seen_by(self.request.user, self.kwargs["pk"], on=clock.today())
        if found is None:
            raise Http404
        return found

    def office(self) -> Office:
        """Who writes about this money, and to whom."""
        row, on = self.estimate, clock.today()
        receiver = deciding_office(row.plan, besides=row.unit, on=on)
        return Office(letterhead_of(row.unit, on=on), full_name(receiver.name), on)


class EstimateScreen(OfEstimate, BudgetScreen):
    """A screen about one unit's money; the five of them stand beside one another."""

    tab = "estimate"

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """Below the overview of the plan."""
        plan = self.estimate.plan
        label = plan.printed_number or plan.title
        return [*super().crumbs(), (reverse("budget:plan", args=[plan.pk]), label)]

    @cached_property
    def writes(self) -> bool:
        """Whether this person writes for the unit."""
        return may_write(self.request.user, self.estimate.unit, on=self.on)

    @cached_property
    def submits(self) -> bool:
        """Whether this person hands in for the unit."""
        return may_submit(self.request.user, self.estimate.unit, on=self.on)

    @cached_property
    def decides(self) -> bool:
        """Whether this person decides on the plan's money."""
        return may_decide(self.request.user, self.estimate.plan, on=self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The estimate, its plan and the five screens."""
        row = self.estimate
        tabs = [
            {"address": reverse(f"budget:{name}", args=[row.pk]), "label": label, "here": name == self.tab}
            for name, label in TABS
        ]
        return super().get_context_data(
            row=row,
            plan=row.plan,
            tabs=tabs,
            writes=self.writes,
            submits=self.submits,
            decides=self.decides,
            **kwargs,
        )
