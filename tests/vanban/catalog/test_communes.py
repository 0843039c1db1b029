"""Communes of today, what became of the districts and communes before them, and how provinces were called."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import vanban
from vanban.catalog.communes import communes, districts, former_communes
from vanban.catalog.provinces import (
    TWO_LEVELS,
    earlier_forms,
    forms_of,
    merged_into,
    province_coded,
    provinces,
)

TODAY = date(2026, 11, 21)
DATA = Path(vanban.__file__).parent / "catalog" / "data"
# Given to another province on 01/07/2025, with the province that had each before.
MOVED = {
    "15": "Yên Bái", "24": "Bắc Giang", "44": "Quảng Bình", "52": "Bình Định", "80": "Long An", "82": "Tiền Giang", "91": "Kiên Giang",
}  # fmt: skip


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (TWO_LEVELS, {"xã": 2621, "phường": 687, "đặc khu": 13}),
        (date(2026, 4, 30), {"xã": 2611, "phường": 697, "đặc khu": 13}),
        (TODAY, {"xã": 2599, "phường": 709, "đặc khu": 13}),
    ],
)
def test_there_are_3321_communes_of_known_kinds(on: date, counts: dict[str, int]) -> None:
    assert Counter(commune.kind_on(on) for commune in communes()) == counts


def test_every_commune_lies_in_a_province_of_today_and_has_a_code_of_its_own() -> None:
    assert {commune.province for commune in communes()} == {p.code for p in provinces(TODAY)}
    assert len({commune.code for commune in communes()}) == 3321
    assert (len(communes("24")), len(communes("79")), len(communes("12"))) == (99, 168, 38)
    assert communes("00") == ()


def test_every_former_commune_and_district_leads_to_communes_of_the_province_its_own_went_into() -> None:
    codes = {commune.code: commune.province for commune in communes()}
    lines = {part.code_before: p.code for p in provinces(TODAY) for part in (p, *merged_into(p))}
    assert len(former_communes()) == 10035
    assert len(districts()) == 696
    for district in districts():
        assert {codes[code] for code in district.into} == {lines[district.province]}
    known = {district.code for district in districts()}
    for commune in former_communes():
        assert commune.district in known
        assert commune.into
        assert all(code in codes for code in commune.into)
    assert sum(len(former_communes(p.code)) for p in provinces(TODAY)) == 10035


def test_a_district_leads_to_the_communes_it_became() -> None:
    district = next(d for d in districts("75") if d.name == "Xuân Lộc")
    names = {commune.name for commune in communes("75") if commune.code in district.into}
    assert names == {"Xuân Bắc", "Xuân Định", "Xuân Đông", "Xuân Lộc", "Xuân Thành", "Xuân Hòa", "Xuân Phú"}


def test_an_island_district_without_communes_leads_to_its_special_zone() -> None:
    island = next(d for d in districts("48") if d.name == "Hoàng Sa")
    (zone,) = (commune for commune in communes("48") if commune.code in island.into)
    assert (zone.kind, zone.name) == ("đặc khu", "Hoàng Sa")


def test_a_province_that_became_a_city_keeps_its_earlier_form_and_those_it_took_in() -> None:
    city = province_coded("24", TODAY)
    assert city is not None
    assert city.title == "thành phố Bắc Ninh"
    assert [form.title for form in earlier_forms(city)] == ["tỉnh Bắc Ninh"]
    assert [form.title for form in merged_into(city)] == ["tỉnh Bắc Giang"]
    assert city.legal_basis == "Nghị quyết 39/2026/QH16"
    before = province_coded("24", date(2020, 1, 1))
    assert before is not None
    assert before.title == "tỉnh Bắc Ninh"
    assert province_coded("99", TODAY) is None


def test_the_city_of_huế_was_called_otherwise() -> None:
    (huế,) = forms_of("Huế")
    assert [form.title for form in earlier_forms(huế)] == ["tỉnh Thừa Thiên Huế"]
    assert merged_into(huế) == ()


def test_sixty_three_became_thirty_four_and_seven_codes_moved() -> None:
    today = provinces(TODAY)
    assert sum(1 + len(merged_into(p)) for p in today) == 63
    before = {p.code_before: p.name for p in provinces(date(2025, 6, 30))}
    now = {p.code: p.name for p in today}
    assert len(before) == 63
    assert {code: before[code] for code in now if before.get(code) != now[code]} == MOVED


def test_every_past_form_says_by_what_it_ended() -> None:
    assert all(p.legal_basis for p in provinces() if p.valid_to is not None)


def test_the_licence_of_the_package_is_kept_beside_its_data_and_the_tables_stay_small() -> None:
    licence = (DATA / "LICENSE-vietnamadminunits.txt").read_text(encoding="utf-8")
    assert licence.startswith("MIT License")
    assert "Permission is hereby granted" in licence
    assert sum(file.stat().st_size for file in DATA.glob("*.csv")) < 1_000_000
