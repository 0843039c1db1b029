"""Legal bases brought up to a day: what has ended gives way to its successors, what was amended says so.

A basis stands in the preamble with the words of its title; there the whole clause is replaced. In the body only type,
number, date and issuer change, because what follows may be work. What the catalogue does not know stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from vanban.catalog.legal_instruments import LegalInstrument, amendments_of, find_instrument, successors_of
from vanban.drafting.decisions import printed_day
from vanban.drafting.moving import Change, CitedZone, Moving, cited_zones, last_span, own_years
from vanban.drafting.notes import Reason
from vanban.grammar.citations import find_citations
from vanban.model import Citation

_LAW = "Luật"
_OF_A_YEAR = frozenset({"Kế hoạch", "Chương trình", "Công văn", "Văn bản", "Hướng dẫn"})
"""Types that are issued anew for a year."""
_JOINT = re.compile(r"\s*(?:;|,(?=\s)|\s+và\s+(?=[A-ZĐ]))\s*")
_OPENERS = re.compile(
    r"^(?:Căn cứ|Thực hiện(?: theo)?|Theo|Xét|Triển khai|căn cứ|thực hiện)\s*(?:các\s+)?[;,.]?\s*$"
)
_TRAILING = re.compile(r"[\s,;.]+(?:và\s*)?$|\s+và\s*$")
_PARTED = re.compile(r"(?:[;,.]|\bvà|\bhoặc)\s*(?:số\s*)?(?:các\s+)?$")
_OF = 12  # characters of " của " and a comma before it
_REACH = 130  # characters before a number in which its type stands


class BasisState(StrEnum):
    """What became of a basis."""

    IN_FORCE = "in-force"
    REPLACED = "replaced"
    AMENDED = "amended"
    ENDED = "ended"
    EXPIRED = "expired"
    YEARLY = "yearly"
    LISTED = "listed"
    """Known, but the catalogue has no day from which it applies or ended."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that the old plan rests on, with what is proposed in its place."""

    number: str
    old: str
    new: str
    state: BasisState
    since: date | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    """A citation in a text: from its type to the end of its issuer (`core`), and to the end of its title."""

    citation: Citation
    start: int
    core: int
    end: int


def cited(instrument: LegalInstrument, *, titled: bool = False) -> str:
    """An instrument as it is cited, with the catalogue's short title where that is wanted."""
    day = f" ngày {printed_day(instrument.issued)}" if instrument.issued else ""
    if instrument.type == _LAW:
        return f"{instrument.title} số {instrument.number}{day}"
    title = f" về {instrument.title[:1].lower()}{instrument.title[1:]}" if titled and instrument.title else ""
    return f"{instrument.type} số {instrument.number}{day} của {instrument.issuer}{title}"


def _state(
    title: str, citation: Citation, moving: Moving, on: date
) -> tuple[BasisState, LegalInstrument | None]:
    """What the catalogue, and the words of its title, say of a basis on a day."""
    known = _known(citation)
    if known is not None and known.has_ended(on):
        return (BasisState.REPLACED if successors_of(known, on) else BasisState.ENDED), known
    if any(own_years(title, moving)) or (known is not None and any(own_years(known.title, moving))):
        return BasisState.YEARLY, known
    if citation.type in _OF_A_YEAR and citation.date is not None and moving.is_own(citation.date.year):
        return BasisState.YEARLY, known
    last = last_span(title)
    if last is not None and last < max(moving.period.start.year + moving.years, on.year):
        return BasisState.EXPIRED, known
    if known is None:
        return BasisState.UNKNOWN, None
    return (BasisState.IN_FORCE if known.in_force(on) else BasisState.LISTED), known


def _known(citation: Citation) -> LegalInstrument | None:
    """The instrument of the catalogue; numbers without a year start anew every year, so their dates must agree."""
    found = find_instrument(citation.type, citation.number)
    if found is None or found.confidence == "unverified":
        return None
    if citation.date and found.issued and citation.date.year != found.issued.year:
        return None
    return found


def _clauses(text: str) -> list[_Clause]:
    """The citations of a text, each once at its first place, with their clauses.

    A document that the title of another names, with no sign between them, belongs to that title.
    """
    zones = {zone.start: zone for zone in cited_zones(text)}
    ordered = sorted(find_citations([(text, 0, True)], None), key=lambda each: each.spans[0].start)
    found: list[_Clause] = []
    for citation in ordered:
        zone = zones[citation.spans[0].start]
        start = _type_start(text, citation, zone.start, found[-1].core if found else 0)
        core = _core_end(text, citation, zone)
        if found and not _PARTED.search(text, found[-1].core, start) and start > found[-1].core:
            found[-1] = replace(found[-1], end=zone.end)
            continue
        if found:
            found[-1] = replace(found[-1], end=min(found[-1].end, start))
        found.append(_Clause(citation, start, core, zone.end))
    return [replace(clause, end=_trimmed(text, clause)) for clause in found]


