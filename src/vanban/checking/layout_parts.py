"""Which paragraph of a Word file is which element of form, and where it stands in the text that was read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from vanban.checking.layout_word import Laid, WordLayout
from vanban.checking.rule import Case
from vanban.model import Line, Span
from vanban.text.labels import LabelKind, label_of
from vanban.text.motto import MOTTO, PARTY, STATE
from vanban.writing import measures
from vanban.writing.measures import Part, Rules

_STATE = re.compile(rf"^(?:{STATE}|{PARTY})$")
_MOTTO = re.compile(rf"^\W*{MOTTO}\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\W{0,3}Số\b.{0,60}[A-ZĐ]")
_DATED = re.compile(r",\s*ngày\b.*\btháng\b.*\bnăm\b")
_ABOUT = re.compile(r"^(?:V/v|Về việc)\b")
_ADDRESSED = re.compile(r"^\W*Kính\s+gửi\b", re.IGNORECASE)
_BASIS = re.compile(r"^Căn cứ\b")
_RECIPIENTS = re.compile(r"^\W*Nơi\s+nhận\b", re.IGNORECASE)
_BEHALF = re.compile(r"^\W*(?:TM|T/M|KT|K/T|TL|T/L|TUQ)\s?\.?\s?[^\W\d_]|^Q\.\s")
_CARRIED = re.compile(r"^\(\s*(?:Ban hành\s+)?kèm\s+theo\b", re.IGNORECASE)
_HEADS = {
    LabelKind.ROMAN: Part.ROMAN, LabelKind.ARTICLE: Part.ARTICLE, LabelKind.PART: Part.CHAPTER, LabelKind.NUMBER: Part.NUMBERED,
}  # fmt: skip
_WINDOW = 60
"""Lines among which a paragraph is looked for."""
_HEAD_LINES = 40
RUNNING_TEXT = 60
"""Letters from which a paragraph is running text, whose lines can be judged."""


@dataclass(frozen=True)
class LayoutCase:
    """A Word file before the rules on layout."""

    word: WordLayout
    case: Case

    @cached_property
    def rules(self) -> Rules:
        """The measures that apply."""
        return measures.PARTY if self.case.is_party else measures.STATE

    @cached_property
    def lines_of(self) -> Mapping[int, tuple[int, ...]]:
        """Paragraph → lines of the source that print it."""
        return _aligned(self.word.paragraphs, self.case.lines)

    @cached_property
    def paragraph_at(self) -> Mapping[int, int]:
        """Line of the source → paragraph."""
        return {line: paragraph for paragraph, lines in self.lines_of.items() for line in lines}

    def spans(self, paragraphs: Sequence[Laid]) -> tuple[Span, ...]:
        """Where paragraphs stand in the source; the head of the document where they cannot be told."""
        found = [
            self.case.lines[line].span for each in paragraphs for line in self.lines_of.get(each.index, ())
        ]
        return tuple(span for span in found if span.start < span.end) or self.case.whole()

    def paragraphs_of(self, span: Span) -> list[int]:
        """Indices of the paragraphs that print a span of the source."""
        first, last = self.case.index_at(span.start), self.case.index_at(max(span.start, span.end - 1))
        return sorted(
            {self.paragraph_at[line] for line in range(first, last + 1) if line in self.paragraph_at}
        )

    def places(self, spans: Sequence[Span]) -> list[int]:
        """Indices of the paragraphs that print these spans, each once."""
        return sorted({index for span in spans for index in self.paragraphs_of(span)})

    @cached_property
    def parts(self) -> Mapping[Part, list[Laid]]:
        """Element of form → its paragraphs, in order."""
        return _Parts(self).found


def _aligned(paragraphs: Sequence[Laid], lines: Sequence[Line]) -> dict[int, tuple[int, ...]]:
    """Walk both in order; a paragraph may be several lines, and its label stands only in the line."""
    found: dict[int, tuple[int, ...]] = {}
    at = 0
    for paragraph in paragraphs:
        mine: list[int] = []
        for text in (piece.strip() for piece in paragraph.text.split("\n")):
            if not text:
                continue
            place = next(
                (i for i in range(at, min(at + _WINDOW, len(lines))) if _prints(lines[i].text, text)), None
            )
            if place is not None:
                mine.append(place)
                at = place + 1 if lines[place].text.endswith(text) else place
        if mine:
            found[paragraph.index] = tuple(dict.fromkeys(mine))
    return found


def _prints(line: str, text: str) -> bool:
    return (
        line == text
        or line.endswith(f" {text}")
        or (len(line) > 12 and line in text)
        or (len(text) > 12 and text in line)
    )


class _Parts:
    """Finds the elements: those of the head by their words, the others by what was read."""

    def __init__(self, layout: LayoutCase) -> None:
        self.found: dict[Part, list[Laid]] = defaultdict(list)
        self._layout = layout
        self._paragraphs = [each for each in layout.word.paragraphs if each.text]
        self._taken: set[int] = set()
        self._head()
        self._sections()
        self._closing()
        self._annexes()
        self._body()

    def _take(self, part: Part, paragraph: Laid) -> None:
        if paragraph.index not in self._taken:
            self._taken.add(paragraph.index)
            self.found[part].append(paragraph)

    def _head(self) -> None:
        header = self._layout.case.document.header
        issuer, title = (header.issuer or "").upper(), header.title or ""
        kind = (header.type or "").upper()
        for paragraph in self._before_sections():
            text = paragraph.text
            if _STATE.match(text):
                self._take(Part.STATE_NAME, paragraph)
            elif _MOTTO.match(text):
                self._take(Part.MOTTO, paragraph)
            elif _NUMBER.match(text) and not _DATED.search(text):
                self._take(Part.NUMBER, paragraph)
            elif _DATED.search(text) and len(text) < 80 and not _NUMBER.match(text):
                self._take(Part.PLACE_DATE, paragraph)
            elif _ABOUT.match(text) and paragraph.cell is not None:
                self._take(Part.LETTER_SUBJECT, paragraph)
            elif kind and text == kind:
                self._take(Part.TYPE, paragraph)
            elif _ADDRESSED.match(text):
                self._take(Part.ADDRESSEE, paragraph)
            elif _BASIS.match(text):
                self._take(Part.BASIS, paragraph)
            elif text.rstrip(" .") in title and self._follows_the_title(paragraph):
                self._take(Part.SUBJECT, paragraph)
            elif issuer and Part.NUMBER not in self.found and text.isupper():
                self._take(Part.ISSUER if text in issuer else Part.SUPERIOR, paragraph)

    def _follows_the_title(self, paragraph: Laid) -> bool:
        """Whether nothing, or one empty line above the subject, parts a paragraph from the type and the subject."""
        above = self.found[Part.SUBJECT] or self.found[Part.TYPE]
        return bool(above) and paragraph.index - above[-1].index <= (1 if self.found[Part.SUBJECT] else 2)

    def _before_sections(self) -> list[Laid]:
        first = self._first_section()
        head = [each for each in self._paragraphs if first is None or each.index < first]
        return head[:_HEAD_LINES]

    def _first_section(self) -> int | None:
        starts = [span for section in self._layout.case.document.sections for span in section.spans]
        found = [index for span in starts for index in self._layout.paragraphs_of(span)]
        return min(found, default=None)

    def _sections(self) -> None:
        for section in self._layout.case.document.sections:
            for span in section.spans[:1]:
                label = label_of(self._layout.case.text_of(span))
                part = _HEADS.get(label.kind) if label else None
                for paragraph in self._of(span):
                    if part and paragraph.cell is None:
                        self._take(part, paragraph)

    def _of(self, span: Span) -> list[Laid]:
        return [self._layout.word.paragraphs[index] for index in self._layout.paragraphs_of(span)]

    def _closing(self) -> None:
        document = self._layout.case.document
        for recipient in document.recipients:
            for paragraph in (each for span in recipient.spans for each in self._of(span)):
                self._take(
                    Part.RECIPIENTS_WORD if _RECIPIENTS.match(paragraph.text) else Part.RECIPIENTS, paragraph
                )
        for signer in document.signers:
            for paragraph in (each for span in signer.spans for each in self._of(span)):
                self._take(Part.SIGNER if paragraph.text.endswith(signer.name) else Part.AUTHORITY, paragraph)
        for paragraph in self._paragraphs:
            if _RECIPIENTS.match(paragraph.text) and len(paragraph.text) < 14:
                self._take(Part.RECIPIENTS_WORD, paragraph)
            elif _BEHALF.match(paragraph.text) and paragraph.text.isupper():
                self._take(Part.AUTHORITY, paragraph)

    def _annexes(self) -> None:
        for at, paragraph in enumerate(self._paragraphs):
            label = label_of(paragraph.text)
            if (
                label is None
                or label.kind is not LabelKind.ANNEX
                or paragraph.cell
                or len(paragraph.text) > 20
            ):
                continue
            self._take(Part.ANNEX_LABEL, paragraph)
            for following in self._paragraphs[at + 1 : at + 5]:
                if _CARRIED.match(following.text):
                    self._take(Part.ANNEX_REFERENCE, following)
                    break
                if following.cell is None and following.text.isupper():
                    self._take(Part.ANNEX_TITLE, following)

    def _body(self) -> None:
        close = min(
            (each.index for part in (Part.RECIPIENTS_WORD, Part.AUTHORITY) for each in self.found[part]),
            default=None,
        )
        opening = [
            each.index for part in (Part.SUBJECT, Part.LETTER_SUBJECT, Part.TYPE) for each in self.found[part]
        ]
        start = max(opening, default=0)
        for paragraph in self._paragraphs:
            if paragraph.index <= start or (close is not None and paragraph.index >= close):
                continue
            if (
                paragraph.cell is None
                and len(paragraph.text) >= RUNNING_TEXT
                and not _CARRIED.match(paragraph.text)
            ):
                self._take(Part.BODY, paragraph)
