"""Provinces and cities under central rule, with the days between which they bore their name and kind.

Sources: Nghị quyết 202/2025/QH15 (34 units from 63, since 01/07/2025), Quyết định 19/2025/QĐ-TTg (codes), and the
resolutions of 2026 that made provinces cities. A name alone is ambiguous without a day, and so is a code: seven codes
went to another province on 01/07/2025.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vanban.catalog.tables import day, rows
from vanban.text.folding import fold_case

TWO_LEVELS = date(2025, 7, 1)
"""The day on which 34 provinces followed 63, and the communes of today the districts and communes before."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province in one of its forms; `successor` is the name of the unit that it went into or became.

    `code` is the one since 01/07/2025 (empty where the province ended then), `code_before` the one until then;
    `legal_basis` is the resolution that began this form or, of a form that is past, ended it.
    """

    name: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    code: str
    code_before: str
    successor: str
    legal_basis: str

    @property
    def title(self) -> str:
        """As documents write it: "tỉnh An Giang", "thành phố Hà Nội"; one has a capital (Nghị định 30/2020, Phụ lục II)."""
        title = f"{self.kind} {self.name}"
        return title[0].upper() + title[1:] if self.name == "Hồ Chí Minh" else title

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
            row["code_before"],
            row["successor"],
            row["legal_basis"],
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


def gone_province(name: str, on: date) -> Province | None:
    """The province of this name where none bears it any longer on a day; None for living and unknown names."""
    forms = forms_of(name)
    if any(p.existed(on) for p in forms):
        return None
    ended = [p for p in forms if p.valid_to is not None and p.valid_to <= on]
    return max(ended, key=lambda p: p.valid_to or on, default=None)


def province_coded(code: str, on: date) -> Province | None:
    """The province of a code of Quyết định 19/2025/QĐ-TTg, in its form of a day (01/07/2025 at the earliest)."""
    day_asked = max(on, TWO_LEVELS)
    return next((p for p in provinces(day_asked) if p.code == code), None)


def earlier_forms(province: Province) -> tuple[Province, ...]:
    """What the same province was called before (a city that was a province), the latest first."""
    found = [
        p
        for p in provinces()
        if p.successor == province.name and p.valid_to is not None and p.valid_to == province.valid_from
    ]
    return tuple(form for p in found for form in (p, *earlier_forms(p)))


def merged_into(province: Province) -> tuple[Province, ...]:
    """The provinces of other names that went into it on 01/07/2025, by their former codes."""
    gone = (p for p in provinces() if p.successor == province.name and p.valid_to == TWO_LEVELS)
    return tuple(sorted(gone, key=lambda p: p.code_before))
