"""Stretches of time as plans print them: quarters, months, half-years, years, from one day to another.

Each finder gives (start, end, interval) of every match; a stretch whose year is left out and cannot be
filled in is no interval. "Từ 01/7/2025" alone has no end and is none either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from vanban.grammar.dates import (
    YEAR,
    complete,
    find_days,
    months,
    quarter_number,
    quarters,
    years,
)
from vanban.model.document import Period

Found = tuple[int, int, Period]
YearOf = Callable[[int], int | None]
"""The year of a month that is printed without one."""

_JOIN = r"\s*(?:,|và|-|–|đến|tới|&|/)\s*"
_OF_YEAR = rf"(?:\s*[/-]\s*|\s*,?\s*(?:của\s+)?(?i:năm)\s+|\s+)({YEAR})(?!\d)"
_Q = r"(?:I{1,3}|IV|[1-4])(?![\w/.])|(?:I{1,3}|IV|[1-4])(?=/(?:19|20)\d\d)"
_QUARTER = re.compile(
    rf"\b[Qq](?:uý|úy|UÝ|ÚY)\s*((?:{_Q})(?:{_JOIN}(?:[Qq](?:uý|úy)\s*)?(?:{_Q})){{0,7}})(?:{_OF_YEAR})?",
    re.UNICODE,
)
_QUARTER_NUMBER = re.compile(r"I{1,3}V?|IV|[1-4]")
_M = r"(?:0?[1-9]|1[0-2])(?![\d.%])"
_MONTH = re.compile(
    rf"\btháng\s+({_M}(?:{_JOIN}(?:tháng\s+)?{_M}(?!\s*/\s*\d{{1,2}}(?!\d))){{0,11}})(?:{_OF_YEAR})?(?!\s*/\s*\d)",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(rf"(?<![\d/.-])({_M})\s?[/-]\s?({YEAR})(?![\d/])")
_NUMBER = re.compile(r"\d{1,2}")
_HALF = re.compile(
    rf"\b(?:(?:0?6|sáu)\s+tháng|nửa)\s+(đầu|cuối)(?:\s+(?:của\s+)?năm(?:\s+({YEAR}))?|\s*/\s*({YEAR}))",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?<![\d/.-])({YEAR})(?:\s*(?:-|–|—|,|và|đến|tới|đến\s+hết|tới\s+hết)\s*(?:hết\s+)?(?:năm\s+)?({YEAR}))?(?![\d/])",
    re.IGNORECASE,
)
_JOINED_QUARTERS = re.compile(r"\s*(?:-|–|đến|tới|đến\s+hết)\s*(?:hết\s+)?", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*[-–]\s*\S|[IV]\s*[-–]|đến|tới", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:trong|vào|trong cả)\s+$", re.IGNORECASE)
_FROM = re.compile(r"\btừ\s+(?:ngày\s+|đầu\s+|cuối\s+|giữa\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:,\s*)?(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?$", re.IGNORECASE)
_YEARLY = re.compile(r"\s*(?:của\s+)?(?:h[ằà]ng|mỗi|các)\s+năm", re.IGNORECASE)
_ONWARDS = re.compile(r"\s*(?:trở đi|trở về)", re.IGNORECASE)


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    found = (
        quarter_number(m[0]) if pattern is _QUARTER_NUMBER else int(m[0]) for m in pattern.finditer(text)
    )
    return [number for number in found if number is not None]


def _runs(numbers: list[int], text: str) -> list[tuple[int, int]]:
    """Neighbours make one stretch ("II, III"), and so do the ends of a range ("3 - 6"); others stand alone."""
    if len(numbers) == 2 and re.search(r"[-–]|đến|tới", text) and numbers[0] < numbers[1]:
        return [(numbers[0], numbers[1])]
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _spread(found: list[Found], text: str) -> Iterator[Found]:
    """Two stretches joined by "-" or "đến" are one ("Quý IV/2025 - Quý II/2026"); "từ" one alone is none."""
    index = 0
    while index < len(found):
        start, end, period = found[index]
        after = found[index + 1] if index + 1 < len(found) else None
        if after and _JOINED_QUARTERS.fullmatch(text, end, after[0]) and period.start <= after[2].end:
            yield start, after[1], Period(period.start, after[2].end)
            index += 2
            continue
        open_ended = _FROM.search(text, max(0, start - 14), start) and not _RANGE.search(text, start, end)
        if not open_ended and not _ONWARDS.match(text, end):
            yield start, end, period
        index += 1


def find_quarters(text: str, year_of: YearOf) -> Iterator[Found]:
    """ "quý II/2024", "quý II, III/2024" (one stretch), "Quý 4 năm 2025", "quý IV"."""
    found: list[Found] = []
    matches = list(_QUARTER.finditer(text))
    following = [m[2] for m in matches]
    for index, m in enumerate(matches):
        year = m[2]
        if (
            not year
            and index + 1 < len(matches)
            and re.fullmatch(_JOIN, text[m.end() : matches[index + 1].start()])
        ):
            year = following[index + 1]
        for first, last in _runs(_numbers(_QUARTER_NUMBER, m[1]), m[1]):
            number = int(year) if year else year_of(3 * last)
            if number is not None and (year or not _YEARLY.match(text, m.end())):
                found.append((m.start(), m.end(), quarters(number, first, last)))
    yield from _spread(found, text)


def find_months(text: str, year_of: YearOf, *, line: bool) -> Iterator[Found]:
    """ "tháng 12/2025", "tháng 10, 11/2025", "từ tháng 3 đến tháng 5/2026".

    "6/2025" and "Tháng 6" count in a time line only, "trong tháng 6" everywhere.
    """
    found: list[Found] = []
    for m in _MONTH.finditer(text):
        if re.search(r"\d\s*$", text[max(0, m.start() - 4) : m.start()]):
            continue
        for first, last in _runs(_numbers(_NUMBER, m[1]), m[1]):
            number = int(m[2]) if m[2] else year_of(last)
            named = line or _WITHIN.search(text, max(0, m.start() - 12), m.start())
            if number is not None and (m[2] or (named and not _YEARLY.match(text, m.end()))):
                found.append((m.start(), m.end(), months(number, first, last)))
    if line:
        taken = {start for start, _, _ in found} | {end for _, end, _ in found}
        found += [
            (m.start(), m.end(), months(int(m[2]), int(m[1]), int(m[1])))
            for m in _BARE_MONTH.finditer(text)
            if m.start() not in taken and m.end() not in taken
        ]
        found.sort(key=lambda f: f[0])
    yield from _spread(found, text)


def find_halves(text: str, year_of: YearOf) -> Iterator[Found]:
    """ "6 tháng đầu năm 2026"."""
    for m in _HALF.finditer(text):
        first = 1 if m[1].lower() == "đầu" else 7
        year = m[2] or m[3] or year_of(first + 5)
        if year is not None:
            yield m.start(), m.end(), months(int(year), first, first + 5)


def find_years(text: str) -> Iterator[Found]:
    """ "năm 2024", "2026 - 2030", "từ năm 2026 đến năm 2028"; "từ năm 2026" alone is none."""
    for m in _YEARS.finditer(text):
        first, last = int(m[1]), int(m[2] or m[1])
        alone = not m[2] and (
            _FROM.search(text[: m.start()].removesuffix("năm ")) or _ONWARDS.match(text, m.end())
        )
        if first <= last and not alone:
            yield m.start(), m.end(), years(first, last)


def find_day_ranges(text: str, period: Period | None, signed: date | None, *, line: bool) -> Iterator[Found]:
    """ "từ ngày 15/11 đến ngày 15/12/2025"; in a time line "từ" may be missing."""
    days = find_days(text)
    for first, last in pairwise(days):
        if not _TO.fullmatch(text[first.end : last.start]):
            continue
        opener = _FROM.search(text, max(0, first.start - 14), first.start)
        if not opener and not line:
            continue
        end = complete(last, period, signed)
        if end is None:
            continue
        start = first.at(first.year or end.year)
        if start is not None and start > end and first.year is None:
            start = first.at(end.year - 1)
        if start is not None and start <= end:
            yield (opener.start() if opener else first.start), last.end, Period(start, end)
