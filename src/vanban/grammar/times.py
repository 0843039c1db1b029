"""When an item is to be done: due days, stretches of time, recurrences, "thường xuyên".

A time line ("Thời gian thực hiện: …", a time column) is read whole; without one the text of the item is. In
running text a time counts only where its words make it one ("trước ngày", "trong tháng", "hằng quý"): bare years
there date the content of the work, unless they open a sentence.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from vanban.grammar import intervals
from vanban.grammar.dates import Day, complete, day_before, find_days, year_for_month, years
from vanban.grammar.intervals import Found
from vanban.grammar.item import Attribute, Item
from vanban.grammar.recurrence import find_rates
from vanban.model.document import By, Ongoing, Period, Recurring, When, Within

Mark = tuple[int, int, tuple[When, ...]]
"""Place of a time phrase, and what it says."""

_DUE = r"(?:trước|chậm nhất|muộn nhất|trễ nhất|không quá|không muộn hơn|hạn cuối|hạn chót|thời hạn|hạn)"
_TIME_OF_DAY = r"(?:\d{1,2}\s*(?:h|giờ|g)\s*(?:\d{2}(?:\s*phút|')?)?\s*,?\s*)?"
_LINK = rf"(?:\s+(?:là|vào|đến|hết|trong|thời điểm|hoàn thành|gửi|xong|cuối|trước))*[\s:(]*{_TIME_OF_DAY}(?:ngày|hết ngày)?\s*$"
_DUE_BEFORE = re.compile(rf"\b{_DUE}{_LINK}", re.IGNORECASE)
_DONE_BY = re.compile(
    rf"\b(?:hoàn thành|xong|gửi|báo cáo)\s+(?:trong|vào|đến|tới){_LINK}|\b(?:đến|tới)\s+(?:hết\s+)?{_TIME_OF_DAY}(?:ngày\s*)?$",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"(?:\btính|(?:được|đã) (?:ban hành|cấp|giao|phê duyệt|thành lập|thực hiện)|hiệu lực|phát sinh|\b(?<!đăng )ký)\s+(?:đến\s+)?$",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\s*(?:\)\s*)?(?:,|;|và|hoặc|,\s*và)\s*(?:trước\s+)?(?:ngày\s*)?$", re.IGNORECASE)
_YEARLY = re.compile(r"[\s(),]*(?:của\s+)?(?:h[ằà]ng|mỗi|các)\s+năm", re.IGNORECASE)
# "trước ngày 20 hằng tháng" recurs and is no deadline.
_DAY_OF_MONTH = re.compile(
    rf"\b{_DUE}\s+(?:vào\s+)?(?:ngày\s+)?(?:làm việc\s+)?(?:\d{{1,2}}|cuối|cuối cùng)(?:\s+(?:của|cuối))*\s+"
    r"(?:(?P<quarter>tháng\s+(?:cuối|đầu)\s+(?:của\s+)?(?:mỗi\s+|h[ằà]ng\s+)?quý|(?:h[ằà]ng|mỗi)\s+quý)|(?:h[ằà]ng|mỗi|các)\s+tháng|tháng\s+(?:sau|tiếp theo)|tháng\b(?!\s*\d))",
    re.IGNORECASE,
)
_BEFORE_STRETCH = re.compile(r"\btrước\s+(?:năm\s+)?$", re.IGNORECASE)
_UNTIL_STRETCH = re.compile(
    r"\b(?:chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+|trong\s+|hết\s+|đến\s+|cuối\s+)*(?:năm\s+)?$|\b(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?$",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\bthường\s+xuyên(?:\s*,\s*liên\s+tục)?(?:\s+(?:trong|cả|h[ằà]ng)\s+năm(?!\s*\d))?|\bliên\s+tục\b",
    re.IGNORECASE,
)
# "chi thường xuyên" and its kin are terms of budget, "giáo dục thường xuyên" of schools; "thường xuyên xảy ra" tells a fact.
_NOT_ONGOING = re.compile(
    r"(?:\bchi|kinh phí|\bvốn|ngân sách|nguồn|dự toán|giáo dục|đào tạo|đầu tư|bồi dưỡng|khu vực|nơi|vùng|năm|tháng|ngày|giờ|không|\blà)\s+$",
    re.IGNORECASE,
)
_A_FACT = re.compile(r"\s+(?:xảy ra|bị|chịu|phải|sinh sống|cư trú|và chi|và đầu tư)\b", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PERIODIC = re.compile(r"\bđịnh\s+kỳ\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?:^|[.;]\s+)(?:Trong|Từ|Giai đoạn|Năm|trong|năm)\b[^.;]{0,3}?(?:\s*(?:giai đoạn|năm))*\s*", re.UNICODE
)
_SIDE_BY_SIDE = re.compile(r"\s+\(?")
_WITHIN = re.compile(r"\btrong\s+$", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"\b(?:trong|cả|suốt)\s+năm\b(?!\s*\d)", re.IGNORECASE)
_LATER_YEARS = re.compile(
    r"\s*(?:,|và)\s*(?:những|các|h[ằà]ng)?\s*năm\s+(?:tiếp theo|sau|kế tiếp)[^.;]*", re.IGNORECASE
)
_FULFILMENT = re.compile(r"hạn|hoàn thành|tiến độ|lộ trình|kết thúc", re.IGNORECASE)
# Days of documents and of history are no times of work: "số 12/KH-XYZ ngày 01/02/2024", "(ký ngày 18/2/1999)".
_DATED_DOCUMENT = re.compile(
    r"\d[\w\s]{0,3}[-/][^\s,;.()]{2,30}\s*,?\s*\(?ngày\s+(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.IGNORECASE,
)


def time_of(item: Item, period: Period | None, signed: date | None) -> tuple[str | None, tuple[When, ...]]:
    """The printed time of an item and what it means; (None, ()) where the item has no time.

    `period` and `signed` fill in the years that are left out.
    """
    lines = [
        attribute for attribute in item.attributes if attribute.kind == "time" and attribute.value.strip()
    ]
    if lines:
        return _from_lines(lines, period, signed)
    marks = read_times(item.text, period, signed)
    for attribute in item.attributes:
        if attribute.kind == "quantity":
            marks += [(0, 0, (rate.recurring,)) for rate in find_rates(attribute.value)]
    return "; ".join(_phrases(item.text, [mark[:2] for mark in marks if mark[1]])) or None, _settle(marks)


def _phrases(text: str, places: list[tuple[int, int]]) -> list[str]:
    """The time phrases as printed; what stands side by side ("định kỳ 6 tháng (trước ngày 15/6)") is one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and _SIDE_BY_SIDE.fullmatch(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            before = _WITHIN.search(text, max(0, start - 8), start)
            joined.append((before.start() if before else start, end))
    found: dict[str, str] = {}
    for start, end in joined:
        phrase = text[start:end].strip(" ,;.")
        closing = ")" if phrase.count("(") > phrase.count(")") else ""
        found.setdefault(phrase.casefold(), phrase + closing)
    return list(found.values())


def _from_lines(
    lines: list[Attribute], period: Period | None, signed: date | None
) -> tuple[str | None, tuple[When, ...]]:
    marks: list[Mark] = []
    for line in lines:
        fulfilment = bool(_FULFILMENT.search(line.label) or _FULFILMENT.search(line.value))
        marks += read_times(line.value, period, signed, line=True, fulfilment=fulfilment)
    return "; ".join(dict.fromkeys(line.value.strip(" ;.") for line in lines)), _settle(marks)


def _settle(marks: list[Mark]) -> tuple[When, ...]:
    """Every meaning once; where days are due, recurrences only say for what."""
    whens = list(dict.fromkeys(when for _, _, said in marks for when in said))
    if any(isinstance(when, By) for when in whens):
        whens = [when for when in whens if not isinstance(when, Recurring)]
    return tuple(whens)


def read_times(
    text: str, period: Period | None, signed: date | None, *, line: bool = False, fulfilment: bool = False
) -> list[Mark]:
    """Every time phrase of a text in order. `line`: a time line; `fulfilment`: one that says when work is over."""
    marks: list[Mark] = []
    plain, lowered = text, text.lower()
    if _DIGIT.search(plain):
        plain = _DATED_DOCUMENT.sub(lambda m: " " * len(m[0]), plain)
        if line or "ngày" in lowered or "trước" in lowered:
            plain = _take(plain, marks, _days_of_month(plain))
            plain = _take(plain, marks, _ranges(plain, period, signed, line=line))
            plain = _take(plain, marks, _due_days(plain, period, signed, line=line, fulfilment=fulfilment))
    plain = _take(plain, marks, _stretches(plain, period, signed, line=line))
    plain = _take(plain, marks, [(r.start, r.end, (r.recurring,)) for r in find_rates(plain)])
    if "thường" in lowered or "liên" in lowered:
        plain = _take(plain, marks, _ongoing(plain))
    if "định" in lowered:
        plain = _take(plain, marks, [(m.start(), m.end(), ()) for m in _PERIODIC.finditer(plain)])
    if line and not marks and period is not None and (found := _WHOLE_YEAR.search(plain)):
        whole = years(period.start.year, period.start.year)
        marks.append((found.start(), found.end(), (Within(whole.start, whole.end),)))
    return sorted(marks, key=lambda mark: mark[0])


def _take(text: str, marks: list[Mark], found: list[Mark]) -> str:
    """Adds what was found and blanks its words, so that they are read once."""
    if not found:
        return text
    marks += found
    letters = list(text)
    for start, end in {(start, end) for start, end, _ in found}:
        letters[start:end] = "\0" * (end - start)
    return "".join(letters)


def due_dates(text: str, period: Period | None, signed: date | None) -> list[tuple[int, int, date]]:
    """(start, end, date) of every day by which something is due in running text, in order."""
    marks: list[Mark] = []
    plain = _DATED_DOCUMENT.sub(lambda m: " " * len(m[0]), text)
    plain = _take(plain, marks, _days_of_month(plain))
    plain = _take(plain, marks, _ranges(plain, period, signed, line=False))
    found = _due_days(plain, period, signed, line=False, fulfilment=False)
    return [(start, end, when.date) for start, end, whens in found for when in whens if isinstance(when, By)]


def _days_of_month(text: str) -> list[Mark]:
    return [
        (m.start(), m.end(), (Recurring(1, 1, "quarter" if m["quarter"] else "month"),))
        for m in _DAY_OF_MONTH.finditer(text)
    ]


def _ranges(text: str, period: Period | None, signed: date | None, *, line: bool) -> list[Mark]:
    found = intervals.find_day_ranges(text, period, signed, line=line)
    return [(start, end, (Within(stretch.start, stretch.end),)) for start, end, stretch in found]


def _due_days(
    text: str, period: Period | None, signed: date | None, *, line: bool, fulfilment: bool
) -> list[Mark]:
    """Days after "trước", "chậm nhất" …, with the days that a list adds; in a time line any day."""
    marks: list[Mark] = []
    for day, start, end, cued in due_days(text, line=line):
        on = complete(day, period, signed)
        if on is None:
            continue
        marks.append((start, end, (By(on) if cued or fulfilment else Within(on, on),)))
    return marks


def due_days(text: str, *, line: bool = False) -> list[tuple[Day, int, int, bool]]:
    """(day, start and end of its phrase, whether a word makes it due) of every day that counts as a time."""
    found: list[tuple[Day, int, int, bool]] = []
    listed: Day | None = None
    for day in find_days(text):
        before = text[max(0, day.start - 60) : day.start]
        cue = _DUE_BEFORE.search(before) or (
            _DONE_BY.search(before) if line or "hoàn thành" in before else None
        )
        joined = listed is not None and _FURTHER.fullmatch(text[listed.end : day.start])
        if cue and not line and _CONTENT.search(before[: cue.start()]):
            cue = None
        if not cue and not joined and (not line or _FROM_DAY.search(before)):
            listed = None
            continue
        yearly = _YEARLY.match(text, day.end)
        start = day.start - len(before) + cue.start() if cue else day.start
        if "ngày" in before[-6:] and not cue:
            start = day.start - len(before) + before.rindex("ngày")
        due = bool(cue) or (bool(joined) and found[-1][3])
        found.append((day, start, yearly.end() if yearly else day.end, due))
        listed = day
    return found


_FROM_DAY = re.compile(r"\b(?:từ|kể từ|sau)\s+(?:ngày\s*)?$", re.IGNORECASE)


def _stretches(text: str, period: Period | None, signed: date | None, *, line: bool) -> list[Mark]:
    year_of = partial(year_for_month, period=period, signed=signed)
    lowered = text.lower()
    marks: list[Mark] = []
    if "quý" in lowered or "quí" in lowered or "qúy" in lowered:
        text = _take(text, marks, [_bounded(text, one) for one in intervals.find_quarters(text, year_of)])
    if line:
        text = _take(text, marks, [_bounded(text, one) for one in intervals.find_halves(text, year_of)])
    if not _DIGIT.search(text):
        return marks
    if line or "tháng" in lowered:
        text = _take(
            text, marks, [_bounded(text, one) for one in intervals.find_months(text, year_of, line=line)]
        )
    if _YEAR.search(text):
        marks += [_bounded(text, one) for one in _years(text, line=line)]
    return marks


def _years(text: str, *, line: bool) -> list[Found]:
    """Bare years: all in a time line, else only those that open a sentence ("Trong năm 2024, …")."""
    trimmed = _LATER_YEARS.sub(lambda m: "\0" * len(m[0]), text)
    found = list(intervals.find_years(trimmed))
    if line:
        return found
    openings = {m.end(): m.start() for m in _SENTENCE.finditer(text)}
    return [(openings[start], end, stretch) for start, end, stretch in found if start in openings]


def _bounded(text: str, found: Found) -> Mark:
    """ "trước tháng 6/2026" and "đến hết quý II/2026" are days by which; else the stretch itself."""
    start, end, stretch = found
    before = text[max(0, start - 30) : start]
    if cue := _BEFORE_STRETCH.search(before):
        return start - len(before) + cue.start(), end, (By(day_before(stretch.start)),)
    if cue := _UNTIL_STRETCH.search(before):
        return start - len(before) + cue.start(), end, (By(stretch.end),)
    return start, end, (Within(stretch.start, stretch.end),)


def _ongoing(text: str) -> list[Mark]:
    return [
        (m.start(), m.end(), (Ongoing(),))
        for m in _ONGOING.finditer(text)
        if not _NOT_ONGOING.search(text, max(0, m.start() - 14), m.start())
        and not _A_FACT.match(text, m.end())
    ]
