"""Public holidays of Viet Nam (Bộ luật Lao động 45/2019/QH14, điều 112), with their names.

Days off in lieu and the exact days around Tết are fixed by the Government every year; they are not guessed here.
Tết counts from the eve to the fourth day. A caller that knows more hands its own calendar to the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from vanban.catalog.tables import rows


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why offices are closed, in both languages."""

    vi: str
    en: str


_FIXED = {
    (1, 1): DayOff("Tết Dương lịch", "New Year's Day"),
    (4, 30): DayOff("Ngày Chiến thắng 30/4", "Victory Day"),
    (5, 1): DayOff("Ngày Quốc tế Lao động", "Labour Day"),
    (9, 2): DayOff("Quốc khánh", "National Day"),
}
_TET = DayOff("Tết Nguyên đán", "Lunar New Year")
_HUNG_KINGS = DayOff("Giỗ Tổ Hùng Vương", "Hùng Kings' Commemoration Day")
_WEEKEND = {5: DayOff("thứ Bảy", "a Saturday"), 6: DayOff("Chủ nhật", "a Sunday")}
_TET_FIRST, _TET_LAST = -1, 3  # days from the first of the year: the eve and the fourth day


@lru_cache(maxsize=1)
def _lunar() -> Mapping[date, DayOff]:
    found: dict[date, DayOff] = {}
    for row in rows("lunar_days"):
        first = date.fromisoformat(row["lunar_new_year"])
        for step in range(_TET_FIRST, _TET_LAST + 1):
            found[first + timedelta(days=step)] = _TET
        found[date.fromisoformat(row["hung_kings"])] = _HUNG_KINGS
    return found


def holiday_on(day: date) -> DayOff | None:
    """The public holiday on a day; lunar holidays are known for the years 2015 to 2035."""
    return _FIXED.get((day.month, day.day)) or _lunar().get(day)


def day_off_on(day: date) -> DayOff | None:
    """The public holiday on a day, or the day of the weekend that it is."""
    return holiday_on(day) or _WEEKEND.get(day.weekday())
