"""From a file to a draft: queued, read once, failures told, secrets removed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from nhipcau.kernel.errors import Refused
from nhipcau.library.models import Refusal, StoredFile
from nhipcau.plans.models import Intake, IntakeState, Match
from nhipcau.plans.services import discard_intake, hand_in_plan, read_intake, retry_reading
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft


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
    read_intake(intake_id=queued.pk, now=now + dt.timedelta(minutes=5))
    assert not queued.draft_tasks.exists()
    read_intake(intake_id=queued.pk, now=now + dt.timedelta(minutes=11))
    assert queued.draft_tasks.exists()


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
