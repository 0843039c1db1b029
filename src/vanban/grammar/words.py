"""A text as words with their places, and lists of phrases looked up in it.

Letters are compared without capitals and without regard to where the tone mark of "oa", "oe", "uy" stands
("uỷ" and "ủy" are one word).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

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


class Words:
    """The words and marks of a text: `folded[i]` for comparing, `starts[i]` and `ends[i]` in the text."""

    __slots__ = ("capital", "closing", "ends", "folded", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.capital: list[bool] = []
        for found in _TOKEN.finditer(text):
            mark = found.group()
            self.folded.append(fold_word(mark))
            self.starts.append(found.start())
            self.ends.append(found.end())
            self.capital.append(mark[0].isupper() or mark[0].isdigit())
        self.closing = self._brackets()

    def _brackets(self) -> dict[int, int]:
        """Index of the closing bracket for every opening one that is closed."""
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
        for index, start in enumerate(self.starts):
            if start >= offset:
                return index
        return len(self.starts)

    def outside_brackets(self, first: int, end: int) -> Iterator[int]:
        """Indexes from `first` up to `end` that stand in no bracket."""
        index = first
        while index < end:
            closing = self.closing.get(index)
            if closing is not None:
                index = closing + 1
                continue
            yield index
            index += 1


@lru_cache(maxsize=64)
def words_of(text: str) -> Words:
    """The words of a text; the last few texts are kept, as every field of an item asks again."""
    return Words(text)


class Phrases:
    """A list of phrases; `match` tells how far the longest of them reaches from a word on."""

    __slots__ = ("_by_first", "_commas", "_loose")

    def __init__(self, entries: Iterable[str], *, loose: bool = False, commas: bool = False) -> None:
        """`loose`: "và" and dashes between the words do not count; `commas`: nor do commas."""
        self._loose, self._commas = loose, commas
        by_first: dict[str, set[tuple[str, ...]]] = {}
        for entry in entries:
            words = tuple(fold_word(mark) for mark in _TOKEN.findall(entry))
            if loose:
                words = words[:1] + tuple(word for word in words[1:] if word not in _SKIPPED)
            by_first.setdefault(words[0], set()).add(words[1:])
        self._by_first = {first: sorted(rest, key=len, reverse=True) for first, rest in by_first.items()}

    def match(self, words: Words, index: int) -> int:
        """Index after the longest phrase that starts at `index`; 0 where none does."""
        for rest in self._by_first.get(words.word(index), ()):
            end = self._follow(words, index + 1, rest)
            if end:
                return end
        return 0

    def _follow(self, words: Words, index: int, rest: tuple[str, ...]) -> int:
        folded, count, first = words.folded, len(words.folded), index
        for word in rest:
            if self._loose:
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
