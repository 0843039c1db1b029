"""One piece of evidence for several duties: files, figures, whose it is, and that it never doubles."""

from __future__ import annotations

import datetime as dt
import uuid
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.delivery.models import Evidence, EvidenceUse, Obligation, State
from nhipcau.delivery.policies import may_mark, may_see
from nhipcau.delivery.selectors import Scope, seen_by
from nhipcau.delivery.services import (
    Duty,
    Given,
    excuse_several,
    expand_plan_version,
    hand_in,
    owe_together,
    reopen,
    withdraw_evidence,
)
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.library.models import Purpose, Refusal, StoredFile
from nhipcau.organisations.policies import roles_of
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64


@pytest.fixture
def duties(cast: Cast, now: dt.datetime) -> list[Obligation]:
    """Three duties of the foreign office: one by a date, one with a quota of three, one it owes with the culture office."""
    foreign, culture = cast.unit("foreign"), cast.unit("culture")
    tasks = [
        TaskOf([foreign], [by(dt.date(2026, 6, 30))]),
        TaskOf([foreign], [recurring(5, "year")]),
        TaskOf([foreign, culture], [by(dt.date(2026, 9, 30))], more={"is_shared": True}),
    ]
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now))
    return list(Obligation.objects.select_related("unit", "plan__unit", "task").order_by("task__position"))


def test_one_piece_counts_for_all(
    cast: Cast, duties: list[Obligation], now: dt.datetime, on: dt.date
) -> None:
    user = cast.person("foreign_officer")
    given = Given(note="Hội nghị đối ngoại", figure=120, figure_of="người dự", link="https://example.vn/a")
    evidence = hand_in(
        user=user, duties=[Duty(duties[0]), Duty(duties[1], 2), Duty(duties[2])], given=given, now=now
    )
    assert [row.state(on) for row in duties] == [State.MET, State.PARTLY_MET, State.MET]
    assert (evidence.unit, evidence.figure, evidence.on_behalf) == (cast.unit("foreign"), 120, False)
    assert list(evidence.uses.values_list("pieces", flat=True)) == [1, 2, 1]
    assert ModelLogEntry.objects.filter(action="delivery.mark_met").count() == 3
    withdraw_evidence(user=user, evidence=evidence, reason="nhầm", now=now)
    assert {row.pieces for row in Obligation.objects.all()} == {0}


def test_several_files_are_kept_with_their_digests(
    cast: Cast, duties: list[Obligation], now: dt.datetime
) -> None:
    files = [
        ("ảnh 1.jpg", BytesIO(PHOTO)),
        ("ảnh 2.jpg", BytesIO(PHOTO + b"2")),
        ("ghi chú.txt", BytesIO(b"500 ban")),
    ]
    evidence = hand_in(
        user=cast.person("foreign_officer"), duties=[Duty(duties[0])], given=Given(files=files), now=now
    )
    kept = [row.file for row in evidence.files.all()]
    assert [file.original_name for file in kept] == ["ảnh 1.jpg", "ảnh 2.jpg", "ghi chú.txt"]
    assert evidence.file_count == len({file.sha256 for file in kept}) == 3


def test_where_one_file_is_refused_none_is_kept(
    cast: Cast, duties: list[Obligation], now: dt.datetime
) -> None:
    files = [("ảnh.jpg", BytesIO(PHOTO)), ("TUYỆT MẬT.txt", BytesIO(b"x"))]
    with pytest.raises(Refused) as refusal:
        hand_in(
            user=cast.person("foreign_officer"), duties=[Duty(duties[0])], given=Given(files=files), now=now
        )
    assert refusal.value.code == "secrecy-mark"
    assert Refusal.objects.count() == 1
    assert not StoredFile.objects.filter(purpose=Purpose.EVIDENCE).exists()
    assert not Evidence.objects.exists()


def test_the_same_words_from_a_second_window_are_one_piece(
    cast: Cast, duties: list[Obligation], now: dt.datetime
) -> None:
    user, both = cast.person("foreign_officer"), [Duty(duties[0]), Duty(duties[1], 1)]
    first = hand_in(
        user=user, duties=both, given=Given(note="Đã phát", files=[("a.jpg", BytesIO(PHOTO))]), now=now
    )
    a_minute_later, half_an_hour = now + dt.timedelta(minutes=1), now + dt.timedelta(minutes=30)

    def again(note: str = "Đã phát ", *, with_file: bool = True) -> Given:
        return Given(note=note, files=[("b.jpg", BytesIO(PHOTO))] if with_file else [])

    assert hand_in(user=user, duties=both, given=again(), now=a_minute_later) == first
    assert EvidenceUse.objects.count() == 2
    others: list[tuple[list[Duty], Given, dt.datetime]] = [
        (both, again(with_file=False), a_minute_later),
        (both[:1], again(), a_minute_later),  # for less
        (both, again("Đã phát số 2"), a_minute_later),
        (both, again(), half_an_hour),  # a second deed
    ]
    for number, (work, given, moment) in enumerate(others, start=2):
        hand_in(user=user, duties=work, given=given, now=moment)
        assert Evidence.objects.count() == number


