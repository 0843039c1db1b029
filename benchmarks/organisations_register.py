"""The register at the size of the country, on SQLite and on PostgreSQL: set-up, search while typing, a large spreadsheet twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg

from benchmarks.app_pages import POSTGRES, ROOT
from benchmarks.figure import Figure

DATABASE = "nhipcau_bench_register"
TARGETS = {"set-up": 60.0, "again": 60.0, "one province": 3.0, "search": 100.0, "import": 120.0}


def benchmarks() -> Iterator[Figure]:
    """Every figure, on both databases where both answer."""
    with tempfile.TemporaryDirectory() as folder:
        yield from measured("SQLite", f"sqlite:///{folder}/register.sqlite3", folder)
        server = urlsplit(os.environ.get("NHIPCAU_TEST_POSTGRES", "") or POSTGRES)
        admin = server._replace(path="/postgres").geturl()
        try:
            _run(admin, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            print(f"PostgreSQL: none at {server.hostname}:{server.port or 5432}, not measured", flush=True)
            return
        try:
            yield from measured("PostgreSQL", server._replace(path=f"/{DATABASE}").geturl(), folder)
        finally:
            _run(admin, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def measured(engine: str, url: str, folder: str) -> Iterator[Figure]:
    """Run the measurements in a process of its own, on an empty database at `url`."""
    environment = {
        **os.environ, "DATABASE_URL": url, "NHIPCAU_VAR": folder, "DJANGO_SETTINGS_MODULE": "nhipcau.config.settings.run",
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.register"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            found = json.loads(line)
            yield Figure(
                f"{engine}: {found['name']}", found["value"], found["unit"], TARGETS[found["target"]]
            )
    if process.returncode:
        raise RuntimeError(f"{engine}: the register could not be measured")


def _run(server: str, *statements: str) -> None:
    with psycopg.connect(server, autocommit=True, connect_timeout=3) as connection:
        for statement in statements:
            connection.execute(statement)
