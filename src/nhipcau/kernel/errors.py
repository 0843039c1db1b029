"""Errors that are told to people.

NhipCauError
├── Refused          the rules of the work say no; the message tells what to do instead
└── Outdated         somebody else saved first; nothing was overwritten
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class NhipCauError(Exception):
    """An error whose message is meant for the person at the screen."""

    def __init__(self, message: str | Promise, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


class Refused(NhipCauError):
    """A service will not do what was asked; `code` is stable, `message` says what was kept and what to do."""


class Outdated(NhipCauError):
    """The row changed since it was read (optimistic lock)."""

    def __init__(self, message: str | Promise | None = None, *, code: str = "outdated") -> None:
        super().__init__(
            message
            or _(
                "Somebody else changed this in the meantime. Nothing was overwritten: reload the page and repeat your change."
            ),
            code=code,
        )
