"""Telling people: once a key, in their language, within the caller's transaction, with or without a letter."""

from __future__ import annotations

import datetime as dt
import email
from email.policy import default
from pathlib import Path

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.users.models import UserProfile

from nhipcau.accounts.models import User
from nhipcau.kernel import clock
from nhipcau.notices.models import Notice, Sending, SendingState
from nhipcau.notices.services import (
    Message,
    forget,
    mark_all_read,
    mark_read,
    notify,
    notify_many,
    send_waiting,
    take_back,
)
from tests.cast import Cast
from tests.nhipcau.notices.conftest import CONTEXT


def test_a_key_is_told_once(cast: Cast, now: dt.datetime) -> None:
    person = cast.person("culture_officer")
    first = notify(kind="tests.work", recipient=person, context=CONTEXT, key="a", now=now)
    again = notify(kind="tests.work", recipient=person, context={**CONTEXT, "count": 9}, key="a", now=now)
    assert first == again
    assert Notice.objects.get().subject == "Sở Ngoại vụ: 2 tasks"
    assert Sending.objects.count() == 1


def test_nothing_is_told_where_the_caller_takes_it_back(cast: Cast, now: dt.datetime) -> None:
    with transaction.atomic():
        notify(kind="tests.work", recipient=cast.person("viewer"), context=CONTEXT, key="a", now=now)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_numbers_are_written_in_the_language_of_the_person(cast: Cast, now: dt.datetime) -> None:
    english, vietnamese = cast.person("viewer"), cast.person("auditor")
    UserProfile.objects.update_or_create(user=english, defaults={"preferred_language": "en"})
    context = {**CONTEXT, "count": 1234}
    told = notify_many(
        kind="tests.work",
        messages=[Message(english, context, "e"), Message(vietnamese, context, "v")],
        now=now,
    )
    assert (told["e"].language, told["e"].subject) == ("en", "Sở Ngoại vụ: 1,234 tasks")
    assert (told["v"].language, told["v"].subject) == ("vi", "Sở Ngoại vụ: 1.234 tasks")


def test_many_cost_no_more_queries_than_few(cast: Cast, now: dt.datetime) -> None:
    people = list(cast.people.values())
    counts = []
    for most in (2, len(people)):
        messages = [Message(person, CONTEXT, f"{most}-{person.pk}") for person in people[:most]]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            notify_many(kind="tests.work", messages=messages, now=now)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_closed_accounts_and_those_without_an_address_get_no_letter(cast: Cast, now: dt.datetime) -> None:
    bare = cast.person("viewer")
    User.objects.filter(pk=bare.pk).update(email="")
    bare.refresh_from_db()
    for person in (bare, cast.person("closed")):
        notify(kind="tests.work", recipient=person, context=CONTEXT, key=person.username, now=now)
    notify(
        kind="tests.work",
        recipient=cast.person("auditor"),
        context=CONTEXT,
        key="app",
        now=now,
        by_email=False,
    )
    assert Notice.objects.count() == 3
    assert not Sending.objects.exists()


def test_a_secret_stands_in_the_letter_alone(cast: Cast, now: dt.datetime, mail_folder: Path) -> None:
    person = cast.person("viewer")
    address = "/tai-khoan/moi/geheim/"
    notice = notify(
        kind="tests.invitation",
        recipient=person,
        context={"name": "An"},
        secrets={"address": address},
        key="i",
        now=now,
    )
    assert "geheim" not in notice.body + str(notice.context)
    send_waiting(clock=clock.now)
    letter = email.message_from_bytes(next(mail_folder.glob("*.eml")).read_bytes(), policy=default)
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert f"http://127.0.0.1:8000{address}" in plain.get_content()
    assert Sending.objects.get().secrets == {}


def test_people_read_only_their_own(cast: Cast, now: dt.datetime) -> None:
    mine, other = cast.person("viewer"), cast.person("auditor")
    told = notify_many(
        kind="tests.work", messages=[Message(mine, CONTEXT, "m"), Message(other, CONTEXT, "o")], now=now
    )
    assert mark_read(user=other, notices=[told["m"].pk], now=now) == 0
    assert mark_read(user=mine, notices=[told["m"].pk], now=now) == 1
    assert mark_all_read(user=mine, now=now) == 0
    assert mark_all_read(user=other, now=now) == 1


def test_a_letter_that_waits_can_be_taken_back(cast: Cast, now: dt.datetime, mail_folder: Path) -> None:
    notify(kind="tests.work", recipient=cast.person("viewer"), context=CONTEXT, key="a", now=now)
    assert take_back(keys=["a"]) == 1
    assert send_waiting(clock=clock.now) == 0
    assert Sending.objects.get().state == SendingState.WITHDRAWN
    assert not mail_folder.exists()


def test_what_a_person_was_told_can_be_forgotten(cast: Cast, now: dt.datetime) -> None:
    person = cast.person("viewer")
    notify(kind="tests.work", recipient=person, context=CONTEXT, key="a", now=now)
    assert forget(person=person) == 1
    notice = Notice.objects.select_related("sending").get()
    assert (notice.body, notice.context, notice.sending.address) == ("–", {}, "")
    assert notice.sending.state == SendingState.WITHDRAWN
