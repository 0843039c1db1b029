"""Old Word formats come by way of LibreOffice; what is missing on the machine is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.fuzz import pdf_file

from tests.vanban.office import needs_office
from tests.vanban.reading.ooxml import abstract, docx, item, level, num, p, row, run, table
from tests.vanban.reading.ooxml import cell as word_cell
from vanban.errors import DamagedDocument, ToolMissing
from vanban.model.source import LineKind
from vanban.reading.converted import convert
from vanban.reading.registry import read

SENTENCE = "Sở Văn hóa chủ trì, phối hợp với các đơn vị tổ chức tuyên truyền về biển đảo trong năm."
BORDERS = "<w:tblPr><w:tblBorders>" + "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
) + "</w:tblBorders></w:tblPr>"  # fmt: skip


def plan() -> bytes:
    numbering = abstract(0, level(0, "upperRoman", "%1."), level(1, "bullet", "-")) + num(1, 0)
    rows = [("TT", "Nội dung"), ("1", "Tổ chức họp báo về biển đảo"), ("2", "Phát hành bản tin")]
    grid = "<w:tblGrid><w:gridCol w:w='800'/><w:gridCol w:w='7000'/></w:tblGrid>"
    cells = "".join(row(*(word_cell(text) for text in texts)) for texts in rows)
    body = (
        item("MỤC ĐÍCH")
        + item(SENTENCE, 1, 1)
        + table(BORDERS + grid + cells)
        + p(run("Trên đây là kế hoạch."))
    )
    return docx(body, numbering=numbering)


LINES = [
    "I. MỤC ĐÍCH", f"- {SENTENCE}", "TT", "Nội dung", "1", "Tổ chức họp báo về biển đảo", "2", "Phát hành bản tin",
    "Trên đây là kế hoạch.",
]  # fmt: skip


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt", "pdf"])
def test_a_file_saved_in_another_format_reads_the_same(suffix: str) -> None:
    found = read(convert(plan(), "docx", suffix), f"plan.{suffix}")
    assert [line.text for line in found.lines] == LINES
    assert [line.cell is not None for line in found.lines] == [False, False, *[True] * 6, False]
    assert found.format == suffix


@pytest.mark.office
@needs_office
def test_what_libreoffice_cannot_open_is_damaged() -> None:
    with pytest.raises(DamagedDocument):
        read(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + "WordDocument".encode("utf-16-le")
            + bytes(900),
            "x.doc",
        )


@pytest.mark.parametrize(
    ("data", "program"),
    [(b"{\\rtf1 x}", "LibreOffice"), (pdf_file().replace(b"Tj ET", b"pj ET"), "OCRmyPDF")],
)
def test_a_missing_program_is_named(
    data: bytes, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match=program):
        read(data, "x")


def test_lines_of_a_word_file_are_the_measure() -> None:
    found = read(plan(), "plan.docx")
    assert [line.text for line in found.lines] == LINES
    assert {line.kind for line in found.lines} == {LineKind.BODY, LineKind.CELL}
