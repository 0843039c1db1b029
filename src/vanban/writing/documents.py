"""An official document to be written, as plain values.

Nothing here is invented on the way to paper: a missing number, day or name stays blank, and there is no field for a
seal, for the image of a signature or for a mark of secrecy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vanban.catalog.document_types import LETTER
from vanban.writing.measures import Align


class Layout(StrEnum):
    """Whose rules of form apply."""

    STATE = "state"
    PARTY = "party"


class Level(StrEnum):
    """Levels of the outline, from the top; the last three are bullets."""

    PART = "part"
    """Phần I"""
    CHAPTER = "chapter"
    """Chương I"""
    SECTION = "section"
    """Mục 1"""
    SUBSECTION = "subsection"
    """Tiểu mục 1"""
    ARTICLE = "article"
    """Điều 1."""
    ROMAN = "roman"
    """I."""
    NUMBER = "number"
    """1."""
    NUMBER2 = "number2"
    """1.1."""
    NUMBER3 = "number3"
    """1.1.1."""
    LETTER = "letter"
    """a), b), c), d), đ), e)"""
    DASH = "dash"
    PLUS = "plus"
    STAR = "star"


class Urgency(StrEnum):
    """Degrees of urgency; the drafter proposes, the signer decides."""

    EXPRESS = "HỎA TỐC"
    VERY_URGENT = "THƯỢNG KHẨN"
    URGENT = "KHẨN"


class Circulation(StrEnum):
    """How far a document may go round; not a degree of secrecy."""

    RETURN = "XEM XONG TRẢ LẠI"
    INTERNAL = "LƯU HÀNH NỘI BỘ"


class Orientation(StrEnum):
    """How a sheet lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class RowKind(StrEnum):
    """What a row of a table is."""

    PLAIN = "plain"
    GROUP = "group"
    """A label and a heading across the table."""
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Heading:
    """A titled level of the outline. `label` None is numbered by Word; a text is printed as it is ("II-")."""

    level: Level
    text: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """Running text with a number, a letter or a bullet. `label` as in `Heading`."""

    level: Level
    text: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text without a label."""

    text: str
    align: Align = Align.JUSTIFIED
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its width against the other columns."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a group row needs no more than its label and heading."""

    cells: tuple[str, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or photo (PNG or JPEG); None is as wide as the text. `description` is read to people who cannot see it."""

    image: bytes
    caption: str = ""
    width_mm: float | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""


Block = Heading | Point | Paragraph | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: lines of authority ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), the signer's office, the name if known."""

    authority: tuple[str, ...] = ()
    title: str = ""
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex with page numbers of its own. `label` None is "Phụ lục", with a Roman number where there are several."""

    title: str
    body: tuple[Block, ...] = ()
    label: str | None = None
    orientation: Orientation = Orientation.PORTRAIT


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A whole document; lines of names are broken where the tuples break."""

    type: str
    """ "Kế hoạch", "Báo cáo", …; "Công văn" takes the form of a letter."""
    title: str
    issuer: tuple[str, ...]
    """In sentence case, e.g. ("Ủy ban nhân dân", "tỉnh Lam Sơn")."""
    symbol: str
    """ "KH-UBND"; of the Party "KH/TU"."""
    place: str
    layout: Layout = Layout.STATE
    superior: tuple[str, ...] = ()
    number: str | None = None
    date: date | None = None
    year: int | None = None
    """Printed where the day is not known yet."""
    addressees: tuple[str, ...] = ()
    decider: str = ""
    """Who decides, above the grounds of a decision ("Chủ tịch Ủy ban nhân dân tỉnh Lam Sơn"); "QUYẾT ĐỊNH:" follows them."""
    bases: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    closing: tuple[str, ...] = ()
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    drafter: str = ""
    """The drafter's mark and the number of copies, "PL.(300)"."""
    annexes: tuple[Annex, ...] = ()
    urgency: Urgency | None = None
    circulation: Circulation | None = None
    contact: tuple[str, ...] = ()
    """Address, telephone, mail and site of the office, at the foot of page 1."""
    notes: tuple[str, ...] = ()
    """Footnotes in order; the texts carry their marks: "⁽¹⁾" or "[1]" where note 1 belongs."""

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter, which prints no type and keeps its subject under the number."""
        return self.type == LETTER

    @property
    def issuer_name(self) -> str:
        """The issuer within a sentence."""
        return " ".join(self.issuer)
