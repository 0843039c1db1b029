"""More time is asked for, granted, refused and taken back; the day of the plan stays known."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.delivery.models import Extension, ExtensionState, Obligation, State
from nhipcau.delivery.services import (
    ask_extension,
    excuse,
    grant_extension,
    grant_several,
    mark_met,
    refuse_extension,
    take_extension_back,
)
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from nhipcau.notices.models import Notice
from tests.cast import Cast

LATER = dt.date(2026, 7, 15)


def ask(cast: Cast, owed: Obligation, now: dt.datetime, day: dt.date = LATER) -> Extension:
    user = cast.person("foreign_officer")
    return ask_extension(user=user, obligation=owed, wanted_on=day, reason="Chờ kinh phí", now=now)


def test_granted_time_moves_the_day_and_keeps_the_first(
    cast: Cast, owed: Obligation, now: dt.datetime
) -> None:
    first = owed.due_on
    asked = ask(cast, owed, now)
    assert (asked.due_before, asked.state) == (first, ExtensionState.ASKED)
    assert {notice.recipient.username for notice in Notice.objects.all()} == {"coordinator"}
    grant_extension(user=cast.person("coordinator"), extension=asked, now=now)
    owed.refresh_from_db()
    assert (owed.due_on, owed.original_due_on) == (LATER, first)
    assert owed.state(dt.date(2026, 7, 1)) != State.OVERDUE
    assert Notice.objects.filter(recipient=cast.person("foreign_officer")).count() == 1
    again = ask(cast, owed, now, dt.date(2026, 8, 1))
    grant_extension(
        user=cast.person("coordinator"), extension=again, granted_on=dt.date(2026, 7, 20), answer="Không lùi thêm", now=now
    )  # fmt: skip
    owed.refresh_from_db()
    assert (owed.due_on, owed.original_due_on) == (dt.date(2026, 7, 20), first)
    actions = list(ModelLogEntry.objects.filter(object_id=str(owed.pk)).values_list("action", flat=True))
    assert actions.count("delivery.ask_extension") == actions.count("delivery.grant_extension") == 2


def test_a_refusal_needs_an_answer_and_the_day_stands(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    asked, keeper, first = ask(cast, owed, now), cast.person("coordinator"), owed.due_on
    with pytest.raises(Refused) as refusal:
        refuse_extension(user=keeper, extension=asked, answer=" ", now=now)
    assert refusal.value.code == "no-answer"
    refuse_extension(user=keeper, extension=asked, answer="Đã lùi hai lần", now=now)
    owed.refresh_from_db()
    assert (owed.due_on, owed.original_due_on, asked.answer) == (first, None, "Đã lùi hai lần")
    with pytest.raises(Refused) as refusal:
        grant_extension(user=keeper, extension=asked, now=now)
    assert refusal.value.code == "decided"


def test_one_open_request_at_a_time(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    asked = ask(cast, owed, now)
    assert ask(cast, owed, now) == asked  # pressed twice
    with pytest.raises(Refused) as refusal:
        ask(cast, owed, now, dt.date(2026, 8, 1))
    assert refusal.value.code == "asked-already"
    take_extension_back(user=cast.person("foreign_leader"), extension=asked, now=now)
    assert ask(cast, owed, now).pk != asked.pk


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (dt.date(2026, 6, 30), "vì", "not-later"),
        (dt.date(2026, 6, 1), "vì", "not-later"),
        (LATER, "  ", "no-reason"),
    ],
)
def test_what_makes_no_sense_is_refused(
    cast: Cast, owed: Obligation, now: dt.datetime, day: dt.date, reason: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        ask_extension(
            user=cast.person("foreign_officer"), obligation=owed, wanted_on=day, reason=reason, now=now
        )
    assert refusal.value.code == code
    late = dt.datetime(2026, 7, 20, 2, 0, tzinfo=dt.UTC)
    with pytest.raises(Refused) as refusal:
        ask(cast, owed, late)
    assert refusal.value.code == "past"


def test_what_is_closed_is_not_extended(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    asked = ask(cast, owed, now)
    excuse(user=cast.person("foreign_officer"), obligation=owed, reason="Không có", now=now)
    with pytest.raises(Refused) as refusal:
        grant_extension(user=cast.person("coordinator"), extension=asked, now=now)
    assert refusal.value.code == "closed"


def test_what_was_late_is_in_time_once_more_time_is_granted(
    cast: Cast, owed: Obligation, now: dt.datetime
) -> None:
    asked = ask(cast, owed, now)
    late = dt.datetime(2026, 7, 3, 2, 0, tzinfo=dt.UTC)
    mark_met(user=cast.person("foreign_officer"), obligation=owed, note="xong", now=late)
    assert owed.state(dt.date(2026, 7, 3)) == State.MET_LATE
    grant_several(user=cast.person("coordinator"), extensions=[asked], now=late)
    owed.refresh_from_db()
    assert owed.state(dt.date(2026, 7, 3)) == State.MET


@pytest.mark.parametrize("name", ["foreign_officer", "foreign_leader", "culture_officer", "viewer", "auditor", "commune_coordinator"])  # fmt: skip
def test_only_who_keeps_the_plan_decides(cast: Cast, owed: Obligation, now: dt.datetime, name: str) -> None:
    asked = ask(cast, owed, now)
    with pytest.raises(PermissionDenied):
        grant_extension(user=cast.person(name), extension=asked, now=now)
    with pytest.raises(PermissionDenied):
        refuse_extension(user=cast.person(name), extension=asked, answer="không", now=now)


def test_the_list_grants_and_refuses_in_place(
    client: Client, cast: Cast, owed: Obligation, monthly: Obligation, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    first = ask(cast, owed, now)
    second = ask_extension(
        user=cast.person("culture_officer"),
        obligation=monthly,
        wanted_on=dt.date(2026, 4, 10),
        reason="Bận",
        now=now,
    )
    address = reverse("delivery:extensions")
    client.force_login(cast.person("foreign_officer"))
    assert [each for each, _mine in client.get(address).context["rows"]] == [first]
    assert not client.get(address).context["decides"]
    client.force_login(cast.person("coordinator"))
    assert [mine for _each, mine in client.get(address).context["rows"]] == [True, True]
    client.post(
        address,
        {"do": f"grant:{first.pk}", f"granted-{first.pk}": "10/07/2026", f"answer-{first.pk}": "Được"},
    )
    client.post(address, {"do": "refuse", "xin": [second.pk], "answer": ""})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.granted_on, second.state) == ("granted", dt.date(2026, 7, 10), "asked")
    client.post(address, {"do": "refuse", "xin": [second.pk], "answer": "Không lùi"})
    second.refresh_from_db()
    assert second.state == "refused"
    assert client.get(address, {"xem": "da-xong"}).context["page"].paginator.count == 2


def test_the_form_proposes_a_working_day(
    client: Client, cast: Cast, owed: Obligation, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    address = reverse("delivery:ask-extension", args=[owed.pk])
    client.force_login(cast.person("foreign_officer"))
    assert "07/07/2026" in client.get(address).content.decode()
    assert client.post(address, {"wanted_on": "07/07/2026", "reason": "Chờ in"}).status_code == 302
    assert Extension.objects.get().wanted_on == dt.date(2026, 7, 7)
    again = client.get(address)  # one waits already: no second form
    assert (again.status_code, again["Location"]) == (302, reverse("delivery:obligation", args=[owed.pk]))
    assert client.post(reverse("delivery:take-extension-back", args=[owed.pk])).status_code == 302
    assert Extension.objects.get().state == ExtensionState.TAKEN_BACK


def test_a_day_in_another_century_is_refused(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    """A slip in the year would take the work out of everybody's sight, and 9999 has no next week."""
    far = dt.date(9999, 12, 31)
    with pytest.raises(Refused) as refusal:
        ask(cast, owed, now, far)
    assert refusal.value.code == "too-far"
    asked = ask(cast, owed, now)
    with pytest.raises(Refused) as refusal:
        grant_extension(user=cast.person("coordinator"), extension=asked, granted_on=far, now=now)
    assert refusal.value.code == "too-far"


def test_what_no_file_can_carry_is_refused(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    asked, user = ask(cast, owed, now), cast.person("coordinator")
    for decide in (grant_extension, refuse_extension):
        with pytest.raises(Refused) as refusal:
            decide(user=user, extension=asked, answer="a\0b", now=now)
        assert refusal.value.code == "unprintable"
