"""Tables that ship with the library: CSV files beside this module, read when first asked for."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from datetime import date
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `data/<name>.csv`, every cell composed (NFC)."""
    text = files("vanban.catalog").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(unicodedata.normalize("NFC", text).splitlines())


def day(cell: str) -> date | None:
    """An ISO date, or None where the cell is empty (unknown)."""
    return date.fromisoformat(cell) if cell else None


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that are parted by ";"."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
