"""Days as documents print them, and the year that they leave out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.dates import blank_date, complete, find_days, first_date, quarter_number
from vanban.model.document import Period

YEAR_2031 = Period(date(2031, 1, 1), date(2031, 12, 31))

FORMS = (
    "{d:02d}/{m:02d}/{y}",
    "{d}/{m}/{y}",
    "{d:02d}-{m:02d}-{y}",
    "{d}.{m}.{y}",
    "{d} / {m} / {y}",
    "ngày {d:02d} tháng {m:02d} năm {y}",
    "ngày {d} tháng {m} năm {y}",
    "ngày {d:02d} tháng {m}/{y}",
    "{d:02d}/{m:02d} năm {y}",
)


@pytest.mark.parametrize("form", FORMS)
@given(day=st.dates(min_value=date(1930, 1, 1), max_value=date(2089, 12, 31)))
def test_every_form_of_every_day_is_read(form: str, day: date) -> None:
    printed = form.format(d=day.day, m=day.month, y=day.year)
    assert first_date(f"Thực hiện Kế hoạch ban hành {printed} của cơ quan") == day


@pytest.mark.parametrize(
    "text",
    [
        "tỷ lệ 3/4",
        "từ 03-05 bài",
        "mục 1.2 và 1.3",
        "31/02/2030",
        "ngày 32 tháng 5 năm 2030",
        "đường 24/7/365",
        "đạt 10/12%",
    ],
)
def test_what_only_looks_like_a_date_has_no_full_date(text: str) -> None:
    assert first_date(text) is None


def test_the_last_of_a_list_gives_its_year_to_those_before() -> None:
    days = find_days("trước ngày 10/4, 10/8 và ngày 05/12/2031")
    assert [(d.day, d.month, d.year) for d in days] == [(10, 4, 2031), (10, 8, 2031), (5, 12, 2031)]


@pytest.mark.parametrize(
    ("text", "period", "signed", "expected"),
    [
        ("20/11", YEAR_2031, None, date(2031, 11, 20)),
        ("20/11", YEAR_2031, date(2030, 12, 1), date(2031, 11, 20)),
        ("15/3", YEAR_2031, date(2031, 5, 1), date(2032, 3, 15)),
        ("15/3", None, date(2031, 5, 1), date(2032, 3, 15)),
        ("15/9", None, date(2031, 5, 1), date(2031, 9, 15)),
        ("15/9", None, None, None),
        ("15/9/2029", None, None, date(2029, 9, 15)),
        ("29/02", YEAR_2031, None, None),
    ],
)
def test_a_missing_year_comes_from_the_plan_or_from_the_day_of_signing(
    text: str, period: Period | None, signed: date | None, expected: date | None
) -> None:
    assert complete(find_days(text)[0], period, signed) == expected


def test_a_date_line_left_blank_still_tells_its_year() -> None:
    assert blank_date("Hồng Hà, ngày      tháng 3 năm 2031") == date(2031, 3, 1)
    assert blank_date("Hồng Hà, ngày ... tháng ... năm 2031") == date(2031, 1, 1)
    assert blank_date("Hồng Hà, ngày 02 tháng 3 năm 2031") is None


@pytest.mark.parametrize(
    ("text", "number"), [("I", 1), ("II", 2), ("III", 3), ("IV", 4), ("4", 4), ("V", None), ("0", None)]
)
def test_quarters_are_counted_in_roman_or_arabic(text: str, number: int | None) -> None:
    assert quarter_number(text) == number


@given(st.text())
def test_any_text_is_searched_for_days_without_failing(text: str) -> None:
    for day in find_days(text):
        assert 0 <= day.start < day.end <= len(text)
