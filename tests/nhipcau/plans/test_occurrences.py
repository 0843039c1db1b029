"""When schedules fall due: last working days, holidays, calendar parts of the year."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.plans.models import occurrences

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def recurring(least: int, most: int, per: str) -> dict[str, object]:
    return {"kind": "recurring", "min": least, "max": most, "per": per}


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ({"kind": "by", "date": "2026-11-15"}, ["15/11"]),
        ({"kind": "within", "from": "2026-04-01", "to": "2026-06-30"}, ["30/06"]),
        ({"kind": "within", "from": "2026-02-01", "to": "2026-02-28"}, ["27/02"]),
        (recurring(1, 1, "quarter"), ["31/03", "30/06", "30/09", "31/12"]),
        (recurring(6, 6, "year"), ["27/02", "29/04", "30/06", "28/08", "30/10", "31/12"]),
        (recurring(1, 1, "half-year"), ["30/06", "31/12"]),
        (recurring(1, 1, "year"), ["31/12"]),
        ({"kind": "ongoing"}, []),
    ],
)
def test_due_days_of_a_year(when: dict[str, object], days: list[str]) -> None:
    assert [f"{each.due_on:%d/%m}" for each in occurrences(when, *YEAR)] == days


@pytest.mark.parametrize(
    ("when", "count", "quota"),
    [
        (recurring(1, 1, "month"), 12, (1, 1)),
        (recurring(3, 5, "month"), 12, (3, 5)),
        (recurring(2, 2, "month"), 12, (2, 2)),
        (recurring(3, 3, "quarter"), 12, (1, 1)),
        (recurring(2, 2, "quarter"), 4, (2, 2)),
        (recurring(5, 5, "year"), 1, (5, 5)),
        (recurring(50, 60, "year"), 1, (50, 60)),
    ],
)
def test_a_number_that_does_not_part_the_months_is_a_quota(
    when: dict[str, object], count: int, quota: tuple[int, int]
) -> None:
    found = occurrences(when, *YEAR)
    assert len(found) == count
    assert {(each.quota_min, each.quota_max) for each in found} == {quota}


def test_a_plan_that_starts_in_the_year_keeps_calendar_quarters() -> None:
    found = occurrences(recurring(1, 1, "quarter"), dt.date(2026, 5, 15), dt.date(2026, 12, 31))
    assert [(each.ordinal, each.starts_on.isoformat()) for each in found] == [
        (1, "2026-05-15"), (2, "2026-07-01"), (3, "2026-10-01"),
    ]  # fmt: skip


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)),
    st.integers(0, 1500),
    st.integers(1, 60),
    st.integers(0, 10),
    st.sampled_from(["month", "quarter", "half-year", "year"]),
)
def test_parts_follow_each_other_and_fill_the_period(
    start: dt.date, length: int, least: int, more: int, per: str
) -> None:
    end = start + dt.timedelta(days=length)
    found = occurrences(recurring(least, least + more, per), start, end)
    assert (found[0].starts_on, found[-1].ends_on) == (start, end)
    assert all(b.starts_on - a.ends_on == dt.timedelta(days=1) for a, b in pairwise(found))
    assert all(each.starts_on <= each.due_on <= each.ends_on for each in found)
    assert [each.ordinal for each in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("per", ["month", "quarter", "half-year", "year"])
def test_the_end_of_the_calendar_is_an_end(per: str) -> None:
    when = {"kind": "recurring", "min": 1, "max": 1, "per": per}
    assert occurrences(when, dt.date(9999, 1, 1), dt.date.max)[-1].ends_on == dt.date.max
    assert occurrences(when, dt.date.min, dt.date(1, 12, 31))
