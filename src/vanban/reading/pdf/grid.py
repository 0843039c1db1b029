"""Ruled lines → tables: their cells with place and reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from vanban.reading.limits import MAX_COLUMNS
from vanban.reading.pdf.glyphs import Rule

NEAR = 3.0
"""Lines this close are one: borders of neighbouring cells are often drawn twice."""
_SHORTEST = 6.0
_MAX_RULES = 4_000


@dataclass(slots=True)
class Box:
    """A cell: its place, how many rows and columns it covers, and its edges."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    x1: float
    y0: float
    y1: float


@dataclass(slots=True)
class Grid:
    """A ruled table on a page."""

    xs: list[float]
    """Edges of the columns, from the left."""
    ys: list[float]
    """Edges of the rows, from the top."""
    boxes: list[Box] = field(default_factory=list)

    def find(self, x: float, y: float) -> Box | None:
        """The cell that a point lies in."""
        if not (self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[-1] - 1 <= y <= self.ys[0] + 1):
            return None
        for box in self.boxes:
            if box.x0 - 1 <= x <= box.x1 + 1 and box.y0 - 1 <= y <= box.y1 + 1:
                return box
        return None


def _merged(rules: Iterable[Rule], *, level: bool) -> list[Rule]:
    """Pieces of one line drawn in several strokes, put together."""
    found: list[list[float]] = []
    key = (lambda rule: (-rule.y0, rule.x0)) if level else (lambda rule: (rule.x0, rule.y0))
    open_lines: list[list[float]] = []
    for rule in sorted((rule for rule in rules if rule.is_level == level), key=key):
        place, start, end = (rule.y0, rule.x0, rule.x1) if level else (rule.x0, rule.y0, rule.y1)
        open_lines = [line for line in open_lines if abs(line[0] - place) <= NEAR]
        for line in open_lines:
            if start <= line[2] + NEAR and end >= line[1] - NEAR:
                line[1], line[2] = min(line[1], start), max(line[2], end)
                break
        else:
            line = [place, start, end]
            open_lines.append(line)
            found.append(line)
    long = [line for line in found if line[2] - line[1] >= _SHORTEST]
    if level:
        return [Rule(start, place, end, place) for place, start, end in long]
    return [Rule(place, start, place, end) for place, start, end in long]


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.x0 - NEAR <= upright.x0 <= level.x1 + NEAR
        and upright.y0 - NEAR <= level.y0 <= upright.y1 + NEAR
    )


def _groups(levels: list[Rule], uprights: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together."""
    left = set(range(len(levels)))
    right = set(range(len(uprights)))
    groups = []
    while left:
        pending: list[tuple[bool, int]] = [(True, left.pop())]
        group: tuple[list[Rule], list[Rule]] = ([], [])
        while pending:
            is_level, index = pending.pop()
            if is_level:
                group[0].append(levels[index])
                near = [other for other in right if _touch(levels[index], uprights[other])]
                right.difference_update(near)
            else:
                group[1].append(uprights[index])
                near = [other for other in left if _touch(levels[other], uprights[index])]
                left.difference_update(near)
            pending.extend((not is_level, other) for other in near)
        groups.append(group)
    return groups


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return edges


def grids_of(rules: list[Rule]) -> list[Grid]:
    """The tables of a page from the top; frames around a single cell are none."""
    if len(rules) > _MAX_RULES:
        return []
    levels, uprights = _merged(rules, level=True), _merged(rules, level=False)
    grids = []
    for group_levels, group_uprights in _groups(levels, uprights):
        xs = _edges(rule.x0 for rule in group_uprights)
        ys = _edges(rule.y0 for rule in group_levels)[::-1]
        if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5 or len(xs) > MAX_COLUMNS:
            continue
        grid = Grid(xs, ys)
        grid.boxes = _boxes(grid, group_levels, group_uprights)
        if len(grid.boxes) > 1:
            grids.append(grid)
    return sorted(grids, key=lambda grid: -grid.ys[0])


def _boxes(grid: Grid, levels: list[Rule], uprights: list[Rule]) -> list[Box]:
    """Cells: a place reaches as far as no line stops it."""
    columns = len(grid.xs) - 1
    right_of = [[rule for rule in uprights if abs(rule.x0 - x) <= NEAR] for x in grid.xs]
    below = [[rule for rule in levels if abs(rule.y0 - y) <= NEAR] for y in grid.ys]
    taken: set[tuple[int, int]] = set()
    boxes = []
    for row, (top, bottom) in enumerate(pairwise(grid.ys)):
        middle = (top + bottom) / 2
        for column in range(columns):
            if (row, column) in taken:
                continue
            last_column = column
            while last_column + 1 < columns and not any(
                rule.y0 <= middle <= rule.y1 for rule in right_of[last_column + 1]
            ):
                last_column += 1
            centre = (grid.xs[column] + grid.xs[column + 1]) / 2
            last_row = row
            while last_row + 2 < len(grid.ys) and not any(
                rule.x0 <= centre <= rule.x1 for rule in below[last_row + 1]
            ):
                last_row += 1
            taken.update((r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1))
            boxes.append(
                Box(
                    row, column, last_row - row + 1, last_column - column + 1,
                    grid.xs[column], grid.xs[last_column + 1], grid.ys[last_row + 1], top,
                )
            )  # fmt: skip
    return boxes
