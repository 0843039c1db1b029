"""The letterhead: agency block, national motto, number and symbol, place and date, type and title.

Nghị định 30/2020/NĐ-CP sets the block in two columns; texts taken from pages and saved web pages give
them one after the other, in table cells, or run together on one line. Whatever stands before the first
of these marks (menus, data of a web page) is no part of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vanban.catalog.document_types import LETTER, TITLES
from vanban.grammar.issuer import AGENCY, agency_of
from vanban.model import Line, Span
from vanban.text.labels import LabelKind, label_of
from vanban.text.motto import MOTTO, PARTY, STATE
from vanban.text.normalise import squeeze

_TYPE_OF = {name.upper(): name for name in (*TITLES, LETTER)}
_TYPE_HEAD = re.compile(rf"({'|'.join(sorted(_TYPE_OF, key=len, reverse=True))})\s+(?=[A-ZĐÀ-Ỹ\d“\"(])")
_DRAFT = re.compile(r"^\(?(?:dự thảo|bản thảo)\)?\W*", re.IGNORECASE)

_HEADED = re.compile(rf"{STATE}|{MOTTO}|{PARTY}", re.IGNORECASE)
_SYMBOL = r"[A-ZĐ][A-ZĐƯƠa-zđ]{0,5}(?:[-/.–]\s?[A-ZĐƯƠÔ][\w&.]*)*(?:\s?[-/–]\s?[A-ZĐƯƠÔ][\w&.]*)*"
_NUMBER = re.compile(
    rf"(?:^\W{{0,3}}(?:Số|SỐ)\s*:?|\s(?:Số|SỐ)\s*:)\s*(?P<number>\d[\d ]{{0,7}}(?:/(?:19|20)\d\d)?[a-zA-Z]?)?(?:\s*[….]+\s*)?\s*(?P<join>[-/–]\s?|\s?-)\s?(?P<symbol>{_SYMBOL})"
)
_PLACE_DATE = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][\w.\-]*(?:\s*[-–]\s*[A-ZĐÀ-Ỹ]\w*|\s+[A-ZĐÀ-Ỹ]\w*|\s+phố){0,6}),\s*[Nn]gày\s*(?P<day>\d{1,2})?[\s….]*tháng\s*(?P<month>\d{1,2})?[\s….]*năm\s*(?P<year>\d{4})?"
)
_ABOUT = re.compile(r"^(?:V/v|V/V|Về việc|VỀ VIỆC|Vv)\b\s*:?\s*")
_ADDRESSEES = re.compile(r"^\W*Kính\s+gửi", re.IGNORECASE)
_OPENERS = re.compile(
    r"^(?:Căn cứ|Thực hiện|Triển khai|Theo|Để|Nhằm|Xét|Trên cơ sở|Tiếp tục|Ngày \d|Sau khi|Quán triệt|Kính gửi|Hưởng ứng|Phát huy|Được sự|Năm \d|Trong)\b"
)
_ATTACHED = re.compile(r"^\(?\s*(?:Ban hành\s+)?(?:kèm|Kèm)\s+theo\b|^\(\s*(?:Ban hành|Kèm)", re.IGNORECASE)
_RULE = re.compile(
    r"^(?:[-–—_=*.~…\s]{2,}|\*)$"
)  # a star alone stands under the issuer of the Party's documents
_MARK = re.compile(r"^(?:HỎA TỐC|THƯỢNG KHẨN|KHẨN|XEM XONG TRẢ LẠI|LƯU HÀNH NỘI BỘ)$")
LONGEST_HEAD = 120  # lines among which a letterhead is looked for
LONGEST_TITLE_LINE = 400
LONGEST_MOTTO_LINE = 120  # agency block and motto run together; longer lines only mention the country's name


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head of a document says; `body` is the index of the first line after the title."""

    start: int
    body: int
    agency: str | None
    number: str | None
    symbol: str | None
    own_number: str | None
    place: str | None
    date: date | None
    type: str | None
    title: str | None
    spans: tuple[Span, ...]


