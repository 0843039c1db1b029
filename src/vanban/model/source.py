"""A document as lines of text with their place, before any meaning is given to them.

`SourceDocument.text` is the one text that all offsets point into: the lines' texts (NFC) joined by line
feeds. A line is a paragraph (or a table cell's paragraph) as a person would read it: readers of formats
that break paragraphs over several lines (plain text with hard wraps, PDF) join them first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """Where in the document a line stands."""

    BODY = "body"
    CELL = "cell"
    FOOTNOTE = "footnote"
    PAGE_HEADER = "page-header"
    PAGE_FOOTER = "page-footer"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of character offsets into `SourceDocument.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Place of a line in a table: all numbers count from 0; merged cells keep their first row and column."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as read.

    `text` holds the printed label ("1.", "a)", "-") even where the format numbers automatically.
    `level` is the outline or list depth where the format tells it (0 = top).
    `page` counts from 1 where the format tells it. `gap` is true where a blank line stood before.
    """

    text: str
    start: int
    kind: LineKind = LineKind.BODY
    style: str | None = None
    level: int | None = None
    page: int | None = None
    cell: Cell | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    gap: bool = False

    @property
    def span(self) -> Span:
        """The whole line in the source text."""
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user should know of how the text was obtained (a converted legacy encoding, OCR)."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The lines of a document in reading order, with the text their offsets point into."""

    text: str
    lines: tuple[Line, ...]
    format: str
    notes: tuple[Note, ...] = ()
