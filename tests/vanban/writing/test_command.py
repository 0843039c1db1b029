"""`vanban write` and the layout side of `vanban check`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import vanban
from tests.vanban.office import needs_office
from tests.vanban.writing.samples import SAMPLES, plan
from vanban.cli import main


@pytest.fixture
def described(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(vanban.document_to_json(plan()), ensure_ascii=False), encoding="utf-8")
    return path


def test_a_description_becomes_a_word_file(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = described.with_suffix(".docx")
    assert main(["write", str(described), "-o", str(target)]) == 0
    assert target.read_bytes() == vanban.write_docx(plan())
    assert target.name in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "không phải JSON hợp lệ (dòng 1)"),
        (b"[]", "document: an object is expected"),
        (b'{"type": "\xff"}', "JSON is UTF-8"),
        (b'{"type": "x", "nothing": 1}', "unknown field nothing"),
    ],
)
def test_a_faulty_description_is_explained(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "faulty.json"
    path.write_bytes(content)
    assert main(["write", str(path), "-o", str(tmp_path / "x.docx")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()


def test_a_target_that_cannot_be_written_is_explained(
    described: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["write", str(described), "-o", str(described.parent / "none" / "x.docx")]) == 2
    assert "x.docx" in capsys.readouterr().err


def test_check_tells_of_layout_and_marks_the_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, marked = tmp_path / "plan.docx", tmp_path / "marked.docx"
    path.write_bytes(vanban.write_docx(plan()))
    assert main(["check", str(path), "--json", "--marked", str(marked)]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert not [each for each in findings if each["rule"].startswith("layout")]
    assert vanban.read_file(marked).source.text == vanban.read_file(path).source.text


def test_only_a_word_file_can_be_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Số: 1/KH-UBND\nKẾ HOẠCH\nCông tác của tỉnh Lam Sơn năm 2026", encoding="utf-8")
    assert main(["check", str(path), "--marked", str(tmp_path / "x.docx")]) == 2
    assert "docx" in capsys.readouterr().err


def test_reading_does_not_load_what_writes() -> None:
    program = (
        "import sys; from vanban.cli import main; main(['read', '-', '--json']);"
        "sys.stderr.write(' '.join(m for m in ('docx', 'PIL', 'vanban.checking.layout', 'vanban.writing.word') if m in sys.modules))"
    )
    given = "Số: 1/KH-UBND\nKẾ HOẠCH\nCông tác của tỉnh Lam Sơn năm 2026".encode()
    done = subprocess.run([sys.executable, "-c", program], input=given, capture_output=True, check=True)
    assert done.stderr == b""


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("name", SAMPLES)
def test_libreoffice_opens_what_is_written_and_prints_the_same_labels(name: str) -> None:
    word = vanban.write_docx(SAMPLES[name]())
    printed = without_blanks(vanban.read_bytes(vanban.docx_to_pdf(word), "x.pdf").source.text)
    lines = [
        line.text for line in vanban.read_bytes(word, "x.docx").source.lines if line.kind != "page-footer"
    ]
    missing = [text for text in lines if without_blanks(text) not in printed]
    # A line that runs over the end of a page is parted by what stands in the margins.
    assert [text for text in missing if len(text) < 80] == []


def without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.office
@needs_office
def test_a_pdf_stands_beside_the_word_file(described: Path) -> None:
    assert main(["write", str(described), "-o", str(described.with_suffix(".docx")), "--pdf"]) == 0
    assert described.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert described.with_suffix(".docx").exists()
