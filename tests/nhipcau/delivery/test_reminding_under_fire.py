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
from tests.nhipcau.notices.mail_server import serving

ROOT = Path(__file__).resolve().parents[3]
MOMENT = "2026-03-20T09:00:00+07:00"
UNITS, WORKERS, KILLS = 60, 4, 5
DEADLINE = 600  # seconds

PREPARE = f"""
import datetime as dt
import django; django.setup()
from nhipcau.accounts.models import Role, User
from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import expand_plan_version
from nhipcau.organisations.models import RoleHolding, Unit
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by
def person(name, unit, role):
    user = User.objects.create_user(name, password=None, email=name + "@example.vn")
    RoleHolding.objects.create(user=user, unit=unit, role=role)
    return user
root = Unit.add_root(code="R", name="UBND tỉnh Sông Mây")
coordinator = person("coordinator", root, Role.COORDINATOR)
units = []
for number in range({UNITS}):
    unit = Unit.objects.get(pk=root.pk).add_child(code=f"U{{number}}", name=f"UBND xã {{number}}")
    person(f"officer{{number}}", unit, Role.UNIT_OFFICER)
    person(f"leader{{number}}", unit, Role.UNIT_LEADER)
    units.append(unit)
now = dt.datetime.fromisoformat("{MOMENT}")
days = [dt.date(2026, 3, 20), dt.date(2026, 3, 23), dt.date(2026, 3, 19), dt.date(2026, 3, 10), dt.date(2026, 3, 2)]
tasks = [TaskOf(units, [by(day)]) for day in days]
expand_plan_version(adopt(root, coordinator, tasks, now=now))
"""
COUNT = """
import json
import django; django.setup()
from nhipcau.delivery.models import Reminder
from nhipcau.notices.models import Notice, Sending
print(json.dumps({
    "states": {each.notice.key: [each.state, each.copy] for each in Sending.objects.select_related("notice")},
    "notices": Notice.objects.count(),
    "rows": sorted(f"{r.audience} {r.step} {r.person.username[:6]}" for r in Reminder.objects.select_related("person")),
    "dropped": Reminder.objects.filter(dropped_at__isnull=False).count(),
}))
"""
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


def python(code: str, environment: Environment) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def under_fire(environment: Environment, progress: Callable[[], int], *, of: int) -> int:
    """Four workers at a time until nothing is left; as the work goes on, one after the other is killed. Returns how many were."""
    chance = random.Random(7)
    command = [sys.executable, "-m", "tests.nhipcau.delivery.reminding_worker", MOMENT, str(time.time())]

    def started() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=environment, cwd=ROOT)

    workers = [started() for _ in range(WORKERS)]
    killed, limit = 0, time.monotonic() + DEADLINE
    try:
        while any(worker.poll() is None for worker in workers):
            assert time.monotonic() < limit, "the workers did not come to an end"
            assert not [worker.returncode for worker in workers if worker.poll() not in (None, 0)]
            if killed < KILLS and progress() > of * (killed + 0.5) / (KILLS + 1):
                time.sleep(chance.random() * 0.1)
                victim = chance.choice([worker for worker in workers if worker.poll() is None] or workers)
                victim.send_signal(signal.SIGKILL)
                victim.wait()
                killed += 1
                workers[workers.index(victim)] = started()
            time.sleep(0.01)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    return killed


def check_told(said: dict[str, Any]) -> None:
    """Everybody was told of every line once, in one message."""
    assert said["notices"] == 2 * UNITS + 1
    assert said["dropped"] == 0
    assert Counter(said["rows"]) == {
        "unit 0 office": UNITS, "unit -3 office": UNITS, "unit 1 office": UNITS, "unit 5 office": 2 * UNITS,
        "leader 7 leader": 2 * UNITS, "coordinator 10 coordi": UNITS,
    }  # fmt: skip


def test_a_mail_server_gets_every_reminder_once(environment: Environment) -> None:
    python(PREPARE, environment)

    def slowly(words: str) -> None:
        if words.lower().startswith("rcpt"):
            time.sleep(0.1)  # so that there is somebody to kill

    with serving(slowly) as server:
        mail = {
            "NHIPCAU_EMAIL_HOST": "127.0.0.1",
            "NHIPCAU_EMAIL_PORT": str(server.port),
            "NHIPCAU_EMAIL_TLS": "no",
        }
        killed = under_fire(environment | mail, lambda: len(server.taken), of=2 * UNITS + 1)
    assert killed == KILLS
    said = json.loads(python(COUNT, environment))
    check_told(said)
    came = Counter(
        str(email.message_from_bytes(each)["Message-ID"]).strip("<").split("@")[0] for each in server.taken
    )
    assert set(came.values()) == {1}  # nobody got a letter twice
    uncertain = [key for key, (state, _copy) in said["states"].items() if state == "unknown"]
    assert len(uncertain) <= killed
    assert {state for state, _copy in said["states"].values()} <= {"sent", "unknown"}
    missing = {name_of(key, 0) for key in said["states"]} - came.keys()
    assert missing <= {name_of(key, 0) for key in uncertain}  # what is not there is known to be in doubt


def test_files_hold_every_reminder_once_and_none_is_in_doubt(
    environment: Environment, tmp_path: Path
) -> None:
    python(PREPARE, environment)
    folder = tmp_path / "mail"
    killed = under_fire(environment, lambda: len(list(folder.glob("*.eml"))), of=2 * UNITS + 1)
    assert killed >= 1  # files are quick: the last kills may find nobody at work
    said = json.loads(python(COUNT, environment))
    check_told(said)
    assert {state for state, _copy in said["states"].values()} == {"sent"}
    assert {path.stem for path in folder.glob("*.eml")} == {name_of(key, 0) for key in said["states"]}
