"""Adopting a plan: what will happen, to how many, and the one button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import Outdated
from nhipcau.kernel.screens import Screen
from nhipcau.plans.models import Intake, IntakeState, Plan, UnitRole
from nhipcau.plans.policies import may_adopt
from nhipcau.plans.selectors.amending import amendment_of, compared_with_base
from nhipcau.plans.selectors.cascade import cited_superior
from nhipcau.plans.selectors.plans import adopted_already, superior_plans
from nhipcau.plans.selectors.register import Members
from nhipcau.plans.selectors.review import Review, review_of
from nhipcau.plans.services import adopt_plan, state_of
from nhipcau.plans.views.handing_in import OfIntake


class AdoptScreen(OfIntake, Screen):
    """Says what adopting will do, and does it."""

    template_name = "plans/adopt.html"
    page_title = gettext_lazy("Adopt the plan")
    header_icon = "check"

    def allowed(self) -> bool:
        """Those who may adopt; others who see the draft are told so."""
        return may_adopt(self.request.user, self.intake, on=self.on)

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the review."""
        return [
            (reverse("plans:index"), _("Plans")),
            (reverse("plans:review", args=[self.intake.pk]), _("Review of a reading")),
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What will happen."""
        if self.intake.state != IntakeState.REVIEW:
            return redirect("plans:intake", self.intake.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Adopt; a second press shows the plan that the first one made. Leads that are no unit are adopted by one who says so."""
        superior = self._superior()
        if self.intake.state == IntakeState.REVIEW and "understood" not in request.POST:
            figures = figures_of(review_of(self.intake), self.intake, on=self.on)
            if figures["nobody_leads"]:
                return self.render_to_response(self.get_context_data(not_understood=True), status=422)
        try:
            version = adopt_plan(
                user=request.user, intake=self.intake, superior=superior, seen=request.POST.get("seen", ""), now=clock.now(),
                past_is_done=request.POST.get("past") == "done",
            )  # fmt: skip
        except Outdated as changed:
            self.intake.refresh_from_db()
            return self.render_to_response(self.get_context_data(changed=str(changed)), status=409)
        messages.success(request, _("The plan was adopted. From now on its tasks are followed."))
        return redirect("plans:plan", version.plan_id)

    def _superior(self) -> Plan | None:
        wanted = self.request.POST.get("superior", "")
        if not wanted:
            return None
        found = (
            superior_plans(self.request.user, self.intake.unit, on=self.on)
            .filter(pk=number_in(wanted) or 0)
            .first()
        )
        if found is None:
            raise Http404
        return found

    def refused_address(self) -> str:
        """Back to where the missing part can be filled in: the comparison of an amendment, else the review."""
        name = "plans:compare" if amendment_of(self.intake) else "plans:review"
        return reverse(name, args=[self.intake.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures."""
        seen = state_of(self.intake)  # first: a change in between makes it too old, never too new
        review = review_of(self.intake)
        superiors = superior_plans(self.request.user, self.intake.unit, on=self.on)
        amendment = amendment_of(self.intake)
        return super().get_context_data(
            intake=self.intake, seen=seen, counters=review.counters, figures=figures_of(review, self.intake, on=self.on), superiors=superiors[:50],
            cited=cited_superior(self.request.user, self.intake.unit, self.intake.reading, on=self.on),
            amendment=amendment, undecided=compared_with_base(amendment).undecided if amendment else 0, same=adopted_already(self.request.user, self.intake, on=self.on), **kwargs,
        )  # fmt: skip


def figures_of(review: Review, intake: Intake, *, on: Any) -> dict[str, Any]:
    """How many tasks, schedules, units and due days there will be, and what stays open."""
    members = Members(intake.unit, on=on)
    units: set[int] = set()
    unknown: dict[str, None] = {}
    nobody_leads: dict[str, None] = {}
    for task in review.kept:
        for named in task.units:
            meant = members.of(named)
            units.update(meant)
            if named.role == UnitRole.LEAD and not meant:
                nobody_leads[named.printed] = None
            if not named.is_sure:
                unknown[named.printed] = None
    whens = [when for task in review.kept for when in task.whens]
    return {
        "tasks": len(review.kept), "schedules": len(whens), "dues": sum(len(when.dues) for when in whens), "units": len(units),
        "unknown": list(unknown), "nobody_leads": list(nobody_leads), "without_lead": [task for task in review.kept if not task.leads],
        "without_time": sum(not task.whens for task in review.kept), "look": [task for task in review.kept if task.reasons],
        "past": sum(due.due_on < on for when in whens for due in when.dues),
        "incomplete": not intake.title or not intake.period_from or not intake.period_to,
    }  # fmt: skip
