"""What rooms above are told of the register. They subscribe in their `AppConfig.ready`.

A subscriber is called inside the transaction of the service: what it writes is kept or lost together with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from nhipcau.organisations.policies import Person

# Called with the years whose days changed, who changed them, and when.
OfficeDaysChanged = Callable[[frozenset[int], Person, dt.datetime], None]

_office_days_changed: list[OfficeDaysChanged] = []


def when_office_days_change(subscriber: OfficeDaysChanged) -> None:
    """Call `subscriber(years, user, now)` whenever the office calendar is amended; twice subscribed is once.

    `kernel.working_days` answers by the new calendar then. A day off at the turn of a year can move what is due to the
    year before.
    """
    if subscriber not in _office_days_changed:
        _office_days_changed.append(subscriber)


def announce_office_days(years: frozenset[int], *, user: Person, now: dt.datetime) -> None:
    """Tell every subscriber."""
    for subscriber in _office_days_changed:
        subscriber(years, user, now)
