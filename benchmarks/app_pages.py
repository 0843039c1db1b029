"""Pages of the application as an ordinary officer meets them in a large province, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from benchmarks.figure import Figure

ROOT = Path(__file__).resolve().parent.parent
TARGET = 300  # ms, p95 of a list or a page
EXPORT_TARGET = 2000  # a whole list as a file
POSTGRES = "postgres://postgres@127.0.0.1:5432"
DATABASE = "nhipcau_bench"


def benchmarks() -> Iterator[Figure]:
    """The 95th percentile of every page."""
    yield from on_both("benchmarks.pages")


def on_both(module: str) -> Iterator[Figure]:
    """What a module measures on SQLite and, where one answers, on PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measured("SQLite", f"sqlite:///{folder}/bench.sqlite3", folder, module)
        server = urlsplit(os.environ.get("NHIPCAU_TEST_POSTGRES", "") or POSTGRES)
        admin = server._replace(path="/postgres").geturl()
        try:
            create_database(admin)
        except psycopg.OperationalError:
            print(f"PostgreSQL: none at {server.hostname}:{server.port or 5432}, not measured", flush=True)
            return
        try:
            yield from measured("PostgreSQL", server._replace(path=f"/{DATABASE}").geturl(), folder, module)
        finally:
            drop_database(admin)


def measured(engine: str, url: str, folder: str, module: str = "benchmarks.pages") -> Iterator[Figure]:
    """Build and time in a process of its own, on an empty database at `url`."""
    environment = {
        **os.environ, "DATABASE_URL": url, "NHIPCAU_VAR": folder, "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run",
    }  # fmt: skip
    command = [sys.executable, "-m", module]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            page = json.loads(line)
            if "error" in page:
                raise RuntimeError(f"{engine}: the page {page['name']} answered {page['error']}")
            target = EXPORT_TARGET if page["name"].endswith(".xlsx") else TARGET
            yield Figure(f"{engine}: {page['name']} ({page['queries']} queries)", page["p95"], "ms", target)
    if process.returncode:
        raise RuntimeError(f"{engine}: the pages could not be measured")


def create_database(admin: str) -> None:
    drop_database(admin)
    with psycopg.connect(admin, autocommit=True, connect_timeout=3) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")


def drop_database(admin: str) -> None:
    with psycopg.connect(admin, autocommit=True, connect_timeout=3) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
