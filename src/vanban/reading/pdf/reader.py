"""The front of the PDF reader: text layer in, `SourceDocument` out; scans go on to recognition."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vanban.errors import BrokenTextLayer, DamagedDocument, EncryptedDocument, TooLarge, ToolMissing
from vanban.model.source import SourceDocument
from vanban.reading import scanned
from vanban.reading.draft import assemble, with_notes
from vanban.reading.limits import MAX_CHARACTERS, MAX_PAGES
from vanban.reading.pdf.glyphs import glyphs_of, open_document, rules_of, stamped
from vanban.reading.pdf.layout import drafts_of
from vanban.reading.pdf.pages import RawPage, arrange
from vanban.text.syllables import is_garbled, measure

_FEWEST_CHARACTERS = 24
"""A page with fewer is a picture with a stamp or a signature line."""


def read(data: bytes) -> SourceDocument:
    """Lines of a PDF; a scan or a broken text layer is recognised anew where OCRmyPDF is installed."""
    pages = _pages(data)
    full = sum(sum(glyph.text != " " for glyph in page.glyphs) >= _FEWEST_CHARACTERS for page in pages)
    if full * 2 < len(pages) or not full:
        return _recognised(data)
    document = assemble(drafts_of(arrange(pages)), "pdf")
    if is_garbled(document.text, measure(document.text)):
        try:
            return _recognised(data, anew=True)
        except ToolMissing as error:
            raise BrokenTextLayer("text layer with wrong characters") from error
    return document


def _recognised(data: bytes, *, anew: bool = False) -> SourceDocument:
    found = assemble(drafts_of(arrange(_pages(scanned.recognise(data, anew=anew)))), "pdf")
    return with_notes(found, [scanned.RECOGNISED])


def _pages(data: bytes) -> list[RawPage]:
    try:
        document = open_document(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise EncryptedDocument(str(error)) from error
        raise DamagedDocument(str(error)) from error
    try:
        return _read_pages(document)
    except pdfium.PdfiumError as error:
        raise DamagedDocument(str(error)) from error
    finally:
        document.close()


def _read_pages(document: Any) -> list[RawPage]:
    count = len(document)
    if count > MAX_PAGES:
        raise TooLarge(f"{count} pages")
    if not count:
        raise DamagedDocument("no pages")
    pages = []
    characters = 0
    for index in range(count):
        page = document[index]
        width, height = page.get_size()
        glyphs = glyphs_of(page)
        characters += len(glyphs)
        if characters > MAX_CHARACTERS // 10:
            raise TooLarge("too many characters")
        rules = rules_of(page)
        page.close()
        glyphs.extend(stamped(document, index, glyphs))
        pages.append(RawPage(index + 1, width, height, glyphs, rules))
    return pages
