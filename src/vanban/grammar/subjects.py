"""Who is told to act: grammatical subjects and addressees of orders in an item's text.

A subject counts where Vietnamese plans put it: at the opening of the item, of one of its sentences or of a
clause after ";", or after an opening adverbial ("Căn cứ …, Sở A …"). An order ("Giao Sở A …", "Đề nghị …",
"Yêu cầu …") names its addressee in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vanban.catalog import duties
from vanban.catalog import units as catalog
from vanban.grammar.coordination import partner_lists
from vanban.grammar.unit_lists import Extent, Stop, list_at
from vanban.grammar.unit_names import Opening, lists_fields, opening_at, opens_subject
from vanban.grammar.units import mentions_in, whole_list
from vanban.grammar.words import Phrases, Words, words_of

_ORDERS = Phrases(duties.ORDERS)
_HEADING_PREFIXES = Phrases(duties.HEADING_PREFIXES)
_ADVERBIALS = Phrases(duties.ADVERBIALS)
_MODIFYING = Phrases(duties.DESCRIBING_VERBS)
_PREDICATES = Phrases(duties.PREDICATE_OPENINGS)
_PARENTHETIC = Phrases(duties.PARENTHETIC_OPENINGS)
_TELLING = Phrases(duties.TELLING_VERBS)
_QUALIFIERS = Phrases(catalog.QUALIFIERS)
_SENTENCE_END = frozenset({".", "!", "?"})
_ABBREVIATED = frozenset({"tp", "tx", "tt", "p", "q", "h", "x", "số", "ths", "ts", "vv"})
_COLON_REACH = 400
_COMMAS = 8
_QUOTATION = 80


@dataclass(frozen=True, slots=True)
class Order:
    """Units that a text makes act; `bare` where it only says "các cơ quan, đơn vị"."""

    units: tuple[str, ...]
    bare: bool


_ADDRESS = re.compile(
    r"\s*(?:(?:các\s+)?(?:ông|bà|đồng chí)(?:\s*[,(]?\s*bà\s*\)?)?|(?:đối với |ở |tại )?cấp [^\W\d_]+)\s*:\s*",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:các|mỗi|từng|những)?\s*(?:(?:cơ quan|đơn vị|địa phương|tổ chức|ngành|sở|ban)(?:\s*,\s*|\s+và\s+|\s+)?)+",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def acting_units(text: str) -> Order:
    """The units that the text itself orders to act, in order, each once."""
    address = _ADDRESS.match(text)
    text = text[address.end() :] if address else text
    before_colon = named_before_colon(text)
    if before_colon:
        return Order(before_colon, _is_bare(before_colon))
    words = words_of(text)
    units: dict[str, str] = {}
    for start, end in _clauses(words):
        # Habit: an order in a later clause goes with an order or a subject before it; else it is what the unit of
        # the heading says to others ("…; yêu cầu các tổ chức chấp hành").
        further = start > 0 and words.folded[start - 1] == ";"
        if further and not units and _ORDERS.match(words, start):
            continue
        for name in _acting_in(words, start, end, further=further):
            units.setdefault(name.casefold(), name)
    found = tuple(units.values())
    return Order(found, _is_bare(found))


@lru_cache(maxsize=256)
def helping_units(text: str) -> tuple[str, ...]:
    """Units of clauses that say no more of them than that they coordinate ("…; Sở B, Sở C phối hợp thực hiện")."""
    words = words_of(text)
    partners = {extent.first for extent in partner_lists(words)}
    found: list[str] = []
    for start, end in _clauses(words):
        if not opens_subject(words, start):
            continue
        extent = list_at(words, start)
        helps = words.folded[extent.end : extent.end + 2] == ["phối", "hợp"]
        if helps and not any(extent.end < first < end for first in partners):
            found.extend(_names(words, extent))
    return tuple(found)


def named_before_colon(text: str) -> tuple[str, ...]:
    """The units of "A, B: work to be done"; () where the words before the colon name none."""
    first = text.find(":", 0, _COLON_REACH)
    if first < 0:
        return ()
    words = words_of(text[: max(first, text.find(":", first + 1, 2 * _COLON_REACH)) + 1])
    for index in words.outside_brackets(0, len(words)):
        if words.folded[index] == ":" and not lists_fields(words, index):
            return whole_list(without_order(text[: words.starts[index]]))
    return ()


def without_order(text: str) -> str:
    """A heading without "Đề nghị", "Giao", "Yêu cầu", "Trách nhiệm của" before the unit."""
    words = words_of(text)
    end = _ORDERS.match(words, 0) or _HEADING_PREFIXES.match(words, 0)
    return text[words.starts[end] :] if end and end < len(words) else text


def _is_bare(units: tuple[str, ...]) -> bool:
    """Habit: a bare "các cơ quan, đơn vị" refers back to units named before."""
    return bool(units) and all(_BARE.fullmatch(unit) for unit in units)


def _clauses(words: Words) -> Iterator[tuple[int, int]]:
    """Word ranges of sentences and of clauses parted by ";" (not within a list of units)."""
    held = {index for extent in partner_lists(words) for index in range(extent.first, extent.end)}
    start, listed, quoted = 0, _subject_end(words, 0), 0
    for index in words.outside_brackets(0, len(words)):
        mark = words.folded[index]
        if mark == "“":
            quoted = _quotation_end(words, index)
        if index < quoted:
            continue
        if (mark in _SENTENCE_END and _ends_sentence(words, index)) or (
            mark == ";" and index not in held and index >= listed
        ):
            yield start, index
            start, listed = index + 1, _subject_end(words, index + 1)
    if start < len(words):
        yield start, len(words)


def _quotation_end(words: Words, index: int) -> int:
    """Index of the mark that closes a quotation; the opening mark's own where none is near."""
    reach = min(index + _QUOTATION, len(words))
    return next((ahead for ahead in range(index + 1, reach) if words.folded[ahead] == "”"), index)