def _trimmed(text: str, clause: _Clause) -> int:
    """The end of a clause without the signs that part it from the next, or end the sentence."""
    title = text[clause.core : clause.end]
    return clause.end - len(title) + len(_TRAILING.sub("", title))


def cited_clauses(text: str) -> list[tuple[int, int]]:
    """Where documents are cited, from their types to their issuers."""
    return [(clause.start, clause.core) for clause in _clauses(text)]


def _type_start(text: str, citation: Citation, number: int, before: int) -> int:
    low = max(before, number - _REACH)
    at = text.casefold().rfind(citation.type.casefold(), low, number)
    if at >= 0:
        return at
    printed = text.rfind("số", low, number)
    return printed if printed >= 0 else number


def _core_end(text: str, citation: Citation, zone: CitedZone) -> int:
    """Where the issuer ends: the catalogue knows its name better than the sentence does."""
    known = _known(citation)
    for name in (known.issuer if known else None, citation.issuer):
        if name and (at := text.find(name, zone.core, zone.core + len(name) + _OF)) >= 0:
            return at + len(name)
    return zone.core


@dataclass(frozen=True, slots=True)
class Renewed:
    """A text with its bases brought up to date."""

    text: str
    bases: tuple[Basis, ...]
    changes: tuple[Change, ...]


def renew_preamble(text: str, moving: Moving, on: date, decided: Mapping[str, str | None], cited_already: frozenset[str]) -> Renewed:  # fmt: skip
    """The grounds of a plan: whole clauses give way. `cited_already` are the numbers that the plan cites anywhere."""
    bases, changes = [], []
    for clause in reversed(_clauses(text)):
        basis = _basis(text, clause, moving, on, cited_already)
        bases.append(basis)
        new = decided.get(basis.number, basis.new)
        changes.append(_told(basis, new))
        text = _without(text, clause) if new is None else text[: clause.start] + new + text[clause.end :]
    return Renewed(_tidied(text), tuple(reversed(bases)), tuple(each for each in reversed(changes) if each))


def _basis(text: str, clause: _Clause, moving: Moving, on: date, cited_already: frozenset[str]) -> Basis:
    """What is proposed for one clause of the preamble."""
    old, number = text[clause.start : clause.end], clause.citation.number
    state, known = _state(text[clause.core : clause.end], clause.citation, moving, on)
    if known is None:
        return Basis(number, old, old, state)
    if state is BasisState.REPLACED:
        new = "; ".join(cited(each, titled=True) for each in successors_of(known, on))
        return Basis(number, old, new, state, known.effective_to)
    if state is BasisState.ENDED:
        return Basis(number, old, old, state, known.effective_to)
    after = [each for each in amendments_of(known, on) if each.number not in cited_already]
    if not after:
        return Basis(number, old, old, state)
    new = f"{old}, được sửa đổi, bổ sung bởi {', '.join(cited(each) for each in after)}"
    return Basis(number, old, new, BasisState.AMENDED, after[0].effective_from)


_REASONS = {
    BasisState.REPLACED: Reason.REPLACED,
    BasisState.AMENDED: Reason.AMENDED,
    BasisState.ENDED: Reason.ENDED,
    BasisState.EXPIRED: Reason.EXPIRED,
    BasisState.YEARLY: Reason.YEARLY,
    BasisState.UNKNOWN: Reason.UNKNOWN,
}


def _told(basis: Basis, new: str | None) -> Change | None:
    if new is None:
        return Change(Reason.DROPPED, basis.old, "")
    if new != basis.new:
        return Change(Reason.REWRITTEN, basis.old, new)
    reason = _REASONS.get(basis.state)
    return Change(reason, basis.old, new) if reason else None


def _without(text: str, clause: _Clause) -> str:
    """A clause taken out with the sign that parts it from its neighbours."""
    before, after = text[: clause.start], text[clause.end :]
    joint = _JOINT.match(after)
    if joint:
        return before + after[joint.end() :].lstrip()
    return re.sub(r"(?:\s*[;,]|\s+và)\s*$", "", before) + after


def _tidied(text: str) -> str:
    """Nothing, where a ground has only its opening word left."""
    return "" if _OPENERS.match(text.strip()) else text


def renew_body(text: str, on: date) -> Renewed:
    """Citations of the body: type, number, date and issuer of what has ended give way."""
    changes, bases = [], []
    for clause in reversed(_clauses(text)):
        known = _known(clause.citation)
        if known is None or not known.has_ended(on):
            continue
        old = text[clause.start : clause.core]
        after = successors_of(known, on)
        new = ", ".join(cited(each) for each in after) or old
        changes.append(Change(Reason.REPLACED if after else Reason.ENDED, old, new))
        state = BasisState.REPLACED if after else BasisState.ENDED
        bases.append(Basis(clause.citation.number, old, new, state, known.effective_to))
        text = text[: clause.start] + new + text[clause.core :]
    return Renewed(text, tuple(reversed(bases)), tuple(reversed(changes)))
