"""Letterhead, title, period and issuer. All offices here are invented."""

from __future__ import annotations

from datetime import date

import pytest

from tests.vanban.grammar.plans import plan
from vanban.grammar.issuer import agency_of, sentence_case
from vanban.grammar.letterhead import type_of_line
from vanban.grammar.period import period_of

BODY = "I. NHIỆM VỤ\n\n1. Mở thư viện xã.\n"


def test_the_letterhead_of_a_province_is_read() -> None:
    header = plan(BODY).header
    assert (header.issuer, header.issuer_inferred) == ("Ủy ban nhân dân tỉnh Lam Sơn", False)
    assert (header.number, header.symbol, header.place) == ("12", "KH-UBND", "Lam Sơn")
    assert (header.date, header.type) == (date(2026, 3, 5), "Kế hoạch")
    assert header.title == "Phát triển thư viện cộng đồng năm 2026"


NUMBERS = [
    ("Số: 262 /KH-UBND", "262", "KH-UBND"),
    ("Số 07 -KH/BCĐ-TVCĐ", "07", "KH/BCĐ-TVCĐ"),
    ("Số 3260-KH/ĐUK", "3260", "KH/ĐUK"),
    ("Số:        /KH-UBND", None, "KH-UBND"),
    ("Số: …./KH-SNV", None, "KH-SNV"),
    ("Số: 0204/KH-UBND", "0204", "KH-UBND"),
    ("Số: 15/UBND-VX", "15", "UBND-VX"),
    ("Số: 12/2026/QĐ-UBND", "12/2026", "QĐ-UBND"),
]


@pytest.mark.parametrize(("line", "number", "symbol"), NUMBERS)
def test_number_and_symbol_are_parted(line: str, number: str | None, symbol: str) -> None:
    header = plan(BODY, head=f"ỦY BAN NHÂN DÂN\nTỈNH LAM SƠN\n\n{line}\n\nKẾ HOẠCH\nMở thư viện\n\n").header
    assert (header.number, header.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Lam Sơn, ngày 05 tháng 3 năm 2026", "Lam Sơn", date(2026, 3, 5)),
        ("Thành phố Lam Sơn, ngày 5 tháng 3 năm 2026", "Thành phố Lam Sơn", date(2026, 3, 5)),
        ("Lam Sơn, ngày     tháng 3 năm 2026", "Lam Sơn", None),
        ("Lam Sơn, ngày … tháng … năm 2026", "Lam Sơn", None),
        ("Lam Sơn, ngày 31 tháng 02 năm 2026", "Lam Sơn", None),
    ],
)
def test_a_blank_or_impossible_day_gives_no_date(line: str, place: str, day: date | None) -> None:
    header = plan(BODY, head=f"ỦY BAN NHÂN DÂN\nTỈNH LAM SƠN\n\n{line}\n\nKẾ HOẠCH\nMở thư viện\n\n").header
    assert (header.place, header.date) == (place, day)


@pytest.mark.parametrize(
    ("block", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH LAM SƠN"], "Ủy ban nhân dân tỉnh Lam Sơn"),
        (["UBND TỈNH LAM SƠN", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"], "Sở Văn hóa, Thể thao và Du lịch"),
        (["UBND TỈNH LAM SƠN", "SỞ GIÁO DỤC", "VÀ ĐÀO TẠO"], "Sở Giáo dục và Đào tạo"),
        (["TỈNH ỦY LAM SƠN", "BAN TUYÊN GIÁO VÀ DÂN VẬN"], "Ban Tuyên giáo và Dân vận"),
        (["ỦY BAN NHÂN DÂN", "XÃ HÒA LẠC"], "Ủy ban nhân dân xã Hòa Lạc"),
        ([], None),
    ],
)
def test_the_issuer_is_the_lower_level_of_the_agency_block(block: list[str], issuer: str | None) -> None:
    assert agency_of(block) == issuer


def test_names_are_given_in_sentence_case() -> None:
    assert sentence_case("ỦY BAN NHÂN DÂN THÀNH PHỐ LAM SƠN") == "Ủy ban nhân dân thành phố Lam Sơn"
    assert sentence_case("SỞ KHOA HỌC VÀ CÔNG NGHỆ") == "Sở Khoa học và Công nghệ"


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (
            "Số: 9/KH-UBND\n\nHòa Lạc, ngày 01 tháng 02 năm 2026\n\nKẾ HOẠCH\nMở thư viện\n\nUBND huyện Hòa Lạc xây dựng kế hoạch như sau:\n\n",
            "UBND huyện Hòa Lạc",
        ),
        (
            "Số 7-KH/BCĐ-TV\n\nKẾ HOẠCH\nMở thư viện\n\nThực hiện chỉ đạo của Tỉnh ủy, Thường trực Ban Chỉ đạo Thư viện cộng đồng xây dựng Kế hoạch trên địa bàn tỉnh Lam Sơn như sau:\n\n",
            "Ban Chỉ đạo Thư viện cộng đồng tỉnh Lam Sơn",
        ),
        (
            "KẾ HOẠCH\nMở thư viện trên địa bàn tỉnh Lam Sơn\n\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n\n",
            "UBND tỉnh Lam Sơn",
        ),
    ],
)
def test_the_issuer_is_inferred_where_there_is_no_agency_block(head: str, issuer: str) -> None:
    header = plan(BODY, head=head).header
    assert (header.issuer, header.issuer_inferred) == (issuer, True)


