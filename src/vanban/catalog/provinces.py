"""Provinces and cities under central rule, with the days between which they bore their name and kind.

Sources: Nghị quyết 202/2025/QH15 (34 units from 63, since 01/07/2025), Quyết định 19/2025/QĐ-TTg (codes), and the
resolutions of 2026 that made provinces cities. A name alone is ambiguous without a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vanban.catalog.tables import day, rows
from vanban.text.folding import fold_case


@dataclass(frozen=True, slots=True)
class Province:
    """A province in one of its forms; `successor` is the name of the unit that it went into or became."""

    name: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    code: str
    successor: str

    def existed(self, on: date) -> bool:
        """Whether it existed in this form on a day."""
        return (self.valid_from is None or on >= self.valid_from) and (
            self.valid_to is None or on < self.valid_to
        )


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[Province, ...]]:
    found: dict[str, tuple[Province, ...]] = {}
    for row in rows("provinces"):
        province = Province(
            row["name"],
            row["kind"],
            day(row["valid_from"]),
            day(row["valid_to"]),
            row["code"],
            row["successor"],
        )
        key = fold_case(province.name)
        found[key] = (*found.get(key, ()), province)
    return found


def provinces(on: date | None = None) -> tuple[Province, ...]:
    """All provinces, or those that existed on a day."""
    return tuple(p for group in _by_name().values() for p in group if on is None or p.existed(on))


def forms_of(name: str) -> tuple[Province, ...]:
    """Every form that bore a name."""
    return _by_name().get(fold_case(name), ())


def province_named(name: str, on: date) -> Province | None:
    """The province that bore a name on a day."""
    return next((p for p in forms_of(name) if p.existed(on)), None)


def gone_province(name: str, on: date) -> Province | None:
    """The province of this name where none bears it any longer on a day; None for living and unknown names."""
    forms = forms_of(name)
    if any(p.existed(on) for p in forms):
        return None
    ended = [p for p in forms if p.valid_to is not None and p.valid_to <= on]
    return max(ended, key=lambda p: p.valid_to or on, default=None)
