"""The home page answers "what do I have to do now?"."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import excuse, expand_plan_version, mark_met
from nhipcau.kernel import clock
from nhipcau.organisations.policies import roles_of
from nhipcau.plans.models import Anniversary
from nhipcau.workbench.selectors import home_of
from tests.cast import PEOPLE, Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring

HOME = "/lam-viec/"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> dt.date:
    """The screens' clock stands on the day of the cast."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    return clock.day_of(now)


def a_year(cast: Cast, now: dt.datetime, *, copies: int = 1) -> None:
    foreign, culture = cast.unit("foreign"), cast.unit("culture")
    orders = [
        TaskOf([foreign], [by(dt.date(2026, 3, 18))], text="Việc quá hạn"),
        TaskOf([foreign], [by(dt.date(2026, 3, 24))], text="Việc sắp đến hạn"),
        TaskOf([culture], [by(dt.date(2026, 3, 25))], coop=[foreign], text="Việc phối hợp"),
        TaskOf([culture], [recurring(1, "quarter")], text="Việc hằng quý"),
    ] * copies
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now))


def test_an_officer_sees_the_own_units_work_first(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    a_year(cast, now)
    user = cast.person("foreign_officer")
    home = home_of(user, roles_of(user, on=on), on=on)
    assert home.own is not None
    assert (home.own["overdue"], home.own["soon"], home.own["ahead"], home.own["done"], home.own.asked) == (
        1,
        1,
        0,
        0,
        2,
    )
    assert [row.task.text for row in home.next_own] == ["Việc quá hạn", "Việc sắp đến hạn"]
    assert [row.task.text for row in home.beside] == ["Việc phối hợp"]
    assert home.all is None


def test_a_coordinator_sees_how_things_stand(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    a_year(cast, now)
    user = cast.person("coordinator")
    home = home_of(user, roles_of(user, on=on), on=on)
    assert home.own is None
    assert home.all is not None
    assert home.all.total == 7
    assert [(unit.name, unit.overdue) for unit in home.late_units] == [("Sở Ngoại vụ", 1)]
    assert [plan.counts.total for plan in home.plans] == [7]


def test_the_next_anniversaries_stand_on_it(client: Client, cast: Cast, today: dt.date) -> None:
    for name, day, month in (("Ngày hội lụa", 2, 4), ("Ngày đã qua", 1, 3), ("Ngày còn xa", 2, 9)):
        Anniversary.objects.create(name=name, day=day, month=month, since=1976)
    client.force_login(cast.person("foreign_officer"))
    page = client.get(HOME)
    assert [each.row.name for each in page.context["home"].anniversaries] == ["Ngày hội lụa"]
    assert "02/04/2026" in page.text


def test_marking_changes_home(client: Client, cast: Cast, now: dt.datetime, today: dt.date) -> None:
    a_year(cast, now)
    user = cast.person("foreign_officer")
    client.force_login(user)
    assert client.get(HOME).context["home"].own["overdue"] == 1
    late = Obligation.objects.get(due_on=dt.date(2026, 3, 18))
    mark_met(user=user, obligation=late, note="xong", now=now)
    page = client.get(HOME)
    assert page.context["home"].own["overdue"] == 0
    assert page.context["home"].own["done"] == 1
    assert any("Việc quá hạn" in each.about for each in page.context["home"].lately)


def test_nothing_to_report_is_no_work_done(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    a_year(cast, now)
    user = cast.person("foreign_officer")
    roles = roles_of(user, on=on)
    before = home_of(user, roles, on=on).own
    late = Obligation.objects.get(due_on=dt.date(2026, 3, 18))
    excuse(user=user, obligation=late, reason="không có đoàn vào", now=now)
    own = home_of(user, roles, on=on).own
    assert before is not None
    assert own is not None
    assert (own["done"], own["excused"], own.asked) == (before["done"], 1, before.asked - 1)


@pytest.mark.parametrize(("name", "first"), [("foreign_leader", True), ("foreign_officer", False)])
def test_who_follows_others_begins_with_how_things_stand(
    client: Client, cast: Cast, now: dt.datetime, today: dt.date, name: str, first: bool
) -> None:
    a_year(cast, now)
    client.force_login(cast.person(name))
    page = client.get(HOME).text
    assert ('id="all"' in page and page.index('id="all"') < page.index('data-state="overdue"')) == first


def test_the_same_task_of_others_is_told_once(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    foreign, culture = cast.unit("foreign"), cast.unit("culture")
    orders = [
        TaskOf([culture], [recurring(1, "month")], coop=[foreign], text="Việc hằng tháng"),
        TaskOf([culture], [by(dt.date(2026, 3, 24))], coop=[foreign], text="Việc một lần"),
    ]
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now))
    user = cast.person("foreign_officer")
    beside = home_of(user, roles_of(user, on=on), on=on).beside
    assert [(row.task.text, row.alike) for row in beside] == [("Việc hằng tháng", 2), ("Việc một lần", 0)]  # type: ignore[attr-defined]


def test_what_happened_is_told_only_to_who_may_see_it(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    a_year(cast, now)
    mark_met(
        user=cast.person("culture_officer"),
        obligation=Obligation.objects.filter(task__text="Việc hằng quý")[0],
        note="xong",
        now=now,
    )
    for name, told in (
        ("culture_officer", True),
        ("viewer", True),
        ("foreign_officer", False),
        ("commune_officer", False),
    ):
        user = cast.person(name)
        lately = home_of(user, roles_of(user, on=on), on=on).lately
        assert any("Việc hằng quý" in each.about for each in lately) == told, name


@pytest.mark.parametrize("name", [*PEOPLE])
def test_home_opens_for_everybody_also_when_there_is_nothing(
    client: Client, cast: Cast, today: dt.date, name: str
) -> None:
    client.force_login(cast.person(name))
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("name", ["foreign_officer", "coordinator", "foreign_leader"])
def test_queries_do_not_grow_with_rows(
    client: Client, cast: Cast, now: dt.datetime, today: dt.date, name: str
) -> None:
    client.force_login(cast.person(name))
    seen = []
    for copies in (1, 6):
        a_year(cast, now, copies=copies)
        client.get(HOME)
        with CaptureQueriesContext(connection) as queries:
            client.get(HOME)
        seen.append(len(queries))
    assert seen[0] == seen[1] <= 38
