"""What waits for whom, and who is told of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from nhipcau.accounts.models import Role
from nhipcau.budget.models import Estimate
from nhipcau.budget.policies import may_decide
from nhipcau.budget.selectors.waiting import deciders_on, waiting_for
from nhipcau.budget.services.settlements import open_settlement, submit_settlement
from nhipcau.organisations.models import RoleHolding
from nhipcau.organisations.policies import roles_of
from nhipcau.plans.models import Plan
from tests.cast import UNITS, Cast
from tests.nhipcau.budget.money import begun, pay, submitted


def waits(cast: Cast, name: str, on: dt.date) -> list[tuple[str, str]]:
    with override("en"):
        found = waiting_for(roles_of(cast.person(name), on=on), on=on)
    return [(address, what) for _title, address, what in found]


@pytest.mark.parametrize("owner", UNITS)
@pytest.mark.parametrize("held_on", UNITS)
def test_told_is_exactly_who_decides(cast: Cast, plan: Plan, on: dt.date, owner: str, held_on: str) -> None:
    person = cast.person("outsider")
    RoleHolding.objects.create(user=person, unit=cast.unit(held_on), role=Role.FINANCE)
    plan.unit = cast.unit(owner)
    expected = {name for name, each in cast.people.items() if may_decide(each, plan, on=on)}
    assert {each.username for each in deciders_on(plan, on=on)} == expected


def test_a_closed_account_and_a_role_that_ended_are_not_told(cast: Cast, plan: Plan, on: dt.date) -> None:
    RoleHolding.objects.create(user=cast.person("closed"), unit=cast.unit("province"), role=Role.FINANCE)
    RoleHolding.objects.create(
        user=cast.person("former"),
        unit=cast.unit("province"),
        role=Role.FINANCE,
        valid_to=dt.date(2025, 12, 31),
    )
    assert [each.username for each in deciders_on(plan, on=on)] == ["finance"]


def test_finance_sees_how_many_wait_under_each_plan(
    cast: Cast, plan: Plan, funded: Estimate, now: dt.datetime, on: dt.date
) -> None:
    address = reverse("budget:plan", args=[plan.pk])
    assert waits(cast, "finance", on) == []
    submitted(cast, begun(cast, plan, "foreign", now), now)
    assert waits(cast, "finance", on) == [(address, "1 estimate to appraise")]
    pay(cast, funded, 5_000_000, now)
    settlement = open_settlement(user=cast.person("culture_officer"), estimate_pk=funded.pk, now=now)
    leader: Any = cast.person("culture_leader")
    submit_settlement(user=leader, settlement=settlement, version=settlement.version, settled={}, now=now)
    assert waits(cast, "finance", on) == [(address, "1 estimate to appraise, 1 settlement to decide on")]


def test_a_leader_sees_the_estimates_of_the_own_unit_while_they_are_written(
    cast: Cast, plan: Plan, estimate: Estimate, now: dt.datetime, on: dt.date
) -> None:
    address = reverse("budget:estimate", args=[estimate.pk])
    assert waits(cast, "culture_leader", on) == [(address, "estimate being written, not handed in yet")]
    assert waits(cast, "culture_officer", on) == []
    assert waits(cast, "foreign_leader", on) == []
    assert waits(cast, "culture_leader", plan.period_to + dt.timedelta(days=1)) == []
    submitted(cast, estimate, now)
    assert waits(cast, "culture_leader", on) == []


@pytest.mark.parametrize("units", [("culture",), ("culture", "foreign")])
def test_at_most_three_queries(
    cast: Cast,
    plan: Plan,
    now: dt.datetime,
    on: dt.date,
    units: tuple[str, ...],
    django_assert_max_num_queries: Any,
) -> None:
    for unit in units:
        submitted(cast, begun(cast, plan, unit, now), now)
    RoleHolding.objects.create(user=cast.person("finance"), unit=cast.unit("commune"), role=Role.UNIT_LEADER)
    begun(cast, plan, "commune", now)
    roles = roles_of(cast.person("finance"), on=on)
    with django_assert_max_num_queries(3):
        assert len(waiting_for(roles, on=on)) == 2
