"""Who leads an item and who coordinates in it."""

from __future__ import annotations

from collections.abc import Iterable

from vanban.catalog import units as catalog
from vanban.grammar.item import Item
from vanban.grammar.subjects import acting_units, without_order
from vanban.grammar.unit_names import list_at, opening_at, opens_subject
from vanban.grammar.units import mentions_in, split_units, whole_list
from vanban.grammar.words import Phrases, Words

_MANNER = Phrases(catalog.MANNER)
_NOUNS_OF_COORDINATION = Phrases(catalog.NOUNS_OF_COORDINATION)
_NO_PARTNERS = Phrases(catalog.NO_PARTNERS)
_WITH = frozenset({"với", "cùng"})


def lead_of(item: Item) -> tuple[str, ...]:
    """The units that lead the item or answer for it: the first source that names one.

    Attribute lines ("Đơn vị chủ trì"), the text's own subject or order, the context line, the nearest heading.
    """
    named = _merged(_values(attribute.value) for attribute in item.attributes if attribute.kind == "lead")
    if named:
        return named
    own = acting_units(item.text)
    if own.units and not own.bare:
        return own.units
    around = _named_around(item)
    if own.bare:
        return around or own.units
    return around


def coop_of(item: Item) -> tuple[str, ...]:
    """The units named as coordinating: the first source that names one.

    Attribute lines ("Đơn vị phối hợp"), every "phối hợp với X" of the text, then of the context line unless the
    text gives the work to another unit.
    """
    named = _merged(split_units(attribute.value) for attribute in item.attributes if attribute.kind == "coop")
    if named:
        return named
    partners = _merged(
        [
            *(partners_in(attribute.value) for attribute in item.attributes if attribute.kind == "lead"),
            partners_in(item.text),
        ]
    )
    if partners or item.context is None:
        return partners
    partners = partners_in(item.context)
    if partners and _given_to_another(item):
        return ()
    return partners


def partners_in(text: str) -> tuple[str, ...]:
    """Units after the verb "phối hợp [chặt chẽ] [với]" in a text, in order, each once.

    Habit: without "với" only a unit's name shows that a partner follows, not a further verb; the noun in "quy chế
    phối hợp" has no partner.
    """
    words = Words(text)
    found: list[tuple[str, ...]] = []
    for index in range(len(words) - 1):
        if words.folded[index] != "phối" or words.folded[index + 1] != "hợp":
            continue
        start = _partner_start(words, index)
        if start:
            extent = list_at(words, start)
            found.append(tuple(mention.name for mention in mentions_in(words, start, extent.end)))
    return _merged(found)


def _partner_start(words: Words, index: int) -> int:
    """Index of the first word of the partner of "phối hợp" at `index`; 0 where it has none."""
    after = index + 2
    while manner := _MANNER.match(words, after):
        after = manner
    joined = words.word(after) in _WITH
    while words.word(after) in _WITH:
        after += 1
    if after >= len(words) or _NO_PARTNERS.match(words, after):
        return 0
    if any(_NOUNS_OF_COORDINATION.match(words, index - back) == index for back in (1, 2, 3) if index >= back):
        return 0
    if joined:
        return after if words.folded[after][0].isalnum() or words.folded[after] in "“\"" else 0
    return after if opening_at(words, after) is not None else 0


def _values(value: str) -> tuple[str, ...]:
    """Units of an attribute line; where its value is a sentence, its subjects."""
    words = Words(value)
    if opens_subject(words, 0):
        extent = list_at(words, 0, whole=True)
        if extent.end < len(words):
            told = acting_units(value)
            if told.units:
                return told.units
    return split_units(value)


def _named_around(item: Item) -> tuple[str, ...]:
    """Units of the context line, or of the nearest heading that names any."""
    lines = [item.context] if item.context else []
    for line in [*lines, *item.titles]:
        units = whole_list(without_order(line)) or acting_units(line).units
        if units:
            return units
    return ()


def _given_to_another(item: Item) -> bool:
    """Whether the text names a lead other than the heading's."""
    own = acting_units(item.text)
    if not own.units or own.bare:
        return False
    heading: set[str] = set()
    for title in item.titles:
        heading = {unit.casefold() for unit in whole_list(without_order(title))}
        if heading:
            break
    return not {unit.casefold() for unit in own.units} <= heading


def _merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Units of several lists in order, each once."""
    units: dict[str, str] = {}
    for group in groups:
        for unit in group:
            units.setdefault(unit.casefold(), unit)
    return tuple(units.values())
