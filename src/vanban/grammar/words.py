"""A text as words with their places, and lists of phrases looked up in it.

Letters are compared without capitals and without regard to where the tone mark of "oa", "oe", "uy" stands
("uỷ" and "ủy" are one word).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(r"\n|\w+(?:[&'’]\w+)*|[^\w\s]")
_OLD, _NEW = "oá oà oả oã oạ oé oè oẻ oẽ oẹ uý uỳ uỷ uỹ uỵ", "óa òa ỏa õa ọa óe òe ỏe õe ọe úy ùy ủy ũy ụy"
_TONES = dict(zip(_OLD.split(), _NEW.split(), strict=True))
_TONE = re.compile("|".join(_TONES))
_OPENING, _CLOSING = "([{", ")]}"
_SKIPPED = frozenset({"và", "-", "–", "&"})


@lru_cache(maxsize=8192)
def fold_word(word: str) -> str:
    """Lower case, the tone mark of "oa", "oe", "uy" on the first letter ("UỶ" → "ủy")."""
    return _TONE.sub(lambda found: _TONES[found.group()], word.lower())


@lru_cache(maxsize=8192)
def _seen(word: str) -> tuple[str, bool]:
    """A word folded, and whether it opens with a capital or a digit."""
    return fold_word(word), word[0].isupper() or word[0].isdigit()


class Words:
    """The words and marks of a text: `folded[i]` for comparing, `starts[i]` and `ends[i]` in the text."""

    __slots__ = ("capital", "closing", "ends", "folded", "known", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_TOKEN.finditer(text))
        seen = [_seen(each[0]) for each in found]
        self.folded: list[str] = [word for word, _ in seen]
        self.capital: list[bool] = [capital for _, capital in seen]
        self.starts: list[int] = [each.start() for each in found]
        self.ends: list[int] = [each.end() for each in found]
        self.closing = self._brackets()
        # What grammars have found out of a word: the same questions come back for every field of an item.
        self.known: dict[tuple[str, int], Any] = {}

    def _brackets(self) -> dict[int, int]:
        """Index of the closing bracket for every opening one that is closed."""
        if not any(mark in self.text for mark in _CLOSING):
            return {}
        open_at: list[int] = []
        pairs: dict[int, int] = {}
        for index, mark in enumerate(self.folded):
            if mark in _OPENING:
                open_at.append(index)
            elif mark in _CLOSING and open_at:
                pairs[open_at.pop()] = index
        return pairs

    def __len__(self) -> int:
        return len(self.folded)

    def word(self, index: int) -> str:
        """The folded word at an index, or "" past the end."""
        return self.folded[index] if 0 <= index < len(self.folded) else ""

    def slice(self, first: int, end: int) -> str:
        """The text of the words from `first` up to, not with, `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]] if first < end else ""

    def index_at(self, offset: int) -> int:
        """The first word that starts at or after an offset of the text."""
        return bisect_left(self.starts, offset)

    def outside_brackets(self, first: int, end: int) -> Iterator[int]:
        """Indexes from `first` up to `end` that stand in no bracket."""
        if not self.closing:
            yield from range(first, end)
            return
        index = first
        while index < end:
            closing = self.closing.get(index)
            if closing is not None:
                index = closing + 1
                continue
            yield index
            index += 1


@lru_cache(maxsize=256)
def words_of(text: str) -> Words:
    """The words of a text; the last few texts are kept, as every field of an item asks again."""
    return Words(text)


class Phrases:
    """A list of phrases; `match` tells how far the longest of them reaches from a word on."""

    __slots__ = ("_alone", "_by_first", "_commas", "_loose")

    def __init__(self, entries: Iterable[str], *, loose: bool = False, commas: bool = False) -> None:
        """`loose`: "và" and dashes between the words do not count; `commas`: nor do commas."""
        self._loose, self._commas = loose, commas
        self._alone: set[str] = set()
        pairs: dict[tuple[str, str], set[tuple[str, ...]]] = {}
        for entry in entries:
            first, *rest = (fold_word(mark) for mark in _TOKEN.findall(entry))
            if loose:
                rest = [word for word in rest if word not in _SKIPPED]
            if rest:
                pairs.setdefault((first, rest[0]), set()).add(tuple(rest))
            else:
                self._alone.add(first)
        self._by_first: dict[str, dict[str, list[tuple[str, ...]]]] = {first: {} for first in self._alone}
        for (first, second), phrases in pairs.items():
            self._by_first.setdefault(first, {})[second] = sorted(phrases, key=len, reverse=True)

    @property
    def openings(self) -> frozenset[str]:
        """The first words of the phrases, folded."""
        return frozenset(self._by_first)

    def match(self, words: Words, index: int) -> int:
        """Index after the longest phrase that starts at `index`; 0 where none does."""
        folded = words.folded
        count = len(folded)
        by_second = self._by_first.get(folded[index]) if 0 <= index < count else None
        if by_second is None:
            return 0
        second = after = index + 1
        if self._loose:
            while second < count and self._skips(folded, second, after):
                second += 1
        if second < count:
            for rest in by_second.get(folded[second], ()):
                end = self._follow(folded, second, rest, after)
                if end:
                    return end
        return after if folded[index] in self._alone else 0

    def _follow(self, folded: list[str], index: int, rest: tuple[str, ...], first: int) -> int:
        """Index after the words of a phrase that stand from `index` on; `first` is the index after its first word."""
        count = len(folded)
        if not self._loose:
            end = index + len(rest)
            return end if tuple(folded[index:end]) == rest else 0
        for word in rest:
            while index < count and self._skips(folded, index, first):
                index += 1
            if index >= count or folded[index] != word:
                return 0
            index += 1
        return index

    def _skips(self, folded: list[str], index: int, first: int) -> bool:
        """Marks inside a name do not count, but a comma after the first word parts two names ("Báo, Đài …")."""
        mark = folded[index]
        if mark == ",":
            return folded[index - 1] == "phòng" or (self._commas and index > first)
        return mark in _SKIPPED
