"""One page put in order: tables, columns, flow, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from vanban.reading.pdf.columns import Block, blocks_of
from vanban.reading.pdf.furniture import Key, is_page_number, is_running_head, running_heads
from vanban.reading.pdf.glyphs import Glyph, Rule
from vanban.reading.pdf.grid import Box, Grid, grids_of
from vanban.reading.pdf.rows import Row, rows_of

_NOTE_START = re.compile(r"^(⁽[⁰¹²³⁴-⁹]+⁾)\s*|^\[?(\d{1,2})\]?[.)]?\s+(?=\S)")
_NOTE_END = re.compile(r"[.;!?…]\W*$")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SHORTEST_RULE, _LONGEST_RULE = 60.0, 230.0
_SMALLER_BY = 0.8
_LONG_TABLE = 0.25
"""Share of the page's height above which a table is part of the text."""


@dataclass(slots=True)
class RawPage:
    """What was found on a page, before it is put in order."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    rows: list[Row] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


@dataclass(slots=True)
class TableBlock:
    """A ruled table with the rows of text of each cell."""

    grid: Grid
    cells: list[tuple[Box, list[Row]]]
    top: float
    ends_page: bool = False


@dataclass(slots=True)
class Page:
    """Blocks in reading order and the footnotes by their mark."""

    number: int
    width: float
    blocks: list[Block | TableBlock] = field(default_factory=list)
    notes: list[list[Row]] = field(default_factory=list)
    heads: list[Row] = field(default_factory=list)
    feet: list[Row] = field(default_factory=list)


def arrange(pages: list[RawPage]) -> list[Page]:
    """Put all pages in order; running heads can only be told with all of them at hand."""
    for page in pages:
        page.rows = rows_of(page.glyphs, page.number)
        page.grids = grids_of(page.rules)
    heads = running_heads([(page.height, _outside_long_tables(page)) for page in pages])
    usual = _usual_size(row for page in pages for row in page.rows)
    arranged: list[Page] = []
    for page in pages:
        arranged.append(_arranged(page, heads, usual, arranged[-1] if arranged else None))
    for upper, lower in pairwise(arranged):
        _carry_column(upper, lower, usual)
    return arranged


def _carry_column(page: Page, following: Page, usual: float) -> None:
    """Recipients that run on to the next page are read before the signature beside their beginning."""
    columns = [block for block in page.blocks[-2:] if isinstance(block, Block) and block.is_column]
    first = following.blocks[0] if following.blocks else None
    if len(columns) < 2 or not isinstance(first, Block):
        return
    left = columns[0].rows[-1]
    if abs(left.size - usual) < _SMALLER_BY:
        return
    carried = 0
    for row in first.rows:
        if abs(row.size - left.size) > 0.3 or row.x0 < columns[0].rows[0].x0 - 6:
            break
        carried += 1
    columns[0].rows.extend(first.rows[:carried])
    del first.rows[:carried]
    if not first.rows:
        following.blocks.pop(0)


def _outside_long_tables(page: RawPage) -> list[Row]:
    """The head of a table that runs over several pages is no running head."""
    long = [grid for grid in page.grids if grid.ys[0] - grid.ys[-1] > page.height * _LONG_TABLE]
    return [row for row in page.rows if not any(grid.ys[-1] <= row.y <= grid.ys[0] for grid in long)]


def _usual_size(rows: Iterable[Row]) -> float:
    """The size most of the text is set in."""
    counted: Counter[float] = Counter()
    for row in rows:
        counted[round(row.size * 2) / 2] += len(row.glyphs)
    return counted.most_common(1)[0][0] if counted else 0.0


def _arranged(raw: RawPage, heads: set[Key], usual: float, previous: Page | None) -> Page:
    page = Page(raw.number, raw.width)
    kept: list[Row] = []
    for index, row in enumerate(raw.rows):
        if is_running_head(row, raw.height, heads):
            (page.heads if row.y > raw.height / 2 else page.feet).append(row)
        elif not is_page_number(row, index, raw.rows, raw.height):
            kept.append(row)
    # A running head may have kept a page number from being the first or last row.
    kept = [row for place, row in enumerate(kept) if not is_page_number(row, place, kept, raw.height)]
    tables, rest = _tables(kept, raw)
    flow, page.notes = _without_notes(rest, raw, usual, previous)
    page.blocks = _in_order(flow, tables)
    return page


def _tables(rows: list[Row], raw: RawPage) -> tuple[list[TableBlock], list[Row]]:
    """Cells of ruled tables take their characters out of the rows."""
    grids = raw.grids
    if not grids:
        return [], rows
    inside: dict[int, dict[int, list[Glyph]]] = {}
    rest: list[Row] = []
    for row in rows:
        outside: list[Glyph] = []
        for glyph in row.glyphs:
            place = _cell_at(grids, (glyph.x0 + glyph.x1) / 2, glyph.y + glyph.size * 0.25)
            if place is None:
                outside.append(glyph)
            else:
                inside.setdefault(place[0], {}).setdefault(place[1], []).append(glyph)
        if len(outside) == len(row.glyphs):
            rest.append(row)
        elif outside:
            rest.append(Row(outside, row.page).finish())
    tables = []
    for index, grid in enumerate(grids):
        filled = inside.get(index, {})
        cells = [(box, rows_of(filled.get(number, []), raw.number)) for number, box in enumerate(grid.boxes)]
        if filled:
            tables.append(TableBlock(grid, cells, grid.ys[0]))
    return tables, rest


def _cell_at(grids: list[Grid], x: float, y: float) -> tuple[int, int] | None:
    for index, grid in enumerate(grids):
        number = grid.find(x, y)
        if number is not None:
            return index, number
    return None


def _without_notes(
    rows: list[Row], raw: RawPage, usual: float, previous: Page | None
) -> tuple[list[Row], list[list[Row]]]:
    """Cut off the footnotes: small rows at the foot, below a short rule or opened by a mark."""
    start = len(rows)
    while start and rows[start - 1].size <= usual - _SMALLER_BY:
        start -= 1
    limit = _note_rule(raw, rows)
    first = next(
        (
            index
            for index in range(start, len(rows))
            if _NOTE_START.match(rows[index].text) and (limit is None or rows[index].y < limit)
        ),
        None,
    )
    if (
        previous is not None
        and previous.notes
        and not _NOTE_END.search(previous.notes[-1][-1].text)
        and start
    ):
        # A note that did not end on its page goes on at the foot of the next.
        previous.notes[-1].extend(rows[start:first])
        rows = rows[:start] + (rows[first:] if first is not None else [])
        first = start if first is not None else None
    if first is None or first == 0:
        return rows, []
    named = {mark for row in rows[:first] for mark in row.marks}
    if limit is None and _mark(rows[first].text) not in named:
        return rows, []
    notes: list[list[Row]] = []
    for row in rows[first:]:
        if _NOTE_START.match(row.text) or not notes:
            notes.append([])
        notes[-1].append(row)
    for note in notes:
        note[0].text = _marked(note[0].text)
    return rows[:first], notes


def _note_rule(raw: RawPage, rows: list[Row]) -> float | None:
    """The short rule that separates footnotes, at the left edge of the text."""
    left = min((row.x0 for row in rows), default=0.0)
    found = [
        rule.y0
        for rule in raw.rules
        if rule.is_level
        and _SHORTEST_RULE <= rule.x1 - rule.x0 <= _LONGEST_RULE
        and abs(rule.x0 - left) < 12
        and rule.y0 < raw.height * 0.75
    ]
    return min(found, default=None)


def _mark(text: str) -> str:
    """The note's number in the form of a mark: "1 Luật …" → "⁽¹⁾"."""
    found = _NOTE_START.match(text)
    if found is None:
        return ""
    return found.group(1) or f"⁽{found.group(2).translate(_SUPERSCRIPT)}⁾"


def _marked(text: str) -> str:
    """A note's first row with its number as a mark."""
    return f"{_mark(text)} {_NOTE_START.sub('', text, count=1)}".strip()


def _in_order(rows: list[Row], tables: list[TableBlock]) -> list[Block | TableBlock]:
    """Tables stand between the rows above and below them."""
    blocks: list[Block | TableBlock] = []
    for table in tables:
        above = [row for row in rows if row.y > table.top - 2]
        rows = rows[len(above) :]
        blocks.extend(blocks_of(above))
        table.ends_page = not rows
        blocks.append(table)
    blocks.extend(blocks_of(rows))
    return blocks


def mark_of(note: list[Row]) -> str:
    """The mark that a footnote begins with."""
    return _mark(note[0].text)
