"""A person's own data hold what the rooms above the register keep, and nobody else's."""

from __future__ import annotations

import datetime as dt
import uuid

from nhipcau.delivery.models import CalendarAddress, Obligation
from nhipcau.delivery.services import ask_extension, mark_met
from nhipcau.delivery.services.calendars import make_calendar_address
from nhipcau.organisations import services
from nhipcau.organisations.selectors import personal_data
from nhipcau.plans.services.talk import say
from tests.cast import Cast


def test_work_and_talk_are_among_the_own_data(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    officer, keeper = cast.person("foreign_officer"), cast.person("coordinator")
    officer.display_name = "Trần Văn Sông"
    officer.save()
    ask_extension(
        user=officer, obligation=owed, wanted_on=dt.date(2026, 7, 15), reason="Chờ kinh phí", now=now
    )
    say(user=officer, task=owed.task, text="Đang làm", key=uuid.uuid4(), now=now)
    say(user=keeper, task=owed.task, text="@Trần Văn Sông gửi sớm", key=uuid.uuid4(), now=now)
    mark_met(user=officer, obligation=owed, note="Đã họp", now=now)
    address = make_calendar_address(user=officer, now=now)
    data = personal_data(officer, now=now)
    assert [row["text"] for row in data["talk"]["comments"]] == ["Đang làm"]
    assert len(data["talk"]["mentions"]) == 1
    assert [row["note"] for row in data["work"]["evidence"]] == ["Đã họp"]
    assert [row["reason"] for row in data["work"]["more_time"]] == ["Chờ kinh phí"]
    assert data["work"]["calendar_address_since"] == now.isoformat()
    assert data["notices"]
    assert address.secret not in str(data)


def test_nothing_of_others_is_among_them(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    mark_met(user=cast.person("foreign_officer"), obligation=owed, note="Đã họp", now=now)
    say(user=cast.person("coordinator"), task=owed.task, text="Gửi sớm", key=uuid.uuid4(), now=now)
    data = personal_data(cast.person("culture_officer"), now=now)
    assert not data["work"]["evidence"]
    assert not data["talk"]["comments"]


def test_an_erased_account_leaves_no_calendar(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    officer, administrator = cast.person("foreign_officer"), cast.person("administrator")
    make_calendar_address(user=officer, now=now)
    make_calendar_address(user=cast.person("culture_officer"), now=now)
    services.set_account_open(user=administrator, person=officer, is_open=False, now=now)
    officer.refresh_from_db()
    services.erase_account(user=administrator, person=officer, now=now)
    assert [each.user for each in CalendarAddress.objects.all()] == [cast.person("culture_officer")]
