"""A plan and its superior: which one it is, and which of its tasks each own task carries out."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.screens import Screen
from nhipcau.plans.models import LinkState, Plan
from nhipcau.plans.policies import may_keep_plan
from nhipcau.plans.selectors.cascade import SURE_FROM, cited_superior, found_above, matching_of
from nhipcau.plans.selectors.plans import plan_seen_by, superior_plans
from nhipcau.plans.services import confirm_above, decide_link, forget_link, propose_links, set_superior
from nhipcau.plans.views.plan import OfPlan


class SuperiorScreen(OfPlan, Screen):
    """Own tasks on the left, the superior's on the right."""

    template_name = "plans/superior.html"
    page_title = gettext_lazy("Superior plan")
    header_icon = "link"

    def crumbs(self) -> list[tuple[str, Any]]:
        """Below the plan."""
        label = self.plan.printed_number or self.plan.title
        return [(reverse("plans:index"), _("Plans")), (reverse("plans:plan", args=[self.plan.pk]), label)]

    @cached_property
    def superior(self) -> Plan | None:
        """The superior plan, where this person may read it."""
        pk = self.plan.superior_id
        return plan_seen_by(self.request.user, pk, on=self.on) if pk else None

    @property
    def may_change(self) -> bool:
        """Whether this person keeps the plan."""
        return may_keep_plan(self.request.user, self.plan, on=self.on)

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """One deed; back to where it was done."""
        anchor = ""
        try:
            anchor = self._do(request)
        except NhipCauError as refusal:
            messages.error(request, str(refusal))
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{request.path}{query}{anchor}")

    def _do(self, request: HttpRequest) -> str:
        sent = request.POST
        said: dict[str, Any] = {"user": request.user, "plan": self.plan, "now": clock.now()}
        match sent.get("do", ""):
            case "superior":
                wanted = number_in(sent.get("superior", ""))
                superior = (
                    superior_plans(request.user, self.plan.unit, on=self.on).filter(pk=wanted or 0).first()
                )
                if wanted and superior is None:
                    raise Http404
                set_superior(**said, superior=superior)
                messages.success(request, _("The superior plan was named. Links to its tasks are proposed below.") if superior else _("This plan follows no other plan."))  # fmt: skip
            case "propose":
                count = propose_links(**said)
                told = ngettext("%(n)s link waits for you.", "%(n)s links wait for you.", count)
                messages.success(request, told % {"n": count})
            case "confirm-above":
                count = confirm_above(**said, threshold=_threshold(sent.get("threshold", "")))
                told = ngettext("%(n)s link was confirmed.", "%(n)s links were confirmed.", count)
                messages.success(request, told % {"n": count})
            case "forget":
                forget_link(**said, link=number_in(sent.get("link", "")) or 0)
            case state if state in (LinkState.CONFIRMED, LinkState.REJECTED):
                stem, above = _stem(sent.get("stem", "")), _stem(sent.get("above", ""))
                decide_link(**said, stem=stem, superior_stem=above, state=state, seen=sent.get("seen", ""))
        return f"#viec-{sent['stem']}" if sent.get("stem") else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The matching, filtered; and what a search found on the right."""
        asked = self.request.GET
        cited = None
        if self.superior is None and self.may_change:
            cited = cited_superior(self.request.user, self.plan.unit, self.version.reading, on=self.on)
        context: dict[str, Any] = {
            "plan": self.plan, "superior": self.superior, "may_change": self.may_change, "cited": cited,
            "superiors": list(superior_plans(self.request.user, self.plan.unit, on=self.on)[:50]) if self.may_change else [],
        }  # fmt: skip
        if self.superior is not None:
            matching = matching_of(self.plan, self.superior)
            state, threshold = asked.get("loc", ""), _threshold(asked.get("nguong", ""))
            context |= {
                "matching": matching, "wanted": state, "threshold": threshold, "sure": matching.sure(threshold),
                "tasks": [task for task in matching.tasks if not state or task.state == state],
                "search": asked.get("tim", "").strip()[:100], "for_stem": asked.get("viec", ""),
                "found": found_above(matching, asked.get("tim", "")[:100], asked.get("viec", "")),
            }  # fmt: skip
        return super().get_context_data(**context, **kwargs)


def _threshold(text: str) -> int:
    return min(100, max(0, number_in(text) or SURE_FROM))


def _stem(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
