"""The one way from bytes to a `SourceDocument`.

To add a format: recognise it in `sniff.Format`, write a reader `bytes → SourceDocument` and name it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from vanban.errors import NotVietnamese, TooLarge
from vanban.model.source import SourceDocument
from vanban.reading import converted, plain
from vanban.reading.docx import reader as docx
from vanban.reading.limits import MAX_BYTES, MAX_TEXT_BYTES
from vanban.reading.odt import reader as odt
from vanban.reading.pdf import reader as pdf
from vanban.reading.sniff import Format, sniff
from vanban.text.syllables import measure

Reader = Callable[[bytes], SourceDocument]


def read(data: bytes, name: str) -> SourceDocument:
    """The lines of a document in reading order.

    `name` is the file's name as handed in; the contents decide on the format. Raises
    `vanban.errors.UnreadableDocument` and nothing else, whatever the bytes.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{len(data)} bytes")
    form = sniff(data)
    if form is Format.PLAIN:
        if len(data) > MAX_TEXT_BYTES:
            raise TooLarge(f"{len(data)} bytes of plain text")
        document = plain.read_plain(data)
    else:
        document = _READERS[form](data)
    _refuse_other_languages(document)
    return document


_READERS: Mapping[Format, Reader] = {
    Format.DOCX: docx.read,
    Format.PDF: pdf.read,
    Format.ODT: odt.read,
    Format.DOC: partial(converted.read, suffix="doc"),
    Format.RTF: partial(converted.read, suffix="rtf"),
}

_ENOUGH_WORDS = 12
_MARKED_LEAST = 0.15
"""Vietnamese text carries marks on 80 to 90 words of a hundred; a table of names in two languages on 40."""


def _refuse_other_languages(document: SourceDocument) -> None:
    found = measure(document.text)
    if found.words == 0 and len(document.text) > 200:
        raise NotVietnamese("no words")
    if found.words >= _ENOUGH_WORDS and found.marked < _MARKED_LEAST:
        raise NotVietnamese(f"{found.marked:.0%} of {found.words} words are Vietnamese")
