"""Plans show where their tasks stand, as far as the person may see what is owed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import expand_plan_version, mark_met
from nhipcau.kernel import clock
from nhipcau.plans.models import PlanVersion, Task
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring


@pytest.fixture
def version(cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> PlanVersion:
    """Three tasks: one overdue, one with one of four times done, one that nobody leads."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    orders = [
        TaskOf([cast.unit("foreign")], [by(dt.date(2026, 3, 18))], text="Việc quá hạn"),
        TaskOf([cast.unit("culture")], [recurring(1, "quarter")], text="Việc hằng quý"),
        TaskOf([], text="Việc không ai chủ trì"),
    ]
    made = adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now)
    expand_plan_version(made)
    first = (
        Obligation.objects.filter(task__text="Việc hằng quý", ordinal=1)
        .select_related("unit", "plan__unit")
        .get()
    )
    mark_met(user=cast.person("culture_officer"), obligation=first, note="xong", now=now)
    return made


def shown(client: Client, address: str) -> dict[str, tuple[str, int, int]]:
    context = client.get(address).context
    told = context["standings"]
    return {
        task.row.text: (told[task.row.pk].look, told[task.row.pk].done, told[task.row.pk].asked)
        for task in context["tasks"]
        if task.row.pk in told
    }


def test_the_plan_page_tells_the_worst_state_and_how_much_is_done(
    client: Client, cast: Cast, version: PlanVersion
) -> None:
    address = f"/lam-viec/ke-hoach/{version.plan_id}/"
    client.force_login(cast.person("coordinator"))
    assert shown(client, address) == {"Việc quá hạn": ("overdue", 0, 1), "Việc hằng quý": ("upcoming", 1, 4)}
    client.force_login(cast.person("culture_officer"))
    assert shown(client, address) == {"Việc hằng quý": ("upcoming", 1, 4)}


def test_what_others_owe_is_not_told_as_asked_of_nobody(
    client: Client, cast: Cast, version: PlanVersion
) -> None:
    client.force_login(cast.person("culture_officer"))
    page = client.get(f"/lam-viec/ke-hoach/{version.plan_id}/")
    asked = {task.row.text: task.asks_somebody for task in page.context["tasks"]}
    assert asked == {"Việc quá hạn": True, "Việc hằng quý": True, "Việc không ai chủ trì": False}


@pytest.mark.parametrize(
    ("state", "tasks"),
    [
        ("overdue", ["Việc quá hạn"]),
        ("done", ["Việc hằng quý"]),
        ("ahead", ["Việc hằng quý"]),
        ("paused", []),
        ("nonsense", ["Việc quá hạn", "Việc hằng quý", "Việc không ai chủ trì"]),
    ],
)
def test_the_plan_page_is_narrowed_to_a_state(
    client: Client, cast: Cast, version: PlanVersion, state: str, tasks: list[str]
) -> None:
    client.force_login(cast.person("coordinator"))
    page = client.get(f"/lam-viec/ke-hoach/{version.plan_id}/?trang-thai={state}")
    assert [task.row.text for task in page.context["tasks"]] == tasks


def test_the_task_page_leads_to_who_owes_it(client: Client, cast: Cast, version: PlanVersion) -> None:
    client.force_login(cast.person("coordinator"))
    task = Task.objects.get(text="Việc hằng quý")
    standing = client.get(f"/lam-viec/ke-hoach/nhiem-vu/{task.pk}/").context["standing"]
    assert client.get(standing.address).context["page"].paginator.count == 4


def test_telling_takes_a_fixed_number_of_queries(
    client: Client, cast: Cast, now: dt.datetime, version: PlanVersion
) -> None:
    client.force_login(cast.person("coordinator"))
    orders = [
        TaskOf([cast.unit("foreign"), cast.unit("culture")], [recurring(1, "month")]) for _ in range(20)
    ]
    large = adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now, title="Kế hoạch lớn")
    expand_plan_version(large)
    seen = []
    for plan in (version.plan_id, large.plan_id):
        client.get(f"/lam-viec/ke-hoach/{plan}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/lam-viec/ke-hoach/{plan}/")
        seen.append(len(queries))
    assert seen[0] == seen[1]


def test_the_plan_page_leads_its_keepers_to_the_rule_of_reminders(
    client: Client, cast: Cast, version: PlanVersion
) -> None:
    rule = f'href="{reverse("delivery:reminder-rule", args=[version.plan_id])}"'
    told = {}
    for name in ("coordinator", "administrator", "viewer", "culture_officer"):
        client.force_login(cast.person(name))
        told[name] = rule in client.get(f"/lam-viec/ke-hoach/{version.plan_id}/").text
    assert told == {"coordinator": True, "administrator": True, "viewer": False, "culture_officer": False}
