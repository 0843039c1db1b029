"""An amendment beside the version in force: what was kept, changed, new, dropped; and two versions side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.screens import Screen
from nhipcau.plans.models import Amendment, Plan, PlanVersion, Verdict
from nhipcau.plans.policies import may_adopt
from nhipcau.plans.selectors.amending import (
    amendable_plans,
    amendment_of,
    compared_versions,
    compared_with_base,
)
from nhipcau.plans.selectors.comparison import Compared
from nhipcau.plans.selectors.plans import latest_version, plans_seen_by
from nhipcau.plans.selectors.versions import versions_of
from nhipcau.plans.services import (
    accept_proposals,
    decide,
    declare_amendment,
    part,
    take_declaration_back,
    undecide,
)
from nhipcau.plans.views.handing_in import OfIntake
from nhipcau.plans.views.plan import OfPlan

PART, OPEN, SAME = "part", "open", "same"


def chips(compared: Compared, wanted: str, *, with_open: bool) -> list[dict[str, Any]]:
    """The filters above a comparison, with how many each shows."""
    shown = [("", _("All"), len(compared.pairs))]
    if with_open:
        shown.append((OPEN, _("Still to decide"), compared.undecided))
    shown += [
        (str(verdict), str(verdict.label).capitalize(), compared.counts[verdict]) for verdict in Verdict
    ]
    return [
        {"value": value, "label": label, "count": count, "here": value == wanted}
        for value, label, count in shown
    ]


class CompareScreen(OfIntake, Screen):
    """Decide task by task what an amendment does."""

    template_name = "plans/compare.html"
    page_title = gettext_lazy("Compare with the version in force")
    header_icon = "resubmit"

    @cached_property
    def amendment(self) -> Amendment:
        """What the intake was declared to be."""
        found = amendment_of(self.intake)
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the review."""
        return [
            (reverse("plans:index"), _("Plans")),
            (reverse("plans:review", args=[self.intake.pk]), _("Review of a reading")),
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One decision; back to where it was made."""
        sent = request.POST
        said: dict[str, Any] = {
            "user": request.user, "amendment": self.amendment, "version": number_in(sent.get("version", "")) or 0, "now": clock.now(),
        }  # fmt: skip
        task, draft = number_in(sent.get("task", "")), number_in(sent.get("draft", ""))
        here = f"{request.path}?{request.GET.urlencode()}"
        try:
            match sent.get("do", ""):
                case "accept":
                    count = accept_proposals(**said, verdict=sent.get("verdict", ""))
                    told = ngettext("%(n)s proposal was accepted.", "%(n)s proposals were accepted.", count)
                    messages.success(request, told % {"n": count})
                case "part" if task and draft:
                    part(**said, task=task, draft=draft)
                case "open":
                    undecide(**said, task=task, draft=draft)
                case verdict:
                    other = number_in(sent.get("other", ""))
                    if verdict == SAME:  # a task that stands alone is paired with the chosen one
                        task, draft, verdict = task or other, draft or other, Verdict.CHANGED
                    decide(**said, verdict=verdict, task=task, draft=draft)
        except NhipCauError as refusal:
            messages.error(request, str(refusal))
        anchor = f"cap-{draft or ''}-{'' if draft else task or ''}"
        return redirect(f"{here}#{anchor}" if task or draft else here)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pairs, and the tasks that may still be paired."""
        compared = compared_with_base(self.amendment)
        wanted = self.request.GET.get("loc", "")
        loose = [pair for pair in compared.pairs if pair.before is None or pair.now is None]
        return super().get_context_data(
            intake=self.intake, amendment=self.amendment, compared=compared, pairs=compared.narrowed(wanted), wanted=wanted,
            chips=chips(compared, wanted, with_open=True), may_change=self.may_change(),
            may_adopt=may_adopt(self.request.user, self.intake, on=self.on),
            lost=[pair.before for pair in loose if pair.before], found=[pair.now for pair in loose if pair.now],
            is_stale=latest_version(self.amendment.plan).pk != self.amendment.base_id, **kwargs,
        )  # fmt: skip


class DeclareAmendment(OfIntake, View):
    """Say which plan an intake amends, or that it amends none."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Back to the comparison, or to the review."""
        plan = number_in(request.POST.get("plan", ""))
        try:
            if plan is None:
                take_declaration_back(user=request.user, intake=self.intake, now=clock.now())
                messages.success(request, _("This is a plan of its own."))
                return redirect("plans:review", self.intake.pk)
            found = (
                amendable_plans(request.user, on=clock.today(), unit=self.intake.unit).filter(pk=plan).first()
            )
            if found is None:
                raise Http404
            declare_amendment(user=request.user, intake=self.intake, plan=found, now=clock.now())
        except NhipCauError as refusal:
            messages.error(request, str(refusal))
            return redirect("plans:review", self.intake.pk)
        return redirect("plans:compare", self.intake.pk)


class CompareVersions(OfPlan, Screen):
    """Two versions of a plan, or the plans of two years: read only."""

    template_name = "plans/compare_versions.html"
    page_title = gettext_lazy("Comparison")
    header_icon = "resubmit"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the plan."""
        label = self.plan.printed_number or self.plan.title
        return [(reverse("plans:index"), _("Plans")), (reverse("plans:plan", args=[self.plan.pk]), label)]

    def _version(self, name: str) -> PlanVersion | None:
        pk = number_in(self.request.GET.get(name, ""))
        plans = plans_seen_by(self.request.user, on=self.on)
        found = PlanVersion.objects.filter(pk=pk or 0, plan__in=plans).select_related("plan").defer("reading")
        return found.first() if pk else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By default the version in force with the one before it; else with the plan of the year before."""
        own = list(versions_of(self.plan))
        now = self._version("sau") or own[0]
        others = list(self._other_plans())
        before = self._version("truoc") or (own[1] if len(own) > 1 else self._year_before(others))
        compared = compared_versions(before, now) if before else None
        wanted = self.request.GET.get("loc", "")
        return super().get_context_data(
            plan=self.plan, now_version=now, before_version=before, versions=own, others=others, compared=compared, wanted=wanted,
            pairs=compared.narrowed(wanted) if compared else [],
            chips=chips(compared, wanted, with_open=False) if compared else [], **kwargs,
        )  # fmt: skip

    def _year_before(self, others: list[Plan]) -> PlanVersion | None:
        """The plan of the time before this one; nothing where there is none: other plans are compared on demand."""
        earlier = (each.current for each in others if each.period_to < self.plan.period_from)
        return next(earlier, None)

    def _other_plans(self) -> list[Plan]:
        """Plans of the same unit, the one of the time before first."""
        same = plans_seen_by(self.request.user, on=self.on).filter(
            unit=self.plan.unit_id, current__isnull=False
        )
        plans = list(same.exclude(pk=self.plan.pk).select_related("current").defer("current__reading")[:20])
        return sorted(plans, key=lambda each: (each.period_from >= self.plan.period_from, abs((each.period_from - self.plan.period_from).days)))  # fmt: skip
