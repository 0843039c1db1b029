"""Settings are read loudly: what is missing or wrong names its variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhipcau.config import env
from nhipcau.config.databases import databases
from nhipcau.config.keys import kept_key


def test_a_missing_value_names_its_variable() -> None:
    with pytest.raises(env.SettingsError, match="NHIPCAU_HOSTS is not set"):
        env.text({}, "NHIPCAU_HOSTS")


@pytest.mark.parametrize("value", ["maybe", "2", "đúng"])
def test_a_flag_is_yes_or_no(value: str) -> None:
    with pytest.raises(env.SettingsError, match="NHIPCAU_DEBUG"):
        env.flag({"NHIPCAU_DEBUG": value}, "NHIPCAU_DEBUG", False)


@pytest.mark.parametrize("value", ["many", "0", "501"])
def test_a_number_lies_within_its_limits(value: str) -> None:
    with pytest.raises(env.SettingsError, match="LIMIT"):
        env.integer({"LIMIT": value}, "LIMIT", 30, least=1, most=500)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("hidden\n", encoding="utf-8")
    assert env.secret({"KEY_FILE": str(file)}, "KEY") == "hidden"
    with pytest.raises(env.SettingsError, match="both"):
        env.secret({"KEY_FILE": str(file), "KEY": "open"}, "KEY")
    with pytest.raises(env.SettingsError, match="KEY_FILE"):
        env.secret({"KEY_FILE": str(tmp_path / "none")}, "KEY")


def test_sqlite_is_the_default_and_waits_for_its_turn(tmp_path: Path) -> None:
    default = databases({}, var=tmp_path)["default"]
    assert default["NAME"] == str(tmp_path / "nhipcau.sqlite3")
    assert default["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in default["OPTIONS"]["init_command"]


def test_postgresql_by_address(tmp_path: Path) -> None:
    url = "postgres://cau:m%40t@db.local:5433/nhip%20cau?sslmode=require"
    default = databases({"DATABASE_URL": url}, var=tmp_path)["default"]
    expected = {"NAME": "nhip cau", "USER": "cau", "PASSWORD": "m@t", "HOST": "db.local", "PORT": "5433"}
    assert {key: default[key] for key in expected} == expected
    assert default["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "postgres://host", "postgres://h:port/x", "postgres://h/x?evil=1"]
)
def test_an_address_that_cannot_be_understood_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(env.SettingsError, match="DATABASE_URL"):
        databases({"DATABASE_URL": url}, var=tmp_path)


def test_the_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    key = kept_key(path)
    assert len(key) > 50
    assert kept_key(path) == key
    assert path.stat().st_mode & 0o077 == 0
