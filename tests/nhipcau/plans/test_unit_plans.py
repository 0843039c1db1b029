"""Detailed plans: filled from the tasks, written by the unit, handed in, returned or accepted."""

from __future__ import annotations

import datetime as dt
import json
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

import vanban
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.notices.models import Notice
from nhipcau.plans.models import Plan, UnitPlan, UnitPlanCall, UnitPlanState
from nhipcau.plans.selectors.unit_plans import completeness_of, due_day_in
from nhipcau.plans.services.unit_plan_notices import remind_units
from nhipcau.plans.services.unit_plans import (
    accept_unit_plan,
    add_item,
    move_item,
    open_unit_plan,
    remove_item,
    return_unit_plan,
    save_item,
    save_purpose,
    set_due_day,
    submit_unit_plan,
    take_unit_plan_back,
)
from tests.cast import PASSWORD, Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring


@pytest.fixture
def plan(cast: Cast, now: dt.datetime) -> Plan:
    foreign, commune = cast.unit("foreign"), cast.unit("commune")
    version = adopt(
        cast.unit("province"), cast.person("coordinator"),
        [
            TaskOf([foreign], [recurring(6, "year")], coop=[commune], text="Xuất bản Bản tin Sông Mây."),
            TaskOf([foreign, commune], [by(dt.date(2026, 9, 30))], text="Tập huấn kỹ năng phát ngôn."),
            TaskOf([cast.unit("culture")], text="Quay phim giới thiệu làng lụa."),
        ],
        now=now,
    )  # fmt: skip
    version.plan.current = version
    version.plan.save()
    return version.plan


@pytest.fixture
def written(plan: Plan, cast: Cast, now: dt.datetime) -> UnitPlan:
    return open_unit_plan(user=cast.person("commune_officer"), plan=plan, unit=cast.unit("commune"), now=now)


def fresh(row: UnitPlan) -> UnitPlan:
    return UnitPlan.objects.select_related("plan__unit", "unit").get(pk=row.pk)


def test_the_day_is_read_from_the_plans_own_words() -> None:
    asked = {"what": "gửi kế hoạch chi tiết về Sở Ngoại vụ", "date": "2026-02-27"}
    report = {"what": "báo cáo kết quả thực hiện Kế hoạch", "date": "2026-01-10"}
    review = {"what": "sơ kết việc thực hiện kế hoạch", "date": "2026-01-05"}
    assert due_day_in([report, review, asked]) == dt.date(2026, 2, 27)
    assert due_day_in([report]) is None


def test_it_is_filled_from_the_tasks_that_name_the_unit_once(
    written: UnitPlan, plan: Plan, cast: Cast, now: dt.datetime
) -> None:
    rows = list(written.items.all())
    assert [row.content for row in rows] == ["Xuất bản Bản tin Sông Mây.", "Tập huấn kỹ năng phát ngôn."]
    assert [bool(row.note) for row in rows] == [True, False]  # the first it only coordinates
    assert rows[1].lead == "Sở Ngoại vụ; UBND xã Bến Lụa"
    assert (
        open_unit_plan(user=cast.person("commune_officer"), plan=plan, unit=cast.unit("commune"), now=now)
        == written
    )
    with pytest.raises(Refused):
        open_unit_plan(user=cast.person("coordinator"), plan=plan, unit=cast.unit("museum"), now=now)


def test_rows_are_saved_moved_added_and_taken_out_with_a_guard(
    written: UnitPlan, cast: Cast, now: dt.datetime
) -> None:
    officer = cast.person("commune_officer")
    first, second = written.items.all()
    save_item(user=officer, item=first, version=1, fields={"product": "06 bài"}, now=now)
    with pytest.raises(Outdated):
        save_item(user=officer, item=first, version=1, fields={"product": "07 bài"}, now=now)
    move_item(user=officer, unit_plan=written, version=2, item=second.pk, up=True, now=now)
    assert [row.pk for row in written.items.order_by("position")] == [second.pk, first.pk]
    added = add_item(user=officer, unit_plan=written, version=3, now=now)
    with pytest.raises(Refused, match="nội dung"):
        submit_unit_plan(user=officer, unit_plan=written, version=4, now=now)
    remove_item(user=officer, unit_plan=written, version=4, item=added.pk, now=now)
    entries = ModelLogEntry.objects.count()
    with pytest.raises(Outdated):  # it is gone: nothing to take out, nothing to log
        remove_item(user=officer, unit_plan=written, version=5, item=added.pk, now=now)
    assert ModelLogEntry.objects.count() == entries
    with pytest.raises(Outdated):
        submit_unit_plan(user=officer, unit_plan=written, version=4, now=now)
    with pytest.raises(PermissionDenied):
        save_item(user=cast.person("culture_officer"), item=first, version=2, fields={}, now=now)


def test_the_leader_hands_in_where_there_is_one(plan: Plan, cast: Cast, now: dt.datetime) -> None:
    row = open_unit_plan(user=cast.person("foreign_officer"), plan=plan, unit=cast.unit("foreign"), now=now)
    with pytest.raises(PermissionDenied):
        submit_unit_plan(user=cast.person("foreign_officer"), unit_plan=row, version=1, now=now)
    assert (
        submit_unit_plan(user=cast.person("foreign_leader"), unit_plan=row, version=1, now=now).state
        == UnitPlanState.SUBMITTED
    )


