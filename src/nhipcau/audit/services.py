"""The one way to log: `record` writes Wagtail's log entry and seals it in the same transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from wagtail.log_actions import registry

from nhipcau.audit.models import Chain, EntryKind, Seal
from nhipcau.audit.selectors import ENTRY_MODELS, digest_of, kind_of, unsealed


def record(
    *,
    action: str,
    user: AbstractBaseUser | AnonymousUser | None,
    target: models.Model,
    data: Mapping[str, Any] | None = None,
    now: dt.datetime,
) -> None:
    """Log that `user` did `action` on `target` at `now`; `data` is JSON with what a reader of the log needs.

    The action must be registered in the room's `wagtail_hooks` (`register_log_actions`). Call it last in a service: the
    chain's head stays locked until the transaction ends.
    """
    person = user if user is not None and user.is_authenticated else None
    with transaction.atomic():
        # The entry's post_save signal seals it, as it does for entries Wagtail writes by itself.
        registry.log(target, action, user=person, data=dict(data or {}), timestamp=now)


def seal(entry: Any) -> None:
    """Append one log entry to the chain; sealing it again changes nothing."""
    with transaction.atomic():
        head = _locked_head()
        kind = kind_of(entry)
        if Seal.objects.filter(kind=kind, entry=entry.pk).exists():
            return
        _append(head, entry, kind)
        head.save(update_fields=["length", "digest"])


def seal_gaps(*, most: int = 10_000) -> int:
    """Seal entries that were written past the signal (bulk writes, a crash between entry and seal); returns how many."""
    with transaction.atomic():
        head = _locked_head()
        entries = [
            entry
            for kind in ENTRY_MODELS
            for entry in unsealed(EntryKind(kind)).order_by("timestamp", "pk")[:most]
        ]
        entries.sort(key=lambda entry: (entry.timestamp, kind_of(entry), entry.pk))
        for entry in entries:
            _append(head, entry, kind_of(entry))
        if entries:
            head.save(update_fields=["length", "digest"])
    return len(entries)


def _locked_head() -> Chain:
    """The head of the chain, ours until the transaction ends: one writer after the other."""
    head = Chain.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Chain.objects.get_or_create(pk=1)
        head = Chain.objects.select_for_update().get(pk=1)
    return head


def _append(head: Chain, entry: Any, kind: EntryKind) -> None:
    """One link more; the entry is read back, so that the digest covers what the database holds."""
    kept = ENTRY_MODELS[kind].objects.get(pk=entry.pk)
    digest = digest_of(kept, previous=head.digest)
    head.length += 1
    Seal.objects.create(position=head.length, kind=kind, entry=kept.pk, previous=head.digest, digest=digest)
    head.digest = digest
