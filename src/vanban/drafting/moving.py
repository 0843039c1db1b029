"""Times of a plan moved on by whole years.

The rule, a sentence each:
- A year that the plan covers moves by the plan's length where a word of time says that it is one ("năm", "quý", "tháng", a day).
- A day by which work is due also moves where it lies in the year before or after the plan; so does everything in a time line.
- The year after moves as the year of a yearly paper ("dự toán", "kế hoạch", "nhiệm vụ", "chuẩn bị … năm 2027"), the year before where
  work looks back at it ("so với", "tổng kết", "quyết toán … năm 2025"), both beside a year that moves; else they are told of and stay.
- Number and date of a cited document never move, and the words of its title move only where they say when work is due.
- A span of years moves where the plan covers both its ends; any other span is that of a programme.
- What was signed, founded or issued in a year stays there, and so does a year in quotation marks or without a word of time.
- The number of years of a commemoration counts on, and so does the day on which it is celebrated; its first day stays.
- A day or month that moves in a sentence that names a day of the lunar calendar (Tết, Trung thu) moves by ours and is told of.
- 29 February becomes 28 February where the new year has none; Sundays and holidays are left to whoever reckons working days.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from vanban.drafting.notes import Reason
from vanban.grammar.citations import find_citations
from vanban.grammar.dates import YEAR, Day, find_days
from vanban.grammar.times import due_days
from vanban.model import By, Period, When, Within

_TOKEN = re.compile(rf"(?<![\d.,])({YEAR})(?!\d|[.,]\d)")
_SPAN = re.compile(
    rf"(?<![\d/.,-])({YEAR})(\s*(?:-|–|—|đến(?:\s+hết)?(?:\s+năm)?|tới(?:\s+năm)?)\s*)({YEAR})(?![\d/])",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"(?:\bnăm(?:\s+học|\s+kế\s+hoạch)?|\b(?:qu[ýí]|qúy|tháng)\s[^.;:()]{0,40}?[/-]|\bcác\s+năm|\bgiai\s+đoạn)\s*$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:,|;|và|-|–|/)\s*(?:năm\s*)?$", re.IGNORECASE)
_LISTED_AFTER = re.compile(rf"\s*(?:,|và|/)\s*(?:năm\s+)?({YEAR})(?!\d|[.,]\d)", re.IGNORECASE)
_EVENT = r"hội\s+nghị|đại\s+hội|hội\s+thao|diễn\s+đàn|festival|sự\s+kiện|lễ\s+hội|giải|APEC|ASEAN|SEA\s+Games"
_TO_COME = re.compile(
    r"\b(?:dự\s+toán|kế\s+hoạch|chương\s+trình\s+công\s+tác|phương\s+hướng|nhiệm\s+vụ|chuẩn\s+bị)\b"
    rf"(?:(?!\b(?:{_EVENT}|đến)\b)[^.,;:()]){{0,90}}$",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    r"\b(?:so\s+với|cùng\s+kỳ|tổng\s+kết|quyết\s+toán)\b(?:(?!\bđã\b)[^.,;:()]){0,90}$", re.IGNORECASE
)
_LUNAR = re.compile(
    r"\btết\b(?!\s+(?:dương\s+lịch|tây|thiếu\s+nhi|độc\s+lập)\b)"
    r"|\b(?:âm\s+lịch|trung\s+thu|giỗ\s+tổ|giao\s+thừa|vu\s+lan|phật\s+đản|nguyên\s+tiêu)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;](?=\s|$)")
_PAST = re.compile(
    r"\b(?:thành\s+lập|ra\s+đời|ban\s+hành|ký(?:\s+kết)?|sinh|công\s+nhận|công\s+bố|thông\s+qua|phê\s+duyệt|có\s+hiệu\s+lực|khởi\s+công|kể)"
    r"(?:\s+từ|\s+vào)?\s+(?:ngày\s+|năm\s+|tháng\s+[\d/]*\s*)?$|\btừ\s+năm\s+$",
    re.IGNORECASE,
)
_COMMEMORATED = re.compile(r"\b(kỷ\s+niệm\s+)(\d{1,4})((?:\s*,\s*\d{1,4}\s+năm)*\s*năm\b)", re.IGNORECASE)
_COMMEMORATION = re.compile(r"\bkỷ\s+niệm\b[^.]*$", re.IGNORECASE)
_YEARS_OF_WORK = re.compile(
    r"\b\d{1,3}\s+năm\s+(?:thực\s+hiện|triển\s+khai|thi\s+hành|thành\s+lập|ngày)\b", re.IGNORECASE
)
_ORDINAL = re.compile(r"\blần\s+thứ\s+(?:\d{1,3}|[IVXLC]+)\b", re.IGNORECASE)
_CONGRESS = re.compile(r"\b(?:Đại\s+hội|Hội\s+nghị|khóa|khoá)\b[^.;]{0,60}$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*(?:ngày\s*)?$", re.IGNORECASE
)
_DATED = re.compile(r"[\s,(]*(?:ban\s+hành\s+|ký\s+)?(?:ngày\s*)?$", re.IGNORECASE)
_ISSUING = r"(?:ban\s+hành|xây\s+dựng|đề\s+ra|triển\s+khai|yêu\s+cầu|lập)"
_TITLE_END = re.compile(
    r";|\.(?=\s+[A-ZĐÀ-Ỹ“])|\)"
    rf"|[,.]\s+(?:(?:Chủ\s+tịch|Thường\s+trực|Lãnh\s+đạo)\s+)?(?:UBND|[ỦU][yỷ]\s+ban|Ban|Sở|Bộ|Hội\s+đồng|Tỉnh\s+ủy|Phòng|Văn\s+phòng)\b[^,;.]{{0,120}}?\b{_ISSUING}\b"
    r"|,\s+(?:căn\s+cứ|giao|yêu\s+cầu|đề\s+nghị|chủ\s+động|chủ\s+trì|tổ\s+chức|tập\s+trung|bảo\s+đảm|đảm\s+bảo|hoàn\s+thành)\b"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_LONGEST_GAP = 24  # characters between the number of a document and its date
_SENTENCE = 300  # characters before a span of years in which a commemoration is named
_CLAUSE = 120  # characters before a year in which it is said what is planned for it
_NEAR = 1  # years around the plan in which its work may be due


@dataclass(frozen=True, slots=True)
class Moving:
    """From the period of a plan, on by so many years."""

    period: Period
    years: int

    def is_own(self, year: int) -> bool:
        """Whether the plan covers a year."""
        return self.period.start.year <= year <= self.period.end.year

    def is_near(self, year: int) -> bool:
        """Whether work of the plan may be due in a year."""
        return self.period.start.year - _NEAR <= year <= self.period.end.year + _NEAR

    def day(self, day: date) -> date:
        """The same day so many years on; 28 February where there is no 29th."""
        try:
            return day.replace(year=day.year + self.years)
        except ValueError:
            return day.replace(year=day.year + self.years, day=28)

    def when(self, when: When) -> When:
        """What a time means so many years on."""
        match when:
            case By():
                return By(self.day(when.date))
            case Within():
                end = self.day(when.end)
                ends_february = (when.end.month, when.end.day) == (2, 28) and not isleap(when.end.year)
                if ends_february and isleap(end.year):
                    end = date(end.year, 2, 29)
                return Within(self.day(when.start), end)
        return when


def moving_to(period: Period, year: int | None = None) -> Moving:
    """To the plan's next period of the same length, or to the one that begins in `year`."""
    length = period.end.year - period.start.year + 1
    return Moving(period, length if year is None else year - period.start.year)


