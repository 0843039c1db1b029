"""Provinces, units that others followed, and days off."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from vanban.catalog.days_off import day_off_on, holiday_on
from vanban.catalog.document_types import is_party_symbol
from vanban.catalog.provinces import forms_of, gone_province, provinces
from vanban.catalog.successions import succession_of


@pytest.mark.parametrize(
    ("on", "count"), [(date(2024, 6, 1), 63), (date(2025, 7, 1), 34), (date(2026, 10, 1), 34)]
)
def test_the_number_of_provinces_on_a_day(on: date, count: int) -> None:
    assert len(provinces(on)) == count


def test_nine_cities_are_under_central_rule_since_late_2026() -> None:
    assert sum(p.kind == "thành phố" for p in provinces(date(2026, 9, 19))) == 8
    assert sum(p.kind == "thành phố" for p in provinces(date(2026, 9, 20))) == 9


def test_a_merged_province_names_the_one_it_went_into() -> None:
    gone = gone_province("Hải Dương", date(2025, 7, 1))
    assert gone is not None
    assert gone.successor == "Hải Phòng"
    assert gone_province("Hải Dương", date(2025, 6, 30)) is None
    assert gone_province("Không Đâu", date(2025, 7, 1)) is None


def test_a_province_that_became_a_city_is_not_gone() -> None:
    assert gone_province("Quảng Ninh", date(2026, 10, 1)) is None
    before, after = forms_of("Quảng Ninh")
    assert {before.kind, after.kind} == {"tỉnh", "thành phố"}
    assert [form.kind for form in (before, after) if form.existed(date(2026, 9, 1))] == ["thành phố"]


@pytest.mark.parametrize(
    ("name", "on", "first"),
    [
        ("Bộ Thông tin và Truyền thông", date(2025, 3, 1), "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Bộ Thông tin và Truyền thông", date(2025, 2, 28), None),
        ("Sở TT&TT", date(2025, 8, 1), "Sở Văn hóa, Thể thao và Du lịch"),
        ("Uỷ ban nhân dân các huyện, thị xã", date(2025, 7, 1), "UBND các xã, phường, đặc khu"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", date(2026, 1, 1), None),
        ("Văn phòng UBND huyện", date(2026, 1, 1), None),
        ("Sở Tài chính", date(2026, 1, 1), None),
    ],
)
def test_a_unit_that_is_no_more_names_the_one_after_it(name: str, on: date, first: str | None) -> None:
    found = succession_of(name, on)
    assert (found.successors[0] if found else None) == first


def test_holidays_agree_with_the_library_of_holidays() -> None:
    known = holidays.country_holidays("VN", years=range(2021, 2031))
    day = date(2021, 1, 1)
    while day < date(2031, 1, 1):
        if holiday_on(day):
            assert day in known, day
        day += timedelta(days=1)


def test_a_weekend_is_a_day_off_but_no_holiday() -> None:
    saturday = date(2026, 3, 21)
    assert holiday_on(saturday) is None
    off = day_off_on(saturday)
    assert off is not None
    assert off.vi == "thứ Bảy"
    assert day_off_on(date(2026, 3, 20)) is None


@pytest.mark.parametrize(
    ("symbol", "party"), [("36/NQ-TW", True), ("122-KH/TU", True), ("KH-UBND", False), ("08/CT-TTg", False)]
)
def test_party_symbols_end_in_a_party_body(symbol: str, party: bool) -> None:
    assert is_party_symbol(symbol) is party
