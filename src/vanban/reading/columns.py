"""Letterheads and signatures printed in two columns of one text, parted by blanks.

Such columns are turned into rows with a bar, so that each is read down by itself, as a person would.
Only blocks that show an official mark (the motto, "Nơi nhận:", "TM.") are taken for columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.catalog.document_types import TITLES
from vanban.text.motto import OPENINGS

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_HEAD = re.compile(OPENINGS)
_FOOT = re.compile(
    r"^\W*Nơi\s+nhận|(?:^|\s)(?:TM|T/M|KT|TL|TUQ)\s?\.?\s*(?:ỦY BAN|UỶ BAN|CHỦ TỊCH|GIÁM ĐỐC|BAN |TRƯỞNG|BÍ THƯ)"
)
_DATED = re.compile(r"(?:^|\s)Số\s*:?.*|ngày[\s\d….]*tháng")
_BELOW_HEAD = re.compile(
    rf"\s*(?:{'|'.join(TITLES).upper()})\b[^a-zà-ỹ]*$"
    r"|\s*Kính gửi|\s*(?:PHỤ LỤC|Phụ lục)\b"
)
LONGEST_BLOCK = 40  # lines of one letterhead or signature block
MOST_BLANKS = 7  # blank lines left for a handwritten signature
TAB_STOP = 8
NARROWEST_GAP = 3  # blanks between two columns


def columns_as_cells(lines: Sequence[str]) -> list[str]:
    """The lines, with two-column blocks rewritten as "left | right"."""
    rewritten: list[str] = []
    spread = [_spread(line) for line in lines]
    at = 0
    while at < len(lines):
        mark = _mark_at(spread[at])
        end = _end_of_block(spread, at, mark) if mark else at
        if end > at:
            rewritten += _as_rows(spread[at:end])
            at = end
        else:
            rewritten.append(lines[at])
            at += 1
    return rewritten


def _spread(line: str) -> str:
    """The line with blanks for tabs; a tab between words always parts them as far as columns are parted."""
    if "\t" not in line:
        return line
    pieces: list[str] = []
    width, printed = 0, False
    for part in line.split("\t"):
        if pieces:
            blanks = TAB_STOP - width % TAB_STOP
            pieces.append(" " * (max(blanks, NARROWEST_GAP) if printed else blanks))
            width += len(pieces[-1])
        pieces.append(part)
        width, printed = width + len(part), printed or bool(part.strip())
    return "".join(pieces)


def _mark_at(line: str) -> re.Pattern[str] | None:
    """Which block a line opens: two parts with blanks between, one of them an official mark."""
    if "|" in line or not _GAP.search(line.strip()):
        return None
    return next((mark for mark in (_HEAD, _FOOT) if mark.search(line)), None)


def _end_of_block(lines: Sequence[str], at: int, mark: re.Pattern[str]) -> int:
    """The first line after the block; `at` where the lines show no common column."""
    edge = _right_edge(lines[at])
    end, blanks, paired = at, 0, 0
    for place in range(at, min(len(lines), at + LONGEST_BLOCK)):
        line = lines[place]
        if not line.strip():
            blanks += 1
            if blanks > MOST_BLANKS or (mark is _HEAD and paired and _is_dated(lines[at:end])):
                break
            continue
        if "|" in line or _BELOW_HEAD.match(line) or not _fits(line, edge):
            break
        alone = mark is _FOOT and len(line) - len(line.lstrip()) >= edge - 16 > 8
        paired += alone or bool(_GAP.search(line.strip()))
        blanks, end = 0, place + 1
    return end if paired >= 2 else at


def _is_dated(lines: Sequence[str]) -> bool:
    return any(_DATED.search(line) for line in lines)


def _right_edge(line: str) -> int:
    """Where the right column begins on the line that opens the block."""
    indent = len(line) - len(line.lstrip())
    found = max(_GAP.finditer(line.strip()), key=lambda gap: gap.end() - gap.start())
    return indent + found.end()


def _fits(line: str, edge: int) -> bool:
    """Whether a line keeps to the columns: it has a gap, or stands wholly in one of them."""
    bare = line.strip()
    indent = len(line) - len(line.lstrip())
    if _GAP.search(bare):
        return True
    return indent + len(bare) <= edge + 2 or indent >= edge - 16


def _as_rows(lines: Sequence[str]) -> list[str]:
    """Left and right of each line; a block is one row of two cells, so that each column is read down."""
    edge = _right_edge(lines[0])
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        bare = line.strip()
        if not bare:
            continue
        gaps = list(_GAP.finditer(bare))
        indent = len(line) - len(line.lstrip())
        if gaps:
            gap = max(gaps, key=lambda each: each.end() - each.start())
            left.append(bare[: gap.start()])
            right.append(bare[gap.end() :])
        elif indent >= edge - 16 and indent > 8:
            right.append(bare)
        else:
            left.append(bare)
    return ["", "|", *left, "|", *right, "|", ""]
