"""Paragraphs, runs and tables of WordprocessingML as text; every text that comes from outside is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from vanban.text.normalise import clean, squeeze
from vanban.writing.measures import twips

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
NO_BORDERS = "".join(
    f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def printable(text: str) -> str:
    """Text as it goes on paper: composed letters, single blanks, one line."""
    return squeeze(clean(text).replace("\n", " "))


def run(text: str, look: str = "") -> str:
    """A run; `look` holds elements of `w:rPr`."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def runs_of(text: str, look: str = "") -> str:
    """The runs of a text from outside."""
    return run(printable(text), look)


def paragraph(style: str, content: str = "", *, before: str = "", after: str = "") -> str:
    """A paragraph. `before` and `after` are elements of `w:pPr` in the order of the standard: those that come before
    spacing (keepNext, numPr, pBdr, tabs), and spacing, ind, jc and what follows."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{after}</w:pPr>{content}</w:p>'


def numbered(list_and_depth: tuple[int, int]) -> str:
    """The property that puts a paragraph into a list."""
    number, depth = list_and_depth
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def rule(length_mm: float, room_mm: float) -> str:
    """A horizontal line of this length in the middle of the room it stands in."""
    indent = twips(max(0.0, (room_mm - length_mm) / 2))
    return paragraph(
        "VBDuongKe",
        before='<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>',
        after=f'<w:ind w:left="{indent}" w:right="{indent}" w:firstLine="0"/>',
    )


def cell(content: str, width_mm: float, properties: str = "") -> str:
    """A cell; every cell holds a paragraph at least."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width_mm)}" w:type="dxa"/>{properties}</w:tcPr>'
        f"{content or paragraph('VBO')}</w:tc>"
    )


def row(cells: Iterable[str], properties: str = "") -> str:
    """A row; `properties` are elements of `w:trPr`."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(
    rows: Iterable[str],
    widths_mm: Sequence[float],
    *,
    borders: str = NO_BORDERS,
    margin_mm: float = 0.0,
    more: str = "",
) -> str:
    """A table of fixed column widths; `more` are properties between width and borders (`w:jc`)."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths_mm)
    side = f'w:w="{twips(margin_mm)}" w:type="dxa"'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips(width) for width in widths_mm)}" w:type="dxa"/>{more}'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def frame(text: str, width_mm: float, height_mm: float, colour: str) -> str:
    """A mark in a single-line frame, centred; followed by the paragraph that a cell must end with."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="{colour}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    inner = paragraph("VBDauChi", run(text, f'<w:color w:val="{colour}"/>'))
    height = f'<w:trHeight w:val="{twips(height_mm)}" w:hRule="exact"/>'
    one = row([cell(inner, width_mm, '<w:vAlign w:val="center"/>')], height)
    return table([one], [width_mm], borders=borders, more='<w:jc w:val="center"/>') + paragraph("VBDuongKe")
