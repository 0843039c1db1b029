"""The head of a document: State or Party heading, issuer, number, place and date, marks, title, addressees, grounds."""

from __future__ import annotations

from vanban.writing.documents import Layout, OfficialDocument
from vanban.writing.markup import cell, frame, paragraph, printable, row, rule, run, runs_of, table
from vanban.writing.measures import (
    CIRCULATION_HEIGHT,
    COLUMNS,
    MARK_RED,
    URGENCY_FRAME,
    Measure,
    Part,
    Rules,
    twips,
)
from vanban.writing.styles import style_id
from vanban.writing.widths import width_mm

STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY_NAME = "ĐẢNG CỘNG SẢN VIỆT NAM"
BLANK = " " * 7
"""Room that a clerk fills in."""


def letterhead(document: OfficialDocument, rules: Rules) -> str:
    """The two columns above the title."""
    left, right = COLUMNS
    first = row([cell(_issuer(document, rules, left), left), cell(_heading(document, rules, right), right)])
    second = row([cell(_number(document, rules, left), left), cell(_place_and_date(document), right)])
    return table([first, second], COLUMNS)


def _lines(part: Part, lines: tuple[str, ...], rules: Rules) -> str:
    capitals = rules.parts[part].capitals
    return "".join(
        paragraph(style_id(part), runs_of(line.upper() if capitals else line))
        for line in lines
        if line.strip()
    )


def _width(text: str, part: Part, rules: Rules, room: float) -> float:
    lettering = rules.parts[part]
    shown = printable(text).upper() if lettering.capitals else printable(text)
    return min(width_mm(shown, lettering.size.chosen, bold=bool(lettering.bold)), room)


def _issuer(document: OfficialDocument, rules: Rules, room: float) -> str:
    superior = _lines(Part.SUPERIOR, document.superior, rules)
    issuer = _lines(Part.ISSUER, document.issuer, rules)
    if document.layout is Layout.PARTY:
        return superior + issuer + paragraph(style_id(Part.ISSUER), runs_of("*"))
    last = document.issuer[-1] if document.issuer else ""
    return superior + issuer + _short_rule(_width(last, Part.ISSUER, rules, room), rules.short_rule, room)


def _short_rule(line: float, share: Measure, room: float) -> str:
    return rule(line * share.chosen, room)


def _heading(document: OfficialDocument, rules: Rules, room: float) -> str:
    if document.layout is Layout.PARTY:
        name = _lines(Part.STATE_NAME, (PARTY_NAME,), rules)
        return name + rule(_width(PARTY_NAME, Part.STATE_NAME, rules, room), room)
    both = _lines(Part.STATE_NAME, (STATE_NAME,), rules) + _lines(Part.MOTTO, (MOTTO,), rules)
    return both + rule(_width(MOTTO, Part.MOTTO, rules, room), room)


def own_number(document: OfficialDocument) -> str:
    """Number and symbol; blanks where the clerk has not given a number, a leading 0 below 10."""
    number = printable(document.number) if document.number else ""
    shown = number.zfill(2) if number.isdigit() else number or BLANK
    return f"{shown}{'-' if document.layout is Layout.PARTY else '/'}{printable(document.symbol)}"


def own_date(document: OfficialDocument) -> str:
    """ "ngày 05 tháng 02 năm 2026": a leading 0 for days below 10 and months 1 and 2; blanks where unknown."""
    if document.date is None:
        return f"ngày{BLANK}tháng{BLANK}năm {document.year or BLANK}".rstrip()
    day = document.date
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _number(document: OfficialDocument, rules: Rules, room: float) -> str:
    word = "Số" if document.layout is Layout.PARTY else "Số:"
    parts = [paragraph(style_id(Part.NUMBER), run(f"{word} {own_number(document)}"))]
    if document.is_letter and document.title.strip():
        subject = printable(document.title)
        shown = subject if subject.startswith(("V/v", "Về việc")) else f"V/v {subject}"
        parts.append(paragraph(style_id(Part.LETTER_SUBJECT), runs_of(shown)))
    if document.urgency:
        width, height = URGENCY_FRAME[document.urgency.value]
        parts += [paragraph("VBDuongKe"), frame(document.urgency.value, width, height, MARK_RED)]
    if document.circulation:
        text = document.circulation.value
        width = _width(text, Part.MARK, rules, room) + 6
        parts += [paragraph("VBDuongKe"), frame(text, width, CIRCULATION_HEIGHT, "000000")]
    return "".join(parts)


