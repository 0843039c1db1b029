"""What nobody types by mistake, and what is left when a file had to go: screens answer, and what is kept stays whole."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.library.services import purge_secret
from nhipcau.plans.models import DraftTask, DraftUnit, Intake, PlanVersion
from nhipcau.plans.services import adopt_plan, set_dropped
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.person("coordinator"))
    return client


@pytest.mark.parametrize("address", ["plans:index", "plans:intake", "plans:progress", "wagtailadmin_home"])
def test_a_removed_file_leaves_every_list_standing(
    officer: Client, queued: Intake, cast: Cast, now: dt.datetime, address: str
) -> None:
    assert queued.file is not None
    purge_secret(stored=queued.file, user=cast.person("coordinator"), now=now)
    of_intake = address in {"plans:intake", "plans:progress"}
    answer = officer.get(reverse(address, args=[queued.pk] if of_intake else []))
    assert answer.status_code == 200
    assert "ke-hoach.txt" not in answer.content.decode()


@pytest.mark.parametrize("mark", ["\x07", "\x0b", "\x1b", "\x00"])
def test_a_control_character_is_refused_where_it_is_typed(officer: Client, intake: Intake, mark: str) -> None:
    task = draft(intake, "II", "1", "a")
    sent = {"version": task.version, "text": f"Xuất bản{mark} bản tin", "kind": task.kind}
    answer = officer.post(reverse("plans:draft", args=[task.pk]), sent, headers=FETCH)
    assert answer.status_code == 422
    header = {
        "version": intake.version,
        "title": f"A{mark}B",
        "period_from": "01/01/2026",
        "period_to": "31/12/2026",
    }
    answer = officer.post(reverse("plans:header", args=[intake.pk]), header, headers=FETCH)
    assert answer.status_code == 422
    unit = {**sent, "text": "Xuất bản", "lead-0-printed": f"Sở{mark} Ngoại vụ"}
    officer.post(reverse("plans:draft", args=[task.pk]), unit, headers=FETCH)
    split = {**sent, "text": "Một hai", "do": "split", "parts": f"Mộ{mark}t\nHai"}
    assert officer.post(reverse("plans:draft", args=[task.pk]), split, headers=FETCH).status_code < 500
    kept = [
        *task.draft_units.values_list("printed", flat=True),
        *intake.draft_tasks.values_list("text", flat=True),
    ]
    assert not any(mark in text for text in kept)


def test_lines_and_tabs_of_a_task_are_no_control_characters(officer: Client, intake: Intake) -> None:
    task = draft(intake, "II", "1", "a")
    sent = {"version": task.version, "text": "Xuất bản\r\n\tbản tin", "kind": task.kind}
    assert officer.post(reverse("plans:draft", args=[task.pk]), sent, headers=FETCH).status_code == 200


def test_a_control_character_that_was_read_stops_no_export(
    officer: Client, intake: Intake, cast: Cast, now: dt.datetime
) -> None:
    DraftTask.objects.filter(pk=draft(intake, "II", "1", "a").pk).update(text="Xuất\x07 bản\x0b tin")
    version = adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    for form in ("xlsx", "json", "ics"):
        answer = officer.get(reverse("plans:export", args=[version.plan_id, form]))
        assert answer.status_code == 200
        if form == "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
            assert sheet["C5"].value == "Xuất bản tin"
        else:
            assert b"\x07" not in answer.content
            assert b"\x0b" not in answer.content


@pytest.mark.parametrize(
    ("first", "last", "taken"),
    [
        ("01/01/2026", "31/12/2026", True),
        ("01/01/2026", "31/12/2040", True),
        ("01/01/2026", "01/01/2041", False),
        ("01/01/2026", "31/12/9999", False),
        ("01/01/0001", "31/12/2026", False),
        ("01/01/1989", "31/12/1990", False),
    ],
)
def test_a_period_is_of_our_times_and_fifteen_years_at_most(
    officer: Client, intake: Intake, first: str, last: str, taken: bool
) -> None:
    sent = {"version": intake.version, "title": "A", "period_from": first, "period_to": last}
    answer = officer.post(reverse("plans:header", args=[intake.pk]), sent, headers=FETCH)
    assert answer.status_code == (200 if taken else 422)


@pytest.mark.parametrize("many", ["9" * 5000, "9" * 20, "abc", "", "\x00", "-1"])
def test_numbers_out_of_bounds_are_no_numbers(officer: Client, intake: Intake, many: str) -> None:
    task = draft(intake, "II", "1", "a")
    address, review = reverse("plans:draft", args=[task.pk]), reverse("plans:review", args=[intake.pk])
    sent = {"version": task.version, "text": task.text, "kind": task.kind}
    assert officer.get(review, {"viec": many}).status_code == (400 if "\x00" in many else 200)
    for more in (
        {"do": f"accept:{many}"}, {"do": f"plain:{many}"}, {"do": f"create:{many}"}, {"version": many},
        {"lead-0-id": many, "lead-0-printed": "Sở Ngoại vụ"}, {"quantity_count": many},
        {"when-0-kind": "recurring", "when-0-min": many, "when-0-max": many, "when-0-per": "month"},
    ):  # fmt: skip
        task.refresh_from_db()
        answer = officer.post(address, {**sent, "version": task.version, **more}, headers=FETCH)
        assert answer.status_code < 500, more


@pytest.mark.parametrize("change", ["drop", "unit"])
def test_what_changed_since_the_adopter_looked_is_shown_before_it_is_adopted(
    officer: Client, intake: Intake, cast: Cast, now: dt.datetime, change: str
) -> None:
    address, task = reverse("plans:adopt", args=[intake.pk]), draft(intake, "II", "1", "a")
    seen = officer.get(address).context["seen"]
    if change == "drop":
        set_dropped(user=cast.person("coordinator"), task=task, version=task.version, dropped=True, now=now)
    else:
        DraftUnit.objects.filter(task=task).update(unit=cast.unit("museum"))
    answer = officer.post(address, {"understood": "1", "seen": seen})
    assert answer.status_code == 409
    assert not PlanVersion.objects.exists()
    again = answer.context["seen"]
    assert again != seen
    assert f'name="seen" value="{again}"' in answer.content.decode()
    assert officer.post(address, {"understood": "1", "seen": again}).status_code == 302
    assert officer.post(address, {"understood": "1", "seen": seen}).status_code == 302
    assert PlanVersion.objects.count() == 1
