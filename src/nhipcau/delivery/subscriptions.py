"""Joins this room with those below: adopting with setting out what is owed, calendars, screens of plans, personal data."""

from __future__ import annotations

import datetime as dt

from nhipcau.delivery.selectors import TaskStandings
from nhipcau.delivery.selectors.history import events_of_task, units_of_task
from nhipcau.delivery.selectors.personal_data import work_of
from nhipcau.delivery.services import (
    expand_plan_version,
    follow_office_days,
    follow_reporting_dates,
    settle_past,
)
from nhipcau.delivery.services.calendars import forget_calendar
from nhipcau.delivery.services.following import follow_amendment
from nhipcau.organisations.policies import Person
from nhipcau.organisations.selectors import with_personal_data
from nhipcau.organisations.services import when_office_days_change
from nhipcau.organisations.services.accounts import when_erased
from nhipcau.plans.models import Plan, PlanVersion
from nhipcau.plans.selectors.history import tell_history
from nhipcau.plans.selectors.standing import ask_standings_of
from nhipcau.plans.services.announcing import when_adopted, when_past_is_done, when_reporting_dates_change


def expand_adopted(version: PlanVersion) -> None:
    """Called inside the transaction that adopts."""
    if version.ordinal > 1:
        follow_amendment(version)
    else:
        expand_plan_version(version)


def sign_past(version: PlanVersion, user: Person, now: dt.datetime) -> None:
    """Called inside the transaction that adopts, where the adopter says so."""
    settle_past(version=version, user=user, now=now)


def follow_calendar(years: frozenset[int], user: Person, now: dt.datetime) -> None:
    """Called inside the transaction that amends the office calendar."""
    follow_office_days(years=years, user=user, now=now)


def follow_dates(plan: Plan, user: Person, now: dt.datetime) -> None:
    """Called inside the transaction that changes a plan's reporting dates."""
    version = plan.current
    if version is not None and version.ordinal > 1:  # work done under an earlier version counts
        follow_amendment(version, user=user, now=now)
    else:
        follow_reporting_dates(plan=plan, user=user, now=now)


def subscribe() -> None:
    """Called once, when the application is ready."""
    when_adopted(expand_adopted)
    when_past_is_done(sign_past)
    when_office_days_change(follow_calendar)
    when_reporting_dates_change(follow_dates)
    ask_standings_of(TaskStandings())
    tell_history(events_of_task, units_of_task)
    with_personal_data("work", work_of)
    when_erased(forget_calendar)
