"""Whatever a Word file looks like, looking at its layout ends, and in nothing but the library's own errors."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vanban
from tests.vanban.reading.ooxml import docx, p, run
from tests.vanban.word_maker import word_file
from tests.vanban.writing.samples import plan
from vanban.reading.registry import read

PLANS = Path(__file__).parent.parent / "grammar" / "whole_plans"
WRITTEN = vanban.write_docx(plan())
PIECES = (
    "<w:p/>", "<w:tbl>", "</w:tc>", 'w:val="-5"', 'w:val="x"', "<w:sectPr/>", 'w:sz="99999999999"', "<w:drawing/>", "\u0301",
)  # fmt: skip


def looked_at(data: bytes) -> None:
    try:
        reading = vanban.read_bytes(data, "x.docx")
        findings = vanban.check_layout(data, reading)
        vanban.mark_docx(data, replace(reading, findings=findings))
    except vanban.VanbanError:
        return
    for finding in findings:
        for span in finding.spans:
            assert 0 <= span.start <= span.end <= len(reading.source.text)


@pytest.mark.parametrize("name", sorted(path.stem for path in PLANS.glob("*.txt")))
def test_a_file_set_by_other_hands_is_looked_at(name: str) -> None:
    data, _ = word_file(read((PLANS / f"{name}.txt").read_bytes(), name))
    reading = vanban.read_bytes(data, "x.docx")
    findings = vanban.check_layout(data, reading)
    marked = vanban.mark_docx(data, replace(reading, findings=(*findings, *vanban.check(reading))))
    assert vanban.read_bytes(marked, "x.docx").source.text == reading.source.text


def test_a_file_of_one_paragraph_without_sections_is_looked_at() -> None:
    looked_at(
        docx(p(run("Phụ lục")) + p(run("Kế hoạch công tác thông tin đối ngoại của tỉnh Lam Sơn năm 2026")))
    )


@settings(max_examples=60, deadline=None)
@given(
    part=st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml"]),
    changes=st.lists(
        st.tuples(st.integers(0, 9000), st.integers(0, 40), st.sampled_from(PIECES)), max_size=3
    ),
)
def test_a_broken_file_ends_in_an_error_of_the_library(
    part: str, changes: list[tuple[int, int, str]]
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == part:
                for start, length, piece in changes:
                    content = content[:start] + piece + content[start + length :]
            new.writestr(name, content)
    looked_at(stream.getvalue())


@settings(max_examples=60, deadline=None)
@given(value=st.sampled_from(["0", "-1", "99999999999", "x", "", "1.5"]), at=st.integers(0, 400))
def test_a_strange_number_anywhere_is_no_obstacle(value: str, at: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            pieces = content.split('="')
            if name.startswith("word/") and len(pieces) > 1:
                place = at % (len(pieces) - 1) + 1
                pieces[place] = value + pieces[place][pieces[place].find('"') :]
                content = '="'.join(pieces)
            new.writestr(name, content)
    looked_at(stream.getvalue())
