"""Checks on deadlines and report dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from vanban.checking.rule import DECREE_30, Case, Rule
from vanban.checking.specimen import TASK, specimen
from vanban.model import By, Deadline, Finding, Severity, Span, Within

AFTERMATH = timedelta(days=92)
"""Reports and settlements on a period come in the first months after it."""


_PRINTED_DAY = re.compile(
    r"(?<![\d/])(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})(?:\s*(?:[/.-]|,?\s*năm\s)\s*(\d{4}))?(?![\d%])"
)


@dataclass(frozen=True, slots=True)
class _Due:
    """A day by which something is due, with its place."""

    day: date
    spans: tuple[Span, ...]
    task: int | None


def _dues(case: Case) -> Iterator[_Due]:
    """Every printed day that is due, each once: those of tasks, then those of deadlines that are no task."""
    seen: set[tuple[date, int | None]] = set()
    for index, task in case.tasks():
        for when in task.when:
            if isinstance(when, By) and (when.date, index) not in seen:
                seen.add((when.date, index))
                yield _Due(
                    when.date,
                    _narrowed(case, (*task.spans, case.extent(index)), when.date, task.spans),
                    index,
                )
    for deadline in case.document.deadlines:
        place = case.task_at(deadline.spans[0]) if deadline.spans else None
        if (deadline.date, place) not in seen:
            seen.add((deadline.date, place))
            yield _Due(deadline.date, _narrowed(case, deadline.spans, deadline.date), place)


def _narrowed(
    case: Case, spans: tuple[Span, ...], day: date, wide: tuple[Span, ...] | None = None
) -> tuple[Span, ...]:
    """The printed day within the spans, or else `wide` (the spans as they are)."""
    for span in spans:
        for found in _PRINTED_DAY.finditer(case.source.text, span.start, span.end):
            if (int(found[1]), int(found[2])) == (day.day, day.month) and found[3] in (None, str(day.year)):
                return (Span(found.start(), found.end()),)
    return spans if wide is None else wide


def _print(day: date) -> str:
    return f"{day:%d/%m/%Y}"


class DeadlineOutsidePeriod(Rule):
    """A day before the plan was signed, or long after its period, is usually a wrong year."""

    id = "deadline-outside-period"
    severity = Severity.WARNING
    source = f"{DECREE_30}, điều 23 khoản 2"
    good = specimen(TASK.replace("Quý II/2026", "trước ngày 15/5/2026"))
    bad = specimen(TASK.replace("Quý II/2026", "trước ngày 15/5/2025"))

    def find(self, case: Case) -> Iterator[Finding]:
        header = case.document.header
        period = header.period
        for due in _dues(case):
            if header.date is not None and due.day < header.date:
                yield self.finding(
                    f"Thời hạn {_print(due.day)} đã qua khi kế hoạch được ký ({_print(header.date)}). Hãy kiểm tra năm của thời hạn.",
                    f"The deadline {_print(due.day)} was past when the plan was signed ({_print(header.date)}). Check its year.",
                    due.spans,
                    task=due.task,
                )
            elif period is not None and due.day > period.end + AFTERMATH:
                yield self._late(period.end, due.day, due.spans, due.task)
            elif period is not None and header.date is None and due.day < period.start - AFTERMATH:
                yield self._early(period.start, due)
        if period is None:
            return
        for index, task in case.tasks():
            for when in task.when:
                if isinstance(when, Within) and (when.end < period.start or when.start > period.end):
                    yield self.finding(
                        f"Thời gian {_print(when.start)} - {_print(when.end)} nằm ngoài kỳ của kế hoạch ({_print(period.start)} - {_print(period.end)}).",
                        f"The time {_print(when.start)} to {_print(when.end)} lies outside the plan's period ({_print(period.start)} to {_print(period.end)}).",
                        task.spans,
                        task=index,
                    )

    def _late(self, end: date, day: date, spans: tuple[Span, ...], task: int | None) -> Finding:
        return self.finding(
            f"Thời hạn {_print(day)} ở sau kỳ của kế hoạch (đến {_print(end)}). Hãy kiểm tra năm của thời hạn.",
            f"The deadline {_print(day)} comes after the plan's period (to {_print(end)}). Check its year.",
            spans,
            task=task,
        )

    def _early(self, start: date, due: _Due) -> Finding:
        return self.finding(
            f"Thời hạn {_print(due.day)} ở trước kỳ của kế hoạch (từ {_print(start)}). Hãy kiểm tra năm của thời hạn.",
            f"The deadline {_print(due.day)} comes before the plan's period (from {_print(start)}). Check its year.",
            due.spans,
            task=due.task,
        )


class DeadlineOnDayOff(Rule):
    """A day on which offices are closed: the last working day is the one before it."""

    id = "deadline-on-day-off"
    severity = Severity.INFO
    source = "Bộ luật Lao động số 45/2019/QH14, điều 111, 112"
    good = specimen(TASK.replace("Quý II/2026", "trước ngày 15/5/2026"))
    bad = specimen(TASK.replace("Quý II/2026", "trước ngày 02/9/2026"))

    def find(self, case: Case) -> Iterator[Finding]:
        days: dict[date, list[_Due]] = {}
        for due in _dues(case):
            days.setdefault(due.day, []).append(due)
        for day, dues in days.items():
            reason = case.calendar(day)
            if reason is None:
                continue
            before = day
            while case.calendar(before) is not None:
                before -= timedelta(days=1)
            tasks = {due.task for due in dues}
            yield self.finding(
                f"Thời hạn {_print(day)} rơi vào {reason.vi}; ngày làm việc cuối cùng trước đó là {_print(before)}.",
                f"The deadline {_print(day)} falls on {reason.en}; the last working day before it is {_print(before)}.",
                list(dict.fromkeys(span for due in dues for span in due.spans)),
                task=dues[0].task if len(tasks) == 1 else None,
            )


_CYCLES = re.compile(
    r"(?P<half>(?:6|06|sáu)\s+tháng(?:\s+(?P<which>đầu|cuối)\s+năm)?|sơ kết)"
    r"|(?:quý\s+(?P<quarter>IV|I{1,3}|[1-4])\b)"
    r"|(?P<nine>(?:9|09|chín)\s+tháng)"
    r"|(?P<year>(?:báo cáo|kết quả)\s+(?:(?!tháng|quý)\w+\s+){0,6}?(?:hằng|hàng|cả|trong)?\s*năm\b(?!\s+\d{4}\s*[-–])|tổng kết|(?:^|[,;(]\s*|và\s+)(?:báo cáo\s+)?(?:hằng\s+|hàng\s+|cả\s+)?năm\b(?!\s+\d{4}\s*[-–]))",
    re.IGNORECASE,
)
_REPORT = re.compile(r"báo cáo|sơ kết|tổng kết", re.IGNORECASE)
_CUT_OFF = timedelta(days=17)
"""Reports close their figures on the 14th of the last month (Nghị định 09/2019/NĐ-CP), 17 days before its end."""


@dataclass(frozen=True, slots=True)
class _Cycle:
    """The period that a report is on."""

    vi: str
    en: str
    start: date
    end: date


class ReportBeforePeriod(Rule):
    """A report due before the period it reports on ends can state its last weeks only as an estimate."""

    id = "report-before-period"
    severity = Severity.WARNING
    source = "Nghị định số 09/2019/NĐ-CP (chế độ báo cáo); Thông tư số 22/2016/TT-BTTTT"
    good = specimen(
        closing="Báo cáo kết quả thực hiện năm 2026 về Ủy ban nhân dân tỉnh trước ngày 20/12/2026."
    )
    bad = specimen(
        closing="Báo cáo kết quả thực hiện năm 2026 về Ủy ban nhân dân tỉnh trước ngày 15/11/2026."
    )

    def find(self, case: Case) -> Iterator[Finding]:
        for deadline in case.document.deadlines:
            cycle = _cycle_of(deadline)
            if cycle is None:
                continue
            task = case.task_at(deadline.spans[0]) if deadline.spans else None
            spans = _narrowed(case, deadline.spans, deadline.date)
            day = _print(deadline.date)
            if deadline.date < cycle.start:
                yield self.finding(
                    f"Báo cáo {cycle.vi} phải nộp trước {day}, khi kỳ báo cáo chưa bắt đầu ({_print(cycle.start)}). Hãy kiểm tra ngày và năm.",
                    f"The report on {cycle.en} is due by {day}, before its period begins ({_print(cycle.start)}). Check day and year.",
                    spans,
                    task=task,
                )
            elif deadline.date < cycle.end - _CUT_OFF:
                yield self.finding(
                    f"Báo cáo {cycle.vi} nộp trước {day} khi kỳ chưa hết ({_print(cycle.end)}): số liệu thật chỉ đến ngày chốt, phần còn lại ghi “ước thực hiện đến {_print(cycle.end)}”.",
                    f"The report on {cycle.en} is due by {day}, before its period ends ({_print(cycle.end)}): give actual figures to the cut-off and the rest as an estimate (“ước thực hiện”).",
                    spans,
                    task=task,
                    severity=Severity.INFO,
                )


def _cycle_of(deadline: Deadline) -> _Cycle | None:
    """The period of the report: the words nearest before the day, or the one in the same place of a list."""
    if not _REPORT.search(f"{deadline.what} {deadline.text}"):
        return None
    words = list(_CYCLES.finditer(deadline.text))
    days = [m for m in _PRINTED_DAY.finditer(deadline.text) if int(m[2]) <= 12]
    at = next(
        (i for i, m in enumerate(days) if (int(m[1]), int(m[2])) == (deadline.date.day, deadline.date.month)),
        None,
    )
    if not words or at is None:
        return None
    before = [word for word in words if word.start() < days[at].start()]
    if len(words) == len(days) > 1 and words[-1].end() <= days[0].start():
        chosen = words[at]
    elif len(before) == 1 and len(days) > 1 and before[0]["year"]:
        return None  # one "năm" for several days in the year: no single period is meant
    elif before:
        chosen = before[-1]
    else:
        return None
    return _cycle(chosen, deadline.date.year)


def _cycle(found: re.Match[str], year: int) -> _Cycle:
    if found["half"] and found["which"] == "cuối":
        return _Cycle(
            f"6 tháng cuối năm {year}", f"the second half of {year}", date(year, 7, 1), date(year, 12, 31)
        )
    if found["half"]:
        return _Cycle(f"6 tháng năm {year}", f"the first half of {year}", date(year, 1, 1), date(year, 6, 30))
    if found["nine"]:
        return _Cycle(f"9 tháng năm {year}", f"nine months of {year}", date(year, 1, 1), date(year, 9, 30))
    if quarter := found["quarter"]:
        number = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(quarter.upper()) or int(quarter)
        end = date(year, 3 * number, 31 if number in (1, 4) else 30)
        return _Cycle(
            f"quý {number}/{year}", f"quarter {number} of {year}", date(year, 3 * number - 2, 1), end
        )
    return _Cycle(f"năm {year}", f"the year {year}", date(year, 1, 1), date(year, 12, 31))


RULES: tuple[type[Rule], ...] = (DeadlineOutsidePeriod, DeadlineOnDayOff, ReportBeforePeriod)
