"""Attribute lines."""

from __future__ import annotations

import pytest

from vanban.grammar.attributes import attributes_of

LINES = [
    ("Đơn vị chủ trì: Sở Nội vụ", [("lead", "Sở Nội vụ")]),
    ("Đơn vị chủ trì tham mưu thực hiện: Sở Nội vụ", [("lead", "Sở Nội vụ")]),
    ("Cơ quan, đơn vị thực hiện: Sở Nội vụ", [("lead", "Sở Nội vụ")]),
    ("Chủ trì: Sở Nội vụ.", [("lead", "Sở Nội vụ.")]),
    ("Cơ quan phối hợp: Sở Y tế", [("coop", "Sở Y tế")]),
    ("Đơn vị phối hợp cung cấp thông tin: Sở Y tế", [("coop", "Sở Y tế")]),
    ("Thời gian: quý II/2026", [("time", "quý II/2026")]),
    ("Thời gian thực hiện trong năm 2026", [("time", "trong năm 2026")]),
    ("Lộ trình: 2026 - 2027", [("time", "2026 - 2027")]),
    ("Số lượng: 50 người", [("quantity", "50 người")]),
    ("Sản phẩm: 02 báo cáo", [("other", "02 báo cáo")]),
    ("Nội dung thực hiện: sửa sách", [("topic", "sửa sách")]),
    (
        "Đơn vị chủ trì: Sở Nội vụ; Đơn vị phối hợp: Sở Y tế, UBND các xã; Thời gian: năm 2026",
        [("lead", "Sở Nội vụ"), ("coop", "Sở Y tế, UBND các xã"), ("time", "năm 2026")],
    ),
    (
        "Chủ trì: Phòng Kinh tế. Phối hợp: Công an xã. Hoàn thành trước 30/4/2026.",
        [("lead", "Phòng Kinh tế."), ("coop", "Công an xã."), ("time", "trước 30/4/2026.")],
    ),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_an_attribute_line_gives_its_kinds_and_values(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(attribute.kind, attribute.value) for attribute in attributes_of(line)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "Chủ trì, phối hợp với Sở Y tế: mở lớp.",
        "Sở Nội vụ: mở lớp.",
        "Phối hợp với Sở Y tế mở lớp.",
        "Thời gian qua, các xã đã mở lớp.",
        "Nội dung mở lớp do Sở Nội vụ quy định.",
    ],
)
def test_work_is_no_attribute_line(line: str) -> None:
    assert attributes_of(line) == ()


def test_a_time_label_may_say_before_whom_the_work_comes() -> None:
    (found,) = attributes_of("Thời gian trình Chính phủ: Trước ngày 15/5/2031.")
    assert (found.kind, found.value) == ("time", "Trước ngày 15/5/2031.")


def test_the_second_label_of_a_line_may_open_small() -> None:
    found = attributes_of("Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ.")
    assert [(each.kind, each.value) for each in found] == [("lead", "Sở Y tế"), ("coop", "Sở Nội vụ.")]
