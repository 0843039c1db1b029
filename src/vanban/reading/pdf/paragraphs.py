"""Rows → paragraphs.

Word processors fill a row as far as the next word does not fit. So a row that had room for the word which
opens the next one was ended by the author; indents, labels and wider gaps tell the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from vanban.reading.breaks import opens_item
from vanban.reading.pdf.rows import Row

_ENDS = re.compile(r"[.;:…!?/]\s*$|\./\.$")
_TIED_END = re.compile(r"\w[-/]$")
_SMALL_START = re.compile(r"[a-zà-ỹđ(]")
_CAPITAL_ITEM = re.compile(r"\W*(?:\w{1,3}[.)]\s+)?[^\W\d_a-zà-ỹđ]")
_INDENT = 0.55
_SAME_PLACE = 0.3


@dataclass(slots=True)
class Paragraph:
    """Rows that a person reads as one line of the document."""

    rows: list[Row] = field(default_factory=list)
    centred: bool = False
    gap: bool = False

    @property
    def text(self) -> str:
        """The rows' texts put together; a row that ends in a tied hyphen or slash takes no blank."""
        parts: list[str] = []
        for row in self.rows:
            if parts and not _TIED_END.search(parts[-1]):
                parts.append(" ")
            parts.append(row.text)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Column:
    """The area that rows were set in."""

    left: float
    right: float
    pitch: float
    """Usual distance of baselines, in font sizes."""
    indents: bool = False
    """Most rows stand at the left edge: a row further in opens a paragraph."""
    is_cell: bool = False
    """Narrow cells are set ragged: there, only a sentence's end or a label makes a short row the last one."""

    def is_even(self, row: Row) -> bool:
        """Same room on both sides: centred, or a full row."""
        before, after = row.x0 - self.left, self.right - row.x1
        return abs(before - after) < max(8.0, row.size * 0.7)

    def is_centred(self, row: Row) -> bool:
        """Same room on both sides, and more than an indent."""
        return self.is_even(row) and min(row.x0 - self.left, self.right - row.x1) > row.size * 1.2


def column_of(rows: list[Row], left: float | None = None, right: float | None = None) -> Column:
    """Measure the column that rows were set in; edges may be given by a table's lines."""
    if left is None:
        left = _common(row.x0 for row in rows) if len(rows) > 6 else min(row.x0 for row in rows)
        left = min([left, *(row.x0 for row in rows if row.x0 > left - 12)])
    if right is None:
        right = max(row.x1 for row in rows)
        common = _common(row.x1 for row in rows)
        if sum(abs(row.x1 - common) < 2 for row in rows) > max(6, 0.25 * len(rows)):
            right = common  # justified text; what reaches further is an accident
    steps = [
        round((upper.y - lower.y) / upper.size, 1)
        for upper, lower in pairwise(rows)
        if upper.page == lower.page and 0.7 * upper.size < upper.y - lower.y < 2.5 * upper.size
    ]
    at_left = sum(row.x0 < left + 0.4 * row.size for row in rows)
    return Column(left, right, _common_step(steps), indents=len(rows) > 6 and at_left > 0.35 * len(rows))


def _common(places: Iterable[float]) -> float:
    counted = Counter(round(place) for place in places)
    return float(max(counted, key=lambda place: (counted[place], place)))


def _common_step(steps: list[float]) -> float:
    """The smallest distance that is frequent: lines inside paragraphs are closer than paragraphs."""
    counted = Counter(steps)
    frequent = [step for step, count in counted.items() if count * 5 >= len(steps)]
    return min(frequent, default=1.25)


def paragraphs_of(rows: list[Row], column: Column, *, stacked: bool = False) -> list[Paragraph]:
    """Join rows; `stacked` says that capitals stand one below the other, as in a letterhead."""
    found: list[Paragraph] = []
    for row in rows:
        centred = column.is_centred(row)
        if found and not _starts(found[-1], row, column, centred=centred, stacked=stacked):
            found[-1].rows.append(row)
            continue
        before = found[-1].rows[-1] if found else None
        gap = before is not None and before.page == row.page and _is_blank_line(before, row, column)
        found.append(Paragraph([row], centred, gap))
    return found


def _is_gap(before: Row, row: Row, column: Column) -> bool:
    size = max(before.size, row.size)
    return before.y - row.y > (column.pitch + 0.25) * size


def _is_blank_line(before: Row, row: Row, column: Column) -> bool:
    return before.y - row.y > (column.pitch + 0.9) * max(before.size, row.size)


