"""Queued tasks are done, also when the worker that began them was killed."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhipcau.config.worker import ATTEMPTS, LEASE, LeasedWorker, reclaim
from tests.nhipcau.config.queued import note

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db(transaction=True)
def test_a_batch_does_what_waits(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    note.enqueue(str(notes))
    LeasedWorker(threading.Event(), batch=True).run()
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert notes.read_text().count("end") == 1


@pytest.fixture
def lost(db: None, now: dt.datetime) -> DBTaskResult:  # type: ignore[type-arg]
    note.enqueue("/nowhere")
    task = DBTaskResult.objects.get()
    task.status = TaskResultStatus.RUNNING
    task.started_at = now
    task.worker_ids = ["another-host:1:aa"]
    task.save()
    return task


def test_a_task_without_a_sign_of_life_goes_back_to_the_queue(lost: DBTaskResult, now: dt.datetime) -> None:  # type: ignore[type-arg]
    assert reclaim(now=now + LEASE / 2) == 0
    assert reclaim(now=now + LEASE * 2) == 1
    lost.refresh_from_db()
    assert lost.status == TaskResultStatus.READY


def test_a_task_that_kills_its_workers_fails_in_the_end(lost: DBTaskResult, now: dt.datetime) -> None:  # type: ignore[type-arg]
    lost.worker_ids = ["another-host:1:aa"] * ATTEMPTS
    lost.save()
    reclaim(now=now + LEASE * 2)
    lost.refresh_from_db()
    assert lost.status == TaskResultStatus.FAILED
    assert "died" in lost.traceback


class Installation:
    """A database file of its own, and processes that work on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "NHIPCAU_VAR": str(folder),
            "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
        self.environment.pop("DATABASE_URL", None)
        self.started: list[subprocess.Popen[bytes]] = []

    def python(self, code: str) -> str:
        code = f"import django; django.setup()\n{code}"
        return subprocess.run(
            [sys.executable, "-c", code], env=self.environment, check=True, capture_output=True, text=True
        ).stdout.strip()

    def worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "django", "serve_worker"]
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        self.started.append(process)
        return process


@pytest.fixture
def installation(database_file: Path, tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path)
    yield made
    for process in made.started:
        process.kill()
        process.wait()


def until(path: Path, words: str, seconds: float = 40) -> str:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if path.exists() and words in (text := path.read_text()):
            return text
        time.sleep(0.1)
    raise AssertionError(f"{words!r} was never written")


@pytest.mark.own_database
def test_what_a_killed_worker_began_another_one_finishes(installation: Installation, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    installation.python(f"from tests.nhipcau.config.queued import note; note.enqueue({str(notes)!r}, 1.5)")
    first = installation.worker()
    until(notes, "begin")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    second = installation.worker()
    assert f"end {second.pid}" in until(notes, "end")
    second.terminate()
    assert second.wait(timeout=15) == 0
    said = installation.python(
        "from django_tasks_db.models import DBTaskResult; print(DBTaskResult.objects.get().status)"
    )
    assert said == "SUCCESSFUL"
