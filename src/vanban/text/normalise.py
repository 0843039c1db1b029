"""One form for all text: Unicode NFC, one kind of blank, nothing invisible.

Real files mix composed and decomposed letters, non-breaking and zero-width blanks and the soft hyphens
of typesetting. Everything after this room sees composed letters and ordinary spaces only.
"""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"[\t\v\f \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udfff]")
_MARKS = re.compile(
    "[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]"
)  # the marks that Vietnamese letters carry
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")

# Letters of other blocks that keyboards and fonts put in place of the Vietnamese ones: the Icelandic and
# African forms of "đ" look the same in print.
_LOOKALIKES = str.maketrans({"\u00d0": "\u0110", "\u0189": "\u0110", "\u0256": "\u0111"})


def nfc(text: str) -> str:
    """Composed letters; returns the same object where nothing changes."""
    return unicodedata.normalize("NFC", text)


def is_decomposed(text: str) -> bool:
    """Whether letters are printed as base letter and combining mark (a finding of its own for the officer)."""
    return _MARKS.search(text) is not None


def clean(text: str) -> str:
    """Composed text without invisible characters; line ends become line feeds, inner blanks are kept."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", _INVISIBLE.sub("", text))
    return nfc(text).translate(_LOOKALIKES)


def squeeze(text: str) -> str:
    """A run of blanks (not line feeds) becomes one space; none is left at the ends."""
    return _BLANKS.sub(" ", text).strip()
