"""Letters on their way: a real mail server, files, refusals, workers that die at every step."""

from __future__ import annotations

import datetime as dt
import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail import hooks

from nhipcau.kernel.errors import Refused
from nhipcau.notices import transports
from nhipcau.notices.models import Notice, Sending, SendingState
from nhipcau.notices.services import Kind, Message, give_back, notify, notify_many, send_again, send_waiting
from tests.cast import Cast
from tests.nhipcau.notices.conftest import CONTEXT, KIND
from tests.nhipcau.notices.mail_server import Answer, MailServer, serving

LATER = dt.timedelta(minutes=10)


class Killed(BaseException):
    """What a SIGKILL looks like from inside: nothing after it runs."""


def killed(*args: Any, **kwargs: Any) -> None:
    raise Killed


@contextmanager
def mail_server(settings: Any, refuse: Answer | None = None) -> Iterator[MailServer]:
    with serving(refuse) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        yield server


@pytest.fixture
def told(cast: Cast, now: dt.datetime) -> Notice:
    return notify(
        kind="tests.work", recipient=cast.person("culture_officer"), context=CONTEXT, key="k", link="/lam-viec/viec/", now=now
    )  # fmt: skip


def state() -> str:
    return Sending.objects.get().state


def test_a_letter_says_what_it_is(told: Notice, now: dt.datetime, settings: Any) -> None:
    with mail_server(settings) as server:
        assert send_waiting(clock=lambda: now) == 1
        assert send_waiting(clock=lambda: now) == 0
    letter = email.message_from_bytes(server.taken[0], policy=default)
    assert letter["Subject"] == "Sở Ngoại vụ: 2 tasks"
    assert letter["To"] == "culture_officer@example.vn"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Id"] == "<notices.127.0.0.1>"
    assert letter["Message-ID"].endswith("@127.0.0.1>")
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "- Bản tin quý I <http://127.0.0.1:8000/lam-viec/viec/1/>, due 31/03/2026" in plain.get_content()
    assert '<a href="http://127.0.0.1:8000/lam-viec/viec/1/">Bản tin quý I</a>' in page.get_content()
    assert (state(), Sending.objects.get().sent_at) == (SendingState.SENT, now)


def test_lines_that_begin_with_a_dot_arrive_whole(cast: Cast, now: dt.datetime, settings: Any) -> None:
    work = [{"work": "a\n.\n..b", "link": "/x/", "due": ""}]
    notify(
        kind="tests.work",
        recipient=cast.person("viewer"),
        context={**CONTEXT, "late": work},
        key="d",
        now=now,
    )
    with mail_server(settings) as server:
        send_waiting(clock=lambda: now)
    assert len(server.taken) == 1
    plain = email.message_from_bytes(server.taken[0], policy=default).get_body(("plain",))
    assert plain is not None
    assert "\n.\n..b" in plain.get_content().replace("\r\n", "\n")


def test_without_a_server_every_letter_is_a_file(told: Notice, now: dt.datetime, mail_folder: Path) -> None:
    assert send_waiting(clock=lambda: now) == 1
    assert len(list(mail_folder.iterdir())) == 1
    assert state() == SendingState.SENT


def test_a_server_that_is_away_is_asked_again_later(told: Notice, now: dt.datetime, settings: Any) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = (
            "127.0.0.1",
            nobody.getsockname()[1],
            False,
        )
        assert send_waiting(clock=lambda: now) == 0
    row = Sending.objects.get()
    assert (row.state, row.code, row.attempts) == (SendingState.WAITING, "connection", 1)
    with mail_server(settings) as server:
        assert send_waiting(clock=lambda: now) == 0
        assert send_waiting(clock=lambda: now + LATER) == 1
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("answer", "left", "code"),
    [
        ("550 no such person", SendingState.FAILED, "recipient-550"),
        ("451 come back later", SendingState.WAITING, "recipient-451"),
    ],
)
def test_what_the_server_refuses_is_told(
    cast: Cast, now: dt.datetime, settings: Any, answer: str, left: str, code: str
) -> None:
    bad, good = cast.person("viewer"), cast.person("auditor")
    notify_many(
        kind="tests.work", messages=[Message(bad, CONTEXT, "1"), Message(good, CONTEXT, "2")], now=now
    )

    def refuse(words: str) -> str | None:
        return answer if words.lower().startswith("rcpt") and "viewer@" in words.lower() else None

    with mail_server(settings, refuse) as server:
        assert send_waiting(clock=lambda: now) == 1
    assert len(server.taken) == 1
    row = Sending.objects.get(notice__recipient=bad)
    assert (row.state, row.code) == (left, code)


