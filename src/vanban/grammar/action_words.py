"""The words that tell the kind of an action, each with what it says.

A mark of a word is a kind that it gives where no narrower word does ("report"), a kind with "!" that it
decides ("training!"), "communication?" where it is information work only as a verb, or what the grammar of
kinds has to look at further: "rules", "plans", "inspection", "neutral".
"""

from __future__ import annotations

from collections.abc import Iterable

from vanban.catalog import kinds as catalog
from vanban.grammar.words import Words


class Lexicon:
    """Phrases with a kind each; the longest phrase at a word decides."""

    def __init__(self, tables: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind, entries in tables:
            for entry in entries:
                words = tuple(Words(entry).folded)
                self._by_first.setdefault(words[0], []).append((words, kind))
        for options in self._by_first.values():
            options.sort(key=lambda option: len(option[0]), reverse=True)

    def at(self, words: Words, index: int, end: int) -> tuple[str, int] | None:
        """(kind, index after the phrase) of the longest phrase that starts at a word."""
        for phrase, kind in self._by_first.get(words.folded[index], ()):
            after = index + len(phrase)
            if after <= end and tuple(words.folded[index:after]) == phrase:
                return kind, after
        return None


ACTION_WORDS = Lexicon(
    [
        ("neutral", catalog.NEUTRAL),
        *((f"{kind}!", table) for kind, table in catalog.DECISIVE.items()),
        *((kind, table) for kind, table in catalog.DEFAULT.items()),
        ("inspection", catalog.INSPECTING),
        ("communication!", catalog.COMMUNICATION),
        ("communication?", catalog.COMMUNICATION_VERBS),
        ("rules", catalog.RULES),
        ("plans", catalog.PLANS),
    ]
)
"""Every word of the catalogue with its mark."""

PRODUCTS = frozenset({"publication", "programme", "press", "portal"})
"""Kinds of work that make a product."""
