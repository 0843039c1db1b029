"""What rooms above, and the room's own background work, are told. They subscribe in their `AppConfig.ready`.

A subscriber is called inside the transaction of the service: what it writes is kept or lost together with it. Work that is slow or
leaves the database belongs into a task that it enqueues.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Intake, Plan, PlanVersion

Adopted = Callable[[PlanVersion], None]
Queued = Callable[[Intake], None]
PastDone = Callable[[PlanVersion, Person, dt.datetime], None]
ReportingDatesChanged = Callable[[Plan, Person, dt.datetime], None]

_adopted: list[Adopted] = []
_queued: list[Queued] = []
_past_done: list[PastDone] = []
_reporting_dates_changed: list[ReportingDatesChanged] = []


def when_adopted(subscriber: Adopted) -> None:
    """Call `subscriber(version)` whenever a version of a plan is adopted; subscribing twice is subscribing once."""
    if subscriber not in _adopted:
        _adopted.append(subscriber)


def when_queued(subscriber: Queued) -> None:
    """Call `subscriber(intake)` whenever a file waits to be read."""
    if subscriber not in _queued:
        _queued.append(subscriber)


def when_past_is_done(subscriber: PastDone) -> None:
    """Call `subscriber(version, user, now)` where who adopts says: what fell due before today was done before the system."""
    if subscriber not in _past_done:
        _past_done.append(subscriber)


def when_reporting_dates_change(subscriber: ReportingDatesChanged) -> None:
    """Call `subscriber(plan, user, now)` whenever a reporting date of an adopted plan is entered, changed or taken out."""
    if subscriber not in _reporting_dates_changed:
        _reporting_dates_changed.append(subscriber)


def announce_adopted(version: PlanVersion) -> None:
    """Tell every subscriber."""
    for subscriber in _adopted:
        subscriber(version)


def announce_queued(intake: Intake) -> None:
    """Tell every subscriber."""
    for subscriber in _queued:
        subscriber(intake)


def announce_past_done(version: PlanVersion, *, user: Person, now: dt.datetime) -> None:
    """Tell every subscriber."""
    for subscriber in _past_done:
        subscriber(version, user, now)


def announce_reporting_dates(plan: Plan, *, user: Person, now: dt.datetime) -> None:
    """Tell every subscriber."""
    for subscriber in _reporting_dates_changed:
        subscriber(plan, user, now)
