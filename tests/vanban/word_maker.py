"""Turns the lines of a plan into a Word file the way an office sets it.

Labels become automatic numbers where Word would print the same label, marks of notes become footnotes,
letterhead and signature stand in tables of two columns, the title is centred over soft breaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.vanban.reading.ooxml import abstract, cell, docx, level, num, p, row, run
from vanban.model.source import Line, LineKind, SourceDocument
from vanban.text.numerals import int_to_letter, roman_to_int

LABEL = re.compile(
    r"(?:(?P<roman>[IVX]+)(?P<roman_end>[.-])|(?P<parent>\d{1,2})\.(?P<child>\d{1,2})\.|(?P<decimal>\d{1,2})(?P<decimal_end>[.)])"
    r"|(?P<letter>[a-z])\)|(?P<bullet>[-+*]))\s+(?=\S)"
)
LETTERHEAD = re.compile(r"^(?:ỦY BAN NHÂN DÂN|TỈNH |CỘNG HÒA|Độc lập|Số[: ]|.{2,40}, ngày .* tháng)")
RIGHT_SIDE = re.compile(r"^(?:CỘNG HÒA|Độc lập|.{2,40}, ngày )")
MARK = re.compile(r"⁽[⁰¹²³⁴-⁹]+⁾")
TITLE_END = re.compile(r"^(?:Căn cứ|Thực hiện|Theo|Nhằm|Để)")

BODY_STYLE = '<w:jc w:val="both"/><w:ind w:firstLine="720"/><w:spacing w:after="120"/>'
CENTRED = '<w:jc w:val="center"/>'
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" '
    'w:header="567" w:footer="567" w:gutter="0"/>'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    'w:cs="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Note"><w:name w:val="footnote text"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
)
INDENT = '<w:suff w:val="space"/>'
FORMATS = {
    "upperRoman.": level(0, "upperRoman", "%1.", INDENT),
    "upperRoman-": level(0, "upperRoman", "%1-", INDENT),
    "decimal)": level(0, "decimal", "%1)", INDENT),
    "lowerLetter)": level(0, "lowerLetter", "%1)", INDENT),
    "outline": level(0, "decimal", "%1.", INDENT) + level(1, "decimal", "%1.%2.", INDENT),
    "-": level(0, "bullet", "-", INDENT),
    "+": level(0, "bullet", "+", INDENT),
    "*": level(0, "bullet", "*", INDENT),
}


@dataclass
class Maker:
    """Collects the parts of the file while lines are set."""

    numbers: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Format → (list in use, last number)."""
    lists: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    automatic: int = 0
    children: int = 0
    """Items of the second level below the last one of the first."""

    def new_list(self, form: str, start: int = 1) -> int:
        number = len(self.lists) + 1
        overrides = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        self.lists.append(num(number, list(FORMATS).index(form), overrides))
        return number

    def list_for(self, form: str, value: int) -> int:
        """The list that prints this number next."""
        number, last = self.numbers.get(form, (0, -1))
        if value != last + 1 or not number:
            number = self.new_list(form, value)
        self.numbers[form] = (number, value)
        return number

    def numbered(self, text: str) -> tuple[str, str]:
        """Paragraph properties and the text that is left for a line with a label."""
        found = LABEL.match(text)
        if found is None:
            return "", text
        groups = found.groupdict()
        if groups["bullet"]:
            form, depth = groups["bullet"], 0
            number = self.numbers.setdefault(form, (0, 0))[0] or self.new_list(form)
            self.numbers[form] = (number, 0)
        elif groups["parent"]:
            number, last = self.numbers.get("outline", (0, 0))
            if last != int(groups["parent"]) or int(groups["child"]) != self.children + 1:
                return "", text
            self.children, depth = self.children + 1, 1
        else:
            kind, value = self.kind_and_value(groups)
            kind = "outline" if kind == "decimal." else kind
            if value is None or kind not in FORMATS:
                return "", text
            number, depth = self.list_for(kind, value), 0
            self.children = 0 if kind == "outline" else self.children
        self.automatic += 1
        properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        return properties, text[found.end() :]

    @staticmethod
    def kind_and_value(groups: dict[str, str | None]) -> tuple[str, int | None]:
        if groups["roman"]:
            return f"upperRoman{groups['roman_end']}", roman_to_int(groups["roman"])
        if groups["decimal"]:
            return f"decimal{groups['decimal_end']}", int(groups["decimal"])
        letter = groups["letter"] or ""
        value = ord(letter) - ord("a") + 1
        return "lowerLetter)", value if int_to_letter(value) == letter else None

    def runs(self, text: str, notes: dict[str, str], look: str = "") -> str:
        """Text with its marks as references to footnotes."""
        parts: list[str] = []
        place = 0
        for found in MARK.finditer(text):
            if found.group() not in notes:
                continue
            parts.append(run(text[place : found.start()], look))
            identity = len(self.notes) + 1
            reference = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            note = p(reference + run(" " + notes.pop(found.group())), '<w:pStyle w:val="Note"/>')
            self.notes.append(f'<w:footnote w:id="{identity}">{note}</w:footnote>')
            parts.append(
                '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                f'<w:footnoteReference w:id="{identity}"/></w:r>'
            )
            place = found.end()
        parts.append(run(text[place:], look))
        return "".join(parts)


