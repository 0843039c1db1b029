"""From a file to a draft: queued, read once, failures told, secrets removed."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

import vanban
from nhipcau.kernel.errors import Refused
from nhipcau.library.models import Refusal, StoredFile
from nhipcau.library.services import purge_secret
from nhipcau.plans.models import Intake, IntakeState, Match
from nhipcau.plans.services import (
    TaskChanges,
    adopt_plan,
    discard_intake,
    hand_in_plan,
    read_intake,
    retry_reading,
    save_task,
)
from nhipcau.plans.services import intake as reading
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft
from tests.nhipcau.plans.samples import PLAN


def in_the_middle(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Something happens, once, after the file was opened and before it was read."""
    real = vanban.read_bytes

    def read(*given: Any) -> Any:
        monkeypatch.setattr(vanban, "read_bytes", real)
        happens()
        return real(*given)

    monkeypatch.setattr(vanban, "read_bytes", read)


def test_a_file_handed_in_waits_and_is_queued_with_it(queued: Intake) -> None:
    assert queued.state == IntakeState.QUEUED
    assert DBTaskResult.objects.get().args_kwargs["args"] == [queued.pk]


def test_a_plan_is_read_into_a_draft(intake: Intake) -> None:
    assert intake.state == IntakeState.REVIEW
    assert (intake.number, intake.symbol, intake.issued_on) == ("12", "KH-UBND", dt.date(2026, 1, 15))
    assert (intake.period_from, intake.period_to) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [".".join(task.path) for task in intake.draft_tasks.all()] == [
        "II.1.a", "II.1.b", "II.2.a", "II.2.b", "II.3.a", "III.1.-1", "III.2.-1",
    ]  # fmt: skip
    newsletter = draft(intake, "II", "1", "a")
    assert newsletter.whens == [{"kind": "recurring", "min": 6, "max": 6, "per": "year"}]
    assert newsletter.languages == ["vi", "en"]
    assert newsletter.as_read["lead"] == ["Sở Ngoại vụ"]


def test_units_are_matched_with_the_register(intake: Intake, cast: Cast) -> None:
    leaflet = {unit.printed: unit for unit in draft(intake, "II", "1", "b").draft_units.all()}
    similar = leaflet["Sở Văn hóa và Thể thao"]
    assert (similar.match, similar.unit) == (Match.SIMILAR, cast.unit("culture"))
    assert leaflet["Hiệp hội Dệt lụa Bến Lụa"].match == Match.UNKNOWN
    groups = {
        unit.printed: unit.kinds for unit in draft(intake, "II", "2", "a").draft_units.all() if unit.kinds
    }
    assert groups["các sở, ban, ngành"] == ["department"]
    assert groups["UBND các xã, phường, đặc khu"] == ["commune", "ward", "special-zone"]


def test_reading_twice_is_reading_once(intake: Intake, now: dt.datetime) -> None:
    before = list(intake.draft_tasks.values_list("pk", flat=True))
    read_intake(intake_id=intake.pk, now=now)
    assert list(intake.draft_tasks.values_list("pk", flat=True)) == before


def test_a_reading_that_another_worker_holds_is_left_until_it_is_abandoned(
    queued: Intake, now: dt.datetime
) -> None:
    Intake.objects.filter(pk=queued.pk).update(state=IntakeState.READING, started_at=now)
    read_intake(intake_id=queued.pk, now=now + dt.timedelta(seconds=50))
    assert not queued.draft_tasks.exists()
    read_intake(intake_id=queued.pk, now=now + dt.timedelta(seconds=70))
    assert queued.draft_tasks.exists()


