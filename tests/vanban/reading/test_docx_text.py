"""What is printed in a Word paragraph is read, once; what is not printed is not."""

from __future__ import annotations

import pytest

from tests.vanban.reading.ooxml import cell, document, p, row, run, table, texts
from vanban.model.source import LineKind

CENTRED = '<w:jc w:val="center"/>'


def test_tracked_changes_are_read_as_accepted() -> None:
    body = p(
        run("Sở ")
        + f'<w:ins w:id="1">{run("Văn hóa ")}</w:ins>'
        + '<w:del w:id="2"><w:r><w:delText>Thông tin </w:delText></w:r></w:del>'
        + f'<w:moveFrom w:id="3">{run("chuyển đi ")}</w:moveFrom>'
        + f'<w:moveTo w:id="4">{run("chủ trì")}</w:moveTo>'
    )
    assert texts(body) == ["Sở Văn hóa chủ trì"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p(run("Tổ chức "), '<w:rPr><w:del w:id="1"/></w:rPr>') + p("tập huấn") + p("Báo cáo")
    assert texts(body) == ["Tổ chức tập huấn", "Báo cáo"]


def test_a_deleted_row_is_out_and_an_inserted_one_in() -> None:
    body = table(
        row(cell("bỏ"), properties='<w:del w:id="1"/>'), row(cell("giữ"), properties='<w:ins w:id="2"/>')
    )
    assert texts(body) == ["giữ"]


def test_fields_show_their_result_only() -> None:
    body = p(
        run("năm ")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        + run("lệnh")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("2026")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + f'<w:fldSimple w:instr="X">{run(" hết")}</w:fldSimple>'
    )
    assert texts(body) == ["năm 2026 hết"]


def test_a_field_left_open_does_not_hide_what_a_header_says() -> None:
    body = p(run("x") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>')
    assert texts(body, LineKind.PAGE_HEADER, header=p("Dự thảo lần hai")) == ["Dự thảo lần hai"]


def test_hidden_text_is_out_and_capitals_are_as_printed() -> None:
    body = p(run("kế hoạch", "<w:caps/>") + run(" ẩn", "<w:vanish/>") + run(" a", '<w:caps w:val="0"/>'))
    assert texts(body) == ["KẾ HOẠCH a"]


def test_links_tags_and_controls_are_read_through() -> None:
    body = p(
        f"<w:hyperlink>{run('Sở ')}</w:hyperlink><w:smartTag>{run('Y tế ')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run('báo cáo')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Bấm vào đây')}</w:sdtContent></w:sdt>"
    )
    assert texts(body) == ["Sở Y tế báo cáo"]
    assert texts(f"<w:sdt><w:sdtContent>{p('trong khung')}</w:sdtContent></w:sdt>") == ["trong khung"]


def test_tabs_hyphens_and_symbols_become_text() -> None:
    body = p(
        "<w:r><w:t>1.</w:t><w:tab/><w:t>UBND</w:t><w:noBreakHyphen/><w:t>VX so</w:t><w:softHyphen/><w:t>ng</w:t>"
        '<w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    )
    assert texts(body) == ["1. UBND-VX song≥"]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (p("<w:r><w:t>Sở Y tế chủ trì, phối</w:t><w:br/><w:t>hợp với Công an</w:t></w:r>"), ["Sở Y tế chủ trì, phối hợp với Công an"]),
        (p("<w:r><w:t>Nơi nhận:</w:t><w:br/><w:t>- Như trên;</w:t><w:br/><w:t>- Lưu: VT.</w:t></w:r>"), ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        (p("<w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>năm 2026</w:t></w:r>", CENTRED), ["KẾ HOẠCH", "năm 2026"]),
        (p("<w:r><w:t>Báo cáo quý.</w:t><w:br/><w:t>Các xã gửi sớm</w:t></w:r>"), ["Báo cáo quý.", "Các xã gửi sớm"]),
        (p('<w:r><w:t>một</w:t><w:br w:type="page"/><w:t>hai</w:t></w:r>'), ["một hai"]),
    ],
)  # fmt: skip
def test_a_soft_break_is_a_line_where_a_person_reads_one(body: str, lines: list[str]) -> None:
    assert texts(body) == lines


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('Hỏa tốc')}</w:txbxContent>"
    body = p(
        run("Kính gửi")
        + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:wsp><wps:txbx>"
        + f"{box}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        + f"{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(body) == ["Kính gửi", "Hỏa tốc"]


def test_a_footnote_stands_after_the_paragraph_that_names_it() -> None:
    body = p(run("Kỷ niệm các ngày lễ") + '<w:r><w:footnoteReference w:id="7"/></w:r>') + p("Tiếp theo")
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote>'
        f'<w:footnote w:id="7">{p("<w:r><w:footnoteRef/></w:r>" + run(" Ngày truyền thống của tỉnh"))}</w:footnote>'
    )
    found = document(body, footnotes=notes)
    assert [(line.kind, line.text) for line in found.lines] == [
        (LineKind.BODY, "Kỷ niệm các ngày lễ⁽¹⁾"),
        (LineKind.FOOTNOTE, "⁽¹⁾ Ngày truyền thống của tỉnh"),
        (LineKind.BODY, "Tiếp theo"),
    ]


def test_headers_and_footers_are_told_apart_and_page_numbers_left_out() -> None:
    found = document(p("Nội dung"), header=p("2") + p("Dự thảo"), footer=p("- Trang 3 -"))
    assert [(line.kind, line.text) for line in found.lines] == [
        (LineKind.PAGE_HEADER, "Dự thảo"),
        (LineKind.BODY, "Nội dung"),
    ]


def test_weight_place_style_and_gaps_are_hints() -> None:
    body = (
        p(run("KẾ HOẠCH", "<w:b/>"), CENTRED)
        + p("")
        + p(run("Căn cứ ", "<w:i/>") + run("luật", "<w:b/><w:i/>"))
    )
    title, basis = document(body).lines
    assert (title.bold, title.centred, title.italic, title.gap) == (True, True, False, False)
    assert (basis.bold, basis.centred, basis.italic, basis.gap) == (False, False, True, True)


def test_a_table_of_contents_is_not_read_twice() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    assert texts(p("I. MỤC ĐÍCH 2", '<w:pStyle w:val="T1"/>') + p("I. MỤC ĐÍCH"), styles=styles) == [
        "I. MỤC ĐÍCH"
    ]


@pytest.mark.parametrize(
    ("font", "written", "code"),
    [(".VnTime", "KÕ ho¹ch tuyªn truyÒn n¨m míi", "legacy-tcvn3"), ("VNI-Times", "Keá hoaïch tuyeân truyeàn naêm môùi", "legacy-vni")],
)  # fmt: skip
def test_text_in_fonts_of_a_legacy_encoding_is_converted(font: str, written: str, code: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    found = document(p(run(written, fonts)) + p(run("của Ủy ban nhân dân tỉnh") + run(written, fonts)))
    assert found.lines[0].text == "Kế hoạch tuyên truyền năm mới"
    assert found.lines[1].text == "của Ủy ban nhân dân tỉnhKế hoạch tuyên truyền năm mới"
    assert [note.code for note in found.notes] == [code]


def test_unicode_text_in_a_font_of_a_legacy_encoding_is_left_alone() -> None:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    found = document(p(run("Kế hoạch tuyên truyền của xã", fonts)))
    assert found.text == "Kế hoạch tuyên truyền của xã"
    assert found.notes == ()


def test_offsets_point_into_the_text() -> None:
    found = document(p("một") + p("  hai\u00a0 ba ") + p("bốn"))
    assert [found.text[line.span.start : line.span.end] for line in found.lines] == ["một", "hai ba", "bốn"]
