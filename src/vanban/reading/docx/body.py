"""Paragraphs and tables of a Word document → drafts of lines, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from vanban.model.source import Cell, LineKind
from vanban.reading.breaks import split_breaks
from vanban.reading.docx.names import (
    ALTERNATE,
    CUSTOM_XML,
    MC,
    PPR,
    RPR,
    SDT,
    TBL,
    TC,
    TR,
    VAL,
    P,
    W,
    whole,
)  # fmt: skip
from vanban.reading.docx.numbering import Numbering
from vanban.reading.docx.runs import Content, Inline
from vanban.reading.docx.styles import ParagraphFormat, Styles, paragraph_format
from vanban.reading.draft import Draft
from vanban.reading.limits import MAX_COLUMNS, MAX_DEPTH
from vanban.reading.markup import Element

_CONTENTS_STYLE = re.compile(r"(?i)^(?:toc|table of contents|mục lục)[ \d]*$")
_MARK_DELETED = (f"{W}del", f"{W}moveFrom")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the blocks being read stand."""

    kind: LineKind = LineKind.BODY
    cell: Cell | None = None
    depth: int = 0


@dataclass(slots=True)
class _Cell:
    element: Element
    row: int
    column: int
    columns: int
    merge: str | None
    rows: int = 1


@dataclass(slots=True)
class NoteTexts:
    """Notes by their id, as elements of their part."""

    footnotes: dict[str, Element] = field(default_factory=dict)
    endnotes: dict[str, Element] = field(default_factory=dict)


class Body:
    """Collects drafts; feed it blocks in document order."""

    def __init__(self, styles: Styles, numbering: Numbering, inline: Inline, notes: NoteTexts) -> None:
        self.drafts: list[Draft] = []
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._notes = notes
        self._tables = 0
        self._carried: Content | None = None

    def blocks(self, elements: Iterable[Element], place: Place) -> None:
        """Read a run of paragraphs, tables and what wraps them."""
        for element in elements:
            self.block(element, place)

    def block(self, element: Element, place: Place) -> None:
        """Read one block-level element; unknown ones hold no text of their own."""
        if place.depth > MAX_DEPTH:
            return
        tag = element.tag
        if tag == P:
            self._paragraph(element, place)
        elif tag == TBL:
            self._table(element, place)
        elif tag == SDT:
            content = element.find(f"{W}sdtContent")
            if content is not None and element.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                self.blocks(content, replace(place, depth=place.depth + 1))
        elif tag in (CUSTOM_XML, f"{W}ins", f"{W}moveTo"):
            self.blocks(element, replace(place, depth=place.depth + 1))
        elif tag == ALTERNATE:
            self._alternate(element, place)

    def _alternate(self, element: Element, place: Place) -> None:
        for choice in element:
            before = len(self.drafts)
            if choice.tag in (f"{MC}Choice", f"{MC}Fallback"):
                self.blocks(choice, replace(place, depth=place.depth + 1))
            if len(self.drafts) > before:
                return

    def _format(self, properties: Element | None) -> ParagraphFormat:
        direct = paragraph_format(properties)
        style = self._styles.paragraph(direct.style_id)
        num_id = direct.num_id if direct.num_id is not None else style.num_id
        level = direct.num_level if direct.num_level is not None else style.num_level
        if level is None and num_id is not None:
            level = self._numbering.level_of_style(num_id, style.style_id)
        return ParagraphFormat(
            style.style_id,
            style.name,
            num_id,
            level,
            style.centred if direct.centred is None else direct.centred,
            style.outline if direct.outline is None else direct.outline,
            style.run,
        )

    def _paragraph(self, element: Element, place: Place) -> None:
        properties = element.find(PPR)
        form = self._format(properties)
        content = self._inline.read(element, form.run)
        if self._carried is not None:
            content = _joined(self._carried, content)
            self._carried = None
        mark = properties.find(RPR) if properties is not None else None
        if mark is not None and any(mark.find(tag) is not None for tag in _MARK_DELETED):
            self._carried = content
            return
        if form.name is not None and _CONTENTS_STYLE.match(form.name):
            return
        self._emit(content, form, place)

    def _emit(self, content: Content, form: ParagraphFormat, place: Place) -> None:
        text = content.text
        label = ""
        if form.num_id not in (None, "0") and (text.strip() or place.cell is not None):
            label = self._numbering.label(form.num_id or "", form.num_level or 0)
        bold = 0 < content.printed == content.bold
        italic = 0 < content.printed == content.italic
        centred = bool(form.centred)
        stacked = centred or bold or (text.isupper() and "\n" in text)
        lines = split_breaks(text, stacked=stacked) if "\n" in text else [text]
        if label:
            lines = [f"{label} {lines[0]}" if lines else label, *lines[1:]]
        level = form.outline if form.outline is not None and form.outline < 9 else None
        if level is None and form.num_id not in (None, "0"):
            level = form.num_level
        for line in lines or [""]:
            self.drafts.append(
                Draft(line, place.kind, form.name, level, None, place.cell, bold, italic, centred)
            )
        for note_id, is_endnote, note_mark in content.notes:
            self._note(note_id, is_endnote=is_endnote, mark=note_mark, place=place)
        for box in content.boxes:
            self.blocks(box, replace(place, depth=place.depth + 1))

    def _note(self, note_id: str, *, is_endnote: bool, mark: str, place: Place) -> None:
        texts = self._notes.endnotes if is_endnote else self._notes.footnotes
        element = texts.get(note_id)
        if element is None or place.kind is LineKind.FOOTNOTE:
            return
        first = len(self.drafts)
        self.blocks(element, Place(LineKind.FOOTNOTE, None, place.depth + 1))
        for draft in self.drafts[first:]:
            if draft.text.strip():
                draft.text = f"{mark} {draft.text}" if mark else draft.text
                return

    def _table(self, element: Element, place: Place) -> None:
        table = self._tables
        self._tables += 1
        for cell in self._cells(element):
            if cell.merge == "continue":
                continue
            where = Cell(table, cell.row, cell.column, cell.rows, cell.columns)
            kind = LineKind.CELL if place.kind is LineKind.BODY else place.kind
            inner = Place(kind, where, place.depth + 1)
            self.blocks(cell.element, inner)
        # What follows a table is a paragraph of its own, whatever the last cell carried over.
        self._carried = None

    def _cells(self, element: Element) -> list[_Cell]:
        """All cells with their places; a cell merged downwards knows how many rows it covers."""
        cells: list[_Cell] = []
        open_above: dict[int, _Cell] = {}
        row = 0
        for row_element in _unwrapped(element, TR):
            properties = row_element.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            column = _skipped(properties)
            for cell_element in _unwrapped(row_element, TC):
                cell = _cell(cell_element, row, column)
                above = open_above.get(column)
                if cell.merge == "continue" and above is not None:
                    above.rows = row - above.row + 1
                else:
                    cell.merge = None if cell.merge == "continue" else cell.merge
                    open_above.pop(column, None)
                    if cell.merge == "restart":
                        open_above[column] = cell
                cells.append(cell)
                column = min(column + cell.columns, MAX_COLUMNS)
            row += 1
        return cells


