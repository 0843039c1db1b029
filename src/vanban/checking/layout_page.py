"""Rules on the sheet: size, margins, page numbers, annexes."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.checking.layout_parts import LayoutCase
from vanban.checking.layout_rule import Change, LayoutRule, article_place, number, place
from vanban.checking.layout_word import Sheet
from vanban.checking.rule import DECREE_30
from vanban.model import Finding, Severity
from vanban.writing.measures import Measure, Part

_ROUNDING = 0.6
"""Millimetres that converting and rounding may shift a margin."""
_SIZE_ROUNDING = 1.5
_ONE_PAGE = 1500
"""Letters that one page may hold: a document as short as that needs no page numbers."""


class PageSize(LayoutRule):
    """Sheets are A4."""

    id = "layout-page-size"
    severity = Severity.WARNING
    source = f"{DECREE_30}, phụ lục I, phần I, mục I khoản 1, 2"
    bad = Change("word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')
    party = True

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        page = layout.rules.page
        for at, sheet in enumerate(layout.word.sheets):
            width, height = sorted((sheet.width, sheet.height))
            if page.width.allows(width, _SIZE_ROUNDING) and page.height.allows(height, _SIZE_ROUNDING):
                continue
            shown = f"{number(sheet.width)} × {number(sheet.height)} mm"
            yield self.finding(
                f"Khổ giấy của {_section_vi(at, layout)} là {shown}; văn bản trình bày trên khổ A4 (210 × 297 mm). Hãy chọn lại khổ giấy.",
                f"The sheets of {_section_en(at, layout)} measure {shown}; documents are set on A4 (210 × 297 mm). Choose A4.",
                layout,
                [each for each in layout.word.paragraphs if each.section == at and each.text][:1],
            )


def _section_vi(at: int, layout: LayoutCase) -> str:
    return "văn bản" if len(layout.word.sheets) == 1 else f"phần trang thứ {at + 1}"


def _section_en(at: int, layout: LayoutCase) -> str:
    return "the document" if len(layout.word.sheets) == 1 else f"page section {at + 1}"


class Margins(LayoutRule):
    """The four margins; a sheet that lies across may turn them."""

    id = "layout-margins"
    severity = Severity.WARNING
    source = f"{DECREE_30}, phụ lục I, phần I, mục I khoản 3"
    bad = Change("word/document.xml", 'w:left="1701"', 'w:left="1134"')

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        for at, sheet in enumerate(layout.word.sheets):
            wrong = _turned(sheet, layout) if sheet.lying else _upright(sheet, layout)
            if not wrong:
                continue
            vi = "; ".join(
                f"lề {name} {number(value)} mm (quy định {measure} mm)" for (name, _), value, measure in wrong
            )
            en = "; ".join(
                f"{name} {number(value)} mm (should be {measure} mm)" for (_, name), value, measure in wrong
            )
            yield self.finding(
                f"Lề trang của {_section_vi(at, layout)}: {vi}. Hãy đặt lại lề trang.",
                f"Margins of {_section_en(at, layout)}: {en}. Set them anew.",
                layout,
                [each for each in layout.word.paragraphs if each.section == at and each.text][:1],
            )


_Wrong = list[tuple[tuple[str, str], float, Measure]]
_TOP, _BOTTOM, _LEFT, _RIGHT = ("trên", "top"), ("dưới", "bottom"), ("trái", "left"), ("phải", "right")


def _upright(sheet: Sheet, layout: LayoutCase) -> _Wrong:
    page = layout.rules.page
    given = (
        (_TOP, sheet.top, page.top),
        (_BOTTOM, sheet.bottom, page.bottom),
        (_LEFT, sheet.left, page.left),
        (_RIGHT, sheet.right, page.right),
    )
    return [each for each in given if not each[2].allows(each[1], _ROUNDING)]


def _turned(sheet: Sheet, layout: LayoutCase) -> _Wrong:
    """No margin of a sheet that lies across is narrower or wider than any upright one may be."""
    page = layout.rules.page
    any_side = Measure(page.right.low, page.left.high, page.top.chosen, page.top.article)
    given = ((_TOP, sheet.top), (_BOTTOM, sheet.bottom), (_LEFT, sheet.left), (_RIGHT, sheet.right))
    return [(name, value, any_side) for name, value in given if not any_side.allows(value, _ROUNDING)]


class PageNumbers(LayoutRule):
    """Arabic numbers in the middle of the top margin, size 13 to 14, none on page 1."""

    id = "layout-page-number"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I, phần I, mục I khoản 7"
    bad = Change("word/document.xml", "<w:titlePg/>", '<w:titlePg w:val="0"/>')

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        if not layout.word.sheets or len(layout.case.source.text) < _ONE_PAGE:
            return
        faults = list(_page_number_faults(layout.word.sheets[0], layout))
        if faults:
            where = article_place(layout.rules.page_number_article)
            yield self.finding(
                f"Số trang: {'; '.join(vi for vi, _ in faults)}. Số trang đặt giữa lề trên, cỡ chữ 13–14, không hiển thị ở trang thứ nhất ({where}).",
                f"Page numbers: {'; '.join(en for _, en in faults)}. They stand in the middle of the top margin, size 13–14, not on page 1.",
                layout,
            )


def _page_number_faults(sheet: Sheet, layout: LayoutCase) -> Iterator[tuple[str, str]]:
    if not sheet.numbered:
        if sheet.numbered_below:
            yield "đặt ở lề dưới", "they stand in the bottom margin"
        else:
            yield "chưa có", "there are none"
        return
    if sheet.numbered_first:
        yield "hiển thị cả ở trang thứ nhất", "page 1 shows one too"
    lettering = layout.rules.parts[Part.PAGE_NUMBER]
    shown = [each for each in sheet.heads if each.printed]
    if shown and not any(each.align == "center" for each in shown):
        yield "chưa canh giữa", "they are not centred"
    sizes = {run.size for each in shown for run in each.printed if run.text.strip().isdigit()}
    if sizes and not all(lettering.size.allows(size) for size in sizes):
        yield f"cỡ chữ {', '.join(number(size) for size in sorted(sizes))}", "their size is another"


class AnnexPages(LayoutRule):
    """The pages of an annex have numbers of their own."""

    id = "layout-annex-pages"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I, phần I, mục III khoản 1"
    bad = Change("word/document.xml", '<w:pgNumType w:start="1"/>', "<w:pgNumType/>")

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        joined = [
            each
            for each in layout.parts[Part.ANNEX_LABEL]
            if each.section == 0
            or not any(sheet.restarts for sheet in layout.word.sheets[each.section :][:1])
        ]
        if joined:
            yield self.finding(
                "Số trang của phụ lục chưa đánh riêng. Hãy đặt phụ lục ở phần trang (section) riêng, đánh số lại từ 1.",
                "The pages of the annex are not numbered on their own. Put the annex into a section that starts at 1.",
                layout,
                joined,
            )


class AnnexReference(LayoutRule):
    """An annex says which document it goes with."""

    id = "layout-annex-reference"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I, phần I, mục III khoản 1"
    bad = Change("word/document.xml", "(Kèm theo Kế hoạch", "(Theo Kế hoạch")

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        labels, references = layout.parts[Part.ANNEX_LABEL], layout.parts[Part.ANNEX_REFERENCE]
        ends = [each.index for each in labels[1:]] + [len(layout.word.paragraphs)]
        alone = [
            label
            for label, end in zip(labels, ends, strict=bool(labels))
            if not any(label.index < each.index < end for each in references)
        ]
        if alone:
            measure = layout.rules.parts[Part.ANNEX_REFERENCE].size
            yield self.finding(
                f"Phụ lục chưa có dòng “(Kèm theo … số … ngày … của …)” dưới tên phụ lục ({place(measure)}). Hãy bổ sung.",
                "The annex lacks the line “(Kèm theo … số … ngày … của …)” below its title. Add it.",
                layout,
                alone,
            )


RULES: tuple[type[LayoutRule], ...] = (PageSize, Margins, PageNumbers, AnnexPages, AnnexReference)
