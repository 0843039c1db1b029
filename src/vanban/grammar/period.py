"""The days that a plan covers, from its title or from its own statement of time."""

from __future__ import annotations

import calendar
import re
from datetime import date

from vanban.model import Period

_SPAN = re.compile(
    r"(?:\bnăm\s+|\bđoạn\s+|\bkỳ\s+|\btừ\s+(?:năm\s+)?|^)((?:19|20)\d\d)\s*(?:[-–—]|đến(?:\s+(?:hết\s+)?năm)?)\s*((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BARE_SPAN = re.compile(r"\b((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)\b")
_QUARTER = re.compile(r"\bquý\s+(IV|III|II|I|[1-4])\s*(?:/|năm\s+|-)\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH = re.compile(
    r"(?<!ngày )(?<!\d )\btháng\s+(\d{1,2})\s*(?:/|năm\s+)\s*((?:19|20)\d\d)\b", re.IGNORECASE
)
_HALF = re.compile(r"\b0?6\s+tháng\s+(đầu|cuối)\s+năm\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<!tháng \d )(?<!tháng \d\d )\b(đến\s+(?:hết\s+)?|ngày\s+\d+[^,;]{0,20})?năm\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\bngày\s+\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE
)
_FROM_NOW = re.compile(
    r"\b(?:từ|kể từ)\s+(?:nay|khi ban hành|ngày ký|ngày ban hành|khi có hiệu lực)\b[^.;]{0,20}?đến\s+(?:hết\s+)?năm\s+((?:19|20)\d\d)",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"\b[Tt]ừ\b[^.;]{0,40}\bđến khi\b")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def period_of(text: str | None, signed: date | None = None) -> Period | None:
    """The period that a title or a statement of time names; "đến năm 2030" alone is a horizon, not a period.

    "từ nay đến năm 2030" begins on the day of signing; an end that is no date gives no period.
    """
    if not text:
        return None
    text = _DATED.sub(" ", text)
    if found := _FROM_NOW.search(text):
        return (
            Period(signed, date(int(found[1]), 12, 31)) if signed and signed.year <= int(found[1]) else None
        )
    if _OPEN_END.search(text):
        return None
    if found := _SPAN.search(text) or _BARE_SPAN.search(text):
        first, last = int(found[1]), int(found[2])
        return Period(date(first, 1, 1), date(last, 12, 31)) if first <= last else None
    if found := _HALF.search(text):
        first_month = 1 if found[1].lower() == "đầu" else 7
        return _months(int(found[2]), first_month, first_month + 5)
    if found := _QUARTER.search(text):
        quarter = _QUARTERS[found[1].upper()]
        return _months(int(found[2]), quarter * 3 - 2, quarter * 3)
    if (found := _MONTH.search(text)) and 1 <= int(found[1]) <= 12:
        return _months(int(found[2]), int(found[1]), int(found[1]))
    years = [int(found[2]) for found in _YEAR.finditer(text) if not found[1]]
    return Period(date(years[-1], 1, 1), date(years[-1], 12, 31)) if years else None


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
