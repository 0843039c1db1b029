"""The kinds of notices. Rooms name theirs by the hook `register_notice_kinds`, a function that gives a list of `Kind`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from nhipcau.kernel.errors import NhipCauError

Context = Mapping[str, Any]
# Asked at the moment a letter goes out, with the notice's key and context: what it says now; None where nothing is left to
# say; a moment before which it must not go out.
Refresh = Callable[[str, Context, dt.datetime], Context | dt.datetime | None]


@dataclass(frozen=True)
class Kind:
    """One kind of notice: its own wording, and a sample of what it is filled with, which also says which names exist.

    `subject` and `body` are lazy translations, written as `notices.wording` reads them: `{unit}`, `{#late}…{/late}`.
    `secret` names values that only the letter may say.
    """

    name: str
    label: str | Promise
    subject: str | Promise
    body: str | Promise
    sample: Context
    secret: Context = field(default_factory=dict)
    refresh: Refresh | None = None

    @property
    def names(self) -> Context:
        """Everything the wording may name."""
        return {**self.sample, **self.secret}


class NoSuchKind(NhipCauError):
    """The program asked for a kind of notice that no room registered, or left out what its wording names."""


def all_kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    return {kind.name: kind for give in hooks.get_hooks("register_notice_kinds") for kind in give()}


def kind_of(name: str) -> Kind:
    """The kind of that name."""
    kind = all_kinds().get(name)
    if kind is None:
        raise NoSuchKind(_("There is no such kind of notice: %(name)s.") % {"name": name}, code="no-kind")
    return kind
