"""The office calendar is amended by those who keep a root; working days follow at once, and rooms above are told."""

from __future__ import annotations

import datetime as dt
import math
import time

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from nhipcau.kernel import working_days
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.working_days import is_working_day, keep_office_days, working_day_on_or_before
from nhipcau.organisations.models import OfficeDay
from nhipcau.organisations.policies import Person
from nhipcau.organisations.selectors import calendar_of, occasions
from nhipcau.organisations.services import (
    NamedDay,
    amend_office_days,
    announcing,
    take_out_office_day,
    when_office_days_change,
)
from tests.cast import Cast

MONDAY, SATURDAY = dt.date(2026, 6, 29), dt.date(2026, 6, 27)
OFF, WORKED = NamedDay(MONDAY, "Nghỉ bù"), NamedDay(SATURDAY, "Làm bù", is_worked=True)
BASIS = "Thông báo số 1/TB-UBND"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[frozenset[int], bool]]:
    """What a subscriber hears: the years, and whether the day off is open to it."""
    heard: list[tuple[frozenset[int], bool]] = []
    monkeypatch.setattr(announcing, "_office_days_changed", [])

    def hear(years: frozenset[int], _user: Person, _now: dt.datetime) -> None:
        heard.append((years, is_working_day(MONDAY)))

    when_office_days_change(hear)
    when_office_days_change(hear)
    return heard


def test_working_days_follow_an_amendment_at_once(
    cast: Cast, now: dt.datetime, told: list[tuple[frozenset[int], bool]]
) -> None:
    amend_office_days(user=cast.person("coordinator"), days=[OFF, WORKED], legal_basis=BASIS, now=now)
    assert not is_working_day(MONDAY)
    assert is_working_day(SATURDAY)
    assert working_day_on_or_before(MONDAY) == SATURDAY
    assert told == [(frozenset({2026}), False)]
    entry = ModelLogEntry.objects.get(action="organisations.amend_office_days")
    assert entry.data["days"] == ["29/06/2026 Nghỉ bù"]
    take_out_office_day(
        user=cast.person("coordinator"), office_day=OfficeDay.objects.get(day=MONDAY), now=now
    )
    assert is_working_day(MONDAY)
    assert told[1:] == [(frozenset({2026}), True)]


def test_a_holiday_that_the_system_knows_may_be_worked(cast: Cast, now: dt.datetime) -> None:
    day = dt.date(2026, 8, 31)
    assert not is_working_day(day)
    amend_office_days(
        user=cast.person("administrator"),
        days=[NamedDay(day, "Ngày làm việc", is_worked=True)],
        legal_basis="",
        now=now,
    )
    assert is_working_day(day)


def test_entering_the_same_days_again_changes_nothing(
    cast: Cast, now: dt.datetime, told: list[tuple[frozenset[int], bool]]
) -> None:
    user = cast.person("coordinator")
    assert len(amend_office_days(user=user, days=[OFF], legal_basis=BASIS, now=now)) == 1
    assert amend_office_days(user=user, days=[OFF], legal_basis=BASIS, now=now) == []
    assert len(told) == 1
    assert ModelLogEntry.objects.filter(action="organisations.amend_office_days").count() == 1


def test_a_day_that_is_entered_otherwise_is_not_overwritten(cast: Cast, now: dt.datetime) -> None:
    user = cast.person("coordinator")
    amend_office_days(user=user, days=[OFF], legal_basis=BASIS, now=now)
    with pytest.raises(Refused, match="29/06/2026"):
        amend_office_days(
            user=user, days=[WORKED, NamedDay(MONDAY, "Làm", is_worked=True)], legal_basis="", now=now
        )
    assert list(OfficeDay.objects.values_list("day", "is_worked")) == [(MONDAY, False)]


def test_a_year_of_days_off_cannot_be_meant(cast: Cast, now: dt.datetime) -> None:
    days = [NamedDay(dt.date(2027, 1, 1) + dt.timedelta(days=step), "Nghỉ") for step in range(200)]
    with pytest.raises(Refused):
        amend_office_days(user=cast.person("coordinator"), days=days, legal_basis="", now=now)
    assert not OfficeDay.objects.exists()


@pytest.mark.parametrize("name", ["commune_administrator", "culture_leader", "viewer", "outsider", "former"])
def test_others_do_not_amend_the_calendar(cast: Cast, now: dt.datetime, name: str) -> None:
    with pytest.raises(PermissionDenied):
        amend_office_days(user=cast.person(name), days=[OFF], legal_basis="", now=now)


def test_the_calendar_of_a_year_shows_what_is_known_and_what_was_amended(
    cast: Cast, now: dt.datetime, on: dt.date
) -> None:
    amend_office_days(user=cast.person("coordinator"), days=[OFF, WORKED], legal_basis=BASIS, now=now)
    days = {each.day: each for each in calendar_of(cast.person("viewer"), 2026, on=on)}
    assert days[MONDAY].amended is not None
    assert days[MONDAY].known == ""
    assert days[SATURDAY].is_worked
    assert days[dt.date(2026, 9, 2)].known
    assert days[dt.date(2026, 8, 22)].is_worked
    assert calendar_of(cast.person("outsider"), 2026, on=on) == []


def test_a_day_says_why_offices_are_closed_or_open(cast: Cast) -> None:
    saturday = dt.date(2026, 8, 22)
    OfficeDay.objects.create(day=saturday, is_worked=True, name="Làm bù ngày 31/08")
    OfficeDay.objects.create(day=dt.date(2026, 8, 31), name="Nghỉ hoán đổi")
    OfficeDay.objects.create(day=dt.date(2026, 12, 31), name="Ngoài khoảng")
    found = occasions(dt.date(2026, 8, 1), dt.date(2026, 9, 30))
    assert found[saturday] == "Làm bù ngày 31/08"
    assert found[dt.date(2026, 8, 31)] == "Nghỉ hoán đổi"
    assert found[dt.date(2026, 9, 2)]
    assert max(found) <= dt.date(2026, 9, 30)
    assert dt.date(2026, 8, 3) not in found


def test_other_processes_follow_when_their_calendar_grew_old(
    cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    OfficeDay.objects.create(day=MONDAY, name="Nghỉ bù")  # saved by another process
    keep_office_days({}, seconds=60)
    assert is_working_day(MONDAY)
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert not is_working_day(MONDAY)


def test_the_calendar_is_read_once_for_many_questions(cast: Cast, django_assert_num_queries: object) -> None:
    working_days.forget_office_days()
    with django_assert_num_queries(1):  # type: ignore[operator]
        for step in range(400):
            is_working_day(MONDAY + dt.timedelta(days=step))
    keep_office_days({}, seconds=math.inf)
