"""Plans are found whatever marks and case they are searched with, on every database."""

from __future__ import annotations

import datetime as dt

import pytest

from nhipcau.plans.models import Plan
from nhipcau.plans.selectors.plans import plan_list
from tests.cast import Cast


@pytest.mark.parametrize(
    "search", ["đối", "ĐỐI NGOẠI", "thong tin doi", "45/KH", "45 so ngoai vu", "kh-UBND"]
)
def test_a_plan_is_found(cast: Cast, on: dt.date, search: str) -> None:
    shared = {"unit": cast.unit("foreign"), "period_from": on, "period_to": on}
    wanted = Plan.objects.create(title="Thông tin Đối ngoại", number="45", symbol="KH-UBND", **shared)
    Plan.objects.create(title="Cải cách hành chính", number="46", symbol="QĐ", **shared)
    assert list(plan_list(cast.person("viewer"), on=on, search=search)) == [wanted]


def test_a_plan_whose_title_changed_is_found_by_the_new_one(cast: Cast, on: dt.date) -> None:
    plan = Plan.objects.create(title="Cũ", unit=cast.unit("foreign"), period_from=on, period_to=on)
    plan.title = "Ấn phẩm Đối ngoại"
    plan.save(update_fields=["title"])
    assert list(plan_list(cast.person("viewer"), on=on, search="ấn phẩm")) == [plan]
