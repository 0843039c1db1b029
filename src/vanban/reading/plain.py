"""Plain text and Markdown: bytes to lines.

Marks are dropped, hard wraps joined, tables of bars given their cells. What is letterhead, menu or
advertisement is not decided here: the grammar looks for the document between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vanban.catalog.document_types import TITLES
from vanban.errors import EmptyDocument
from vanban.model import Cell, Line, LineKind, SourceDocument
from vanban.reading.columns import columns_as_cells
from vanban.reading.furniture import without_running_heads
from vanban.reading.marks import Marked, is_fence, read_marks
from vanban.reading.pipes import Placed, is_row, place_bars, read_rows
from vanban.reading.remarks import notes_of
from vanban.reading.wraps import Habit, Paragraph, habit_of, join_block
from vanban.text.decoding import decode
from vanban.text.motto import OPENINGS
from vanban.text.normalise import squeeze

LONGEST_CELL = 400  # lines; a bar that is not followed by another within this ended its table
LONGEST_SPACED_CELL = 30  # lines; longer cells with blank lines or headings are the text of the page itself
_PAGE_HEAD = re.compile(rf"\W*(?:{'|'.join(TITLES).upper()}|PHỤ LỤC(?:\s+(?:SỐ\s*)?[IVX\d]{{1,4}})?)\W*$")
_MARKED_HEADING = re.compile(r"#{1,6}\s+\S")
_FIRST_HEADING = re.compile(r"\W*(?:II?[.\-)]|[12]\.)\s")
_LEADER = re.compile(r"[\s.…]*$")  # dots where the copy of a page left rows out
_OFFICIAL_CELL = re.compile(
    rf"{OPENINGS}|Nơi nhận\s*:|^\W*(?:TM|T/M|KT|TL|TUQ)\s?\.",
    re.MULTILINE,
)
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\]|[⁽(]?[¹²³⁴-⁹⁰]{1,2}[⁾)]?)\s*\S")


@dataclass
class _Builder:
    """Collects lines and the text that their offsets point into."""

    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, paragraph: Paragraph, cell: Cell | None = None) -> None:
        kind = LineKind.CELL if cell else LineKind.BODY
        if cell is None and _FOOTNOTE.match(paragraph.text):
            kind = LineKind.FOOTNOTE
        self.lines.append(
            Line(
                paragraph.text,
                self.length,
                kind,
                level=paragraph.level,
                cell=cell,
                bold=paragraph.bold,
                gap=paragraph.gap,
            )
        )
        self.parts.append(paragraph.text)
        self.length += len(paragraph.text) + 1


def read_plain(data: bytes) -> SourceDocument:
    """The lines of a text file; raises EmptyDocument where nothing is printed."""
    text, remarks = decode(data)
    blocks = _blocks(columns_as_cells(without_running_heads(text.split("\n"))))
    prose = [block.lines for block in blocks if isinstance(block, _Prose)]
    habit, width = habit_of(prose)
    builder = _Builder()
    tables = 0
    for block in blocks:
        if isinstance(block, _Prose):
            for paragraph in join_block(block.lines, habit, width):
                builder.add(paragraph)
        else:
            _add_table(builder, block, tables, habit, width)
            tables += 1
    if not builder.lines:
        raise EmptyDocument
    return SourceDocument("\n".join(builder.parts), tuple(builder.lines), "text", notes_of(remarks))


@dataclass(frozen=True, slots=True)
class _Prose:
    lines: list[Marked]


@dataclass(frozen=True, slots=True)
class _Table:
    cells: list[Placed]


def _blocks(lines: list[str]) -> list[_Prose | _Table]:
    """Blocks of adjacent lines and tables, in order."""
    blocks: list[_Prose | _Table] = []
    prose: list[Marked] = []
    at, open_emphasis = 0, False

    def close() -> None:
        nonlocal open_emphasis
        if prose:
            blocks.append(_Prose(prose.copy()))
            prose.clear()
        open_emphasis = False

    while at < len(lines):
        line = lines[at]
        bare = line.strip()
        if bare == "|" and (end := _bars_end(lines, at)) > at:
            close()
            blocks.append(_Table(_bar_cells(lines[at:end])))
            at = end
            continue
        if is_row(line):
            close()
            end = at
            while end < len(lines) and is_row(lines[end]):
                end += 1
            blocks.append(_Table(read_rows(lines[at:end])))
            at = end
            continue
        marked = read_marks(line, open_emphasis) if bare and bare != "|" and not is_fence(line) else None
        if marked and marked.text:
            prose.append(marked)
            open_emphasis = marked.stays
        elif not bare or bare == "|" or marked:
            close()
        at += 1
    close()
    return blocks


def _bars_end(lines: list[str], at: int) -> int:
    """End of the table that opens with the bar at `at`: a bar with a blank line and then text after it."""
    end = at
    while end < len(lines):
        following = end + 1
        while following < len(lines) and not lines[following].strip():
            following += 1
        if following >= len(lines):
            return end + 1
        if lines[following].strip() == "|":
            end = following
            continue
        if following > end + 1:
            return end + 1
        stop = min(len(lines), following + LONGEST_CELL)
        close = next((i for i in range(following, stop) if lines[i].strip() == "|"), -1)
        if close < 0 or _is_page(lines[following:close]):
            return end + 1
        end = close
    return end


def _is_page(cell: list[str]) -> bool:
    """Whether a cell holds text of the page itself: it opens with a document's type, or has headings of its own."""
    first = next((line for line in cell if any(ch.isalpha() for ch in line)), "")
    if _PAGE_HEAD.match(first) or any(_MARKED_HEADING.match(line) for line in cell):
        return True
    if len(cell) <= LONGEST_SPACED_CELL:
        return False
    return any(not line.strip() or _FIRST_HEADING.match(line) for line in cell)


def _bar_cells(lines: list[str]) -> list[Placed]:
    tokens: list[list[str] | None] = []
    cell: list[str] = []
    for line in lines:
        if line.strip() == "|":
            if any(squeeze(each.replace("*", "")) for each in cell) and not all(
                _LEADER.match(each) for each in cell
            ):
                tokens.append(cell)
            cell = []
            tokens.append(None)
        elif line.strip():
            cell.append(line)
    return place_bars(tokens)


def _add_table(builder: _Builder, table: _Table, number: int, habit: Habit, width: int) -> None:
    official = bool(_OFFICIAL_CELL.search("\n".join(line for cell in table.cells for line in cell.lines)))
    for placed in table.cells:
        marked: list[Marked] = []
        is_open = False
        for line in placed.lines:
            marked.append(read_marks(line, is_open))
            is_open = marked[-1].stays
        inner = Habit.WRAPPED if habit is Habit.RAGGED and len(placed.lines) > 1 else habit
        cell = Cell(number, placed.row, placed.column)
        for paragraph in join_block(marked, inner, width, keep_lines=official):
            builder.add(paragraph, cell)
