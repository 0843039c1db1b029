"""What rooms above, and the room's own background work, are told. They subscribe in their `AppConfig.ready`.

A subscriber is called inside the transaction of the service: what it writes is kept or lost together with it. Work that is slow or
leaves the database belongs into a task that it enqueues.
"""

from __future__ import annotations

from collections.abc import Callable

from nhipcau.plans.models import Intake, PlanVersion

Adopted = Callable[[PlanVersion], None]
Queued = Callable[[Intake], None]

_adopted: list[Adopted] = []
_queued: list[Queued] = []


def when_adopted(subscriber: Adopted) -> None:
    """Call `subscriber(version)` whenever a version of a plan is adopted; subscribing twice is subscribing once."""
    if subscriber not in _adopted:
        _adopted.append(subscriber)


def when_queued(subscriber: Queued) -> None:
    """Call `subscriber(intake)` whenever a file waits to be read."""
    if subscriber not in _queued:
        _queued.append(subscriber)


def announce_adopted(version: PlanVersion) -> None:
    """Tell every subscriber."""
    for subscriber in _adopted:
        subscriber(version)


def announce_queued(intake: Intake) -> None:
    """Tell every subscriber."""
    for subscriber in _queued:
        subscriber(intake)
