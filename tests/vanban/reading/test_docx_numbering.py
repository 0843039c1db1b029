"""Automatic numbers of Word documents are read as the labels that Word prints."""

from __future__ import annotations

import pytest

from tests.vanban.reading.ooxml import abstract, item, level, num, p, texts
from vanban.reading.docx.numbering import format_number

OUTLINE = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
    level(3, "bullet", "-"),
) + num(1, 0)


def test_an_outline_prints_roman_digits_letters_and_dashes() -> None:
    body = "".join(
        item(text, 1, depth)
        for text, depth in [
            ("MỤC ĐÍCH", 0), ("Mục đích", 1), ("Yêu cầu", 1), ("NHIỆM VỤ", 0), ("Tuyên truyền", 1),
            ("Báo chí", 2), ("Phát thanh", 2), ("Tổ chức họp báo", 3), ("Đối ngoại", 1), ("Trang tin", 2),
        ]
    )  # fmt: skip
    assert texts(body, numbering=OUTLINE) == [
        "I. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "II. NHIỆM VỤ", "1. Tuyên truyền",
        "a) Báo chí", "b) Phát thanh", "- Tổ chức họp báo", "2. Đối ngoại", "a) Trang tin",
    ]  # fmt: skip


def test_a_level_prints_the_numbers_above_it() -> None:
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.")) + num(1, 0)
    body = item("một") + item("hai", 1, 1) + item("ba", 1, 1) + item("bốn") + item("năm", 1, 1)
    assert texts(body, numbering=numbering) == ["1. một", "1.1. hai", "1.2. ba", "2. bốn", "2.1. năm"]


def test_a_legal_level_prints_roman_parents_as_digits() -> None:
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(
        1, 0
    )
    assert texts(item("a") + item("b", 1, 1), numbering=numbering) == ["I. a", "1.1 b"]


def test_a_level_whose_parent_was_never_used_shows_the_parents_start() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.", start=3), level(1, "decimal", "%1.%2.")) + num(1, 0)
    assert texts(item("x", 1, 1), numbering=numbering) == ["3.1. x"]


def test_lists_of_one_abstract_list_count_on_together() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0)
    assert texts(item("a", 1) + item("b", 2) + item("c", 1), numbering=numbering) == ["1. a", "2. b", "3. c"]


def test_a_list_with_its_own_start_begins_there_once() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0, override)
    body = item("a", 1) + item("b", 1) + item("c", 2) + item("d", 2)
    assert texts(body, numbering=numbering) == ["1. a", "2. b", "1. c", "2. d"]


def test_a_start_of_its_own_also_shows_in_the_numbers_below_it() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="6"/></w:lvlOverride>'
    levels = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
    numbering = abstract(0, *levels) + num(1, 0) + num(2, 0, override)
    body = item("a", 1) + item("b", 1, 1) + item("c", 2, 1) + item("d", 2, 1)
    assert texts(body, numbering=numbering) == ["1. a", "1.1. b", "6.1. c", "6.2. d"]


def test_a_list_may_override_the_format_of_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0, override)
    assert texts(item("a") + item("b"), numbering=numbering) == ["a) a", "b) b"]


@pytest.mark.parametrize(("restart", "expected"), [("", "1."), ('<w:lvlRestart w:val="0"/>', "2.")])
def test_a_level_restarts_below_a_new_parent_unless_told_not_to(restart: str, expected: str) -> None:
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", restart)) + num(1, 0)
    body = item("A") + item("a", 1, 1) + item("B") + item("b", 1, 1)
    assert texts(body, numbering=numbering)[-1] == f"{expected} b"


def test_a_style_carries_numbering_and_a_paragraph_can_take_it_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        p("MỤC ĐÍCH", '<w:pStyle w:val="H1"/>')
        + p("Yêu cầu", '<w:pStyle w:val="H2"/>')
        + p("Không số", '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert texts(body, numbering=OUTLINE, styles=styles) == ["I. MỤC ĐÍCH", "1. Yêu cầu", "Không số"]


def test_a_style_without_a_level_takes_the_level_that_names_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Point"><w:name w:val="Point"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    numbering = abstract(
        0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:pStyle w:val="Point"/>')
    ) + num(1, 0)
    assert texts(p("x", '<w:pStyle w:val="Point"/>'), numbering=numbering, styles=styles) == ["a) x"]


def test_a_list_may_borrow_its_levels_from_a_list_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="S"/>{level(0, "decimal", "Điều %1.")}</w:abstractNum>'
        + num(1, 0)
    )
    assert texts(item("Ban hành"), numbering=numbering) == ["Điều 1. Ban hành"]


@pytest.mark.parametrize(
    ("glyph", "depth", "label"),
    [("-", 0, "-"), ("–", 1, "-"), ("+", 0, "+"), ("*", 2, "*"), ("\uf0b7", 0, "-"), ("o", 1, "+"), ("\uf0a7", 2, "*"),
     ("•", 0, "-")],
)  # fmt: skip
def test_bullets_become_the_signs_of_the_genre(glyph: str, depth: int, label: str) -> None:
    numbering = abstract(0, level(depth, "bullet", glyph)) + num(1, 0)
    assert texts(item("việc", 1, depth), numbering=numbering) == [f"{label} việc"]


@pytest.mark.parametrize(
    ("number_format", "label"),
    [("decimal", "4"), ("decimalZero", "04"), ("upperRoman", "IV"), ("lowerRoman", "iv"), ("upperLetter", "D"),
     ("lowerLetter", "d"), ("none", ""), ("ordinalText", "4")],
)  # fmt: skip
def test_every_number_format_is_printed(number_format: str, label: str) -> None:
    assert format_number(4, number_format) == label


def test_a_deleted_paragraph_does_not_count() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = p(
        '<w:del w:id="1"><w:r><w:delText>bỏ</w:delText></w:r></w:del>',
        numbered + '<w:rPr><w:del w:id="2"/></w:rPr>',
    )
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    assert texts(item("a") + deleted + item("b"), numbering=numbering) == ["1. a", "2. b"]


def test_a_missing_list_prints_no_label() -> None:
    assert texts(item("việc", 9), numbering=OUTLINE) == ["việc"]
