"""Measures of official documents, each with the article that sets it.

Lengths are millimetres, sizes and gaps points, line spacing a multiple of the single line. `chosen` is what writing
sets; `low` and `high` are what a foreign document may have. Every measure of `STATE` is one of Nghị định 30/2020/NĐ-CP,
phụ lục I, phần I; those of `PARTY` follow Hướng dẫn 36-HD/VPTW, of which the form of heading and number and the page
are sure (`sure`): only these are held against a foreign document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

DECREE = "Nghị định số 30/2020/NĐ-CP"
GUIDANCE = "Hướng dẫn số 36-HD/VPTW"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its bounds and its article."""

    low: float
    high: float
    chosen: float
    article: str

    def allows(self, value: float, tolerance: float = 0.0) -> bool:
        """Whether a value lies within the bounds."""
        return self.low - tolerance <= value <= self.high + tolerance

    def __str__(self) -> str:
        low, high = (f"{each:g}".replace(".", ",") for each in (self.low, self.high))
        return low if low == high else f"{low}–{high}"


class Part(StrEnum):
    """The elements of form that carry lettering of their own."""

    STATE_NAME = "state-name"
    MOTTO = "motto"
    SUPERIOR = "superior"
    ISSUER = "issuer"
    NUMBER = "number"
    PLACE_DATE = "place-date"
    TYPE = "type"
    SUBJECT = "subject"
    LETTER_SUBJECT = "letter-subject"
    ADDRESSEE = "addressee"
    BASIS = "basis"
    BODY = "body"
    CHAPTER = "chapter"
    ROMAN = "roman"
    ARTICLE = "article"
    NUMBERED = "numbered"
    AUTHORITY = "authority"
    SIGNER = "signer"
    RECIPIENTS_WORD = "recipients-word"
    RECIPIENTS = "recipients"
    DRAFTER = "drafter"
    CONTACT = "contact"
    PAGE_NUMBER = "page-number"
    ANNEX_LABEL = "annex-label"
    ANNEX_TITLE = "annex-title"
    ANNEX_REFERENCE = "annex-reference"
    MARK = "mark"
    CELL = "cell"
    CAPTION = "caption"
    NOTE = "note"


class Align(StrEnum):
    """How lines stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFIED = "both"


@dataclass(frozen=True, slots=True)
class Lettering:
    """How an element is set; None where the rules leave it open."""

    size: Measure
    bold: bool | None = None
    italic: bool | None = None
    align: Align | None = None
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins."""

    width: Measure
    height: Measure
    top: Measure
    bottom: Measure
    left: Measure
    right: Measure
    number_from_edge: float
    """Where the page number stands in the top margin."""


@dataclass(frozen=True, slots=True)
class Body:
    """Running text."""

    indent: Measure
    gap: Measure
    line: Measure


@dataclass(frozen=True, slots=True)
class Rules:
    """All measures of one layout."""

    name: str
    font: str
    font_article: str
    page: Page
    page_number_article: str
    body: Body
    parts: Mapping[Part, Lettering]
    short_rule: Measure
    """The rule under the issuer and under the subject, as a share of their line."""
    sure: bool = True
    """Whether a foreign document may be held against all of them."""


def article(section: str, clause: str = "") -> str:
    """A place in annex I of the decree, as it is cited."""
    return f"{DECREE}, phụ lục I, phần I, mục {section}{f' khoản {clause}' if clause else ''}"


def _between(low: float, high: float, chosen: float, section: str, clause: str = "") -> Measure:
    return Measure(low, high, chosen, article(section, clause))


_II = "II"


def _size(low: float, high: float, clause: str, chosen: float | None = None, section: str = _II) -> Measure:
    return _between(low, high, high if chosen is None else chosen, section, clause)


UP, CENTRE, LEFT, JUSTIFIED = True, Align.CENTRE, Align.LEFT, Align.JUSTIFIED

