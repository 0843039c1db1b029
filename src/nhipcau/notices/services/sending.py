"""Letters on their way: claimed by one worker, asked once more whether they are still needed, handed over, marked.

waiting → sending → (handed →) sent. A worker that dies leaves its letter in `sending` (surely not out: back to `waiting`) or in
`handed` (nobody can know: `unknown`, for an administrator to decide). See docs/mechanisms/notices.md.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import socket
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.claims import take
from nhipcau.kernel.errors import Refused
from nhipcau.notices import letters, transports
from nhipcau.notices.kinds import all_kinds
from nhipcau.notices.models import UNDER_WAY, Notice, Sending, SendingState
from nhipcau.notices.policies import Person, may_keep_notices
from nhipcau.notices.selectors import Wordings

LEASE = dt.timedelta(minutes=3)
# After so many minutes a letter that could not be handed over is tried again; after the last it has failed.
PAUSES = (1, 2, 5, 15, 30, 60, 120, 240, 480, 960)
REPEATABLE = (SendingState.FAILED, SendingState.UNKNOWN, SendingState.SENT)
Clock = Callable[[], dt.datetime]


def send_waiting(*, clock: Clock, most: int | None = None) -> int:
    """Send letters that wait, one after the other, until none is left (or `most` were handled); returns how many went out.

    Any number of workers may run it. `clock` gives the moment, as this takes longer than one.
    """
    claim = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(8)}"
    sent = handled = 0
    with transports.transport() as way:
        while most is None or handled < most:
            sending = _claimed(claim, clock())
            if sending is None:
                return sent
            handled += 1
            if sending.state != SendingState.SENDING:
                continue  # nothing left to say
            done, go_on = _hand_over(way, sending, clock)
            sent += done
            if not go_on:
                return sent
    return sent


def _claimed(claim: str, now: dt.datetime) -> Sending | None:
    """The next letter, ours; its text is made anew where its kind asks so, or the letter is withdrawn."""
    while True:
        waiting = Sending.objects.filter(state=SendingState.WAITING, not_before__lte=now)
        keys = list(waiting.order_by("not_before", "pk").values_list("pk", flat=True)[:20])
        if not keys:
            return None
        for pk in keys:
            with transaction.atomic():
                same = Sending.objects.filter(pk=pk, state=SendingState.WAITING)
                if take(same, state=SendingState.SENDING, claim=claim, claimed_at=now):
                    sending = Sending.objects.select_related("notice__recipient").get(pk=pk)
                    if _refreshed(sending, now):
                        return sending


def _refreshed(sending: Sending, now: dt.datetime) -> bool:
    """Ask the kind whether there is still something to say. False: the letter waits for a later moment."""
    notice = sending.notice
    kind = all_kinds().get(notice.kind)
    said = kind.refresh(notice.key, notice.context, now) if kind and kind.refresh else notice.context
    if isinstance(said, dt.datetime):
        sending.state, sending.not_before, sending.claim, sending.claimed_at = (
            SendingState.WAITING,
            said,
            "",
            None,
        )
        sending.save(update_fields=["state", "not_before", "claim", "claimed_at"])
        return False
    if said is None or not notice.recipient.is_active or not notice.recipient.email:
        sending.state, sending.secrets = SendingState.WITHDRAWN, {}
        sending.save(update_fields=["state", "secrets"])
        return True
    if said != notice.context and kind is not None:
        notice.context = dict(said)
        notice.subject, notice.body = Wordings(kind).fill(notice.language, notice.context)
        notice.save(update_fields=["context", "subject", "body"])
    if sending.address != notice.recipient.email:
        sending.address = notice.recipient.email
        sending.save(update_fields=["address"])
    return True


def _hand_over(way: transports.Transport, sending: Sending, clock: Clock) -> tuple[bool, bool]:
    """Hand one letter over; tells whether it went out, and whether to go on with others."""
    ours = Sending.objects.filter(pk=sending.pk, claim=sending.claim, state__in=UNDER_WAY)
    name = letters.name_of(sending.notice.key, sending.copy)

    def committed() -> bool:
        return take(ours, state=SendingState.HANDED, claimed_at=clock())

    try:
        way.hand_over(_letter(sending, clock()), name=name, committed=committed)
    except transports.Overtaken:
        return False, True
    except transports.Uncertain:
        take(ours, state=SendingState.UNKNOWN, code="no-answer")
        return False, False
    except transports.NotDelivered as trouble:
        _put_back(ours, sending, trouble, clock())
        return False, trouble.alone
    take(ours, state=SendingState.SENT, sent_at=clock(), code="", secrets={})
    return True, True


def _letter(sending: Sending, now: dt.datetime) -> EmailMessage:
    notice = sending.notice
    subject, body = notice.subject, notice.body
    kind = all_kinds().get(notice.kind)
    if sending.secrets and kind is not None:
        subject, body = Wordings(kind).fill(notice.language, {**notice.context, **sending.secrets})
    return letters.compose(
        key=notice.key, copy=sending.copy, kind=notice.kind, language=notice.language, address=sending.address,
        subject=subject, body=body, link=notice.link, now=now,
    )  # fmt: skip


def _put_back(
    ours: QuerySet[Sending], sending: Sending, trouble: transports.NotDelivered, now: dt.datetime
) -> None:
    attempts = sending.attempts + 1
    if trouble.lasting or attempts > len(PAUSES):
        take(ours, state=SendingState.FAILED, code=trouble.code[:40], attempts=attempts)
        return
    later = now + dt.timedelta(minutes=PAUSES[attempts - 1])
    take(
        ours, state=SendingState.WAITING, code=trouble.code[:40], attempts=attempts, not_before=later, claim="", claimed_at=None
    )  # fmt: skip


def give_back(*, now: dt.datetime, lease: dt.timedelta = LEASE) -> int:
    """Letters whose worker is gone: those surely not out wait again, the others are `unknown`; returns how many."""
    lost = Sending.objects.filter(state__in=UNDER_WAY, claimed_at__lt=now - lease)
    repeatable = transports.transport().repeatable
    free = {"state": SendingState.WAITING, "claim": "", "claimed_at": None}
    given = lost.filter(state=SendingState.SENDING).update(**free)
    handed = lost.filter(state=SendingState.HANDED)
    if repeatable:
        return given + handed.update(**free)
    return given + handed.update(state=SendingState.UNKNOWN, code="worker-died")


def send_again(*, user: Person, notice: Notice, now: dt.datetime) -> None:
    """Order one more copy of a letter that failed, is uncertain, or did not arrive."""
    if not may_keep_notices(user):
        raise PermissionDenied
    with transaction.atomic():
        sending = Sending.objects.select_for_update().filter(notice=notice, state__in=REPEATABLE).first()
        if sending is None:
            raise Refused(
                _(
                    "This letter waits already, is on its way, or is not needed any more. Nothing was changed."
                ),
                code="not-repeatable",
            )
        kind = all_kinds().get(notice.kind)
        if kind is not None and kind.secret and not sending.secrets:
            raise Refused(
                _(
                    "This letter held a one-time link, which is not kept. Have a new one made where it came from."
                ),
                code="secret",
            )
        before = sending.state
        # The same letter where it surely never went out; else a copy with a name of its own, so that none is taken for another.
        copy = sending.copy + (before != SendingState.FAILED)
        Sending.objects.filter(pk=sending.pk).update(
            state=SendingState.WAITING, copy=copy, attempts=0, not_before=now, claim="", claimed_at=None, sent_at=None, code=""
        )  # fmt: skip
        data = {"kind": notice.kind, "person": notice.recipient.username}
        record(action="notices.send_again", user=user, target=notice, data=data, now=now)
