"""Dated duties to report or submit, in tasks and in closing paragraphs.

The habit of the genre: one sentence names who sends, what ("báo cáo kết quả thực hiện"), to whom ("về", "gửi",
then "thông qua" another unit) and by which days. Each day is a duty of its own. What a unit that receives does
with it in turn ("để Sở A tổng hợp, báo cáo …") is no duty of the sender.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from vanban.grammar.item import Item
from vanban.grammar.roles import lead_of
from vanban.grammar.subjects import acting_units
from vanban.grammar.times import due_dates, time_of
from vanban.grammar.units import units_at
from vanban.model.document import By, Deadline, Period
from vanban.model.source import Span

_SENTENCE = re.compile(r"(?<![\sA-ZĐ]\.)(?<=[.!?])\s+(?=[A-ZĐÀ-ỸƠƯÂÊÔĂ“\"(-])|/\.")
_REPORTS = re.compile(
    r"\b(?:báo cáo|gửi|nộp|(?<!công )(?<!chương )(?<!quá )(?<!quy )(?<!tiến )(?<!lộ )(?<!giáo )(?<!tờ )(?<!Tờ )trình|đăng ký|phản hồi|hồi báo|thông báo kết quả|cung cấp (?:số liệu|báo cáo|danh sách))\b",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    r"(?:không|chưa)\s+(?:phải\s+)?(?:báo cáo|gửi)|nhận\s+(?:được\s+)?báo cáo", re.IGNORECASE
)
_ONWARD = re.compile(r"\s(?:để|nhằm)\s", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"\b(?:về|gửi(?:\s+(?:về|đến|cho|tới))?|trình|cho|đến|tới|báo cáo(?:\s+(?:kết quả(?:\s+(?:về|cho|với|lên))?|định kỳ|với|lên))?|với)\s+",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"\b(?:thông\s+)?qua\s+", re.IGNORECASE)
_WHAT = re.compile(
    r"(?:tổng hợp\s+|xây dựng\s+|hoàn thiện\s+|lập\s+)?\b(?:báo cáo|kế hoạch|danh sách|đăng ký|dự toán|hồ sơ|chương trình|văn bản|số liệu|kết quả|đề xuất|nhu cầu)\b",
    re.IGNORECASE,
)
_WHAT_END = re.compile(
    r"\s*[,;:(]|\.(?:\s|$)|\s(?:về|gửi|cho|trước|chậm nhất|muộn nhất|theo mẫu|để|đến|tới|trình|định kỳ)\s+(?=[A-ZĐỦUBSVTCHPKM]|các\s|cơ quan|ngày|là|vào|trước|hết|hàng|hằng|lên|\d)"
)
_ABOUT = re.compile(r"\bvề\s+((?:tình hình|kết quả|việc|tiến độ)\b[^.;(]{0,160})", re.IGNORECASE)
_ABOUT_REPORTS = re.compile(r"\b(?:mẫu|chế độ|nội dung|tình hình|hoặc)\s+$", re.IGNORECASE)
_MAKING = re.compile(r"^(?:xây dựng|hoàn thiện|lập)\s+", re.IGNORECASE)
_LONGEST_WHAT = 160
_WHAT_REACH = 600
_ABOUT_REACH = 30
_CLAUSE_REACH = 800


def find_deadlines(
    items: Sequence[tuple[Item, int]], period: Period | None, signed: date | None
) -> tuple[Deadline, ...]:
    """Every dated duty to report or submit of tasks and closing paragraphs, each date once per sentence."""
    found: dict[tuple[date, str], Deadline] = {}
    for item, start in items:
        for duty in _of_item(item, start, period, signed):
            found.setdefault((duty.date, duty.text), duty)
    return tuple(found.values())


def _of_item(item: Item, start: int, period: Period | None, signed: date | None) -> Iterator[Deadline]:
    if not _REPORTS.search(item.text):
        return
    seen = False
    for begin, end in _sentences(item.text):
        sentence = item.text[begin:end].strip()
        for duty in _of_sentence(item, sentence, period, signed):
            seen = True
            at = start + begin
            yield replace(duty, spans=(Span(at, start + end),))
    if not seen and _opens_with_report(item.text):
        _, whens = time_of(item, period, signed)
        for when in whens:
            if isinstance(when, By):
                text = item.text.strip()
                yield Deadline(
                    _what(text, len(text)),
                    lead_of(item),
                    _receivers(text),
                    when.date,
                    text,
                    (Span(start, start + len(text)),),
                )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for mark in _SENTENCE.finditer(text):
        yield begin, mark.start()
        begin = mark.end()
    if begin < len(text):
        yield begin, len(text)


def _opens_with_report(text: str) -> bool:
    """A row whose work is the report itself: the verb stands in its first words."""
    found = _REPORTS.search(text[:120])
    return found is not None


def _of_sentence(item: Item, sentence: str, period: Period | None, signed: date | None) -> Iterator[Deadline]:
    dues = due_dates(sentence, period, signed)
    if not dues or not _REPORTS.search(sentence) or _NO_DUTY.search(sentence):
        return
    duties = {due for due in dues if _REPORTS.search(_clause(sentence, due[0], due[1]))}
    if not duties:
        return
    senders, receivers = _senders(item, sentence), _receivers(sentence)
    about = _named_after(sentence)
    group = 0
    for index, (begin, end, on) in enumerate(dues):
        if index and sentence.count(" ", dues[index - 1][1], begin) > 4:
            group = dues[index - 1][1]
        if (begin, end, on) not in duties:
            continue
        near = max(group, begin - _WHAT_REACH)
        what = _before_receiver(_what(sentence[near : begin + _WHAT_REACH], begin - near), receivers)
        if what.lower() in ("báo cáo", "tổng hợp báo cáo"):
            what = about or what
        yield Deadline(what or sentence[near:begin].strip(), senders, receivers, on, sentence)


def _before_receiver(what: str, receivers: tuple[str, ...]) -> str:
    """ "báo cáo kết quả UBND tỉnh": the addressee that follows without a preposition is no part of the thing."""
    for receiver in receivers:
        place = what.find(receiver)
        if place > 0:
            what = what[:place].strip(" ,.;")
    return what


def _named_after(sentence: str) -> str:
    """ "… về tình hình, kết quả thực hiện": what is reported where it stands after the addressee."""
    found = _ABOUT.search(sentence)
    return found[1].strip(" ,") if found else ""


def _clause(sentence: str, begin: int, end: int) -> str:
    """The words between the ";" around a date."""
    left = sentence.rfind(";", max(0, begin - _CLAUSE_REACH), begin) + 1
    right = sentence.find(";", end, end + _CLAUSE_REACH)
    return sentence[left or max(0, begin - _CLAUSE_REACH) : right if right >= 0 else end + _CLAUSE_REACH]


def _senders(item: Item, sentence: str) -> tuple[str, ...]:
    """Those whom the sentence asks ("UBND tỉnh yêu cầu các sở … báo cáo"), else its subject, else the lead."""
    if asked := _asked(sentence):
        return asked
    own = acting_units(sentence)
    if own.units and not own.bare:
        return own.units
    return _asked(item.text) or lead_of(item) or own.units


def _asked(text: str) -> tuple[str, ...]:
    for asked in _ASKED.finditer(text):
        named = tuple(mention.name for mention in units_at(text, asked.end()))
        if named:
            return named
    return ()


_ASKED = re.compile(r"\b(?:yêu cầu|đề nghị|giao)\s+(?=\S)", re.IGNORECASE)


def _receivers(sentence: str) -> tuple[str, ...]:
    """The addressee, then a unit after "thông qua"; where only "để Sở A tổng hợp" names one, that unit."""
    first = _REPORTS.search(sentence)
    begin = first.start() if first else 0
    onward = _ONWARD.search(sentence, begin)
    handed = sentence[: onward.start()] if onward else sentence
    names: dict[str, None] = {}
    for pattern in (_ADDRESSED, _THROUGH):
        for cue in pattern.finditer(handed, begin):
            for mention in units_at(handed, cue.end()):
                names.setdefault(mention.name)
            if names and pattern is _ADDRESSED:
                break
    if not names and onward:
        names = dict.fromkeys(mention.name for mention in units_at(sentence, onward.end()))
    return tuple(names)


def _what(text: str, before: int) -> str:
    """The thing to be sent: the last report named before a date, else what is made, else the first after it."""
    named = list(_WHAT.finditer(text, 0, max(before, 0)))
    reports = [
        m
        for m in named
        if "báo cáo" in m[0].lower()
        and not _ABOUT_REPORTS.search(text, max(0, m.start() - _ABOUT_REACH), m.start())
    ]
    made = [m for m in named if _MAKING.match(m[0])]
    chosen = reports or made or named
    found = chosen[-1] if chosen else _WHAT.search(text, max(before, 0))
    if found is None:
        return ""
    stop = _WHAT_END.search(text, found.end())
    end = min(stop.start() if stop else len(text), found.start() + _LONGEST_WHAT)
    return _MAKING.sub("", text[found.start() : end]).strip(" ,.;")
