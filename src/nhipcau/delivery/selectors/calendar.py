"""What falls due on which day: for the page of a unit, and for calendar programs."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from nhipcau.delivery.models import CalendarAddress, Obligation, ObligationShare
from nhipcau.delivery.policies import DOERS, owed_by
from nhipcau.delivery.selectors.listing import HEAVY, seen_by
from nhipcau.organisations.policies import Roles

# A calendar program keeps what it was given: a year back and two ahead are what people look at.
BACK, AHEAD = dt.timedelta(days=366), dt.timedelta(days=731)
MOST = 5000


def due_between(roles: Roles, unit: int, first: dt.date, last: dt.date) -> QuerySet[Obligation]:
    """What a unit owes, alone or together with others, between two days, as far as this person may see it, in order."""
    rows = seen_by(roles).filter(owed_by(unit), due_on__gte=first, due_on__lte=last)
    return rows.select_related("task", "plan").defer(*HEAVY).order_by("due_on", "task__position", "pk")


def owed_by_units_of(roles: Roles, *, on: dt.date) -> QuerySet[Obligation]:
    """What the units owe (alone or together with others) on which a doer's role is held, and only those themselves, not the units below: a calendar is for one desk."""
    own = [held.unit_id for held in roles.held if held.role in DOERS]
    together = ObligationShare.objects.filter(unit__in=own).order_by().values("obligation")
    rows = Obligation.objects.filter(
        Q(unit__in=own) | Q(pk__in=together), due_on__gte=on - BACK, due_on__lte=on + AHEAD
    )
    return (
        rows.filter(cancelled_on__isnull=True)
        .select_related("task", "plan", "unit")
        .defer(*HEAVY)
        .order_by("due_on", "pk")[:MOST]
    )


def calendar_address(secret: str) -> CalendarAddress | None:
    """The address with that secret, if the account behind it is open."""
    found = CalendarAddress.objects.select_related("user__wagtail_userprofile").filter(secret=secret)
    return found.filter(user__is_active=True).first()
