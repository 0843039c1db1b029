"""The guard against secrecy marks: a pure question on the places where such marks stand.

A mark is a stamp (a line, cell or text box of its own), an entry in the letterhead or the foot of a page, a word of the
file's name or of its properties. Running text is never looked at: nearly every plan orders "bảo vệ bí mật Nhà nước", and an
open decision may list "danh mục bí mật nhà nước độ Tối mật". Source: Luật Bảo vệ bí mật nhà nước số 117/2025/QH15.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Zone(StrEnum):
    """Where a piece of text stands; marks share a line with other words only in the head and the foot."""

    HEAD = "head"
    FOOT = "foot"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, a table cell or a text box."""

    text: str
    zone: Zone = Zone.BODY
    follows: str = ""


@dataclass(slots=True)
class Glimpse:
    """What can be seen of a file without keeping it: pieces of text, names of members, properties (key, value)."""

    pieces: list[Piece] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)


# The marks in Unicode, and as the old font encodings spell them (TCVN3 with capital fonts, VNI, VPS).
_LEVEL = (
    r"(?:(?:tuyệt|tối)\s*mật|mật"
    r"|(?:tuyöt|tèi)\s*mët|mët"
    r"|(?:tuyeät|toái)\s*maät|maät)"
)
_KEY = r"(?:(?:mức\s*)?độ\s*(?:bảo\s*)?mật|®é\s*mët|§é\s*mët|ñoä\s*maät)"
# How the entry is called where it names the stamp itself: "Dấu chỉ độ mật: Tối mật".
_KEY_OF_STAMP = (
    rf"(?:(?:(?:đóng\s*)?dấu|dấu\s*chỉ|chỉ)\s*)?(?:{_KEY})(?:\s*(?:của\s*)?(?:văn\s*bản|tài\s*liệu))?"
)
_OTHER_STAMPS = (
    r"(?:(?:văn\s*bản|tài\s*liệu)\s+(?:tuyệt\s*mật|tối\s*mật|mật)"
    r"|bản\s*sao\s*bí\s*mật\s*nhà\s*nước"
    r"|chỉ\s*người\s*có\s*tên\s*mới\s*được\s*(?:bóc\s*bì|xem))"
)
_LOOSE = r"[\s*_#.,;:：!–—~•■□☒☑✓'\"“”\[\](){}<>|-]*"
_STAMP = re.compile(
    rf"{_LOOSE}(?:{_KEY_OF_STAMP}{_LOOSE})?(?:{_LEVEL}|{_OTHER_STAMPS}){_LOOSE}", re.IGNORECASE
)
_KEYED = re.compile(rf"{_LOOSE}{_KEY}\s*[:：](?P<value>.*)", re.IGNORECASE | re.DOTALL)
_OPEN_VALUE = re.compile(
    r"\W*(?:không(?:\s+(?:có|mật))?|thường|bình\s*thường|công\s*khai|none|no)\W*", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\t|\s{2,}|[|()\[\]{}/]|(?:\s[-–—]\s)")
_LETTERS_APART = re.compile(r"(?<!\w)(?:\w\s){2,}\w(?!\w)")
_LONGEST_STAMP = 60
# Beside the format characters (Cf): the grapheme joiner and the variation selectors, which are marks to Unicode.
_WITHOUT_ROOM = frozenset("\u034f\u180b\u180c\u180d" + "".join(map(chr, range(0xFE00, 0xFE10))))

# Marks are printed in capitals or with a capital; lower-case words are the end of a wrapped sentence, or goods (honey).
_LOWER_CASE = re.compile(
    rf"{_LOOSE}(?:mật|mët|maät|tối\s*mật|tuyệt\s*mật|văn\s*bản|tài\s*liệu|bản\s*sao|chỉ).*", re.DOTALL
)
# "BÍ MẬT NHÀ NƯỚC" alone is a stamp, but also the second line of a title about protecting state secrets.
_STATE_SECRET = re.compile(rf"{_LOOSE}BÍ\s*MẬT\s*NHÀ\s*NƯỚC{_LOOSE}")
_ABOUT_SECRETS = re.compile(
    r"(?:bảo\s*vệ|giữ(?:\s*gìn)?|lộ|danh\s*mục|pháp\s*luật|công\s*tác|về|thông\s*tin|vi\s*phạm|quản\s*lý|luật|và|của|,)\s*$",
    re.IGNORECASE,
)

_NAME_STAMP = re.compile(
    r"(?<![^\W_])(?:tuyệt[\W_]*mật|tối[\W_]*mật|tuyet[\W_]+mat|toi[\W_]+mat|độ[\W_]*mật)(?![^\W_])",
    re.IGNORECASE,
)
_NAME_BRACKET = re.compile(r"[(\[{]\s*(?:mật|mat)\s*[)\]}]", re.IGNORECASE)
_NAME_WORD = re.compile(r"(?<![^\W_])(?:MẬT|Mật)(?![^\W_])")
_BEFORE_ORDINARY = re.compile(r"(?:bí|bảo|cơ|thân|cẩn|trật|nước|hồ|dịch|túi|ống)[\W_]*$", re.IGNORECASE)
_AFTER_ORDINARY = re.compile(r"^[\W_]*(?:mã|khẩu|độ|ong|thiết|hoa|mía|vụ|ngữ|nghị)(?![^\W_])", re.IGNORECASE)
_STATE_SECRET_COPY = re.compile(r"bản[\W_]*sao[\W_]*bí[\W_]*mật", re.IGNORECASE)
_PROPERTY_KEY = re.compile(
    r"(?:mức)?độ(?:bảo)?mật|do_?mat|classification|security_?level|secrecy", re.IGNORECASE
)


def carries_mark(name: str, glimpse: Glimpse) -> bool:
    """Whether a secrecy mark stands in the file's name, its properties or a place of its text where marks stand."""
    return (
        any(marked_name(each) for each in (name, *glimpse.names))
        or any(marked_property(key, value) for key, value in glimpse.properties)
        or any(marked_piece(piece) for piece in glimpse.pieces)
    )


def marked_name(name: str) -> bool:
    """Whether a file or folder name says that the file is secret."""
    name = _visible(name)
    if _NAME_STAMP.search(name) or _NAME_BRACKET.search(name) or _STATE_SECRET_COPY.search(name):
        return True
    return any(
        not _BEFORE_ORDINARY.search(name[: found.start()]) and not _AFTER_ORDINARY.match(name[found.end() :])
        for found in _NAME_WORD.finditer(name)
    )


def marked_property(key: str, value: str) -> bool:
    """Whether a document property (title, keywords, a custom one) carries a mark."""
    value = _visible(value)
    if _PROPERTY_KEY.fullmatch(_visible(key).replace(" ", "")) and _is_level(value):
        return True
    return any(_is_stamp(part) for part in re.split(r"[;,\n]", value)) or _keyed_secret(value)


def marked_piece(piece: Piece) -> bool:
    """Whether a line, a cell or a text box is a stamp, or holds one where it stands in the head or the foot."""
    text = _visible(piece.text).strip()
    if "\n" in text:
        return any(marked_piece(Piece(line, piece.zone)) for line in text.splitlines()) or _is_stamp(text)
    if _is_stamp(text) or (_STATE_SECRET.fullmatch(text) and not _leads_on(piece.follows)):
        return True
    if piece.zone is Zone.BODY:
        return len(text) <= _LONGEST_STAMP and _keyed_secret(text)
    return any(_is_stamp(part) or _keyed_secret(part) for part in _SEPARATOR.split(text))


def marked_lines(lines: Iterable[str], head: int = 15, foot: int = 6) -> bool:
    """The same for the plain lines of a document: the first are its head, the last its foot."""
    return any(marked_piece(piece) for piece in zoned(lines, head=head, foot=foot))


def zoned(lines: Iterable[str], *, head: int = 15, foot: int = 6) -> list[Piece]:
    """Lines that are not empty, told apart by where they stand in the document or on the page."""
    texts = [line for line in lines if line.strip()]
    last = len(texts) - foot
    return [
        Piece(
            text,
            Zone.HEAD if index < head else Zone.FOOT if index >= last else Zone.BODY,
            follows=texts[index - 1] if index else "",
        )
        for index, text in enumerate(texts)
    ]


def _visible(text: str) -> str:
    """The text as it is seen: composed letters, without characters that take no room (soft hyphens, zero-width joiners)."""
    seen = (mark for mark in text if unicodedata.category(mark) != "Cf" and mark not in _WITHOUT_ROOM)
    return unicodedata.normalize("NFC", "".join(seen))


def _is_stamp(text: str) -> bool:
    if len(text) > _LONGEST_STAMP:
        return False
    text = _LETTERS_APART.sub(lambda run: run.group().replace(" ", ""), text)
    return _STAMP.fullmatch(text) is not None and _LOWER_CASE.fullmatch(text) is None


def _leads_on(before: str) -> bool:
    """Whether the line before is about secrets, so that this one continues it."""
    return _ABOUT_SECRETS.search(_visible(before)) is not None


def _is_level(value: str) -> bool:
    return _is_stamp(value) or value.strip().casefold() == "mật" or value.strip().upper() in {"A", "B", "C"}


def _keyed_secret(text: str) -> bool:
    keyed = _KEYED.fullmatch(text.strip())
    return keyed is not None and _OPEN_VALUE.fullmatch(keyed["value"]) is None
