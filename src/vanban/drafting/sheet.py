"""The lines of a source document while they are changed: passages with their labels, lines taken out, lines put in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vanban.grammar.entries import Entry
from vanban.model import Line, SourceDocument, Span
from vanban.text.labels import Label, label_of


@dataclass(slots=True)
class Passage:
    """A piece of text that is changed as one: an item with its label, a line of a cell, a line of the head."""

    spans: tuple[Span, ...]
    prefix: str
    """The label as printed, with the blank after it."""
    label: Label | None
    text: str
    old_prefix: str
    old_text: str
    is_removed: bool = False

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.spans[0].start

    @property
    def is_changed(self) -> bool:
        """Whether anything has to be written."""
        return self.is_removed or (self.prefix, self.text) != (self.old_prefix, self.old_text)

    def relabel(self, label: str) -> None:
        """Print another label in the place of its own."""
        if self.label is not None:
            self.prefix = self.prefix.replace(self.label.text, label, 1)


@dataclass(slots=True)
class Sheet:
    """A source document under way to another one."""

    source: SourceDocument
    passages: dict[int, Passage] = field(default_factory=dict)
    added: dict[int, list[str]] = field(default_factory=dict)
    """Texts of new lines by the index of the line that they follow."""
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [line.start for line in self.source.lines]

    def take_entry(self, entry: Entry) -> Passage | None:
        """The passage of an entry of the grammar."""
        if not entry.spans:
            return None
        first = entry.spans[0]
        printed = self.source.text[first.start : first.end]
        label = label_of(printed) if entry.label else None
        prefix = printed[: label.content] if label else ""
        return self._keep(Passage(tuple(entry.spans), prefix, label, entry.text, prefix, entry.text))

    def take_line(self, line: Line) -> Passage:
        """A line as a passage of its own, without telling a label apart."""
        return self._keep(Passage((line.span,), "", None, line.text, "", line.text))

    def _keep(self, passage: Passage) -> Passage:
        return self.passages.setdefault(passage.start, passage)

    def line_at(self, offset: int) -> int:
        """The index of the line that holds an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def add_after(self, offset: int, texts: Iterable[str]) -> None:
        """Put lines in after the line that holds an offset."""
        self.added.setdefault(self.line_at(offset), []).extend(texts)

    def remove(self, spans: Iterable[Span]) -> None:
        """Take whole passages out."""
        for span in spans:
            if found := self.passages.get(span.start):
                found.is_removed = True

    def built(self) -> SourceDocument:
        """The lines as they are now."""
        texts = self._texts()
        lines: list[Line] = []
        for at, line in enumerate(self.source.lines):
            if (text := texts.get(at, line.text)) is not None:
                lines.append(replace(line, text=text))
            lines += [
                replace(line, text=text, bold=False, italic=False, centred=False, level=None, cell=None, gap=False)
                for text in self.added.get(at, ())
            ]  # fmt: skip
        return _joined(self.source, lines)

    def _texts(self) -> dict[int, str | None]:
        """New texts by the index of the line; None where the line is gone."""
        texts: dict[int, str | None] = {}
        ordered = sorted(self.passages.values(), key=lambda each: each.start, reverse=True)
        for passage in ordered:
            if not passage.is_changed:
                continue
            first, *rest = passage.spans
            for span in rest:
                texts[self.line_at(span.start)] = None
            at = self.line_at(first.start)
            line = self.source.lines[at]
            before = texts.get(at, line.text)
            if before is None:
                continue
            begin, end = first.start - line.start, first.end - line.start
            new = "" if passage.is_removed else passage.prefix + passage.text
            text = (before[:begin] + new + before[end:]).rstrip()
            texts[at] = text if text.strip() else None
        return texts


def _joined(source: SourceDocument, lines: Sequence[Line]) -> SourceDocument:
    """Lines with their places in the text that they make together."""
    placed, at = [], 0
    for line in lines:
        placed.append(replace(line, start=at))
        at += len(line.text) + 1
    return SourceDocument("\n".join(line.text for line in lines), tuple(placed), source.format, source.notes)
