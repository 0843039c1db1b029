"""The wording of notices: text with names in braces that are filled in, and parts that repeat. Nothing else happens in it.

    {unit}                      the value of that name
    {#late} … {/late}           once for each entry of a list (its names stand inside), or once where the value is not empty
    {^late} … {/late}           only where it is empty
    [{work}]({link})            a link, where `link` is an address within this system

A mark of a part that stands alone on its line takes the line with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ALONE = re.compile(r"^[ \t]*(\{[#^/][a-z][a-z0-9_]*\})[ \t]*(?:\n|\Z)", re.MULTILINE)
_MARK = re.compile(r"\{([#^/]?)([a-z][a-z0-9_]*)\}")
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")  # what parts without a value leave behind
LONGEST = 20_000  # characters of a filled text


@dataclass
class Part:
    """A run of text, names and further parts; `sign` is empty for the whole, "#" or "^" for a part."""

    name: str = ""
    sign: str = ""
    inside: list[str | Name | Part] = field(default_factory=list)


@dataclass(frozen=True)
class Name:
    """A name to be filled in."""

    name: str


class BadWording(ValueError):
    """The text cannot be understood; `message` says where."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


def parse(text: str) -> Part:
    """The text as a tree; raises BadWording."""
    text = _ALONE.sub(r"\1", text.replace("\r\n", "\n"))
    open_parts = [Part()]
    place = 0
    for mark in _MARK.finditer(text):
        sign, name = mark.groups()
        open_parts[-1].inside.append(text[place : mark.start()])
        place = mark.end()
        if not sign:
            open_parts[-1].inside.append(Name(name))
        elif sign in "#^":
            part = Part(name, sign)
            open_parts[-1].inside.append(part)
            open_parts.append(part)
        elif open_parts[-1].name == name:
            open_parts.pop()
        else:
            raise BadWording(
                _("“{/%(name)s}” closes a part that is not open at that place.") % {"name": name}
            )
    if len(open_parts) > 1:
        raise BadWording(
            _("The part “{%(sign)s%(name)s}” is never closed: write “{/%(name)s}” where it ends.")
            % {"sign": open_parts[-1].sign, "name": open_parts[-1].name}
        )
    open_parts[0].inside.append(text[place:])
    return open_parts[0]


def check(text: str, sample: Mapping[str, Any]) -> None:
    """Raise BadWording where the text names what is not there."""
    _check(parse(text), sample)


def _check(part: Part, known: Mapping[str, Any]) -> None:
    for each in part.inside:
        if isinstance(each, str):
            continue
        if each.name not in known:
            raise BadWording(
                _("“{%(name)s}” is not known at that place. Known are: %(known)s.")
                % {"name": each.name, "known": ", ".join(f"{{{name}}}" for name in known)}
            )
        value = known[each.name]
        if isinstance(each, Name) and isinstance(value, (list, Mapping)):
            raise BadWording(
                _(
                    "“{%(name)s}” is a list: write “{#%(name)s} … {/%(name)s}” around what is said of each entry."
                )
                % {"name": each.name}
            )
        if isinstance(each, Part):
            inside = value[0] if isinstance(value, list) and value and each.sign == "#" else {}
            _check(each, {**known, **inside})


def fill(text: str, context: Mapping[str, Any]) -> str:
    """The text with its names filled in; a name without a value says nothing."""
    filled = "".join(_filled(parse(text), context))
    return _GAP.sub("\n\n", filled[:LONGEST]).strip()


def _filled(part: Part, context: Mapping[str, Any]) -> Iterator[str]:
    for each in part.inside:
        if isinstance(each, str):
            yield each
        elif isinstance(each, Name):
            yield _said(context.get(each.name))
        else:
            value = context.get(each.name)
            if each.sign == "^":
                if not value:
                    yield from _filled(each, context)
            elif isinstance(value, list):
                for entry in value:
                    yield from _filled(each, {**context, **entry})
            elif value:
                yield from _filled(each, context)


def _said(value: Any) -> str:
    if value is None or isinstance(value, (list, Mapping)):
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(formats.localize(value))
    return str(value)
