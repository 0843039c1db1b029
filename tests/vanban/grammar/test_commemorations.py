"""Anniversaries listed with their dates. The events are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.commemorations import find_commemorations
from vanban.model.document import Period

PLAN = Period(date(2031, 1, 1), date(2031, 12, 31))


def names(text: str) -> list[tuple[str, date, date]]:
    return [(c.name, c.original, c.celebrated) for c in find_commemorations([(text, 0)], PLAN)]


def test_a_list_repeats_its_head_before_each_member() -> None:
    text = (
        "Kỷ niệm 50 năm ngày kết nghĩa với các thành phố An Hòa (30/3/1981 – 30/3/2031), "
        "Bình Sa (1/8/1981 - 1/8/2031) và Cẩm Vân (11/9/1981 – 11/9/2031)..."
    )
    assert names(text) == [
        ("kết nghĩa với thành phố An Hòa", date(1981, 3, 30), date(2031, 3, 30)),
        ("kết nghĩa với Bình Sa", date(1981, 8, 1), date(2031, 8, 1)),
        ("kết nghĩa với Cẩm Vân", date(1981, 9, 11), date(2031, 9, 11)),
    ]


def test_events_parted_by_semicolons_have_names_of_their_own() -> None:
    text = "Kỷ niệm 40 năm Ngày mở cầu Lam (27/1/1991 – 27/1/2031); kỷ niệm 20 năm ngày lập Hội Sông Xanh (2/5/2011 - 2/5/2031)."
    assert [name for name, _, _ in names(text)] == ["mở cầu Lam", "lập Hội Sông Xanh"]


def test_one_printed_date_is_both_days() -> None:
    assert names("Kỷ niệm ngày khánh thành cầu Lam (05/6/2031).") == [
        ("khánh thành cầu Lam", date(2031, 6, 5), date(2031, 6, 5))
    ]


def test_a_celebrated_day_without_year_is_the_plan_s() -> None:
    assert names("Kỷ niệm 40 năm ngày mở cầu Lam (27/1/1991 - 27/1).") == [
        ("mở cầu Lam", date(1991, 1, 27), date(2031, 1, 27))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hiệp ước (ký ngày 18/2/1999).",
        "Triển khai (từ ngày 15/11/2031).",
        "Kỷ niệm các ngày lễ lớn.",
        "Kỷ niệm năm chẵn (2031).",
    ],
)
def test_other_dates_in_brackets_are_no_anniversaries(text: str) -> None:
    assert names(text) == []


@given(st.text(alphabet="Kỷ niệm ngày (1/2031–)0;,và A", max_size=120))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(original <= celebrated for _, original, celebrated in names(text))
