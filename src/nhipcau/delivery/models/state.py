"""The state of an obligation: a pure question on what is stored of it and the day. Nothing stores "overdue".

`state_of` answers for one obligation, `condition` is the same table as a condition for the database; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.working_days import working_day_after

# An officer looks in about twice a month: a week of office days is the last moment to plan something.
SOON_IN_WORKING_DAYS = 5


class State(models.TextChoices):
    """Where an obligation stands on a day."""

    OVERDUE = "overdue", _("Overdue")
    DUE_TODAY = "today", _("Due today")
    DUE_SOON = "soon", _("Due soon")
    PARTLY_MET = "partly", _("Partly met")
    OPEN = "open", _("Under way")
    UPCOMING = "upcoming", _("Not begun")
    MET = "met", _("Met")
    MET_LATE = "met_late", _("Met late")
    EXCUSED = "excused", _("Nothing to report")
    PAUSED = "paused", _("Paused")
    CANCELLED = "cancelled", _("Cancelled")


AHEAD = frozenset({State.PARTLY_MET, State.OPEN, State.UPCOMING})
OWED = AHEAD | {State.OVERDUE, State.DUE_TODAY, State.DUE_SOON}
DONE = frozenset({State.MET, State.MET_LATE})  # signing "nothing to report" is no work done

# Each state in the colour and shape of one of the shell's badges; its word is its own.
LOOKS: dict[State, str] = {
    State.OVERDUE: "overdue",
    State.DUE_TODAY: "soon",
    State.DUE_SOON: "soon",
    State.PARTLY_MET: "upcoming",
    State.OPEN: "upcoming",
    State.UPCOMING: "upcoming",
    State.MET: "met",
    State.MET_LATE: "met",
    State.EXCUSED: "excused",
    State.PAUSED: "excused",
    State.CANCELLED: "excused",
}


class Dates(Protocol):
    """What a state depends on. `met_on` follows the evidence: services write both in one transaction."""

    period_from: dt.date
    due_on: dt.date
    met_on: dt.date | None
    excused_on: dt.date | None
    paused_on: dt.date | None
    cancelled_on: dt.date | None
    pieces: int


def soon_until(today: dt.date) -> dt.date:
    """The last day that counts as soon."""
    return working_day_after(today, SOON_IN_WORKING_DAYS)


def state_of(obligation: Dates, *, today: dt.date) -> State:
    """The state on the day `today`: a mark that somebody made comes first, then the calendar, then what was handed in so far."""
    if obligation.met_on is not None:
        return State.MET if obligation.met_on <= obligation.due_on else State.MET_LATE
    if obligation.cancelled_on is not None:
        return State.CANCELLED
    if obligation.excused_on is not None:
        return State.EXCUSED
    if obligation.paused_on is not None:
        return State.PAUSED
    return _owed_state(obligation, today)


def _owed_state(obligation: Dates, today: dt.date) -> State:
    if obligation.due_on <= today:
        return State.OVERDUE if obligation.due_on < today else State.DUE_TODAY
    if obligation.due_on <= soon_until(today):
        return State.DUE_SOON
    if obligation.pieces:
        return State.PARTLY_MET
    return State.OPEN if obligation.period_from <= today else State.UPCOMING


def condition(state: str, *, today: dt.date) -> Q:
    """The condition "is in that state on the day `today`"."""
    open_ones = Q(
        met_on__isnull=True, cancelled_on__isnull=True, excused_on__isnull=True, paused_on__isnull=True
    )
    soon = soon_until(today)
    return {
        State.OVERDUE: open_ones & Q(due_on__lt=today),
        State.DUE_TODAY: open_ones & Q(due_on=today),
        State.DUE_SOON: open_ones & Q(due_on__gt=today, due_on__lte=soon),
        State.PARTLY_MET: open_ones & Q(due_on__gt=soon, pieces__gt=0),
        State.OPEN: open_ones & Q(due_on__gt=soon, pieces=0, period_from__lte=today),
        State.UPCOMING: open_ones & Q(due_on__gt=soon, pieces=0, period_from__gt=today),
        State.MET: Q(met_on__lte=F("due_on")),
        State.MET_LATE: Q(met_on__gt=F("due_on")),
        State.CANCELLED: Q(cancelled_on__isnull=False),
        State.EXCUSED: Q(excused_on__isnull=False),
        State.PAUSED: Q(paused_on__isnull=False),
    }[State(state)]
