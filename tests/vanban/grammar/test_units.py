"""Lists of units as plans print them. All places and plans here are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.subjects import acting_units
from vanban.grammar.units import split_units, units_at, whole_list

LISTS = [
    ("Sở Tài chính; Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("- Sở Tài chính\n- Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("- Sở Tài chính - Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("1. Sở Tài chính 2. Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    (
        "Sở Tài chính\nVăn phòng\nUBND tỉnh\nUBND các\nxã, phường",
        ["Sở Tài chính", "Văn phòng UBND tỉnh", "UBND các xã, phường"],
    ),
    ("Sở Tài chính, Sở Nội vụ, v.v.", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở Tài chính và/hoặc Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ("Sở Văn hoá Thể thao và Du lịch, Sở Y tế", ["Sở Văn hoá Thể thao và Du lịch", "Sở Y tế"]),
    (
        "Sở Lao động - Thương binh và Xã hội và Sở Giáo dục và Đào tạo",
        ["Sở Lao động - Thương binh và Xã hội", "Sở Giáo dục và Đào tạo"],
    ),
    (
        "Sở Nông nghiệp và Môi trường, Sở Dân tộc và Tôn giáo",
        ["Sở Nông nghiệp và Môi trường", "Sở Dân tộc và Tôn giáo"],
    ),
    (
        "các sở, ban, ngành, đơn vị, địa phương liên quan",
        ["các sở, ban, ngành, đơn vị, địa phương liên quan"],
    ),
    (
        "Các sở, ban, ngành, UBND các xã, phường, đặc khu",
        ["Các sở, ban, ngành", "UBND các xã, phường, đặc khu"],
    ),
    ("Các Sở, Ban, ngành và UBND cấp xã, phường", ["Các Sở, Ban, ngành", "UBND cấp xã, phường"]),
    ("UBND các huyện, thị xã, thành phố", ["UBND các huyện, thị xã, thành phố"]),
    ("UBND huyện An Hòa và Bình Sa", ["UBND huyện An Hòa và Bình Sa"]),
    (
        "UBND 2 xã ven biển: An Hòa, Bình Sa; Công an tỉnh",
        ["UBND 2 xã ven biển: An Hòa, Bình Sa", "Công an tỉnh"],
    ),
    ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
    ("Báo, Đài trong và ngoài tỉnh", ["Báo, Đài trong và ngoài tỉnh"]),
    (
        "Báo Lam Sơn, Đài Phát thanh và Truyền hình Lam Sơn",
        ["Báo Lam Sơn", "Đài Phát thanh và Truyền hình Lam Sơn"],
    ),
    (
        "Báo và Phát thanh, Truyền hình Lam Sơn, Cổng Thông tin điện tử tỉnh",
        ["Báo và Phát thanh, Truyền hình Lam Sơn", "Cổng Thông tin điện tử tỉnh"],
    ),
    ("Công an tỉnh (Cơ quan thường trực) và các ngành liên quan", ["Công an tỉnh", "các ngành liên quan"]),
    (
        "Bộ Chỉ huy Quân sự tỉnh và sở, ngành có liên quan",
        ["Bộ Chỉ huy Quân sự tỉnh", "sở, ngành có liên quan"],
    ),
    (
        "các sở, ban, ngành và cơ quan, đơn vị có liên quan",
        ["các sở, ban, ngành", "cơ quan, đơn vị có liên quan"],
    ),
    ("các tổ chức, hội và cá nhân có liên quan", ["các tổ chức, hội và cá nhân có liên quan"]),
    ("các ngành và các địa phương", ["các ngành", "các địa phương"]),
    ("Sở Ngoại vụ, cơ quan báo chí", ["Sở Ngoại vụ", "cơ quan báo chí"]),
    ("Các cơ quan, đơn vị được giao chủ trì", ["Các cơ quan, đơn vị"]),
    ("Các sở, ngành theo chức năng, nhiệm vụ", ["Các sở, ngành"]),
    ("Sở Khoa học và Công nghệ Sở Công Thương", ["Sở Khoa học và Công nghệ", "Sở Công Thương"]),
    ("UBND các xã, phường, DNVT", ["UBND các xã, phường", "DNVT"]),
    ("Các bộ, ngành; VTV, VOV, TTXVN", ["Các bộ, ngành", "VTV", "VOV", "TTXVN"]),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy, Tỉnh đoàn", ["Ban Tuyên giáo và Dân vận Tỉnh ủy", "Tỉnh đoàn"]),
    (
        "Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ, Thủ trưởng các sở, ban, ngành và Chủ tịch UBND các xã, phường",
        [
            "Chánh Văn phòng UBND tỉnh",
            "Giám đốc Sở Nội vụ",
            "Thủ trưởng các sở, ban, ngành",
            "Chủ tịch UBND các xã, phường",
        ],
    ),
    (
        "Ban Quản lý các khu công nghệ cao và khu công nghiệp",
        ["Ban Quản lý các khu công nghệ cao và khu công nghiệp"],
    ),
    ("Báo và Đài Phát thanh, Truyền hình tỉnh", ["Báo và Đài Phát thanh, Truyền hình tỉnh"]),
    ("Trung tâm Báo chí và Hợp tác quốc tế; Sở Y tế", ["Trung tâm Báo chí và Hợp tác quốc tế", "Sở Y tế"]),
    (
        "Các huyện ủy, thị ủy; Đảng ủy các cơ quan Đảng tỉnh",
        ["Các huyện ủy, thị ủy", "Đảng ủy các cơ quan Đảng tỉnh"],
    ),
    ("Các Sở: Tài chính, Xây dựng", ["Các Sở: Tài chính, Xây dựng"]),
    ("Hội Nông dân, Hội Liên hiệp Phụ nữ tỉnh", ["Hội Nông dân", "Hội Liên hiệp Phụ nữ tỉnh"]),
    ("Không", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_list_is_split_where_a_new_name_opens(text: str, names: list[str]) -> None:
    assert list(split_units(text)) == names


WHOLE = [
    ("Sở Tài chính:", ["Sở Tài chính"]),
    ("SỞ NỘI VỤ", ["SỞ NỘI VỤ"]),
    ("Các doanh nghiệp khai thác, chế biến khoáng sản", ["Các doanh nghiệp khai thác, chế biến khoáng sản"]),
    ("Các sở, ban, ngành tỉnh theo chức năng, nhiệm vụ được giao", ["Các sở, ban, ngành tỉnh"]),
    ("Các cơ quan báo chí hoạt động trên địa bàn tỉnh", ["Các cơ quan báo chí hoạt động trên địa bàn tỉnh"]),
    ("Liên hiệp các tổ chức hữu nghị tỉnh", ["Liên hiệp các tổ chức hữu nghị tỉnh"]),
    ("Hội nghị, hội thảo", []),
    ("BÁO CHÍ, TRUYỀN THÔNG", []),
    ("TỔ CHỨC THỰC HIỆN", []),
    ("NHIỆM VỤ CỦA CÁC SỞ, NGÀNH", []),
    ("Các Sở: Tài chính, Xây dựng; Công an tỉnh", ["Các Sở: Tài chính, Xây dựng", "Công an tỉnh"]),
    ("Phòng, chống thiên tai", []),
    ("Bộ máy, nhân sự", []),
    ("Báo cáo định kỳ", []),
    ("Đoàn kết toàn dân", []),
    ("Ban hành văn bản", []),
    ("Trường hợp đặc biệt", []),
    ("Các nhiệm vụ, giải pháp", []),
    ("Đơn vị tính", []),
    ("Sở Tài chính cân đối ngân sách", []),
]


@pytest.mark.parametrize(("line", "names"), WHOLE)
def test_a_line_is_a_list_of_units_only_if_it_names_units_and_nothing_else(
    line: str, names: list[str]
) -> None:
    assert list(whole_list(line)) == names


def test_units_in_running_text_are_found_with_their_places() -> None:
    text = "Gửi kế hoạch về Sở Nội vụ, Sở Tài chính để tổng hợp, báo cáo UBND tỉnh Lam Sơn."
    found = units_at(text, text.index("Sở"))
    assert [mention.name for mention in found] == ["Sở Nội vụ", "Sở Tài chính"]
    assert [text[mention.span.start : mention.span.end] for mention in found] == [
        mention.name for mention in found
    ]


def test_a_list_in_running_text_ends_before_the_verb() -> None:
    text = "gửi về Sở Ngoại vụ và các cơ quan liên quan tổng hợp trước ngày 15/11"
    assert [mention.name for mention in units_at(text, 7)] == ["Sở Ngoại vụ", "các cơ quan liên quan"]
    assert units_at(text, 0) == ()


PIECES = st.sampled_from(
    [
        "Sở Tài chính",
        "Công an tỉnh",
        "UBND các xã, phường",
        "các sở, ngành",
        "(Cơ quan",
        "thường trực)",
        "và",
        ",",
        ";",
        ":",
        "-",
        "Báo",
        "Đài",
        "Giám đốc",
        "cơ quan báo chí",
        "có liên quan",
        "“",
        "”",
        "\n",
        "An Hòa",
        "theo chức năng",
        ".",
        "/",
        "được giao",
        "phối hợp",
        "với",
        "Thành phố",
        "1",
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60))
def test_splitting_never_fails_and_invents_no_words(text: str) -> None:
    printed = re.findall(r"\w+", text)
    for name in split_units(text):
        assert set(re.findall(r"\w+", name)) <= set(printed)
    for mention in units_at(text):
        assert mention.span.end <= len(text)


NAMES = st.sampled_from(
    [
        "Sở Tài chính", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh", "UBND các xã, phường", "Báo Lam Sơn",
        "các sở, ban, ngành", "Hội Nông dân tỉnh", "Thủ trưởng các cơ quan", "Ban Quản lý các khu công nghiệp tỉnh",
    ]
)  # fmt: skip


@given(st.lists(NAMES, min_size=1, max_size=8))
def test_splitting_what_was_joined_gives_the_names_back(names: list[str]) -> None:
    assert list(split_units("; ".join(names))) == names
    assert list(split_units(", ".join(names))) == names


def test_titles_of_officials_in_any_number_open_one_unit() -> None:
    assert split_units("Giám đốc " * 3000 + "Sở Nội vụ")
    assert acting_units("Giám đốc " * 3000 + "Sở Nội vụ chủ trì mở lớp.").units
