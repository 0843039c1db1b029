"""What differs between two orders of the same work, word by word: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.functional import Promise

from nhipcau.kernel.folding import folded_marks

_TOKENS = re.compile(r"\w+|[^\w\s]|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `kind` is "same", "gone" (only before) or "added" (only now)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was: what it is called, before and now; `pieces` where it is running text."""

    name: str | Promise
    before: str
    now: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of a task: its text, and everything else as (name, value in words)."""

    text: str
    others: tuple[tuple[str | Promise, str], ...] = field(default=())


def differences(before: Facts, now: Facts, *, text: str | Promise) -> list[Difference]:
    """Everything that differs in more than case, blanks and punctuation at the ends; `text` names the text."""
    found = []
    if _bare(before.text) != _bare(now.text):
        found.append(Difference(text, before.text, now.text, word_by_word(before.text, now.text)))
    for (name, old), (_name, new) in zip(before.others, now.others, strict=True):
        if _bare(old) != _bare(new):
            found.append(Difference(name, old, new))
    return found


def word_by_word(before: str, now: str) -> tuple[Piece, ...]:
    """Both texts in one: what stayed, what went, what came; single blanks between changes are taken along."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(now)
    pieces: list[Piece] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            _append(pieces, "same", old[first:last])
        else:
            _append(pieces, "gone", old[first:last])
            _append(pieces, "added", new[start:end])
    return tuple(_tidied(pieces))


def _append(pieces: list[Piece], kind: str, tokens: Sequence[str]) -> None:
    if tokens:
        pieces.append(Piece(kind, "".join(tokens)))


def _tidied(pieces: Sequence[Piece]) -> list[Piece]:
    """Changes parted by nothing but a blank become one change: "gone gone added added" reads better than a zebra."""
    tidy: list[Piece] = []
    gone = added = ""
    for number, piece in enumerate(pieces):
        between = (
            piece.kind == "same" and piece.text.isspace() and (gone or added) and number + 1 < len(pieces)
        )
        if piece.kind == "gone" or between:
            gone += piece.text
        if piece.kind == "added" or between:
            added += piece.text
        if piece.kind == "same" and not between:
            tidy += [Piece(kind, text) for kind, text in (("gone", gone), ("added", added)) if text.strip()]
            gone = added = ""
            tidy.append(piece)
    tidy += [Piece(kind, text) for kind, text in (("gone", gone), ("added", added)) if text.strip()]
    return tidy


def _bare(text: str) -> str:
    return folded_marks(text).strip(" .,;:/-–…")
