"""Who coordinates in an item. All places and plans here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.item import Attribute, Item
from vanban.grammar.roles import coop_of

PARTNERS = [
    ("Phối hợp với Sở Tài chính bố trí kinh phí.", ["Sở Tài chính"]),
    ("Chủ trì, phối hợp các đơn vị liên quan tham mưu UBND tỉnh.", ["các đơn vị liên quan"]),
    (
        "Phối hợp chặt chẽ với các đoàn thể, các Hội hữu nghị để vận động.",
        ["các đoàn thể", "các Hội hữu nghị"],
    ),
    ("Phối hợp chặt chẽ, thường xuyên với Công an tỉnh nắm tình hình.", ["Công an tỉnh"]),
    ("Thường xuyên phối hợp cùng phòng chuyên mục Đài Lam Sơn làm bài.", ["phòng chuyên mục Đài Lam Sơn"]),
    ("Phối hợp với Ban Dân vận Huyện uỷ, định hướng dư luận.", ["Ban Dân vận Huyện uỷ"]),
    (
        "Phối hợp với Sở Y tế, UBND huyện An Hòa và Bình Sa trong tuyên truyền.",
        ["Sở Y tế", "UBND huyện An Hòa và Bình Sa"],
    ),
    (
        "Phối hợp với UBND 2 xã biên giới: An Hòa và Bình Sa triển khai đề án.",
        ["UBND 2 xã biên giới: An Hòa và Bình Sa"],
    ),
    ("Phối hợp với các cơ quan giám sát thông tin.", ["các cơ quan"]),
    ("Phối hợp với các cơ quan quản lý nhà nước kiểm tra.", ["các cơ quan quản lý nhà nước"]),
    ("Phối hợp với Báo, Đài Trung ương và khu vực sản xuất phim.", ["Báo, Đài Trung ương và khu vực"]),
    ("Phối hợp với các cơ quan, tổ chức hội nghị.", ["các cơ quan"]),
    ("Phối hợp với các cơ quan, tổ chức liên quan mở hội nghị.", ["các cơ quan, tổ chức liên quan"]),
    (
        "Phối hợp Sở Y tế; các bệnh viện và các đơn vị liên quan rà soát.",
        ["Sở Y tế", "các bệnh viện", "các đơn vị liên quan"],
    ),
    ("Chỉ đạo các đồn phối hợp tốt với lực lượng chức năng tuần tra.", ["lực lượng chức năng"]),
    (
        "Phối hợp với các ngành theo dõi; phối hợp với Đài truyền thanh đưa tin.",
        ["các ngành", "Đài truyền thanh"],
    ),
    (
        "Phối hợp với UBND các xã, phường hỗ trợ doanh nghiệp; phối hợp với Sở Y tế, Công an xã trực.",
        ["UBND các xã, phường", "Sở Y tế", "Công an xã"],
    ),
]

MORE_PARTNERS = [
    ("Phối hợp với các đơn vị hoạt động khai thác cát kiểm tra", ["các đơn vị hoạt động khai thác cát"]),
    ("phối hợp cùng với Sở Ngoại vụ tổ chức", ["Sở Ngoại vụ"]),
    ("phối hợp với các cơ quan, đơn vị thuộc Bộ tham mưu", ["các cơ quan, đơn vị thuộc Bộ"]),
    ("phối hợp với Sở Y tế và UBND các xã; Công an tỉnh trực.", ["Sở Y tế", "UBND các xã"]),
    (
        "phối hợp với các hãng thông tấn, báo chí nước ngoài quảng bá",
        ["các hãng thông tấn, báo chí nước ngoài"],
    ),
    ("phối hợp với Công an các đơn vị, địa phương đấu tranh", ["Công an các đơn vị, địa phương"]),
    (
        "Phối hợp với Sở Ngoại vụ và các đơn vị liên quan, kịp thời đưa tin",
        ["Sở Ngoại vụ", "các đơn vị liên quan"],
    ),
    ("Phối hợp với Cục Báo chí (Bộ Văn hóa, Thể thao và Du lịch) mở lớp", ["Cục Báo chí"]),
    ("phối hợp với Văn phòng Đoàn ĐBQH và HĐND tỉnh chuẩn bị", ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]),
]

NO_PARTNERS = [
    "Gửi Công an tỉnh, Sở Ngoại vụ để phối hợp quản lý.",
    "Phối hợp theo dõi, nắm tình hình dư luận.",
    "Phối hợp, theo dõi tình hình với Sở Y tế.",
    "Xây dựng quy chế phối hợp với Công an tỉnh.",
    "Tăng cường phối hợp giữa các sở, ngành.",
    "Liên hệ, phối hợp với một trong các địa phương có kinh nghiệm.",
    "Hợp tác với Sở Y tế, trao đổi với Công an tỉnh.",
    "phối hợp",
    "phối hợp với",
]


@pytest.mark.parametrize(("text", "units"), PARTNERS + MORE_PARTNERS)
def test_partners_follow_the_verb(text: str, units: list[str]) -> None:
    assert list(coop_of(Item(text))) == units


@pytest.mark.parametrize("text", NO_PARTNERS)
def test_only_the_verb_with_a_unit_after_it_counts(text: str) -> None:
    assert coop_of(Item(text)) == ()


def test_the_attribute_line_alone_counts_where_there_is_one() -> None:
    item = Item(
        "Phối hợp với các cơ quan báo chí đưa tin.",
        attributes=(Attribute("coop", "Đơn vị phối hợp", "Sở Nội vụ và các đơn vị liên quan"),),
    )
    assert coop_of(item) == ("Sở Nội vụ", "các đơn vị liên quan")


def test_a_sentence_in_the_line_of_the_lead_names_partners() -> None:
    value = "Sở Nội vụ chủ trì, phối hợp với Sở Y tế và UBND các xã, phường."
    item = Item("Mở lớp tập huấn.", attributes=(Attribute("lead", "Cơ quan thực hiện", value),))
    assert coop_of(item) == ("Sở Y tế", "UBND các xã, phường")


def test_the_context_line_names_partners_of_its_items() -> None:
    context = "Phối hợp với các cơ quan báo chí của Tỉnh"
    own = Item("Đài Truyền thanh huyện gửi tin, bài.", context=context, titles=("Đài Truyền thanh huyện",))
    assert coop_of(own) == ("các cơ quan báo chí của Tỉnh",)


def test_the_context_line_is_passed_over_where_the_text_names_another_lead() -> None:
    item = Item(
        "Đề nghị Báo Lam Sơn đăng bài.",
        context="Phối hợp với các cơ quan báo chí của Tỉnh",
        titles=("Đài Truyền thanh huyện",),
    )
    assert coop_of(item) == ()


@given(st.text(max_size=80), st.sampled_from(["phối hợp với ", "Phối hợp ", ""]))
def test_reading_partners_never_fails(text: str, verb: str) -> None:
    coop_of(
        Item(verb + text, attributes=(Attribute("lead", "x", text),), context=verb + text, titles=(text,))
    )
