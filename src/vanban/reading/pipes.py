"""Tables in plain text: rows on one line ("a | b | c") and cells parted by a bar alone on its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RULE_ROW = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
_CELL_BREAK = re.compile(r"<br\s*/?>|(?<=\S)\s+/\s+(?=[-+*]\s|[A-ZĐÀ-Ỹ])", re.IGNORECASE)
_DATE_TAIL = re.compile(r"(?:ngày|tháng|\d)\s*$")
_ROW_LABEL = re.compile(r"[\s*]*(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,6}|[A-H]|[a-zđ])\s*[.)]?[\s*]*$")
_HEAD_WORDS = frozenset({"tt", "stt", "số tt"})


@dataclass(frozen=True, slots=True)
class Placed:
    """The lines of one cell with their place."""

    row: int
    column: int
    lines: list[str]


def is_row(line: str) -> bool:
    """A table row written on one line."""
    bare = line.strip()
    return " | " in bare or (len(bare) > 1 and (bare.startswith(("| ", "|-")) or bare.endswith(" |")))


def read_rows(lines: list[str]) -> list[Placed]:
    """The cells of adjacent one-line rows."""
    placed: list[Placed] = []
    row = 0
    for line in lines:
        if _RULE_ROW.match(line.strip()):
            continue
        # A bar at the edge closes the row; a blank before it is an empty cell.
        bare = line.strip()
        bare = bare[1:] if bare.startswith("|") and bare.endswith("|") else bare
        bare = bare.removesuffix("|")
        for column, cell in enumerate(bare.split("|")):
            if cell.strip():
                placed.append(Placed(row, column, _cell_lines(cell.strip())))
        row += 1
    return placed


def _cell_lines(cell: str) -> list[str]:
    """A cell's paragraphs: "<br>" and " / " part them, but not in a date left blank ("ngày / /2025")."""
    lines: list[str] = []
    last = 0
    for found in _CELL_BREAK.finditer(cell):
        if found[0].strip() == "/" and _DATE_TAIL.search(cell, 0, found.start()):
            continue
        lines.append(cell[last : found.start()])
        last = found.end()
    lines.append(cell[last:])
    return [line.strip() for line in lines if line.strip()]


def place_bars(tokens: list[list[str] | None]) -> list[Placed]:
    """Rows and columns of cells parted by bars: None is a bar, a list the lines between two bars.

    Such text does not tell an empty cell from the end of a row. The first row, where it opens with "TT", or
    else the longest run of filled cells gives the number of columns; after several bars a new row begins where the columns are used up or where the next
    cell is a bare label ("1", "II").
    """
    columns = _columns(tokens)
    placed: list[Placed] = []
    row, column, bars = 0, -1, 0
    for token in tokens:
        if token is None:
            bars += 1
            continue
        row, column = _next_place(row, column, bars, columns, token)
        placed.append(Placed(row, column, token))
        bars = 0
    return placed


def _opens_head(cell: list[str]) -> bool:
    return len(cell) == 1 and cell[0].strip(" *").casefold() in _HEAD_WORDS


def _columns(tokens: list[list[str] | None]) -> int:
    longest = run = bars = 0
    numbered = False
    for token in tokens:
        if token is None:
            bars += 1
            continue
        if bars != 1 and run and numbered:
            return longest
        run = run + 1 if bars == 1 and run else 1
        numbered = numbered or (longest == 0 and _opens_head(token))
        longest = max(longest, run)
        bars = 0
    return longest


def _next_place(row: int, column: int, bars: int, columns: int, cell: list[str]) -> tuple[int, int]:
    if column < 0:
        return row, min(max(bars - 1, 0), max(columns - 1, 0))
    if bars <= 1:
        return (row, column + 1) if column + 1 < columns else (row + 1, 0)
    opens_row = len(cell) == 1 and bool(_ROW_LABEL.match(cell[0]) or _opens_head(cell))
    if column + bars < columns and not opens_row:
        return row, column + bars
    left = columns - 1 - column  # empty cells that would fill the row
    return row + 1, 0 if opens_row else min(max(bars - 2 - left, 0), columns - 1)
