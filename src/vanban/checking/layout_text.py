"""Rules on running text and on the place of head and close: indent, gaps, line spacing, rules under lines, columns."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.checking.layout_parts import LayoutCase
from vanban.checking.layout_rule import Change, LayoutRule, number, place
from vanban.checking.layout_word import Laid
from vanban.checking.rule import DECREE_30
from vanban.model import Finding, Severity
from vanban.writing.measures import Part

_BODY_SOURCE = f"{DECREE_30}, phụ lục I, phần I, mục II khoản 6"
_INDENT_ROUNDING = 0.6
_LINE_ROUNDING = 0.06
_BODY_STYLE = '<w:name w:val="VB Nội dung"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="0" w:after="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/>'
_FEW = 3
"""Paragraphs, and a fifth of all, from which a habit and not a slip is remarked."""


def _often(wrong: list[Laid], all_: list[Laid]) -> bool:
    return len(wrong) >= min(_FEW, len(all_)) and len(wrong) * 5 >= len(all_) > 0


class Indent(LayoutRule):
    """The first line of a paragraph goes in by 1 or 1.27 cm."""

    id = "layout-indent"
    severity = Severity.INFO
    source = _BODY_SOURCE
    bad = Change("word/styles.xml", _BODY_STYLE, _BODY_STYLE.replace('w:firstLine="720"', 'w:firstLine="0"'))

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        body = [each for each in layout.parts[Part.BODY] if each.align != "center"]
        measure = layout.rules.body.indent
        wrong = [each for each in body if not measure.allows(each.first_line + each.left, _INDENT_ROUNDING)]
        if _often(wrong, body):
            shown = ", ".join(sorted({number(each.first_line + each.left) for each in wrong})[:3])
            yield self.finding(
                f"Dòng đầu của {len(wrong)} đoạn lùi vào {shown} mm; quy định 1 cm hoặc 1,27 cm ({place(measure)}). Hãy đặt lại.",
                f"The first line of {len(wrong)} paragraphs goes in by {shown} mm; it should be 1 or 1.27 cm. Set it anew.",
                layout,
                wrong,
            )


class Gaps(LayoutRule):
    """Paragraphs stand 6 points apart at least."""

    id = "layout-gap"
    severity = Severity.INFO
    source = _BODY_SOURCE
    bad = Change("word/styles.xml", _BODY_STYLE, _BODY_STYLE.replace('w:after="120"', 'w:after="0"'))

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        body = layout.parts[Part.BODY]
        measure = layout.rules.body.gap
        wrong = [
            each
            for each in body
            if each.before + each.after < measure.low and not self._is_last(each, layout)
        ]
        if _often(wrong, body):
            yield self.finding(
                f"{len(wrong)} đoạn cách nhau dưới 6 pt; khoảng cách giữa các đoạn tối thiểu 6 pt ({place(measure)}). Hãy đặt lại.",
                f"{len(wrong)} paragraphs stand less than 6 pt apart; 6 pt is the least. Set the gap anew.",
                layout,
                wrong,
            )

    @staticmethod
    def _is_last(paragraph: Laid, layout: LayoutCase) -> bool:
        """An empty line below keeps paragraphs apart as well."""
        following = layout.word.paragraphs[paragraph.index + 1 : paragraph.index + 2]
        return not following or not following[0].text or following[0].before + paragraph.after >= 6


class LineSpacing(LayoutRule):
    """Lines stand single to one and a half apart."""

    id = "layout-line-spacing"
    severity = Severity.INFO
    source = _BODY_SOURCE
    bad = Change("word/styles.xml", _BODY_STYLE, _BODY_STYLE.replace('w:line="264"', 'w:line="480"'))

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        body = layout.parts[Part.BODY]
        measure = layout.rules.body.line
        wrong = [each for each in body if not measure.allows(each.line, _LINE_ROUNDING)]
        if _often(wrong, body):
            shown = ", ".join(sorted({number(each.line) for each in wrong})[:3])
            yield self.finding(
                f"Dòng của {len(wrong)} đoạn cách nhau {shown} lần dòng đơn; quy định từ dòng đơn đến 1,5 dòng ({place(measure)}). Hãy đặt lại.",
                f"The lines of {len(wrong)} paragraphs stand {shown} single lines apart; single to 1.5 is right. Set it anew.",
                layout,
                wrong,
            )


class RulesUnderLines(LayoutRule):
    """Rules under the motto, the issuing body and the subject."""

    id = "layout-lines"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I, phần I, mục II khoản 1, 2, 5"
    bad = Change("word/document.xml", '<w:pBdr><w:top w:val="single"', '<w:pBdr><w:top w:val="nil"')

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        names = {
            Part.MOTTO: ("Tiêu ngữ", "the motto"),
            Part.ISSUER: ("tên cơ quan ban hành", "the issuing body"),
            Part.SUBJECT: ("trích yếu", "the subject"),
        }
        missing = [
            part for part in names if layout.parts[part] and not self._is_ruled(layout.parts[part], layout)
        ]
        if missing:
            yield self.finding(
                f"Chưa có đường kẻ ngang dưới {', '.join(names[part][0] for part in missing)}. Hãy kẻ thêm.",
                f"There is no rule under {', '.join(names[part][1] for part in missing)}. Draw it.",
                layout,
                [layout.parts[part][-1] for part in missing],
            )

    @staticmethod
    def _is_ruled(paragraphs: list[Laid], layout: LayoutCase) -> bool:
        """A border, a drawing, an underline or a typed line, on the element or right below it."""
        last = paragraphs[-1].index
        below = layout.word.paragraphs[last + 1 : last + 3]
        table = paragraphs[-1].cell.table if paragraphs[-1].cell else None
        beside = [
            each
            for each in layout.word.paragraphs
            if table is not None and each.cell and each.cell.table == table
        ]
        if any(each.ruled for each in (*paragraphs, *beside)):
            return True  # a drawn line is anchored anywhere in the letterhead
        for each in below:
            if each.ruled or (each.text and not any(ch.isalnum() for ch in each.text)):
                return True
            if each.text:
                return False
        return False


_OFFICE = '<w:pStyle w:val="VBQuyenHan"/><w:keepNext/></w:pPr>'
_NEXT_ROW = "</w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:pPr>"


class RecipientsLevel(LayoutRule):
    """ "Nơi nhận" stands on the line of the signer's authority."""

    id = "layout-recipients-level"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I, phần I, mục II khoản 9"
    bad = Change("word/document.xml", _OFFICE, f"{_OFFICE}{_NEXT_ROW}{_OFFICE}")

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        words, offices = layout.parts[Part.RECIPIENTS_WORD], layout.parts[Part.AUTHORITY]
        if not words or not offices:
            return
        word, first = words[-1], min(offices, key=lambda each: each.index)
        if word.cell is None and first.cell is None:
            return  # columns by tabs or text boxes: their level cannot be told
        if (
            word.cell is None
            or first.cell is None
            or (word.cell.table, word.cell.row) != (first.cell.table, first.cell.row)
        ):
            yield self.finding(
                "“Nơi nhận” chưa ngang hàng với dòng quyền hạn, chức vụ của người ký. Hãy đặt hai phần trong cùng một hàng.",
                "“Nơi nhận” is not level with the signer's authority. Put both into one row.",
                layout,
                [word],
            )


RULES: tuple[type[LayoutRule], ...] = (Indent, Gaps, LineSpacing, RulesUnderLines, RecipientsLevel)
