"""Every figure of an overview opens the rows that it is made of."""

from __future__ import annotations

import datetime as dt

import pytest

from nhipcau.budget.models import Estimate, EstimateLine
from nhipcau.budget.selectors.overview import (
    LATER,
    NONE,
    WAYS,
    Narrow,
    figures_of,
    overview_of,
    seen_lines,
    seen_vouchers,
)
from nhipcau.budget.sheet import sum_of
from nhipcau.plans.models import Plan
from tests.cast import Cast
from tests.nhipcau.budget.money import begun, given, lines, pay


@pytest.fixture
def year(cast: Cast, plan: Plan, funded: Estimate, now: dt.datetime) -> Plan:
    """Two units with payments in two quarters, and one after the plan's period."""
    foreign = given(cast, begun(cast, plan, "foreign", now), now)
    EstimateLine.objects.filter(pk=lines(foreign)[0].pk).update(stem=None)
    later = dt.datetime(2027, 1, 20, 2, 0, tzinfo=dt.UTC)
    for row, amount, day in (
        (funded, 1_000, dt.date(2026, 2, 1)),
        (funded, 2_000, dt.date(2026, 5, 1)),
        (foreign, 4_000, dt.date(2027, 1, 15)),
    ):
        pay(cast, row, amount, later, spent_on=day)
    return plan


NARROW = {"don-vi": "unit", "nhiem-vu": "task", "loai": "kind", "quy": "quarter"}


@pytest.mark.parametrize("way", WAYS)
def test_a_group_opens_its_lines_and_payments(cast: Cast, year: Plan, on: dt.date, way: str) -> None:
    viewer = cast.person("viewer")
    found = overview_of(viewer, year, way, on=on)
    assert len(found.groups) > 1
    for group in found.groups:
        narrow = Narrow(**{NARROW[way]: int(group.key) if way == "don-vi" else group.key})  # type: ignore[arg-type]
        opened = figures_of(seen_lines(viewer, year, on=on).filter(narrow.planned()))
        planned = (group.figures.estimated, group.figures.appraised, group.figures.allocated)
        assert (opened.estimated, opened.appraised, opened.allocated) == planned, group
        assert sum_of(seen_vouchers(viewer, year, narrow, on=on)) == group.figures.spent, group


def test_quarters_tell_what_was_paid_when(cast: Cast, year: Plan, on: dt.date) -> None:
    groups = {group.key: group for group in overview_of(cast.person("viewer"), year, "quy", on=on).groups}
    assert {key: group.figures.spent for key, group in groups.items() if group.figures.spent} == {
        "1": 1_000,
        "2": 2_000,
        LATER: 4_000,
    }
    assert groups[NONE].figures.allocated == 30_000_000
    assert (groups["2"].figures.allocated, groups["3"].figures.allocated) == (20_000_000, 40_000)


def test_tasks_stand_in_the_order_of_the_plan_and_what_has_none_last(
    cast: Cast, year: Plan, on: dt.date
) -> None:
    groups = overview_of(cast.person("viewer"), year, "nhiem-vu", on=on).groups
    assert [group.label for group in groups][:2] == [
        "II.1 Xuất bản bản tin “Nhịp sông Mây”",
        "II.2 Tổ chức triển lãm ảnh lưu động",
    ]
    assert groups[-1].key == NONE
