"""The database settings as a pure function of the environment: SQLite by default, PostgreSQL by `DATABASE_URL`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from nhipcau.config.env import SettingsError, secret

SQLITE_OPTIONS = {
    # Readers never wait for the writer; a writer takes its lock at BEGIN, so that it waits (timeout, seconds)
    # rather than fail when it turns from reading to writing.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
        " PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
    ),
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
POSTGRES_SCHEMES = frozenset({"postgres", "postgresql"})
POSTGRES_OPTIONS = frozenset(
    {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name"}
)


def databases(env: Mapping[str, str], *, var: Path) -> dict[str, dict[str, Any]]:
    """`DATABASES` for Django; `var` is the folder of the default SQLite file."""
    url = secret(env, "DATABASE_URL", "")
    if not url:
        return {"default": _sqlite(str(var / "nhipcau.sqlite3"))}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"DATABASE_URL cannot be understood: {error}.") from error
    if parts.scheme == "sqlite":
        return {"default": _sqlite(unquote(parts.path)[1:] or ":memory:")}
    if parts.scheme not in POSTGRES_SCHEMES:
        raise SettingsError("DATABASE_URL must begin with postgres:// or sqlite:///.")
    name = unquote(parts.path).lstrip("/")
    if not name:
        raise SettingsError("DATABASE_URL names no database after the host.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if unknown := sorted(set(options) - POSTGRES_OPTIONS):
        raise SettingsError(f"DATABASE_URL has unknown options: {', '.join(unknown)}.")
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    }


def _sqlite(name: str) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(SQLITE_OPTIONS)}
