"""The front of the Word reader: parts in, `SourceDocument` out."""

from __future__ import annotations

import re

from vanban.model.source import LineKind, SourceDocument
from vanban.reading.archive import Archive
from vanban.reading.docx.body import Body, NoteTexts, Place
from vanban.reading.docx.names import (
    ALTERNATE,
    BODY,
    CUSTOM_XML,
    PPR,
    SDT,
    SECTPR,
    TBL,
    P,
    R,
    W,
)  # fmt: skip
from vanban.reading.docx.numbering import Numbering
from vanban.reading.docx.package import Package
from vanban.reading.docx.runs import Inline
from vanban.reading.docx.styles import Styles
from vanban.reading.draft import Draft, assemble
from vanban.reading.markup import Element, children_of
from vanban.reading.remarks import notes_of
from vanban.reading.tabbed import part_columns
from vanban.text import legacy
from vanban.text.decoding import CONVERTED

_BLOCKS = frozenset((P, TBL, SDT, CUSTOM_XML, SECTPR, ALTERNATE))
_PAGE_NUMBER = re.compile(r"[\W\d_]*(?:(?:trang|page)[\W\d_]*)?", re.IGNORECASE)
_NOTE_TYPES_WITHOUT_TEXT = {"separator", "continuationSeparator", "continuationNotice"}


def read(data: bytes) -> SourceDocument:
    """Lines of a .docx (also .docm, .dotx); raises the errors of `vanban.errors`."""
    package = Package(Archive(data))
    drafts, samples = _drafts(package, frozenset())
    converted = frozenset(
        encoding for encoding, texts in samples.items() if legacy.recognise(" ".join(texts)) is encoding
    )
    if converted:
        drafts, _ = _drafts(package, converted)
    return assemble(drafts, "docx", notes_of(CONVERTED[encoding] for encoding in sorted(converted)))


def _drafts(
    package: Package, converted: frozenset[legacy.Encoding]
) -> tuple[list[Draft], dict[legacy.Encoding, list[str]]]:
    """One pass over the document, with text in the fonts of these encodings converted."""
    styles = Styles(package.companion("styles"))
    inline = Inline(styles, converted)
    notes = NoteTexts(_notes(package, "footnotes"), _notes(package, "endnotes"))
    body = Body(styles, Numbering(package.companion("numbering")), inline, notes)
    sections: list[tuple[bool, str]] = []
    for element in children_of(package.open_main(), BODY, _BLOCKS):
        sections.extend(_margins_of(element))
        body.block(element, Place())
    inline.reset_fields()
    pages = _page_margins(package, sections, body)
    return [*pages[0], *part_columns(body.drafts), *pages[1]], inline.samples


def _notes(package: Package, kind: str) -> dict[str, Element]:
    root = package.companion(kind)
    if root is None:
        return {}
    return {
        note.get(f"{W}id", ""): note for note in root if note.get(f"{W}type") not in _NOTE_TYPES_WITHOUT_TEXT
    }


def _margins_of(element: Element) -> list[tuple[bool, str]]:
    """(whether a footer, relation) of the page margins that a section, or a paragraph ending one, names."""
    section = (
        element if element.tag == SECTPR else element.find(f"{PPR}/{SECTPR}") if element.tag == P else None
    )
    if section is None:
        return []
    return [
        (child.tag == f"{W}footerReference", child.get(f"{R}id", ""))
        for child in section
        if child.tag in (f"{W}headerReference", f"{W}footerReference")
    ]


def _page_margins(
    package: Package, sections: list[tuple[bool, str]], body: Body
) -> tuple[list[Draft], list[Draft]]:
    """Headers and footers, each text once and page numbers not at all."""
    result: tuple[list[Draft], list[Draft]] = ([], [])
    seen: set[str] = set()
    for is_footer, relation in dict.fromkeys(sections):
        root = package.related(relation)
        if root is None:
            continue
        first = len(body.drafts)
        body.blocks(root, Place(LineKind.PAGE_FOOTER if is_footer else LineKind.PAGE_HEADER))
        found = body.drafts[first:]
        del body.drafts[first:]
        for draft in found:
            text = draft.text.strip()
            if text not in seen and not _PAGE_NUMBER.fullmatch(text):
                seen.add(text)
                result[is_footer].append(draft)
    return result
