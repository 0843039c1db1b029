"""What was read from a document → an official document that can be written again.

Labels that follow one another become automatic numbers; others are kept as printed. Tables come back with their head,
annexes with their sheets. Not taken over: pictures, what stands in the margins of pages, and any signature
but the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from vanban.catalog.document_types import TITLES, is_party_symbol
from vanban.model import Document, Line, LineKind, SourceDocument
from vanban.text.labels import Label, LabelKind, label_of
from vanban.text.motto import PARTY
from vanban.writing.documents import (
    Annex,
    Block,
    Column,
    Heading,
    Layout,
    Level,
    OfficialDocument,
    Orientation,
    Paragraph,
    Point,
    Row,
    RowKind,
    Signature,
    Table,
)
from vanban.writing.measures import Align

_LEVELS = {
    LabelKind.ROMAN: Level.ROMAN, LabelKind.ARTICLE: Level.ARTICLE, LabelKind.LETTER: Level.LETTER, LabelKind.DASH: Level.DASH,
    LabelKind.PLUS: Level.PLUS, LabelKind.STAR: Level.STAR, LabelKind.UPPER: Level.ROMAN,
}  # fmt: skip
_NUMBERS = (Level.NUMBER, Level.NUMBER2, Level.NUMBER3)
_PARTY = re.compile(PARTY)
_PARTY_NUMBER = re.compile(r"^\W{0,3}Số\s+\d*\s*-\s*[A-ZĐ][A-Za-zĐ]*/")
"""No colon, a hyphen after the number, a stroke before the body."""
_RECIPIENTS = re.compile(r"^\W*Nơi\s+nhận\b", re.IGNORECASE)
_AUTHORITY = re.compile(r"^\W*(?:TM|T/M|Q|KT|K/T|TL|T/L|TUQ|TTQ)\s?\.?\s?[A-ZĐ]")
_BASIS = re.compile(r"^(?:Căn cứ|Xét|Theo đề nghị)\b")
_ADDRESSED = re.compile(r"^\W*Kính\s+gửi\s*:?\s*", re.IGNORECASE)
_CARRIED = re.compile(r"^\(\s*(?:Ban hành\s+)?kèm\s+theo\b", re.IGNORECASE)
_MARK = re.compile(r"^(?:[⁽(]?[⁰¹²³⁴-⁹]+[⁾)]?|\[\d{1,3}\])\s*")
_RULE = re.compile(r"^[-–—_=*.~…\s]+$")
_PLACE = re.compile(r"\s(?=(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s+(?!ủy\b)[A-ZĐÀ-Ỹ])")
_YEAR = re.compile(r",\s*ngày[\s.…\d]*tháng[\s.…\d]*năm\s*(\d{4})")
_TYPES = {name.upper() for name in TITLES}
_MANY_COLUMNS = 5
"""A table of so many columns lies across in an annex."""


def document_of(source: SourceDocument, document: Document) -> OfficialDocument:
    """The official document that these lines and their meaning describe."""
    header = document.header
    lines = [line for line in source.lines if line.kind in (LineKind.BODY, LineKind.CELL)]
    sections = frozenset(span.start for each in document.sections for span in each.spans)
    start = _body_start(lines, document)
    close, end = _closing(lines, document, start)
    party = _is_party(lines, header.symbol)
    reader = _Reader(sections, party=party)
    addressees, start = _addressees(lines, start, close)
    bases, start = _bases(lines, start, close)
    return OfficialDocument(
        type=header.type or "",
        title=header.title or "",
        issuer=_issuer_lines(header.issuer or ""),
        superior=_superior(lines, start, header.issuer or ""),
        symbol=header.symbol or "",
        place=header.place or "",
        layout=Layout.PARTY if party else Layout.STATE,
        number=header.number,
        date=header.date,
        year=None if header.date else _year(lines[:start]),
        addressees=addressees,
        bases=bases,
        body=tuple(reader.blocks(lines[start:close])),
        signature=_signature(lines[close:end], document),
        recipients=tuple(each.text for each in document.recipients),
        annexes=tuple(_annexes(lines[end:], reader)),
        notes=_notes(source),
    )


def _year(head: Sequence[Line]) -> int | None:
    """The year of a date whose day is left blank."""
    found = next((match for line in head if (match := _YEAR.search(line.text))), None)
    return int(found[1]) if found else None


def _notes(source: SourceDocument) -> tuple[str, ...]:
    """Footnotes in order; a note of several paragraphs is one."""
    found: list[str] = []
    for line in source.lines:
        if line.kind is not LineKind.FOOTNOTE:
            continue
        mark = _MARK.match(line.text)
        if mark or not found:
            found.append(line.text[mark.end() :] if mark else line.text)
        else:
            found[-1] = f"{found[-1]} {line.text}"
    return tuple(found)


def _is_party(lines: Sequence[Line], symbol: str | None) -> bool:
    if symbol and is_party_symbol(symbol):
        return True
    return any(_PARTY.search(line.text) or _PARTY_NUMBER.match(line.text) for line in lines[:30])


def _body_start(lines: Sequence[Line], document: Document) -> int:
    """The first line after the head: what was recognised there ends it."""
    last = max((span.end for span in document.header.spans), default=0)
    nodes = [each.spans for each in document.sections] + [each.spans for each in document.tasks]
    firsts = [spans[0].start for spans in nodes if spans]
    if firsts and last > min(firsts):
        last = 0
    at = next((at for at, line in enumerate(lines) if line.start >= last), len(lines))
    while at < len(lines) and (lines[at].cell is not None or _RULE.match(lines[at].text)):
        at += 1
    return at


def _closing(lines: Sequence[Line], document: Document, start: int) -> tuple[int, int]:
    """Where recipients and signature begin and end."""
    spans = [span for recipient in document.recipients for span in recipient.spans]
    spans += [span for signer in document.signers for span in signer.spans]
    if not spans:
        return len(lines), len(lines)
    low, high = min(span.start for span in spans), max(span.end for span in spans)
    found = [at for at, line in enumerate(lines) if at >= start and low <= line.start < high]
    if not found:
        return len(lines), len(lines)
    first, last = found[0], found[-1]
    cell = lines[first].cell
    table = cell.table if cell is not None else None
    while first > start and _closes(lines[first - 1], table):
        first -= 1
    while last + 1 < len(lines) and (cell := lines[last + 1].cell) is not None and cell.table == table:
        last += 1
    return first, last + 1


def _closes(line: Line, table: int | None) -> bool:
    if line.cell is not None:
        return line.cell.table == table
    return bool(_RECIPIENTS.match(line.text) or _AUTHORITY.match(line.text) or line.text.isupper())


def _issuer_lines(name: str) -> tuple[str, ...]:
    """A council's name is broken before its place."""
    return tuple(_PLACE.split(name, maxsplit=1)) if name.startswith(("Ủy ban", "Hội đồng")) else (name,)


