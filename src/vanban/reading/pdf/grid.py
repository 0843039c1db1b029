"""Ruled lines → tables: their cells with place and reach."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise, product
from operator import neg

from vanban.reading.limits import MAX_COLUMNS
from vanban.reading.pdf.glyphs import Rule

NEAR = 3.0
"""Lines this close are one: borders of neighbouring cells are often drawn twice."""
_SHORTEST = 6.0
_MAX_RULES = 6_000
_MAX_CROSSINGS = 60_000
_MAX_CELLS = 5_000
"""Limits against drawings: a page of the densest table has 2,000 strokes and 500 cells."""


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
    owners: dict[tuple[int, int], int] = field(default_factory=dict)
    """(row, column) → the box that covers this place."""

    def find(self, x: float, y: float) -> int | None:
        """The number of the cell that a point lies in."""
        if not (self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[-1] - 1 <= y <= self.ys[0] + 1):
            return None
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_left(self.ys, -y, key=neg) - 1, 0), len(self.ys) - 2)
        return self.owners.get((row, column))


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
    if len(levels) * len(uprights) > _MAX_CROSSINGS:
        return []
    grids = []
    for group_levels, group_uprights in _groups(levels, uprights):
        xs = _edges(rule.x0 for rule in group_uprights)
        ys = _edges(rule.y0 for rule in group_levels)[::-1]
        if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
            continue
        if len(xs) > MAX_COLUMNS or len(xs) * len(ys) > _MAX_CELLS:
            continue
        grid = Grid(xs, ys)
        _fill(grid, group_levels, group_uprights)
        if len(grid.boxes) > 1:
            grids.append(grid)
    return sorted(grids, key=lambda grid: -grid.ys[0])


def _fill(grid: Grid, levels: list[Rule], uprights: list[Rule]) -> None:
    """Cells: a place reaches as far as no line stops it."""
    columns = len(grid.xs) - 1
    right_of = [[rule for rule in uprights if abs(rule.x0 - x) <= NEAR] for x in grid.xs]
    below = [[rule for rule in levels if abs(rule.y0 - y) <= NEAR] for y in grid.ys]
    for row, (top, bottom) in enumerate(pairwise(grid.ys)):
        middle = (top + bottom) / 2
        for column in range(columns):
            if (row, column) in grid.owners:
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
            for place in product(range(row, last_row + 1), range(column, last_column + 1)):
                grid.owners[place] = len(grid.boxes)
            grid.boxes.append(
                Box(
                    row, column, last_row - row + 1, last_column - column + 1,
                    grid.xs[column], grid.xs[last_column + 1], grid.ys[last_row + 1], top,
                )
            )  # fmt: skip
