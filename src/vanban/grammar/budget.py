"""Where the money of a plan comes from, and the sums named in its budget sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from vanban.model.document import Amount, Budget
from vanban.model.source import Span
from vanban.text.numerals import words_to_int

Piece = tuple[str, int]
"""Text and its offset in the source."""

_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_FIGURE = r"(?<![\d.,])(\d{1,3}(?:\.\d{3}){1,5}|\d{1,15})(?![\d])(?:,(\d{1,6}))?"
_WORDS = r"(?:\s*\((?P<words>[^()]{3,160}?đồng)[^()]{0,40}\))"
_SUM = re.compile(
    rf"{_FIGURE}\s*(?:(?P<scale>nghìn tỷ|ngàn tỷ|nghìn|ngàn|triệu|tỷ|tỉ)\s*(?:đồng|đ\b|VNĐ|VND)|(?:đồng|đ\b|VNĐ|VND)){_WORDS}?"
    rf"|{_FIGURE}{_WORDS.replace('words', 'spelled')}",
    re.IGNORECASE,
)
# Rates ("đồng/năm", "triệu đồng/người") are no sums of the plan.
_RATE = re.compile(r"\s*/\s*[^\W\d_]")
_MONEY = r"(?:ngân sách|kinh phí|dự toán|nguồn|nguồn vốn|nguồn lực|nguồn thu|quỹ|vốn)"
_LABELLED = re.compile(
    rf"(?:nguồn(?:\s+(?:kinh phí|vốn|ngân sách))?|kinh phí)(?:\s+thực hiện)?\s*(?:gồm|bao gồm)?\s*:\s*(?:được\s+)?(?:bố trí\s+|trích\s+|lấy\s+|sử dụng\s+)?(?:từ\s+|trong\s+)?((?:các\s+)?{_MONEY}\b[^.:]{{0,300}})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:các\s+)?nguồn(?:\s+(?:kinh phí|vốn|lực))?(?:\s+thực hiện(?:\s+\S+){0,3})?", re.IGNORECASE
)
# "- Nguồn ngân sách tỉnh." in a list of sources: a noun phrase of its own.
_LISTED = re.compile(
    r"(?:các\s+)?(?:nguồn|ngân sách|quỹ|vốn)\b(?![^:]*\b(?:đảm bảo|bảo đảm|bố trí|được|căn cứ|trách nhiệm|triển khai|gồm|thực hiện)\b)[^:.]{4,160}",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:từ|trong|bằng)\s+((?:nguồn\s+(?:vốn\s+|kinh phí\s+)?)?(?:các\s+nguồn|{_MONEY})\b[^.;:]{{0,300}})",
    re.IGNORECASE,
)
_SOURCE_END = re.compile(
    r"\s*(?:\(|,\s*(?:cụ thể|trong đó|theo|bảo đảm|đảm bảo|phù hợp|để|nhằm|trường hợp)|\s(?:để|nhằm|trong đó|và được|được (?:giao|bố trí|phê duyệt) (?:cho|để)|cho (?:các|việc)|do (?:các|cơ quan))\b)"
)
_BARE_SOURCE = re.compile(r"^nguồn\s+(?:kinh phí\s+|vốn\s+)?(?=ngân sách)", re.IGNORECASE)


def find_budget(pieces: Sequence[Piece]) -> Budget:
    """Sums with the words they are printed in, and the first source named, of the budget sections' texts."""
    amounts = tuple(amount for text, offset in pieces for amount in _amounts(text, offset))
    return Budget(amounts, _source(pieces))


def _amounts(text: str, offset: int) -> list[Amount]:
    found = []
    for m in _SUM.finditer(text):
        value = _value(m)
        if value and not _RATE.match(text, m.end()):
            found.append(Amount(value, m[0].strip(), (Span(offset + m.start(), offset + m.end()),)))
    return found


def _value(match: re.Match[str]) -> int | None:
    """ "2.500.000 đồng" → 2500000, "1,5 tỷ đồng" → 1500000000; words in the bracket decide bare figures."""
    whole, decimals = (match[1], match[2]) if match[1] else (match[5], match[6])
    figure = Decimal(whole.replace(".", "") + ("." + decimals if decimals else ""))
    scale = 1
    for word in (match["scale"] or "").lower().split():
        scale *= _SCALES[word]
    if match["spelled"]:
        spelled = words_to_int(re.sub(r"\s*đồng.*$", "", match["spelled"], flags=re.IGNORECASE))
        return int(figure) if spelled is None or spelled == figure else spelled
    return int(figure * scale)


def _listed(pieces: Sequence[Piece]) -> str | None:
    """Sources that stand in a list of their own, each a noun phrase."""
    found = []
    for text, _ in pieces:
        m = _LISTED.match(text)
        if not m or text.isupper() or text[m.end() : m.end() + 2].strip(" ;.:"):
            continue
        name = m[0].strip(" ,.;:")
        if name.count(" ") > 1 and not _LABEL.fullmatch(name):
            found.append(name)
    return "; ".join(found) if len(found) > 1 else None


def _source(pieces: Sequence[Piece]) -> str | None:
    """The noun phrase after the label, "từ" or "trong" ("từ ngân sách nhà nước …")."""
    if listed := _listed(pieces):
        return listed
    for pattern in (_LABELLED, _FROM):
        for text, _ in pieces:
            if m := pattern.search(text):
                phrase = m[1]
                if stop := _SOURCE_END.search(phrase):
                    phrase = phrase[: stop.start()]
                phrase = _BARE_SOURCE.sub("", phrase.strip(" ,.;:"))
                if phrase:
                    return phrase
    return None