def test_it_is_returned_with_remarks_and_accepted(written: UnitPlan, cast: Cast, now: dt.datetime) -> None:
    officer, keeper = cast.person("commune_officer"), cast.person("coordinator")
    submit_unit_plan(user=officer, unit_plan=written, version=1, now=now)
    take_unit_plan_back(user=officer, unit_plan=written, version=2, now=now)
    submit_unit_plan(user=officer, unit_plan=written, version=3, now=now)
    item = written.items.all()[0]
    with pytest.raises(Refused):
        save_item(user=officer, item=item, version=1, fields={"note": "x"}, now=now)
    with pytest.raises(Refused, match="cần sửa"):
        return_unit_plan(user=keeper, unit_plan=written, version=4, remark=" ", remarks={}, now=now)
    with pytest.raises(PermissionDenied):
        accept_unit_plan(user=officer, unit_plan=written, version=4, now=now)
    return_unit_plan(
        user=keeper, unit_plan=written, version=4, remark="", remarks={item.pk: "Ghi rõ thời gian."}, now=now
    )
    item.refresh_from_db()
    assert (item.remark, fresh(written).state) == ("Ghi rõ thời gian.", UnitPlanState.RETURNED)
    assert Notice.objects.filter(recipient=officer, kind="plans.unit_plan_returned").count() == 1
    submit_unit_plan(user=officer, unit_plan=written, version=5, now=now)
    accept_unit_plan(user=keeper, unit_plan=written, version=6, now=now)
    assert fresh(written).state == UnitPlanState.ACCEPTED
    with pytest.raises(Refused):
        submit_unit_plan(user=officer, unit_plan=written, version=7, now=now)


def test_completeness_says_who_is_late_and_reminds(
    plan: Plan, written: UnitPlan, cast: Cast, now: dt.datetime
) -> None:
    keeper, on = cast.person("coordinator"), now.date()
    set_due_day(user=keeper, plan=plan, due_on=dt.date(2026, 2, 27), version=0, now=now)
    with pytest.raises(Outdated):
        set_due_day(user=keeper, plan=plan, due_on=dt.date(2026, 3, 27), version=0, now=now)
    found = completeness_of(keeper, plan, on=on)
    assert {each.unit.name: (each.turn, each.is_late) for each in found.units} == {
        "Sở Ngoại vụ": ("none", True), "Sở Văn hóa, Thể thao và Du lịch": ("none", True), "UBND xã Bến Lụa": ("draft", True),
    }  # fmt: skip
    assert (found.done, found.percent, found.counts["late"]) == (0, 0, 3)
    own = completeness_of(cast.person("commune_officer"), plan, on=on)
    assert [each.unit.name for each in own.units] == ["UBND xã Bến Lụa"]
    assert remind_units(user=keeper, plan=plan, units=set(), now=now) == 3
    remind_units(user=keeper, plan=plan, units=set(), now=now)
    assert (
        Notice.objects.filter(
            kind="plans.unit_plan_reminder", recipient=cast.person("commune_officer")
        ).count()
        == 1
    )
    assert UnitPlanCall.objects.get().version == 1


def test_the_screens(plan: Plan, written: UnitPlan, cast: Cast, now: dt.datetime, client: Client) -> None:
    client.login(username="commune_officer", password=PASSWORD)
    address = reverse("plans:unit_plan", args=[written.pk])
    item = written.items.all()[0]
    save = reverse("plans:unit_plan_item", args=[written.pk, item.pk])
    assert client.get(address).status_code == 200
    typed = {"version": "1", "content": "Viết bài cho Bản tin.", "time": "hằng quý"}
    answer = client.post(save, typed, headers={"X-Requested-With": "fetch"})
    assert json.loads(answer.content) == {"version": 2, "plan": 2}
    assert client.post(save, typed, headers={"X-Requested-With": "fetch"}).status_code == 409
    assert client.post(address, {"version": 2, "do": "submit"}).status_code == 302
    assert fresh(written).state == UnitPlanState.SUBMITTED
    sheet = client.get(reverse("plans:unit_plan_export", args=[written.pk, "xlsx"]))
    assert load_workbook(BytesIO(sheet.content)).worksheets[0]["B5"].value == "Viết bài cho Bản tin."
    document = client.get(reverse("plans:unit_plan_export", args=[written.pk, "docx"]))
    reading = vanban.read_bytes(document.content, "ke-hoach.docx")
    assert any("Viết bài cho Bản tin." in line.text for line in reading.source.lines)
    client.login(username="coordinator", password=PASSWORD)
    assert client.get(reverse("plans:unit_plans", args=[plan.pk])).status_code == 200
    assert client.post(address, {"version": 3, "do": "accept"}).status_code == 302
    client.login(username="culture_officer", password=PASSWORD)
    assert client.get(address).status_code == 404


def test_what_no_file_can_carry_is_refused(written: UnitPlan, cast: Cast, now: dt.datetime) -> None:
    user = cast.person("commune_officer")
    with pytest.raises(Refused) as refusal:
        save_purpose(user=user, unit_plan=written, version=written.version, purpose="a\0b", now=now)
    assert refusal.value.code == "unprintable"
    with pytest.raises(Refused) as refusal:
        return_unit_plan(
            user=cast.person("coordinator"), unit_plan=written, version=written.version, remark="x", remarks={1: "a\0b"}, now=now,
        )  # fmt: skip
    assert refusal.value.code == "unprintable"
