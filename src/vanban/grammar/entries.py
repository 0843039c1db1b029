"""Entries: labelled items and paragraphs, put together from the lines that hold them.

A page break may cut an item in two, a footnote may stand inside it, and a bullet may be left inside a
line. Here lines become the pieces that the outline is built of, each with its place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vanban.grammar.attributes import attributes_of
from vanban.model import Line, LineKind, Span
from vanban.text.labels import Label, LabelKind, label_of

MOST_LINES = 60  # lines of one entry; more never were one item
LONGEST_HEADING = 150  # characters; longer labelled lines without a final mark are items cut by a page break
LONGEST_CUT_HEADING = 200
SHORTEST_WRAPPED = 60  # a shorter heading was not broken for want of room
SHORTEST_HALF = 40  # characters of a bold heading that a blank line may cut
SHORTEST_CUT = 100  # an unfinished line shorter than this is a heading, not an item cut by a page break
TAIL = 12  # characters that hold the last word of an entry
_ENDS = (".", ";", ":", "…", "!", "?")
_CLOSERS = "”\"'’)]» "
_RULE = re.compile(r"^[-–—_=*.~…\s/]{1,}$")
_PAGE_NUMBER = re.compile(r"^-?\s*\d{1,3}\s*-?$")
_FOOTNOTE = re.compile(r"^(?:\[\d{1,3}\]|[⁽(]?[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}[⁾)]?)\s*\S")
_INNER_BULLET = re.compile(r"(?<=[.;])\s+([-+])\s+(?=[A-ZĐÀ-Ỹ])")
_LINKING = re.compile(
    r"(?:\b(?:của|và|các|với|cho|về|theo|tại|trong|từ|đến|là|để|do|bởi|như|hoặc|cùng|được|những|một|số|ra|trên|khi|nhất|thuộc|gồm)|,|-|–|/)$"
)


@dataclass(slots=True)
class Entry:
    """An item or paragraph: its label, its text without the label, and where it stands."""

    label: Label | None
    text: str
    spans: list[Span] = field(default_factory=list)
    level: int | None = None
    bold: bool = False
    gap: bool = False
    centred: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether the text is closed by a mark that ends an item."""
        return self.text.rstrip(_CLOSERS).endswith(_ENDS)

    @property
    def is_heading_like(self) -> bool:
        """Whether it looks like the title of what follows: labelled, short, without a comma at its end."""
        if self.label is None:
            return False
        if self.label.kind <= LabelKind.ROMAN:
            return True
        return (
            not self.label.is_bullet
            and not self.text.endswith((",", "-"))
            and len(self.text) <= LONGEST_CUT_HEADING
        )


def footnotes_of(lines: Sequence[Line]) -> list[Line]:
    """Lines that are footnotes by their kind or by the mark that they open with."""
    return [line for line in lines if is_footnote(line)]


def is_footnote(line: Line) -> bool:
    """Whether a line is a footnote."""
    return line.kind is LineKind.FOOTNOTE or (line.cell is None and bool(_FOOTNOTE.match(line.text)))


def entries_of(lines: Iterable[Line]) -> list[Entry]:
    """The entries of body lines, cut items joined and inner bullets parted."""
    entries: list[Entry] = []
    for line in lines:
        if line.kind in (LineKind.PAGE_HEADER, LineKind.PAGE_FOOTER) or is_footnote(line):
            continue
        text = line.text.strip()
        if not text or _RULE.match(text) or _PAGE_NUMBER.match(text):
            continue
        label = label_of(text)
        if (
            label is None
            and entries
            and len(entries[-1].spans) < MOST_LINES
            and (_goes_on(entries[-1], text, line.gap) or _is_bold_rest(entries[-1], line))
        ):
            entries[-1].text = f"{entries[-1].text} {text}"
            entries[-1].spans.append(line.span)
            continue
        if label is None and entries and not entries[-1].text and entries[-1].label:
            entries[-1].text = text
            entries[-1].spans.append(line.span)
            continue
        entries += _parted(line, text, label)
    return entries


def _is_bold_rest(before: Entry, line: Line) -> bool:
    """A heading in bold type broken in two by a blank line: both halves are bold, neither has a final mark."""
    if before.label is None or before.label.kind not in (LabelKind.NUMBER, LabelKind.LETTER) or not line.bold:
        return False
    halves = (before.text, line.text.strip())
    return (
        before.bold
        and len(halves[0]) > SHORTEST_HALF
        and not any(half.isupper() for half in halves)
        and not before.is_finished
        and not halves[1].endswith((":", ";"))
    )


def _parted(line: Line, text: str, label: Label | None) -> list[Entry]:
    """One entry of a line, or several where a bullet was left inside it after a full stop."""
    shift = line.start + len(line.text) - len(line.text.lstrip())
    content = label.content if label else 0
    cuts = []
    if label and label.kind in (LabelKind.DASH, LabelKind.PLUS):
        cuts = [m for m in _INNER_BULLET.finditer(text, content) if m[1] == label.text]
    entries = []
    for index in range(len(cuts) + 1):
        start = cuts[index - 1].end() if index else content
        end = cuts[index].start() if index < len(cuts) else len(text)
        begin = cuts[index - 1].start(1) if index else 0
        span = Span(shift + begin, shift + end)
        entries.append(
            Entry(
                label,
                text[start:end].strip(),
                [span],
                line.level,
                line.bold,
                line.gap and not index,
                line.centred,
            )
        )
    return entries


def _goes_on(before: Entry, text: str, gap: bool) -> bool:
    """Whether an unlabelled line goes on with the entry before it (cut by a page break or a line break)."""
    if before.label and before.label.kind in (LabelKind.ANNEX, LabelKind.PART):
        return False
    if text[:1].islower():
        if not gap and len(before.text) >= SHORTEST_WRAPPED and not before.is_finished:
            return True
        heading = (
            before.is_heading_like and not before.text.endswith(",") and len(before.text) <= LONGEST_HEADING
        )
        return not (heading and not _LINKING.search(before.text[-TAIL:])) or not before.text
    if before.is_finished or before.text.endswith("”") or not before.text:
        return False
    if (
        _LINKING.search(before.text[-TAIL:])
        and not before.is_heading_like
        and len(before.text) >= SHORTEST_CUT // 2
    ):
        return not text.startswith("(")
    if before.is_heading_like or len(before.text) < SHORTEST_CUT or attributes_of(before.text):
        return False
    return before.label is None or before.label.is_bullet or len(before.text) > LONGEST_CUT_HEADING
