"""Days, figures and periods as Vietnamese documents write them, whatever the language of the reader."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from nhipcau.kernel.numbers import grouped
from nhipcau.organisations.selectors.letterhead import cited_day

Content = dict[str, Any]
FIRST_HALF_ENDS = 6
UNITS = "đơn vị"
_LINK = re.compile(r"\s*\(\s*https?://[^\s)]*\s*\)")
_SHORTER = (
    ("Ủy ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"), ("Ủy ban Mặt trận Tổ quốc", "UBMTTQ"), ("Trung tâm", "TT"),
    ("Ban Quản lý", "BQL"), ("Bộ Chỉ huy", "BCH"), ("Phát thanh và Truyền hình", "PT&TH"), ("Văn phòng", "VP"),
)  # fmt: skip


def day(text: str | None) -> str:
    """15/06/2026; empty where there is none."""
    return f"{dt.date.fromisoformat(text):%d/%m/%Y}" if text else ""


def long_day(text: str) -> str:
    """Ngày 05 tháng 01 năm 2026, as documents are cited."""
    return cited_day(dt.date.fromisoformat(text))


def number(text: str | None) -> str:
    """1.234.567,5; empty where there is none."""
    return "" if text is None else grouped(Decimal(text))


def answer(figure: Content, key: str = "value") -> str:
    """What a figure says: a number, "4/5", "Có", the entries of a list."""
    if key == "estimate":
        return number(figure["estimate"])
    kind, value = figure["type"], figure["value"]
    if kind == "list":
        return "; ".join(entries(figure))
    if value is None:
        return ""
    if kind == "yes-no" and figure["of"] is None:
        return "Có" if Decimal(value) else "Không"
    if figure["of"] is not None:
        return f"{number(value)}/{number(figure['of'])}"
    return number(value)


def entries(figure: Content) -> list[str]:
    """The entries of a list as a printed page tells them: without addresses in brackets, which nobody can open there."""
    return list(dict.fromkeys(_LINK.sub("", each).strip() or each for each in figure["entries"]))


def measure(figure: Content) -> str:
    """What a figure is counted in; a yes or no of many units counts units."""
    if not figure["measure"] and figure["type"] == "yes-no" and figure["of"] is not None:
        return UNITS
    return str(figure["measure"])


def short_name(unit: Content) -> str:
    """The unit's short name; where it has none its name in the abbreviations of offices."""
    name = str(unit["name"])
    for long, short in _SHORTER:
        name = re.sub(rf"^{long}\b|(?<=\s){long}\b", short, name)
    return str(unit["short_name"] or name)


def period(cycle: Content) -> str:
    """6 tháng đầu năm 2026, năm 2026, or the days of the period."""
    since, until = (dt.date.fromisoformat(cycle[name]) for name in ("period_from", "period_to"))
    if cycle["cadence"] == "half-year":
        return f"6 tháng {'đầu' if until.month <= FIRST_HALF_ENDS else 'cuối'} năm {until.year}"
    if cycle["cadence"] == "year":
        return f"năm {until.year}"
    return f"từ ngày {since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}"
