"""Labels are Word's own numbers, as far as Word can count the way offices do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.vanban.writing.samples import plan
from vanban.checking.layout_word import read_layout
from vanban.pipeline import read_bytes
from vanban.writing.documents import Annex, Block, Heading, Layout, Level, Point
from vanban.writing.numbering import ALPHABET
from vanban.writing.word import write

TEXT = "Về nội dung công việc"


def printed(*body: Block, layout: Layout = Layout.STATE) -> list[str]:
    """The labels of a body, as they are read."""
    document = replace(
        plan(), body=body, bases=(), closing=(), annexes=(), contact=(), layout=layout, recipients=()
    )
    lines = [
        line.text for line in read_bytes(write(replace(document, signature=None)), "x.docx").source.lines
    ]
    return [text[: -len(TEXT)].strip() for text in lines if text.endswith((TEXT, TEXT.upper()))]


def point(level: Level, label: str | None = None) -> Point:
    return Point(level, TEXT, label)


def heading(level: Level, label: str | None = None) -> Heading:
    return Heading(level, TEXT, label)


def test_points_follow_the_vietnamese_alphabet() -> None:
    found = printed(*[point(Level.LETTER)] * len(ALPHABET))
    assert found == [f"{letter})" for letter in "abcdđeghiklmnopqrstuvxy"]


def test_a_run_of_points_begins_anew_under_the_next_number() -> None:
    body: tuple[Block, ...] = (
        heading(Level.NUMBER),
        *[point(Level.LETTER)] * 6,
        heading(Level.NUMBER),
        *[point(Level.LETTER)] * 2,
    )
    assert printed(*body) == ["1.", "a)", "b)", "c)", "d)", "đ)", "e)", "2.", "a)", "b)"]


def test_numbers_count_within_their_heading() -> None:
    body = (
        point(Level.NUMBER),
        heading(Level.ROMAN),
        heading(Level.NUMBER),
        heading(Level.NUMBER2),
        heading(Level.NUMBER2),
        heading(Level.NUMBER),
        heading(Level.NUMBER2),
        heading(Level.ROMAN),
        heading(Level.NUMBER),
    )
    found = printed(*body)
    assert found == ["1.", "I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "II.", "1."]


def test_articles_count_through_all_chapters() -> None:
    body = (
        heading(Level.CHAPTER),
        heading(Level.ARTICLE),
        point(Level.NUMBER),
        heading(Level.ARTICLE),
        heading(Level.CHAPTER),
        heading(Level.ARTICLE),
        point(Level.NUMBER),
    )
    found = printed(*body)
    assert found == ["Chương I", "Điều 1.", "1.", "Điều 2.", "Chương II", "Điều 3.", "1."]


@pytest.mark.parametrize(
    ("label", "automatic"), [("1.", True), ("I.", False), ("7.", False), ("(1)", False), ("", False)]
)
def test_a_label_asked_for_is_automatic_only_where_it_is_next(label: str, automatic: bool) -> None:
    document = replace(plan(), body=(point(Level.NUMBER, label),), bases=())
    (found,) = [p for p in read_layout(write(document)).paragraphs if TEXT in p.text]
    assert found.text.startswith("Về" if automatic or not label else label)
    assert printed(point(Level.NUMBER, label)) == [label]


def test_a_list_that_begins_anew_stays_automatic() -> None:
    body = (point(Level.LETTER), point(Level.LETTER), point(Level.LETTER, "a)"), point(Level.LETTER))
    assert printed(*body) == ["a)", "b)", "a)", "b)"]
    numbers = (point(Level.NUMBER), point(Level.NUMBER), point(Level.NUMBER, "1."), point(Level.NUMBER))
    assert printed(*numbers) == ["1.", "2.", "1.", "2."]


def test_bullets_are_a_list() -> None:
    assert printed(point(Level.DASH), point(Level.PLUS), point(Level.STAR)) == ["-", "+", "*"]


def test_the_party_writes_a_dash_after_roman_numbers() -> None:
    found = printed(heading(Level.ROMAN), layout=Layout.PARTY)
    assert found == ["I-"]


def test_an_annex_counts_on_its_own() -> None:
    annex = Annex("Danh mục", (point(Level.NUMBER), point(Level.NUMBER)))
    document = replace(plan(), body=(point(Level.NUMBER), point(Level.NUMBER)), bases=(), annexes=(annex,))
    lines = [line.text for line in read_bytes(write(document), "x.docx").source.lines]
    assert [text[:2] for text in lines if TEXT in text] == ["1.", "2.", "1.", "2."]
