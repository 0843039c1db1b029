"""Taking back letters that are not needed any more, and forgetting what a person was told."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from nhipcau.accounts.models import User
from nhipcau.notices.models import Notice, Sending, SendingState


def take_back(*, keys: Collection[str]) -> int:
    """Letters of these notices that still wait are not sent; returns how many. What is in the application stays."""
    waiting = Sending.objects.filter(notice__key__in=keys, state=SendingState.WAITING)
    return waiting.update(state=SendingState.WITHDRAWN, secrets={})


def forget(*, person: User) -> int:
    """Empty what a person was told, for accounts whose data are erased; that and when something was told stays. Returns how many.

    The caller has asked a policy and writes the log.
    """
    with transaction.atomic():
        Sending.objects.filter(notice__recipient=person, state=SendingState.WAITING).update(
            state=SendingState.WITHDRAWN
        )
        Sending.objects.filter(notice__recipient=person).update(address="", secrets={})
        return Notice.objects.filter(recipient=person).update(subject="–", body="–", context={}, link="")