def _joined(first: Content, second: Content) -> Content:
    """Two paragraphs whose dividing mark was deleted; the first takes the second in."""
    first.parts.extend(second.parts)
    first.boxes.extend(second.boxes)
    first.notes.extend(second.notes)
    first.printed += second.printed
    first.bold += second.bold
    first.italic += second.italic
    return first


def _unwrapped(element: Element, wanted: str, depth: int = 0) -> list[Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    found: list[Element] = []
    for child in element:
        if child.tag == wanted:
            found.append(child)
        elif child.tag in (SDT, CUSTOM_XML, f"{W}sdtContent", f"{W}ins") and depth < MAX_DEPTH:
            found.extend(_unwrapped(child, wanted, depth + 1))
    return found


def _skipped(properties: Element | None) -> int:
    before = properties.find(f"{W}gridBefore") if properties is not None else None
    skipped = whole(before.get(VAL), 0) if before is not None else 0
    return min(max(skipped or 0, 0), MAX_COLUMNS)


def _cell(element: Element, row: int, column: int) -> _Cell:
    properties = element.find(f"{W}tcPr")
    span, merge = 1, None
    if properties is not None:
        grid = properties.find(f"{W}gridSpan")
        span = (whole(grid.get(VAL), 1) or 1) if grid is not None else 1
        vertical = properties.find(f"{W}vMerge")
        if vertical is not None:
            merge = vertical.get(VAL) or "continue"
    return _Cell(element, row, column, min(max(span, 1), MAX_COLUMNS), merge)
