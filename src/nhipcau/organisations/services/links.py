"""Links of invitations: their letters' keys, and making them worthless."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from nhipcau.accounts.models import User
from nhipcau.notices.services import take_back
from nhipcau.organisations.models import Invitation

KIND = "organisations.invitation"


def key_of(pk: int) -> str:
    """The key of the letter that carries a link."""
    return f"{KIND}:{pk}"


def has_open_link(person: User) -> bool:
    """Whether a link was sent to the person that nobody used or revoked."""
    return _open_links(person).exists()


def revoke_open(person: User, now: dt.datetime) -> int:
    """Make the open link of a person worthless, and take its letter back if it still waits; returns how many there were."""
    opened = _open_links(person)
    keys = [key_of(pk) for pk in opened.values_list("pk", flat=True)]
    take_back(keys=keys)
    return opened.update(revoked_at=now)


def _open_links(person: User) -> QuerySet[Invitation]:
    return Invitation.objects.filter(user=person, used_at__isnull=True, revoked_at__isnull=True)
