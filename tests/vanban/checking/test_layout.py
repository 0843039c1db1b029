"""Rules on layout: silent on what is written here, speaking once one place of it is changed, quiet on what they cannot judge."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import docx
import pytest

import vanban
from tests.vanban.writing.samples import SAMPLES, letter, party_plan, plan
from vanban.checking import RULES, rule_of
from vanban.checking.layout import BY_ID, LAYOUT_RULES
from vanban.checking.layout_rule import Change, LayoutRule
from vanban.checking.layout_word import read_layout
from vanban.writing.documents import OfficialDocument


def changed(data: bytes, change: Change) -> bytes:
    """A file with one text of one part replaced everywhere."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == change.part:
                assert change.old.encode() in content
                content = content.replace(change.old.encode(), change.new.encode())
            new.writestr(name, content)
    return stream.getvalue()


def found(data: bytes, rule: str) -> list[vanban.Finding]:
    return [finding for finding in vanban.check_layout(data) if finding.rule == rule]


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_written_passes_its_own_check(name: str) -> None:
    assert [finding.vi for finding in vanban.check_layout(vanban.write_docx(SAMPLES[name]()))] == []


@pytest.mark.parametrize("rule", LAYOUT_RULES, ids=lambda rule: rule.id)
def test_a_rule_speaks_on_its_bad_change_in_both_languages(rule: LayoutRule) -> None:
    data = changed(vanban.write_docx(plan()), rule.bad)
    reading = vanban.read_bytes(data, "plan.docx")
    findings = [finding for finding in vanban.check_layout(data, reading) if finding.rule == rule.id]
    assert findings
    for finding in findings:
        assert finding.vi
        assert finding.en
        assert finding.vi != finding.en
        assert finding.spans
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(reading.source.text)


def test_ids_are_unique_plain_words_and_lead_back_to_the_rule() -> None:
    ids = [rule.id for rule in RULES] + [rule.id for rule in LAYOUT_RULES]
    assert len(set(ids)) == len(ids)
    for rule in LAYOUT_RULES:
        assert re.fullmatch(r"layout(?:-[a-z]+)+", rule.id)
        assert rule_of(rule.id) is rule
        assert rule.source.startswith("Nghị định số 30/2020/NĐ-CP, phụ lục I")


@pytest.mark.parametrize("rule", LAYOUT_RULES, ids=lambda rule: rule.id)
def test_the_page_on_writing_names_every_rule(rule: LayoutRule, request: pytest.FixtureRequest) -> None:
    page = request.config.rootpath / "docs" / "mechanisms" / "writing.md"
    assert f"`{rule.id}`" in page.read_text(encoding="utf-8")


def test_a_finding_names_the_measure_and_its_article() -> None:
    (finding,) = found(changed(vanban.write_docx(plan()), BY_ID["layout-margins"].bad), "layout-margins")
    assert "lề trái 20 mm (quy định 30–35 mm)" in finding.vi
    assert finding.severity is vanban.Severity.WARNING
    (size,) = found(changed(vanban.write_docx(plan()), BY_ID["layout-size"].bad), "layout-size")
    assert "Tiêu ngữ là 12; quy định 13–14 (phụ lục I, phần I, mục II khoản 1)" in size.vi


def test_the_place_of_a_finding_is_the_paragraph() -> None:
    data = changed(vanban.write_docx(plan()), BY_ID["layout-capitals"].bad)
    reading = vanban.read_bytes(data, "plan.docx")
    (finding,) = [each for each in vanban.check_layout(data, reading) if each.rule == "layout-capitals"]
    (span,) = finding.spans
    assert reading.source.text[span.start : span.end] == "I. Mục đích, yêu cầu"


# --- what cannot be judged


def test_a_party_document_is_held_only_to_sheet_and_font() -> None:
    data = vanban.write_docx(party_plan())
    for rule in LAYOUT_RULES:
        if rule.bad.old not in _part(data, rule.bad.part):
            continue
        assert bool(found(changed(data, rule.bad), rule.id)) is rule.party, rule.id


