"""The standing bodies of a province: which exist where, and what they are called."""

from __future__ import annotations

from datetime import date

from vanban.catalog.provinces import Province, forms_of, province_coded, provinces
from vanban.catalog.standing_bodies import StandingBody, first_of, standing_bodies
from vanban.catalog.successions import succession_of

TODAY = date(2026, 11, 21)


def body(key: str) -> StandingBody:
    return next(each for each in standing_bodies() if each.key == key)


def province(code: str) -> Province:
    found = province_coded(code, TODAY)
    assert found is not None
    return found


def test_keys_are_unique_and_every_reference_is_a_key() -> None:
    keys = [each.key for each in standing_bodies()]
    assert len(keys) == len(set(keys))
    for each in standing_bodies():
        for named in (*each.above.split("|"), *(key for into in each.into for key in into.split("|"))):
            assert named == "" or named in keys
        assert each.confidence in {"text", "report", "unverified"}
        assert bool(each.into) == each.is_past


def test_in_every_province_what_is_above_and_what_followed_exists() -> None:
    for each in provinces(TODAY):
        keys = frozenset(b.key for b in standing_bodies() if b.expected_in(each.code) and not b.is_past)
        for b in standing_bodies():
            if not b.expected_in(each.code):
                continue
            assert not b.above or first_of(b.above, keys), (each.title, b.key)
            assert all(first_of(into, keys) for into in b.into), (each.title, b.key)
            assert not {"VHTTDL", "VHTT"} <= keys


def test_names_are_filled_with_the_province() -> None:
    assert body("CA").named(province("52")).name == "Công an tỉnh Gia Lai"
    assert body("CA").named(province("24")).name == "Công an thành phố Bắc Ninh"
    assert body("CA").named(province("79")).name == "Công an Thành phố Hồ Chí Minh"
    assert body("TGDV").named(province("52")).name == "Ban Tuyên giáo và Dân vận Tỉnh ủy Gia Lai"
    assert body("TGDV").named(province("24")).short_name == "BTGDV Thành ủy"
    assert body("BPTTH").named(province("52")).name == "Báo và phát thanh, truyền hình Gia Lai"
    (before,) = (p for p in forms_of("Bắc Ninh") if p.kind == "tỉnh")
    assert body("CA").named(before).name == "Công an tỉnh Bắc Ninh"


def test_a_department_bears_no_place_but_is_found_with_it() -> None:
    named = body("TC").named(province("52"))
    assert named.name == "Sở Tài chính"
    assert {"Sở Tài chính tỉnh", "Sở Tài chính tỉnh Gia Lai"} <= set(named.aliases)


def test_no_place_is_left_unfilled_and_no_name_is_too_long() -> None:
    for each in provinces():
        for b in standing_bodies():
            named = b.named(each)
            assert not any(set("{}") & set(text) for text in (named.name, named.short_name, *named.aliases))
            assert len(named.short_name) <= 64
            assert len(named.name) <= 255


def test_where_a_body_exists_is_a_proposal_by_province() -> None:
    assert body("VHTT").expected_in("01")
    assert not body("VHTTDL").expected_in("01")
    assert body("VHTTDL").expected_in("52")
    assert body("NGV").expected_in("52")
    assert not body("NGV").expected_in("33")
    assert not body("CTTDT").expected_in("52")


def test_departments_before_2025_agree_with_the_table_of_successions() -> None:
    compared = 0
    for each in standing_bodies():
        if not each.is_past or each.kind != "department":
            continue
        assert each.valid_to is not None
        row = succession_of(each.named(province("52")).name, date(2025, 5, 1))
        if row is None:
            continue
        compared += 1
        followers = [body(into.split("|")[0]).name for into in each.into]
        assert followers == list(row.successors)
        assert (row.since - each.valid_to).days == 1
    assert compared == 6
