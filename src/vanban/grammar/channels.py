"""Through what information work is done: the channel, product or occasion that its clause names.

The habit of the genre: "tuyên truyền … thông qua / trên / bằng …" names it after a preposition; a second
verb ("và tổ chức các lớp tập huấn") names it beside. What stands in the topic ("về các hội chợ") is none.
"""

from __future__ import annotations

from vanban.catalog import kinds as catalog
from vanban.grammar.action_words import ACTION_WORDS, PRODUCTS, Lexicon
from vanban.grammar.words import Phrases, Words

_CHANNELS = Lexicon(catalog.CHANNELS.items())
_MARKERS = Phrases(catalog.CHANNEL_MARKERS)
_FILLERS = Phrases(catalog.CHANNEL_FILLERS)
_ORGANISING = Phrases(("tổ chức các", "tổ chức", "mở các", "mở"))
_PRODUCED = frozenset(f"{kind}!" for kind in PRODUCTS)
_PRODUCING = ("trao", "phát", "viết", "biên", "xuất")
_INNER = ("press", "programme", "portal", "event")
_FILLERS_BEFORE = 4


def channel_of(words: Words, after: int, end: int) -> str | None:
    """The kind of the first channel, product or occasion named in the words from `after` up to `end`."""
    for index in words.outside_brackets(after, end):
        word = words.folded[index]
        if word == ":" and words.word(index - 1) != "như":
            return None
        if word in ("để", "nhằm") or (word == "qua" and words.word(index + 1) == "đó"):
            return None
        if word in (",", "và") and (made := _made(words, index + 1, end)):
            return made
        if (marker := _MARKERS.match(words, index)) and (found := _channel_at(words, marker, end, word)):
            return found
    return None


def on_portal(words: Words, after: int, end: int) -> bool:
    """Whether "trên Cổng thông tin điện tử" follows: columns on a portal are the portal's."""
    for ahead in range(after, end - 1):
        if words.folded[ahead] == "trên":
            found = _CHANNELS.at(words, ahead + 1, end)
            return found is not None and found[0] == "portal"
    return False


def _made(words: Words, index: int, end: int) -> str | None:
    """A product or occasion that the same clause orders beside the information work."""
    if index >= end:
        return None
    known = ACTION_WORDS.at(words, index, end)
    if known and known[0] in _PRODUCED and words.folded[index] in _PRODUCING:
        return known[0].rstrip("!")
    after = _ORGANISING.match(words, index)
    if not after or after >= end:
        return None
    known = ACTION_WORDS.at(words, after, end)
    return known[0].rstrip("!") if known and known[0] in ("training!", "event!") else None


def _channel_at(words: Words, index: int, end: int, marker: str) -> str | None:
    """The channel after a marker and a few fillers ("trên các phương tiện …")."""
    for _ in range(_FILLERS_BEFORE + 1):
        if index >= end:
            return None
        if found := _CHANNELS.at(words, index, end):
            kind = found[0]
            if marker in catalog.PARTNER_MARKERS:
                return kind if kind == "press" else None
            return kind if kind in _INNER or marker not in catalog.INNER_MARKERS else None
        filler = _FILLERS.match(words, index)
        if not filler:
            return None
        index = filler
    return None
