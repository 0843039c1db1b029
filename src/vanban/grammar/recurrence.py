"""How often: "01 số/quý", "mỗi tháng 03 - 05 phóng sự", "định kỳ 6 tháng", "01 quý/lần", "hằng năm"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.model.document import Per, Recurring

_N = r"\d{1,3}"
_RANGE = rf"({_N})(?:\s*(?:-|–|đến)\s*({_N}))?(?:\s*\([^()\d]{{1,20}}\))?"
_HALF = r"(?:0?6|sáu|nửa)\s+(?:tháng|năm)|nửa\s+năm|bán\s+niên"
_PERIOD = rf"(?:(?P<half>{_HALF}|kỳ\s+6\s+tháng)|(?P<quarter>quý|0?3\s+tháng)|(?P<month>tháng)|(?P<year>năm|12\s+tháng))"
_NO_YEAR = r"(?!\s*(?:/\s*)?\d)(?!\s+(?:[IVX]{1,4}\b|nay|học|tới|tiếp|sau|trước|đầu|cuối|ngân sách))"

# A number of things in a period: "01 số/quý", "ít nhất 02 lần trong năm", "06 số mỗi năm".
_RATE = re.compile(
    rf"(?<![\d.,/]){_RANGE}\s+((?:[^\W\d_]+(?:\s+|,\s*)){{0,3}}?[^\W\d_]+)\s*"
    rf"(?:/\s*(?:0?1\s+|một\s+)?|\s(?:trong\s+)?(?:mỗi|một|h[ằà]ng|01)\s+){_PERIOD}{_NO_YEAR}(?!\w)",
    re.IGNORECASE,
)
# One in a period: "01 quý/lần", "6 tháng/lần", "một năm một lần".
_ONCE = re.compile(
    rf"(?<![\w.,/])(?:(?:0?1|một|mỗi)\s+)?{_PERIOD}\s*(?:/\s*(?P<n>0?\d|một)?|\s(?:một|01)\s)\s*(?:lần|kỳ|số|đợt)(?!\w)",
    re.IGNORECASE,
)
# Every period, with a number of things after it: "mỗi tháng … từ 03 - 05 phóng sự", "hằng quý".
_EVERY = re.compile(rf"\b(?:h[ằà]ng|mỗi)\s+(?:một\s+)?{_PERIOD}(?!\s*/\s*\d)(?!\w)", re.IGNORECASE)
_STATED = re.compile(
    rf"\bđịnh\s+kỳ\s*(?:[:(,-]\s*)?(?:theo\s+|vào\s+|báo\s+cáo\s+)?{_PERIOD}{_NO_YEAR}(?!\w)", re.IGNORECASE
)
# Further periods of a list: "định kỳ 6 tháng, năm", "hằng quý, 6 tháng và năm".
_FURTHER = re.compile(
    rf"\s*(?:,|và|hoặc|;|,\s*và)\s*(?:định\s+kỳ\s+)?(?:h[ằà]ng\s+|mỗi\s+|cả\s+|một\s+|01\s+|1\s+)?{_PERIOD}{_NO_YEAR}(?=\s*(?:[,.;:()]|và\b|hoặc\b|báo\b|gửi\b|tổng\b|đột\b|tổ\b|thực\b|$))",
    re.IGNORECASE,
)
_FOLLOWING_NUMBER = re.compile(
    rf"[^.;:()\d]{{1,70}}?\b(?:từ\s+|ít\s+nhất\s+|tối\s+thiểu\s+|khoảng\s+|có\s+|phát\s+hành\s+|tổ\s+chức\s+|thực\s+hiện\s+)*{_RANGE}\s+([^\W\d_]+(?:\s+[^\W\d_]+)?)",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"\s+(?:về|cho|trên|của|tại|với|và|để|theo|đăng|phát|là|có)$", re.IGNORECASE)
_MEASURES = frozenset(
    re.findall(
        r"\S+",
        "đồng tỷ tỉ triệu nghìn ngàn ha tấn kg km m người lượt khách usd mg lít giờ phút độ hộ lao điểm con cây căn tuổi ca"
        " tháng năm quý ngày tuần trường học",
    )
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A recurrence with its place and the thing counted (None where no number of things is printed)."""

    start: int
    end: int
    recurring: Recurring
    thing: str | None


def _per(match: re.Match[str]) -> Per:
    if match["half"]:
        return "half-year"
    return "quarter" if match["quarter"] else "month" if match["month"] else "year"


def find_rates(text: str) -> tuple[Rate, ...]:
    """Every recurrence of the text in order; the more exact reading of the same words wins."""
    rates: list[Rate] = []
    read = bytearray(len(text))
    lowered = text.lower()
    numbered = "/" in text or "trong m" in lowered
    every = "mỗi" in lowered or "hằng" in lowered or "hàng" in lowered
    if not (numbered or every or "định kỳ" in lowered or " một " in lowered):
        return ()
    for m in _RATE.finditer(text):
        thing = m[3].strip()
        if thing.split()[0].lower().strip(",") not in _MEASURES:
            low = int(m[1])
            _add(rates, read, Rate(m.start(), m.end(), Recurring(low, int(m[2] or low), _per(m)), thing))
    once = "lần" in lowered or numbered
    for m in _ONCE.finditer(text) if once else ():
        if not any(read[m.start() : m.end()]):
            count = m["n"]
            number = int(count) if count and count.isdecimal() else 1
            _add(rates, read, Rate(m.start(), m.end(), Recurring(number, number, _per(m)), None))
    for pattern in (_EVERY, _STATED):
        for m in pattern.finditer(text):
            if not any(read[m.start() : m.end()]):
                _add(rates, read, _with_number(text, m))
                _add_further(rates, read, text, m.end())
    return tuple(sorted(rates, key=lambda rate: rate.start))


def _add(rates: list[Rate], read: bytearray, rate: Rate) -> None:
    """Adds a rate and marks its words as read."""
    rates.append(rate)
    read[rate.start : rate.end] = b"\1" * (rate.end - rate.start)


def _with_number(text: str, match: re.Match[str]) -> Rate:
    """ "mỗi tháng thực hiện từ 03 - 05 phóng sự" is 3 to 5; "hằng quý" alone is 1."""
    if match.re is _EVERY:
        number = _FOLLOWING_NUMBER.match(text, match.end())
        if number and number[3].split()[0].lower() not in _MEASURES and int(number[1]) > 0:
            low = int(number[1])
            thing = _PARTICLE.sub("", number[3])
            return Rate(match.start(), match.end(), Recurring(low, int(number[2] or low), _per(match)), thing)
    return Rate(match.start(), match.end(), Recurring(1, 1, _per(match)), None)


def _add_further(rates: list[Rate], read: bytearray, text: str, end: int) -> None:
    """The periods that a list adds ("hằng quý, 6 tháng và năm")."""
    while (m := _FURTHER.match(text, end)) and not any(read[m.start() : m.end()]):
        _add(rates, read, Rate(m.start(), m.end(), Recurring(1, 1, _per(m)), None))
        end = m.end()
