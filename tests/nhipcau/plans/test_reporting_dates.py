"""The days on which units report on a plan: read from its words, amended by its keepers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import expand_plan_version, mark_met
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.plans.models import Plan, PlanVersion, ReportingDate
from nhipcau.plans.services import (
    Reported,
    add_reporting_date,
    change_reporting_date,
    take_out_reporting_date,
    token_of,
)
from nhipcau.plans.services.reporting_dates import asks_units_to_report, write_reporting_dates
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, recurring

UNITS = ["Các sở, ban, ngành", "UBND các xã"]


def deadline(what: str, senders: list[str], date: str = "2026-06-15") -> dict[str, Any]:
    return {"what": what, "from": senders, "to": ["Sở Ngoại vụ"], "date": date, "text": what}


@pytest.mark.parametrize(
    ("what", "senders", "asks"),
    [
        ("Báo cáo kết quả 6 tháng", UNITS, True),
        ("báo cáo năm", ["các đơn vị"], True),
        ("báo cáo kết quả", [], True),
        ("báo cáo tình hình", ["Mỗi cơ quan, đơn vị"], True),
        ("báo cáo", ["Sở Ngoại vụ"], False),  # one office sums up
        ("tổng hợp báo cáo kết quả", UNITS, False),
        ("kế hoạch của địa phương", UNITS, False),
        ("dự toán kinh phí năm 2027", UNITS, False),
        ("gửi tin, bài", UNITS, False),
        ("", [], False),
    ],
)
def test_only_reports_of_the_units_are_reporting_dates(what: str, senders: list[str], asks: bool) -> None:
    assert asks_units_to_report(deadline(what, senders)) is asks


@pytest.fixture
def version(cast: Cast, now: dt.datetime) -> PlanVersion:
    """A plan with work that goes on all the time, and work by the quarter; set out with two reporting dates."""
    tasks = [
        TaskOf([cast.unit("foreign"), cast.unit("culture")], [{"kind": "ongoing"}]),
        TaskOf([cast.unit("foreign")], [recurring(1, "quarter")]),
    ]
    made = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now)
    made.reading = {
        "deadlines": [
            deadline("báo cáo năm", UNITS, "2026-11-20"), deadline("Báo cáo 6 tháng", UNITS), deadline("kế hoạch", UNITS, "2026-02-01"),
        ]
    }  # fmt: skip
    assert write_reporting_dates(made) == 2
    assert write_reporting_dates(made) == 0
    expand_plan_version(made)
    return made


def owed(unit: Any) -> list[str]:
    rows = Obligation.objects.filter(unit=unit, task__position=1, cancelled_on=None)
    return [
        f"{row.ordinal}/{row.ordinals} {row.period_from:%d/%m}–{row.period_to:%d/%m} {row.due_on:%d/%m}"
        for row in rows
    ]


def reported(plan: Plan, due: dt.date, first: dt.date, last: dt.date) -> Reported:
    return Reported(due, first, last, "Báo cáo")


def test_they_are_read_when_the_plan_is_adopted(cast: Cast, version: PlanVersion) -> None:
    rows = version.plan.reporting_dates.all()
    assert [(f"{row.due_on:%d/%m}", f"{row.period_from:%d/%m}", f"{row.period_to:%d/%m}", row.what) for row in rows] == [
        ("15/06", "01/01", "15/06", "Báo cáo 6 tháng"), ("20/11", "16/06", "20/11", "báo cáo năm"),
    ]  # fmt: skip
    assert rows[0].senders == UNITS
    assert owed(cast.unit("culture")) == ["1/2 01/01–15/06 15/06", "2/2 16/06–20/11 20/11"]


def test_what_is_open_moves_with_its_date_and_what_is_met_stays(
    cast: Cast, version: PlanVersion, now: dt.datetime
) -> None:
    first = version.plan.reporting_dates.all()[0]
    mark_met(
        user=cast.person("culture_officer"), obligation=Obligation.objects.get(unit=cast.unit("culture"), reporting_date=first),
        note="xong", now=now,
    )  # fmt: skip
    wanted = reported(version.plan, dt.date(2026, 7, 1), dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    user = cast.person("coordinator")
    change_reporting_date(user=user, reporting_date=first, seen=token_of(first), wanted=wanted, now=now)
    assert owed(cast.unit("foreign")) == ["1/2 01/01–30/06 01/07", "2/2 16/06–20/11 20/11"]
    assert owed(cast.unit("culture")) == ["1/2 01/01–15/06 15/06", "2/2 16/06–20/11 20/11"]
    assert Obligation.objects.filter(task__position=2).count() == 4  # not of the reporting dates
    actions = ModelLogEntry.objects.filter(object_id=str(version.plan_id)).values_list("action", flat=True)
    assert {"plans.change_reporting_date", "delivery.follow_reporting_dates"} <= set(actions)
    with pytest.raises(Outdated):
        change_reporting_date(user=user, reporting_date=first, seen=token_of(first), wanted=wanted, now=now)


def test_a_new_date_is_owed_too_and_one_taken_out_is_not(
    cast: Cast, version: PlanVersion, now: dt.datetime
) -> None:
    user, plan = cast.person("coordinator"), version.plan
    wanted = reported(plan, dt.date(2026, 3, 31), dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    row = add_reporting_date(user=user, plan=plan, wanted=wanted, now=now)
    assert owed(cast.unit("culture")) == [
        "1/3 01/01–31/03 31/03", "2/3 01/01–15/06 15/06", "3/3 16/06–20/11 20/11",
    ]  # fmt: skip
    with pytest.raises(Refused) as refusal:
        add_reporting_date(user=user, plan=plan, wanted=wanted, now=now)
    assert refusal.value.code == "there"
    assert take_out_reporting_date(user=user, reporting_date=row, now=now)
    assert not take_out_reporting_date(user=user, reporting_date=row, now=now)
    assert owed(cast.unit("culture")) == ["1/2 01/01–15/06 15/06", "2/2 16/06–20/11 20/11"]
    for row in plan.reporting_dates.all():
        take_out_reporting_date(user=user, reporting_date=row, now=now)
    assert owed(cast.unit("culture")) == ["1/1 01/01–31/12 31/12"]
    assert expand_plan_version(version) == 0


@pytest.mark.parametrize("name", ["foreign_leader", "auditor", "commune_coordinator", "outsider"])
def test_only_keepers_change_them(cast: Cast, version: PlanVersion, now: dt.datetime, name: str) -> None:
    row = version.plan.reporting_dates.all()[0]
    wanted = reported(version.plan, dt.date(2026, 6, 20), dt.date(2026, 1, 1), dt.date(2026, 6, 20))
    given: dict[str, Any] = {"user": cast.person(name), "now": now}
    with pytest.raises(PermissionDenied):
        change_reporting_date(reporting_date=row, seen=token_of(row), wanted=wanted, **given)
    with pytest.raises(PermissionDenied):
        add_reporting_date(plan=version.plan, wanted=wanted, **given)
    with pytest.raises(PermissionDenied):
        take_out_reporting_date(reporting_date=row, **given)
    assert ReportingDate.objects.count() == 2


def test_the_screen_changes_adds_and_takes_out(
    client: Client, cast: Cast, version: PlanVersion, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    address = reverse("plans:reporting_dates", args=[version.plan_id])
    client.force_login(cast.person("coordinator"))
    row = version.plan.reporting_dates.all()[0]
    sent = {
        f"{row.pk}-due_on": "16/06/2026", f"{row.pk}-period_from": "01/01/2026", f"{row.pk}-period_to": "15/06/2026",
        f"{row.pk}-what": "Báo cáo", f"{row.pk}-seen": token_of(row), "do": f"save:{row.pk}",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 422  # somebody changed it since
    row.refresh_from_db()
    assert row.due_on == dt.date(2026, 6, 16)
    new = {
        "new-due_on": "31/3/2026",
        "new-period_from": "01/01/2026",
        "new-period_to": "31/03/2026",
        "do": "add",
    }
    assert client.post(address, new).status_code == 302
    assert client.post(address, {**new, "new-due_on": "x"}).status_code == 422
    assert client.post(address, {"do": f"take-out:{row.pk}"}).status_code == 302
    assert client.post(address, {"do": "nonsense"}).status_code == 404
    assert "31/03/2026" in client.get(address).content.decode()
    client.force_login(cast.person("foreign_officer"))
    assert "<form" not in client.get(address).content.decode().split('id="main"')[-1]
    assert client.post(address, new).status_code in {302, 403}
    assert ReportingDate.objects.count() == 2


def test_a_report_due_in_another_century_is_refused(
    version: PlanVersion, cast: Cast, now: dt.datetime
) -> None:
    plan = version.plan
    far = Reported(dt.date(9999, 12, 31), plan.period_from, plan.period_to)
    with pytest.raises(Refused) as refusal:
        add_reporting_date(user=cast.person("coordinator"), plan=plan, wanted=far, now=now)
    assert refusal.value.code == "too-far"
