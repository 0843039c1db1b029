"""Screens of notices: one's own, what went out, wordings; a fixed number of queries for any number of rows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.notices.models import Notice, NoticeTemplate, Sending, SendingState
from nhipcau.notices.services import Message, notify, notify_many
from tests.cast import Cast
from tests.nhipcau.notices.conftest import CONTEXT


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


def tell(cast: Cast, name: str, now: dt.datetime, count: int = 1, start: int = 0) -> None:
    person = cast.person(name)
    messages = [Message(person, CONTEXT, f"{name}-{number}") for number in range(start, start + count)]
    notify_many(kind="tests.work", messages=messages, now=now)


def test_one_reads_ones_own(cast: Cast, now: dt.datetime) -> None:
    tell(cast, "culture_officer", now)
    notice = Notice.objects.get()
    client = signed_in(cast, "culture_officer")
    page = client.get(reverse("notices:index")).text
    assert notice.subject in page
    assert "(1)" in page  # in the menu
    assert signed_in(cast, "viewer").get(reverse("notices:notice", args=[notice.pk])).status_code == 404
    assert "Bản tin quý I" in client.get(reverse("notices:notice", args=[notice.pk])).text
    notice.refresh_from_db()
    assert notice.read_at


def test_all_or_one_are_marked_as_read(cast: Cast, now: dt.datetime) -> None:
    tell(cast, "culture_officer", now, 3)
    client = signed_in(cast, "culture_officer")
    client.post(reverse("notices:all-read"), {"notice": [Notice.objects.earliest("pk").pk, "x", "9" * 30]})
    assert Notice.objects.filter(read_at__isnull=True).count() == 2
    client.post(reverse("notices:all-read"), {"all": "1"})
    assert not Notice.objects.filter(read_at__isnull=True).exists()


@pytest.mark.parametrize("name", ["coordinator", "auditor", "culture_leader", "commune_administrator"])
def test_what_went_out_is_for_administrators_of_a_root(cast: Cast, now: dt.datetime, name: str) -> None:
    tell(cast, "viewer", now)
    client = signed_in(cast, name)
    pk = Notice.objects.get().pk
    for address in (
        reverse("notices:outbox"),
        reverse("notices:out", args=[pk]),
        reverse("notices:wordings"),
        reverse("notices:wording", args=["tests.work", "vi"]),
    ):
        assert client.get(address).status_code == 302
    assert client.post(reverse("notices:default", args=["tests.work", "vi"])).status_code == 302


def test_lists_cost_the_same_whatever_their_length(cast: Cast, now: dt.datetime) -> None:
    client = signed_in(cast, "administrator")
    for address in (reverse("notices:index"), reverse("notices:outbox")):
        counts = []
        for start, count in ((0, 2), (2, 20)):
            tell(cast, "administrator", now, count, start)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        Notice.objects.all().delete()
        assert counts[0] == counts[1]


def test_the_outbox_is_filtered_and_a_failed_letter_sent_again(cast: Cast, now: dt.datetime) -> None:
    tell(cast, "viewer", now)
    tell(cast, "auditor", now)
    notify(
        kind="tests.work",
        recipient=cast.person("editor"),
        context=CONTEXT,
        key="app",
        now=now,
        by_email=False,
    )
    Sending.objects.filter(notice__recipient=cast.person("viewer")).update(
        state=SendingState.FAILED, code="recipient-550"
    )
    client = signed_in(cast, "administrator")
    address = reverse("notices:outbox")
    failed = client.get(address, {"state": "failed"}).text
    assert "Viewer" in failed
    assert "550" in failed
    assert "Auditor</td>" not in failed
    assert "Editor" in client.get(address, {"state": "none"}).text
    assert (
        client.get(address, {"who": "auditor", "since": "20/03/2026", "until": "nonsense"}).status_code == 200
    )
    notice = Notice.objects.get(recipient=cast.person("viewer"))
    client.post(reverse("notices:out", args=[notice.pk]))
    assert Sending.objects.get(notice=notice).state == SendingState.WAITING


def test_a_wording_is_tried_saved_and_set_back(cast: Cast, now: dt.datetime) -> None:
    client = signed_in(cast, "administrator")
    assert client.get(reverse("notices:wordings")).status_code == 200
    address = reverse("notices:wording", args=["tests.work", "vi"])
    assert client.get(address).status_code == 200
    tried = client.post(address, {"subject": "Tin {unit}", "body": "{#late}{work}{/late}", "preview": "1"})
    assert "Tin Sở Ngoại vụ" in tried.text
    assert not NoticeTemplate.objects.exists()
    wrong = client.post(address, {"subject": "Tin", "body": "{nobody}"})
    assert wrong.status_code == 422
    assert "{nobody}" in wrong.text
    assert client.post(address, {"subject": "Tin {unit}", "body": "Chào"}).status_code == 302
    assert (
        client.post(address, {"subject": "Khác", "body": "Chào"}).status_code == 422
    )  # somebody else saved first
    assert NoticeTemplate.objects.get().subject == "Tin {unit}"
    client.post(reverse("notices:default", args=["tests.work", "vi"]))
    assert not NoticeTemplate.objects.exists()
    for unknown in (["tests.nothing", "vi"], ["tests.work", "fr"]):
        assert client.get(reverse("notices:wording", args=unknown)).status_code == 404
