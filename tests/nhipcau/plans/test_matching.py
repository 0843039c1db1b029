"""Printed names find their unit; what is not sure is left to a person."""

from __future__ import annotations

import pytest

from nhipcau.plans.matching import KnownGroup, KnownUnit, Register, kind_of, place_of
from nhipcau.plans.models import Match

REGISTER = Register(
    units=[
        KnownUnit(1, ("Ủy ban nhân dân tỉnh Sông Mây", "UBND tỉnh")),
        KnownUnit(2, ("Sở Ngoại vụ", "SNgV")),
        KnownUnit(3, ("Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL"), ("Sở VH-TT-DL",)),
        KnownUnit(4, ("Công an tỉnh",)),
        KnownUnit(5, ("Ủy ban nhân dân xã Bến Lụa", "UBND xã Bến Lụa")),
        KnownUnit(6, ("Báo Sông Mây",)),
        KnownUnit(7, ("Sở Thông tin và Truyền thông", "Sở TTTT"), gone=True, successors=(8,)),
        KnownUnit(8, ("Sở Khoa học và Công nghệ",)),
        KnownUnit(9, ("Ủy ban nhân dân xã Bến Lúa",)),
        KnownUnit(10, ("Trung tâm Văn hóa",)),
        KnownUnit(11, ("Trung tâm Văn hóa",)),
        KnownUnit(12, ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",)),
    ],
    groups=[KnownGroup(1, ("Các cơ quan tham mưu của Tỉnh ủy",))],
    place="Sông Mây",
)


@pytest.mark.parametrize(
    ("printed", "match", "unit"),
    [
        ("Sở Ngoại vụ", Match.EXACT, 2),
        ("sở ngoại vụ", Match.EXACT, 2),
        ("UBND tỉnh", Match.EXACT, 1),
        ("Ủy ban nhân dân tỉnh", Match.EXACT, 1),
        ("UBND tỉnh Sông Mây", Match.EXACT, 1),
        ("Sở Văn hoá, Thể thao và Du lịch", Match.EXACT, 3),
        ("Sở VHTTDL", Match.EXACT, 3),
        ("Sở VH-TT-DL", Match.EXACT, 3),
        ("Sở VHTT&DL", Match.EXACT, 3),
        ("Sở VHTT & DL", Match.EXACT, 3),
        ("Sở VHTT và DL", Match.EXACT, 3),
        ("Sở VHTT", Match.SIMILAR, 3),
        ("Sở Ngọai vụ", Match.EXACT, 2),
        ("UB MTTQ tỉnh", Match.EXACT, 12),
        ("Công an tỉnh Sông Mây", Match.ALIAS, 4),
        ("Sở Ngoại vụ tỉnh", Match.ALIAS, 2),
        ("Sở Thông tin và Truyền thông", Match.ALIAS, 8),
        ("Sở Văn hóa, Thể thao, Du lịch", Match.EXACT, 3),
        ("Sở Văn hóa và Thể thao", Match.SIMILAR, 3),
        ("Đại học Sông Mây", Match.UNKNOWN, None),
        ("Trung tâm Văn hóa", Match.UNKNOWN, None),
    ],
)
def test_a_name_finds_its_unit(printed: str, match: Match, unit: int | None) -> None:
    found = REGISTER.meaning(printed)
    assert (found.match, found.unit) == (match, unit)


def test_tone_marks_do_not_merge_two_communes() -> None:
    assert REGISTER.meaning("UBND xã Bến Lúa").unit == 9
    assert REGISTER.meaning("UBND xã Bến Lụa").unit == 5


def test_a_unit_that_is_no_more_is_named_with_its_successor() -> None:
    found = REGISTER.meaning("Sở TT&TT")
    assert (found.former, found.unit, found.match) == (7, 8, Match.ALIAS)


def test_of_several_successors_the_first_is_only_proposed() -> None:
    gone = KnownUnit(1, ("Sở Thông tin và Truyền thông",), gone=True, successors=(2, 3))
    found = Register(units=[gone]).meaning("Sở TTTT")
    assert (found.former, found.unit, found.match) == (1, 2, Match.SIMILAR)


def test_of_two_units_of_one_name_the_nearer_to_the_owner_is_meant() -> None:
    here, there = (KnownUnit(pk, ("Sở Tài chính",), near=near) for pk, near in ((1, 2), (2, 1)))
    gone = KnownUnit(3, ("Sở Tài chính",), gone=True, successors=(1,), near=2)
    assert Register(units=[there, here, gone]).meaning("Sở Tài chính").unit == 1


def test_a_ministry_is_not_taken_for_a_department_of_its_field() -> None:
    one = KnownUnit(1, ("Sở Khoa học, Công nghệ và Môi trường biển",))
    assert Register(units=[one]).meaning("Bộ Khoa học, Công nghệ và Môi trường biển").match == Match.UNKNOWN


@pytest.mark.parametrize(
    "printed",
    [
        "UBND các huyện, thị xã, thành phố",
        "Ủy ban nhân dân các huyện, thành phố",
        "UBND cấp huyện",
        "các quận, huyện",
    ],
)
def test_all_districts_are_proposed_as_the_communes_that_followed_them(printed: str) -> None:
    found = REGISTER.meaning(printed)
    assert (found.match, found.kinds) == (Match.SIMILAR, ("commune", "ward", "special-zone"))


@pytest.mark.parametrize(
    ("printed", "kinds"),
    [
        ("Các sở, ban, ngành", ("department",)),
        ("các sở, ban, ngành, đoàn thể tỉnh", ("department", "association")),
        ("UBND các xã, phường, đặc khu", ("commune", "ward", "special-zone")),
        ("UBND các xã, phường", ("commune", "ward")),
        ("Ủy ban nhân dân các phường", ("ward",)),
        ("UBND các xã", ("commune",)),
        ("UBND cấp xã", ("commune", "ward", "special-zone")),
        ("các đặc khu và các xã", ("commune", "special-zone")),
        ("các cơ quan báo chí", ("press-agency",)),
    ],
)
def test_a_plural_means_every_unit_of_its_kinds(printed: str, kinds: tuple[str, ...]) -> None:
    found = REGISTER.meaning(printed)
    assert (found.match, found.kinds) == (Match.GROUP, kinds)


def test_a_named_group_of_the_register_goes_first() -> None:
    assert REGISTER.meaning("các cơ quan tham mưu của Tỉnh ủy").group == 1


@pytest.mark.parametrize(
    "printed", ["các đơn vị liên quan", "các sở, ngành liên quan", "Mỗi cơ quan, đơn vị", "các địa phương"]
)
def test_a_name_for_nobody_in_particular_asks_for_nothing(printed: str) -> None:
    assert REGISTER.meaning(printed).match == Match.GENERIC


def test_the_place_is_the_proper_name() -> None:
    assert place_of("Ủy ban nhân dân tỉnh Lam Sơn") == "Lam Sơn"
    assert place_of("Sở Ngoại vụ") == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sở Tư pháp", "department"), ("Trung tâm Xúc tiến Du lịch", "agency"), ("UBND xã Bến Lụa", "commune"),
        ("Phường Mây Trắng", "ward"), ("UBND đặc khu Hòn Mây", "special-zone"), ("Bảo tàng tỉnh", "agency"),
        ("Báo Sông Mây", "press-agency"), ("Hiệp hội Dệt lụa", "association"), ("Công an tỉnh", "police"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "party-body"), ("Văn phòng UBND tỉnh", "section"), ("Tổ dệt", "other"),
    ],
)  # fmt: skip
def test_the_first_words_of_a_name_tell_its_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind
