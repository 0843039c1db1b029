"""What waits for somebody where money is concerned, and who is told that it waits for him."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.accounts.models import Role, User
from nhipcau.budget.models import Estimate, EstimateState, SettlementState
from nhipcau.budget.models.estimates import OPEN_STATES
from nhipcau.budget.policies import decided_by, deciding_for
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Roles
from nhipcau.organisations.selectors.answering import holding
from nhipcau.plans.models import Plan

Item = tuple[str, str, str]
"""Title, address, what is to be done."""


def deciders_on(plan: Plan, *, on: dt.date) -> list[User]:
    """Whoever may decide on the plan's money by a role of finance, in the order of their accounts: one query."""
    holders = holding({Role.FINANCE}, on=on).filter(deciding_for(plan.unit))
    return list(User.objects.filter(pk__in=holders.values("user")).order_by("pk"))


def deciding_office(plan: Plan, *, besides: Unit, on: dt.date) -> Unit:
    """The office below the owner that decides on its money, the one for finance first; the owner where there is none. One query.

    An office does not write to itself.
    """
    holders = holding({Role.FINANCE}, on=on).filter(deciding_for(plan.unit), unit__depth__gt=plan.unit.depth)
    offices = list(Unit.objects.filter(pk__in=holders.exclude(unit=besides).values("unit")).order_by("path"))
    return min(offices, key=lambda office: "tai chinh" not in office.folded, default=plan.unit)


def leaders_of(unit: Unit, *, on: dt.date) -> list[User]:
    """The leaders of that very unit, in the order of their accounts: one query."""
    held = holding({Role.UNIT_LEADER}, on=on).filter(unit=unit)
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))


def waiting_for(roles: Roles, *, on: dt.date) -> list[Item]:
    """For the home page: what finance has to decide on, plan by plan, and what leaders may hand in. At most three queries.

    Superusers hold no office: nothing waits for them. Estimates of plans that are over are no work any more.
    """
    return [*_to_decide(roles), *_to_hand_in(roles, on)]


def _to_decide(roles: Roles) -> Iterator[Item]:
    if roles.everywhere or Role.FINANCE not in roles.names:
        return
    asked, settled = Q(state=EstimateState.SUBMITTED), Q(settlement__state=SettlementState.SUBMITTED)
    plans = Plan.objects.filter(decided_by(roles)).order_by()
    rows = Estimate.objects.filter(asked | settled, plan__in=plans.values("pk"))
    counted = rows.values("plan", "plan__number", "plan__symbol", "plan__title").annotate(
        asked=Count("pk", filter=asked), settled=Count("pk", filter=settled)
    )
    for row in counted.order_by("-plan__period_from", "-plan"):
        told = []
        if count := row["asked"]:
            told.append(
                ngettext("%(n)s estimate to appraise", "%(n)s estimates to appraise", count) % {"n": count}
            )
        if count := row["settled"]:
            told.append(
                ngettext("%(n)s settlement to decide on", "%(n)s settlements to decide on", count)
                % {"n": count}
            )
        yield _plan_in(row), reverse("budget:plan", args=[row["plan"]]), ", ".join(told)


def _to_hand_in(roles: Roles, on: dt.date) -> Iterator[Item]:
    led = {held.unit_id for held in roles.held if held.role == Role.UNIT_LEADER}
    if not led:
        return
    rows = Estimate.objects.filter(unit__in=led, state__in=OPEN_STATES, plan__period_to__gte=on)
    said = rows.values("pk", "state", "unit__name", "plan__number", "plan__symbol", "plan__title")
    for row in said.order_by("-plan__period_from", "-plan", "unit__path"):
        returned = row["state"] == EstimateState.RETURNED
        what = (
            _("estimate returned to be changed")
            if returned
            else _("estimate being written, not handed in yet")
        )
        yield f"{_plan_in(row)} – {row['unit__name']}", reverse("budget:estimate", args=[row["pk"]]), what


def _plan_in(row: Mapping[str, object]) -> str:
    """The plan's printed number, else its title."""
    number = "/".join(str(row[name]) for name in ("plan__number", "plan__symbol") if row[name])
    return number or str(row["plan__title"])
