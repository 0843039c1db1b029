"""Anniversaries listed with their dates, in the text or its footnotes.

The habit of the genre: "kỷ niệm 50 năm ngày [event] (original day – day celebrated)"; in a list the head of the
event is printed once and serves every member ("… ngày thiết lập quan hệ với A (…), B (…)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from vanban.grammar.dates import Day, find_days
from vanban.model.document import Commemoration, Period
from vanban.model.source import Span

Piece = tuple[str, int]
"""Text and its offset in the source."""

_BRACKET = re.compile(r"\s*\(\s*(?:ngày\s+)?(\d[^()]{4,50})\)", re.IGNORECASE)
_HEAD = re.compile(
    r"kỷ\s+niệm\b(?:\s+(?:lần\s+thứ\s+)?\d+\s*(?:năm)?)?(?:\s*,\s*\d+\s*năm)*\s*(?:các\s+)?(?:ngày\s+)?",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"^(.*?\b(?:với|của|tại|ở|cho|giữa|gồm))\s*:?\s*(?:các\s+nước|các\s+quốc\s+gia|các)?\s*:?\s+(.+)$",
    re.IGNORECASE,
)
_JOIN = re.compile(r"^[\s,;]*(?:và\s+)?")
_LONGEST = 260


def find_commemorations(pieces: Sequence[Piece], period: Period | None) -> tuple[Commemoration, ...]:
    """Every anniversary with a date, in order; `period` gives the year that a celebrated day leaves out."""
    return tuple(
        found for text, offset in pieces if "iệm" in text for found in _in_text(text, offset, period)
    )


def _in_text(text: str, offset: int, period: Period | None) -> Iterator[Commemoration]:
    position, shared = 0, ""
    for bracket in _BRACKET.finditer(text):
        days = _days(bracket[1], period)
        start = max(position, bracket.start() - _LONGEST)
        between = text[start : bracket.start()]
        heads = list(_HEAD.finditer(between))
        head = heads[-1] if heads else None
        if not days or (head is None and (not shared or re.search(r"[.;]", between))):
            shared = "" if head is None and re.search(r"[.;]", between) else shared
            continue
        if head is not None:
            name = " ".join(between[head.end() :].split())
            member = _SHARED.match(name)
            shared = member[1] if member else ""
            name = f"{member[1]} {member[2]}" if member else name
            begin = start + head.start()
        else:
            opening = _JOIN.match(between)
            cut = opening.end() if opening else 0
            name = f"{shared} {' '.join(between[cut:].split())}"
            begin = start + cut
        position = bracket.end()
        if name.strip(" ,"):
            yield Commemoration(
                name.strip(" ,"), days[0], days[-1], (Span(offset + begin, offset + bracket.end()),)
            )


def _days(text: str, period: Period | None) -> list[date]:
    """One or two dates of a bracket; a missing year of the second is the plan's."""
    found: list[date] = []
    days = find_days(text)
    if not 1 <= len(days) <= 2 or days[0].year is None:
        return []
    for day in days:
        on = _on(day, period)
        if on is None:
            return []
        found.append(on)
    return found if found[0] <= found[-1] else []


def _on(day: Day, period: Period | None) -> date | None:
    year = day.year or (period.start.year if period else None)
    return day.at(year) if year else None
