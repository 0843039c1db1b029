"""Channels, products and occasions named with information work."""

from __future__ import annotations

import pytest

from vanban.grammar.channels import channel_of, on_portal
from vanban.grammar.words import Words


def channel(text: str) -> str | None:
    words = Words(text)
    return channel_of(words, 0, len(words))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("về làng nghề thông qua các ấn phẩm", "publication"),
        ("hình ảnh tỉnh trên Cổng thông tin điện tử", "portal"),
        ("về sách trên các báo, đài trong nước", "press"),
        ("cho các cơ quan báo chí", "press"),
        ("trên hệ thống truyền thanh", "programme"),
        ("thông qua hoạt động văn hóa, nghệ thuật", "event"),
        ("như: Hội nghị, tọa đàm", "event"),
        ("và tổ chức các lớp tập huấn", "training"),
        ("về các hội chợ của tỉnh", None),
        ("vào các buổi tập huấn", None),
        ("cho các hội viên", None),
        ("để đăng trên báo", None),
        ("gồm: các bài đăng trên báo", None),
        ("trong báo cáo năm", None),
    ],
)
def test_a_channel_stands_after_its_preposition_and_not_in_the_topic(text: str, kind: str | None) -> None:
    assert channel(text) == kind


def test_columns_on_a_portal_are_seen() -> None:
    words = Words("giới thiệu sách trên Trang thông tin điện tử của xã")
    assert on_portal(words, 0, len(words))
    assert not on_portal(Words("giới thiệu sách trên báo"), 0, 5)
