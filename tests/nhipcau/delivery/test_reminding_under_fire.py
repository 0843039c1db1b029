"""Four workers remind and send at the same time; one after the other is killed with SIGKILL while they do. Everything for real:
processes, a database of its own, a mail server (or files). Nobody is told twice, nothing is lost."""

from __future__ import annotations

import email
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from nhipcau.notices.letters import name_of
from tests.nhipcau.notices.mail_server import MailServer as Server
from tests.nhipcau.notices.mail_server import serving

ROOT = Path(__file__).resolve().parents[3]
MOMENT = "2026-03-20T09:00:00+07:00"
UNITS, WORKERS, KILLS = 40, 4, 5
DEADLINE = 600  # seconds

Environment = dict[str, str]


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> Iterator[Environment]:
    """Of processes that work on a copy of the suite's empty database."""
    paths = [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    said = {
        **os.environ, "NHIPCAU_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run",
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }  # fmt: skip
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(tmp_path / "fire.sqlite3")) as copy:
            connection.connection.backup(copy)
        yield said | {"DATABASE_URL": f"sqlite:///{tmp_path}/fire.sqlite3"}
        return
    there = connection.settings_dict
    server = f"postgres://{there['USER']}:{there['PASSWORD']}@{there['HOST']}:{there['PORT'] or 5432}"
    name = f"nhipcau_fire_{os.getpid()}"
    connection.close()  # nobody may look at a database while it is copied
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE {name} TEMPLATE "{there["NAME"]}"')
        yield said | {"DATABASE_URL": f"{server}/{name}"}
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Workers:
    """Processes forked by one that has everything loaded."""

    def __init__(self, environment: Environment, moment: str) -> None:
        self.moment, self.epoch = moment, time.time()
        self.running: set[int] = set()
        self.codes: dict[int, int] = {}
        command = [sys.executable, "-m", "tests.nhipcau.delivery.reminding_worker"]
        self._forker = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _asked(self, *words: object) -> Any:
        assert self._forker.stdin is not None
        assert self._forker.stdout is not None
        self._forker.stdin.write(json.dumps(words) + "\n")
        self._forker.stdin.flush()
        return json.loads(self._forker.stdout.readline())

    def start(self, *words: object) -> int:
        """One more process; returns its key."""
        key = int(self._asked(*words))
        self.running.add(key)
        return key

    def work(self) -> int:
        """One more worker."""
        return self.start("work", self.moment, self.epoch)

    def look(self) -> None:
        """Who came to an end since."""
        for key, code in self._asked("ended").items():
            self.running.discard(int(key))
            self.codes[int(key)] = code

    def done(self, *words: object) -> None:
        """A job from beginning to end."""
        key = self.start(*words)
        while key in self.running:
            time.sleep(0.02)
            self.look()
        assert self.codes[key] == 0

    def end(self) -> None:
        """All of them, at once."""
        self.look()
        for key in self.running:
            os.kill(key, signal.SIGKILL)
        self._forker.kill()
        self._forker.wait()


@pytest.fixture
def workers(environment: Environment, mail: Environment) -> Iterator[Workers]:
    """A plan that everybody owes, and nobody at work yet."""
    made = Workers(environment | mail, MOMENT)
    try:
        made.done("prepare", MOMENT, UNITS)
        yield made
    finally:
        made.end()


def under_fire(workers: Workers, progress: Callable[[], int], *, of: int) -> int:
    """Four workers at a time until nothing is left; as the work goes on, one after the other is killed. Returns how many were."""
    chance = random.Random(7)
    workers.epoch = time.time()
    for _ in range(WORKERS):
        workers.work()
    victims: set[int] = set()
    limit = time.monotonic() + DEADLINE
    while workers.running:
        assert time.monotonic() < limit, "the workers did not come to an end"
        assert not [key for key, code in workers.codes.items() if code and key not in victims]
        if len(victims) < KILLS and progress() > of * (len(victims) + 0.5) / (KILLS + 1):
            time.sleep(chance.random() * 0.1)
            workers.look()
            if workers.running:
                victim = chance.choice(sorted(workers.running))
                os.kill(victim, signal.SIGKILL)
                victims.add(victim)
                workers.work()
        time.sleep(0.02)
        workers.look()
    return sum(workers.codes[each] == -signal.SIGKILL for each in victims)


def counted(workers: Workers, folder: Path) -> dict[str, Any]:
    """What was told."""
    workers.done("count", str(folder / "told.json"))
    said: dict[str, Any] = json.loads((folder / "told.json").read_text())
    return said


def check_told(said: dict[str, Any]) -> None:
    """Everybody was told of every line once, in one message."""
    assert said["notices"] == 2 * UNITS + 1
    assert said["dropped"] == 0
    assert Counter(said["rows"]) == {
        "unit 0 office": UNITS, "unit -3 office": UNITS, "unit 1 office": UNITS, "unit 5 office": 2 * UNITS,
        "leader 7 leader": 2 * UNITS, "coordinator 10 coordi": UNITS,
    }  # fmt: skip


@pytest.fixture
def server() -> Iterator[Server]:
    """A mail server that takes its time, so that there is somebody to kill."""

    def slowly(words: str) -> None:
        if words.lower().startswith("rcpt"):
            time.sleep(0.1)

    with serving(slowly) as running:
        yield running


class TestWithAMailServer:
    @pytest.fixture
    def mail(self, server: Server) -> Environment:
        return {
            "NHIPCAU_EMAIL_HOST": "127.0.0.1", "NHIPCAU_EMAIL_PORT": str(server.port), "NHIPCAU_EMAIL_TLS": "no",
        }  # fmt: skip

    def test_it_gets_every_reminder_once(self, workers: Workers, server: Server, tmp_path: Path) -> None:
        killed = under_fire(workers, lambda: len(server.taken), of=2 * UNITS + 1)
        assert killed == KILLS
        said = counted(workers, tmp_path)
        check_told(said)
        came = Counter(
            str(email.message_from_bytes(each)["Message-ID"]).strip("<").split("@")[0]
            for each in server.taken
        )
        assert set(came.values()) == {1}  # nobody got a letter twice
        uncertain = [key for key, (state, _copy) in said["states"].items() if state == "unknown"]
        assert len(uncertain) <= killed
        assert {state for state, _copy in said["states"].values()} <= {"sent", "unknown"}
        missing = {name_of(key, 0) for key in said["states"]} - came.keys()
        assert missing <= {name_of(key, 0) for key in uncertain}  # what is not there is known to be in doubt


class TestWithFiles:
    @pytest.fixture
    def mail(self) -> Environment:
        return {}

    def test_they_hold_every_reminder_once_and_none_is_in_doubt(
        self, workers: Workers, tmp_path: Path
    ) -> None:
        folder = tmp_path / "mail"
        killed = under_fire(workers, lambda: len(list(folder.glob("*.eml"))), of=2 * UNITS + 1)
        assert killed >= 1  # files are quick: the last kills may find nobody at work
        said = counted(workers, tmp_path)
        check_told(said)
        assert {state for state, _copy in said["states"].values()} == {"sent"}
        assert {path.stem for path in folder.glob("*.eml")} == {name_of(key, 0) for key in said["states"]}
