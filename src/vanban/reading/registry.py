"""The one way from bytes to a `SourceDocument`.

To add a format: recognise it in `sniff.Format`, write a reader `bytes → SourceDocument` and name it here.
A format's reader is loaded when the first such document comes, so that a text file need not wait for the
libraries of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from vanban.errors import NotVietnamese, TooLarge
from vanban.model.source import Note, SourceDocument
from vanban.reading import plain
from vanban.reading.draft import with_notes
from vanban.reading.limits import MAX_BYTES, MAX_TEXT_BYTES
from vanban.reading.sniff import Format, sniff
from vanban.text.syllables import Measure, is_garbled, measure

GARBLED = Note(
    "garbled",
    "Nhiều chữ trong tệp bị lỗi phông; hãy đối chiếu với bản gốc hoặc nộp tệp Word gốc.",
    "Many characters of the file are broken; compare with the original or hand in the original Word file.",
)


def read(data: bytes, name: str) -> SourceDocument:  # noqa: ARG001 - names of files say nothing sure
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
        module, options = _READERS[form]
        document = import_module(module).read(data, **options)
    found = measure(document.text)
    _refuse_other_languages(document.text, found)
    if is_garbled(document.text, found):
        return with_notes(document, [GARBLED])
    return document


_READERS: Mapping[Format, tuple[str, Mapping[str, str]]] = {
    Format.DOCX: ("vanban.reading.docx.reader", {}),
    Format.PDF: ("vanban.reading.pdf.reader", {}),
    Format.ODT: ("vanban.reading.odt.reader", {}),
    Format.DOC: ("vanban.reading.converted", {"suffix": "doc"}),
    Format.RTF: ("vanban.reading.converted", {"suffix": "rtf"}),
}
"""Module whose `read` gives the document, and what it is told besides the bytes."""

_ENOUGH_WORDS = 12
_MARKED_LEAST = 0.15
"""Vietnamese text carries marks on 80 to 90 words of a hundred; a table of names in two languages on 40."""


def _refuse_other_languages(text: str, found: Measure) -> None:
    if found.words == 0 and len(text) > 200:
        raise NotVietnamese("no words")
    if found.words >= _ENOUGH_WORDS and found.marked < _MARKED_LEAST:
        raise NotVietnamese(f"{found.marked:.0%} of {found.words} words are Vietnamese")
