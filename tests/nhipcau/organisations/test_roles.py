"""Giving roles from one day to another."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import Role
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import RoleHolding
from tests.cast import Cast

DAY = dt.timedelta(days=1)


def grant(cast: Cast, now: dt.datetime, first: dt.date | None, last: dt.date | None) -> RoleHolding:
    return services.grant_role(
        user=cast.person("coordinator"),
        person=cast.person("outsider"),
        unit=cast.unit("museum"),
        role=Role.UNIT_OFFICER,
        valid_from=first,
        valid_to=last,
        now=now,
    )


def test_a_role_until_a_past_day_is_refused(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    with pytest.raises(Refused) as refusal:
        grant(cast, now, None, on - DAY)
    assert refusal.value.code == "dates"
    assert not RoleHolding.objects.filter(user=cast.person("outsider")).exists()


def test_a_role_until_a_past_day_is_told_beside_the_form(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.person("coordinator"))
    last = clock.today() - DAY
    form = {
        "person": cast.person("outsider").pk,
        "role": Role.UNIT_OFFICER,
        "valid_to": f"{last:%d/%m/%Y}",
    }
    answer = client.post(reverse("units:grant", args=[cast.unit("museum").pk]), form)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("first", "last"),
    [(0, None), (0, 10), (5, None), (-20, None), (-20, 5), (10, 30)],
)
def test_a_role_is_not_given_for_days_on_which_it_is_held(
    cast: Cast, on: dt.date, now: dt.datetime, first: int, last: int | None
) -> None:
    grant(cast, now, on, on + 10 * DAY)
    with pytest.raises(Refused) as refusal:
        grant(cast, now, on + first * DAY, None if last is None else on + last * DAY)
    assert refusal.value.code == "held-already"
    assert RoleHolding.objects.filter(user=cast.person("outsider")).count() == 1
    assert ModelLogEntry.objects.filter(action="organisations.grant_role").count() == 1


@pytest.mark.parametrize(("first", "last"), [(11, None), (-20, -1)])
def test_a_role_is_given_again_before_or_after(
    cast: Cast, on: dt.date, now: dt.datetime, first: int, last: int | None
) -> None:
    grant(cast, now, on, on + 10 * DAY)
    grant(cast, now, on + first * DAY, None if last is None else on + last * DAY)
    assert RoleHolding.objects.filter(user=cast.person("outsider")).count() == 2
