"""Setting out what a plan of 90 tasks asks of 300 units, on SQLite and on PostgreSQL."""

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
TARGET = 10  # seconds
POSTGRES = "postgres://postgres@127.0.0.1:5432"
DATABASE = "nhipcau_bench_expansion"


def benchmarks() -> Iterator[Figure]:
    """Seconds for each step."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measured("SQLite", f"sqlite:///{folder}/bench.sqlite3", folder)
        server = urlsplit(os.environ.get("NHIPCAU_TEST_POSTGRES", "") or POSTGRES)
        admin = server._replace(path="/postgres").geturl()
        try:
            _ask(admin, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            print(f"PostgreSQL: none at {server.hostname}:{server.port or 5432}, not measured", flush=True)
            return
        try:
            yield from measured("PostgreSQL", server._replace(path=f"/{DATABASE}").geturl(), folder)
        finally:
            _ask(admin, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def measured(engine: str, url: str, folder: str) -> Iterator[Figure]:
    """Build and time in a process of its own, on an empty database at `url`."""
    environment = {
        **os.environ, "DATABASE_URL": url, "NHIPCAU_VAR": folder, "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run",
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.expansion"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            step = json.loads(line)
            yield Figure(f"{engine}: {step['name']} ({step['rows']} rows)", step["seconds"], "s", TARGET)
    if process.returncode:
        raise RuntimeError(f"{engine}: expansion could not be measured")


def _ask(admin: str, *statements: str) -> None:
    with psycopg.connect(admin, autocommit=True, connect_timeout=3) as connection:
        for statement in statements:
            connection.execute(statement)