def _first_word(row: Row) -> float:
    """Width of the word that opens a row."""
    right = row.x1
    for before, glyph in pairwise(row.glyphs):
        if glyph.spaced or glyph.x0 - before.x1 > 0.2 * glyph.size:
            right = before.x1
            break
    return right - row.x0


def _text_after_label(row: Row) -> float:
    """Where the text begins that a label stands before."""
    for before, glyph in pairwise(row.glyphs):
        if glyph.spaced or glyph.x0 - before.x1 > 0.2 * glyph.size:
            return glyph.x0
    return row.x0


def _had_room(before: Row, row: Row, column: Column, *, centred: bool) -> bool:
    """Whether the opening word of a row would have fitted at the end of the row before."""
    used = before.x1 - before.x0 if centred else before.x1 - column.left
    return used + _first_word(row) + 0.3 * row.size < column.right - column.left


def continues_sentence(before: str, after: str) -> bool:
    """Whether a text goes on across the end of a cell or page."""
    return not opens_item(after) and (_SMALL_START.match(after) is not None or not _ENDS.search(before))


def _starts(paragraph: Paragraph, row: Row, column: Column, *, centred: bool, stacked: bool) -> bool:
    """Whether a row opens a new paragraph after this one."""
    before = paragraph.rows[-1]
    if abs(before.size - row.size) > 1.2 or (before.page == row.page and before.y < row.y - 2):
        return True
    far = before.page == row.page and _is_blank_line(before, row, column)
    if far and not _SMALL_START.match(row.text):
        return True
    if column.is_cell and continues_sentence(before.text, row.text) and not row.text.isupper():
        return before.bold != row.bold
    if stacked and (before.text.isupper() or (row.text.isupper() and " " in row.text) or _is_name(row.text)):
        return True
    if (paragraph.centred and column.is_even(row)) or (centred and column.is_even(before)):
        styles_differ = before.bold != row.bold or before.text.isupper() != row.text.isupper()
        return styles_differ or _had_room(before, row, column, centred=True)
    if paragraph.centred != centred and (paragraph.centred or len(paragraph.rows) == 1):
        continues = not paragraph.centred and not _had_room(before, row, column, centred=False)
        if not continues or opens_item(row.text):
            return True
    if before.text.isupper() and before.bold and not row.bold and not row.text.isupper():
        return True
    if _had_room(before, row, column, centred=False):
        # A row may end early where letters are set wider; a small letter at the margin goes on.
        at_margin = row.x0 <= column.left + _SAME_PLACE * row.size
        small = _SMALL_START.match(row.text) is not None and not _ENDS.search(before.text)
        return not (at_margin and small) or opens_item(row.text)
    return _starts_by_place(paragraph, row, column)


def _is_name(text: str) -> bool:
    """A signer's name: three words or more, each with a capital."""
    return text.istitle() and text.count(" ") >= 2 and text.replace(" ", "").isalpha()


def _starts_by_place(paragraph: Paragraph, row: Row, column: Column) -> bool:
    """The row before is full: indent, label and gap decide."""
    before, first = paragraph.rows[-1], paragraph.rows[0]
    near = _SAME_PLACE * row.size
    ended = _ENDS.search(before.text) is not None
    labelled = opens_item(row.text)
    indented = row.x0 > column.left + _INDENT * row.size
    if before.bold != row.bold and indented and not _SMALL_START.match(row.text):
        return True
    if ended and (labelled or (before.bold != row.bold and not _SMALL_START.match(row.text))):
        return True
    if (
        labelled
        and opens_item(first.text)
        and abs(row.x0 - first.x0) <= near
        and _CAPITAL_ITEM.match(row.text)
    ):
        return True
    if opens_item(first.text) and abs(row.x0 - _text_after_label(first)) <= near and not labelled:
        return False
    if len(paragraph.rows) > 1:
        continued = before.x0
    else:
        continued = min(column.left, first.x0) if first.x0 - column.left > near else column.left
    if row.x0 > continued + _INDENT * row.size:
        if abs(row.x0 - first.x0) <= near and not column.indents:
            # Both rows stand at the indent: a block set in as a whole, unless a sentence ended.
            return labelled or (ended and not _SMALL_START.match(row.text)) or len(paragraph.rows) > 1
        return not _SMALL_START.match(row.text) or ended
    if before.page == row.page and _is_gap(before, row, column) and ended:
        return True
    return (
        labelled and first.x0 - column.left <= near and len(paragraph.rows) == 1 and row.bold != before.bold
    )
