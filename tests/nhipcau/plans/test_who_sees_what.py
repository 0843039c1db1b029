"""Roles × screens, and the number of queries however many rows there are."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.plans.models import DraftTask, DraftUnit, Intake, Plan, PlanVersion, Schedule, Task, TaskUnit
from nhipcau.plans.services import adopt_plan
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft

OK, NO, GONE = 200, 302, 404
MATRIX = {
    #                    index  upload review task   save  adopt  plan
    "administrator":    (OK,   OK,   OK,   OK,   200,  OK,   OK),
    "coordinator":      (OK,   OK,   OK,   OK,   200,  OK,   OK),
    "viewer":           (OK,   NO,   OK,   OK,   403,  NO,   OK),
    "auditor":          (OK,   NO,   OK,   OK,   403,  NO,   OK),
    "foreign_leader":   (OK,   NO,   GONE, GONE, 404,  GONE, OK),
    "foreign_officer":  (OK,   NO,   GONE, GONE, 404,  GONE, OK),
    "culture_officer":  (OK,   NO,   GONE, GONE, 404,  GONE, OK),
    "commune_officer":  (OK,   NO,   GONE, GONE, 404,  GONE, OK),
    "editor":           (OK,   NO,   GONE, GONE, 404,  GONE, OK),
}  # fmt: skip


@pytest.mark.parametrize("person", MATRIX)
def test_roles_and_screens(client: Client, cast: Cast, intake: Intake, now: dt.datetime, person: str) -> None:
    index, upload, review, task, save, adopt, plan = MATRIX[person]
    client.force_login(cast.person(person))
    row, fetch = draft(intake, "II", "1", "a"), {"X-Requested-With": "fetch"}
    sent = {"version": row.version, "text": row.text, "kind": row.kind}
    assert client.get(reverse("plans:index")).status_code == index
    assert client.get(reverse("plans:upload")).status_code == upload
    assert client.get(reverse("plans:review", args=[intake.pk])).status_code == review
    assert client.get(reverse("plans:draft", args=[row.pk]), headers=fetch).status_code == task
    answer = client.post(reverse("plans:draft", args=[row.pk]), sent, headers=fetch)
    assert answer.status_code in {save, 302 if save == 403 else save}
    assert DraftTask.objects.get(pk=row.pk).version == (2 if save == 200 else 1)
    assert client.get(reverse("plans:adopt", args=[intake.pk])).status_code == adopt
    version = adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    assert client.get(reverse("plans:plan", args=[version.plan_id])).status_code == plan
    assert client.get(reverse("plans:original", args=[version.plan_id])).status_code == plan


@pytest.mark.parametrize("person", ["outsider", "former"])
def test_people_without_a_role_find_nothing(
    client: Client, cast: Cast, intake: Intake, now: dt.datetime, person: str
) -> None:
    version = adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    client.force_login(cast.person(person))
    for name, pk in (
        ("plans:plan", version.plan_id),
        ("plans:review", intake.pk),
        ("plans:task", version.tasks.get(position=1).pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code in {302, 404}


def test_a_plan_of_another_unit_is_seen_by_those_it_names_only(
    client: Client, cast: Cast, intake: Intake, now: dt.datetime
) -> None:
    Intake.objects.filter(pk=intake.pk).update(unit=cast.unit("foreign"))
    version = adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    address = reverse("plans:plan", args=[version.plan_id])
    client.force_login(cast.person("culture_officer"))
    assert client.get(address).status_code == 200
    plan = Plan.objects.create(
        unit=cast.unit("foreign"),
        title="Kế hoạch nội bộ",
        period_from=dt.date(2026, 1, 1),
        period_to=dt.date(2026, 12, 31),
    )
    assert client.get(reverse("plans:plan", args=[plan.pk])).status_code == 404


def fill(version: PlanVersion, cast: Cast, count: int) -> None:
    """More tasks of the same shape: each with two units and a schedule."""
    start = version.tasks.count()
    tasks = Task.objects.bulk_create(
        Task(
            version=version,
            plan=version.plan,
            position=start + number,
            text=f"Việc {number}",
            folded=f"viec {number}",
        )
        for number in range(1, count + 1)
    )
    TaskUnit.objects.bulk_create(
        TaskUnit(task=task, unit=cast.unit("museum"), role="lead", printed="Bảo tàng") for task in tasks
    )
    Schedule.objects.bulk_create(
        Schedule(task=task, kind="recurring", min=1, max=1, per="month") for task in tasks
    )


@pytest.mark.parametrize("query", ["", "?xem=lich&thang=2026-06", "?xem=truc", "?don-vi=1&xep=han"])
def test_a_plan_asks_as_often_for_many_tasks_as_for_few(
    client: Client, cast: Cast, intake: Intake, now: dt.datetime, query: str
) -> None:
    version = adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    client.force_login(cast.person("foreign_officer"))
    address = reverse("plans:plan", args=[version.plan_id]) + query
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    fill(version, cast, 60)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)


def test_the_review_asks_as_often_for_many_tasks_as_for_few(
    client: Client, cast: Cast, intake: Intake
) -> None:
    client.force_login(cast.person("coordinator"))
    address = reverse("plans:review", args=[intake.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(50):
        task = DraftTask.objects.create(intake=intake, position=100 + number, text=f"Việc {number}")
        DraftUnit.objects.create(
            task=task, role="lead", printed="Bảo tàng", unit=cast.unit("museum"), match="exact"
        )
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)


def test_the_list_asks_as_often_for_many_plans_as_for_few(
    client: Client, cast: Cast, intake: Intake, now: dt.datetime
) -> None:
    adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    client.force_login(cast.person("foreign_officer"))
    client.get(reverse("plans:index"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("plans:index"))
    for number in range(45):
        Plan.objects.create(
            unit=cast.unit("province"),
            title=f"Kế hoạch {number}",
            period_from=dt.date(2026, 1, 1),
            period_to=dt.date(2026, 12, 31),
        )
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("plans:index"))
    assert len(few) == len(many)
