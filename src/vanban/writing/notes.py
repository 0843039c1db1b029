"""Footnotes: a mark in the text ("⁽¹⁾", "[1]") becomes Word's own reference, and the note stands at the foot of its page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.parts.document import DocumentPart

from vanban.writing.markup import NAMESPACES, printable, run
from vanban.writing.measures import Part
from vanban.writing.styles import style_id

_MARK = re.compile(r"⁽([⁰¹²³⁴-⁹]+)⁾|\[(\d{1,3})\]")
_RUN = re.compile(
    r'<w:r>(?P<look><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">(?P<text>[^<]*[⁽\[][^<]*)</w:t></w:r>'
)
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def refer(body: str, count: int) -> str:
    """The body with the marks of `count` notes as references, each the first time it stands there."""
    if not count:
        return body
    open_marks = set(range(1, count + 1))

    def with_references(found: re.Match[str]) -> str:
        look, text = found["look"] or "", found["text"]
        parts, place = [], 0
        for mark in _MARK.finditer(text):
            number = int((mark[1] or mark[2]).translate(_FIGURES))
            if number not in open_marks:
                continue
            open_marks.discard(number)
            parts += [_again(look, text[place : mark.start()]), _reference(number)]
            place = mark.end()
        return "".join((*parts, _again(look, text[place:]))) if parts else found[0]

    return _RUN.sub(with_references, body)


def _again(look: str, text: str) -> str:
    """A piece of a run, whose text is escaped already."""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def _reference(number: int) -> str:
    return f'<w:r>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>'


def add_notes(main: DocumentPart, notes: Sequence[str]) -> None:
    """Put the notes into a part of their own."""
    if not notes:
        return
    content = "".join(_note(number, text) for number, text in enumerate(notes, 1))
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:footnotes {NAMESPACES}>{_SEPARATORS}{content}</w:footnotes>"
    )
    name = PackURI("/word/footnotes.xml")
    part = PackagePart(name, CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), main.package)
    main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(number: int, text: str) -> str:
    sign = f"<w:r>{_RAISED}<w:footnoteRef/></w:r>"
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style_id(Part.NOTE)}"/></w:pPr>'
        f"{sign}{run(f' {printable(text)}')}</w:p></w:footnote>"
    )
