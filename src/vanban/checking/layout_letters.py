"""Rules on lettering: font, colour, size, weight, case and alignment of each element of form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from vanban.checking.layout_parts import LayoutCase
from vanban.checking.layout_rule import NAMES, Change, LayoutRule, article_place, number, place
from vanban.checking.layout_word import Laid
from vanban.checking.rule import DECREE_30
from vanban.model import Finding, Severity
from vanban.writing.measures import Align, Lettering, Part

_LETTERING = f"{DECREE_30}, phụ lục I, phần I, mục V"
_MOSTLY = 0.6
"""Share of an element's letters from which it counts as set so: a stray run is no fault."""
_SOME = 0.02
"""Share of the document's letters in other fonts that is overlooked: symbols, a formula."""
_RED = frozenset({"FF0000", "C00000", "ED1C24", "EE0000"})


class Font(LayoutRule):
    """Times New Roman throughout."""

    id = "layout-font"
    severity = Severity.WARNING
    source = f"{DECREE_30}, phụ lục I, phần I, mục I khoản 4"
    bad = Change("word/styles.xml", "Times New Roman", "Arial")
    party = True

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        wanted = layout.rules.font.casefold()
        fonts: Counter[str] = Counter()
        total = 0
        where: list[Laid] = []
        for paragraph in layout.word.paragraphs:
            others = [run for run in paragraph.printed if run.font and run.font.casefold() != wanted]
            total += sum(len(run.text) for run in paragraph.printed)
            fonts.update({run.font or "": 0 for run in others})
            for run in others:
                fonts[run.font or ""] += len(run.text)
            if others:
                where.append(paragraph)
        if sum(fonts.values()) > total * _SOME:
            names = ", ".join(name for name, _ in fonts.most_common(4))
            yield self.finding(
                f"Phông chữ {names} được dùng ở {len(where)} đoạn; văn bản dùng phông {layout.rules.font}. Hãy đổi phông chữ.",
                f"The font {names} is used in {len(where)} paragraphs; documents use {layout.rules.font}. Change it.",
                layout,
                where,
            )


class Colour(LayoutRule):
    """Letters are black; marks of urgency are red."""

    id = "layout-colour"
    severity = Severity.INFO
    source = f"{DECREE_30}, phụ lục I, phần I, mục I khoản 4"
    bad = Change("word/styles.xml", '<w:name w:val="VB Nội dung"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>',
                 '<w:name w:val="VB Nội dung"/><w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:color w:val="1F5F8B"/></w:rPr><w:pPr>')  # fmt: skip

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        where = [
            each
            for each in layout.word.paragraphs
            if any(run.colour and not (run.colour in _RED and each.text.isupper()) for run in each.printed)
        ]
        if where:
            yield self.finding(
                f"Có {len(where)} đoạn dùng chữ màu; chữ trong văn bản màu đen. Hãy đổi về màu đen.",
                f"{len(where)} paragraphs have coloured letters; letters are black. Change them.",
                layout,
                where,
            )


def _sized(paragraph: Laid) -> float | None:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for run in paragraph.printed:
        sizes[run.size] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else None


def _share(paragraph: Laid, *, bold: bool) -> float:
    letters = sum(len(run.text.strip()) for run in paragraph.printed)
    so = sum(len(run.text.strip()) for run in paragraph.printed if (run.bold if bold else run.italic))
    return so / letters if letters else 0.0


class Sizes(LayoutRule):
    """The size of each element."""

    id = "layout-size"
    severity = Severity.INFO
    source = _LETTERING
    bad = Change(
        "word/styles.xml",
        '<w:name w:val="VB Tiêu ngữ"/>',
        '<w:name w:val="VB Tiêu ngữ"/><w:rPr><w:sz w:val="24"/></w:rPr>',
    )

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        for part, paragraphs in layout.parts.items():
            measure = layout.rules.parts[part].size
            wrong = [
                each for each in paragraphs if (size := _sized(each)) is not None and not measure.allows(size)
            ]
            if wrong:
                vi, en = NAMES[part]
                shown = ", ".join(sorted({number(_sized(each) or 0) for each in wrong}))
                yield self.finding(
                    f"Cỡ chữ của {vi} là {shown}; quy định {measure} ({place(measure)}). Hãy đặt lại cỡ chữ.",
                    f"The size of {en} is {shown}; it should be {measure}. Set it anew.",
                    layout,
                    wrong,
                )


