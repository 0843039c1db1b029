"""Reading what was written gives the document back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import vanban
from tests.vanban.writing.samples import SAMPLES, plan, report
from tests.vanban.writing.strategies import documents
from vanban.writing.documents import Heading, OfficialDocument, Paragraph, Point, Table
from vanban.writing.markup import printable

INVENTED = Path(__file__).parent.parent / "grammar" / "whole_plans"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "plans"


def read(document: OfficialDocument) -> vanban.Reading:
    return vanban.read_bytes(vanban.write_docx(document), "document.docx")


def told(reading: vanban.Reading) -> dict[str, Any]:
    """What a reading says, without places and without the kinds of findings."""
    found = vanban.to_json(reading)
    for part in ("spans", "notes", "findings", "id"):
        found.pop(part)
    found["header"].pop("issuer_inferred")
    for value in found.values():
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, dict):
                node.pop("spans", None)
    for amount in found["budget"]["amounts"]:
        amount.pop("spans")
    for section in found["sections"]:
        section["title"] = section["title"].upper()
    return found


def test_the_header_says_what_was_given() -> None:
    header = read(report()).document.header
    assert (header.issuer, header.number, header.symbol) == ("Sở Ngoại vụ", "07", "BC-SNgV")
    assert (header.type, header.title) == ("Báo cáo", report().title)
    assert (header.place, header.date) == ("Lam Sơn", report().date)


def test_tasks_come_back_with_their_units_and_times() -> None:
    document = read(plan()).document
    by_path = {task.path: task for task in document.tasks}
    training = by_path["II", "2", "p-1"]
    assert training.text.startswith("Tổ chức 02 lớp tập huấn")
    assert training.lead == ("Sở Văn hóa, Thể thao và Du lịch",)
    assert training.coop == ("Sở Ngoại vụ", "các đơn vị liên quan")
    assert training.time == "trước ngày 15/9/2026"
    assert [path for path in by_path if path[:2] == ("II", "3")] == [("II", "3", each) for each in "abcdđeg"]
    assert by_path["Phụ lục", "I", "30"].lead == ("Sở Ngoại vụ",)


def test_recipients_and_signer_come_back() -> None:
    document = read(plan()).document
    assert tuple(each.text for each in document.recipients) == plan().recipients
    (signer,) = document.signers
    assert (signer.authority, signer.title, signer.name) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn An")


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_read_is_written_and_read_again_the_same(name: str) -> None:
    first = read(SAMPLES[name]())
    assert told(read(vanban.official_document(first))) == told(first)


def survives(path: Path) -> None:
    first = vanban.read_file(path)
    before, after = told(first), told(read(vanban.official_document(first)))
    for part in ("tasks", "recipients", "sections", "deadlines", "budget"):
        assert after[part] == before[part], part
    assert [each["name"] for each in after["signers"]] == [each["name"] for each in before["signers"]]


@pytest.mark.parametrize("name", sorted(path.stem for path in INVENTED.glob("*.txt")))
def test_an_invented_plan_survives_being_written(name: str) -> None:
    survives(INVENTED / f"{name}.txt")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize("name", sorted(path.stem for path in SHARED.glob("*.txt")))
def test_a_real_plan_survives_being_written(name: str) -> None:
    survives(SHARED / f"{name}.txt")


def test_the_rebuilt_document_has_the_parts_of_the_first() -> None:
    rebuilt = vanban.official_document(read(plan()))
    assert rebuilt.issuer == plan().issuer
    assert rebuilt.bases == plan().bases
    assert rebuilt.signature == plan().signature
    assert rebuilt.year == 2026
    assert [type(block) for block in rebuilt.body][:-1] == [type(block) for block in plan().body]
    (annex,) = rebuilt.annexes
    (table,) = (block for block in annex.body if isinstance(block, Table))
    assert len(table.rows) == 31
    assert annex.orientation is plan().annexes[0].orientation


def texts_of(document: OfficialDocument) -> list[str]:
    """Every text that must be found again, as it goes on paper."""
    found: list[str] = []
    for block in (*document.body, *(block for annex in document.annexes for block in annex.body)):
        if isinstance(block, Paragraph | Point | Heading):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [text for row in block.rows for text in row.cells]
    return [printable(text).casefold() for text in found]


@settings(max_examples=40, deadline=None)
@given(documents)
def test_no_text_is_lost_on_the_way(document: OfficialDocument) -> None:
    body = replace(document, body=(Paragraph("Nội dung cụ thể của văn bản này như sau:"), *document.body))
    printed = vanban.read_bytes(vanban.write_docx(body), "x.docx").source.text.casefold()
    assert [text for text in texts_of(body) if text not in printed] == []


@settings(max_examples=25, deadline=None)
@given(documents)
def test_a_written_document_passes_the_check_of_its_own_layout(document: OfficialDocument) -> None:
    data = vanban.write_docx(document)
    assert [finding.vi for finding in vanban.check_layout(data)] == []
