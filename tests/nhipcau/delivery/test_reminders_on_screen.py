"""Screens of reminders: who was told, rules of plans, reminding at once; a fixed number of queries for any number of rows."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.delivery.models import Obligation, Reminder, ReminderRule
from nhipcau.delivery.services import expand_plan_version
from nhipcau.delivery.services.reminding import remind_people
from nhipcau.kernel import clock
from nhipcau.notices.models import Notice
from nhipcau.notices.selectors import Wordings, kinds_in_order
from nhipcau.organisations.models import RoleHolding
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by

NOW = dt.datetime(2026, 3, 20, 2, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 3, 20))


@pytest.fixture
def reminded(cast: Cast) -> Obligation:
    tasks = [
        TaskOf([cast.unit("culture")], [by(dt.date(2026, 3, day))], text=f"Việc {day}")
        for day in (18, 20, 23)
    ]
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=NOW))
    remind_people(list(RoleHolding.objects.values_list("user_id", flat=True)), NOW)
    return Obligation.objects.earliest("due_on")


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


def test_the_obligation_says_who_was_reminded(cast: Cast, reminded: Obligation) -> None:
    page = signed_in(cast, "coordinator").get(reverse("delivery:obligation", args=[reminded.pk])).text
    assert "Culture Officer" in page
    assert f"{reverse('delivery:remind')}?viec={reminded.pk}" in page
    page = signed_in(cast, "culture_officer").get(reverse("delivery:obligation", args=[reminded.pk])).text
    assert reverse("delivery:remind") not in page


@pytest.mark.parametrize("name", ["culture_officer", "finance", "outsider"])
def test_only_who_follows_others_sees_the_lists(cast: Cast, reminded: Obligation, name: str) -> None:
    client = signed_in(cast, name)
    for address in (
        reverse("delivery:reminders"),
        reverse("delivery:reminder-rules"),
        reverse("delivery:reminder-rule", args=[reminded.plan_id]),
        reverse("delivery:remind"),
    ):
        assert client.get(address).status_code == 302


def test_the_list_costs_the_same_whatever_its_length(cast: Cast, reminded: Obligation) -> None:
    client = signed_in(cast, "coordinator")
    address = reverse("delivery:reminders")
    counts = []
    for keep in (1, 3):
        Reminder.objects.filter(pk__in=list(Reminder.objects.values_list("pk", flat=True)[keep:])).delete()
        if keep == 3:
            Notice.objects.filter(reminders=None).delete()
            Notice.objects.update(key="earlier")
            Reminder.objects.all().delete()
            remind_people([cast.person("culture_officer").pk], NOW)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "Việc 18" in client.get(address, {"audience": "unit", "since": "20/03/2026", "plan": "x"}).text
    assert "Việc 18" not in client.get(address, {"audience": "hand"}).text


def test_a_rule_is_changed_on_its_page(cast: Cast, reminded: Obligation) -> None:
    client = signed_in(cast, "coordinator")
    assert "10, 3, 0" in client.get(reverse("delivery:reminder-rules")).text
    address = reverse("delivery:reminder-rule", args=[reminded.plan_id])
    assert client.get(address).status_code == 200
    given: dict[str, Any] = {
        "is_on": "on",
        "before": "5, 0",
        "after": "2",
        "leader_after": "3",
        "coordinator_after": "",
    }
    assert client.post(address, {**given, "before": "soon"}).status_code == 422
    assert client.post(address, {**given, "before": "61"}).status_code == 422
    assert client.post(address, given).status_code == 302
    rule = ReminderRule.objects.get()
    assert (rule.before, rule.after, rule.leader_after, rule.coordinator_after) == ([5, 0], [2], 3, None)
    assert client.post(address, given).status_code == 422  # the page was older than the rule
    assert signed_in(cast, "commune_coordinator").get(address).status_code == 404


def test_reminding_at_once_from_an_obligation_and_from_a_list(cast: Cast, reminded: Obligation) -> None:
    client = signed_in(cast, "coordinator")
    address = f"{reverse('delivery:remind')}?viec={reminded.pk}"
    assert "Việc 18" in client.get(address).text
    sent = {"text": "Đề nghị báo cáo", "key": str(uuid.uuid4())}
    assert client.post(address, sent).headers["Location"] == reverse(
        "delivery:obligation", args=[reminded.pk]
    )
    assert Reminder.objects.filter(step__isnull=True).count() == 1
    assert client.post(address, {**sent, "key": str(uuid.uuid4())}).status_code == 422  # once a day
    client.post(f"{reverse('delivery:remind')}?scope=all&state=owed", {**sent, "key": str(uuid.uuid4())})
    assert Reminder.objects.filter(step__isnull=True).count() == 3
    assert "Đề nghị báo cáo" in client.get(reverse("delivery:obligation", args=[reminded.pk])).text
    assert client.get(f"{reverse('delivery:remind')}?viec=nonsense").status_code == 200


def test_every_wording_of_the_program_can_be_filled(db: None) -> None:
    kinds = kinds_in_order()
    assert {"delivery.reminder", "delivery.remind_now", "delivery.digest"} <= {kind.name for kind in kinds}
    for kind in kinds:
        for language in ("vi", "en"):
            subject, body = Wordings(kind).fill(language, kind.names)
            assert subject
            assert body
            assert "{" not in subject + body


def test_people_of_other_units_are_not_named(cast: Cast) -> None:
    """The unit beside a task sees that the leading office was reminded, not whom."""
    task = TaskOf([cast.unit("culture")], [by(dt.date(2026, 3, 20))], coop=[cast.unit("commune")])
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), [task], now=NOW))
    remind_people(list(RoleHolding.objects.values_list("user_id", flat=True)), NOW)
    address = reverse("delivery:obligation", args=[Obligation.objects.get().pk])
    for name, is_named in (
        ("commune_officer", False), ("culture_leader", True), ("coordinator", True), ("auditor", True),
    ):  # fmt: skip
        page = signed_in(cast, name).get(address).text
        told = page[page.index('id="reminded"') :].partition("</section>")[0]
        assert cast.unit("culture").name in told
        assert ("Culture Officer" in told) is is_named
