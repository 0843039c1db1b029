"""Secrecy marks are found where marks stand, and only there."""

from __future__ import annotations

import unicodedata

import pytest

from nhipcau.library.guard import (
    Glimpse,
    Piece,
    Zone,
    carries_mark,
    marked_lines,
    marked_name,
    marked_piece,
    marked_property,
)

MARKED = [
    ("MẬT", Zone.BODY),
    ("  TỐI MẬT  ", Zone.BODY),
    ("TUYỆT MẬT", Zone.BODY),
    ("Mật", Zone.BODY),
    ("[MẬT]", Zone.BODY),
    ("* TỐI MẬT *", Zone.BODY),
    ("T Ố I M Ậ T", Zone.BODY),
    ("M Ậ T", Zone.HEAD),
    ("Độ mật: Tối mật", Zone.BODY),
    ("Độ mật: Mật", Zone.HEAD),
    ("ĐỘ MẬT:", Zone.HEAD),
    ("Mức độ mật: MẬT", Zone.HEAD),
    ("TÀI LIỆU TUYỆT MẬT", Zone.BODY),
    ("VĂN BẢN MẬT", Zone.BODY),
    ("BẢN SAO BÍ MẬT NHÀ NƯỚC", Zone.BODY),
    ("BÍ MẬT NHÀ NƯỚC", Zone.HEAD),
    ("CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ", Zone.BODY),
    ("Số: 15/BC-UBND (MẬT)", Zone.HEAD),
    ("UBND TỈNH AN HẢI\tMẬT", Zone.HEAD),
    ("ỦY BAN NHÂN DÂN    TỐI MẬT    CỘNG HÒA", Zone.HEAD),
    ("Trang 1 – MẬT", Zone.FOOT),
    ("TuyÖt mËt", Zone.BODY),
    ("TèI MËT", Zone.BODY),
    ("TOÁI MAÄT", Zone.BODY),
    ("MẬT", Zone.BODY),
    ("M\u200bẬT", Zone.BODY),
    ("TỐI MẬ\u00adT", Zone.BODY),
    ("MÂ\u034f\u0323T", Zone.BODY),
    ("\ufeffMẬT\ufe0f", Zone.BODY),
    ("DẤU CHỈ ĐỘ MẬT: TỐI MẬT", Zone.BODY),
    ("Dấu độ mật của văn bản: Mật", Zone.BODY),
]
OPEN = [
    ("Chấp hành nghiêm chế độ bảo vệ bí mật Nhà nước.", Zone.BODY),
    ("- Thực hiện công tác bảo mật thông tin, bảo vệ bí mật nhà nước", Zone.HEAD),
    ("KẾ HOẠCH CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC NĂM 2026", Zone.HEAD),
    ("Về việc ban hành danh mục bí mật nhà nước độ Tối mật, độ Mật", Zone.HEAD),
    ("phân loại tài liệu theo các độ Tuyệt mật, Tối mật, Mật theo quy định", Zone.BODY),
    ("mật.", Zone.BODY),
    ("bí mật nhà nước.", Zone.BODY),
    ("mật ong rừng", Zone.BODY),
    ("MẬT ĐỘ DÂN SỐ", Zone.HEAD),
    ("Mật khẩu: không chia sẻ", Zone.BODY),
    ("Độ mật: Không", Zone.HEAD),
    ("Độ mật: Thường", Zone.BODY),
    ("Dấu chỉ độ mật: đóng theo quy định của pháp luật", Zone.BODY),
    ("Văn bản mật được gửi theo chế độ riêng (Mật), không qua hệ thống này.", Zone.BODY),
    ("LƯU HÀNH NỘI BỘ", Zone.HEAD),
    ("HỎA TỐC", Zone.HEAD),
    ("", Zone.HEAD),
]


@pytest.mark.parametrize(("text", "zone"), MARKED, ids=lambda value: str(value))
def test_a_stamp_is_found(text: str, zone: Zone) -> None:
    assert marked_piece(Piece(text, zone))


@pytest.mark.parametrize(("text", "zone"), OPEN, ids=lambda value: str(value))
def test_ordinary_words_pass(text: str, zone: Zone) -> None:
    assert not marked_piece(Piece(text, zone))


@pytest.mark.parametrize(
    "name",
    [
        "KH 12 - MẬT.docx", "Tối mật - kế hoạch.pdf", "12-KH_TUYỆT MẬT.docx", "ke hoach (mat).docx", "Báo cáo [Mật].doc",
        "toi-mat.pdf", "tuyet_mat_2026.docx", "Độ mật.docx", "bản sao bí mật nhà nước.pdf", "mục MẬT/ke-hoach.docx",
        "KH 12 - M\u200bẬT.docx", "toi\u00ad-mat.pdf",
    ],
)  # fmt: skip
def test_a_name_that_says_secret_is_found(name: str) -> None:
    assert marked_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Kế hoạch bảo vệ bí mật nhà nước 2026.docx", "KH Bảo Mật thông tin.docx", "Bao cao mat do dan cu.xlsx",
        "MẬT ĐỘ dân số.xlsx", "le ra mat ban tin.docx", "gap-mat-bao-chi.pdf", "Mặt trận Tổ quốc.docx", "ke-hoach.docx",
        "Nước Mật ong.docx",
    ],
)  # fmt: skip
def test_an_ordinary_name_passes(name: str) -> None:
    assert not marked_name(name)


@pytest.mark.parametrize(
    ("key", "value", "secret"),
    [
        ("title", "MẬT", True),
        ("keywords", "kế hoạch; tối mật".title(), True),
        ("Độ mật", "Mật", True),
        ("DoMat", "B", True),
        ("title", "Kế hoạch bảo vệ bí mật nhà nước", False),
        ("Độ mật", "Thường", False),
        ("subject", "", False),
    ],
)
def test_properties_are_looked_at(key: str, value: str, secret: bool) -> None:
    assert marked_property(key, value) is secret


def test_a_line_that_continues_a_title_about_protection_is_no_stamp() -> None:
    title = ["KẾ HOẠCH", "Thực hiện công tác bảo vệ", "BÍ MẬT NHÀ NƯỚC"]
    assert not marked_lines(title)
    assert marked_lines(["BÍ MẬT NHÀ NƯỚC", "KẾ HOẠCH"])


def test_a_mark_beside_other_words_counts_in_the_head_and_foot_only() -> None:
    body = ["Dòng thường"] * 20
    beside = "Số: 9/KH-UBND (MẬT)"
    assert marked_lines([beside, *body])
    assert marked_lines([*body, beside])
    assert not marked_lines([*body, beside, *body])


def test_decomposed_letters_hide_nothing() -> None:
    assert marked_piece(Piece(unicodedata.normalize("NFD", "TỐI MẬT")))
    assert marked_name(unicodedata.normalize("NFD", "KH 12 - MẬT.docx"))


def test_names_of_archive_members_are_looked_at() -> None:
    assert carries_mark("ho-so.zip", Glimpse(names=["MẬT/ke-hoach.docx"]))
    assert not carries_mark("ho-so.zip", Glimpse(names=["ke-hoach.docx"]))
