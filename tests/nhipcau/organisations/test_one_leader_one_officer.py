"""A unit has one leader and one focal officer on a day; who stands in is a deputy; all by date."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import Role, User
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import RoleHolding
from nhipcau.organisations.selectors import places_of
from nhipcau.organisations.views.roles import timeline_of
from tests.cast import Cast, assemble

DAY = dt.timedelta(days=1)


def give(cast: Cast, now: dt.datetime, name: str = "outsider", **more: Any) -> RoleHolding:
    return services.grant_role(
        user=cast.person("coordinator"),
        person=cast.person(name),
        unit=cast.unit("culture"),
        role=Role.UNIT_OFFICER,
        now=now,
        **more,
    )


def officer_of(cast: Cast, day: dt.date) -> list[str]:
    held = RoleHolding.objects.filter(unit=cast.unit("culture"), role=Role.UNIT_OFFICER, is_deputy=False)
    return [each.user.username for each in held.select_related("user") if each.holds_on(day)]


def test_a_second_officer_is_asked_about(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused) as refusal:
        give(cast, now, is_deputy=False)
    assert refusal.value.code == "place-taken"
    assert "Culture Officer" in str(refusal.value)


def test_a_second_officer_takes_over_from_a_day(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    since = on + 10 * DAY
    give(cast, now, is_deputy=False, takes_over=True, valid_from=since)
    assert officer_of(cast, since - DAY) == ["culture_officer"]
    assert officer_of(cast, since) == ["outsider"]
    entry = ModelLogEntry.objects.get(action="organisations.grant_role")
    assert entry.data["instead_of"] == ["culture_officer"]


def test_nobody_takes_over_from_one_who_begins_later(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    RoleHolding.objects.filter(user=cast.person("culture_officer")).update(valid_from=on + 5 * DAY)
    with pytest.raises(Refused) as refusal:
        give(cast, now, is_deputy=False, takes_over=True)
    assert refusal.value.code == "place-taken"
    give(cast, now, is_deputy=False, valid_to=on + 4 * DAY)  # but the days before are free
    assert officer_of(cast, on) == ["outsider"]


def test_a_deputy_and_the_officer_change_places_in_one_action(
    cast: Cast, on: dt.date, now: dt.datetime
) -> None:
    deputy = give(cast, now, is_deputy=True, valid_from=on - 30 * DAY)
    services.change_place(user=cast.person("coordinator"), holding=deputy, is_deputy=False, since=on, now=now)
    assert officer_of(cast, on - DAY) == ["culture_officer"]
    assert officer_of(cast, on) == ["outsider"]
    place = places_of(cast.person("coordinator"), cast.unit("culture"), on=on)[1]
    assert [held.user.username for held in place.others] == ["culture_officer"]
    assert ModelLogEntry.objects.filter(action="organisations.change_place").count() == 1


def test_changing_places_twice_changes_nothing_the_second_time(
    cast: Cast, on: dt.date, now: dt.datetime
) -> None:
    deputy = give(cast, now, is_deputy=True)
    for _time in range(2):
        services.change_place(
            user=cast.person("coordinator"), holding=deputy, is_deputy=False, since=on, now=now
        )
    assert officer_of(cast, on) == ["outsider"]
    assert ModelLogEntry.objects.filter(action="organisations.change_place").count() == 1


def test_only_who_gives_the_role_changes_places(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    deputy = give(cast, now, is_deputy=True)
    with pytest.raises(PermissionDenied):
        services.change_place(
            user=cast.person("culture_leader"), holding=deputy, is_deputy=False, since=on, now=now
        )


def test_a_role_to_come_that_is_withdrawn_lends_no_day(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    to_come = give(cast, now, is_deputy=True, valid_from=on + DAY)
    services.withdraw_role(user=cast.person("coordinator"), holding=to_come, last_day=on, now=now)
    assert not RoleHolding.objects.filter(user=cast.person("outsider")).exists()


def test_a_role_without_deputies_is_held_by_several(cast: Cast, now: dt.datetime) -> None:
    for name in ("outsider", "former"):
        services.grant_role(
            user=cast.person("coordinator"),
            person=cast.person(name),
            unit=cast.unit("culture"),
            role=Role.SPOKESPERSON,
            is_deputy=True,
            now=now,
        )
    held = RoleHolding.objects.filter(role=Role.SPOKESPERSON)
    assert [each.is_deputy for each in held] == [False, False]


def test_the_page_shows_a_day_its_past_and_what_comes(cast: Cast) -> None:
    today = clock.today()
    culture, client = cast.unit("culture"), Client()
    client.force_login(cast.person("coordinator"))
    RoleHolding.objects.filter(user=cast.person("culture_officer")).update(valid_to=today - DAY)
    RoleHolding.objects.create(
        user=cast.person("outsider"), unit=culture, role=Role.UNIT_OFFICER, valid_from=today + DAY
    )
    address = reverse("units:people", args=[culture.pk])
    officer = client.get(address).context["places"][1]
    assert officer.main is None
    assert [held.user.username for held in officer.earlier] == ["culture_officer"]
    assert [held.user.username for held in officer.later] == ["outsider"]
    tomorrow = client.get(address, {"ngay": f"{today + DAY:%d/%m/%Y}"}).context["places"][1]
    assert tomorrow.main.user.username == "outsider"


def test_bars_lie_on_the_line_of_time(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    give(cast, now, is_deputy=False, takes_over=True, valid_from=on + 73 * DAY)
    places = places_of(cast.person("coordinator"), cast.unit("culture"), on=on)
    line = timeline_of(places, on)
    assert line is not None
    assert (line.first, line.last, line.here) == (on - 365 * DAY, on + 365 * DAY, 500)
    bars = {bar.held.user.username: (bar.start, bar.length) for bar in line.bars}
    assert bars["culture_officer"] == (0, 599)
    assert bars["outsider"] == (600, 400)
    assert timeline_of([], on) is None


def test_the_page_asks_as_often_for_many_people(cast: Cast) -> None:
    culture, client = cast.unit("culture"), Client()
    client.force_login(cast.person("coordinator"))
    address = reverse("units:people", args=[culture.pk])

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    questions()
    few = questions()
    for number in range(20):
        person = User.objects.create(username=f"p{number}")
        RoleHolding.objects.create(user=person, unit=culture, role=Role.UNIT_OFFICER, is_deputy=True)
    assert questions() == few


@pytest.mark.parametrize(("who", "status"), [("culture_officer", 200), ("auditor", 200), ("finance", 302)])
def test_names_are_for_those_who_may_read_them(cast: Cast, who: str, status: int) -> None:
    client = Client()
    client.force_login(cast.person(who))
    assert client.get(reverse("units:people", args=[cast.unit("culture").pk])).status_code == status


def test_changing_places_on_the_screen(cast: Cast) -> None:
    client, now = Client(), clock.now()
    client.force_login(cast.person("coordinator"))
    deputy = give(cast, now, is_deputy=True)
    address = reverse("units:place", args=[deputy.pk])
    assert "Culture Officer" in client.get(address).text
    assert client.post(address, {"since": f"{clock.today():%d/%m/%Y}"}).status_code == 302
    assert officer_of(cast, clock.today()) == ["outsider"]


class AnyOrder(TestCase):
    """Whatever is done in whatever order, no day has two officers who are no deputies."""

    @settings(max_examples=10)
    @given(
        steps=st.lists(
            st.tuples(
                st.sampled_from(["give", "over", "deputy", "turn", "withdraw"]),
                st.sampled_from(["outsider", "former", "finance"]),
                st.integers(0, 20),
                st.one_of(st.none(), st.integers(0, 25)),
            ),
            max_size=8,
        )
    )
    def test_never_two_on_a_day(self, steps: list[tuple[str, str, int, int | None]]) -> None:
        cast = assemble()
        on, now = dt.date(2026, 3, 20), dt.datetime(2026, 3, 20, 2, tzinfo=dt.UTC)
        user = cast.person("coordinator")
        for deed, name, first, last in steps:
            held = RoleHolding.objects.filter(user=cast.person(name), role=Role.UNIT_OFFICER).first()
            try:
                if deed == "withdraw":
                    if held:
                        services.withdraw_role(user=user, holding=held, last_day=on + first * DAY, now=now)
                elif deed == "turn":
                    if held:
                        services.change_place(
                            user=user,
                            holding=held,
                            is_deputy=not held.is_deputy,
                            since=on + first * DAY,
                            now=now,
                        )
                else:
                    days = {
                        "valid_from": on + first * DAY,
                        "valid_to": None if last is None else on + last * DAY,
                    }
                    give(cast, now, name, is_deputy=deed == "deputy", takes_over=deed == "over", **days)
            except Refused:
                continue
        for ahead in range(30):
            assert len(officer_of(cast, on + ahead * DAY)) <= 1


@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001"])
def test_the_line_of_time_ends_where_days_end(cast: Cast, now: dt.datetime, day: str) -> None:
    services.grant_role(
        user=cast.person("coordinator"), person=cast.person("outsider"), unit=cast.unit("culture"), role=Role.EDITOR, now=now,
    )  # fmt: skip
    client = Client()
    client.force_login(cast.person("coordinator"))
    address = reverse("units:people", args=[cast.unit("culture").pk])
    assert client.get(address, {"ngay": day}).status_code == 200
