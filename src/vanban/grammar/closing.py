"""The end of a document: recipients under "Nơi nhận:" and the signature.

Both stand side by side in print. Texts give them in two table cells or one after the other in either
order. A typist's mark or a number of copies after the last recipient ("Lưu: VT, ...") is no recipient.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.catalog.names import SURNAMES, opens_office
from vanban.grammar.letterhead import type_of_line
from vanban.model import Line, Recipient, Signer, Span
from vanban.text.labels import LabelKind, label_of
from vanban.text.normalise import squeeze

_RECIPIENTS = re.compile(r"^\W*(?:Nơi\s+nhận|NƠI\s+NHẬN)\s*[:：]?\s*", re.IGNORECASE)
_ON_BEHALF = re.compile(r"^\W*(?:T\s?/\s?M|TM|T\.M)\s?[./]?\s*(?=[A-ZĐÀ-Ỹ])")
_BY_DELEGATION = re.compile(r"^\W*(?:(?:KT|TL|TUQ|T\.U\.Q)\s?[./]|K/T|T/L)\s*(?=[A-ZĐÀ-Ỹ])")
_INNER_DELEGATION = re.compile(
    r"\s+(?=(?:(?:KT|TL|TUQ)\s?\.|K/T|T/L)\s*[A-ZĐÀ-Ỹ])|(?<=\S)\s+(?=PHÓ\s+(?:CHỦ|TRƯỞNG|GIÁM|CHÁNH|BÍ|TỔNG|CỤC|VIỆN|HIỆU))"
)
_OFFICE = re.compile(
    r"\b(?:CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH|TRƯỞNG|PHÓ|TỔNG|CỤC|VỤ|HIỆU|VIỆN|TƯ LỆNH|CHỈ HUY|CHÍNH ỦY|THỦ TƯỚNG|ỦY VIÊN|UỶ VIÊN|TỔ|ĐỘI|QUYỀN|Q\.)"
)
_MIXED_OFFICE = re.compile(
    r"^(?:Phó\s+)?(?:Chủ tịch|Chủ nhiệm|Giám đốc|Bí thư|Bộ trưởng|Thứ trưởng|Chánh|Trưởng|Tổng|Cục trưởng|Viện trưởng|Hiệu trưởng|Ủy viên|Thủ tướng)\b"
)
_SIGNED = re.compile(
    r"^\W*(?:\(?\s*[Đđ]ã\s+k[ýí]\s*\)?|\[?\s*(?:[Đđ]aky|[Hh]andwritten signature|signature|chữ ký)[^\]]*\]?)\s*[:.]?\s*",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"^(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+|[A-ZĐÀ-Ỹ]['’]?[A-ZĐÀ-Ỹa-zà-ỹđ]{0,8})$")
_RANK = re.compile(
    r"^(?:TS|ThS|PGS|GS|BS|KS|CN|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại úy|Thượng úy)\b\.?[\s,.]*"
)
_KEEP = re.compile(r"^Lưu\b", re.IGNORECASE)
_TYPIST = re.compile(r"^[\w.,\-–_/()\s]{1,24}$")
_RULE = re.compile(r"^[-–—_=*.~…\s]{2,}$")
_INNER_BULLET = re.compile(r"(?<=[;,.])\s+[-–+]\s+(?=\S)")
LONGEST_LINE = 220  # a longer line is running text and ends the block
LONGEST_TITLE = 120
MOST_LINES = 10  # lines of one recipient


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients and signers with the range of lines that they take."""

    start: int
    end: int
    recipients: tuple[Recipient, ...] = ()
    signers: tuple[Signer, ...] = ()


@dataclass
class _Hand:
    """A signature as it is gathered line by line."""

    authority: str | None = None
    titles: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    after_behalf: bool = False


def find_closing(lines: Sequence[Line], first: int) -> Closing | None:
    """The first closing at or after a line, or None."""
    for at in range(first, len(lines)):
        if _opens(lines, at):
            start = _start_of_table(lines, at)
            return _read(lines, start)
    return None


