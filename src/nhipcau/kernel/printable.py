"""Characters that no file of ours can carry: controls that come along when text is copied from a PDF or an old program."""

from __future__ import annotations

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# What XML 1.0 (and so .xlsx and .docx) has no place for; tabs and ends of lines are text.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
UNPRINTABLE_TOLD = _(
    "The text holds invisible control characters, often copied along from another program. Nothing was saved: "
    "type that place anew, or paste it as plain text."
)
printable_only = RegexValidator(_UNPRINTABLE, UNPRINTABLE_TOLD, code="unprintable", inverse_match=True)


def is_printable(text: str) -> bool:
    """Whether the text holds none of these characters."""
    return _UNPRINTABLE.search(text) is None


def printable(text: str) -> str:
    """The text without them, for files that leave the system."""
    return _UNPRINTABLE.sub("", text)
