"""Lines before their offsets are known, and their assembly into a `SourceDocument`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vanban.errors import EmptyDocument, TooLarge
from vanban.model.source import Cell, Line, LineKind, Note, SourceDocument
from vanban.reading.limits import MAX_CHARACTERS, MAX_LINES
from vanban.reading.remarks import notes_of
from vanban.text import legacy
from vanban.text.decoding import CONVERTED, Remark
from vanban.text.normalise import clean, is_decomposed, squeeze

_SAMPLE_LINES = 400


@dataclass(slots=True)
class Draft:
    """A line as a format's reader found it; an empty text is a blank line."""

    text: str
    kind: LineKind = LineKind.BODY
    style: str | None = None
    level: int | None = None
    page: int | None = None
    cell: Cell | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    gap: bool = False


def assemble(drafts: Iterable[Draft], form: str, notes: Iterable[Note] = ()) -> SourceDocument:
    """Convert a legacy encoding, clean the texts, leave blank lines out (the next line then has a gap), and set the offsets.

    Raises `EmptyDocument` where nothing is printed and `TooLarge` above the limits.
    """
    drafts = list(drafts)
    encoding = legacy.recognise("\n".join(draft.text for draft in drafts[:_SAMPLE_LINES]))
    if encoding is not None:
        notes = (*notes, *notes_of([CONVERTED[encoding]]))
    elif any(is_decomposed(draft.text) for draft in drafts):
        notes = (*notes, *notes_of([Remark.DECOMPOSED]))
    lines: list[Line] = []
    start = 0
    gap = False
    for draft in drafts:
        text = draft.text if encoding is None else legacy.convert(draft.text, encoding)
        text = squeeze(clean(text).replace("\n", " "))
        if not text:
            gap = True
            continue
        lines.append(
            Line(
                text, start, draft.kind, draft.style, draft.level, draft.page, draft.cell,
                draft.bold, draft.italic, draft.centred, (gap or draft.gap) and bool(lines),
            )
        )  # fmt: skip
        start += len(text) + 1
        gap = False
        if start > MAX_CHARACTERS or len(lines) > MAX_LINES:
            raise TooLarge(f"more than {MAX_CHARACTERS} characters or {MAX_LINES} lines")
    if not any(line.kind not in (LineKind.PAGE_HEADER, LineKind.PAGE_FOOTER) for line in lines):
        raise EmptyDocument("no text")
    return SourceDocument("\n".join(line.text for line in lines), tuple(lines), form, tuple(notes))


def with_notes(document: SourceDocument, notes: Iterable[Note], form: str | None = None) -> SourceDocument:
    """The same document with further notes, and the name of the format it came in."""
    return replace(document, notes=(*document.notes, *notes), format=form or document.format)