def test_a_server_that_breaks_off_at_the_end_leaves_it_uncertain(
    told: Notice, now: dt.datetime, settings: Any
) -> None:
    with mail_server(settings, lambda words: "break off" if words == "END" else None):
        assert send_waiting(clock=lambda: now) == 0
        assert send_waiting(clock=lambda: now + LATER) == 0
    assert state() == SendingState.UNKNOWN


def test_a_worker_that_dies_before_the_last_line_has_sent_nothing(
    told: Notice, now: dt.datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(settings) as server:
        with monkeypatch.context() as patch:
            patch.setattr(transports.Server, "_opened", killed)
            with pytest.raises(Killed):
                send_waiting(clock=lambda: now)
        assert state() == SendingState.SENDING
        assert give_back(now=now) == 0  # its lease still runs
        assert give_back(now=now + LATER) == 1
        assert send_waiting(clock=lambda: now + LATER) == 1
    assert len(server.taken) == 1


def test_a_worker_that_dies_after_the_last_line_is_never_repeated_by_itself(
    told: Notice, now: dt.datetime, settings: Any, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    with mail_server(settings) as server:
        with monkeypatch.context() as patch:
            patch.setattr(transports, "_answered_last", killed)
            with pytest.raises(Killed):
                send_waiting(clock=lambda: now)
        assert state() == SendingState.HANDED
        assert give_back(now=now + LATER) == 1
        assert state() == SendingState.UNKNOWN
        assert send_waiting(clock=lambda: now + LATER) == 0
        send_again(user=cast.person("administrator"), notice=told, now=now + LATER)
        assert send_waiting(clock=lambda: now + LATER) == 1
    names = [email.message_from_bytes(each)["Message-ID"] for each in server.taken]
    assert len(names) == len(set(names)) == 2


def test_a_file_is_written_once_however_often_workers_die(
    told: Notice, now: dt.datetime, mail_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = transports.Files.hand_over

    def killed_after(self: transports.Files, *args: Any, **kwargs: Any) -> None:
        handed(self, *args, **kwargs)
        raise Killed

    moment = now
    with monkeypatch.context() as patch:
        patch.setattr(transports.Files, "hand_over", killed_after)
        for _round in range(3):
            with pytest.raises(Killed):
                send_waiting(clock=lambda: moment)  # noqa: B023
            moment += LATER
            give_back(now=moment)
    assert send_waiting(clock=lambda: moment) == 1
    assert len(list(mail_folder.iterdir())) == 1


def test_a_slow_worker_that_lost_its_letter_stops_in_time(
    told: Notice, now: dt.datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = transports.Server._opened

    def slow(self: transports.Server) -> Any:
        smtp = opened(self)
        give_back(now=now + LATER)
        return smtp

    with mail_server(settings) as server:
        with monkeypatch.context() as patch:
            patch.setattr(transports.Server, "_opened", slow)
            assert send_waiting(clock=lambda: now, most=1) == 0
        assert server.taken == []
        assert state() == SendingState.WAITING
        assert send_waiting(clock=lambda: now + LATER) == 1
    assert len(server.taken) == 1


def asked(answer: Any) -> Kind:
    return Kind(
        "tests.asked", "Asked", KIND.subject, KIND.body, KIND.sample, refresh=lambda key, context, now: answer
    )


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (None, SendingState.WITHDRAWN),
        (dt.datetime(2026, 3, 23, 1, tzinfo=dt.UTC), SendingState.WAITING),
        ({**CONTEXT, "count": 1}, SendingState.SENT),
    ],
)
def test_a_kind_is_asked_once_more_before_its_letter_goes_out(
    cast: Cast, now: dt.datetime, settings: Any, answer: Any, left: str
) -> None:
    with (
        hooks.register_temporarily("register_notice_kinds", lambda: [asked(answer)]),
        mail_server(settings) as server,
    ):
        notify(kind="tests.asked", recipient=cast.person("viewer"), context=CONTEXT, key="a", now=now)
        sent = send_waiting(clock=lambda: now)
    assert state() == left
    assert len(server.taken) == sent == (left == SendingState.SENT)
    if sent:
        assert Notice.objects.get().subject == "Sở Ngoại vụ: 1 tasks"


def test_only_administrators_send_again_and_only_what_is_done(
    told: Notice, now: dt.datetime, cast: Cast
) -> None:
    with pytest.raises(PermissionDenied):
        send_again(user=cast.person("coordinator"), notice=told, now=now)
    with pytest.raises(Refused):
        send_again(user=cast.person("administrator"), notice=told, now=now)
