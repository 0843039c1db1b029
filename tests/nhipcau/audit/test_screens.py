"""The log is read by auditors and administrators, and shows whether it is sound."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from nhipcau.audit.selectors.wording import KEYS
from nhipcau.audit.services import record
from tests.cast import Cast


@pytest.fixture
def auditor(cast: Cast, now: dt.datetime) -> Client:
    for name in ("coordinator", "culture_officer"):
        record(
            action="wagtail.edit", user=cast.person(name), target=cast.unit("culture"), data={"n": 1}, now=now
        )
    client = Client()
    client.force_login(cast.person("auditor"))
    return client


@pytest.mark.parametrize(
    ("name", "status"),
    [("auditor", 200), ("administrator", 200), ("coordinator", 302), ("culture_officer", 302)],
)
def test_only_auditors_and_administrators_read_the_log(cast: Cast, name: str, status: int) -> None:
    client = Client()
    client.force_login(cast.person(name))
    assert client.get(reverse("audit_log")).status_code == status


def test_the_log_is_narrowed_by_who_and_what(auditor: Client) -> None:
    page = auditor.get(reverse("audit_log"), {"who": "culture", "action": "wagtail.edit"})
    assert [line.entry.user.username for line in page.context["lines"]] == ["culture_officer"]


def test_a_day_that_is_none_is_told(auditor: Client) -> None:
    page = auditor.get(reverse("audit_log"), {"since": "32/13/2026"})
    assert "nc-field__error" in page.text


def test_what_is_seen_is_exported(auditor: Client) -> None:
    answer = auditor.get(reverse("audit_log"), {"who": "coordinator", "export": "xlsx"})
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][4] == "Sở Văn hóa, Thể thao và Du lịch"


def test_the_check_names_what_was_altered(auditor: Client) -> None:
    assert "nc-badge--met" in auditor.post(reverse("audit_log")).text
    ModelLogEntry.objects.filter(action="wagtail.edit").update(label="=Altered()")
    assert "nc-badge--overdue" in auditor.post(reverse("audit_log")).text


@pytest.mark.parametrize(
    "asked", [{"about": "văn HÓA, thể"}, {"about": "SỞ"}, {"who": "đối"}, {"who": "Doi ngoai"}]
)
def test_the_log_is_searched_whatever_the_case(auditor: Client, cast: Cast, asked: dict[str, str]) -> None:
    person = cast.person("coordinator")
    person.display_name = "Đối Ngoại"
    person.save()
    lines = auditor.get(reverse("audit_log"), asked).context["lines"]
    assert "coordinator" in [line.entry.user.username for line in lines]


@pytest.mark.parametrize("about", ["(", ".*", "[a", "\\", "%"])
def test_signs_in_a_search_mean_themselves(auditor: Client, about: str) -> None:
    assert auditor.get(reverse("audit_log"), {"about": about}).context["lines"] == []


def test_details_are_told_in_words_and_things_by_their_names(
    auditor: Client, cast: Cast, now: dt.datetime
) -> None:
    data = {
        "role": "unit_officer",
        "last": "2026-03-31",
        "met": False,
        "fields": ["email"],
        "kinds": ["commune"],
    }
    person = cast.person("culture_officer")
    record(action="wagtail.edit", user=cast.person("coordinator"), target=person, data=data, now=now)
    page = auditor.get(reverse("audit_log"), {"action": "wagtail.edit"})
    shown = page.context["shown"][0]
    assert shown.address == reverse("people:account", args=[person.pk])
    assert shown.about == "Culture Officer"
    told = [value for _key, value in shown.details]
    assert told[1] == "31/03/2026"
    for word in ("unit_officer", "False", "email", "commune"):
        assert word not in told


def test_nothing_the_log_keeps_is_told_by_its_bare_key() -> None:
    kept = {
        "from",
        "to",
        "since",
        "role",
        "unit",
        "person",
        "last",
        "met",
        "pieces",
        "evidence",
        "reason",
        "was",
    }
    assert kept <= set(KEYS)


def test_what_is_exported_is_told_in_the_words_of_the_screen(
    auditor: Client, cast: Cast, now: dt.datetime
) -> None:
    data = {"role": "unit_officer"}
    record(action="wagtail.edit", user=cast.person("viewer"), target=cast.unit("culture"), data=data, now=now)
    answer = auditor.get(reverse("audit_log"), {"who": "viewer", "export": "xlsx"})
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert "unit_officer" not in str(rows[1][5])
