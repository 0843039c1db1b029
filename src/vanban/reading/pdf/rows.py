"""Characters → rows of text, and the pieces of a row between wide gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median

from vanban.reading.pdf.glyphs import Glyph
from vanban.text.syllables import is_syllable

SPACE = 0.16
"""Gap between letters, in font sizes, that is a blank where the file has none (a blank is 0.25 wide)."""
_OVERLAP = -0.5
"""Slanted letters reach over the blank before them; further than this the blank is one of another layer."""
_SUPERSCRIPT_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNIT = re.compile(r"(?:^|[\s\d/])[kcdmh]?m$")  # square and cubic metres are no notes
_BARE_LABEL = re.compile(r"[-–+*•]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVX]{1,5})[.)\-]{0,2}")
_LAST_LETTERS = re.compile(r"(?<!\w)[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+(?!\w)")


@dataclass(slots=True)
class Row:
    """Characters on one baseline (or one piece of it), with the text they print."""

    glyphs: list[Glyph]
    page: int
    text: str = ""
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    marks: list[str] = field(default_factory=list)
    """Marks of footnotes that the text names."""

    def finish(self) -> Row:
        """Work out text and measures from the characters."""
        self.glyphs = _in_place(self.glyphs)
        self.x0 = self.glyphs[0].x0
        self.x1 = max(glyph.x1 for glyph in self.glyphs)
        self.size = median(glyph.size for glyph in self.glyphs)
        ground = [glyph for glyph in self.glyphs if glyph.size > self.size * 0.8] or self.glyphs
        self.y = median(glyph.y for glyph in ground)
        self.bold = all(glyph.bold for glyph in ground)
        self.italic = all(glyph.italic for glyph in ground)
        self.text = self._print()
        return self

    def _print(self) -> str:
        parts: list[str] = []
        raised: list[str] = []
        before: Glyph | None = None
        for glyph in self.glyphs:
            gap = glyph.x0 - before.x1 if before is not None else 0.0
            blank = before is not None and _is_blank(before, glyph, gap)
            if _is_raised_digit(glyph, self.y, self.size) and before is not None and not blank:
                raised.append(glyph.text)
            else:
                parts.extend(self._mark(raised, parts))
                if blank:
                    parts.append(" ")
                if not raised and before is None and _is_raised_digit(glyph, self.y, self.size):
                    raised.append(glyph.text)
                else:
                    parts.append(glyph.text)
            before = glyph
        parts.extend(self._mark(raised, parts))
        return _mend("".join(parts))

    def _mark(self, raised: list[str], before: list[str]) -> list[str]:
        if not raised:
            return []
        digits = "".join(raised).translate(_SUPERSCRIPT_DIGITS)
        raised.clear()
        if _UNIT.search("".join(before[-4:])):
            return [digits]
        mark = f"⁽{digits}⁾"
        self.marks.append(mark)
        return [mark]


def _in_place(glyphs: list[Glyph]) -> list[Glyph]:
    """Letters from the left; a blank becomes a flag of the letter it stands before."""
    ordered: list[Glyph] = []
    blank = False
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        if glyph.text == " ":
            blank = True
            continue
        glyph.spaced = glyph.spaced or blank
        blank = False
        ordered.append(glyph)
    return ordered


def _is_blank(before: Glyph, glyph: Glyph, gap: float) -> bool:
    size = max(before.size, glyph.size)
    return gap > (_OVERLAP if glyph.spaced else SPACE) * size


def _is_raised_digit(glyph: Glyph, baseline: float, size: float) -> bool:
    """The number of a footnote: smaller than the text and above its baseline."""
    return glyph.text.isdecimal() and glyph.size < size * 0.8 and glyph.y > baseline + size * 0.15


def _mend(text: str) -> str:
    """Join the parts of a syllable that the layout of the file has torn ("đ ộng" → "động")."""
    words: list[str] = []
    for word in text.split(" "):
        if words and _is_torn(words[-1], word):
            words[-1] += word
        else:
            words.append(word)
    return " ".join(words)


def _is_torn(before: str, after: str) -> bool:
    """Only where one part can be no word, the whole can, and neither starts a sentence or a name."""
    head, tail = _LAST_LETTERS.search(before), _FIRST_LETTERS.match(after)
    if head is None or tail is None or not tail.group().islower() or head.group().isupper():
        return False
    whole = head.group() + tail.group()
    if whole.isascii() or (is_syllable(head.group()) and is_syllable(tail.group())):
        return False
    return is_syllable(whole)


def rows_of(glyphs: list[Glyph], page: int) -> list[Row]:
    """Rows from the top; a raised or lowered character belongs to the row it overlaps."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if rows and _same_row(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    merged: list[list[Glyph]] = []
    for row in rows:
        if merged and _is_raised_part(merged[-1], row):
            merged[-1].extend(row)
        else:
            merged.append(row)
    return [Row(row, page).finish() for row in merged if any(glyph.text != " " for glyph in row)]


def _same_row(row: list[Glyph], glyph: Glyph) -> bool:
    return row[0].y - glyph.y < 0.22 * max(row[0].size, glyph.size)


def _is_raised_part(upper: list[Glyph], lower: list[Glyph]) -> bool:
    """Small characters somewhat above a row that has room for them at their place."""
    rise = upper[0].y - lower[0].y
    size = max(glyph.size for glyph in lower)
    if rise > 0.55 * size or any(glyph.size > 0.8 * size for glyph in upper) or len(upper) > 12:
        return False
    return all(glyph.text.isdecimal() or not glyph.text.isalnum() for glyph in upper)


def split_row(row: Row, gap: float) -> list[Row]:
    """The pieces of a row between gaps at least this wide, from the left."""
    pieces: list[list[Glyph]] = [[row.glyphs[0]]]
    right = row.glyphs[0].x1
    for glyph in row.glyphs[1:]:
        if glyph.x0 - right >= gap:
            pieces.append([])
        pieces[-1].append(glyph)
        right = max(right, glyph.x1)
    if len(pieces) > 1 and _BARE_LABEL.fullmatch("".join(glyph.text for glyph in pieces[0])):
        pieces[:2] = [pieces[0] + pieces[1]]  # a tab after the label of an item
    if len(pieces) == 1:
        return [row]
    return [Row(piece, row.page).finish() for piece in pieces]
