"""Legal instruments that plans cite, with what replaced or amended them and since when.

Intervals are half-open: `effective_to` is the first day on which a text no longer applies. An empty date is
unknown, and a question that needs it is answered with None, never guessed. `source` names the official place
where the text is to be looked up; `confidence` says how number and dates were established: "text" (read in an
official text), "report" (reported elsewhere), "unverified".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vanban.catalog.tables import day, rows, several


@dataclass(frozen=True, slots=True)
class LegalInstrument:
    """One instrument; `replaced_by` and `amended_by` are numbers of instruments."""

    type: str
    number: str
    title: str
    issuer: str
    issued: date | None
    effective_from: date | None
    effective_to: date | None
    replaced_by: tuple[str, ...]
    amended_by: tuple[str, ...]
    source: str
    confidence: str

    def has_ended(self, on: date) -> bool:
        """Whether it no longer applied on a day, as far as is known."""
        return self.effective_to is not None and on >= self.effective_to

    def in_force(self, on: date) -> bool | None:
        """Whether it applied on a day; None where the dates known do not tell."""
        if self.has_ended(on):
            return False
        start = self.effective_from or self.issued
        if start is None or (self.effective_from is None and on >= start):
            return None
        return on >= start


@lru_cache(maxsize=1)
def _by_number() -> Mapping[str, tuple[LegalInstrument, ...]]:
    found: dict[str, tuple[LegalInstrument, ...]] = {}
    for row in rows("legal_instruments"):
        instrument = LegalInstrument(
            type=row["type"],
            number=row["number"],
            title=row["title"],
            issuer=row["issuer"],
            issued=day(row["issued"]),
            effective_from=day(row["effective_from"]),
            effective_to=day(row["effective_to"]),
            replaced_by=several(row["replaced_by"]),
            amended_by=several(row["amended_by"]),
            source=row["source"],
            confidence=row["confidence"],
        )
        key = number_key(instrument.number)
        found[key] = (*found.get(key, ()), instrument)
    return found


def number_key(number: str) -> str:
    """Numbers compare without blanks, capitals and kinds of hyphen."""
    return "".join(number.replace("–", "-").split()).casefold()


def legal_instruments() -> tuple[LegalInstrument, ...]:
    """The whole catalogue, oldest first."""
    return tuple(instrument for group in _by_number().values() for instrument in group)


def find_instrument(type_: str, number: str) -> LegalInstrument | None:
    """The instrument of this type and number; a type printed otherwise ("Văn bản") finds it where it is alone."""
    found = _by_number().get(number_key(number), ())
    exact = [instrument for instrument in found if instrument.type.casefold() == type_.casefold()]
    if exact:
        return exact[0]
    return found[0] if len(found) == 1 and type_.casefold() in ("văn bản", "") else None


def successors_of(instrument: LegalInstrument, on: date) -> tuple[LegalInstrument, ...]:
    """What stands in its place on a day, following chains; empty where it has not ended or nothing is known."""
    if not instrument.has_ended(on):
        return ()
    found: dict[str, LegalInstrument] = {}
    waiting = list(instrument.replaced_by)
    seen = {instrument.number}
    while waiting:
        number = waiting.pop(0)
        if number in seen:
            continue
        seen.add(number)
        for after in _by_number().get(number_key(number), ()):
            if after.has_ended(on) and after.replaced_by:
                waiting.extend(after.replaced_by)
            else:
                found[after.number] = after
    return tuple(found.values())


def amendments_of(instrument: LegalInstrument, on: date) -> tuple[LegalInstrument, ...]:
    """The amending instruments that had taken effect by a day."""
    return tuple(
        after
        for number in instrument.amended_by
        for after in _by_number().get(number_key(number), ())
        if after.effective_from is not None and after.effective_from <= on
    )
