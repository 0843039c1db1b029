"""Finding the unit a document means: exactly named, named by an alias, or written similarly.

One query each for units, names and aliases builds an index in memory; after that a plan of 90 tasks is matched without
the database: `index = UnitIndex.on(day)`, `index.find("Sở Ngoại vụ")`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit, UnitAlias, UnitName

EXACT, ALIAS, FORMER = 1.0, 0.95, 0.9
SIMILAR_FROM = 0.72
MOST = 5
# The same body is written short and long; both spellings are compared in the long form.
_LONG = {
    "ubnd": "uy ban nhan dan",
    "ub": "uy ban",
    "hdnd": "hoi dong nhan dan",
    "vp": "van phong",
    "bchqs": "bo chi huy quan su",
    "bdbp": "bo doi bien phong",
    "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "vhttdl": "van hoa the thao va du lich",
    "vhtt": "van hoa the thao",
    "dl": "du lich",
}
# Words that say too little to tell bodies apart.
_WEAK = frozenset(
    {"va", "tinh", "cac", "so", "ban", "cua", "xa", "phuong", "thanh", "pho", "uy", "nhan", "dan"}
)


@dataclass(frozen=True)
class Match:
    """A unit a text may mean; `how` is exact, alias, former or similar, `score` is between 0 and 1."""

    unit: Unit
    score: float
    how: str


class UnitIndex:
    """All names by which units are called, folded, in memory."""

    def __init__(
        self, units: Iterable[Unit], names: Iterable[UnitName], aliases: Iterable[UnitAlias], on: dt.date
    ) -> None:
        self._on = on
        self._units = {unit.pk: unit for unit in units}
        self._called: dict[str, dict[int, tuple[float, str]]] = defaultdict(dict)
        for unit in self._units.values():
            self._call(unit.name, unit.pk, EXACT, "exact")
            self._call(unit.short_name, unit.pk, EXACT, "exact")
        for name in names:
            score, how = (EXACT, "exact") if name.holds_on(on) else (FORMER, "former")
            self._call(name.name, name.unit_id, score, how)
            self._call(name.short_name, name.unit_id, score, how)
        for alias in aliases:
            self._call(alias.alias, alias.unit_id, ALIAS, "alias")
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for called in self._called:
            for word in called.split():
                if word not in _WEAK:
                    self._by_word[word].add(called)

    @classmethod
    def on(cls, day: dt.date) -> UnitIndex:
        """The register as it stands on a day; units that ended stay in it, so that old plans find them."""
        return cls(Unit.objects.order_by("path"), UnitName.objects.all(), UnitAlias.objects.all(), day)

    def find(self, text: str) -> list[Match]:
        """The units a text may mean, best first, at most five; existing units before ended ones."""
        wanted = _long_form(text)
        if not wanted:
            return []
        found = dict(self._called.get(wanted, {}))
        if not found:
            found = self._similar(wanted)
        matches = [Match(self._units[pk], score, how) for pk, (score, how) in found.items()]
        matches.sort(key=lambda match: (-match.score, not match.unit.holds_on(self._on), match.unit.path))
        return matches[:MOST]

    def _call(self, name: str, pk: int, score: float, how: str) -> None:
        called = _long_form(name)
        if called and pk in self._units and self._called[called].get(pk, (0.0, ""))[0] < score:
            self._called[called][pk] = (score, how)

    def _similar(self, wanted: str) -> dict[int, tuple[float, str]]:
        words = [word for word in wanted.split() if word not in _WEAK]
        near = (
            set().union(*(self._by_word[word] for word in words if word in self._by_word)) if words else set()
        )
        # A slip of the pen may hide every telling word; then all names are looked at, once.
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        found: dict[int, tuple[float, str]] = {}
        for called in near or self._called:
            matcher.set_seq1(called)
            if matcher.real_quick_ratio() < SIMILAR_FROM or matcher.quick_ratio() < SIMILAR_FROM:
                continue
            score = _likeness(called, wanted, matcher.ratio())
            if score < SIMILAR_FROM:
                continue
            for pk in self._called[called]:
                if found.get(pk, (0.0, ""))[0] < score:
                    found[pk] = (round(score, 3), "similar")
        return found


def _likeness(one: str, other: str, letters: float) -> float:
    """Letters in sequence and words in common count alike; never as much as a name or alias."""
    first, second = set(one.split()), set(other.split())
    words = 2 * len(first & second) / (len(first) + len(second))
    return min(0.89, (letters + max(letters, words)) / 2 if words else letters * 0.9)


def _long_form(text: str) -> str:
    return " ".join(
        _LONG.get(word, word)
        for word in fold(text.replace("&", " và ")).replace("vhtt va dl", "vhttdl").split()
    )


def units_named(text: str, *, on: dt.date) -> list[Match]:
    """The units one text may mean; for many texts build a `UnitIndex` once."""
    return UnitIndex.on(on).find(text)
