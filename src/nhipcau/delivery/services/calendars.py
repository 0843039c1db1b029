"""The secret address of a person's calendar: made, made anew, switched off."""

from __future__ import annotations

import datetime as dt
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import CalendarAddress
from nhipcau.kernel.clock import day_of
from nhipcau.organisations.policies import Person, roles_of

SECRET_BYTES = 32


def make_calendar_address(*, user: Person, now: dt.datetime) -> CalendarAddress:
    """A new address for this person; an older one no longer answers from then on."""
    if not isinstance(user, User) or not roles_of(user, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        address, _new = CalendarAddress.objects.update_or_create(
            user=user, defaults={"secret": secrets.token_urlsafe(SECRET_BYTES), "made_at": now}
        )
        record(action="delivery.make_calendar", user=user, target=address, now=now)
    return address


def switch_calendar_off(*, user: Person, now: dt.datetime) -> bool:
    """The address no longer answers; False where there was none."""
    if not isinstance(user, User):
        raise PermissionDenied
    with transaction.atomic():
        address = CalendarAddress.objects.select_for_update().filter(user=user).first()
        if address is None:
            return False
        record(action="delivery.end_calendar", user=user, target=address, now=now)
        address.delete()
    return True


def forget_calendar(person: User) -> None:
    """The address of an account that is erased goes with it, inside the transaction that erases."""
    CalendarAddress.objects.filter(user=person).delete()