def _superior(lines: Sequence[Line], start: int, issuer: str) -> tuple[str, ...]:
    """Lines in capitals above the issuer in the left column."""
    if not issuer:
        return ()
    first = issuer.upper().split()
    found: list[str] = []
    for line in lines[:start]:
        text = line.text.strip()
        if not text.isupper() or (line.cell is not None and line.cell.column > 0) or _RULE.match(text):
            break
        if text.split()[:2] == first[:2]:
            return tuple(found)
        found.append(text)
    return ()


def _addressees(lines: Sequence[Line], start: int, end: int) -> tuple[tuple[str, ...], int]:
    if start >= end or not (found := _ADDRESSED.match(lines[start].text)):
        return (), start
    rest = lines[start].text[found.end() :].strip(" ;.")
    names = [rest] if rest else []
    at = start + 1
    while not rest and at < end and (label := label_of(lines[at].text)) and label.kind is LabelKind.DASH:
        names.append(lines[at].text[label.content :].strip(" ;."))
        at += 1
    return tuple(names), at


def _bases(lines: Sequence[Line], start: int, end: int) -> tuple[tuple[str, ...], int]:
    found: list[str] = []
    at = start
    while at < end and _is_basis(lines[at].text.rstrip()):
        found.append(lines[at].text.rstrip(" ;."))
        at += 1
    return tuple(found), at


def _is_basis(text: str) -> bool:
    if _BASIS.match(text):
        return text.endswith((";", "."))
    return text.startswith(("Thực hiện ", "Triển khai ")) and text.endswith(";")


