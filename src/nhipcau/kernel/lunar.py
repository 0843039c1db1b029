"""The Vietnamese lunar calendar, for days that are kept by it: from a lunar day to the day of our calendar, 1900 to 2199.

The months begin with the new moon at Hà Nội time (UTC+7); the eleventh month holds the winter solstice; a year of thirteen months has
its leap month where the sun enters no new sign. Astronomy after Meeus, "Astronomical Algorithms" (1991), as used for the calendar of
Việt Nam since 1967 (Quyết định 121-CP). Tests hold it to the public holidays of Tết and Giỗ Tổ Hùng Vương.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache

HOURS = 7
MONTH = 29.530588853
EPOCH = 2415021.076998695  # the new moon that months are counted from, as a Julian day
_JULIAN = 1721425  # what parts the Julian day from Python's ordinals


def day_of_lunar(day: int, month: int, year: int) -> dt.date:
    """The day on which the lunar day falls; the 30th of a month of 29 days is its last. Leap months are never meant."""
    start = _first_of(month, year)
    length = _new_moon(_count(start) + 1) - start
    return dt.date.fromordinal(start + min(day, length) - 1 - _JULIAN)


@lru_cache(maxsize=4096)
def _first_of(month: int, year: int) -> int:
    """The Julian day on which a lunar month begins."""
    first = _eleventh_of(year - 1 if month < 11 else year)
    last = _eleventh_of(year if month < 11 else year + 1)
    offset = (month - 11) % 12
    if last - first > 365 and offset >= _leap_after(first):
        offset += 1
    return _new_moon(_count(first) + offset)


def _count(new_moon: int) -> int:
    return int(0.5 + (new_moon - EPOCH) / MONTH)


@lru_cache(maxsize=512)
def _eleventh_of(year: int) -> int:
    """The Julian day on which the eleventh lunar month begins: the one with the winter solstice."""
    count = int((dt.date(year, 12, 31).toordinal() + _JULIAN - 2415021) / MONTH)
    start = _new_moon(count)
    return _new_moon(count - 1) if _sign(start) >= 9 else start


def _leap_after(eleventh: int) -> int:
    """How many months after the eleventh the leap month stands."""
    count, number = _count(eleventh), 1
    sign = _sign(_new_moon(count + number))
    while number < 14:
        number += 1
        before, sign = sign, _sign(_new_moon(count + number))
        if sign == before:
            break
    return number - 1


def _sign(day: int) -> int:
    """Which twelfth of its way the sun is on at the beginning of a day at Hà Nội: 0 begins at the spring equinox."""
    t = (day - 2451545.5 - HOURS / 24) / 36525
    anomaly = math.radians(357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    centre = (
        (1.914600 - 0.004817 * t - 0.000014 * t**2) * math.sin(anomaly)
        + (0.019993 - 0.000101 * t) * math.sin(2 * anomaly)
        + 0.000290 * math.sin(3 * anomaly)
    )
    longitude = (280.46645 + 36000.76983 * t + 0.0003032 * t**2 + centre) % 360
    return int(longitude / 30)


@lru_cache(maxsize=8192)
def _new_moon(count: int) -> int:
    """The Julian day of the new moon of that number since 1900, at Hà Nội time."""
    t = count / 1236.85
    rise = math.radians(166.56 + 132.87 * t - 0.009173 * t**2)
    mean = (
        2415020.75933 + 29.53058868 * count + 0.0001178 * t**2 - 0.000000155 * t**3 + 0.00033 * math.sin(rise)
    )
    sun = math.radians(359.2242 + 29.10535608 * count - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = math.radians(306.0253 + 385.81691806 * count + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = math.radians(21.2964 + 390.67050646 * count - 0.0016528 * t**2 - 0.00000239 * t**3)
    shift = (
        (0.1734 - 0.000393 * t) * math.sin(sun) + 0.0021 * math.sin(2 * sun)
        - 0.4068 * math.sin(moon) + 0.0161 * math.sin(2 * moon) - 0.0004 * math.sin(3 * moon)
        + 0.0104 * math.sin(2 * node) - 0.0051 * math.sin(sun + moon) - 0.0074 * math.sin(sun - moon)
        + 0.0004 * math.sin(2 * node + sun) - 0.0004 * math.sin(2 * node - sun) - 0.0006 * math.sin(2 * node + moon)
        + 0.0010 * math.sin(2 * node - moon) + 0.0005 * math.sin(2 * moon + sun)
    )  # fmt: skip
    drift = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return int(mean + shift - drift + 0.5 + HOURS / 24)
