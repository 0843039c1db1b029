"""The blocks of a body, of the document itself or of an annex."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from vanban.writing.documents import (
    Block,
    Heading,
    Level,
    PageBreak,
    Paragraph,
    Picture,
    Point,
    Row,
    RowKind,
    Table,
)
from vanban.writing.markup import cell, numbered, paragraph, printable, row, run, runs_of, table
from vanban.writing.measures import Align, Part, Rules
from vanban.writing.numbering import Outline
from vanban.writing.styles import style_id

_CENTRED = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_MARGIN = 1.5
_FLUSH = '<w:ind w:firstLine="0"/>'

PlacePicture = Callable[[Picture, float], str]
"""Puts a picture into the file; gives the run that shows it no wider than so many millimetres."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the blocks of one body share."""

    rules: Rules
    outline: Outline
    width: float
    place_picture: PlacePicture


AFTER_TABLE = paragraph("VBDuongKe", after='<w:spacing w:before="80" w:after="0"/>')
"""Parts a table from what follows it."""


def blocks(body: Iterable[Block], setting: Setting) -> str:
    """All blocks in order."""
    return "".join(_block(each, setting) for each in body)


def _block(block: Block, setting: Setting) -> str:
    match block:
        case Heading():
            return _heading(block, setting)
        case Point():
            return _labelled(style_id(Part.BODY), block, printable(block.text), setting)
        case Paragraph():
            return text_paragraph(block)
        case Table():
            return _table(block, setting)
        case Picture():
            return _picture(block, setting)
        case PageBreak():
            return paragraph("VBDuongKe", before="<w:pageBreakBefore/>")


def text_paragraph(block: Paragraph) -> str:
    """Running text without a label; only justified text is indented."""
    text = printable(block.text)
    if not text:
        return ""
    look = ("<w:b/><w:bCs/>" if block.bold else "") + ("<w:i/><w:iCs/>" if block.italic else "")
    place = "" if block.align is Align.JUSTIFIED else f'{_FLUSH}<w:jc w:val="{block.align}"/>'
    return paragraph(style_id(Part.BODY), run(text, look), after=place)


def _part_of(level: Level) -> Part:
    if level in _CENTRED:
        return Part.CHAPTER
    return {Level.ROMAN: Part.ROMAN, Level.ARTICLE: Part.ARTICLE}.get(level, Part.NUMBERED)


def _heading(block: Heading, setting: Setting) -> str:
    part = _part_of(block.level)
    text = printable(block.text)
    if part is Part.ROMAN or block.level in (Level.PART, Level.CHAPTER):
        text = text.upper()
    if part is Part.CHAPTER and text:
        return _labelled(style_id(part), block, text, setting, before_text="<w:r><w:br/></w:r>")
    return _labelled(style_id(part), block, text, setting)


def _labelled(style: str, block: Heading | Point, text: str, setting: Setting, before_text: str = "") -> str:
    label = setting.outline.label_of(block)
    if label.list is not None:
        return paragraph(style, before_text + run(text), before=numbered(label.list))
    typed = printable(label.typed)
    if before_text:
        return paragraph(style, run(typed) + (before_text if typed else "") + run(text))
    return paragraph(style, run(f"{typed} {text}".strip()))


def _table(block: Table, setting: Setting) -> str:
    shares = sum(column.share for column in block.columns) or 1.0
    widths = [setting.width * column.share / shares for column in block.columns]
    head = row(
        [
            cell(
                _cell_text(column.title, Align.CENTRE, "<w:b/><w:bCs/>"), width, '<w:vAlign w:val="center"/>'
            )
            for column, width in zip(block.columns, widths, strict=True)
        ],
        "<w:cantSplit/><w:tblHeader/>",
    )
    rows = [head, *(_row(each, block, widths) for each in block.rows)]
    caption = paragraph(style_id(Part.CAPTION), runs_of(block.caption)) if block.caption.strip() else ""
    return caption + table(rows, widths, borders=_BORDERS, margin_mm=_CELL_MARGIN) + AFTER_TABLE


def _row(each: Row, block: Table, widths: list[float]) -> str:
    count = len(block.columns)
    texts = [*each.cells[:count], *[""] * (count - len(each.cells))]
    if each.kind is RowKind.GROUP and count > 1 and not any(text.strip() for text in texts[2:]):
        label = cell(_cell_text(texts[0], Align.CENTRE, "<w:b/><w:bCs/>"), widths[0])
        span = f'<w:gridSpan w:val="{count - 1}"/>'
        heading = cell(_cell_text(texts[1], Align.LEFT, "<w:b/><w:bCs/>"), sum(widths[1:]), span)
        return row([label, heading], "<w:cantSplit/>")
    look = "" if each.kind is RowKind.PLAIN else "<w:b/><w:bCs/>"
    cells = (
        cell(_cell_text(text, column.align, look), width)
        for text, column, width in zip(texts, block.columns, widths, strict=True)
    )
    return row(cells, "<w:cantSplit/>")


def _cell_text(text: str, align: Align, look: str = "") -> str:
    place = f'<w:jc w:val="{align}"/>'
    lines = [line for line in text.split("\n") if line.strip()] or [""]
    return "".join(paragraph(style_id(Part.CELL), runs_of(line, look), after=place) for line in lines)


def _picture(block: Picture, setting: Setting) -> str:
    shown = setting.place_picture(block, min(block.width_mm or setting.width, setting.width))
    caption = runs_of(block.caption)
    keep = "<w:keepNext/>" if caption else ""
    picture = paragraph(style_id(Part.CAPTION), shown, before=keep)
    return picture + (paragraph(style_id(Part.CAPTION), caption) if caption else "")
