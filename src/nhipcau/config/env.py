"""Typed readers of the environment: the only source of settings.

Each reader takes the mapping it reads, so it can be tried without touching the process, and raises `SettingsError` with the
variable's name when a value is missing or cannot be understood. Nothing falls back silently on a bad value.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


class SettingsError(Exception):
    """A setting is missing or malformed; the message names the variable and what it should hold."""


def text(env: Mapping[str, str], name: str, default: str | None = None) -> str:
    """The value of `name`, stripped; `default` where it is unset or blank; an error where there is no default."""
    value = env.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingsError(f"{name} is not set.")
    return default


def secret(env: Mapping[str, str], name: str, default: str | None = None) -> str:
    """As `text`, but `NAME_FILE` may name a file that holds the value; naming both is an error."""
    pointer = env.get(f"{name}_FILE", "").strip()
    if not pointer:
        return text(env, name, default)
    if env.get(name, "").strip():
        raise SettingsError(f"{name} and {name}_FILE are both set; keep one.")
    try:
        value = Path(pointer).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}_FILE names a file that cannot be read: {pointer} ({error}).") from error
    if not value:
        raise SettingsError(f"{name}_FILE names an empty file: {pointer}.")
    return value


def flag(env: Mapping[str, str], name: str, default: bool) -> bool:
    """A yes or no."""
    value = text(env, name, "yes" if default else "no").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise SettingsError(f"{name} must be yes or no, not {value!r}.")


def integer(env: Mapping[str, str], name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """A whole number between `least` and `most`."""
    value = text(env, name, str(default))
    try:
        number = int(value)
    except ValueError as error:
        raise SettingsError(f"{name} must be a whole number, not {value!r}.") from error
    if not least <= number <= most:
        raise SettingsError(f"{name} must be between {least} and {most}, not {number}.")
    return number


def listed(env: Mapping[str, str], name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Values separated by commas; blanks are dropped."""
    return [part.strip() for part in text(env, name, ",".join(default)).split(",") if part.strip()]


def folder(env: Mapping[str, str], name: str, default: Path) -> Path:
    """An absolute folder; `~` is the home folder."""
    return Path(text(env, name, str(default))).expanduser().resolve()
