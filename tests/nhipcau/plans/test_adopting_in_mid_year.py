"""What the adopter is asked where due days have passed, and what the reviewer says of shared work."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.delivery.models import Obligation, State
from nhipcau.kernel import clock
from nhipcau.plans.models import Intake, Task
from nhipcau.plans.services import TaskChanges, adopt_plan, save_task
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft


@pytest.fixture
def keeper(client: Client, cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The coordinator, on the day of the cast: 20/03/2026."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    client.force_login(cast.person("coordinator"))
    return client


@pytest.mark.parametrize(
    ("said", "state"), [("done", State.EXCUSED), ("owed", State.OVERDUE), ("", State.OVERDUE)]
)
def test_the_adopter_says_what_of_the_past(
    keeper: Client, intake: Intake, on: dt.date, said: str, state: State
) -> None:
    address = reverse("plans:adopt", args=[intake.pk])
    assert keeper.get(address).context["figures"]["past"] == 1  # the newsletter of January and February
    assert keeper.post(address, {"understood": "1", "past": said}).status_code == 302
    first = Obligation.objects.filter(task__position=1).order_by("due_on")[0]
    assert (f"{first.due_on:%d/%m}", first.state(on)) == ("27/02", state)
    assert Obligation.objects.exclude(pk=first.pk).filter(excused_on__isnull=False).count() == 0


def test_nobody_is_asked_where_nothing_has_passed(keeper: Client, intake: Intake) -> None:
    Intake.objects.filter(pk=intake.pk).update(period_from=dt.date(2026, 3, 20))
    page = keeper.get(reverse("plans:adopt", args=[intake.pk]))
    assert page.context["figures"]["past"] == 0
    assert 'name="past"' not in page.content.decode()


def test_a_reviewer_says_that_the_leads_owe_it_together(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    task = draft(intake, "II", "1", "a")
    save_task(
        user=cast.person("coordinator"),
        task=task,
        version=task.version,
        changes=TaskChanges({"is_shared": True}),
        now=now,
    )
    version = adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    assert [row.is_shared for row in Task.objects.filter(version=version)].count(True) == 1
    assert Task.objects.get(version=version, position=1).is_shared
