"""The zones of a document: head, preamble, body, closing, attached plan, annexes.

A decision may carry a plan after its own signature; annexes come last. What a saved web page prints
after all that (links to other documents, notices of the site) belongs to none of the zones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.grammar.closing import Closing, find_closing
from vanban.grammar.entries import Entry, entries_of
from vanban.grammar.letterhead import Letterhead, read_letterhead, running_title, type_of_line
from vanban.grammar.outline import Table
from vanban.model import Line, LineKind
from vanban.text.labels import LabelKind, label_of

_PAGE_TAIL = re.compile(
    r"^(?:Văn bản liên quan|Văn bản này chưa cập nhật|Lược đồ|Tải về|Chia sẻ|In bài|Các tin khác|Tin liên quan|Bài viết liên quan|Bản quyền|Đăng nhập|Thuộc tính|Ý kiến của bạn)\b|^©",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[-–—_=*.~…\s]{2,}$")
ATTACHED_WITHIN = 6  # lines after a signature among which an attached plan shows its type


@dataclass(slots=True)
class Zones:
    """Lines by zone; `bodies` are the document's own body and the attached plan's."""

    head: Letterhead
    title: list[Line] = field(default_factory=list)
    preamble: list[Line] = field(default_factory=list)
    bodies: list[list[Line]] = field(default_factory=list)
    closing: Closing | None = None
    annex: list[Line] = field(default_factory=list)


def divide(lines: Sequence[Line]) -> Zones:
    """Divide a document's lines into zones."""
    heads = [line for line in lines if line.kind is LineKind.PAGE_HEADER]
    lines = _without_page_tail(
        [line for line in lines if line.kind not in (LineKind.PAGE_HEADER, LineKind.PAGE_FOOTER)]
    )
    head = read_letterhead(lines)
    if head.type is None and heads:
        kind, title = running_title(heads)
        head = replace(head, type=kind, title=title)
    zones = Zones(head)
    closing = find_closing(lines, head.body)
    end = closing.start if closing else len(lines)
    first = _first_heading(lines, head.body, end)
    zones.closing = closing
    zones.title = list(lines[head.start : head.body])
    zones.preamble = list(lines[head.body : first])
    zones.bodies.append(list(lines[first:end]))
    if closing:
        _divide_rest(zones, lines, closing.end)
    return zones


def _divide_rest(zones: Zones, lines: Sequence[Line], start: int) -> None:
    """What comes after the signature: an attached plan, annexes, or nothing."""
    attached = _attached_plan(lines, start)
    if attached is not None:
        closing = find_closing(lines, attached + 1)
        end = closing.start if closing else len(lines)
        annex = next((at for at in range(attached + 1, end) if _opens_annex(lines[at])), end)
        zones.bodies.append(list(lines[attached + 1 : annex]))
        if annex < end:
            zones.annex = list(lines[annex:end])
            return
        if closing is None:
            return
        if zones.closing and not zones.closing.signers:
            zones.closing = closing
        start = closing.end
    annex = next((at for at in range(start, len(lines)) if _opens_annex(lines[at])), len(lines))
    zones.annex = list(lines[annex:])


def _attached_plan(lines: Sequence[Line], start: int) -> int | None:
    for at in range(start, min(len(lines), start + ATTACHED_WITHIN)):
        if type_of_line(lines[at].text)[0]:
            return at
        if _opens_annex(lines[at]):
            return None
    return None


def _opens_annex(line: Line) -> bool:
    label = label_of(line.text)
    return label is not None and label.kind is LabelKind.ANNEX


def _first_heading(lines: Sequence[Line], start: int, end: int) -> int:
    """The first numbered line: there the body begins; else the first line that is a heading by its style."""
    for at in range(start, end):
        label = label_of(lines[at].text)
        if label and not label.is_bullet and label.kind is not LabelKind.LETTER:
            if "PHỤ LỤC" in lines[at].text[:20]:
                break
            return at
    styled = (at for at in range(start, end) if lines[at].level is not None and lines[at].cell is None)
    return next(styled, None) or _first_item(lines, start, end)


def _first_item(lines: Sequence[Line], start: int, end: int) -> int:
    """Without numbers the body begins after the paragraph that announces it ("như sau:")."""
    for at in range(start, end):
        if lines[at].text.rstrip().endswith("sau:"):
            return at + 1
    return start


def _without_page_tail(lines: list[Line]) -> list[Line]:
    """Cut what a web page prints below the document."""
    half = len(lines) // 2
    for at in range(half, len(lines)):
        if _PAGE_TAIL.match(lines[at].text) and len(lines[at].text) < 60:
            return lines[:at]
    return lines


def blocks_of(lines: Sequence[Line]) -> list[Entry | Table]:
    """Entries and tables of a zone, in order."""
    blocks: list[Entry | Table] = []
    run: list[Line] = []
    table: list[Line] = []

    def close() -> None:
        if table:
            blocks.append(Table(table.copy()))
            table.clear()
        if run:
            blocks.extend(entries_of(run))
            run.clear()

    for line in lines:
        if line.cell is None:
            if table:
                close()
            run.append(line)
            continue
        if run or (table and table[-1].cell is not None and table[-1].cell.table != line.cell.table):
            close()
        table.append(line)
    close()
    return blocks