def read_letterhead(lines: Sequence[Line]) -> Letterhead:
    """Read the head of a document from its lines."""
    start = _start_of(lines)
    limit = min(len(lines), start + LONGEST_HEAD)
    type_at, kind, rest = _find_type(lines, start, limit)
    stop = type_at if type_at is not None else _first_heading(lines, start, limit)
    head = lines[start:stop]
    number, symbol, own_number, number_span = _number_of(head)
    place, day, date_span = _place_of(head)
    if type_at is None and any(_ABOUT.match(line.text) for line in head):
        kind = LETTER
    title_lines, body = (
        _title_of(lines, type_at, rest, limit) if type_at is not None else _subject_of(lines, start, stop)
    )
    spans = [span for span in (number_span, date_span) if span]
    spans += [lines[i].span for i in range(type_at, body)] if type_at is not None else []
    return Letterhead(
        start=start,
        body=body,
        agency=agency_of(_agency_lines(head)),
        number=number,
        symbol=symbol,
        own_number=own_number,
        place=place,
        date=day,
        type=kind,
        title=squeeze(" ".join(title_lines)).strip(" .:;") or None if title_lines else None,
        spans=tuple(spans),
    )


def _start_of(lines: Sequence[Line]) -> int:
    """The first line of the document itself: the table or the lines around the first motto or number."""
    for at, line in enumerate(lines):
        if len(line.text) <= LONGEST_MOTTO_LINE and _HEADED.search(line.text):
            return _with_agency_before(lines, at)
    for at, line in enumerate(lines[:LONGEST_HEAD]):
        if _NUMBER.search(line.text) or _PLACE_DATE.match(line.text) or type_of_line(line.text)[0]:
            return _with_agency_before(lines, at)
    return 0


def _with_agency_before(lines: Sequence[Line], at: int) -> int:
    """Step back over the lines of the agency block, which stands left of the motto."""
    while at > 0:
        before = lines[at - 1]
        text = before.text
        if not (
            _RULE.match(text)
            or _MARK.match(text)
            or _NUMBER.search(text)
            or _ABOUT.match(text)
            or _PLACE_DATE.match(text)
            or AGENCY.match(text)
            or (text.isupper() and at > 1 and AGENCY.match(lines[at - 2].text))
        ):
            break
        at -= 1
    return at


def type_of_line(text: str) -> tuple[str | None, str]:
    """The document type that a line prints, and the rest of the line where the title follows on it."""
    bare = _DRAFT.sub("", text).strip(" :*.")
    if kind := _TYPE_OF.get(bare):
        return kind, ""
    if kind := _TYPE_OF.get(bare.upper()):
        return (kind, "") if len(bare) < 30 and bare[:1].isupper() and bare.isupper() else (None, "")
    if found := _TYPE_HEAD.match(bare):
        return _TYPE_OF[found[1]], bare[found.end() :]
    return None, ""


def _find_type(lines: Sequence[Line], start: int, limit: int) -> tuple[int | None, str | None, str]:
    for at in range(start, limit):
        kind, rest = type_of_line(lines[at].text)
        if kind:
            return at, kind, rest
        label = label_of(lines[at].text)
        if (
            label and label.kind in (LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.PART)
        ) or _ADDRESSEES.match(lines[at].text):
            break
    return None, None, ""


def _first_heading(lines: Sequence[Line], start: int, limit: int) -> int:
    for at in range(start, limit):
        label = label_of(lines[at].text)
        if label and not label.is_bullet and label.kind is not LabelKind.UPPER:
            return at
        if _ADDRESSEES.match(lines[at].text) or _OPENERS.match(lines[at].text):
            return at
    return limit


def _number_of(head: Sequence[Line]) -> tuple[str | None, str | None, str | None, Span | None]:
    """Number, symbol and both together as printed, without blanks; "07 -KH/BCĐ" and "07/KH-UBND" alike."""
    for line in head:
        found = _NUMBER.search(line.text)
        if found:
            number = found["number"].replace(" ", "") if found["number"] else None
            symbol = re.sub(r"\s*([-/–])\s*", r"\1", found["symbol"]).replace("–", "-").rstrip(".")
            own = f"{number}{found['join'].strip()}{symbol}" if number else None
            return number, symbol, own, Span(line.start + found.start(), line.start + found.end())
    return None, None, None, None


