"""The log as people read it: both tables in one order, newest first, each entry with its seal."""

from __future__ import annotations

import datetime as dt
import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from wagtail.log_actions import registry

from nhipcau.accounts.models import User
from nhipcau.audit.models import Chain, EntryKind, Seal
from nhipcau.audit.policies import may_read_log
from nhipcau.audit.selectors.chain import ENTRY_MODELS
from nhipcau.kernel.collation import dictionary_order
from nhipcau.kernel.folding import fold

Person = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class LogFilter:
    """What to look for; empty fields look for everything. Both moments are inclusive."""

    who: str = ""
    about: str = ""
    action: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def condition(self) -> Q:
        """The same in the database's terms."""
        wanted = Q()
        if self.who:
            people = User.objects.all()
            for word in fold(self.who).split():
                people = people.filter(folded__contains=word)
            wanted &= Q(user_id__in=people.values("pk"))
        if self.about:
            # Wagtail's table has no folded column; SQLite's own comparing of letters knows only ASCII.
            wanted &= Q(label__iregex=re.escape(self.about))
        if self.action:
            wanted &= Q(action=self.action)
        if self.since:
            wanted &= Q(timestamp__gte=self.since)
        if self.until:
            wanted &= Q(timestamp__lte=self.until)
        return wanted


@dataclass(frozen=True)
class LogLine:
    """One entry with its place in the chain; `position` is None while it waits for its seal."""

    entry: Any
    position: int | None
    digest: str


def log_count(user: Person, wanted: LogFilter) -> int:
    """How many entries match."""
    if not may_read_log(user):
        return 0
    return sum(model.objects.filter(wanted.condition()).count() for model in ENTRY_MODELS.values())


def log_lines(user: Person, wanted: LogFilter, *, start: int = 0, most: int = 50) -> list[LogLine]:
    """Matching entries, newest first, from the `start`-th on; none for people who may not read the log."""
    if not may_read_log(user):
        return []
    keys = islice(_keys(wanted, start + most), start, start + most)
    return _with_seals([(kind, pk) for _time, kind, pk in keys])


def actions_in_log() -> list[tuple[str, str]]:
    """The actions that occur, with their words."""
    used = set().union(*(model.objects.all().get_actions() for model in ENTRY_MODELS.values()))
    return sorted(
        ((name, str(label)) for name, label in registry.get_choices() if name in used),
        key=lambda pair: dictionary_order(pair[1]),
    )


def head() -> Chain:
    """The length and the last digest of the chain."""
    return Chain.objects.filter(pk=1).first() or Chain()


def _keys(wanted: LogFilter, most: int) -> Iterator[tuple[dt.datetime, str, int]]:
    tables = (
        [
            (time, kind, pk)
            for time, pk in model.objects.filter(wanted.condition())
            .order_by("-timestamp", "-pk")
            .values_list("timestamp", "pk")[:most]
        ]
        for kind, model in ENTRY_MODELS.items()
    )
    return heapq.merge(*tables, reverse=True)


def _with_seals(keys: list[tuple[str, int]]) -> list[LogLine]:
    found: dict[tuple[str, int], Any] = {}
    sealed: dict[tuple[str, int], Seal] = {}
    for kind in EntryKind:
        pks = [pk for of, pk in keys if of == kind]
        entries = ENTRY_MODELS[kind].objects.filter(pk__in=pks).select_related("user", "content_type")
        found.update({(kind, entry.pk): entry for entry in entries})
        sealed.update({(kind, seal.entry): seal for seal in Seal.objects.filter(kind=kind, entry__in=pks)})
    return [
        LogLine(
            found[key],
            sealed[key].position if key in sealed else None,
            sealed[key].digest if key in sealed else "",
        )
        for key in keys
        if key in found
    ]
