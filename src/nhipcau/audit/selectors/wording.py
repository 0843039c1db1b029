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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from nhipcau.accounts.models import Role
from nhipcau.audit.selectors.log import LogLine
from nhipcau.kernel.fields import WRITTEN

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ASKED_AT_ONCE = 500  # keys in one question: SQLite counts the parameters of a statement

KEYS: dict[str, str | Promise] = {
    "above": _("below the unit"),
    "aliases": _("also written"),
    "code": _("unit code"),
    "count": _("how many"),
    "emptied": _("contents removed"),
    "evidence": _("evidence no."),
    "fields": _("changed"),
    "file": _("file"),
    "files": _("files"),
    "from": _("old name"),
    "kinds": _("kinds of units"),
    "last": _("last day"),
    "met": _("work done"),
    "name": _("name"),
    "new": _("new"),
    "obligations": _("obligations"),
    "on": _("on"),
    "parts": _("parts"),
    "person": _("user name"),
    "pieces": _("pieces"),
    "printed": _("name in the plan"),
    "reason": _("reason"),
    "role": _("role"),
    "same": _("unchanged"),
    "schedules": _("schedules"),
    "sha256": "SHA-256",
    "since": _("since"),
    "size": _("size in bytes"),
    "successors": _("carried on by"),
    "task": _("task no."),
    "tasks": _("tasks"),
    "to": _("new name"),
    "type": _("type"),
    "unit": _("unit"),
    "units": _("units"),
    "version": _("version"),
    "was": _("before"),
}
FIELDS: dict[str, str | Promise] = {
    "display_name": _("name"),
    "email": _("e-mail"),
    "is_checked": _("checked"),
    "issued_on": _("date"),
    "issuer": _("issued by"),
    "kind": _("kind"),
    "languages": _("languages"),
    "number": _("number"),
    "office_phone": _("telephone"),
    "period_from": _("period from"),
    "period_to": _("period to"),
    "position": _("job title"),
    "quantity_count": _("quantity"),
    "quantity_of": _("of what"),
    "symbol": _("symbol"),
    "text": _("text"),
    "time_text": _("time as printed"),
    "title": _("title"),
    "type": _("type"),
    "whens": _("schedule"),
}
VALUES: dict[str, Mapping[str, str | Promise]] = {
    "role": {role.value: role.label for role in Role},
    "fields": FIELDS,
    "was": {"paused": _("paused"), "excused": _("nothing to report")},
    "type": {
        "totp": _("authenticator application"),
        "webauthn": _("passkey"),
        "recovery_codes": _("recovery codes"),
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
