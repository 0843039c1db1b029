"""OpenDocument texts → `SourceDocument`: lists numbered as printed, tables with cells, notes in place.

Deleted text of tracked changes is kept apart from the text by the format itself, so that what is read is
the document with all changes accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vanban.errors import DamagedDocument, EncryptedDocument
from vanban.model.source import Cell, LineKind, SourceDocument
from vanban.reading.archive import Archive
from vanban.reading.breaks import split_breaks
from vanban.reading.draft import Draft, assemble
from vanban.reading.limits import MAX_COLUMNS, MAX_DEPTH, MAX_LINES
from vanban.reading.markup import Element, parse
from vanban.reading.odt.names import (
    CELL,
    COVERED,
    DRAW,
    FO,
    ITEM,
    LIST,
    LIST_HEADER,
    MANIFEST,
    OFFICE,
    ROW,
    STYLE,
    STYLE_NAME,
    TABLE,
    TABLE_,
    TEXT,
    XML_ID,
    H,
    P,
    counted,
)  # fmt: skip
from vanban.reading.odt.styles import Counter, Look, Styles
from vanban.reading.tabbed import part_columns
from vanban.text import legacy

_SKIPPED = {
    f"{TEXT}tracked-changes", f"{TEXT}table-of-content", f"{OFFICE}annotation", f"{TEXT}hidden-text",
    f"{TEXT}sequence-decls", f"{OFFICE}forms", f"{TEXT}page-number", f"{TEXT}ruby-text", f"{TEXT}note-citation",
    f"{OFFICE}annotation-end", f"{TEXT}alphabetical-index", f"{TEXT}illustration-index",
}  # fmt: skip
_ROW_GROUPS = {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}
_TEXT_BOX = f"{DRAW}text-box"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class _Place:
    kind: LineKind = LineKind.BODY
    cell: Cell | None = None
    depth: int = 0


@dataclass(slots=True)
class _Inline:
    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, Element]] = field(default_factory=list)
    printed: int = 0
    bold: int = 0
    italic: int = 0


def read(data: bytes) -> SourceDocument:
    """Lines of an .odt; raises the errors of `vanban.errors`."""
    archive = Archive(data)
    if "meta-inf/manifest.xml" in archive:
        manifest = parse(archive.read("meta-inf/manifest.xml"))
        if next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
            raise EncryptedDocument("odt")
    content = parse(archive.read("content.xml"))
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DamagedDocument("no text body")
    roots = [parse(archive.read("styles.xml"))] if "styles.xml" in archive else []
    reader = _Reader(Styles([*roots, content]))
    heads: list[Draft] = []
    feet: list[Draft] = []
    for root in roots:
        heads += reader.margin(root, "header", LineKind.PAGE_HEADER)
        feet += reader.margin(root, "footer", LineKind.PAGE_FOOTER)
    reader.blocks(body, _Place())
    return assemble([*heads, *part_columns(reader.drafts), *feet], "odt")


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self.drafts: list[Draft] = []
        self._styles = styles
        self._tables = 0
        self._outline = Counter()
        self._lists: dict[str, Counter] = {}
        self._last_of_style: dict[str, Counter] = {}

    def margin(self, root: Element, name: str, kind: LineKind) -> list[Draft]:
        """Headers or footers of the page styles, each text once."""
        for element in root.iter(f"{STYLE}{name}"):
            self.blocks(element, _Place(kind))
        found = {draft.text: draft for draft in self.drafts if any(map(str.isalpha, draft.text))}
        self.drafts.clear()
        return list(found.values())

    def blocks(self, parent: Element, place: _Place) -> None:
        """Read the paragraphs, lists and tables of an element."""
        if place.depth > MAX_DEPTH or len(self.drafts) > MAX_LINES:
            return
        for element in parent:
            tag = element.tag
            if tag in (P, H):
                self._paragraph(element, place, None, None)
            elif tag == LIST:
                self._list(element, place, None, None, 0)
            elif tag == TABLE_:
                self._table(element, place)
            elif tag not in _SKIPPED and isinstance(tag, str):
                self.blocks(element, replace(place, depth=place.depth + 1))

    def _list(
        self, element: Element, place: _Place, style: str | None, counter: Counter | None, level: int
    ) -> None:
        if place.depth > MAX_DEPTH or level > 9:
            return
        style = element.get(STYLE_NAME) or style
        if counter is None:
            counter = self._counter(element, style)
        for item in element:
            if item.tag not in (ITEM, LIST_HEADER):
                continue
            labelled = item.tag == ITEM
            start = item.get(f"{TEXT}start-value")
            for child in item:
                if child.tag in (P, H):
                    label = None
                    if labelled:
                        own = self._styles.look("paragraph", child.get(STYLE_NAME)).list_style
                        number = int(start[:6]) if start and start.isdecimal() else None
                        label = counter.label(self._styles, style or own, level, number)
                        labelled = False
                    self._paragraph(child, place, label, level)
                elif child.tag == LIST:
                    self._list(child, replace(place, depth=place.depth + 1), style, counter, level + 1)
                elif child.tag == TABLE_:
                    self._table(child, place)

    def _counter(self, element: Element, style: str | None) -> Counter:
        """A list counts afresh unless it says which one it continues."""
        continued = element.get(f"{TEXT}continue-list")
        if continued in self._lists:
            counter = self._lists[continued or ""]
        elif element.get(f"{TEXT}continue-numbering") == "true" and style in self._last_of_style:
            counter = self._last_of_style[style or ""]
        else:
            counter = Counter()
        identity = element.get(XML_ID)
        if identity:
            self._lists[identity] = counter
        self._last_of_style[style or ""] = counter
        return counter

    def _paragraph(self, element: Element, place: _Place, label: str | None, level: int | None) -> None:
        look = self._styles.look("paragraph", element.get(STYLE_NAME))
        inline = _Inline()
        self._walk(element, look, inline, 0)
        text = "".join(inline.parts)
        if element.tag == H:
            depth = counted(element.get(f"{TEXT}outline-level"), 1, 10) - 1
            if label is None and element.get(f"{TEXT}is-list-header") != "true" and text.strip():
                outline = self._styles.outline
                label = self._outline.printed(outline.get(depth), depth, None, outline.get)
            level = depth
        bold, italic = 0 < inline.printed == inline.bold, 0 < inline.printed == inline.italic
        stacked = look.centred or bold or text.isupper()
        lines = split_breaks(text, stacked=stacked) if "\n" in text else [text]
        if label and (text.strip() or place.cell is not None):
            lines = [f"{label} {lines[0]}" if lines else label, *lines[1:]]
        for line in lines or [""]:
            self.drafts.append(
                Draft(line, place.kind, look.name, level, None, place.cell, bold, italic, look.centred)
            )
        for mark, note in inline.notes:
            self._note(mark, note, place)
        for box in inline.boxes:
            self.blocks(box, replace(place, depth=place.depth + 1))

    def _note(self, mark: str, body: Element, place: _Place) -> None:
        first = len(self.drafts)
        self.blocks(body, _Place(LineKind.FOOTNOTE, None, place.depth + 1))
        if len(self.drafts) > first:
            self.drafts[first].text = f"{mark} {self.drafts[first].text}"

    def _walk(self, element: Element, look: Look, inline: _Inline, depth: int) -> None:
        self._add(element.text, look, inline)
        for child in element:
            if depth < MAX_DEPTH:
                self._child(child, look, inline, depth)
            self._add(child.tail, look, inline)

    def _child(self, child: Element, look: Look, inline: _Inline, depth: int) -> None:
        tag = child.tag
        if tag == f"{TEXT}span":
            self._walk(child, self._over(child.get(STYLE_NAME), look), inline, depth + 1)
        elif tag == f"{TEXT}s":
            inline.parts.append(" " * counted(child.get(f"{TEXT}c"), 1, 200))
        elif tag == f"{TEXT}tab":
            inline.parts.append("\t")
        elif tag == f"{TEXT}line-break":
            inline.parts.append("\n")
        elif tag == f"{TEXT}note":
            body = child.find(f"{TEXT}note-body")
            if body is not None:
                citation = child.findtext(f"{TEXT}note-citation", "")
                mark = f"⁽{citation.translate(_SUPERSCRIPT)}⁾"
                inline.parts.append(mark)
                inline.notes.append((mark, body))
        elif tag == _TEXT_BOX:
            inline.boxes.append(child)
        elif tag not in _SKIPPED and isinstance(tag, str):
            self._walk(child, look, inline, depth + 1)

    def _over(self, name: str | None, below: Look) -> Look:
        """A character style laid over the formatting of the paragraph: what it says wins."""
        own = self._styles.look("text", name)

        def said(attribute: str) -> bool:
            return self._styles.sets("text", name, attribute)

        return replace(
            below,
            bold=own.bold if said(f"{FO}font-weight") else below.bold or own.bold,
            italic=own.italic if said(f"{FO}font-style") else below.italic or own.italic,
            caps=own.caps if said(f"{FO}text-transform") else below.caps or own.caps,
            hidden=below.hidden or own.hidden,
            font=own.font or below.font,
        )

    def _add(self, text: str | None, look: Look, inline: _Inline) -> None:
        if not text or look.hidden:
            return
        text = text.replace("\n", " ")
        if look.caps or legacy.is_capital_font(look.font):
            text = text.upper()
        inline.parts.append(text)
        letters = len(text) - text.count(" ")
        inline.printed += letters
        inline.bold += letters if look.bold else 0
        inline.italic += letters if look.italic else 0

    def _table(self, element: Element, place: _Place) -> None:
        table = self._tables
        self._tables += 1
        row = 0
        for row_element in _rows(element, 0):
            column = 0
            for cell in row_element:
                if cell.tag not in (CELL, COVERED):
                    continue
                repeated = counted(cell.get(f"{TABLE}number-columns-repeated"), 1, MAX_COLUMNS)
                if cell.tag == CELL and column < MAX_COLUMNS:
                    where = Cell(
                        table, row, column,
                        counted(cell.get(f"{TABLE}number-rows-spanned"), 1, MAX_LINES),
                        counted(cell.get(f"{TABLE}number-columns-spanned"), 1, MAX_COLUMNS),
                    )  # fmt: skip
                    kind = LineKind.CELL if place.kind is LineKind.BODY else place.kind
                    self.blocks(cell, _Place(kind, where, place.depth + 1))
                column += repeated
            row += 1


def _rows(element: Element, depth: int) -> list[Element]:
    """The rows of a table, also those in groups and heads."""
    found: list[Element] = []
    for child in element:
        if child.tag == ROW:
            found.append(child)
        elif child.tag in _ROW_GROUPS and depth < MAX_DEPTH:
            found.extend(_rows(child, depth + 1))
    return found
