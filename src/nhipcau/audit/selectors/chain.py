"""Reading the log and checking its chain."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Exists, Max, OuterRef
from wagtail.models import ModelLogEntry, PageLogEntry

from nhipcau.audit.models import Chain, EntryKind, Seal

ENTRY_MODELS: dict[str, Any] = {EntryKind.MODEL: ModelLogEntry, EntryKind.PAGE: PageLogEntry}
BATCH = 500


def kind_of(entry: Any) -> EntryKind:
    """Which table of the log an entry stands in."""
    return EntryKind.PAGE if isinstance(entry, PageLogEntry) else EntryKind.MODEL


def canonical(entry: Any) -> bytes:
    """Everything an entry says, in one fixed spelling."""
    content_type = ContentType.objects.get_for_id(entry.content_type_id) if entry.content_type_id else None
    says = {
        "kind": kind_of(entry).value,
        "id": entry.pk,
        "about": f"{content_type.app_label}.{content_type.model}" if content_type else "",
        "object": str(entry.page_id if kind_of(entry) == EntryKind.PAGE else entry.object_id),
        "label": entry.label,
        "action": entry.action,
        "data": entry.data,
        "time": entry.timestamp.astimezone(dt.UTC).isoformat(),
        "uuid": str(entry.uuid or ""),
        "user": entry.user_id,
        "revision": entry.revision_id,
        "changed": entry.content_changed,
        "deleted": entry.deleted,
    }
    text = json.dumps(says, ensure_ascii=False, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return text.encode()


def digest_of(entry: Any, *, previous: str) -> str:
    """SHA-256 over the previous link's digest and the entry."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(entry)).hexdigest()


def unsealed(kind: EntryKind) -> Any:
    """Entries of one table that are not in the chain yet."""
    sealed = Seal.objects.filter(kind=kind, entry=OuterRef("pk"))
    return ENTRY_MODELS[kind].objects.filter(~Exists(sealed))


@dataclass(frozen=True)
class Fault:
    """One place where log and chain do not agree. `code` is altered, removed, reordered, broken or cut."""

    code: str
    position: int
    entry: str


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole log found."""

    length: int
    digest: str
    faults: tuple[Fault, ...]
    waiting: int

    @property
    def sound(self) -> bool:
        """Nothing altered, removed or reordered."""
        return not self.faults


def verify() -> Verdict:
    """Walk the whole chain, in batches, and compare every link with its entry.

    People work meanwhile: link and head are written together, so a head read after the last link is never behind it, and
    what is written later is left to the next check.
    """
    last = Seal.objects.aggregate(last=Max("position"))["last"] or 0
    head = Chain.objects.filter(pk=1).first() or Chain()
    faults: list[Fault] = []
    previous, position = "", 0
    links = Seal.objects.filter(position__lte=head.length).order_by("position").iterator(chunk_size=BATCH)
    while seals := tuple(islice(links, BATCH)):
        entries = _entries_of(seals)
        for link in seals:
            position += 1
            faults.extend(_faults_of(link, entries.get((link.kind, link.entry)), position, previous))
            position, previous = link.position, link.digest
    if last > head.length or (position, previous) != (head.length, head.digest):
        faults.append(Fault("cut", position + 1, f"{max(last, position)} ≠ {head.length}"))
    waiting = sum(unsealed(EntryKind(kind)).count() for kind in ENTRY_MODELS)
    return Verdict(head.length, head.digest, tuple(faults), waiting)


def _entries_of(seals: tuple[Seal, ...]) -> dict[tuple[str, int], Any]:
    return {
        (kind, entry.pk): entry
        for kind, model in ENTRY_MODELS.items()
        for entry in model.objects.filter(pk__in=[link.entry for link in seals if link.kind == kind])
    }


def _faults_of(link: Seal, entry: Any, expected: int, previous: str) -> Iterator[Fault]:
    name = f"{link.kind} {link.entry}"
    if link.position != expected:
        yield Fault("removed", expected, f"{expected}–{link.position - 1}")
    elif link.previous != previous:
        yield Fault("reordered", link.position, name)
    if entry is None:
        yield Fault("removed", link.position, name)
    elif digest_of(entry, previous=link.previous) != link.digest:
        yield Fault("altered", link.position, name)