def _ends_sentence(words: Words, index: int) -> bool:
    if words.word(index - 1) in _ABBREVIATED:
        return False
    return index + 1 >= len(words) or words.capital[index + 1]


def _subject_end(words: Words, start: int) -> int:
    """Index after the list of units that opens a clause ("Sở A; các sở, ngành; UBND xã chịu trách nhiệm")."""
    first = _ORDERS.match(words, start) or start
    return list_at(words, first).end if opens_subject(words, first) else start


def _acting_in(words: Words, start: int, end: int, *, further: bool) -> tuple[str, ...]:
    """Units ordered to act by one clause."""
    found = _acting_at(words, start, end)
    if found and further and _may_describe(words, start):
        return ()
    if found or not _ADVERBIALS.match(words, start):
        return found
    commas = 0
    for index in words.outside_brackets(start, end):
        if words.folded[index] == "phối" and words.word(index + 1) == "hợp":
            return ()
        if words.folded[index] != ",":
            continue
        commas += 1
        # Further nouns of a list are no subject: only after the first comma may a bare noun be one.
        if commas > 1 and opening_at(words, index + 1) is Opening.GENERIC:
            continue
        found = _acting_at(words, index + 1, end)
        if found or commas >= _COMMAS:
            return found
    return ()


def _may_describe(words: Words, start: int) -> bool:
    """In an enumeration a common noun with a verb that may describe it is one more object, no subject."""
    if opening_at(words, start) is not Opening.DETERMINER:
        return False
    return bool(_MODIFYING.match(words, list_at(words, start).end))


def _acting_at(words: Words, start: int, end: int) -> tuple[str, ...]:
    order = _ORDERS.match(words, start)
    if order and order < end and opens_subject(words, order):
        return _names(words, list_at(words, order))
    if not opens_subject(words, start):
        return ()
    extent = list_at(words, start)
    if extent.end > end or not _has_predicate(words, extent):
        return ()
    order = _ORDERS.match(words, extent.end)
    if order and opens_subject(words, order):
        return _names(words, list_at(words, order))
    return _names(words, extent)


def _names(words: Words, extent: Extent) -> tuple[str, ...]:
    return tuple(mention.name for mention in mentions_in(words, extent.first, extent.end))


def _has_predicate(words: Words, extent: Extent) -> bool:
    """Habit: a verb, or a phrase of manner and then a verb, follows the unit that is the subject.

    What has been done, or what a unit consists of, is told, not ordered.
    """
    index = extent.end
    if _TELLING.match(words, index):
        return False
    if extent.stop in (Stop.VERB, Stop.AUXILIARY):
        return True
    if extent.stop is Stop.PARTICLE:
        return bool(_PREDICATES.match(words, index) or _QUALIFIERS.match(words, index))
    if extent.stop is Stop.WORD:
        return extent.opening is Opening.NAME
    return words.word(index) == "," and bool(_PARENTHETIC.match(words, index + 1))
