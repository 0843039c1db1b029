"""What stands on pages without belonging to the text: page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter

from vanban.reading.pdf.rows import Row

_PAGE_NUMBER = re.compile(r"[-–—\s|]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s|.]*", re.IGNORECASE)
_ZONE = 0.11
"""Share of the page's height at head and foot where page numbers stand."""
_HEAD_ZONE = 0.22
"""The same for running heads, which may be several rows in a frame."""
_DIGITS = re.compile(r"\d+")
_FEWEST_PAGES = 3
_SHARE_OF_PAGES = 0.4

Key = tuple[str, int, int]


def _key(row: Row, height: float) -> Key:
    """Text without its numbers, and place counted from the top."""
    return _DIGITS.sub("#", row.text), round(row.x0 / 12), round((height - row.y) / 8)


def _in_zone(row: Row, height: float, zone: float) -> bool:
    return row.y > height * (1 - zone) or row.y < height * zone


def running_heads(pages: list[tuple[float, list[Row]]]) -> set[Key]:
    """Keys of rows at head or foot that most pages repeat; `pages` are (height, rows)."""
    counted: Counter[Key] = Counter()
    for height, rows in pages:
        counted.update(
            _key(row, height)
            for index, row in enumerate(rows)
            if _in_zone(row, height, _HEAD_ZONE) and not is_page_number(row, index, rows, height)
        )
    least = max(_FEWEST_PAGES, round(len(pages) * _SHARE_OF_PAGES))
    return {key for key, count in counted.items() if count >= least}


def is_running_head(row: Row, height: float, heads: set[Key]) -> bool:
    """Whether a row is one of the repeated ones."""
    return bool(heads) and _in_zone(row, height, _HEAD_ZONE) and _key(row, height) in heads


def is_page_number(row: Row, index: int, rows: list[Row], height: float) -> bool:
    """A number alone in the first or last row of a page."""
    if index not in (0, len(rows) - 1) or not _in_zone(row, height, _ZONE):
        return False
    return _PAGE_NUMBER.fullmatch(row.text) is not None