STATE = Rules(
    name=DECREE,
    font="Times New Roman",
    font_article=article("I", "4"),
    page=Page(
        width=_between(210, 210, 210, "I", "1"),
        height=_between(297, 297, 297, "I", "1"),
        top=_between(20, 25, 20, "I", "3"),
        bottom=_between(20, 25, 20, "I", "3"),
        left=_between(30, 35, 30, "I", "3"),
        right=_between(15, 20, 15, "I", "3"),
        number_from_edge=10,
    ),
    page_number_article=article("I", "7"),
    body=Body(
        indent=_between(10, 12.7, 12.7, "II", "6"),
        gap=_between(6, 60, 6, "II", "6"),
        line=_between(1.0, 1.5, 1.1, "II", "6"),
    ),
    parts={
        Part.STATE_NAME: Lettering(_size(12, 13, "1"), True, False, CENTRE, UP),
        Part.MOTTO: Lettering(_size(13, 14, "1"), True, False, CENTRE),
        Part.SUPERIOR: Lettering(_size(12, 13, "2"), False, False, CENTRE, UP),
        Part.ISSUER: Lettering(_size(12, 13, "2"), True, False, CENTRE, UP),
        Part.NUMBER: Lettering(_size(13, 13, "3"), False, False, CENTRE),
        Part.PLACE_DATE: Lettering(_size(13, 14, "4", 14), False, True, CENTRE),
        Part.TYPE: Lettering(_size(13, 14, "5"), True, False, CENTRE, UP),
        Part.SUBJECT: Lettering(_size(13, 14, "5"), True, False, CENTRE),
        Part.LETTER_SUBJECT: Lettering(_size(12, 13, "5", 12), False, False, CENTRE),
        Part.ADDRESSEE: Lettering(_size(13, 14, "9"), False, False),
        Part.BASIS: Lettering(_size(13, 14, "6"), False, True, JUSTIFIED),
        Part.BODY: Lettering(_size(13, 14, "6"), None, None, JUSTIFIED),
        Part.CHAPTER: Lettering(_size(13, 14, "6"), True, False, CENTRE),
        Part.ROMAN: Lettering(_size(13, 14, "6"), True, False, JUSTIFIED, UP),
        Part.ARTICLE: Lettering(_size(13, 14, "6"), True, False, JUSTIFIED),
        Part.NUMBERED: Lettering(_size(13, 14, "6"), True, False, JUSTIFIED),
        Part.AUTHORITY: Lettering(_size(13, 14, "7"), True, False, CENTRE, UP),
        Part.SIGNER: Lettering(_size(13, 14, "7"), True, False, CENTRE),
        Part.RECIPIENTS_WORD: Lettering(_size(12, 12, "9"), True, True, LEFT),
        Part.RECIPIENTS: Lettering(_size(11, 11, "9"), False, False, LEFT),
        Part.DRAFTER: Lettering(_size(11, 11, "3", section="III"), False, False, LEFT),
        Part.CONTACT: Lettering(_size(11, 12, "4", 11, "III"), False, False, CENTRE),
        Part.PAGE_NUMBER: Lettering(_size(13, 14, "7", section="I"), False, False, CENTRE),
        Part.ANNEX_LABEL: Lettering(_size(14, 14, "1", section="III"), True, False, CENTRE),
        Part.ANNEX_TITLE: Lettering(_size(13, 14, "1", section="III"), True, False, CENTRE, UP),
        Part.ANNEX_REFERENCE: Lettering(_size(13, 14, "1", section="III"), False, True, CENTRE),
        Part.MARK: Lettering(_size(13, 14, "2", 13, "III"), True, False, CENTRE, UP),
        Part.CELL: Lettering(_size(10, 14, "6", 12), None, None),
        Part.NOTE: Lettering(_size(10, 13, "6", 10), False, False, JUSTIFIED),
        Part.CAPTION: Lettering(_size(11, 14, "6", 13), False, True, CENTRE),
    },
    short_rule=_between(1 / 3, 1 / 2, 0.42, "II", "2"),
)


def _party(chosen: float, like: Part, **changes: object) -> Lettering:
    base = STATE.parts[like]
    size = Measure(chosen - 1, chosen + 1, chosen, GUIDANCE)
    values = {"bold": base.bold, "italic": base.italic, "align": base.align, "capitals": base.capitals}
    return Lettering(size, **{**values, **changes})  # type: ignore[arg-type]


def _guided(low: float, high: float, chosen: float) -> Measure:
    return Measure(low, high, chosen, GUIDANCE)


PARTY = Rules(
    name=GUIDANCE,
    font="Times New Roman",
    font_article=GUIDANCE,
    page=Page(
        width=_guided(210, 210, 210),
        height=_guided(297, 297, 297),
        top=_guided(20, 25, 20),
        bottom=_guided(20, 25, 20),
        left=_guided(30, 35, 30),
        right=_guided(15, 20, 15),
        number_from_edge=10,
    ),
    page_number_article=GUIDANCE,
    body=Body(indent=_guided(10, 12.7, 12.7), gap=_guided(6, 60, 6), line=_guided(1.0, 1.5, 1.15)),
    parts={
        **{part: _party(lettering.size.chosen, part) for part, lettering in STATE.parts.items()},
        Part.STATE_NAME: _party(15, Part.STATE_NAME),
        Part.SUPERIOR: _party(14, Part.SUPERIOR),
        Part.ISSUER: _party(14, Part.ISSUER),
        Part.NUMBER: _party(14, Part.NUMBER),
        Part.TYPE: _party(16, Part.TYPE),
        Part.RECIPIENTS_WORD: _party(14, Part.RECIPIENTS_WORD, bold=False, italic=False),
        Part.RECIPIENTS: _party(12, Part.RECIPIENTS),
        Part.LETTER_SUBJECT: _party(12, Part.LETTER_SUBJECT, italic=True),
    },
    short_rule=_guided(1 / 3, 1 / 2, 0.42),
    sure=False,
)

COLUMNS = (65.0, 100.0)
"""Left and right column of letterhead and signature: 13 pt bold capitals of the State's name take 96 mm."""

SPACE_TO_SIGN = 72.0
"""Points kept free between office and name for signature and seal."""

LETTER_SUBJECT_GAP = Measure(6, 6, 6, article("II", "5"))
"""A letter's "V/v" stands 6 pt below the number."""

URGENCY_FRAME: Mapping[str, tuple[float, float]] = {
    "HỎA TỐC": (30.0, 8.0), "THƯỢNG KHẨN": (40.0, 8.0), "KHẨN": (20.0, 8.0),
}  # fmt: skip
"""Width and height of the frame of each degree of urgency, phụ lục I, phần I, mục III khoản 2."""

MARK_RED = "FF0000"
"""Marks of urgency are bright red, phụ lục I, phần I, mục III khoản 2."""

CIRCULATION_HEIGHT = 8.0

TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    """A length as Word keeps it: twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def half_points(points: float) -> int:
    """A size as Word keeps it."""
    return round(points * 2)
