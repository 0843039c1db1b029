"""What every test may ask for."""

from __future__ import annotations

import datetime as dt
import math
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from nhipcau.config.catalogues import compile_catalogues
from nhipcau.kernel.working_days import keep_office_days
from tests.cast import Cast, assemble

pytest_plugins = ["tests.browser"]

# How long something takes is measured by benchmarks; the machine's own check repeats the same examples.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Screens are tested in the languages people read: the catalogues are compiled where they changed."""
    compile_catalogues()


@pytest.fixture(autouse=True)
def office_days() -> None:
    """The calendar as it comes with the system, without a look into the database, until a test amends it."""
    keep_office_days({}, seconds=math.inf)


@pytest.fixture
def on() -> dt.date:
    """The day on which the cast's stories happen: a Friday."""
    return dt.date(2026, 3, 20)


@pytest.fixture
def now() -> dt.datetime:
    """Nine o'clock in Hà Nội on that day."""
    return dt.datetime(2026, 3, 20, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def database_file(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Path:
    """A database of its own for processes that a test starts: an empty SQLite file, up to date, where `NHIPCAU_VAR=tmp_path` looks.

    The suite's own database was brought up to date already, so it is copied rather than made anew. With another engine there is
    nothing to copy; `scripts/test.py` runs tests marked `own_database` on SQLite alone.
    """
    path = tmp_path / "nhipcau.sqlite3"
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            pytest.fail("mark this test with own_database: it copies the suite's SQLite database")
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    return path


@pytest.fixture
def cast(db: None) -> Cast:
    """People with known rights on a small tree of units."""
    return assemble()