class Weight(LayoutRule):
    """Bold and italic of each element."""

    id = "layout-weight"
    severity = Severity.INFO
    source = _LETTERING
    bad = Change("word/styles.xml", "<w:b/>", '<w:b w:val="0"/>')

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        for part, paragraphs in layout.parts.items():
            lettering = layout.rules.parts[part]
            wrong = [each for each in paragraphs if _is_judged(part, each) and not _weighs(each, lettering)]
            if wrong:
                vi, en = NAMES[part]
                wanted_vi, wanted_en = _wanted(lettering)
                yield self.finding(
                    f"Kiểu chữ của {vi}: quy định {wanted_vi} ({place(lettering.size)}). Hãy đặt lại kiểu chữ.",
                    f"The lettering of {en} should be {wanted_en}. Set it anew.",
                    layout,
                    wrong,
                )


def _is_judged(part: Part, paragraph: Laid) -> bool:
    """A numbered line that only introduces others, or is a sentence, carries no title."""
    if part is Part.NUMBERED:
        return len(paragraph.text) < 90 and not paragraph.text.endswith((":", ".", ";"))
    return part is not Part.ARTICLE or len(paragraph.text) < 90


def _weighs(paragraph: Laid, lettering: Lettering) -> bool:
    """Whether most letters are as wanted; a few emphasised words are no fault."""
    for wanted, share in (
        (lettering.bold, _share(paragraph, bold=True)),
        (lettering.italic, _share(paragraph, bold=False)),
    ):
        if wanted is not None and (share < 1 - _MOSTLY if wanted else share > _MOSTLY):
            return False
    return True


def _wanted(lettering: Lettering) -> tuple[str, str]:
    vi = ["nghiêng" if lettering.italic else "đứng"] + (["đậm"] if lettering.bold else [])
    en = ["italic" if lettering.italic else "upright"] + (["bold"] if lettering.bold else ["not bold"])
    return ", ".join(vi), ", ".join(en)


class Capitals(LayoutRule):
    """Elements that are set in capitals."""

    id = "layout-capitals"
    severity = Severity.INFO
    source = _LETTERING
    bad = Change("word/document.xml", "MỤC ĐÍCH, YÊU CẦU", "Mục đích, yêu cầu")

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        for part, paragraphs in layout.parts.items():
            if not layout.rules.parts[part].capitals:
                continue
            wrong = [each for each in paragraphs if not each.text.isupper()]
            if wrong:
                vi, en = NAMES[part]
                where = place(layout.rules.parts[part].size)
                yield self.finding(
                    f"{vi[:1].upper()}{vi[1:]} trình bày bằng chữ in hoa ({where}). Hãy sửa lại.",
                    f"{en[:1].upper()}{en[1:]} is set in capitals. Mend it.",
                    layout,
                    wrong,
                )


class Alignment(LayoutRule):
    """Elements in the middle, running text on both margins."""

    id = "layout-align"
    severity = Severity.INFO
    source = _LETTERING
    bad = Change("word/styles.xml", '<w:jc w:val="both"/>', '<w:jc w:val="left"/>')

    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        for part, paragraphs in layout.parts.items():
            wanted = layout.rules.parts[part].align
            if wanted not in (Align.CENTRE, Align.JUSTIFIED) or part in (
                Part.ROMAN,
                Part.ARTICLE,
                Part.NUMBERED,
            ):
                continue
            wrong = _misaligned(paragraphs, wanted)
            if wrong:
                vi, en = NAMES[part]
                should = (
                    ("canh giữa", "centred") if wanted is Align.CENTRE else ("canh đều hai lề", "justified")
                )
                where = article_place(layout.rules.parts[part].size.article)
                yield self.finding(
                    f"{vi[:1].upper()}{vi[1:]} ({len(wrong)} đoạn) chưa {should[0]} ({where}). Hãy canh lại.",
                    f"{en[:1].upper()}{en[1:]} ({len(wrong)} paragraphs) is not {should[1]}. Align it anew.",
                    layout,
                    wrong,
                )


def _misaligned(paragraphs: Sequence[Laid], wanted: Align) -> list[Laid]:
    """A line that stands in the middle by blanks or an indent is left alone."""
    if wanted is Align.JUSTIFIED:
        return [each for each in paragraphs if each.align not in ("both", "distribute", "center")]
    return [each for each in paragraphs if each.align != "center" and each.left < 10 and each.first_line < 10]


RULES: tuple[type[LayoutRule], ...] = (Font, Colour, Sizes, Weight, Capitals, Alignment)