def _signature(lines: Sequence[Line], document: Document) -> Signature | None:
    """The first signature, with the "TM." line that the reading leaves out."""
    behalf = [line.text.strip() for line in lines if re.match(r"^\W*T/?M\b", line.text.strip())]
    if not document.signers:
        return Signature(tuple(behalf)) if behalf else None
    signer = document.signers[0]
    authority = [*behalf[:1], *([signer.authority] if signer.authority else [])]
    title = (signer.title or "").replace(" kiêm ", "\nkiêm\n")
    return Signature(tuple(authority), title, signer.name)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Lines → blocks; `sections` are the offsets of lines that are headings."""

    sections: frozenset[int]
    party: bool

    def blocks(self, lines: Sequence[Line]) -> Iterator[Block]:
        for table, members in groupby(lines, key=lambda line: line.cell.table if line.cell else None):
            if table is None:
                yield from _joined(block for line in members if (block := self._block(line)))
            elif found := _table(list(members)):
                yield found

    def _block(self, line: Line) -> Block | None:
        if not line.text.strip() or _RULE.match(line.text):
            return None
        label = label_of(line.text)
        if label is None or label.kind is LabelKind.ANNEX:
            align = Align.CENTRE if line.centred else Align.JUSTIFIED
            return Paragraph(line.text, align, bold=line.bold, italic=line.italic)
        level, printed = self._level(label, line.text)
        text = line.text[label.content :].strip()
        if line.start in self.sections:
            return Heading(level, text, printed)
        return Point(level, text, printed)

    def _level(self, label: Label, text: str) -> tuple[Level, str]:
        """The level, and the label as a list of it would print it."""
        if label.kind is LabelKind.PART:
            return (Level.CHAPTER if label.text.lower().startswith("chương") else Level.PART), label.text
        if label.kind is LabelKind.NUMBER:
            return _NUMBERS[min(label.depth, len(_NUMBERS)) - 1], f"{label.text}."
        level = _LEVELS[label.kind]
        if label.kind is LabelKind.ROMAN:
            return level, f"{label.text}-" if self.party else f"{label.text}."
        if label.kind is LabelKind.LETTER:
            return level, f"{label.text})"
        if label.is_bullet:
            return level, label.text
        return level, text[: label.content].strip() if label.kind is LabelKind.UPPER else f"{label.text}."


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with items that the end of a page had cut put together again."""
    last: Block | None = None
    for block in blocks:
        if (
            isinstance(block, Paragraph)
            and isinstance(last, Paragraph | Point)
            and _goes_on(last.text, block.text)
        ):
            last = replace(last, text=f"{last.text} {block.text}")
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _goes_on(before: str, after: str) -> bool:
    return after[:1].islower() and not before.rstrip().endswith((".", ";", ":", "…"))


def _table(lines: list[Line]) -> Table | None:
    """Cells → rows; the first row is the head."""
    rows: dict[int, dict[int, list[str]]] = {}
    spans: dict[tuple[int, int], int] = {}
    for line in lines:
        if line.cell is None:
            continue
        cell = line.cell
        rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(line.text)
        spans[cell.row, cell.column] = cell.column_span
    if not rows:
        return None
    count = max(column + span for (_, column), span in spans.items())
    texts = {
        row: tuple("\n".join(cells.get(column, [])).strip() for column in range(count))
        for row, cells in rows.items()
    }
    head, *body = sorted(texts)
    shares = [
        max(1.0, *(len(texts[row][column]) for row in body[:40])) if body else 1.0 for column in range(count)
    ]
    smallest = max(shares) / 6
    columns = tuple(
        Column(title.replace("\n", " "), max(share, smallest))
        for title, share in zip(texts[head], shares, strict=True)
    )
    return Table(columns, tuple(_row(texts[row], row, spans) for row in body))


def _row(texts: tuple[str, ...], row: int, spans: dict[tuple[int, int], int]) -> Row:
    widest = max((span for (at, _), span in spans.items() if at == row), default=1)
    if len(texts) > 2 and widest >= len(texts) - 1:
        only = [text for text in texts if text]
        return Row(tuple(only) if len(only) == 2 else ("", *only[:1]), RowKind.GROUP)
    return Row(texts)


def _annexes(lines: Sequence[Line], reader: _Reader) -> Iterator[Annex]:
    """Annexes and attached plans: each begins at its label or at the type that it prints."""
    starts = [at for at, line in enumerate(lines) if _opens_annex(line)]
    for number, at in enumerate(starts):
        members = lines[at : starts[number + 1] if number + 1 < len(starts) else len(lines)]
        yield _annex(members, reader)


def _opens_annex(line: Line) -> bool:
    text = line.text.strip(" *:")
    label = label_of(text)
    return bool(label and label.kind is LabelKind.ANNEX) or text in _TYPES


def _annex(lines: Sequence[Line], reader: _Reader) -> Annex:
    first = lines[0].text.strip(" *:")
    label = label_of(first)
    printed = label.text if label and label.kind is LabelKind.ANNEX else first
    rest = first[label.content :] if label and label.kind is LabelKind.ANNEX else ""
    title = [rest] if rest and not _CARRIED.match(rest) else []
    at = 1
    while at < len(lines) and lines[at].cell is None and label_of(lines[at].text) is None:
        text = lines[at].text.strip()
        if len(title) and not (text.isupper() or lines[at].centred) and not _CARRIED.match(text):
            break
        if not _CARRIED.match(text) and not _RULE.match(text):
            title.append(text)
        at += 1
        if _CARRIED.match(text):
            break
    body = tuple(reader.blocks(lines[at:]))
    wide = any(isinstance(block, Table) and len(block.columns) >= _MANY_COLUMNS for block in body)
    return Annex(" ".join(title), body, printed, Orientation.LANDSCAPE if wide else Orientation.PORTRAIT)