@dataclass(frozen=True, slots=True)
class Change:
    """A place of a text that was changed, or kept though a person should look at it (`old` equals `new`)."""

    reason: Reason
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A text after moving, with what was done."""

    text: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedZone:
    """A cited document in a text: number and date up to `core`, the words of its title up to `end`."""

    start: int
    core: int
    end: int


def cited_zones(text: str) -> list[CitedZone]:
    """Where documents are cited, in order."""
    spans = sorted(
        (span.start, span.end) for each in find_citations([(text, 0, False)], None) for span in each.spans
    )
    days = find_days(text)
    found: list[CitedZone] = []
    for at, (start, end) in enumerate(spans):
        core = end
        for day in days:
            if end <= day.start <= end + _LONGEST_GAP and _DATED.fullmatch(text, end, day.start):
                core = day.end
                break
        following = spans[at + 1][0] if at + 1 < len(spans) else len(text)
        found.append(CitedZone(start, core, _title_end(text, core, following)))
    return found


def _title_end(text: str, core: int, before: int) -> int:
    for stop in _TITLE_END.finditer(text, core, before):
        inner = text[core : stop.start()]
        if stop[0] == ")" and inner.count("(") > inner.count(")"):
            continue
        return stop.start()
    return before


@dataclass(slots=True)
class _Work:
    """A text being moved."""

    text: str
    moving: Moving
    line: bool
    zones: list[CitedZone]
    quoted: list[tuple[int, int]]
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    changes: list[tuple[int, Change]] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def put(self, start: int, end: int, new: str, reason: Reason = Reason.MOVED, shown: tuple[int, int] | None = None) -> None:  # fmt: skip
        """Change a place; `shown` is what is told of it."""
        first, last = shown or (start, end)
        old = self.text[first:last]
        self.edits.append((start, end, new))
        told = old[: start - first] + new + old[end - first :]
        self.changes.append((start, Change(reason, " ".join(old.split()), " ".join(told.split()))))

    def keep(self, start: int, end: int, reason: Reason) -> None:
        """Tell of a place that stays."""
        old = " ".join(self.text[start:end].split())
        self.changes.append((start, Change(reason, old, old)))

    def in_core(self, at: int) -> bool:
        return any(zone.start <= at < zone.core for zone in self.zones)

    def in_title(self, at: int) -> bool:
        return any(zone.core <= at < zone.end for zone in self.zones)

    def in_quotes(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.quoted)

    def is_taken(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.taken)


def move(text: str, moving: Moving, *, line: bool = False) -> Moved:
    """The text with its times moved. `line`: it is the value of a time line."""
    work = _Work(text, moving, line, cited_zones(text), [m.span() for m in _QUOTED.finditer(text)])
    if not any(char.isdigit() for char in text):
        return Moved(text)
    _days(work)
    _commemorations(work)
    _spans(work)
    _years(work)
    _remarks(work)
    result = text
    for start, end, new in sorted(work.edits, reverse=True):
        result = result[:start] + new + result[end:]
    return Moved(result, tuple(change for _, change in sorted(work.changes, key=lambda each: each[0])))


def _days(work: _Work) -> None:
    due = {day.start for day, _, _, cued in due_days(work.text, line=work.line) if cued or work.line}
    for day in find_days(work.text):
        work.taken.append((day.start, day.end))
        if work.in_core(day.start):
            continue
        printed = _TOKEN.search(work.text, day.start, day.end)
        if printed is None:
            if day.start in due and day.year is None:
                _lunar(work, day.start, day.end)
                if (day.day, day.month) == (29, 2):
                    _leap(work, day, None)
            continue
        year, is_due = int(printed[1]), day.start in due
        if not (work.moving.is_near(year) if is_due else work.moving.is_own(year)):
            continue
        if not is_due and _stays(work, day.start, day.end):
            continue
        if (day.day, day.month) == (29, 2):
            _leap(work, day, printed)
        else:
            work.put(
                printed.start(), printed.end(), str(year + work.moving.years), shown=(day.start, day.end)
            )
        _lunar(work, day.start, day.end)
        if _WEEKDAY.search(work.text, max(0, day.start - 24), day.start):
            old = work.text[day.start : day.end]
            work.changes.append((day.start, Change(Reason.WEEKDAY, old, work.edits[-1][2])))


def _lunar(work: _Work, start: int, end: int) -> None:
    """Tell of a time that goes by our calendar where its sentence names a day that does not."""
    ends = [found.end() for found in _SENTENCE_END.finditer(work.text)]
    first = max((each for each in ends if each <= start), default=0)
    last = min((each for each in ends if each >= end), default=len(work.text))
    if _LUNAR.search(work.text, first, last):
        old = " ".join(work.text[start:end].split())
        work.changes.append((start, Change(Reason.LUNAR, old, old)))


def _stays(work: _Work, start: int, end: int, shown: int | None = None) -> bool:
    """Whether a year of the plan stays where it stands, and telling so (from `shown` on)."""
    begin = start if shown is None else shown
    if work.in_title(start):
        work.keep(begin, end, Reason.CITED)
    elif work.in_quotes(start):
        work.keep(begin, end, Reason.NAME)
    elif _PAST.search(work.text, max(0, start - 40), start):
        work.keep(begin, end, Reason.HISTORY)
    else:
        return False
    return True


def _leap(work: _Work, day: Day, printed: re.Match[str] | None) -> None:
    """A 29 February: the day changes with the year, if it has to."""
    year = (
        int(printed[1]) + work.moving.years if printed else work.moving.period.start.year + work.moving.years
    )
    new = work.text[day.start : day.end]
    if printed:
        new = new[: printed.start() - day.start] + str(year) + new[printed.end() - day.start :]
    if day.at(year) is None:
        work.put(day.start, day.end, new.replace("29", "28", 1), Reason.LEAP)
    elif printed:
        work.put(day.start, day.end, new)


def _commemorations(work: _Work) -> None:
    for found in _COMMEMORATED.finditer(work.text):
        if work.in_title(found.start()):
            work.keep(*found.span(), Reason.JUBILEE)
            continue
        numbers = [found.span(2)]
        numbers += [
            (found.start(3) + m.start(), found.start(3) + m.end()) for m in re.finditer(r"\d+", found[3])
        ]
        for start, end in numbers:
            work.put(start, end, str(int(work.text[start:end]) + work.moving.years), Reason.ANNIVERSARY, found.span())  # fmt: skip


def _spans(work: _Work) -> None:
    for found in _SPAN.finditer(work.text):
        if work.is_taken(found.start()) or work.is_taken(found.end() - 1) or work.in_core(found.start()):
            continue
        work.taken.append(found.span())
        first, last = int(found[1]), int(found[3])
        own = (work.moving.is_own(first), work.moving.is_own(last))
        if not any(own):
            if (
                last < work.moving.period.start.year + work.moving.years
                and last >= work.moving.period.start.year
            ):
                work.keep(*found.span(), Reason.SPAN)
            continue
        if all(own) and first < last:
            if not _stays(work, *found.span()):
                new = f"{first + work.moving.years}{found[2]}{last + work.moving.years}"
                work.put(*found.span(), new)
        elif own[1] and _COMMEMORATION.search(work.text, max(0, found.start() - _SENTENCE), found.start()) and not work.in_title(found.start()):  # fmt: skip
            work.put(*found.span(3), str(last + work.moving.years), shown=found.span())
        else:
            work.keep(*found.span(), Reason.SPAN)


def _years(work: _Work) -> None:
    timed_until, has_moved = -1, False
    for found in _TOKEN.finditer(work.text):
        start, end, year = found.start(), found.end(), int(found[1])
        if work.is_taken(start) or work.in_core(start):
            continue
        before = work.text[max(0, start - 60) : start]
        cue = _TIMED.search(before)
        listed = timed_until >= 0 and _LISTED.fullmatch(work.text, timed_until, start)
        is_timed = bool(cue or listed or work.line)
        timed_until = end if is_timed else -1
        shown = (start - len(before) + cue.start() if cue else start, end)
        is_beside = bool(listed) and has_moved
        has_moved = False
        if not (work.moving.is_own(year) or (work.line and work.moving.is_near(year))):
            if not is_timed or not work.moving.is_near(year):
                continue
            if not (is_beside or _goes_along(work, shown[0], end, year)):
                is_after = year > work.moving.period.end.year
                if not work.in_title(start):
                    work.keep(*shown, Reason.AFTER if is_after else Reason.BEFORE)
                continue
        if not is_timed:
            work.keep(_word_before(work.text, start), end, Reason.NAME)
        elif work.line or not _stays(work, start, end, shown[0]):
            work.put(start, end, str(year + work.moving.years), shown=shown)
            has_moved = True
            if cue and cue[0].lower().startswith("tháng"):
                _lunar(work, *shown)


def _goes_along(work: _Work, start: int, end: int, year: int) -> bool:
    """Whether the year before or after is meant by its distance from the plan, not for itself."""
    following = _LISTED_AFTER.match(work.text, end)
    if following and work.moving.is_own(int(following[1])):
        return True
    cue = _TO_COME if year > work.moving.period.end.year else _LOOKS_BACK
    return cue.search(work.text, max(0, start - _CLAUSE), start) is not None


def _word_before(text: str, start: int) -> int:
    """Where the word before a place begins."""
    return max(text.rfind(" ", 0, max(0, start - 1)) + 1, 0)


def _remarks(work: _Work) -> None:
    """What only a person can count on."""
    for found in _ORDINAL.finditer(work.text):
        if not _CONGRESS.search(work.text, max(0, found.start() - 90), found.start()):
            work.keep(*found.span(), Reason.ORDINAL)
    counted = [found.span() for found in _COMMEMORATED.finditer(work.text)]
    for found in _YEARS_OF_WORK.finditer(work.text):
        if not any(start <= found.start() < end for start, end in counted):
            work.keep(*found.span(), Reason.JUBILEE)


def last_span(text: str) -> int | None:
    """The last year of the last span of years in a text; None where there is none."""
    ends = [int(found[3]) for found in _SPAN.finditer(text)]
    return max(ends, default=None)


def own_years(text: str, moving: Moving) -> Iterator[int]:
    """Years of the plan that a text names; those of a span only where the plan covers all of it."""
    spans = [
        found.span()
        for found in _SPAN.finditer(text)
        if not (moving.is_own(int(found[1])) and moving.is_own(int(found[3])))
    ]
    for found in _TOKEN.finditer(text):
        if moving.is_own(int(found[1])) and not any(low <= found.start() < high for low, high in spans):
            yield int(found[1])
