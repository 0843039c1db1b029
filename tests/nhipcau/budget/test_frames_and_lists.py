"""The frame of a plan, and the lists that lines choose from."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from nhipcau.budget.forms import money_in
from nhipcau.budget.models import BudgetCode, BudgetFrame, FundSource
from nhipcau.budget.selectors.estimates import funds_offered
from nhipcau.budget.services.frames import read_frame, set_frame
from nhipcau.budget.services.lists import offer, save_code, save_fund
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.plans.models import Plan, PlanVersion
from nhipcau.plans.services.announcing import announce_adopted
from tests.cast import Cast


def version_of(plan: Plan, *amounts: int) -> PlanVersion:
    version = PlanVersion.objects.get(plan=plan)
    version.reading = {"budget": {"amounts": [{"amount": each, "text": f"{each} đồng"} for each in amounts]}}
    return version


def test_adopting_reads_the_largest_sum_of_the_budget_section(plan: Plan) -> None:
    announce_adopted(version_of(plan, 300_000_000, 2_278_000_000))
    frame = BudgetFrame.objects.get(plan=plan)
    assert (frame.amount, frame.printed, frame.is_read) == (2_278_000_000, "2278000000 đồng", True)


@pytest.mark.parametrize("reading", [{}, {"budget": {}}, {"budget": {"amounts": []}}, {"budget": None}])
def test_a_plan_without_a_sum_has_no_frame(plan: Plan, reading: dict[str, Any]) -> None:
    version = PlanVersion.objects.get(plan=plan)
    version.reading = reading
    read_frame(version)
    assert not BudgetFrame.objects.exists()


def test_what_finance_said_stays_when_the_plan_is_amended(cast: Cast, plan: Plan, now: dt.datetime) -> None:
    read_frame(version_of(plan, 100))
    read_frame(version_of(plan, 200))
    assert BudgetFrame.objects.get().amount == 200
    said: dict[str, Any] = {"user": cast.person("finance"), "plan": plan, "now": now}
    with pytest.raises(Outdated):
        set_frame(**said, amount=500, version=1)
    set_frame(**said, amount=500, version=2)
    read_frame(version_of(plan, 300))
    assert BudgetFrame.objects.get().amount == 500
    with pytest.raises(Refused):
        set_frame(**said, amount=0, version=3)
    with pytest.raises(PermissionDenied):
        set_frame(**said | {"user": cast.person("coordinator")}, amount=1, version=3)


def test_the_lists_are_kept_and_nothing_is_deleted(cast: Cast, now: dt.datetime) -> None:
    said: dict[str, Any] = {"user": cast.person("finance"), "now": now}
    fund = save_fund(**said, fund=None, name="Ngân sách tỉnh ")
    with pytest.raises(Refused) as refused:
        save_fund(**said, fund=None, name="Ngân sách tỉnh")
    assert refused.value.code == "there"
    save_fund(**said, fund=fund, name="Ngân sách địa phương")
    offer(**said, row=fund, offered=False)
    assert not funds_offered().exists()
    assert list(funds_offered(fund.pk)) == [fund]
    code = save_code(**said, code_row=None, kind="item", code="6650", name="Hội nghị")
    save_code(**said, code_row=code, kind="item", code="6651", name="In, mua tài liệu")
    assert [str(each) for each in BudgetCode.objects.all()] == ["6651 In, mua tài liệu"]
    with pytest.raises(PermissionDenied):
        save_fund(user=cast.person("culture_leader"), now=now, fund=None, name="Khác")
    assert FundSource.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.250.000", 1_250_000),
        ("1 250 000 đ", 1_250_000),
        ("1250000 đồng", 1_250_000),
        ("1,250,000", 1_250_000),
        ("-5.000", -5_000),
        ("−5.000", -5_000),
        ("0", 0),
        ("1.25", None),
        ("1,5 triệu", None),
        ("1.250.00", None),
        ("", None),
        ("9" * 30, None),
    ],
)
def test_sums_as_people_type_them(typed: str, amount: int | None) -> None:
    assert money_in(typed) == amount
