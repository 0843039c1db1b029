"""Upgrades keep a copy of what was there; production asks for what matters."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = {
    "NHIPCAU_SECRET_KEY": "k" * 60,
    "NHIPCAU_ADDRESS": "https://cau.example.vn",
    "NHIPCAU_HOSTS": "cau.example.vn",
}


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NHIPCAU", "DATABASE", "DJANGO"))
    }
    return subprocess.run(
        [sys.executable, "-c", code], env={**clean, **environment}, capture_output=True, text=True
    )


@pytest.mark.parametrize("missing", SETTINGS)
def test_production_does_not_start_without(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in SETTINGS.items() if name != missing}
    done = run("import nhipcau.config.settings.production", NHIPCAU_VAR=str(tmp_path), **given)
    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr


def test_the_command_tells_a_wrong_setting_in_one_line(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['nhipcau', 'manage', 'check']; from nhipcau.config.cli import main; sys.exit(main())"
    done = run(code, NHIPCAU_VAR=str(tmp_path), NHIPCAU_UPLOAD_LIMIT_MB="many")
    assert done.returncode == 2
    assert done.stderr.strip() == "nhipcau: NHIPCAU_UPLOAD_LIMIT_MB must be a whole number, not 'many'."


@pytest.mark.own_database
def test_a_database_first_made_without_one_gets_its_table_of_the_cache(
    database_file: Path, tmp_path: Path
) -> None:
    code = """
import datetime as dt, django
django.setup()
from nhipcau.config import upkeep
from django.db import connection
upkeep.upgrade(now=dt.datetime(2026, 3, 20, tzinfo=dt.UTC))
print("nhipcau_cache" in connection.introspection.table_names())
"""
    given = {**SETTINGS, "NHIPCAU_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{database_file}"}
    for room in ("run", "production"):
        done = run(code, DJANGO_SETTINGS_MODULE=f"nhipcau.config.settings.{room}", **given)
        assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "True"


@pytest.mark.own_database
def test_data_is_copied_aside_before_an_upgrade(tmp_path: Path) -> None:
    code = """
import datetime as dt, django
django.setup()
from django.core.management import call_command
from nhipcau.config import upkeep
now = dt.datetime(2026, 3, 20, tzinfo=dt.UTC)
assert upkeep.is_new() and upkeep.upgrade(now=now) is None
assert upkeep.upgrade(now=now) is None
call_command("migrate", "audit", "zero", verbosity=0)
print(upkeep.upgrade(now=now))
"""
    done = run(code, NHIPCAU_VAR=str(tmp_path), DJANGO_SETTINGS_MODULE="nhipcau.config.settings.run")
    assert done.returncode == 0, done.stderr
    copy = Path(done.stdout.strip())
    assert copy.name == "before-upgrade-20260320-000000.sqlite3"
    tables = {row[0] for row in sqlite3.connect(copy).execute("SELECT name FROM sqlite_master")}
    assert "organisations_unit" in tables
    assert "audit_seal" not in tables