def _place_and_date(document: OfficialDocument) -> str:
    place = printable(document.place)
    return paragraph(style_id(Part.PLACE_DATE), run(f"{place}, {own_date(document)}"))


def title_block(document: OfficialDocument, rules: Rules) -> str:
    """Type and subject in the middle of the page; nothing for a letter."""
    if document.is_letter:
        return paragraph(style_id(Part.SUPERIOR))
    room = text_width(rules)
    kind = _lines(Part.TYPE, (document.type,), rules)
    subject = _lines(Part.SUBJECT, (document.title,), rules)
    if document.layout is Layout.PARTY:
        return kind + subject + paragraph(style_id(Part.SUBJECT), runs_of("-----")) + _gap()
    line = _last_line(document.title or document.type, Part.SUBJECT, rules, room)
    return kind + subject + rule(line * rules.short_rule.chosen, room) + _gap()


def _last_line(text: str, part: Part, rules: Rules, room: float) -> float:
    """Width of the last line of a text that may take several."""
    lettering = rules.parts[part]
    used = 0.0
    for word in printable(text).split():
        width = width_mm(f" {word}", lettering.size.chosen, bold=bool(lettering.bold))
        used = used + width if used + width <= room else width
    return max(used, 30.0)


def _gap() -> str:
    return paragraph("VBDuongKe", after='<w:spacing w:before="160" w:after="0"/>')


def addressees(document: OfficialDocument, rules: Rules) -> str:
    """ "Kính gửi:", with one receiver on its line, or several below its colon."""
    names = [printable(each).strip(" ;.") for each in document.addressees if each.strip()]
    if not names:
        return ""
    style = style_id(Part.ADDRESSEE)
    if len(names) == 1:
        return paragraph(style, runs_of(f"Kính gửi: {names[0]}"), after='<w:jc w:val="center"/>')
    start = 25.0
    colon = start + width_mm("Kính gửi", rules.parts[Part.ADDRESSEE].size.chosen)
    head = paragraph(style, runs_of("Kính gửi:"), after=f'<w:ind w:left="{twips(start)}"/>')
    ends = [";"] * (len(names) - 1) + ["."]
    indent = f'<w:ind w:left="{twips(colon)}"/>'
    return head + "".join(
        paragraph(style, runs_of(f"- {name}{end}"), after=indent)
        for name, end in zip(names, ends, strict=True)
    )


def bases(document: OfficialDocument) -> str:
    """The grounds in italics, one a line, each ended by ";" and the last by a full stop; a decision's between who
    decides and the word that decides."""
    texts = [printable(each).rstrip(" ;.,") for each in document.bases if each.strip()]
    ends = [";"] * (len(texts) - 1) + ["."] * bool(texts)
    grounds = "".join(
        paragraph(style_id(Part.BASIS), runs_of(text + end)) for text, end in zip(texts, ends, strict=True)
    )
    if not document.decider:
        return grounds
    style = style_id(Part.CHAPTER)
    decides = paragraph(style, runs_of(f"{document.type}:".upper()))
    return paragraph(style, runs_of(document.decider.upper())) + grounds + decides


def text_width(rules: Rules, *, landscape: bool = False) -> float:
    """Width of the type area in millimetres."""
    page = rules.page
    if landscape:
        return page.height.chosen - page.top.chosen - page.bottom.chosen
    return page.width.chosen - page.left.chosen - page.right.chosen
