"""Blocks set in two columns: letterhead, and recipients beside the signature.

Rows of such a block leave the same strip of the page free. A row that crosses the strip ends the block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from vanban.reading.pdf.rows import Row, split_row

_GAP = 1.0
"""Narrowest gap between columns, in font sizes, where two rows show it."""
_WIDE_GAP = 2.0
"""The same where one row does."""
_LONE_GAP = 3.0
_STRIP = 0.6
_LONGEST = 120  # rows of a block
_FAR = 2.6
"""Distance of rows, in font sizes, over which only what stands centred below its column still belongs."""


@dataclass(slots=True)
class Block:
    """Rows in reading order; `side` tells the columns of one block from the flow of the page."""

    rows: list[Row] = field(default_factory=list)
    is_column: bool = False


@dataclass(slots=True)
class _Strip:
    left: float
    right: float

    def narrowed(self, row: Row) -> _Strip | None:
        """What of the strip a row leaves free; None where it crosses it."""
        best: _Strip | None = None
        edges = [float("-inf")]
        for piece in split_row(row, _STRIP * row.size):
            edges.extend((piece.x0, piece.x1))
        edges.append(float("inf"))
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            low, high = max(self.left, left), min(self.right, right)
            if high - low >= _STRIP * row.size and (best is None or high - low > best.right - best.left):
                best = _Strip(low, high)
        return best


def blocks_of(rows: list[Row], depth: int = 0) -> list[Block]:
    """Cut rows (from the top) into flow and columns, columns from the left."""
    blocks: list[Block] = []
    index = 0
    while index < len(rows):
        found = _columns_at(rows, index) if depth < 3 else None
        if found is not None:
            strip, end = found
            left, right = _sides(rows[index:end], strip)
            for side in (left, right):
                inner = blocks_of(side, depth + 1)
                for block in inner:
                    block.is_column = True
                blocks.extend(inner)
            index = end
            continue
        for piece in split_row(rows[index], _LONE_GAP * rows[index].size):
            if not blocks or blocks[-1].is_column:
                blocks.append(Block())
            blocks[-1].rows.append(piece)
        index += 1
    return blocks


def _sides(rows: list[Row], strip: _Strip) -> tuple[list[Row], list[Row]]:
    left: list[Row] = []
    right: list[Row] = []
    middle = (strip.left + strip.right) / 2
    for row in rows:
        pieces = split_row(row, _STRIP * row.size)
        for side, wanted in ((left, True), (right, False)):
            glyphs = [g for piece in pieces if (piece.x0 < middle) == wanted for g in piece.glyphs]
            if glyphs:
                side.append(Row(glyphs, row.page).finish())
    return left, right


def _columns_at(rows: list[Row], start: int) -> tuple[_Strip, int] | None:
    """The strip of a block that begins at a row, and the row after its end."""
    best: tuple[_Strip, int] | None = None
    first = rows[start]
    pieces = split_row(first, _GAP * first.size)
    candidates = [_Strip(a.x1, b.x0) for a, b in pairwise(pieces)]
    if not candidates and start + 1 < len(rows):
        candidates = _strips_below(first, rows[start + 1])
    for candidate in candidates:
        found = _grow(rows, start, candidate)
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    return best


def _strips_below(first: Row, second: Row) -> list[_Strip]:
    """A row on one side only may open a block that the next row shows (signature above "Nơi nhận")."""
    pieces = split_row(second, _WIDE_GAP * second.size)
    if len(pieces) != 2 or first.y - second.y > 1.6 * first.size:
        return []
    strip = _Strip(pieces[0].x1, pieces[1].x0)
    return [strip] if first.x0 > strip.left and abs(_centre(first) - _centre(pieces[1])) < 40 else []


def _centre(row: Row) -> float:
    return (row.x0 + row.x1) / 2


def _grow(rows: list[Row], start: int, strip: _Strip) -> tuple[_Strip, int] | None:
    both = left_only = right_only = 0
    widest = 0.0
    end = start
    lasts: dict[bool, Row] = {}
    for row in rows[start : start + _LONGEST]:
        narrowed = strip.narrowed(row)
        if narrowed is None:
            break
        has_left, has_right = row.x0 < narrowed.left + 0.1, row.x1 > narrowed.right - 0.1
        if end > start and has_left != has_right and not _belongs(row, rows[end - 1], lasts.get(has_left)):
            break
        strip = narrowed
        both += has_left and has_right
        left_only += has_left and not has_right
        right_only += has_right and not has_left
        if has_left and has_right:
            widest = max(widest, (strip.right - strip.left) / row.size)
            for piece in split_row(row, _STRIP * row.size):
                lasts[piece.x0 < strip.left] = piece
        else:
            lasts[has_left] = row
        end += 1
    enough = both >= 2 or (
        both == 1 and widest >= _WIDE_GAP and end - start >= 3 and left_only + right_only >= 2
    )
    if not enough or (both >= 2 and widest < _GAP):
        return None
    return strip, end


def _belongs(row: Row, before: Row, above: Row | None) -> bool:
    """A row on one side only: close below the block, or far but centred below its own column."""
    if before.y - row.y <= _FAR * row.size:
        return above is not None or before.y - row.y <= 1.6 * row.size
    return above is not None and abs(_centre(row) - _centre(above)) < 24
