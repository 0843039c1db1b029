"""Telling people: a notice in the application and, where it is wanted, a letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from nhipcau.accounts.models import User
from nhipcau.kernel.parts import in_parts
from nhipcau.notices.kinds import kind_of
from nhipcau.notices.models import Notice, Sending
from nhipcau.notices.policies import Person
from nhipcau.notices.selectors import Wordings, languages_of

HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told. `context` fills the wording and holds no secrets; `secrets` are said in the letter alone."""

    recipient: User
    context: Mapping[str, Any]
    key: str
    link: str = ""
    by_email: bool = True
    secrets: Mapping[str, str] = field(default_factory=dict)


def notify(
    *,
    kind: str,
    recipient: User,
    context: Mapping[str, Any],
    key: str,
    now: dt.datetime,
    link: str = "",
    by_email: bool = True,
    secrets: Mapping[str, str] | None = None,
) -> Notice:
    """Tell one person, inside the caller's transaction; a key that was used before gives the notice of then.

    `context` is plain JSON (days already written as dd/mm/yyyy) with the names of the kind's sample; `link` is an address
    within the system. The letter goes out within seconds of the commit, in the language that the person chose.
    """
    message = Message(recipient, context, key, link, by_email, secrets or {})
    return notify_many(kind=kind, messages=[message], now=now)[key]


def notify_many(*, kind: str, messages: Iterable[Message], now: dt.datetime) -> dict[str, Notice]:
    """Tell many people with a fixed number of queries for each batch; the notices by key, old ones among them."""
    by_key = {message.key: message for message in messages}
    keys = list(by_key)
    told: dict[str, Notice] = {}
    for some in in_parts(keys):
        part = [by_key[key] for key in some]
        try:
            with transaction.atomic():
                told |= _tell(kind, part, now)
        except IntegrityError:  # somebody else told one of them since we looked
            with transaction.atomic():
                told |= _tell(kind, part, now)
    return told


def _tell(kind: str, messages: Sequence[Message], now: dt.datetime) -> dict[str, Notice]:
    told = {each.key: each for each in Notice.objects.filter(key__in=[message.key for message in messages])}
    fresh = [message for message in messages if message.key not in told]
    if not fresh:
        return told
    wordings = Wordings(kind_of(kind))
    languages = languages_of([message.recipient.pk for message in fresh])
    rows = []
    for message in fresh:
        language = languages[message.recipient.pk]
        shown = {**message.context, **dict.fromkeys(message.secrets, HIDDEN)}
        subject, body = wordings.fill(language, shown)
        rows.append(
            Notice(
                recipient=message.recipient, kind=kind, key=message.key, language=language, subject=subject, body=body,
                context=dict(message.context), link=message.link, created_at=now,
            )
        )  # fmt: skip
    made = {notice.key: notice for notice in Notice.objects.bulk_create(rows)}
    Sending.objects.bulk_create(
        Sending(
            notice=made[message.key], address=message.recipient.email, not_before=now, secrets=dict(message.secrets)
        )
        for message in fresh
        if message.by_email and message.recipient.email and message.recipient.is_active
    )  # fmt: skip
    return told | made


def mark_read(*, user: Person, notices: Collection[int], now: dt.datetime) -> int:
    """Mark some of one's own notices as read; returns how many were unread."""
    own = Notice.objects.filter(recipient_id=user.pk, pk__in=notices, read_at__isnull=True)
    return own.update(read_at=now)


def mark_all_read(*, user: Person, now: dt.datetime) -> int:
    """Mark all of one's own notices as read that were told up to `now`."""
    return Notice.objects.filter(recipient_id=user.pk, read_at__isnull=True, created_at__lte=now).update(
        read_at=now
    )
