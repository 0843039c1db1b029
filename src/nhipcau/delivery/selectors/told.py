"""Who was told what and when; rules of plans as screens show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from nhipcau.delivery.models import Obligation, Reminder, ReminderRound, ReminderRule, RoundKind
from nhipcau.delivery.policies import FOLLOWERS, KEEPERS
from nhipcau.delivery.selectors.reminding import round_begins, week_begins
from nhipcau.organisations.policies import Roles
from nhipcau.plans.models import Plan


@dataclass(frozen=True, slots=True)
class ToldFilter:
    """What to look for; empty fields look for everything."""

    plan: int | None = None
    audience: str = ""
    by_hand: bool = False
    since: dt.date | None = None
    until: dt.date | None = None


def round_waits(*, now: dt.datetime) -> bool:
    """Whether a round is due at `now` that nobody has finished."""
    begun = {RoundKind.DAILY: round_begins(now), RoundKind.WEEKLY: week_begins(now)}
    due = [(kind, begins) for kind, begins in begun.items() if begins is not None]
    done = ReminderRound.objects.filter(done_at__isnull=False)
    return any(not done.filter(kind=kind, begins_at=begins).exists() for kind, begins in due)


def reminders_of(obligation: Obligation, *, most: int = 50) -> list[Reminder]:
    """Who was told of this obligation, the latest first. The caller has asked a policy for the obligation."""
    rows = Reminder.objects.filter(obligation=obligation)
    return list(
        rows.select_related("person", "unit", "notice__sending", "ordered_by").order_by("-told_on", "-pk")[
            :most
        ]
    )


def told(roles: Roles, wanted: ToldFilter) -> QuerySet[Reminder]:
    """Everything that was told under plans whose owner, or to units which, this person follows."""
    seen = roles.units(FOLLOWERS, prefix="obligation__plan__unit__") | roles.units(
        FOLLOWERS, prefix="obligation__unit__"
    )
    condition = Q() if roles.everywhere else seen
    if wanted.plan:
        condition &= Q(obligation__plan_id=wanted.plan)
    if wanted.audience:
        condition &= Q(audience=wanted.audience)
    if wanted.by_hand:
        condition &= Q(step__isnull=True)
    if wanted.since:
        condition &= Q(told_on__gte=wanted.since)
    if wanted.until:
        condition &= Q(told_on__lte=wanted.until)
    rows = Reminder.objects.filter(condition).select_related(
        "person", "unit", "obligation__task", "obligation__unit", "notice__sending", "ordered_by"
    )
    return rows.defer("obligation__task__spans", "notice__body", "notice__context").order_by(
        "-told_on", "-pk"
    )


def plans_kept(roles: Roles) -> QuerySet[Plan]:
    """Plans whose rule of reminders this person keeps, the newest first."""
    rows = Plan.objects.filter(roles.units(KEEPERS, prefix="unit__"))
    return rows.select_related("unit", "reminder_rule").order_by("-period_from", "-pk")


def rule_of(plan: Plan) -> ReminderRule:
    """The rule of a plan: its own, or the defaults (not saved)."""
    return ReminderRule.objects.filter(plan=plan).first() or ReminderRule(plan=plan)
