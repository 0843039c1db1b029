"""Communes of today (xã, phường, đặc khu), and the districts and communes of the time before 01/07/2025 that became them.

The tables are built by `scripts/catalog_communes.py`; `data/README.md` names source, version and licence. Changes since
then (communes that became wards) stand in a table of their own with their day and resolution.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vanban.catalog.provinces import TWO_LEVELS
from vanban.catalog.tables import rows, several


@dataclass(frozen=True, slots=True)
class CatalogueSource:
    """Where a table comes from: `as_of` is the day whose state it shows, `amended_to` the last change worked in since."""

    name: str
    version: str
    licence: str
    as_of: date
    amended_to: date


COMMUNES_SOURCE = CatalogueSource("vietnamadminunits", "1.0.4", "MIT", TWO_LEVELS, date(2026, 9, 20))


@dataclass(frozen=True, slots=True)
class CommuneChange:
    """Since `since` the commune is of another kind."""

    since: date
    kind: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A unit of the lower of the two levels; `kind` is the one of 01/07/2025, `province` a code of today."""

    code: str
    kind: str
    name: str
    province: str
    changes: tuple[CommuneChange, ...] = ()

    def kind_on(self, on: date) -> str:
        """The kind on a day: "xã", "phường" or "đặc khu"."""
        kinds = [change.kind for change in self.changes if change.since <= on]
        return kinds[-1] if kinds else self.kind


@dataclass(frozen=True, slots=True)
class District:
    """A district that ended with 30/06/2025; `province` is the code of its province then, `into` codes of communes of today."""

    code: str
    kind: str
    name: str
    province: str
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A commune as it was until 30/06/2025; divided among several, the first is the one the source takes by default."""

    code: str
    kind: str
    name: str
    district: str
    into: tuple[str, ...]


def communes(province: str = "") -> tuple[Commune, ...]:
    """The communes of a province (a code of today), or all 3,321, by code."""
    found = _communes()
    return found.get(province, ()) if province else tuple(c for group in found.values() for c in group)


def former_communes(province: str = "") -> tuple[FormerCommune, ...]:
    """The communes of before 01/07/2025 that went into communes of a province of today, or all, by code."""
    return tuple(c for c in _former() if not province or _province_of(c.into[0]) == province)


def districts(province: str = "") -> tuple[District, ...]:
    """The districts whose communes went into a province of today, or all 696, by code."""
    return tuple(d for d in _districts() if not province or _province_of(d.into[0]) == province)


@lru_cache(maxsize=1)
def _communes() -> Mapping[str, tuple[Commune, ...]]:
    changed: dict[str, list[CommuneChange]] = defaultdict(list)
    for row in rows("commune_changes"):
        changed[row["code"]].append(
            CommuneChange(date.fromisoformat(row["since"]), row["kind"], row["legal_basis"])
        )
    found: dict[str, list[Commune]] = defaultdict(list)
    for row in rows("communes"):
        changes = tuple(sorted(changed[row["code"]], key=lambda change: change.since))
        found[row["province"]].append(
            Commune(row["code"], row["kind"], row["name"], row["province"], changes)
        )
    return {province: tuple(group) for province, group in sorted(found.items())}


@lru_cache(maxsize=1)
def _provinces_of_communes() -> Mapping[str, str]:
    return {commune.code: commune.province for commune in communes()}


def _province_of(code: str) -> str:
    return _provinces_of_communes()[code]


@lru_cache(maxsize=1)
def _former() -> tuple[FormerCommune, ...]:
    return tuple(
        FormerCommune(row["code"], row["kind"], row["name"], row["district"], several(row["into"]))
        for row in rows("former_communes")
    )


@lru_cache(maxsize=1)
def _districts() -> tuple[District, ...]:
    into: dict[str, dict[str, None]] = defaultdict(dict)
    for commune in _former():
        into[commune.district].update(dict.fromkeys(commune.into))
    return tuple(
        District(
            row["code"],
            row["kind"],
            row["name"],
            row["province"],
            several(row["into"]) or tuple(sorted(into[row["code"]])),
        )
        for row in rows("districts")
    )
