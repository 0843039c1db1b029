"""Official documents mentioned with a number.

The habit of the genre: "[type] số [number]/[year]-[symbol] ngày [date] của [issuer] về …". The type may be left
out in a list ("các Quyết định: số …, số …"); "số" may be left out after the type; blanks stray into the
number. The first mention stands for the document; a date or issuer printed with a later mention is added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vanban.catalog.document_types import LAWS, PRINTED_TYPES, type_of_symbol
from vanban.grammar.dates import find_days
from vanban.model.document import Citation
from vanban.model.source import Span

_TYPES = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in PRINTED_TYPES)
_LAWS = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in LAWS)
_CAPITAL = "A-ZĐÂÊÔƠƯĂ"
# One part of a symbol: capitals, at most one small letter ("TTg", "CTr"), digits of a legislature ("QH15").
_PART = rf"[{_CAPITAL}][{_CAPITAL}0-9&]{{0,14}}[a-z]?(?:[{_CAPITAL}]{{1,8}})?(?![^\W\d_])"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = rf"(?<![\d:.,/\w-])(\d{{1,6}}[a-z]?)\s?(?:(?:/\s?({_YEAR})\s?/\s?)|[-–/]\s?)({_PART}(?:(?:\s?[-–/]\s?|[-–/]){_PART}){{0,5}})"
_CITED = re.compile(_NUMBER)
_TYPE_BEFORE = re.compile(rf"(?<!\w)({_TYPES})(?:\s+[^\W\d_]+){{0,6}}?\s*[:(]?\s*$", re.IGNORECASE)
_TYPE_ADJACENT = re.compile(rf"(?<!\w)({_TYPES})\s*(?:\(?\s*)$", re.IGNORECASE)
_LAW_BEFORE = re.compile(rf"(?<!\w)({_LAWS})\s[^.;:\d]{{1,90}}$")
_NO = re.compile(r"\bsố\s*:?\s*$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|và|;|hoặc|,\s*và|;\s*và|-|–)\s*(?:số\s*:?\s*)?$", re.IGNORECASE)
_LISTED = re.compile(rf"(?<!\w)các\s+({_TYPES})(?!\w)", re.IGNORECASE)
_DATE_AFTER = re.compile(
    r"[\s,]*\(?\s*(?:ban\s+hành\s+)?(?:ngày|ký\s+ngày)\s*(?=\d)|\s*,?\s*(?=\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d)",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"[\s,)]*\bcủa\s+(.{2,160})", re.IGNORECASE)
_ISSUER_END = re.compile(
    r"\s+(?:về|quy\s+định|phê\s+duyệt|ban\s+hành|hướng\s+dẫn|sửa\s+đổi|bổ\s+sung|v/v|ngày|công\s+bố|triển\s+khai|thực\s+hiện"
    r"|giao|phân\s+bổ|kết\s+luận|thông\s+qua|phối\s+hợp|khoảng|cho|đối\s+với|trong|tại|đến|theo|để|nhằm|thay\s+thế|bãi\s+bỏ|là|đã|được|có|như|khi|kèm"
    r"|tiếp\s+tục|tăng\s+cường|thành\s+lập|điều\s+chỉnh|yêu\s+cầu|đề\s+nghị|hợp\s+nhất|thông\s+báo|đẩy\s+mạnh|(?:và|,)\s+(?:các|Quyết|Nghị|Thông|Kế|Chỉ|Công\s+(?:văn|điện)|Kết|Luật|Hướng|Chương|căn|hướng))(?!\w)"
    r"|[;:“”\"|]|\.(?:\s|$)|,\s(?!Thể\s+thao|Thương\s+binh|Khoa\s+học)|\s\(\s*(?!khóa|khoá)|(?<!\()\)\s*\||$",
    re.IGNORECASE,
)
# "Ban Chỉ đạo về …", "Ban Chỉ đạo thực hiện …": the field belongs to the name.
_FIELDED = re.compile(
    r"(?:Ban\s+Chỉ\s+đạo|Tổ\s+công\s+tác|Hội\s+đồng|Ủy\s+ban)\s+(?:về|thực\s+hiện|triển\s+khai|phối\s+hợp)\s",
    re.IGNORECASE,
)
_BODY = re.compile(r"[^\W\d_]")
_TECHNICAL = re.compile(r"(?:TCVN|QCVN|TCN|TCCS|ISO|IEC)\b[^;,.]{0,14}$")
_LOOKBACK = 130

Piece = tuple[str, int, bool]
"""Text, offset of the text in the source, whether it stands in the preamble."""


@dataclass(frozen=True, slots=True)
class _Mention:
    type: str
    number: str
    date: date | None
    issuer: str | None
    start: int
    end: int


def find_citations(pieces: Sequence[Piece], own_number: str | None) -> tuple[Citation, ...]:
    """One entry per document, in order of first mention; the plan's own number is not cited.

    `basis` is true where the first mention stands in the preamble.
    """
    own = _key(own_number) if own_number else None
    found: dict[str, Citation] = {}
    for text, offset, in_preamble in pieces:
        for mention in _mentions(text):
            key = _key(mention.number)
            if key == own:
                continue
            span = Span(offset + mention.start, offset + mention.end)
            known = found.get(key)
            if known is None:
                found[key] = Citation(
                    mention.type, mention.number, mention.date, mention.issuer, in_preamble, (span,)
                )
            else:
                found[key] = replace(
                    known,
                    date=known.date or mention.date,
                    issuer=known.issuer or mention.issuer,
                    spans=(*known.spans, span),
                )
    return tuple(found.values())


def _key(number: str) -> str:
    """One document printed in two forms ("016-KL/TW", "16-KL-TW") has one key."""
    return "".join(ch for ch in number.upper() if ch.isalnum()).lstrip("0")


def _mentions(text: str) -> Iterator[_Mention]:
    previous: _Mention | None = None
    for m in _CITED.finditer(text):
        before = text[max(0, m.start() - _LOOKBACK) : m.start()]
        if _TECHNICAL.search(before):
            continue
        joined = previous is not None and _JOINED.search(text[max(previous.end, m.start() - 12) : m.start()])
        name = _printed_type(before, previous if joined else None)
        numbered = bool(_NO.search(before))
        if name is None:
            if not numbered and not (joined and not _printed_before(before)):
                continue
            name = _listed_type(before) or (previous.type if joined and previous else type_of_symbol(m[3]))
        if name is None:
            continue
        day, after = _date_after(text, m.end())
        issuer = _issuer_after(text, after)
        previous = _Mention(name, _number(m), day, issuer, m.start(), m.end())
        yield previous


def _printed_before(before: str) -> bool:
    return bool(_TYPE_ADJACENT.search(before))


def _printed_type(before: str, joined: _Mention | None) -> str | None:
    """The type as printed before the number, in sentence case; None where none stands there."""
    numbered = _NO.search(before)
    stem = before[: numbered.start()] if numbered else before
    found = _TYPE_ADJACENT.search(stem)
    if not found and numbered and (law := list(re.finditer(_LAW_BEFORE, stem))):
        found = law[-1]
    if not found and numbered and joined is None:
        found = _TYPE_BEFORE.search(stem)
    return _sentence_case(found[1]) if found else None


def _listed_type(before: str) -> str | None:
    """ "các Quyết định: …, số 2" : the plural before the list gives the type."""
    listed = list(_LISTED.finditer(before))
    return _sentence_case(listed[-1][1]) if listed else None


def _sentence_case(name: str) -> str:
    words = " ".join(name.split())
    return words[:1].upper() + words[1:].lower() if words.isupper() else words[:1].upper() + words[1:]


def _number(match: re.Match[str]) -> str:
    """The number without blanks, with ordinary hyphens; misprints stay."""
    return re.sub(r"\s", "", match[0]).replace("–", "-")


def _date_after(text: str, end: int) -> tuple[date | None, int]:
    """The date printed directly after a number, and where it ends."""
    opener = _DATE_AFTER.match(text, end)
    if not opener:
        return None, end
    for day in find_days(text[opener.end() : opener.end() + 40]):
        if day.start > 2:
            break
        return (day.at(day.year) if day.year is not None else None), opener.end() + day.end
    return None, end


def _issuer_after(text: str, end: int) -> str | None:
    """The text after "của" that directly follows number and date; a bracket with the term of office is kept."""
    found = _ISSUER.match(text, end, end + 190)
    if not found:
        return None
    body = _FIELDED.match(found[1])
    stop = _ISSUER_END.search(found[1], body.end() if body else 0)
    name = (found[1][: stop.start()] if stop else found[1]).strip(" .,;:/")
    if name.count("(") > name.count(")"):
        name = name + ")" if "khó" in name else name[: name.rindex("(")].strip()
    elif name.endswith(")") and "(" not in name:
        name = name[:-1].strip()
    # One word ("Bộ") is a name that the line break cut: a later mention may give the whole.
    return name if " " in name and _BODY.search(name) else None
