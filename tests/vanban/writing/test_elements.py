"""Every element of form stands as its article says; read with another library than the one under test where it can."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from tests.vanban.writing.samples import SAMPLES, letter, party_plan, plan, report
from vanban.checking.layout_word import Laid, read_layout
from vanban.writing import measures
from vanban.writing.measures import Part
from vanban.writing.styles import STYLE_OF, style_id
from vanban.writing.word import write

NEAR = Mm(0.1)


def laid(name: str) -> list[Laid]:
    return [each for each in read_layout(write(SAMPLES[name]())).paragraphs if each.text]


def find(paragraphs: list[Laid], text: str) -> Laid:
    return next(each for each in paragraphs if each.text.startswith(text))


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic", "align"),
    [
        ("ỦY BAN NHÂN DÂN", 13, True, False, "center"),
        ("CỘNG HÒA XÃ HỘI", 13, True, False, "center"),
        ("Độc lập - Tự do", 14, True, False, "center"),
        ("Số: ", 13, False, False, "center"),
        ("Lam Sơn, ngày", 14, False, True, "center"),
        ("KẾ HOẠCH", 14, True, False, "center"),
        ("Công tác thông tin đối ngoại trên", 14, True, False, "center"),
        ("Căn cứ Luật", 14, False, True, "both"),
        ("Giới thiệu tiềm năng", 14, False, False, "both"),
        ("MỤC ĐÍCH, YÊU CẦU", 14, True, False, "both"),
        ("Bản tin đối ngoại", 14, True, False, "both"),
        ("Sản xuất phóng sự", 14, False, False, "both"),
        ("TM. ỦY BAN NHÂN DÂN", 14, True, False, "center"),
        ("PHÓ CHỦ TỊCH", 14, True, False, "center"),
        ("Lê Văn An", 14, True, False, "center"),
        ("Nơi nhận:", 12, True, True, "left"),
        ("- Thường trực Tỉnh ủy;", 11, False, False, "left"),
        ("Phụ lục", 14, True, False, "center"),
        ("PHÂN CÔNG NHIỆM VỤ", 14, True, False, "center"),
        ("(Kèm theo Kế hoạch", 14, False, True, "center"),
    ],
)
def test_an_element_is_set_as_the_decree_says(
    text: str, size: int, bold: bool, italic: bool, align: str
) -> None:
    found = find(laid("plan"), text)
    assert {run.size for run in found.printed} == {size}
    assert {run.bold for run in found.printed} == {bold}
    assert {run.italic for run in found.printed} == {italic}
    assert {run.font for run in found.printed} == {"Times New Roman"}
    assert found.align == align


def test_running_text_goes_in_and_stands_apart() -> None:
    found = find(laid("plan"), "Giới thiệu tiềm năng")
    assert found.first_line == pytest.approx(12.7, abs=0.1)
    assert found.after >= 6
    assert 1.0 <= found.line <= 1.5


def test_the_sheet_is_a4_with_the_margins_of_the_decree() -> None:
    word = docx.Document(io.BytesIO(write(plan())))
    upright, lying = word.sections
    page = measures.STATE.page
    assert mm(upright.page_width) == pytest.approx(210, abs=0.1)
    assert mm(upright.page_height) == pytest.approx(297, abs=0.1)
    assert (mm(lying.page_width), mm(lying.page_height)) == (mm(upright.page_height), mm(upright.page_width))
    for name in ("top", "bottom", "left", "right"):
        margin = mm(getattr(upright, f"{name}_margin"))
        assert margin == pytest.approx(getattr(page, name).chosen, abs=0.1)
        assert getattr(page, name).allows(margin, 0.1)
        assert 15 <= mm(getattr(lying, f"{name}_margin")) + 0.1 <= 35


def mm(length: Length | None) -> float:
    assert length is not None
    return float(length.mm)


def test_pages_are_numbered_in_the_top_margin_from_the_second() -> None:
    for sheet in read_layout(write(plan())).sheets:
        assert sheet.numbered
        assert sheet.title_page
        assert not sheet.numbered_first
        assert sheet.restarts
        (number,) = sheet.heads
        assert number.align == "center"
        assert {run.size for run in number.printed} == {14}


def test_every_part_has_its_own_style_that_an_officer_can_change() -> None:
    word = docx.Document(io.BytesIO(write(plan())))
    by_id = {style.style_id: style for style in word.styles}
    for part, (identity, name) in STYLE_OF.items():
        style = by_id[identity]
        assert style.name == name
        assert style.font.size == Pt(measures.STATE.parts[part].size.chosen)
    used = {paragraph.style.style_id for paragraph in word.paragraphs if paragraph.style}
    assert style_id(Part.BODY) in used
    body = next(p for p in word.paragraphs if p.style and p.style.style_id == style_id(Part.BODY))
    assert body.paragraph_format.alignment is None  # the style says it
    assert body.style is not None
    assert body.style.paragraph_format.alignment is ALIGN.JUSTIFY


def test_recipients_stand_level_with_the_authority() -> None:
    word = docx.Document(io.BytesIO(write(plan())))
    closing = word.tables[1]
    assert len(closing.rows) == 1
    left, right = closing.rows[0].cells
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert right.paragraphs[0].text == "TM. ỦY BAN NHÂN DÂN"
    assert left.paragraphs[-2].text == "- Lưu: VT, NV."
    assert left.paragraphs[-1].text == "PL.(60)"


def test_the_head_of_a_table_is_repeated_and_rows_are_not_torn() -> None:
    word = docx.Document(io.BytesIO(write(plan())))
    table = word.tables[2]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert table.rows[1].cells[1].text == "Thông tin, quảng bá"
    assert table.rows[1].cells[1]._tc is table.rows[1].cells[4]._tc


def test_rules_are_as_long_as_their_share_of_the_line() -> None:
    ruled = [each for each in read_layout(write(plan())).paragraphs if each.ruled]
    assert len(ruled) == 3  # issuer, motto, subject


def test_a_letter_keeps_its_subject_under_the_number_and_its_marks_below() -> None:
    word = docx.Document(io.BytesIO(write(letter())))
    left = word.tables[0].rows[1].cells[0]
    assert [p.text for p in left.paragraphs if p.text][1].startswith("V/v đôn đốc")
    assert [table.rows[0].cells[0].text for table in left.tables] == ["THƯỢNG KHẨN", "LƯU HÀNH NỘI BỘ"]
    assert left.tables[0].rows[0].height == pytest.approx(Mm(8), abs=NEAR)
    assert left.tables[0].rows[0].cells[0].width == pytest.approx(Mm(40), abs=NEAR)
    texts = [p.text for p in word.paragraphs]
    assert "Kính gửi: Sở Ngoại vụ" in texts
    assert "CÔNG VĂN" not in texts


def test_several_receivers_stand_below_the_colon() -> None:
    paragraphs = laid("report")
    head, first = find(paragraphs, "Kính gửi:"), find(paragraphs, "- Ủy ban nhân dân tỉnh")
    assert first.text.endswith(";")
    assert find(paragraphs, "- Bộ Văn hóa").text.endswith(".")
    assert first.left > head.left + 10


def test_annexes_are_numbered_in_roman_and_carry_the_number_of_their_document() -> None:
    texts = [each.text for each in laid("report")]
    assert "Phụ lục I" in texts
    assert "Phụ lục II" in texts
    assert texts.count("(Kèm theo Báo cáo số 07/BC-SNgV ngày 05 tháng 02 năm 2026 của Sở Ngoại vụ)") == 2
    assert len(read_layout(write(report())).sheets) == 3


def test_a_state_document_ends_in_a_stroke_between_stops() -> None:
    assert any(each.text.endswith("kèm theo./.") for each in laid("plan"))


def test_the_party_s_layout_has_its_heading_and_number() -> None:
    texts = [each.text for each in laid("party")]
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in texts
    assert not any("CỘNG HÒA" in text for text in texts)
    assert "Số 07-KH/BCĐ" in texts
    assert "*" in texts
    assert not any(text.endswith("./.") for text in texts)
    head = find(laid("party"), "ĐẢNG CỘNG SẢN")
    assert {run.size for run in head.printed} == {15}


def test_pictures_are_no_wider_than_the_text_and_told_to_those_who_cannot_see() -> None:
    word = docx.Document(io.BytesIO(write(report())))
    (picture,) = word.inline_shapes
    assert picture.width == pytest.approx(Mm(120), abs=NEAR)
    assert picture._inline.docPr.get("descr") == "Hình 1. Số tin, bài theo tháng"


def test_the_office_s_address_stands_at_the_foot_of_page_one_only() -> None:
    word = docx.Document(io.BytesIO(write(plan())))
    first, annex = word.sections
    assert first.first_page_footer.paragraphs[0].text.startswith("Số 1 đường Hòa Bình")
    assert not any(p.text for p in annex.first_page_footer.paragraphs)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    first = write(SAMPLES[name]())
    assert first == write(SAMPLES[name]())
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_of_the_file_come_from_the_document() -> None:
    core = docx.Document(io.BytesIO(write(party_plan()))).core_properties
    assert core.author == "Ban Chỉ đạo công tác thông tin đối ngoại"
    assert core.title == "Kế hoạch công tác thông tin đối ngoại năm 2026"
    assert core.created is not None
    assert (core.created.year, core.created.month, core.created.day) == (2026, 1, 12)


def test_paragraphs_of_the_body_are_editable_paragraphs() -> None:
    word = docx.Document(io.BytesIO(write(plan())))
    found: list[Paragraph] = [p for p in word.paragraphs if p.text.startswith("Sản xuất phóng sự")]
    assert found[0].text == "Sản xuất phóng sự giới thiệu làng nghề truyền thống;"  # its "b)" is Word's
