"""Bringing an installation's database to the state of the code, carefully."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

DEMONSTRATION = "load_demonstration"


def is_new() -> bool:
    """Whether the database has no tables yet."""
    return not connection.introspection.table_names()


def upgrade_due() -> bool:
    """Whether migrations wait."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def upgrade(*, now: dt.datetime) -> Path | None:
    """Migrate where due. A SQLite database that holds data is copied aside first; the copy's path is returned."""
    if not upgrade_due():
        _make_cache_table()
        return None
    kept = None if is_new() else _copied_aside(now)
    call_command("migrate", interactive=False, verbosity=0)
    _make_cache_table()
    return kept


def _make_cache_table() -> None:
    """Settings that keep their cache in the database may be new to a database that has every migration."""
    call_command("createcachetable", verbosity=0)


def load_demonstration() -> bool:
    """Fill a database nobody has used yet; False where it is in use."""
    if DEMONSTRATION not in get_commands() or get_user_model().objects.exists():
        return False
    call_command(DEMONSTRATION)
    return True


def _copied_aside(now: dt.datetime) -> Path | None:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not Path(name).is_file():
        return None
    target = Path(name).with_name(f"before-upgrade-{now:%Y%m%d-%H%M%S}.sqlite3")
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target
