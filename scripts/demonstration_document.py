"""Set the demonstration's plans as Word documents in the layout of Nghị định 30/2020/NĐ-CP, with automatic numbering.

Usage: python scripts/demonstration_document.py    (reads and writes src/nhipcau/workbench/demonstration/)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).resolve().parent.parent / "src/nhipcau/workbench/demonstration"
PLANS = ("ke-hoach-tinh-2026", "ke-hoach-xa-2026")

ROMAN = re.compile(r"^[IVX]+\. ")
DIGIT = re.compile(r"^\d+\. ")
BULLET = re.compile(r"^- ")

NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:suff w:val="space"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
"""


def blocks(text: str) -> Iterator[list[str]]:
    """Blocks of lines, parted by blank lines."""
    for block in re.split(r"\n\s*\n", text.strip()):
        yield block.splitlines()


class OfficialDocument:
    """A Word document being set."""

    def __init__(self) -> None:
        self.word = Document()
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = ALIGN.CENTER
        number._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
        )
        style = self.word.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(14)
        style.paragraph_format.space_after = Pt(6)
        numbering = self.word.part.numbering_part.element
        numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
        )

    def centred(self, lines: list[str]) -> None:
        """Title lines: the type, then the subject."""
        self.word.add_paragraph()
        for line in lines:
            paragraph = self.word.add_paragraph()
            paragraph.alignment = ALIGN.CENTER
            paragraph.add_run(line).bold = True

    def columns(self, left: list[str], right: list[str], *, plain_left: bool = False) -> None:
        """Two columns without rules: the letterhead, or recipients beside the signature."""
        table = self.word.add_table(rows=1, cols=2)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        sides = ((Cm(6.5), left, plain_left), (Cm(10), right, False))
        for cell, (width, lines, plain) in zip(table.rows[0].cells, sides, strict=True):
            cell.width = width
            cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
            for line in lines:
                set_column_line(cell.add_paragraph(), line, plain=plain)

    def paragraph(self, text: str) -> None:
        """Body paragraph: labels of the outline become automatic numbers, letters stay printed."""
        for level, pattern in enumerate((ROMAN, DIGIT, BULLET)):
            if match := pattern.match(text):
                paragraph = self.word.add_paragraph()
                paragraph.add_run(text[match.end() :]).bold = level == 0 or (level == 1 and len(text) < 90)
                properties = paragraph._p.get_or_add_pPr()
                properties.append(
                    parse_xml(
                        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
                    )
                )
                break
        else:
            paragraph = self.word.add_paragraph()
            paragraph.add_run(text).italic = text.startswith(("Căn cứ ", "Thực hiện "))
        paragraph.alignment = ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)


def set_column_line(paragraph: Paragraph, line: str, *, plain: bool) -> None:
    """A line of a two-column block: place and date and "Nơi nhận" in italics, the rest bold unless plain."""
    paragraph.alignment = ALIGN.LEFT if plain else ALIGN.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(line)
    if plain:
        heading = line.startswith("Nơi nhận")
        run.bold, run.italic, run.font.size = heading, heading, Pt(12 if heading else 11)
    else:
        run.italic = ", ngày" in line
        run.bold = not run.italic and not line.startswith("Số:")
        run.font.size = Pt(12 if "CỘNG HÒA" in line else 13)


def set_plan(text: str) -> OfficialDocument:
    """The whole document; the text's first four blocks are the letterhead, the last two or three the closing."""
    document = OfficialDocument()
    parts = list(blocks(text))
    issuer, motto, number, place, title, *body = parts
    document.columns([*issuer, "", *number], [*motto, "", *place])
    document.centred(title)
    start = next(i for i, block in enumerate(body) if block[0].startswith("Nơi nhận"))
    for block in body[:start]:
        for line in block:
            document.paragraph(line)
    recipients, *signature = body[start:]
    signed = [line for block in signature for line in (*block, "")]
    document.columns(recipients, signed[:-1], plain_left=True)
    return document


def main() -> int:
    """Write a .docx beside each text."""
    for name in PLANS:
        text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        set_plan(text).word.save(str(FOLDER / f"{name}.docx"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
