"""Rounds of reminders over 100,000 open obligations, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import psycopg

from benchmarks.figure import Figure

ROOT = Path(__file__).resolve().parent.parent
TARGETS = {"s": 60.0, "MB": 400.0, "letters/s": 5.0}
POSTGRES = "postgres://postgres@127.0.0.1:5432"
DATABASE = "nhipcau_bench_reminders"


def benchmarks() -> Iterator[Figure]:
    """Seconds and memory of the rounds."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measured("SQLite", f"sqlite:///{folder}/bench.sqlite3", folder)
        server = urlsplit(os.environ.get("NHIPCAU_TEST_POSTGRES", "") or POSTGRES)
        admin = server._replace(path="/postgres").geturl()
        try:
            with psycopg.connect(admin, autocommit=True, connect_timeout=3) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            print(f"PostgreSQL: none at {server.hostname}:{server.port or 5432}, not measured", flush=True)
            return
        try:
            yield from measured("PostgreSQL", server._replace(path=f"/{DATABASE}").geturl(), folder)
        finally:
            with psycopg.connect(admin, autocommit=True, connect_timeout=3) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def measured(engine: str, url: str, folder: str) -> Iterator[Figure]:
    """Build in one process, measure in another."""
    environment = {
        **os.environ, "DATABASE_URL": url, "NHIPCAU_VAR": folder, "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run",
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.reminders"]
    subprocess.run([*command, "build"], cwd=ROOT, env=environment, check=True)
    done = subprocess.run(
        [*command, "measure"], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    for line in done.stdout.splitlines():
        figure = json.loads(line)
        better: Literal["above", "below"] = "above" if figure["unit"] == "letters/s" else "below"
        yield Figure(
            f"{engine}: {figure['name']}", figure["value"], figure["unit"], TARGETS[figure["unit"]], better
        )