def _opens(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if len(text) > LONGEST_LINE:
        return False
    if _RECIPIENTS.match(text) and (":" in text or len(text) < 14):
        return True
    return bool(_ON_BEHALF.match(text) or _BY_DELEGATION.match(text)) and text[:40].upper() == text[:40]


def _start_of_table(lines: Sequence[Line], at: int) -> int:
    cell = lines[at].cell
    while (
        at
        and cell
        and (before := lines[at - 1].cell)
        and before.table == cell.table
        and before.row == cell.row
    ):
        at -= 1
    return at


def _read(lines: Sequence[Line], start: int) -> Closing:
    recipients: list[tuple[str, list[Span]]] = []
    signers: list[Signer] = []
    hand = _Hand()
    listing = kept = bulleted = False
    at = start
    place = lines[start].cell
    while at < len(lines) and not _ends(lines, at, start, bool(signers)):
        line = lines[at]
        if line.cell != place:
            place, hand, listing = line.cell, _Hand(), False
        at += 1
        if _RULE.match(line.text):
            continue
        if found := _RECIPIENTS.match(line.text):
            listing, kept = True, False
            rest = line.text[found.end() :]
            if rest:
                recipients += [(part, [line.span]) for part in _parts(rest)]
            continue
        label = label_of(line.text)
        if listing and label and label.is_bullet:
            recipients += [(part, [line.span]) for part in _parts(line.text)]
            bulleted = True
            kept = bool(_KEEP.match(recipients[-1][0]))
            continue
        if listing and not _signs(line.text):
            if _is_unmarked(recipients, bulleted):
                recipients.append((line.text, [line.span]))
                kept = bool(_KEEP.match(line.text))
            else:
                _go_on(recipients, line, kept)
            continue
        listing = False if _signs(line.text) else listing
        hand = _sign(hand, line, signers)
    if hand.titles and not signers:
        _name_in_capitals(hand, signers)
    found_recipients = tuple(
        Recipient(text, tuple(spans))
        for raw, spans in recipients
        if (text := raw.strip(" ;,.-–+*")) and not _RULE.match(text)
    )
    return Closing(start, at, found_recipients, tuple(signers))


def _is_unmarked(recipients: list[tuple[str, list[Span]]], bulleted: bool) -> bool:
    """Whether the next line of a list without bullets is a recipient of its own."""
    if not recipients:
        return True
    last = recipients[-1][0].rstrip()
    return not bulleted and last.endswith((";", ",")) and not _KEEP.match(last)


def _parts(text: str) -> list[str]:
    """Recipients run together on one line: "- Như trên; - Lưu: VT."."""
    label = label_of(text)
    bare = text[label.content :] if label and label.is_bullet else text
    return [part for part in _INNER_BULLET.split(bare) if part.strip()]


def _go_on(recipients: list[tuple[str, list[Span]]], line: Line, kept: bool) -> None:
    """A line without bullet goes on with the recipient above, unless the list is over."""
    text, spans = recipients[-1]
    if len(spans) >= MOST_LINES:
        return
    if kept and not text.rstrip().endswith(",") and (_TYPIST.match(line.text) or text.rstrip().endswith(".")):
        return
    recipients[-1] = (f"{text} {line.text}", [*spans, line.span])


def _ends(lines: Sequence[Line], at: int, start: int, signed: bool) -> bool:
    """Whether a line is past the closing: an annex, an attached plan, a heading, running text."""
    if at == start:
        return False
    line, text = lines[at], lines[at].text
    first = lines[start].cell
    if first and (line.cell is None or line.cell.table != first.table):
        return bool(signed) or not _goes_with_signature(text) or (line.cell is not None and not _signs(text))
    if len(text) > LONGEST_LINE or type_of_line(text)[0]:
        return True
    label = label_of(text)
    if label is None:
        return (
            signed
            and not _signs(text)
            and not _RECIPIENTS.match(text)
            and not is_name(text)
            and len(text) > 30
        )
    return label.kind in (
        LabelKind.ANNEX,
        LabelKind.ROMAN,
        LabelKind.PART,
        LabelKind.ARTICLE,
        LabelKind.NUMBER,
    )


def _goes_with_signature(text: str) -> bool:
    return _signs(text) or is_name(text)


def _signs(text: str) -> bool:
    """Whether a line belongs to a signature: an authority, an office in capitals, "Đã ký", a name."""
    if _ON_BEHALF.match(text) or _BY_DELEGATION.match(text) or _SIGNED.match(text):
        return True
    letters = [ch for ch in text if ch.isalpha()]
    capitals = bool(letters) and sum(ch.isupper() for ch in letters) >= len(letters) * 0.8
    return (capitals and bool(_OFFICE.search(text)) and len(text) < LONGEST_TITLE) or is_name(text)


def is_name(text: str) -> bool:
    """A person's name alone on a line: two to six capitalised words, none of an office or a unit."""
    bare = _RANK.sub("", _SIGNED.sub("", text)).strip(" .")
    words = bare.split()
    if not 2 <= len(words) <= 6 or any(ch.isdigit() for ch in bare) or bare.isupper():
        return False
    if _MIXED_OFFICE.match(bare) or opens_office(words) or bare.endswith((":", ";", ",")):
        return False
    return all(_NAME_WORD.match(word) for word in words)


def _sign(hand: _Hand, line: Line, signers: list[Signer]) -> _Hand:
    """Take one line of a signature; a name completes it."""
    for part in (one for whole in _INNER_DELEGATION.split(line.text) for one in _office_and_name(whole)):
        text = squeeze(part).strip(" *")
        bare = squeeze(_SIGNED.sub("", text))
        if not bare:
            continue
        if _ON_BEHALF.match(text):
            hand.after_behalf = True
        elif _BY_DELEGATION.match(text):
            hand.authority, hand.after_behalf = text, False
            hand.spans.append(line.span)
        elif is_name(bare):
            title = " ".join(hand.titles) or None
            signers.append(Signer(hand.authority, title, bare, (*hand.spans, line.span)))
            hand = _Hand()
        elif _is_title(bare, hand):
            hand.titles.append(bare)
            hand.spans.append(line.span)
            hand.after_behalf = False
    return hand


def _office_and_name(text: str) -> tuple[str, ...]:
    """An office in capitals and the name run together on one line ("GIÁM ĐỐC Lê Văn A")."""
    words = text.split()
    offices = next((at for at, word in enumerate(words) if not word.isupper()), len(words))
    office, name = " ".join(words[:offices]), " ".join(words[offices:])
    return (office, name) if _OFFICE.search(office) and is_name(name) else (text,)


def _is_title(text: str, hand: _Hand) -> bool:
    """A line of the office: in capitals, or a word that joins two offices; not the rest of a "TM." line."""
    if hand.after_behalf and not _OFFICE.search(text):
        return False
    return len(text) < LONGEST_TITLE and (
        text.isupper() or bool(_MIXED_OFFICE.match(text)) or (bool(hand.titles) and text.islower())
    )


def _name_in_capitals(hand: _Hand, signers: list[Signer]) -> None:
    """A name printed in capitals is told by its family name."""
    last = hand.titles[-1].split()
    if 2 <= len(last) <= 5 and last[0] in SURNAMES:
        title = " ".join(hand.titles[:-1]) or None
        signers.append(Signer(hand.authority, title, hand.titles[-1], tuple(hand.spans)))
