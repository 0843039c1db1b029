"""Footnotes become Word's own, where their mark stands, and come back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

import vanban
from tests.vanban.writing.samples import plan
from vanban.model import LineKind
from vanban.writing.documents import OfficialDocument, Paragraph

TEXT = "Tuyên truyền các ngày kỷ niệm{} và các sự kiện lớn{} của tỉnh Lam Sơn trong năm 2026."


def document(first: str, second: str) -> OfficialDocument:
    return replace(
        plan(),
        body=(Paragraph(TEXT.format(first, second)),),
        notes=("Ngày thành lập tỉnh.", "Lễ hội <mùa> xuân & thu."),
    )


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode() if name in package.namelist() else ""


@pytest.mark.parametrize(("first", "second"), [("⁽¹⁾", "⁽²⁾"), ("[1]", "[2]")])
def test_marks_become_references(first: str, second: str) -> None:
    data = vanban.write_docx(document(first, second))
    assert part(data, "word/document.xml").count("w:footnoteReference") == 2
    lines = vanban.read_bytes(data, "x.docx").source.lines
    assert TEXT.format("⁽¹⁾", "⁽²⁾") in [line.text for line in lines]
    notes = [line.text for line in lines if line.kind is LineKind.FOOTNOTE]
    assert notes == ["⁽¹⁾ Ngày thành lập tỉnh.", "⁽²⁾ Lễ hội <mùa> xuân & thu."]


def test_they_come_back_from_reading() -> None:
    given = document("⁽¹⁾", "⁽²⁾")
    rebuilt = vanban.official_document(vanban.read_bytes(vanban.write_docx(given), "x.docx"))
    assert rebuilt.notes == given.notes


def test_a_mark_without_a_note_stays_text() -> None:
    data = vanban.write_docx(replace(document("[1]", "[7]"), notes=()))
    assert "footnotes" not in part(data, "[Content_Types].xml")
    assert TEXT.format("[1]", "[7]") in vanban.read_bytes(data, "x.docx").source.text


def test_a_note_is_referred_to_once() -> None:
    data = vanban.write_docx(document("⁽¹⁾", "⁽¹⁾"))
    assert part(data, "word/document.xml").count("w:footnoteReference") == 1
