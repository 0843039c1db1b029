"""Handing evidence in, and withdrawing it."""

from __future__ import annotations

import datetime as dt
import uuid
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from nhipcau.delivery.models import Evidence, Obligation, State
from nhipcau.delivery.services import excuse, mark_met, pause, reopen, withdraw_evidence
from nhipcau.kernel.errors import Refused
from nhipcau.library.models import Refusal, StoredFile
from tests.cast import Cast

TEXT = "Bản tin số 1, phát hành 500 bản".encode()


def test_a_note_is_enough(cast: Cast, owed: Obligation, now: dt.datetime, on: dt.date) -> None:
    mark_met(user=cast.person("foreign_officer"), obligation=owed, note=" Đã in 500 bản ", now=now)
    assert owed.state(on) == State.MET
    assert (owed.met_on, owed.pieces) == (on, 1)
    assert Evidence.objects.get().note == "Đã in 500 bản"
    entry = ModelLogEntry.objects.get(action="delivery.mark_met")
    assert (entry.object_id, entry.user) == (str(owed.pk), cast.person("foreign_officer"))


def test_the_day_it_was_done_counts_not_the_day_it_was_told(cast: Cast, owed: Obligation) -> None:
    told = dt.datetime(2026, 7, 3, 2, 0, tzinfo=dt.UTC)
    mark_met(
        user=cast.person("foreign_officer"), obligation=owed, note="x", done_on=dt.date(2026, 6, 29), now=told
    )
    assert owed.state(dt.date(2026, 7, 3)) == State.MET


def test_pieces_add_up_to_the_quota(cast: Cast, monthly: Obligation, now: dt.datetime, on: dt.date) -> None:
    user = cast.person("culture_officer")
    first = mark_met(user=user, obligation=monthly, link="https://example.vn/1", pieces=1, now=now)
    assert (monthly.met_on, monthly.pieces, monthly.missing) == (None, 1, 2)
    mark_met(user=user, obligation=monthly, note="hai phóng sự nữa", now=now)
    assert (monthly.met_on, monthly.pieces, monthly.missing) == (on, 3, 0)
    withdraw_evidence(user=user, evidence=first, reason="nhầm liên kết", now=now)
    monthly.refresh_from_db()
    assert (monthly.met_on, monthly.pieces) == (None, 2)


def test_a_form_sent_twice_is_handed_in_once(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    key = uuid.uuid4()
    user = cast.person("foreign_officer")
    first = mark_met(user=user, obligation=owed, note="xong", key=key, now=now)
    assert mark_met(user=user, obligation=owed, note="xong", key=key, now=now) == first
    assert Evidence.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="delivery.mark_met").count() == 1


def test_two_people_may_both_hand_in(cast: Cast, owed: Obligation, now: dt.datetime, on: dt.date) -> None:
    for name in ("foreign_officer", "foreign_leader"):
        mark_met(user=cast.person(name), obligation=owed, note=name, now=now)
    assert Evidence.objects.count() == 2
    assert owed.met_on == on


def test_a_file_goes_through_the_library(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    user = cast.person("foreign_officer")
    mark_met(user=user, obligation=owed, file=BytesIO(TEXT), file_name="bản tin.txt", now=now)
    stored = StoredFile.objects.exclude(original_name="ke-hoach.docx").get()
    assert (stored.original_name, stored.unit) == ("bản tin.txt", cast.unit("foreign"))
    assert [kept.file for kept in Evidence.objects.get().files.all()] == [stored]


def test_a_file_with_a_secrecy_mark_leaves_only_the_fact(
    cast: Cast, owed: Obligation, now: dt.datetime
) -> None:
    user = cast.person("foreign_officer")
    with pytest.raises(Refused) as refusal:
        mark_met(user=user, obligation=owed, file=BytesIO(b"MAT\n" * 2), file_name="TUYỆT MẬT.txt", now=now)
    assert refusal.value.code == "secrecy-mark"
    assert Refusal.objects.count() == 1
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "nothing-shown"),
        ({"note": "   "}, "nothing-shown"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://example.vn/a"}, "link"),
        ({"note": "x", "done_on": dt.date(2026, 3, 21)}, "not-yet"),
    ],
)
def test_what_is_refused_leaves_nothing(
    cast: Cast, owed: Obligation, now: dt.datetime, given: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        mark_met(user=cast.person("foreign_officer"), obligation=owed, now=now, **given)  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert not Evidence.objects.exists()


def test_withdrawing_needs_a_reason_and_happens_once(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    user = cast.person("foreign_officer")
    evidence = mark_met(user=user, obligation=owed, note="xong", now=now)
    with pytest.raises(Refused) as refusal:
        withdraw_evidence(user=user, evidence=evidence, reason=" ", now=now)
    assert refusal.value.code == "no-reason"
    withdraw_evidence(user=user, evidence=evidence, reason="nhầm kỳ", now=now)
    with pytest.raises(Refused) as refusal:
        withdraw_evidence(user=user, evidence=evidence, reason="nhầm kỳ", now=now)
    assert refusal.value.code == "withdrawn"
    owed.refresh_from_db()
    assert owed.met_on is None
    assert Evidence.objects.get().withdrawn_because == "nhầm kỳ"


def test_nothing_to_report_is_signed_and_can_be_taken_back(
    cast: Cast, owed: Obligation, now: dt.datetime, on: dt.date
) -> None:
    user = cast.person("foreign_leader")
    excuse(user=user, obligation=owed, reason="Không có đoàn nào đến", now=now)
    assert (owed.state(on), owed.signed_by) == (State.EXCUSED, user)
    with pytest.raises(Refused) as refusal:
        mark_met(user=user, obligation=owed, note="xong", now=now)
    assert refusal.value.code == "marked"
    reopen(user=user, obligation=owed, now=now)
    assert owed.state(on) == State.OPEN
    with pytest.raises(Refused):
        reopen(user=user, obligation=owed, now=now)


def test_only_one_mark_at_a_time(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    coordinator = cast.person("coordinator")
    stale = Obligation.objects.select_related("unit", "plan__unit").get(pk=owed.pk)
    pause(user=coordinator, obligation=owed, reason="Chờ kinh phí", now=now)
    with pytest.raises(Refused) as refusal:
        excuse(user=coordinator, obligation=stale, reason="Không phát sinh", now=now)
    assert refusal.value.code == "marked"


def test_who_owes_cannot_pause_nor_take_a_pause_back(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        pause(user=cast.person("foreign_officer"), obligation=owed, reason="bận", now=now)
    pause(user=cast.person("coordinator"), obligation=owed, reason="Chờ kinh phí", now=now)
    with pytest.raises(PermissionDenied):
        reopen(user=cast.person("foreign_officer"), obligation=owed, now=now)