def test_a_title_of_several_lines_ends_before_the_preamble() -> None:
    head = "KẾ HOẠCH\nTriển khai thực hiện Chỉ thị số 5-CT/TU\nvề văn hóa đọc trên địa bàn tỉnh\n\nThực hiện Chỉ thị số 5-CT/TU, UBND tỉnh ban hành Kế hoạch:\n\n"
    assert (
        plan(BODY, head=head).header.title
        == "Triển khai thực hiện Chỉ thị số 5-CT/TU về văn hóa đọc trên địa bàn tỉnh"
    )


def test_an_official_letter_has_a_subject_in_place_of_a_title() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH LAM SƠN\n\nSố: 15/UBND-VX\n\nV/v mở thư viện xã\n\nKính gửi:\n\n- Các sở, ngành;\n\n- UBND các xã.\n\nĐể mở thư viện, UBND tỉnh yêu cầu:\n\n"
    found = plan("1. Sở Nội vụ\n\nHướng dẫn các xã.\n", head=head)
    assert (found.header.type, found.header.title) == ("Công văn", "V/v mở thư viện xã")
    assert [task.path for task in found.tasks] == [("1", "p-1")]


def test_what_a_page_prints_before_the_letterhead_is_left_out() -> None:
    head = "Trang chủ\n\nĐăng nhập\n\nSố hiệu:\n\n12/KH-UBND\n\n"
    whole = f"{head}ỦY BAN NHÂN DÂN\nTỈNH LAM SƠN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nMở thư viện\n\n"
    header = plan(BODY, head=whole).header
    assert (header.issuer, header.number, header.title) == (
        "Ủy ban nhân dân tỉnh Lam Sơn",
        "12",
        "Mở thư viện",
    )


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("KẾ HOẠCH", "Kế hoạch", ""),
        ("QUYẾT ĐỊNH:", "Quyết định", ""),
        ("KẾ HOẠCH MỞ THƯ VIỆN", "Kế hoạch", "MỞ THƯ VIỆN"),
        ("KẾ HOẠCH Mở thư viện", "Kế hoạch", "Mở thư viện"),
        ("Kế hoạch mở thư viện", None, ""),
    ],
)
def test_the_type_stands_in_capitals(line: str, kind: str | None, rest: str) -> None:
    assert type_of_line(line) == (kind, rest)


PERIODS = [
    ("Mở thư viện năm 2026", (2026, 1, 1), (2026, 12, 31)),
    ("MỞ THƯ VIỆN GIAI ĐOẠN 2026 - 2030, ĐỊNH HƯỚNG ĐẾN NĂM 2045", (2026, 1, 1), (2030, 12, 31)),
    ("Mở thư viện quý II năm 2026", (2026, 4, 1), (2026, 6, 30)),
    ("Mở thư viện 6 tháng cuối năm 2026", (2026, 7, 1), (2026, 12, 31)),
    ("Mở thư viện trong tháng 4/2026", (2026, 4, 1), (2026, 4, 30)),
    ("từ nay đến năm 2028", (2026, 3, 5), (2028, 12, 31)),
]


@pytest.mark.parametrize(("text", "start", "end"), PERIODS)
def test_the_period_is_read_from_the_title(
    text: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    period = period_of(text, date(2026, 3, 5))
    assert period is not None
    assert (period.start, period.end) == (date(*start), date(*end))


@pytest.mark.parametrize(
    "text",
    [
        "Mở thư viện đến năm 2030",
        "Thực hiện Chỉ thị ngày 04/01/2026",
        "Từ tháng 10/2025 đến khi mở thư viện",
        None,
    ],
)
def test_a_horizon_or_a_cited_day_is_no_period(text: str | None) -> None:
    assert period_of(text) is None