def _place_of(head: Sequence[Line]) -> tuple[str | None, date | None, Span | None]:
    """Place and day of signing; a blank day or month gives no date."""
    for line in head:
        found = _PLACE_DATE.search(line.text)
        if not found:
            continue
        day = None
        if found["day"] and found["month"] and found["year"]:
            try:
                day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                day = None
        return squeeze(found["place"]), day, Span(line.start + found.start(), line.start + found.end())
    return None, None, None


def _agency_lines(head: Sequence[Line]) -> list[str]:
    """Lines of the agency block: capitals on the left, above the number."""
    found: list[str] = []
    for line in head:
        text = _HEADED.sub(" ", line.text)
        number = _NUMBER.search(text)
        text = squeeze(_PLACE_DATE.sub(" ", text[: number.start()] if number else text)).strip(" -–_*.|")
        if _ABOUT.match(text) or _ADDRESSEES.match(text):
            break
        letters = [ch for ch in text if ch.isalpha()]
        if (
            letters
            and sum(ch.isupper() for ch in letters) >= len(letters) * 0.85
            and (found or AGENCY.match(text))
        ):
            found.append(text)
        elif number and found:
            break
    return found


def _title_of(lines: Sequence[Line], type_at: int, rest: str, limit: int) -> tuple[list[str], int]:
    """The lines of the title: up to the preamble, an addressee, a rule or the first heading."""
    title = [rest] if rest else []
    at = type_at + 1
    while at < limit and not _ends_title(lines, at, title, type_at):
        if not _RULE.match(lines[at].text):
            title.append(lines[at].text)
        at += 1
    return title, at


def _ends_title(lines: Sequence[Line], at: int, title: list[str], type_at: int) -> bool:
    line = lines[at]
    text = line.text
    if (
        line.cell != lines[type_at].cell
        or _ADDRESSEES.match(text)
        or _ATTACHED.match(text)
        or len(text) > LONGEST_TITLE_LINE
    ):
        return True
    label = label_of(text)
    if label and (label.kind is not LabelKind.UPPER or (title and text.isupper())):
        return not (label.is_bullet and title and not line.gap)
    if not title:
        return False
    if _RULE.match(text) or (line.gap and text.isupper() and not title[-1].isupper()):
        return True
    was_upper, is_upper = title[-1].isupper(), text.isupper()
    if was_upper and is_upper:
        return line.gap and bool(AGENCY.match(text)) and not title[-1].endswith(("CỦA", "VÀ", ","))
    if text.endswith((":", ";")) or text.startswith("Căn cứ "):
        return True
    if _OPENERS.match(text) and (line.gap or was_upper or len(text) > 150 or text.endswith(".")):
        return True
    if was_upper and text[:1].isupper():
        return True
    return line.gap and (len(text) > 150 or text.endswith((":", ";")) or was_upper)


def _subject_of(lines: Sequence[Line], start: int, stop: int) -> tuple[list[str], int]:
    """The "V/v ..." of an official letter, with the lines that its narrow column is broken into."""
    first = next((at for at in range(start, stop) if _ABOUT.match(lines[at].text)), None)
    if first is None:
        return [], stop
    end = first + 1
    while end < stop and not _ends_subject(lines[end], lines[first]):
        end += 1
    return [line.text for line in lines[first:end]], max(end, stop)


def _ends_subject(line: Line, first: Line) -> bool:
    if line.gap or line.cell != first.cell or _RULE.match(line.text):
        return True
    return bool(_HEADED.search(line.text) or _ADDRESSEES.match(line.text) or _PLACE_DATE.search(line.text))


def running_title(heads: Sequence[Line]) -> tuple[str | None, str | None]:
    """Type and title from the running heads of the pages, for documents that print them only there."""
    best: tuple[str | None, str | None] = (None, None)
    for at, line in enumerate(heads):
        kind, rest = type_of_line(line.text)
        if not kind:
            continue
        title = [rest] if rest else []
        for further in heads[at + 1 :]:
            if not further.text.isupper() or type_of_line(further.text)[0]:
                break
            title.append(further.text)
        text = squeeze(" ".join(title))
        if text and len(text) > len(best[1] or ""):
            best = (kind, text)
    return best
