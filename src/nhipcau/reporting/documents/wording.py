"""Days, figures and periods as Vietnamese documents write them, whatever the language of the reader."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from nhipcau.kernel.numbers import grouped

Content = dict[str, Any]
FIRST_HALF_ENDS = 6


def day(text: str | None) -> str:
    """15/06/2026; empty where there is none."""
    return f"{dt.date.fromisoformat(text):%d/%m/%Y}" if text else ""


def long_day(text: str) -> str:
    """Ngày 05 tháng 01 năm 2026, as documents are cited: a leading 0 for days below 10 and for months 1 and 2."""
    on = dt.date.fromisoformat(text)
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def number(text: str | None) -> str:
    """1.234.567,5; empty where there is none."""
    return "" if text is None else grouped(Decimal(text))


def answer(figure: Content, key: str = "value") -> str:
    """What a figure says: a number, "4/5", "Có", the entries of a list."""
    if key == "estimate":
        return number(figure["estimate"])
    kind, value = figure["type"], figure["value"]
    if kind == "list":
        return "; ".join(figure["entries"]) if figure["entries"] else ""
    if value is None:
        return ""
    if kind == "yes-no" and figure["of"] is None:
        return "Có" if Decimal(value) else "Không"
    if figure["of"] is not None:
        return f"{number(value)}/{number(figure['of'])}"
    return number(value)


def period(cycle: Content) -> str:
    """6 tháng đầu năm 2026, năm 2026, or the days of the period."""
    since, until = (dt.date.fromisoformat(cycle[name]) for name in ("period_from", "period_to"))
    if cycle["cadence"] == "half-year":
        return f"6 tháng {'đầu' if until.month <= FIRST_HALF_ENDS else 'cuối'} năm {until.year}"
    if cycle["cadence"] == "year":
        return f"năm {until.year}"
    return f"từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}"


def lowered(text: str) -> str:
    """A title within a sentence: its first letter small, unless the word is an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
