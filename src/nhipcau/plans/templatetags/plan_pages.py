"""What pages of a plan share: the row of its pages, and what a draft amends: `{% load plan_pages %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from nhipcau.kernel import clock
from nhipcau.plans.models import Intake, IntakeState, Plan, PlanVersion
from nhipcau.plans.policies import may_keep_plan, may_review
from nhipcau.plans.selectors.amending import amendable_plans, amendment_of, compared_with_base, recognised

register = template.Library()


@register.inclusion_tag("plans/includes/pages.html", takes_context=True)
def plan_pages(context: RequestContext, plan: Plan, here: str) -> dict[str, Any]:
    """The pages of a plan: tasks, its superior, coverage, detailed plans, versions, next year; `here` is the one that is open."""
    request = context["request"]
    may_keep = may_keep_plan(request.user, plan, on=clock.today())
    return {"plan": plan, "here": here, "request": request, "may_keep": may_keep}


@register.inclusion_tag("plans/includes/amends.html", takes_context=True)
def amends(context: RequestContext, intake: Intake, *, counted: bool = False) -> dict[str, Any]:
    """What a draft amends, or seems to amend, with the form that says so; `counted` with what it does with the tasks."""
    request, on = context["request"], clock.today()
    amendment = amendment_of(intake)
    open_now = intake.state == IntakeState.REVIEW and may_review(request.user, intake, on=on)
    plans = list(amendable_plans(request.user, on=on, unit=intake.unit)[:50]) if open_now else []
    return {
        "intake": intake, "amendment": amendment, "plans": plans, "request": request, "open": open_now,
        "recognised": recognised(request.user, intake, on=on) if open_now and not amendment else None,
        "compared": compared_with_base(amendment) if amendment and counted else None,
    }  # fmt: skip


@register.inclusion_tag("plans/includes/earlier.html", takes_context=True)
def earlier_version(context: RequestContext, plan: Plan, version: PlanVersion) -> dict[str, Any]:
    """Says that an earlier version is being read, with the way to the one in force."""
    return {
        "plan": plan,
        "version": version,
        "earlier": bool(plan.current_id) and plan.current_id != version.pk,
    }
