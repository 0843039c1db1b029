"""Running heads and page numbers that text taken from pages carries between the lines."""

from __future__ import annotations

import re

LONGEST_HEAD = 8  # lines printed above or below every page number
SHORTEST_PAGE = 12  # lines between two page numbers; numbers that follow closer number something else
_PAGE_NUMBER = re.compile(r"\s*(?:-\s*)?(\d{1,3})(?:\s*-)?\s*$")
_FOOT = re.compile(r"\s*\d{1,5}\s*$")


def without_running_heads(lines: list[str]) -> list[str]:
    """The lines without page numbers in counting order and the lines that stand at every one of them.

    The head of the first page stays: it may be the only place of the title.
    """
    lines = _without_feet(lines)
    pages = _page_numbers(lines)
    if len(pages) < 3:
        return lines
    printed = [at for at, line in enumerate(lines) if line.strip()]
    place = {at: order for order, at in enumerate(printed)}
    dropped = set(pages)
    for step in (-1, 1):
        alive = [(order, place[at]) for order, at in enumerate(pages)]
        for distance in range(1, LONGEST_HEAD + 1):
            texts = {order: _printed_at(lines, printed, at + step * distance) for order, at in alive}
            alive = [
                (order, at)
                for order, at in alive
                if texts[order] and texts[order] in (texts.get(order - 1), texts.get(order + 1))
            ]
            if len(alive) < 3:
                break
            for order, at in alive:
                if order:
                    dropped.add(printed[at + step * distance])
    return [line for at, line in enumerate(lines) if at not in dropped]


def _without_feet(lines: list[str]) -> list[str]:
    """The lines without bare numbers right before a form feed: page numbers, and what stamps leave there."""
    dropped: set[int] = set()
    last = 0  # what stands before the last form feed has been looked at
    for at, line in enumerate(lines):
        if not line.startswith("\f"):
            continue
        before = at - 1
        while before >= last and (not lines[before].strip() or _FOOT.match(lines[before])):
            if lines[before].strip():
                dropped.add(before)
            before -= 1
        last = at
    return [line for at, line in enumerate(lines) if at not in dropped] if dropped else lines


def _page_numbers(lines: list[str]) -> list[int]:
    """Positions of lines that hold 1, 2, 3, … in order (or from 2 on, where the first page has none)."""
    found: list[int] = []
    expected = {1, 2}
    for at, line in enumerate(lines):
        number = _PAGE_NUMBER.match(line)
        if not number or int(number[1]) not in expected or _beside_bar(lines, at):
            continue
        if not found or at - found[-1] >= SHORTEST_PAGE:
            found.append(at)
            expected = {int(number[1]) + 1}
    return found


def _beside_bar(lines: list[str], at: int) -> bool:
    """Whether the line is the cell of a table whose cells are parted by bars."""
    return "|" in (_text_at(lines, at - 1), _text_at(lines, at + 1))


def _text_at(lines: list[str], at: int) -> str:
    return " ".join(lines[at].split()) if 0 <= at < len(lines) else ""


def _printed_at(lines: list[str], printed: list[int], order: int) -> str:
    return _text_at(lines, printed[order]) if 0 <= order < len(printed) else ""
