"""What tests of delivery may ask for."""

from __future__ import annotations

import datetime as dt

import pytest

from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import expand_plan_version
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring


@pytest.fixture
def owed(cast: Cast, now: dt.datetime) -> Obligation:
    """One thing the foreign office owes by 30/06/2026, with the culture office beside it."""
    task = TaskOf([cast.unit("foreign")], [by(dt.date(2026, 6, 30))], coop=[cast.unit("culture")])
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), [task], now=now))
    return Obligation.objects.select_related("unit", "plan__unit", "task").get()


@pytest.fixture
def monthly(cast: Cast, now: dt.datetime) -> Obligation:
    """The culture office owes three to five pieces in March 2026."""
    task = TaskOf([cast.unit("culture")], [recurring(3, "month", most=5)])
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), [task], now=now))
    return Obligation.objects.select_related("unit", "plan__unit", "task").get(ordinal=3)
