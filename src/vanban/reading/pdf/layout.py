"""Ordered pages → drafts of lines: paragraphs run over page ends, tables go on, notes follow their mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.model.source import Cell, LineKind
from vanban.reading.draft import Draft
from vanban.reading.pdf.columns import Block
from vanban.reading.pdf.pages import Page, TableBlock, mark_of
from vanban.reading.pdf.paragraphs import Column, Paragraph, column_of, continues_sentence, paragraphs_of
from vanban.reading.pdf.rows import Row

_PADDING = 5.4
"""Points that word processors leave between a cell's line and its text."""
_SAME_EDGE = 6.0


@dataclass(slots=True)
class _Table:
    """A table as far as it was read: where its columns stand and how it began."""

    number: int
    xs: list[float]
    rows: int
    first_row: list[str]


@dataclass(slots=True)
class _Writer:
    drafts: list[Draft] = field(default_factory=list)
    pending: list[Row] = field(default_factory=list)
    notes: dict[tuple[int, str], list[Row]] = field(default_factory=dict)
    columns: dict[int, Column] = field(default_factory=dict)
    table: _Table | None = None
    tables: int = 0
    cells: dict[tuple[int, int, int], Draft] = field(default_factory=dict)
    """The last line of each cell of the table."""

    def flush(self) -> None:
        """Write the flow gathered so far as paragraphs."""
        if not self.pending:
            return
        rows, self.pending = self.pending, []
        for paragraph in _flow(rows, self.columns):
            self.write(paragraph, LineKind.BODY)
            self.table = None

    def write(self, paragraph: Paragraph, kind: LineKind, cell: Cell | None = None) -> None:
        """One paragraph, and the footnotes it names."""
        rows = paragraph.rows
        self.drafts.append(
            Draft(
                paragraph.text, kind, page=rows[0].page, cell=cell, bold=all(row.bold for row in rows),
                italic=all(row.italic for row in rows), centred=paragraph.centred, gap=paragraph.gap,
            )
        )  # fmt: skip
        if kind is not LineKind.CELL:
            self.notes_of(rows)

    def notes_of(self, rows: list[Row]) -> None:
        """The footnotes that rows name."""
        for row in rows:
            for mark in row.marks:
                self._note(self.notes.pop((row.page, mark), None))

    def _note(self, rows: list[Row] | None) -> None:
        if rows:
            text = " ".join(row.text for row in rows)
            self.drafts.append(Draft(text, LineKind.FOOTNOTE, page=rows[0].page))

    def rest_of_notes(self, before_page: int) -> None:
        """Footnotes of earlier pages whose mark was not found."""
        for key in [key for key in self.notes if key[0] < before_page]:
            self._note(self.notes.pop(key))


def drafts_of(pages: list[Page]) -> list[Draft]:
    """All lines of a document in reading order."""
    writer = _Writer(columns=_page_columns(pages))
    heads = [row for page in pages for row in page.heads]
    feet = [row for page in pages for row in page.feet]
    writer.drafts.extend(_furniture(heads, LineKind.PAGE_HEADER))
    for page in pages:
        for number, note in enumerate(page.notes):
            writer.notes[page.number, mark_of(note) or f"#{number}"] = note
        for block in page.blocks:
            if isinstance(block, TableBlock):
                writer.flush()
                _write_table(writer, block)
            elif block.is_column:
                writer.flush()
                _write_column(writer, block)
            else:
                writer.pending.extend(block.rows)
        if not writer.pending or writer.pending[0].page == page.number:
            writer.rest_of_notes(page.number)
    writer.flush()
    writer.rest_of_notes(len(pages) + 1)
    writer.drafts.extend(_furniture(feet, LineKind.PAGE_FOOTER))
    return writer.drafts


def _furniture(rows: list[Row], kind: LineKind) -> Iterator[Draft]:
    for text in dict.fromkeys(row.text for row in rows):
        yield Draft(text, kind)


def _page_columns(pages: list[Page]) -> dict[int, Column]:
    """The text area of each page, measured over all pages of the same width."""
    by_width: dict[int, list[Row]] = {}
    for page in pages:
        rows = by_width.setdefault(round(page.width / 10), [])
        rows.extend(
            row
            for block in page.blocks
            if isinstance(block, Block) and not block.is_column
            for row in block.rows
        )
    measured = {width: column_of(rows) for width, rows in by_width.items() if rows}
    return {
        page.number: measured[round(page.width / 10)] for page in pages if round(page.width / 10) in measured
    }


def _flow(rows: list[Row], columns: dict[int, Column]) -> list[Paragraph]:
    """Paragraphs of the flow; pages of another width are another flow."""
    found: list[Paragraph] = []
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or columns[rows[index].page] != columns[rows[start].page]:
            found.extend(paragraphs_of(rows[start:index], columns[rows[start].page]))
            start = index
    return found


def _write_column(writer: _Writer, block: Block) -> None:
    """A letterhead or signature column: its own edges, capitals stacked."""
    column = column_of(block.rows)
    for paragraph in paragraphs_of(block.rows, column, stacked=True):
        writer.write(paragraph, LineKind.BODY)


def _first_row(table: TableBlock) -> list[str]:
    return [" ".join(row.text for row in rows) for box, rows in table.cells if box.row == 0]


def _write_table(writer: _Writer, block: TableBlock) -> None:
    table = writer.table
    first_row = _first_row(block)
    goes_on = table is not None and _same_edges(table.xs, block.grid.xs)
    if table is None or not goes_on:
        table = _Table(writer.tables, block.grid.xs, 0, first_row)
        writer.tables += 1
        writer.table = table
    skipped = 1 if goes_on and first_row == table.first_row and any(first_row) else 0
    base = table.rows - skipped
    if goes_on and _continues_row(block, skipped) and table.rows:
        # The page ended inside a row: its cells go on without a number of their own.
        base -= 1
    for box, rows in block.cells:
        if box.row < skipped or not rows:
            continue
        cell = Cell(table.number, max(base + box.row, 0), box.column, box.rows, box.columns)
        column = Column(box.x0 + _PADDING, box.x1 - _PADDING, column_of(rows).pitch, is_cell=True)
        paragraphs = paragraphs_of(rows, column)
        before = writer.cells.get((table.number, cell.row, cell.column))
        if before is not None and continues_sentence(before.text, paragraphs[0].text):
            before.text = f"{before.text} {paragraphs.pop(0).text}"
        for paragraph in paragraphs:
            writer.write(paragraph, LineKind.CELL, cell)
            writer.cells[table.number, cell.row, cell.column] = writer.drafts[-1]
    for _, rows in block.cells:
        writer.notes_of(rows)
    table.rows = base + len(block.grid.ys) - 1


def _same_edges(first: list[float], second: list[float]) -> bool:
    return len(first) == len(second) and all(
        abs(a - b) < _SAME_EDGE for a, b in zip(first, second, strict=True)
    )


def _continues_row(block: TableBlock, skipped: int) -> bool:
    """Whether the first row on the new page has nothing in its first column but text elsewhere."""
    cells = {box.column: rows for box, rows in block.cells if box.row == skipped}
    return not cells.get(0) and any(cells.values())
