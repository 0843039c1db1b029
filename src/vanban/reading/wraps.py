"""Hard wraps: which physical lines of a plain text make one paragraph.

Three habits are told apart once for a file. *Ragged*: every line is a paragraph (saved from a word
processor). *Wrapped*: paragraphs are broken over several lines and parted by blank lines (web pages).
*Dense*: broken lines without blank lines between (text taken from a PDF); there a line that leaves room
for the next word ends its paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from vanban.catalog.document_types import TITLES
from vanban.reading.marks import Marked, star_bullet
from vanban.text.labels import LabelKind, is_bare_label, label_of

LONGEST_WRAP = 160  # characters; no page is set wider, so longer lines are whole paragraphs
NARROWEST = 0.8  # of the width; narrower lines stand in columns of their own
SHORT = (
    0.6  # of a full line; a line shorter than that before a label or after a full stop ended its paragraph
)
UNFINISHED = 0.8  # of the usual full line; a line without final mark counts as full from there on
_ENDS = (".", ";", ":", "…", "!", "?", "/.", ".”", ";”")
_SOFT_ENDS = (*_ENDS, ",", ")", "”", '"')
_MIDDLES = frozenset("&/%")  # signs that open no paragraph
_TYPE_WORDS = frozenset({*(name.upper() for name in TITLES), "QUYẾT ĐỊNH:"})


class Habit(Enum):
    """How a file breaks its paragraphs."""

    RAGGED = "ragged"
    WRAPPED = "wrapped"
    DENSE = "dense"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A joined paragraph with its evidence."""

    text: str
    level: int | None
    bold: bool
    gap: bool


def habit_of(blocks: list[list[Marked]]) -> tuple[Habit, int]:
    """The habit of a file and the usual length of a full line, from its blocks of adjacent lines.

    Letters are not equally wide, so the length is taken from the lines that certainly go on: those before
    a line that opens with a small letter, counted with the word that found no room on them.
    """
    lengths = sorted(len(line.text) for block in blocks for line in block)
    if not lengths:
        return Habit.RAGGED, 0
    width = lengths[min(len(lengths) - 1, len(lengths) * 98 // 100)]
    pairs = going_on = 0
    full: list[int] = []
    for block in blocks:
        for before, line in pairwise(block):
            pairs += 1
            if starts_small(line.text):
                going_on += 1
                if len(before.text) >= width * NARROWEST:
                    full.append(_length_with(before, line))
    if width > LONGEST_WRAP or not pairs or going_on < max(2, pairs * 0.15):
        return Habit.RAGGED, width
    crowded = sum(len(block) for block in blocks if len(block) > 12)
    full = sorted(full) or [width]
    habit = Habit.DENSE if crowded > len(lengths) // 2 else Habit.WRAPPED
    return habit, full[len(full) // 2]


def starts_small(text: str) -> bool:
    """Whether a line opens with a small letter that is no label: no paragraph begins so."""
    return text[:1].islower() and label_of(text) is None


def join_block(block: list[Marked], habit: Habit, width: int, *, keep_lines: bool = False) -> list[Paragraph]:
    """The paragraphs of one block of adjacent lines; `keep_lines` for letterheads and signatures."""
    groups: list[list[Marked]] = []
    for line in block:
        if not line.text:
            continue
        if groups and _goes_on(groups[-1], line, habit, width, keep_lines=keep_lines):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, gap=index == 0) for index, group in enumerate(groups)]


def _paragraph(group: list[Marked], *, gap: bool) -> Paragraph:
    text = " ".join(line.text for line in group)
    if star_bullet(" ".join(line.raw for line in group)) and label_of(text) is None:
        text = f"* {text}"
    return Paragraph(text, group[0].level, all(line.bold for line in group), gap)


def _goes_on(group: list[Marked], line: Marked, habit: Habit, width: int, *, keep_lines: bool) -> bool:
    """Whether a line goes on with the paragraph before it."""
    before = group[-1]
    if line.level is not None or before.text in _TYPE_WORDS:
        return False
    if habit is Habit.RAGGED and not keep_lines:
        broken = _label_alone(group) or (before.stays and label_of(line.text) is None)
        return before.level is None and broken
    if _label_alone(group):
        label = label_of(line.text)
        return label is None or label.kind is LabelKind.ANNEX
    if _opens_paragraph(before, line, habit, width):
        return False
    if before.stays or starts_small(line.text):
        return True
    if keep_lines or _is_whole(line) or (_is_whole_group(group) and not line.raw.startswith("*")):
        return False
    if habit is Habit.DENSE:
        return _opens_in_middle(line.text) or _is_full(before, line, width)
    return not (before.text.endswith((".", ";")) and _length_with(before, line) < width * SHORT)


def _opens_in_middle(text: str) -> bool:
    """Whether a line opens with a figure, a sign or a small letter in brackets: no paragraph begins so."""
    return text[:1] in _MIDDLES or text[:1].isdigit() or (text[:1] == "(" and text[1:2].islower())


def _label_alone(group: list[Marked]) -> bool:
    return len(group) == 1 and is_bare_label(group[0].text)


def _is_whole(line: Marked) -> bool:
    return line.bold and not line.starts and not line.stays


def _is_whole_group(group: list[Marked]) -> bool:
    return group[0].bold and not group[0].starts and all(line.bold for line in group) and not group[-1].stays


def _is_full(before: Marked, line: Marked, width: int) -> bool:
    """Whether the next word had no room left on the line before."""
    needed = width if before.text.endswith(_ENDS) else width * UNFINISHED
    return _length_with(before, line) >= needed


def _length_with(before: Marked, line: Marked) -> int:
    return len(before.text) + 1 + len(line.text.split(" ", 1)[0])


def _opens_paragraph(before: Marked, line: Marked, habit: Habit, width: int) -> bool:
    """Whether a line opens with a label, and not with the rest of "2021 / - 2030" or "kinh tế / - xã hội"."""
    label = label_of(line.text)
    if is_bare_label(line.text) and (not line.text.isdigit() or before.text.endswith(_ENDS)):
        return before.text.endswith(_SOFT_ENDS) or not _is_full(before, line, width)
    if label is None:
        return bool(star_bullet(line.raw)) and before.text.endswith(_SOFT_ENDS)
    if label.kind in (LabelKind.ANNEX, LabelKind.ARTICLE, LabelKind.PART):
        return not before.stays and (before.text.endswith(_SOFT_ENDS) or not _is_full(before, line, width))
    if before.text.endswith(_SOFT_ENDS if label.is_bullet else _ENDS):
        return not (
            label.is_bullet
            and line.text[label.content : label.content + 1].islower()
            and habit is not Habit.RAGGED
            and before.text.endswith(",")
        )
    if _is_whole(before) and not line.starts:
        return True
    if before.text[-1:].isdigit() or (label.is_bullet and line.text[label.content].islower()):
        return False
    return _length_with(before, line) < (width if habit is Habit.DENSE else width * SHORT)
