"""A plan shows units by their names of its day and leads to the units of today."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.kernel import clock
from nhipcau.organisations import services
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Intake, PlanVersion, TaskUnit
from nhipcau.plans.selectors.naming import units_then
from nhipcau.plans.services import adopt_plan
from tests.cast import Cast


@pytest.fixture
def version(cast: Cast, intake: Intake, now: dt.datetime) -> PlanVersion:
    return adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)


def test_a_renamed_unit_keeps_its_name_in_the_plan(
    client: Client, cast: Cast, version: PlanVersion, now: dt.datetime
) -> None:
    culture, day = cast.unit("culture"), version.plan.issued_on
    assert day is not None
    later = day + dt.timedelta(days=30)
    user = cast.person("administrator")
    services.rename_unit(
        user=user, unit=culture, name="Sở Hội nhập", since=later, now=now + dt.timedelta(days=400)
    )
    then = units_then(version.plan, [culture.pk], on=later)[culture.pk]
    assert (then.name, [unit.name for unit in then.now]) == (
        "Sở Văn hóa, Thể thao và Du lịch",
        ["Sở Hội nhập"],
    )
    assert units_then(version.plan, [culture.pk], on=day)[culture.pk].now == ()
    client.force_login(user)
    task = TaskUnit.objects.filter(unit=culture)[0].task_id
    page = client.get(reverse("plans:task", args=[task])).text
    assert "Sở Văn hóa, Thể thao và Du lịch" in page
    if clock.today() >= later:
        assert "Sở Hội nhập" in page
    names = [unit.name for unit in client.get(reverse("plans:plan", args=[version.plan_id])).context["units"]]
    assert "Sở Văn hóa, Thể thao và Du lịch" in names
    assert "Sở Hội nhập" not in names


def test_a_unit_that_is_gone_leads_to_who_carries_on(
    client: Client, cast: Cast, version: PlanVersion, now: dt.datetime
) -> None:
    user, culture = cast.person("administrator"), cast.unit("culture")
    services.merge_units(
        user=user,
        units=[culture],
        into=cast.unit("foreign"),
        since=clock.today(),
        now=clock.now(),
        legal_basis="NQ 1",
    )
    then = units_then(version.plan, [culture.pk, cast.unit("foreign").pk], on=clock.today())
    assert then[culture.pk].is_gone
    assert [unit.pk for unit in then[culture.pk].now] == [cast.unit("foreign").pk]
    assert not then[cast.unit("foreign").pk].is_gone
    client.force_login(user)
    task = TaskUnit.objects.filter(unit=culture)[0].task_id
    page = client.get(reverse("plans:task", args=[task])).text
    assert reverse("units:unit", args=[Unit.objects.get(code="FOREIGN").pk]) in page