def test_a_plan_put_aside_while_it_is_read_stays_put_aside(
    queued: Intake, cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_middle(
        monkeypatch, lambda: discard_intake(user=cast.person("coordinator"), intake=queued, now=now)
    )
    read_intake(intake_id=queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.state, queued.draft_tasks.count()) == (IntakeState.DISCARDED, 0)


def test_a_slow_reader_leaves_alone_what_people_did_after_another_one_took_over(
    queued: Intake, cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = now + dt.timedelta(minutes=11)

    def somebody_works_on() -> None:
        read_intake(intake_id=queued.pk, now=later)
        task = draft(queued, "II", "1", "a")
        save_task(
            user=cast.person("coordinator"), task=task, version=1, changes=TaskChanges({"text": "Sửa tay"}), now=later
        )  # fmt: skip

    in_the_middle(monkeypatch, somebody_works_on)
    read_intake(intake_id=queued.pk, now=now)
    assert draft(queued, "II", "1", "a").text == "Sửa tay"
    assert Intake.objects.get(pk=queued.pk).state == IntakeState.REVIEW


def test_a_slow_reader_that_breaks_does_not_fail_what_another_one_holds(
    queued: Intake, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_over() -> None:
        Intake.objects.filter(pk=queued.pk).update(claim="another/1", started_at=now)
        raise RuntimeError

    in_the_middle(monkeypatch, taken_over)
    with pytest.raises(RuntimeError):
        read_intake(intake_id=queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.state, queued.claim) == (IntakeState.READING, "another/1")


def test_a_secret_file_goes_also_where_the_plan_was_put_aside_meanwhile(
    queued: Intake, cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert queued.file is not None
    Path(queued.file.file.path).write_bytes(
        "MẬT\nUBND TỈNH SÔNG MÂY\nKẾ HOẠCH\nCông tác năm 2026 của tỉnh\n".encode()
    )
    in_the_middle(
        monkeypatch, lambda: discard_intake(user=cast.person("coordinator"), intake=queued, now=now)
    )
    read_intake(intake_id=queued.pk, now=now)
    queued.refresh_from_db()
    assert (queued.state, queued.file_id) == (IntakeState.DISCARDED, None)
    assert Refusal.objects.count() == 1


def test_what_a_killed_reader_began_the_same_task_begins_anew_at_once(
    queued: Intake, now: dt.datetime
) -> None:
    Intake.objects.filter(pk=queued.pk).update(state=IntakeState.READING, started_at=now, claim="one/dead")
    read_intake(intake_id=queued.pk, now=now, reader="another")
    assert not queued.draft_tasks.exists()
    read_intake(intake_id=queued.pk, now=now, reader="one")
    assert queued.draft_tasks.exists()


@pytest.mark.django_db(transaction=True)
def test_a_reading_that_takes_long_shows_that_it_lives(
    queued: Intake, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "mode=memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("a database in memory belongs to one thread; a file and PostgreSQL show it")
    seen: list[dt.datetime | None] = []

    def wait_for_a_beat() -> None:
        limit = time.monotonic() + 5
        while time.monotonic() < limit and (not seen or seen[-1] == now):
            time.sleep(0.02)
            seen.append(Intake.objects.get(pk=queued.pk).started_at)

    monkeypatch.setattr(reading, "BEAT", 0.05)
    in_the_middle(monkeypatch, wait_for_a_beat)
    read_intake(intake_id=queued.pk, now=now)
    assert seen[-1] is not None
    assert seen[-1] > now


def test_what_cannot_be_read_says_so_keeps_the_file_and_can_be_tried_again(
    cast: Cast, now: dt.datetime
) -> None:
    user = cast.person("coordinator")
    english = ("This is an English text about nothing in particular. " * 40).encode()
    failed = hand_in_plan(user=user, unit=cast.unit("province"), name="x.txt", data=english, now=now)
    read_intake(intake_id=failed.pk, now=now)
    failed.refresh_from_db()
    assert failed.state == IntakeState.FAILED
    assert failed.error["code"] == "not-vietnamese"
    assert failed.error["advice_vi"]
    assert failed.file is not None
    assert failed.file.file.read() == english
    retry_reading(user=user, intake=failed, now=now)
    assert Intake.objects.get(pk=failed.pk).state == IntakeState.QUEUED
    with pytest.raises(Refused):
        retry_reading(user=user, intake=failed, now=now)


def test_a_mark_that_shows_only_when_read_removes_the_file(
    cast: Cast,
    now: dt.datetime,
    folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    user = cast.person("coordinator")
    plain = hand_in_plan(
        user=user, unit=cast.unit("province"), name="a.txt", data="Kế hoạch công tác năm".encode(), now=now
    )
    assert plain.file is not None
    # The door saw nothing; what lies in the store now is what a reader of scans would see.
    Path(plain.file.file.path).write_bytes(
        "MẬT\nUBND TỈNH SÔNG MÂY\nKẾ HOẠCH\nCông tác năm 2026 của tỉnh\n".encode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        read_intake(intake_id=plain.pk, now=now)
    plain.refresh_from_db()
    assert (plain.state, plain.error) == (IntakeState.FAILED, {"code": "secrecy-mark"})
    assert Intake.objects.get(pk=plain.pk).file_id is None
    assert not plain.lines
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert StoredFile.objects.count() == 0
    assert Refusal.objects.get().code == "secrecy-mark"


def test_a_secret_handed_in_twice_is_removed_twice_with_what_was_read_in_it(
    intake: Intake, cast: Cast, now: dt.datetime, folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    user = cast.person("coordinator")
    again = hand_in_plan(
        user=user, unit=cast.unit("foreign"), name="ban-sao.txt", data=PLAN.encode(), now=now
    )
    assert again.file is not None
    with django_capture_on_commit_callbacks(execute=True):
        purge_secret(stored=again.file, user=user, now=now)
    assert StoredFile.objects.count() == 0
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    for row in Intake.objects.all():
        assert (row.state, row.file_id, row.error) == (IntakeState.FAILED, None, {"code": "secrecy-mark"})
        assert (row.lines, row.reading, row.title, row.draft_tasks.count()) == ([], {}, "", 0)


def test_a_secret_that_was_adopted_loses_name_and_bytes(
    intake: Intake, cast: Cast, now: dt.datetime, folder: Path, client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    user = cast.person("coordinator")
    version = adopt_plan(user=user, intake=intake, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        purge_secret(stored=version.file, user=user, now=now)
    stored = StoredFile.objects.get()
    assert (stored.file.name, stored.original_name, stored.sha256) == ("", "", "")
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    client.force_login(user)
    assert client.get(reverse("plans:original", args=[version.plan_id])).status_code == 404
    assert ModelLogEntry.objects.get(action="library.purge").data == {"files": 1, "emptied": 1}


def test_a_marked_plan_leaves_no_intake(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        hand_in_plan(
            user=cast.person("coordinator"), unit=cast.unit("province"), name="MẬT.txt", data=b"abc", now=now
        )
    assert Intake.objects.count() == 0


def test_a_plan_put_aside_waits_for_nobody(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    discard_intake(user=cast.person("coordinator"), intake=intake, now=now)
    intake.refresh_from_db()
    assert intake.state == IntakeState.DISCARDED
    assert intake.draft_tasks.count() == 7


@pytest.mark.parametrize(
    "person", ["viewer", "auditor", "foreign_leader", "foreign_officer", "outsider", "former", "closed"]
)
def test_only_those_who_keep_plans_hand_them_in(cast: Cast, now: dt.datetime, person: str) -> None:
    with pytest.raises(PermissionDenied):
        hand_in_plan(user=cast.person(person), unit=cast.unit("province"), name="a.txt", data=b"abc", now=now)
    assert ModelLogEntry.objects.count() == 0
