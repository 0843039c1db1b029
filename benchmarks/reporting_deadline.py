"""The last day for reports: 300 units open, write and hand in at the same time through real HTTP while a server is killed.

Twenty at a time against `nhipcau web` on PostgreSQL, five at a time on SQLite; one server is killed (SIGKILL) half-way and started
again. A browser that gets no answer asks again; what it asks twice may count once. Afterwards the database is read: nothing may be lost,
doubled or overwritten unseen. Ten minutes are the limit, 1 s the 95th percentile of an answer on PostgreSQL.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from benchmarks.app_pages import DATABASE, POSTGRES, ROOT, create_database, drop_database
from benchmarks.desk import Answered, Desk
from benchmarks.figure import Figure

SERVE = (
    "import sys; sys.argv = ['nhipcau', *sys.argv[1:]]; from nhipcau.config.cli import main; sys.exit(main())"
)
MINUTES = 10
# How long a killed server stays away, in seconds.
AWAY = 3.0


def benchmarks() -> Iterator[Figure]:
    """Time, answers, and what the database says afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield from deadline_day("SQLite", f"sqlite:///{folder}/day.sqlite3", Path(folder), at_once=5)
    server = urlsplit(os.environ.get("NHIPCAU_TEST_POSTGRES", "") or POSTGRES)
    admin = server._replace(path="/postgres").geturl()
    try:
        create_database(admin)
    except psycopg.OperationalError:
        print(f"PostgreSQL: none at {server.hostname}:{server.port or 5432}, not measured", flush=True)
        return
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = server._replace(path=f"/{DATABASE}").geturl()
            yield from deadline_day("PostgreSQL", url, Path(folder), at_once=20)
    finally:
        drop_database(admin)


def deadline_day(engine: str, url: str, folder: Path, *, at_once: int) -> Iterator[Figure]:
    """One run on one engine."""
    port = _free_port()
    environment = {
        **os.environ, "DATABASE_URL": url, "NHIPCAU_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run",
        "NHIPCAU_ADDRESS": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    units = _asked("seed", environment)
    with _server(port, environment, folder) as server:
        begun = time.monotonic()
        answers, desks = _work(units, port, server, at_once)
        seconds = time.monotonic() - begun
    told = _asked("verify", environment, json.dumps([desk.said for desk in desks]))
    name = f"{engine}: deadline day, {len(units)} units, {at_once} at a time, server killed once"
    times = sorted(each.seconds for each in answers)
    yield Figure(f"{name}: all handed in after", seconds, "s", MINUTES * 60)
    yield Figure(
        f"{name}: {len(answers)} answers, p95", times[int(0.95 * (len(times) - 1))] * 1000, "ms", 1000
    )
    yield Figure(f"{name}: slowest answer", times[-1] * 1000, "ms", 10_000)
    yield Figure(
        f"{name}: asked again for want of an answer", sum(d.asked_again for d in desks), "times", 1e6
    )
    for what in ("not handed in", "lost", "doubled", "overwritten unseen", "gaps in the log"):
        yield Figure(f"{name}: {what}", told[what], "", 0)
    yield Figure(f"{name}: clashes told to the second of two writers", told["clashes"], "", 1, "above")


class Server:
    """`nhipcau web` as an office starts it; it can be killed and started again."""

    def __init__(self, port: int, environment: dict[str, str], folder: Path) -> None:
        self.port, self.environment = port, environment
        self.log = (folder / "web.log").open("ab")
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", SERVE, "web", "--port", str(self.port), "--processes", "2"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True
        )
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return process
        raise RuntimeError("the server did not start")

    def die_and_return(self) -> None:
        """Killed with all its processes, away for a moment, there again."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        time.sleep(AWAY)
        self.process = self._started()

    def stop(self) -> None:
        """For good."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()


@contextmanager
def _server(port: int, environment: dict[str, str], folder: Path) -> Iterator[Server]:
    server = Server(port, environment, folder)
    try:
        yield server
    finally:
        server.stop()


def _work(
    units: list[dict[str, Any]], port: int, server: Server, at_once: int
) -> tuple[list[Answered], list[Desk]]:
    """Every unit at its desk; when half of them are done the server dies. Answers of all of them."""
    desks = [Desk(port, unit, place) for place, unit in enumerate(units)]
    done, half = threading.Semaphore(0), len(units) // 2

    def sit(desk: Desk) -> None:
        try:
            desk.work()
        finally:
            done.release()

    with ThreadPoolExecutor(at_once) as pool:
        waiting = [pool.submit(sit, desk) for desk in desks]
        for _ in range(half):
            done.acquire()
        server.die_and_return()
        for each in waiting:
            each.result()
    return [answer for desk in desks for answer in desk.answers], desks


def _asked(verb: str, environment: dict[str, str], given: str = "") -> Any:
    """Let a process of its own build or read the database; its last line is JSON."""
    command = [sys.executable, "-m", "benchmarks.deadline", verb]
    done = subprocess.run(command, cwd=ROOT, env=environment, input=given, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.strip().splitlines()[-1])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