def test_a_form_sent_again_with_other_words_says_so(
    cast: Cast, duties: list[Obligation], now: dt.datetime
) -> None:
    user, key = cast.person("foreign_officer"), uuid.uuid4()
    hand_in(user=user, duties=[Duty(duties[0])], given=Given(note="một", key=key), now=now)
    with pytest.raises(Refused) as refusal:
        hand_in(user=user, duties=[Duty(duties[0])], given=Given(note="hai", key=key), now=now)
    assert refusal.value.code == "sent-otherwise"
    assert Evidence.objects.count() == 1


def test_who_keeps_the_plan_hands_in_for_the_unit_and_the_history_says_so(
    cast: Cast, duties: list[Obligation], now: dt.datetime
) -> None:
    evidence = hand_in(
        user=cast.person("coordinator"),
        duties=[Duty(duties[0])],
        given=Given(note="Báo qua điện thoại"),
        now=now,
    )
    assert (evidence.on_behalf, evidence.unit) == (True, cast.unit("foreign"))
    entry = ModelLogEntry.objects.get(action="delivery.mark_met")
    assert entry.data["on_behalf_of"] == "Sở Ngoại vụ"


def test_duties_of_different_units_are_handed_in_apart(
    cast: Cast, duties: list[Obligation], monthly: Obligation, now: dt.datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        hand_in(
            user=cast.person("coordinator"),
            duties=[Duty(duties[0]), Duty(monthly)],
            given=Given(note="x"),
            now=now,
        )
    assert refusal.value.code == "several-units"
    with pytest.raises(PermissionDenied):
        hand_in(
            user=cast.person("foreign_officer"),
            duties=[Duty(duties[0]), Duty(monthly)],
            given=Given(note="x"),
            now=now,
        )
    with pytest.raises(Refused):
        hand_in(user=cast.person("foreign_officer"), duties=[], given=Given(note="x"), now=now)


def test_any_of_those_who_owe_it_together_hands_in(
    cast: Cast, duties: list[Obligation], now: dt.datetime, on: dt.date
) -> None:
    shared, officer = duties[2], cast.person("culture_officer")
    assert may_see(officer, shared, on=on)
    assert may_mark(officer, shared, on=on)
    assert list(seen_by(roles_of(officer, on=on), Scope.OWN)) == [shared]
    assert not may_mark(cast.person("commune_officer"), shared, on=on)
    evidence = hand_in(user=officer, duties=[Duty(shared)], given=Given(note="Đã làm phần mình"), now=now)
    assert (evidence.unit, shared.met_on) == (cast.unit("culture"), on)


def test_a_keeper_says_later_that_the_leads_owe_it_together(
    cast: Cast, now: dt.datetime, on: dt.date
) -> None:
    leads = [cast.unit("foreign"), cast.unit("culture")]
    version = adopt(
        cast.unit("province"),
        cast.person("coordinator"),
        [TaskOf(leads, [recurring(1, "half-year")])],
        now=now,
    )
    expand_plan_version(version)
    task = version.tasks.get()
    theirs = Obligation.objects.get(unit=leads[1], ordinal=1)
    hand_in(user=cast.person("culture_officer"), duties=[Duty(theirs)], given=Given(note="xong"), now=now)
    with pytest.raises(PermissionDenied):
        owe_together(user=cast.person("foreign_leader"), task=task, now=now)
    assert owe_together(user=cast.person("coordinator"), task=task, now=now) == 2
    kept = Obligation.objects.filter(cancelled_on=None).order_by("ordinal")
    assert [(row.unit, row.state(on)) for row in kept] == [(leads[0], State.MET), (leads[0], State.UPCOMING)]
    assert [share.unit for row in kept for share in row.shares.all()] == [leads[1], leads[1]]
    assert {row.state(on) for row in Obligation.objects.exclude(cancelled_on=None)} == {State.CANCELLED}
    with pytest.raises(Refused) as refusal:
        owe_together(user=cast.person("coordinator"), task=task, now=now)
    assert refusal.value.code == "together"
    assert expand_plan_version(version) == 0


def test_nothing_to_report_for_several_is_signed_with_name_position_and_hour(
    cast: Cast, duties: list[Obligation], now: dt.datetime, on: dt.date
) -> None:
    leader = cast.person("foreign_leader")
    leader.position = "Phó Giám đốc"
    leader.save()
    assert excuse_several(user=leader, obligations=duties[:2], reason="Không có đoàn", now=now) == 2
    assert excuse_several(user=leader, obligations=duties[:2], reason="Không có đoàn", now=now) == 0
    for row in duties[:2]:
        row.refresh_from_db()
        assert (row.state(on), row.signed_by, row.signed_at, row.signed_position) == (
            State.EXCUSED, leader, now, "Phó Giám đốc",
        )  # fmt: skip
    with pytest.raises(Refused):
        excuse_several(user=leader, obligations=duties, reason="Khác", now=now)
    duties[2].refresh_from_db()
    assert duties[2].excused_on is None  # all or none
    reopen(user=leader, obligation=duties[0], now=now)
    assert (duties[0].signed_at, duties[0].signed_position) == (None, "")


@pytest.fixture
def officer(client: Client, cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The officer of the foreign office, on the day of the cast."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    client.force_login(cast.person("foreign_officer"))
    return client


def form(duties: list[Obligation], **more: Any) -> dict[str, Any]:
    return {"viec": [row.pk for row in duties], "done_on": "20/03/2026", "key": str(uuid.uuid4()), **more}


def test_the_screen_hands_in_for_those_ticked(officer: Client, cast: Cast, duties: list[Obligation]) -> None:
    address = reverse("delivery:hand-in")
    page = officer.get(address, {"viec": duties[1].pk})
    assert [(row, ticked) for row, ticked, _missing in page.context["duties"]] == [
        (duties[0], False), (duties[2], False), (duties[1], True),
    ]  # fmt: skip
    sent = form(duties[:2], note="Hội nghị", **{f"pieces-{duties[1].pk}": "2"})
    assert officer.post(address, sent).status_code == 302
    assert officer.post(address, sent).status_code == 302
    assert Evidence.objects.count() == 1
    assert EvidenceUse.objects.get(obligation=duties[1]).pieces == 2


@pytest.mark.parametrize("typed", ["2 bài", "-1", "0", "99999999999999999999"])
def test_pieces_that_are_no_number_are_not_taken_for_all(
    officer: Client, duties: list[Obligation], typed: str
) -> None:
    sent = form(duties[1:2], note="Hội nghị", **{f"pieces-{duties[1].pk}": typed})
    answer = officer.post(reverse("delivery:hand-in"), sent)
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert not Evidence.objects.exists()


def test_the_script_is_told_what_to_correct_and_where_to_go(
    officer: Client, duties: list[Obligation]
) -> None:
    address, fetch = reverse("delivery:hand-in"), {"X-Requested-With": "fetch"}
    answer = officer.post(address, form(duties[:1]), headers=fetch)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "id_note"
    assert officer.post(address, form([], note="x"), headers=fetch).json()["errors"][0]["field"] == ""
    answer = officer.post(address, form(duties[:1], note="x"), headers=fetch)
    assert answer.json() == {"address": reverse("delivery:obligation", args=[duties[0].pk])}


def test_the_list_leads_to_both_screens(officer: Client, duties: list[Obligation]) -> None:
    page = officer.get(reverse("delivery:index")).content.decode()
    assert page.count('name="viec"') == 3
    assert reverse("delivery:hand-in") in page
    address = f"{reverse('delivery:excuse-several')}?viec={duties[0].pk}&viec={duties[1].pk}&viec=x"
    assert list(officer.get(address).context["rows"]) == [duties[0], duties[1]]
    assert officer.post(address, {"viec": [duties[0].pk], "reason": "Không có"}).status_code == 302
    duties[0].refresh_from_db()
    assert duties[0].excused_on is not None


def test_what_others_owe_cannot_be_ticked(officer: Client, monthly: Obligation) -> None:
    address = reverse("delivery:hand-in")
    assert not officer.get(address, {"viec": monthly.pk}).context["duties"]
    officer.post(address, form([monthly], note="x"))
    assert not Evidence.objects.exists()


def test_a_person_of_no_unit_has_nothing_to_hand_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.person("auditor"))
    assert client.get(reverse("delivery:hand-in")).status_code in {302, 403}


def test_a_form_sent_again_for_other_work_or_with_other_files_says_so(
    cast: Cast, duties: list[Obligation], now: dt.datetime
) -> None:
    """Whoever goes back in the browser sends the same key: what comes with it is never dropped without a word."""
    user, key = cast.person("foreign_officer"), uuid.uuid4()

    def given(content: bytes = PHOTO) -> Given:
        return Given(note="xong", files=[("a.jpg", BytesIO(content))], key=key)

    first = hand_in(user=user, duties=[Duty(duties[0]), Duty(duties[1], 1)], given=given(), now=now)
    for work, again in (
        ([Duty(duties[2])], given()),
        ([Duty(duties[0]), Duty(duties[1], 2)], given()),
        ([Duty(duties[0]), Duty(duties[1], 1)], given(PHOTO + b"2")),
    ):
        with pytest.raises(Refused) as refusal:
            hand_in(user=user, duties=work, given=again, now=now)
        assert refusal.value.code == "sent-otherwise"
    same = [Duty(duties[0]), Duty(duties[1], 1)]
    assert hand_in(user=user, duties=same, given=given(), now=now) == first
    # A second window brings the words and the key, never the files: nothing is dropped.
    assert hand_in(user=user, duties=same, given=Given(note="xong", key=key), now=now) == first


def test_a_number_that_nobody_means_is_refused(
    cast: Cast, duties: list[Obligation], now: dt.datetime
) -> None:
    user = cast.person("foreign_officer")
    with pytest.raises(Refused) as refusal:
        hand_in(user=user, duties=[Duty(duties[1], 2**31 - 1)], given=Given(note="xong"), now=now)
    assert refusal.value.code == "too-many-pieces"
    assert not Evidence.objects.exists()
