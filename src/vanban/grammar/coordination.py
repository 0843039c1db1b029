"""Units that a text says to coordinate with: the partners of the verb "phối hợp"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from vanban.catalog import duties
from vanban.grammar.unit_lists import Extent, list_at
from vanban.grammar.unit_names import opening_at
from vanban.grammar.units import mentions_in
from vanban.grammar.words import Phrases, Words, words_of

_MANNER = Phrases(duties.MANNER)
_NOUNS_OF_COORDINATION = Phrases(duties.NOUNS_OF_COORDINATION)
_NO_PARTNERS = Phrases(duties.NO_PARTNERS)
_WITH = frozenset({"với", "cùng"})


@lru_cache(maxsize=256)
def partners_in(text: str) -> tuple[str, ...]:
    """Units after the verb "phối hợp [chặt chẽ] [với]" in a text, in order, each once."""
    words = words_of(text)
    return merged(
        tuple(mention.name for mention in mentions_in(words, extent.first, extent.end))
        for extent in partner_lists(words)
    )


def partner_lists(words: Words) -> Iterator[Extent]:
    """The lists of partners in a text.

    Habit: without "với" only a unit's name shows that a partner follows, not a further verb; the noun in "quy chế
    phối hợp" has no partner.
    """
    if "phối" not in words.folded:
        return
    for index in range(len(words) - 1):
        if words.folded[index] == "phối" and words.folded[index + 1] == "hợp":
            start = _partner_start(words, index)
            if start:
                yield list_at(words, start, clause=True)


def merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Units of several lists in order, each once."""
    units: dict[str, str] = {}
    for group in groups:
        for unit in group:
            units.setdefault(unit.casefold(), unit)
    return tuple(units.values())


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
        return after if words.folded[after][0].isalnum() or words.folded[after] in '“"' else 0
    return after if opening_at(words, after) is not None else 0
