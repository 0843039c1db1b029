"""Anniversaries: gathered from plans, kept by coordinators, each year on its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.plans.models import Anniversary, PlanVersion
from nhipcau.plans.selectors.commemorations import anniversaries, between, coming, day_in
from nhipcau.plans.services.commemorations import (
    Day,
    day_read,
    gather_anniversaries,
    remove_anniversary,
    save_anniversary,
)
from tests.cast import PASSWORD, Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt


def read(name: str, origin: str, kept: str) -> dict[str, Any]:
    return {"name": name, "from": origin, "to": kept, "date": kept}


def version(cast: Cast, now: dt.datetime, *said: dict[str, Any]) -> PlanVersion:
    made = adopt(cast.unit("province"), cast.person("coordinator"), [TaskOf([])], now=now)
    made.reading["commemorations"] = list(said)
    return made


def test_a_plan_fills_the_list_and_doubles_are_one(cast: Cast, now: dt.datetime) -> None:
    first = version(
        cast, now, read("kỷ niệm 50 năm ngày thành lập tỉnh Sông Mây", "1976-04-02", "2026-04-02"),
        read("Giỗ Tổ nghề lụa (âm lịch)", "2026-03-10", "2026-03-10"), read("", "2026-05-01", "2026-05-01"),
    )  # fmt: skip
    assert gather_anniversaries(first) == 2
    assert gather_anniversaries(first) == 0
    again = version(cast, now, read("thành lập tỉnh Sông Mây", "2026-04-02", "2026-04-02"))
    assert gather_anniversaries(again) == 0
    province = Anniversary.objects.get(month=4)
    assert (province.name, province.since, province.sources.count()) == ("Thành lập tỉnh Sông Mây", 1976, 2)
    assert Anniversary.objects.get(is_lunar=True).name == "Giỗ Tổ nghề lụa"


def test_a_single_date_tells_no_year_of_the_event() -> None:
    assert day_read(read("Ngày hội lụa", "2026-05-12", "2026-05-12"), 2026) == Day("Ngày hội lụa", 12, 5)
    assert day_read(read("Ngày hội lụa", "1997-05-12", "1997-05-12"), 2026) == Day(
        "Ngày hội lụa", 12, 5, since=1997
    )


def test_occurrences_and_round_years(db: None, on: dt.date) -> None:
    Anniversary.objects.create(name="Kết nghĩa", day=2, month=4, since=1976)
    Anniversary.objects.create(name="Ngày nhuận", day=29, month=2)
    Anniversary.objects.create(name="Giỗ Tổ", day=10, month=3, is_lunar=True)
    year = between(anniversaries(), dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [(each.day, each.years, each.is_round) for each in year] == [
        (dt.date(2026, 2, 28), None, False), (dt.date(2026, 4, 2), 50, True), (dt.date(2026, 4, 26), None, False),
    ]  # fmt: skip
    assert [each.row.name for each in coming(on=on)] == ["Kết nghĩa"]


def test_a_lunar_day_of_december_falls_into_the_next_year(db: None) -> None:
    kitchen = Anniversary(name="Ông Công, ông Táo", day=23, month=12, is_lunar=True)
    assert day_in(kitchen, 2026) == dt.date(2026, 2, 10)


def test_coordinators_keep_the_list(cast: Cast, now: dt.datetime) -> None:
    keeper = cast.person("coordinator")
    row = save_anniversary(user=keeper, wanted=Day("Ngày hội lụa", 12, 5), now=now)
    with pytest.raises(Refused):
        save_anniversary(user=keeper, wanted=Day("ngày hội lụa", 12, 5), now=now)
    with pytest.raises(Refused):
        save_anniversary(user=keeper, wanted=Day("Sai", 31, 4), now=now)
    save_anniversary(user=keeper, wanted=Day("Ngày hội lụa", 12, 5, since=1996), row=row, version=1, now=now)
    with pytest.raises(Outdated):
        save_anniversary(user=keeper, wanted=Day("Khác", 12, 5), row=row, version=1, now=now)
    for name in ("commune_coordinator", "viewer", "foreign_officer"):
        with pytest.raises(PermissionDenied):
            remove_anniversary(user=cast.person(name), row=row, version=2, now=now)
    with pytest.raises(Outdated):  # it was corrected since it stood on the screen
        remove_anniversary(user=keeper, row=row, version=1, now=now)
    for _twice in range(2):
        remove_anniversary(user=keeper, row=row, version=2, now=now)
    assert not anniversaries().exists()
    assert gather_anniversaries(version(cast, now, read("Ngày hội lụa", "2026-05-12", "2026-05-12"))) == 0
    assert not anniversaries().exists()  # what was removed stays away
    save_anniversary(user=keeper, wanted=Day("Ngày hội lụa", 12, 5), now=now)
    assert anniversaries().get() == row


def test_the_screens(cast: Cast, now: dt.datetime, client: Client) -> None:
    gather_anniversaries(version(cast, now, read("thành lập tỉnh Sông Mây", "1976-04-02", "2026-04-02")))
    client.login(username="coordinator", password=PASSWORD)
    assert (
        "Thành lập tỉnh Sông Mây"
        in client.get(reverse("plans:anniversaries"), {"thang": "2026-04"}).content.decode()
    )
    book = icalendar.Calendar.from_ical(client.get(reverse("plans:anniversaries_calendar")).content)
    assert len(book.walk("VEVENT")) == 2
    form = {"name": "Ngày hội lụa", "day": "12", "month": "5", "since": "", "version": ""}
    assert client.post(reverse("plans:anniversary_new"), form).status_code == 302
    assert (
        client.post(
            reverse("plans:anniversaries"), {"remove": Anniversary.objects.get(month=5).pk}
        ).status_code
        == 302
    )
    client.login(username="foreign_officer", password=PASSWORD)
    assert client.get(reverse("plans:anniversaries")).status_code == 200
    assert client.get(reverse("plans:anniversary_new")).status_code in (302, 403)


@pytest.mark.parametrize("typed", ["abc", "", "9" * 30])
def test_a_key_that_is_none_removes_nothing(cast: Cast, client: Client, typed: str) -> None:
    client.force_login(cast.person("coordinator"))
    assert client.post(reverse("plans:anniversaries"), {"remove": typed}).status_code == 404