def two_columns(left: list[str], right: list[str], widths: tuple[int, int], look: str) -> str:
    """A table without lines, as letterheads and signatures are set."""
    cells = [
        cell(
            "".join(p(run(text, look), properties) for text in side) or p(""),
            f'<w:tcW w:w="{width}" w:type="dxa"/>',
        )
        for side, properties, width in ((left, "", widths[0]), (right, CENTRED, widths[1]))
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{row(*cells)}</w:tbl>'


def word_file(source: SourceDocument) -> tuple[bytes, int]:
    """The .docx of a plan, and how many of its labels are automatic."""
    maker = Maker()
    lines = [line for line in source.lines if line.kind is LineKind.BODY]
    notes = _footnotes(source.lines)
    head = _head_end(lines)
    title = next((i for i in range(head, len(lines)) if TITLE_END.match(lines[i].text)), head)
    foot = next((i for i, line in enumerate(lines) if line.text.startswith("Nơi nhận")), len(lines))
    body: list[str] = []
    if head:
        sides: tuple[list[str], list[str]] = ([], [])
        for line in lines[:head]:
            sides[bool(RIGHT_SIDE.match(line.text))].append(line.text)
        body.append(two_columns(*sides, (3600, 5900), '<w:sz w:val="26"/>'))
    if title > head:
        texts = [line.text for line in lines[head:title]]
        body.append(p("<w:r><w:br/></w:r>".join(run(text, "<w:b/>") for text in texts), CENTRED))
    for line in lines[title:foot]:
        properties, text = maker.numbered(line.text)
        bold = "<w:b/>" if line.text[:1] in "IVX" and properties else ""
        body.append(p(maker.runs(text, notes, bold), properties + BODY_STYLE))
    if foot < len(lines):
        end = _recipients_end(lines, foot)
        sides = ([line.text for line in lines[foot:end]], [line.text for line in lines[end:]])
        body.append(two_columns(*sides, (4600, 4900), '<w:sz w:val="24"/>'))
    abstracts = "".join(abstract(index, levels) for index, levels in enumerate(FORMATS.values()))
    numbering = abstracts + "".join(maker.lists)
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    parts = {"numbering": numbering, "styles": STYLES, "header": p(number, CENTRED), "page": PAGE}
    if maker.notes:
        parts["footnotes"] = "".join(maker.notes)
    return docx("".join(body), **parts), maker.automatic


def _footnotes(lines: tuple[Line, ...]) -> dict[str, str]:
    """Notes that stand in the text as lines of their own, by mark."""
    found = {}
    for line in lines:
        mark = MARK.match(line.text)
        if line.kind is LineKind.FOOTNOTE and mark is not None:
            found[mark.group()] = line.text[mark.end() :].strip()
    return found


def _head_end(lines: list[Line]) -> int:
    end = 0
    while end < len(lines) and LETTERHEAD.match(lines[end].text):
        end += 1
    return end


def _recipients_end(lines: list[Line], start: int) -> int:
    """The first line of the signature."""
    last = start
    for index in range(start, len(lines)):
        if lines[index].text.startswith(("-", "(")):
            last = index
    return last + 1
