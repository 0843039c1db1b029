"""What a rule on layout is: one class a rule, looking at how a Word file is set.

Like the rules on what a document says, with one difference: their examples are no texts. Each rule is silent on the
document that `vanban.writing` writes, and speaks once the change that its `bad` describes is made in that file.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from vanban.checking.layout_parts import LayoutCase
from vanban.checking.layout_word import Laid
from vanban.checking.rule import DECREE_30, AnyRule
from vanban.model import Finding
from vanban.writing.measures import Measure, Part

MOST_PLACES = 40
"""Places that one finding names."""

NAMES: Mapping[Part, tuple[str, str]] = {
    Part.STATE_NAME: ("Quốc hiệu", "the name of the State"),
    Part.MOTTO: ("Tiêu ngữ", "the motto"),
    Part.SUPERIOR: ("tên cơ quan chủ quản", "the superior body"),
    Part.ISSUER: ("tên cơ quan ban hành", "the issuing body"),
    Part.NUMBER: ("số, ký hiệu", "number and symbol"),
    Part.PLACE_DATE: ("địa danh và thời gian", "place and date"),
    Part.TYPE: ("tên loại văn bản", "the type of document"),
    Part.SUBJECT: ("trích yếu nội dung", "the subject"),
    Part.LETTER_SUBJECT: ("trích yếu công văn", "the subject of the letter"),
    Part.ADDRESSEE: ("“Kính gửi”", "the receivers addressed"),
    Part.BASIS: ("căn cứ ban hành", "the grounds"),
    Part.BODY: ("nội dung văn bản", "running text"),
    Part.CHAPTER: ("phần, chương, mục", "part, chapter, section"),
    Part.ROMAN: ("đề mục I, II, III", "headings I, II, III"),
    Part.ARTICLE: ("điều", "articles"),
    Part.NUMBERED: ("khoản có tiêu đề", "titled items"),
    Part.AUTHORITY: ("quyền hạn, chức vụ của người ký", "authority and office of the signer"),
    Part.SIGNER: ("họ tên người ký", "the signer's name"),
    Part.RECIPIENTS_WORD: ("chữ “Nơi nhận”", "the word “Nơi nhận”"),
    Part.RECIPIENTS: ("danh sách nơi nhận", "the list of recipients"),
    Part.ANNEX_LABEL: ("chữ “Phụ lục”", "the word “Phụ lục”"),
    Part.ANNEX_TITLE: ("tên phụ lục", "the title of the annex"),
    Part.ANNEX_REFERENCE: ("dòng “Kèm theo”", "the line “Kèm theo”"),
    Part.PAGE_NUMBER: ("số trang", "the page number"),
}
"""Elements of form as messages name them, in Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a written file changed: the part of the package, what stands there, what is put in its place."""

    part: str
    old: str
    new: str


class LayoutRule(AnyRule):
    """One check. Subclasses set the class attributes and yield findings from `find`."""

    bad: ClassVar[Change]
    party: ClassVar[bool] = False
    """Whether the rule also holds for documents of the Party."""

    @abstractmethod
    def find(self, layout: LayoutCase) -> Iterator[Finding]:
        """The findings of this rule, in order of the document."""

    def finding(self, vi: str, en: str, layout: LayoutCase, paragraphs: Sequence[Laid] = ()) -> Finding:
        """A finding of this rule at some paragraphs, or on the document as a whole."""
        spans = layout.spans(paragraphs[:MOST_PLACES]) if paragraphs else layout.case.whole()
        return Finding(self.id, self.severity, vi, en, spans)


def place(measure: Measure) -> str:
    """The article of a measure without the decree's own number."""
    return article_place(measure.article)


def article_place(article: str) -> str:
    """An article without the decree's own number."""
    return article.removeprefix(f"{DECREE_30}, ")


def number(value: float) -> str:
    """12.7 → "12,7", as Vietnamese prints it; one decimal."""
    return f"{round(value, 1):g}".replace(".", ",")
