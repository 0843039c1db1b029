"""A draft is a draft: nothing is invented that a clerk or the signer gives."""

from __future__ import annotations

import io
import zipfile
from dataclasses import fields, replace
from datetime import date

import docx
import pytest

from tests.vanban.writing.samples import plan
from vanban.errors import UnwritableDocument
from vanban.writing.documents import OfficialDocument, Picture, Signature
from vanban.writing.letterhead import BLANK, own_date, own_number
from vanban.writing.word import write


def draft() -> OfficialDocument:
    return replace(plan(), signature=Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH"))


def text_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


def test_a_missing_number_leaves_room_for_the_clerk() -> None:
    word = docx.Document(io.BytesIO(write(draft())))
    left, right = word.tables[0].rows[1].cells
    assert left.text == f"Số: {BLANK}/KH-UBND"
    assert right.text == f"Lam Sơn, ngày{BLANK}tháng{BLANK}năm 2026"


def test_without_a_year_the_year_is_left_open_too() -> None:
    assert own_date(replace(draft(), year=None)) == f"ngày{BLANK}tháng{BLANK}năm"


def test_annexes_of_a_draft_leave_the_same_blanks() -> None:
    assert f"(Kèm theo Kế hoạch số {BLANK}/KH-UBND ngày{BLANK}tháng{BLANK}năm 2026 của" in text_of(
        write(draft())
    )


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 15), "ngày 15 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 30), "ngày 30 tháng 11 năm 2026"),
    ],
)
def test_days_below_ten_and_months_one_and_two_take_a_nought(day: date, printed: str) -> None:
    assert own_date(replace(draft(), date=day)) == printed


@pytest.mark.parametrize(
    ("number", "printed"), [("7", "07/KH-UBND"), ("262", "262/KH-UBND"), ("07", "07/KH-UBND")]
)
def test_numbers_below_ten_take_a_nought(number: str, printed: str) -> None:
    assert own_number(replace(draft(), number=number)) == printed


def test_an_unknown_signer_leaves_an_empty_line() -> None:
    word = docx.Document(io.BytesIO(write(draft())))
    right = word.tables[1].rows[0].cells[1]
    assert [p.text for p in right.paragraphs] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", ""]


def test_a_file_holds_no_picture_that_the_document_does_not() -> None:
    with zipfile.ZipFile(io.BytesIO(write(draft()))) as package:
        assert not [
            name for name in package.namelist() if "media" in name or name.endswith((".png", ".jpeg", ".jpg"))
        ]


def test_no_field_takes_a_seal_a_signature_image_or_a_degree_of_secrecy() -> None:
    names = {each.name for kind in (OfficialDocument, Signature) for each in fields(kind)}
    assert not [name for name in names if any(word in name for word in ("seal", "image", "stamp", "secre"))]


def test_a_picture_that_is_none_is_refused() -> None:
    with pytest.raises(UnwritableDocument, match="picture 1"):
        write(replace(draft(), body=(Picture(b"no picture"),)))
