"""The standing bodies of a province: departments, Party bodies, forces, press, the Front and its unions, of today and of before 2025.

A row holds for every province or for some (`where`); names have places to fill in: {tỉnh} is "tỉnh" or "thành phố",
{Tỉnh} opens "Tỉnh ủy" or "Thành ủy", {X} is the proper name, {tỉnh X} both as documents write them. Departments bear no place, as on their own letterhead.
`confidence` says how name and place were established, as in `legal_instruments`: "report" or "unverified". Where a
body exists is decided by each province, so every row is a proposal that a person confirms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vanban.catalog.provinces import Province
from vanban.catalog.tables import day, rows, several

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class BodyName:
    """What a body is called in one province: the name on its letterhead, a short one, and how documents write it besides."""

    name: str
    short_name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingBody:
    """A body with a stable `key`. `above` and `into` are keys; where several are parted by "|", the first that exists is meant.

    `valid_to` is its last day (both ends inclusive); such a body went into those of `into`. With `each_former` there was one
    in each of the provinces before the merger.
    """

    key: str
    above: str
    kind: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    into: tuple[str, ...]
    where: str
    each_former: bool
    source: str
    confidence: str

    @property
    def is_past(self) -> bool:
        """Whether it ended in the reorganisation of 2025."""
        return self.valid_to is not None

    def expected_in(self, code: str) -> bool:
        """Whether a province of this code (of today) usually has it."""
        everywhere, _, without = self.where.partition("-")
        if everywhere == EVERYWHERE:
            return code not in several(without)
        return code in several(self.where)

    def named(self, province: Province) -> BodyName:
        """Its names in a province, in the form and with the kind that the province has."""
        city = province.kind != "tỉnh"
        words = {
            "tỉnh": province.kind,
            "Tỉnh": "Thành" if city else "Tỉnh",
            "X": province.name,
            "tỉnh X": province.title,
        }
        name = self.name.format_map(words)
        others = [alias.format_map(words) for alias in self.aliases]
        if "X}" not in self.name:
            others += [f"{name} {province.kind}", f"{name} {province.title}"]
        return BodyName(name, self.short_name.format_map(words), tuple(others))


@lru_cache(maxsize=1)
def standing_bodies() -> tuple[StandingBody, ...]:
    """Every body of the table, those of today first, in the order in which they are shown."""
    return tuple(
        StandingBody(
            row["key"],
            row["above"],
            row["kind"],
            row["name"],
            row["short_name"],
            several(row["aliases"]),
            day(row["valid_from"]),
            day(row["valid_to"]),
            several(row["into"]),
            row["where"],
            bool(row["each_former"]),
            row["source"],
            row["confidence"],
        )
        for row in rows("standing_bodies")
    )


def first_of(keys: str, among: frozenset[str]) -> str:
    """The first of keys parted by "|" that is among the given ones; empty where none is."""
    return next((key for key in keys.split("|") if key in among), "")
