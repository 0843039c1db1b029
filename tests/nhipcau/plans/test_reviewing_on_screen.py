"""What an officer meets on the review and adoption screens: days as people write them, names without a unit, the same plan again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.plans.models import DraftUnit, Intake, IntakeState, Plan, PlanVersion
from nhipcau.plans.selectors.review import review_of, shown_task
from nhipcau.plans.services import adopt_plan, hand_in_plan, read_intake, split_task
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft
from tests.nhipcau.plans.samples import PLAN

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.person("coordinator"))
    return client


@pytest.fixture
def again(intake: Intake, cast: Cast, now: dt.datetime) -> Intake:
    """The same file once more, after the first was adopted."""
    user = cast.person("coordinator")
    adopt_plan(user=user, intake=intake, now=now)
    second = hand_in_plan(user=user, unit=intake.unit, name="lại.txt", data=PLAN.encode(), now=now)
    read_intake(intake_id=second.pk, now=now)
    return Intake.objects.get(pk=second.pk)


def test_days_are_shown_and_taken_as_officers_write_them(officer: Client, intake: Intake) -> None:
    task = draft(intake, "II", "2", "a")
    page = officer.get(reverse("plans:draft", args=[task.pk]), headers=FETCH).content.decode()
    assert 'value="30/09/2026"' in page or 'value="29/09/2026"' in page
    sent = {"version": task.version, "text": task.text, "kind": task.kind, "when-0-kind": "by"}
    address = reverse("plans:draft", args=[task.pk])
    assert officer.post(address, {**sent, "when-0-date": "5/7/2026"}, headers=FETCH).status_code == 200
    task.refresh_from_db()
    assert task.whens == [{"kind": "by", "date": "2026-07-05"}]
    bad = officer.post(address, {**sent, "version": task.version, "when-0-date": "31/02/2026"}, headers=FETCH)
    assert bad.status_code == 422
    assert 'value="31/02/2026"' in bad.content.decode()


def test_the_header_takes_days_as_officers_write_them(officer: Client, intake: Intake) -> None:
    page = officer.get(reverse("plans:review", args=[intake.pk])).content.decode()
    assert 'value="15/01/2026"' in page
    sent = {"version": intake.version, "title": "A", "period_from": "01/02/2026", "period_to": "31/12/2026"}
    answer = officer.post(reverse("plans:header", args=[intake.pk]), sent, headers=FETCH)
    assert answer.status_code == 200
    intake.refresh_from_db()
    assert intake.period_from == dt.date(2026, 2, 1)


@pytest.mark.parametrize(
    ("printed", "whens", "needs"),
    [("Hằng tuần", [], True), ("", [], False), ("thường xuyên", [{"kind": "ongoing"}], False)],
)
def test_a_printed_time_that_gives_no_schedule_needs_a_look(
    intake: Intake, printed: str, whens: list[dict[str, str]], *, needs: bool
) -> None:
    task = draft(intake, "II", "2", "a")
    task.time_text, task.whens = printed, whens
    assert bool(shown_task(task).reasons) is needs
    task.is_checked = True
    assert shown_task(task).reasons == []


def test_a_lead_without_a_unit_is_adopted_only_by_somebody_who_says_so(
    officer: Client, intake: Intake
) -> None:
    DraftUnit.objects.filter(task=draft(intake, "II", "1", "a"), role="lead").update(
        printed="Sở Tài c kho", unit=None, match="unknown"
    )
    address = reverse("plans:adopt", args=[intake.pk])
    assert 'name="understood"' in officer.get(address).content.decode()
    refused = officer.post(address)
    assert refused.status_code == 422
    assert "Sở Tài c kho" in refused.content.decode()
    assert not Plan.objects.exists()
    assert officer.post(address, {"understood": "1"}).status_code == 302
    assert Plan.objects.exists()


def test_a_plan_adopted_before_is_named_first_with_a_link(officer: Client, again: Intake) -> None:
    link = f'href="{reverse("plans:plan", args=[PlanVersion.objects.get().plan_id])}"'
    review = officer.get(reverse("plans:review", args=[again.pk])).content.decode()
    assert link in review
    page = officer.get(reverse("plans:adopt", args=[again.pk])).content.decode()
    assert link in page
    assert page.index(link) < page.index('id="will"')


def test_tasks_split_from_one_are_told_apart_before_and_after_adoption(
    intake: Intake, cast: Cast, now: dt.datetime
) -> None:
    user, task = cast.person("coordinator"), draft(intake, "II", "2", "b")
    split_task(user=user, task=task, version=task.version, parts=["Một", "Hai"], now=now)
    labels = [each.label for each in review_of(intake).kept]
    assert [label for label in labels if label.startswith("II.2.b")] == ["II.2.b (1)", "II.2.b (2)"]
    assert "II.2.a" in labels
    version = adopt_plan(user=user, intake=intake, now=now)
    adopted = [each.label for each in version.tasks.order_by("position")]
    assert adopted == labels


def test_a_plan_put_aside_is_found_again_and_taken_back(officer: Client, intake: Intake) -> None:
    officer.post(reverse("plans:discard", args=[intake.pk]))
    back = reverse("plans:take_back", args=[intake.pk])
    assert back in officer.get(reverse("plans:index")).content.decode()
    assert officer.post(back).status_code == 302
    intake.refresh_from_db()
    assert intake.state == IntakeState.REVIEW
    assert officer.post(back).headers["Location"] == reverse("plans:index")
    assert back not in officer.get(reverse("plans:index")).content.decode()