def _part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_a_document_older_than_the_decree_is_left_alone() -> None:
    data = vanban.write_docx(replace(plan(), date=date(2019, 2, 14)))
    assert vanban.check_layout(changed(data, BY_ID["layout-font"].bad)) == ()


@pytest.mark.parametrize(
    "text", ["Số: 1/KH-UBND\nKế hoạch của tỉnh Lam Sơn năm 2026 về thông tin đối ngoại".encode()]
)
def test_files_without_a_layout_have_no_findings(text: bytes) -> None:
    assert vanban.check_layout(text) == ()


def test_a_short_letter_needs_no_page_numbers() -> None:
    data = changed(vanban.write_docx(letter()), BY_ID["layout-page-number"].bad)
    assert found(data, "layout-page-number") == []


Spoil = Callable[[docx.document.Document], None]


def spoiled(document: OfficialDocument, spoil: Spoil) -> bytes:
    """A written file changed with another library, the way an officer would in Word."""
    word = docx.Document(io.BytesIO(vanban.write_docx(document)))
    spoil(word)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def bold_word(word: docx.document.Document) -> None:
    paragraph = next(p for p in word.paragraphs if p.text.startswith("Giới thiệu tiềm năng"))
    paragraph.add_run(" Lưu ý.").bold = True


def typed_indent(word: docx.document.Document) -> None:
    word.styles["VB Nội dung"].paragraph_format.first_line_indent = docx.shared.Cm(1.25)


def exact_lines(word: docx.document.Document) -> None:
    word.styles["VB Nội dung"].paragraph_format.line_spacing = docx.shared.Pt(18)


def one_symbol(word: docx.document.Document) -> None:
    word.paragraphs[8].add_run("→").font.name = "Symbol"


def millimetre(word: docx.document.Document) -> None:
    word.sections[0].left_margin = docx.shared.Cm(2.95)


@pytest.mark.parametrize("spoil", [bold_word, typed_indent, exact_lines, one_symbol, millimetre])
def test_what_offices_do_within_reason_is_no_fault(spoil: Spoil) -> None:
    assert [finding.vi for finding in vanban.check_layout(spoiled(plan(), spoil))] == []


def direct_size(word: docx.document.Document) -> None:
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            run.font.size = docx.shared.Pt(12)


def test_direct_formatting_counts_over_the_style() -> None:
    findings = found(spoiled(plan(), direct_size), "layout-size")
    assert any("nội dung văn bản là 12" in each.vi for each in findings)


# --- the marked copy


def test_a_copy_carries_each_finding_at_its_place() -> None:
    data = changed(vanban.write_docx(plan()), BY_ID["layout-capitals"].bad)
    reading = vanban.read_bytes(data, "plan.docx")
    reading = replace(reading, findings=vanban.check_layout(data, reading) + vanban.check(reading))
    marked = vanban.mark_docx(data, reading)
    word = docx.Document(io.BytesIO(marked))
    texts = [comment.text for comment in word.comments]
    assert len(texts) >= len(reading.findings)
    assert all(any(finding.vi in text for text in texts) for finding in reading.findings)
    assert all("Nghị định" in text or "Bộ luật" in text for text in texts)
    heading = next(p for p in word.paragraphs if p.text == "Mục đích, yêu cầu")
    assert "w:commentRangeStart" in heading._p.xml
    assert "in hoa" in " ".join(texts)


def test_a_marked_copy_reads_like_the_file_and_is_always_the_same() -> None:
    data = vanban.write_docx(plan())
    reading = vanban.read_bytes(data, "plan.docx")
    reading = replace(reading, findings=vanban.check(reading))
    marked = vanban.mark_docx(data, reading, "en")
    assert marked == vanban.mark_docx(data, reading, "en")
    assert vanban.read_bytes(marked, "m.docx").source.text == reading.source.text
    assert [p.text for p in read_layout(marked).paragraphs] == [p.text for p in read_layout(data).paragraphs]


def test_only_word_files_can_be_marked() -> None:
    reading = vanban.read_bytes("Số: 1/KH-UBND\nKẾ HOẠCH\nCông tác của tỉnh Lam Sơn".encode(), "plan.txt")
    with pytest.raises(vanban.UnwritableDocument):
        vanban.mark_docx(b"", reading)
