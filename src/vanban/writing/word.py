"""An official document as the bytes of a Word file; the same document always gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import parse_xml
from docx.shared import Mm
from lxml import etree

from vanban.errors import UnwritableDocument
from vanban.text.numerals import int_to_roman
from vanban.writing.body import AFTER_TABLE, Setting, blocks, text_paragraph
from vanban.writing.closing import closing, last_words
from vanban.writing.documents import Annex, Layout, OfficialDocument, Orientation, Picture
from vanban.writing.letterhead import (
    addressees,
    bases,
    letterhead,
    own_date,
    own_number,
    text_width,
    title_block,
)
from vanban.writing.markup import NAMESPACES, paragraph, printable, run, runs_of
from vanban.writing.measures import PARTY, STATE, Part, Rules, twips
from vanban.writing.notes import add_notes, refer
from vanban.writing.numbering import Lists
from vanban.writing.package import same_bytes
from vanban.writing.styles import style_id, styles_xml

_NO_DAY = datetime(2020, 3, 5, tzinfo=UTC)
"""Word wants a day of creation; an undated draft bears that of the decree on layout."""
_DROPPED_RELATIONS = (
    "thumbnail", "extended-properties", "customXml", "stylesWithEffects", "webSettings", "fontTable", "theme",
)  # fmt: skip
"""What the blank file brings along and no element of form needs."""
_NO_ROOM = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""Of the paragraph that ends a section: it must not need a page of its own below a full one."""
_SEPARATED = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TALLEST = 180.0
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    "{notes}"
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)


def write(document: OfficialDocument) -> bytes:
    """The document as .docx; raises `UnwritableDocument` where a picture cannot be read."""
    return _Writer(document).bytes()


