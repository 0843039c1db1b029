"""Marks of Markdown and of saved web pages: taken out of a line, remembered as evidence.

Asterisks and heading marks are typography, not text. An emphasis that is still open at the end of a line
says that the next line goes on with the same paragraph; a star that closes nothing is a bullet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.text.normalise import squeeze

_HEADING = re.compile(r"\s{0,3}(?:>\s*)*(#{1,6})\s+")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>&])")
_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile(r"(?<![\w_])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\w_])")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\((?:https?:|#|/)[^)\s]*\)")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|p|div|sup|sub|center|font|a)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SHIELDED = "\ue000"  # a literal asterisk that was escaped


@dataclass(frozen=True, slots=True)
class Marked:
    """A physical line without its marks.

    `level` is the depth of a "#" heading; `starts`/`stays` tell whether an emphasis is open before and
    after the line; `bold` whether the whole line is emphasised; `raw` keeps the stars.
    """

    text: str
    raw: str
    level: int | None
    starts: bool
    stays: bool
    bold: bool


def is_fence(line: str) -> bool:
    """The opening or closing of a code block, which holds no text of its own."""
    return bool(_FENCE.match(line))


def read_marks(line: str, is_open: bool) -> Marked:
    """Take the marks out of one line; `is_open` tells whether an emphasis is open before it."""
    level = None
    if found := _HEADING.match(line):
        level = len(found[1])
        line = line[found.end() :]
    if "<" in line:
        line = _TAG.sub("", _BREAK.sub(" ", line))
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    if "\\" in line:
        line = _ESCAPED.sub(lambda m: _SHIELDED if m[1] == "*" else m[1], line)
    raw = squeeze(line)
    runs = _STARS.findall(raw)
    if raw.startswith("* "):
        runs = runs[1:]
    stays = is_open != bool(len(runs) % 2)
    text = squeeze(_STARS.sub("", raw)) if runs or "*" in raw else raw
    bold = bool(text) and (is_open or raw.startswith("*")) and (stays or raw.endswith("*"))
    if "_" in text:
        text = squeeze(_UNDERSCORES.sub("", text))
    return Marked(text.replace(_SHIELDED, "*"), raw.replace(_SHIELDED, "*"), level, is_open, stays, bold)


def star_bullet(raw: str) -> bool:
    """Whether the leading stars of a paragraph hold a bullet: one is left over when all pairs are closed.

    >>> star_bullet("**** Phối hợp với các cơ quan báo chí***"), star_bullet("** II**")
    (True, False)
    """
    found = _STARS.match(raw)
    if not found or found.end() == len(raw) or raw[found.end()] not in " \t":
        return False
    return raw.count("*") % 2 == 1
