"""A plan adopted in mid-year: what fell due before is owed as usual, or signed as done before the system."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import gettext, override
from wagtail.models import ModelLogEntry

from nhipcau.delivery.models import Obligation, State
from nhipcau.delivery.services import expand_plan_version, mark_met, reopen, settle_past
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, recurring


@pytest.fixture
def states(cast: Cast, now: dt.datetime, on: dt.date) -> list[State]:
    """The states of four months, the first of them met, after the adopter signed for the past on 20/03/2026."""
    version = adopt(
        cast.unit("province"), cast.person("coordinator"), [TaskOf([cast.unit("foreign")], [recurring(1, "month")])], now=now
    )  # fmt: skip
    expand_plan_version(version)
    first = Obligation.objects.order_by("due_on")[0]
    mark_met(
        user=cast.person("foreign_officer"), obligation=first, note="x", done_on=dt.date(2026, 1, 9), now=now
    )
    assert settle_past(version=version, user=cast.person("coordinator"), now=now) == 1
    assert settle_past(version=version, user=cast.person("coordinator"), now=now) == 0
    return [row.state(on) for row in Obligation.objects.order_by("due_on")[:4]]


def test_what_fell_due_before_is_signed_and_nothing_else(
    states: list[State], cast: Cast, now: dt.datetime
) -> None:
    assert states == [State.MET, State.EXCUSED, State.OPEN, State.UPCOMING]
    signed = Obligation.objects.get(excused_on__isnull=False)
    assert (signed.signed_by, signed.signed_at) == (cast.person("coordinator"), now)
    assert signed.reason
    entry = ModelLogEntry.objects.get(action="delivery.settle_past")
    assert entry.data == {"version": 1, "obligations": 1}


def test_it_can_be_taken_back_one_by_one(
    states: list[State], cast: Cast, now: dt.datetime, on: dt.date
) -> None:
    signed = Obligation.objects.select_related("unit", "plan__unit").get(excused_on__isnull=False)
    reopen(user=cast.person("coordinator"), obligation=signed, now=now)
    assert signed.state(on) == State.OVERDUE


def test_the_reason_is_kept_in_vietnamese_whoever_adopts(cast: Cast, now: dt.datetime) -> None:
    keeper = cast.person("coordinator")
    task = TaskOf([cast.unit("foreign")], [recurring(1, "month")])
    version = adopt(cast.unit("province"), keeper, [task], now=now)
    expand_plan_version(version)
    with override("en"):
        settle_past(version=version, user=keeper, now=now)
    with override("vi"):
        told = gettext("Done before the plan came into this system.")
    assert {row.reason for row in Obligation.objects.filter(excused_on__isnull=False)} == {told}
    assert told != "Done before the plan came into this system."