class _Writer:
    def __init__(self, document: OfficialDocument) -> None:
        self.document = document
        self.rules: Rules = PARTY if document.layout is Layout.PARTY else STATE
        self.lists = Lists(document.layout is Layout.PARTY, self.rules.body.indent.chosen)
        self.word: WordDocument = docx.Document()
        self._pictures = 0
        self._contact = [line for each in document.contact if (line := runs_of(each))]

    def bytes(self) -> bytes:
        body = refer("".join(self._content()), len(self.document.notes))
        add_notes(self.word.part, self.document.notes)
        part = self.word.part
        _fill(self.word.styles.element, styles_xml(self.rules))
        _fill(part.numbering_part.element, self.lists.xml())
        notes = _SEPARATED if self.document.notes else ""
        _fill(self.word.settings.element, _SETTINGS.replace("{notes}", notes))
        for relations in (part.package.rels, part.rels):
            for key in [
                k for k, each in relations.items() if each.reltype.rsplit("/")[-1] in _DROPPED_RELATIONS
            ]:
                del relations[key]
        self._properties()
        stream = io.BytesIO()
        self.word.save(stream)
        # As text: taking a long body over into the tree of the file costs more than all the rest.
        main = f"{_DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        return same_bytes(stream.getvalue(), {"word/document.xml": main.encode()})

    def _content(self) -> Iterator[str]:
        document, rules = self.document, self.rules
        yield letterhead(document, rules)
        yield title_block(document, rules)
        yield addressees(document, rules)
        yield bases(document)
        setting = self._setting(document.body, text_width(rules))
        yield blocks(document.body, setting)
        yield "".join(text_paragraph(each) for each in last_words(document))
        yield closing(document)
        sections = [self._section(Orientation.PORTRAIT, first=True)]
        sections += [self._section(annex.orientation, first=False) for annex in document.annexes]
        for number, annex in enumerate(document.annexes):
            yield paragraph("VBDuongKe", after=_NO_ROOM + sections[number])
            yield self._annex(annex, number)
        yield paragraph("VBDuongKe", after=_NO_ROOM)
        yield sections[-1]

    def _setting(self, body: tuple[object, ...], width: float) -> Setting:
        return Setting(self.rules, self.lists.outline(body), width, self._place_picture)  # type: ignore[arg-type]

    def _annex(self, annex: Annex, index: int) -> str:
        several = len(self.document.annexes) > 1
        label = annex.label
        if label is None:
            label = f"Phụ lục {int_to_roman(index + 1)}" if several else "Phụ lục"
        head = paragraph(style_id(Part.ANNEX_LABEL), runs_of(label))
        title = paragraph(style_id(Part.ANNEX_TITLE), runs_of(annex.title.upper()))
        reference = paragraph(style_id(Part.ANNEX_REFERENCE), _reference(self.document))
        gap = paragraph("VBDuongKe", after='<w:spacing w:before="160" w:after="0"/>')
        landscape = annex.orientation is Orientation.LANDSCAPE
        setting = self._setting(annex.body, text_width(self.rules, landscape=landscape))
        return head + title + reference + gap + blocks(annex.body, setting).removesuffix(AFTER_TABLE)

    def _section(self, orientation: Orientation, *, first: bool) -> str:
        """Sheet, margins and page numbers of the document itself or of an annex."""
        page = self.rules.page
        width, height = twips(page.width.chosen), twips(page.height.chosen)
        top, right, bottom, left = (
            twips(each.chosen) for each in (page.top, page.right, page.bottom, page.left)
        )
        lying = ""
        if orientation is Orientation.LANDSCAPE:
            # The sheet is turned to the left: its top margin is the upright sheet's left one.
            width, height, lying = height, width, ' w:orient="landscape"'
            top, right, bottom, left = left, top, right, bottom
        edge = twips(page.number_from_edge)
        return (
            f'<w:sectPr>{self._margins(first=first)}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{lying}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
            '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
        )

    def _margins(self, *, first: bool) -> str:
        """What stands in the margins: the number of the page from page 2, the office's address on page 1."""
        if not first:
            return self._foot([]) if self._contact else ""
        number = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        heads = ""
        for kind, content in (("default", number), ("first", "")):
            header, key = self.word.part.add_header_part()  # type: ignore[no-untyped-call]
            _fill(header.element, paragraph(style_id(Part.PAGE_NUMBER), content))
            heads += f'<w:headerReference w:type="{kind}" r:id="{key}"/>'
        return heads + (self._foot(self._contact) if self._contact else "")

    def _foot(self, lines: list[str]) -> str:
        footer, key = self.word.part.add_footer_part()  # type: ignore[no-untyped-call]
        line = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="2" w:color="000000"/></w:pBdr>'
        content = "".join(
            paragraph(style_id(Part.CONTACT), each, before="" if at else line)
            for at, each in enumerate(lines)
        )
        _fill(footer.element, content or paragraph(style_id(Part.CONTACT)))
        return f'<w:footerReference w:type="first" r:id="{key}"/>'

    def _place_picture(self, picture: Picture, widest: float) -> str:
        self._pictures += 1
        try:
            inline = self.word.part.new_pic_inline(io.BytesIO(picture.image), width=Mm(widest))
        except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError) as error:
            raise UnwritableDocument(f"picture {self._pictures}: {error}") from error
        tallest = Mm(_TALLEST)
        if inline.extent.cy > tallest:
            share = tallest / inline.extent.cy
            inline = self.word.part.new_pic_inline(io.BytesIO(picture.image), width=Mm(widest * share))
        inline.docPr.set("id", str(self._pictures))
        inline.docPr.set("descr", printable(picture.description or picture.caption))
        return f"<w:r><w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing></w:r>"

    def _properties(self) -> None:
        document, core = self.document, self.word.core_properties
        day = datetime.combine(document.date, time(), UTC) if document.date else _NO_DAY
        core.title = " ".join(part for part in (printable(document.type), printable(document.title)) if part)[
            :255
        ]
        core.author = core.last_modified_by = printable(document.issuer_name)[:255]
        core.subject = printable(document.symbol)[:255]
        core.comments = core.keywords = core.category = ""
        core.language = "vi-VN"
        core.created = core.modified = day
        core.revision = 1


def _reference(document: OfficialDocument) -> str:
    """ "(Kèm theo Kế hoạch số … ngày … của …)", with the blanks that the number and the day have."""
    kind = "Công văn" if document.is_letter else printable(document.type)
    text = f"(Kèm theo {kind} số {own_number(document)} {own_date(document)} của {printable(document.issuer_name)})"
    return run(text)


def _fill(element: etree._Element, content: str) -> None:
    """Put these elements in the place of all that an element holds."""
    holder = parse_xml(f"<w:holder {NAMESPACES}>{content}</w:holder>")
    for child in list(element):
        element.remove(child)
    for child in list(holder):
        element.append(child)
