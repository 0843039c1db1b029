"""The log in words: what an entry is about by its name of today, and its details without the program's own terms.

Rooms name their things by the hook `name_in_log`: a function of (model such as "plans.plan", keys) that gives
{key: (name, address)} for those it knows; the address may be empty. By `words_in_log`, a function without arguments, they
give words for values: {"kinds": {"department": "Sở"}}.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from wagtail import hooks

from nhipcau.accounts.models import Role
from nhipcau.audit.selectors.log import LogLine
from nhipcau.kernel.fields import WRITTEN

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ASKED_AT_ONCE = 500  # keys in one question: SQLite counts the parameters of a statement

KEYS: dict[str, str | Promise] = {
    "above": pgettext_lazy("log", "below the unit"),
    "after": pgettext_lazy("log", "days after"),
    "alias": pgettext_lazy("log", "also written"),
    "aliases": pgettext_lazy("log", "also written"),
    "came": pgettext_lazy("log", "seats that came"),
    "closed": pgettext_lazy("log", "account closed"),
    "before": pgettext_lazy("log", "days before"),
    "code": pgettext_lazy("log", "unit code"),
    "count": pgettext_lazy("log", "how many"),
    "deputy": pgettext_lazy("log", "as deputy"),
    "emptied": pgettext_lazy("log", "contents removed"),
    "evidence": pgettext_lazy("log", "evidence no."),
    "fields": pgettext_lazy("log", "changed"),
    "file": pgettext_lazy("log", "file"),
    "files": pgettext_lazy("log", "files"),
    "from": pgettext_lazy("log", "old name"),
    "instead_of": pgettext_lazy("log", "instead of"),
    "invited": pgettext_lazy("log", "invited by e-mail"),
    "is_on": pgettext_lazy("log", "goes out"),
    "kind": pgettext_lazy("log", "kind"),
    "kinds": pgettext_lazy("log", "kinds of units"),
    "language": pgettext_lazy("log", "language"),
    "last": pgettext_lazy("log", "last day"),
    "left": pgettext_lazy("log", "seats that left"),
    "legal_basis": pgettext_lazy("log", "legal basis"),
    "met": pgettext_lazy("log", "work done"),
    "name": pgettext_lazy("log", "name"),
    "new": pgettext_lazy("log", "new"),
    "obligations": pgettext_lazy("log", "obligations"),
    "on": pgettext_lazy("log", "on"),
    "other_names": pgettext_lazy("log", "also written"),
    "parts": pgettext_lazy("log", "parts"),
    "person": pgettext_lazy("log", "user name"),
    "pieces": pgettext_lazy("log", "pieces"),
    "printed": pgettext_lazy("log", "name in the plan"),
    "reason": pgettext_lazy("log", "reason"),
    "role": pgettext_lazy("log", "role"),
    "same": pgettext_lazy("log", "unchanged"),
    "schedules": pgettext_lazy("log", "schedules"),
    "seats": pgettext_lazy("log", "committee seats"),
    "sha256": "SHA-256",
    "since": pgettext_lazy("log", "since"),
    "size": pgettext_lazy("log", "size in bytes"),
    "successors": pgettext_lazy("log", "carried on by"),
    "task": pgettext_lazy("log", "task no."),
    "tasks": pgettext_lazy("log", "tasks"),
    "to": pgettext_lazy("log", "new name"),
    "to_person": pgettext_lazy("log", "handed over to"),
    "type": pgettext_lazy("log", "type"),
    "unit": pgettext_lazy("log", "unit"),
    "units": pgettext_lazy("log", "units"),
    "version": pgettext_lazy("log", "version"),
    "was": pgettext_lazy("log", "before"),
}
FIELDS: dict[str, str | Promise] = {
    "display_name": pgettext_lazy("log", "name"),
    "email": pgettext_lazy("log", "e-mail"),
    "is_checked": pgettext_lazy("log", "checked"),
    "issued_on": pgettext_lazy("log", "date"),
    "issuer": pgettext_lazy("log", "issued by"),
    "kind": pgettext_lazy("log", "kind"),
    "languages": pgettext_lazy("log", "languages"),
    "number": pgettext_lazy("log", "number"),
    "office_phone": pgettext_lazy("log", "telephone"),
    "period_from": pgettext_lazy("log", "period from"),
    "period_to": pgettext_lazy("log", "period to"),
    "position": pgettext_lazy("log", "job title"),
    "quantity_count": pgettext_lazy("log", "quantity"),
    "quantity_of": pgettext_lazy("log", "of what"),
    "symbol": pgettext_lazy("log", "symbol"),
    "text": pgettext_lazy("log", "text"),
    "time_text": pgettext_lazy("log", "time as printed"),
    "title": pgettext_lazy("log", "title"),
    "type": pgettext_lazy("log", "type"),
    "whens": pgettext_lazy("log", "schedule"),
}
VALUES: dict[str, Mapping[str, str | Promise]] = {
    "role": {role.value: role.label for role in Role},
    "fields": FIELDS,
    "was": {"paused": pgettext_lazy("log", "paused"), "excused": pgettext_lazy("log", "nothing to report")},
    "type": {
        "totp": pgettext_lazy("log", "authenticator application"),
        "webauthn": pgettext_lazy("log", "passkey"),
        "recovery_codes": pgettext_lazy("log", "recovery codes"),
    },
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the log as people read it."""

    line: LogLine
    about: str
    address: str
    details: list[tuple[str, str]]

    @property
    def in_words(self) -> str:
        """The details as one text, for a cell of a spreadsheet."""
        return "; ".join(f"{key}: {value}" for key, value in self.details)


def in_words(lines: Sequence[LogLine]) -> list[ShownLine]:
    """Each line with the name of what it is about and its details: a fixed number of questions for a page of lines."""
    names = _names([line.entry for line in lines])
    shown = []
    for line in lines:
        entry = line.entry
        key = (entry.content_type_id, str(getattr(entry, "object_id", "")))
        about, address = names.get(key, (entry.label, ""))
        shown.append(ShownLine(line, about, address, details_of(entry.data)))
    return shown


def details_of(data: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """What an entry keeps besides, in words; what says nothing is left out."""
    return [
        (str(KEYS.get(key, key)), _value(key, value))
        for key, value in (data or {}).items()
        if value not in (None, "", [], {})
    ]


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("not yet")
    if isinstance(value, list):
        return ", ".join(_value(key, each) for each in value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return dt.date.fromisoformat(value).strftime(WRITTEN)
    for words in (VALUES, *(give() for give in hooks.get_hooks("words_in_log"))):
        if str(value) in words.get(key, {}):
            return str(words[key][str(value)])
    return str(value)


def _names(entries: Sequence[Any]) -> dict[tuple[int, str], tuple[str, str]]:
    wanted: dict[int, set[int]] = defaultdict(set)
    for entry in entries:
        key = str(getattr(entry, "object_id", ""))
        if entry.content_type_id and key.isdecimal():
            wanted[entry.content_type_id].add(int(key))
    found: dict[tuple[int, str], tuple[str, str]] = {}
    for kind_id, keys in wanted.items():
        kind = ContentType.objects.get_for_id(kind_id)
        ordered = sorted(keys)
        for start in range(0, len(ordered), ASKED_AT_ONCE):
            part = ordered[start : start + ASKED_AT_ONCE]
            for ask in hooks.get_hooks("name_in_log"):
                told: Mapping[int, tuple[str, str]] = ask(f"{kind.app_label}.{kind.model}", part)
                found.update({(kind_id, str(key)): thing for key, thing in told.items()})
    return found
