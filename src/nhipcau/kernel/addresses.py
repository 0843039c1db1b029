"""Values that stand in addresses and hidden fields: anybody may type anything there, so a value out of bounds is no value."""

from __future__ import annotations

import datetime as dt
import re

_NUMBER = re.compile(r"\d{1,10}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
GREATEST = 2**31 - 1  # what a key or a counter may be in every database
YEARS = range(1990, 2101)


def number_in(text: str) -> int | None:
    """The key or count that a text is, from 0 to `GREATEST`."""
    return int(text) if _NUMBER.fullmatch(text) and int(text) <= GREATEST else None


def year_in(text: str) -> int | None:
    """The year that a text is, of those that plans are made for."""
    year = number_in(text)
    return year if year in YEARS else None


def month_in(text: str) -> dt.date | None:
    """The first day of the month that a text such as "2026-03" is. The months before and after it are days as well."""
    found = _MONTH.fullmatch(text)
    if found is None or int(found[1]) not in YEARS or not 1 <= int(found[2]) <= 12:
        return None
    return dt.date(int(found[1]), int(found[2]), 1)
