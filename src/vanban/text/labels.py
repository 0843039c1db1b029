"""Labels that open a line: "I.", "4.1.", "đ)", "-", "Điều 3.", "PHỤ LỤC II".

Only the shape is read here; what a label means for the outline is the grammar's business. Readers of
formats without real paragraphs (plain text, PDF) use the same shapes to tell where a paragraph begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from vanban.text.numerals import roman_to_int


class LabelKind(IntEnum):
    """Kinds of labels in the order in which offices nest them; a lower number stands higher."""

    ANNEX = 0
    PART = 1
    UPPER = 2
    ROMAN = 3
    ARTICLE = 4
    NUMBER = 5
    LETTER = 10
    STAR = 11
    DASH = 12
    PLUS = 13


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, without punctuation; `depth` counts the parts of "4.1" (1 elsewhere).

    `content` is the offset in the line where the text after the label starts.
    """

    kind: LabelKind
    text: str
    content: int
    depth: int = 1

    @property
    def rank(self) -> int:
        """Place in the usual nesting; every further part of a number stands one step lower."""
        return self.kind + self.depth - 1

    @property
    def is_bullet(self) -> bool:
        """Whether the label carries no number of its own."""
        return self.kind >= LabelKind.STAR


_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

_ROMAN = re.compile(r"([IVX]{1,6})(?:\s?[.)]\s*|\s?[-–—]\s*|\s?/\s+)(?=\S)")
_ROMAN_NUMBER = re.compile(r"([IVX]{1,5}(?:\.\d{1,2}){1,3})(?:\s?[.)]\s*|\s+)(?=\S)")
_PART = re.compile(
    r"((?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:[IVX]{1,5}|\d{1,2}|[Tt]hứ\s\w+|THỨ\s\w+))\b\s*[.:\-–]?\s*"
)
_ARTICLE = re.compile(r"(Điều\s+\d{1,3})\s?[.:]\s*")
_UPPER = re.compile(r"([A-HĐ])\s?(?:[.)]\s+|[-–/]\s+)(?=\S)")
_NUMBER = re.compile(
    rf"(\d{{1,2}}(?:\.\d{{1,2}}){{0,4}})(?:\s?[.)](?:\s+|(?=[{_CAPITAL}“\"‘(]))|[-–/]\s+(?=[{_CAPITAL}])|(?:(?<=\.\d)|(?<=\.\d\d))\s+(?=[{_CAPITAL}“\"‘(]))(?=\S)"
)
_LETTER = re.compile(
    rf"([a-zđ]\d?)\s?(?:\)\s*|\.(?:\s+|(?=[{_CAPITAL}]))|/\s+|[-–]\s+(?=[{_CAPITAL}]))(?=\S)"
)
_ANNEX = re.compile(
    r"((?:PHỤ LỤC|Phụ lục|BIỂU MẪU|MẪU BIỂU|BIỂU|MẪU)(?:\s+(?:SỐ|số)?\s*:?\s*(?:[IVX]{1,5}|\d{1,2}[A-Za-z]?|[A-H]))?)\s*[.:\-–]?\s*$"
)
_ANNEX_TITLED = re.compile(
    rf"(PHỤ LỤC(?:\s+(?:SỐ\s*)?:?\s*(?:[IVX]{{1,5}}|\d{{1,2}}[A-Z]?|[A-H])\b)?)(?:\s*[.:\-–]\s*|\s+)(?=[{_CAPITAL}][{_CAPITAL}]|\()"
    r"|(Phụ lục\s+(?:số\s*)?(?:[IVX]{1,5}|\d{1,2}))(?:\s*[.:]\s+|\s+(?=\())"
)
_DASH = re.compile(r"[-–—−‒•●▪■◆](?:\s+(?=\S)|(?=[^\W\d_]|[“\"‘(\[]))")
_PLUS = re.compile(r"[+◦○](?:\s+(?=\S)|(?=[^\W\d_]|[“\"‘(\[]))")
_STAR = re.compile(r"[*](?:\s+(?=\S)|(?=[^\W\d_]|[“\"‘(\[]))")
_RULE = re.compile(r"[-–—_=*.…\s]{3,}$")
_BARE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,4}[.)]?|[IVX]{1,6}[.)]|[a-zđ]\))\s*$")


@lru_cache(maxsize=4096)
def label_of(text: str) -> Label | None:
    """The label that opens a line (without leading blanks), or None."""
    if not text or _RULE.match(text):
        return None
    return _READERS.get(text[0], _lettered)(text)


def is_bare_label(text: str) -> bool:
    """A label alone on its line: its text follows on the next ("1.2.1" / "Nâng cao ...")."""
    return bool(_BARE.match(text))


def _bullet(pattern: re.Pattern[str], kind: LabelKind, sign: str, text: str) -> Label | None:
    found = pattern.match(text)
    return Label(kind, sign, found.end()) if found else None


def _dash(text: str) -> Label | None:
    return _bullet(_DASH, LabelKind.DASH, "-", text)


def _plus(text: str) -> Label | None:
    return _bullet(_PLUS, LabelKind.PLUS, "+", text)


def _star(text: str) -> Label | None:
    return _bullet(_STAR, LabelKind.STAR, "*", text)


def _number(text: str) -> Label | None:
    found = _NUMBER.match(text)
    if not found:
        return None
    return Label(LabelKind.NUMBER, found[1], found.end(), found[1].count(".") + 1)


def _lettered(text: str) -> Label | None:
    for pattern, kind in (
        (_ANNEX, LabelKind.ANNEX),
        (_ANNEX_TITLED, LabelKind.ANNEX),
        (_PART, LabelKind.PART),
    ):
        if found := pattern.match(text):
            return Label(kind, " ".join((found[1] or found[found.lastindex or 1]).split()), found.end())
    if found := _ARTICLE.match(text):
        return Label(LabelKind.ARTICLE, " ".join(found[1].split()), found.end())
    if found := _ROMAN_NUMBER.match(text):
        return Label(LabelKind.NUMBER, found[1], found.end(), found[1].count("."))
    if (found := _ROMAN.match(text)) and roman_to_int(found[1]):
        return Label(LabelKind.ROMAN, found[1], found.end())
    if found := _LETTER.match(text):
        return Label(LabelKind.LETTER, found[1], found.end())
    if found := _UPPER.match(text):
        return Label(LabelKind.UPPER, found[1], found.end())
    return None


_READERS = {
    **dict.fromkeys("-–—−‒•●▪■◆", _dash),
    **dict.fromkeys("+◦○", _plus),
    "*": _star,
    **dict.fromkeys("0123456789", _number),
}
