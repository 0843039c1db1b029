"""Lists of units: split into names as printed, and found in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vanban.catalog import units as catalog
from vanban.grammar import lexicon
from vanban.grammar.unit_lists import SEPARATORS, Stop, list_at
from vanban.grammar.unit_names import (
    Opening,
    after_determiner,
    has_field,
    is_place,
    name_end,
    opening_at,
    opens_subject,
)
from vanban.grammar.words import Phrases, Words, words_of
from vanban.model.source import Span

_QUALIFIERS = Phrases(catalog.QUALIFIERS)
_JOINT = Phrases(catalog.JOINT_OFFICES)
_APPOSITIONS = Phrases(catalog.APPOSITIONS)
_RELATED = Phrases(("liên quan", "có liên quan"))
_BULLETS = frozenset("-+*•–")
_SKIPPED = _BULLETS | {"/"}
_MARKED = re.compile(r"\s*(?:[-+*•–]|\d{1,2}\s*[.)])\s")
_LAST_PIECE = re.compile(r"[,;]|\bvà\b")
_TRAILING = re.compile(r"[\s,;](?:và|v\.?\s?v\.?|hoặc|cùng)$", re.IGNORECASE)
_LONGEST_TRAILING = 8
_EDGES = " \t\n.,;:-–—+*•…/|&\"'“”‘’()[]"
_TOO_BARE = frozenset({"đơn", "vị", "quan", "ngành", "sở", "xã", "văn", "phòng", "thành", "viên"})
_REACH = 60
_NOTHING = frozenset({"không", "không có", "nt", "như trên"})
_SHARED_PLACES = frozenset(
    {"xã", "phường", "huyện", "khu", "cụm", "quận", "thị", "thành", "tỉnh", "đặc", "thôn", "ấp"}
)


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit named in a text, and where."""

    name: str
    span: Span


def split_units(text: str) -> tuple[str, ...]:
    """The units of a list as printed, without brackets, qualifiers and marks at the ends.

    Habit: names are parted by ";" always, by "," and "và" only where what follows opens a new name.
    """
    return tuple(mention.name for mention in list_mentions(text))


@lru_cache(maxsize=256)
def list_mentions(text: str) -> tuple[UnitMention, ...]:
    """The units of a list with their places, brackets after a name included."""
    words = words_of(unwrapped(text))
    return mentions_in(words, 0, len(words))


def unwrapped(text: str) -> str:
    """The list on one line, of the same length: a line that opens a name or has a mark of its own parts two units."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    marks = (_mark_between(before, line) for before, line in pairwise(lines))
    return lines[0] + "".join(mark + line for mark, line in zip(marks, lines[1:], strict=True))


def _mark_between(before: str, line: str) -> str:
    return ";" if not before.rstrip().endswith(";") and _starts_unit(before, line) else " "


def _starts_unit(before: str, line: str) -> bool:
    """Habit: in a cell each unit has a line, marked or not; a long name goes on in small letters."""
    if _MARKED.match(line):
        return True
    last = words_of(_LAST_PIECE.split(before)[-1].strip())
    if not len(last) or before.rstrip().endswith((",", " và")):
        return False
    unfinished = (lexicon.OPEN, lexicon.OFFICIALS, lexicon.HEADS)
    if any(phrases.match(last, 0) == len(last) for phrases in unfinished):
        return False
    return opening_at(words_of(line), 0) in (Opening.NAME, Opening.OFFICIAL, Opening.DETERMINER)


def mentions_in(words: Words, first: int, end: int) -> tuple[UnitMention, ...]:
    """The units of a list that fills the words from `first` up to `end`."""
    found: list[UnitMention] = []
    for left, right in _pieces(words, first, end):
        name = _name(words, left, right)
        if found and _APPOSITIONS.match(words, left):
            continue
        if name and name.lower() not in _NOTHING:
            found.append(UnitMention(name, Span(words.starts[left], words.ends[right - 1])))
    return tuple(found)


def units_at(text: str, offset: int = 0) -> tuple[UnitMention, ...]:
    """The units of the list that starts at an offset of running text; () where no unit opens there."""
    words = words_of(text)
    index = words.index_at(offset)
    if not opens_subject(words, index):
        return ()
    return mentions_in(words, index, list_at(words, index).end)


@lru_cache(maxsize=256)
def whole_list(text: str) -> tuple[str, ...]:
    """The units of a line that names units and nothing else (a heading, the words before a colon); else ().

    Habit: a line that gives the responsible unit opens with its name and says no more than a qualifier after it.
    """
    words = words_of(text.rstrip(" \t\n.,;:"))
    if not opens_subject(words, 0):
        return ()
    if len(words) <= 2 and words.folded[-1] in _TOO_BARE:
        return ()
    found: tuple[UnitMention, ...] = ()
    start = 0
    while start < len(words):
        extent = list_at(words, start, whole=True)
        if extent.opening is Opening.DETERMINER and extent.stop is Stop.WORD:
            return ()
        end = extent.end
        while end < len(words) and not words.folded[end][0].isalnum() and words.folded[end] not in ":;":
            end += 1
        found += mentions_in(words, start, end)
        if end >= len(words):
            break
        start = _after_qualifier(words, end)
        if not start:
            return ()
    return tuple(mention.name for mention in found)


def _after_qualifier(words: Words, index: int) -> int:
    """Index of the next unit after a qualifier and ";", the end where none follows; 0 where no qualifier stands here."""
    if words.folded[index] != ";" and not _QUALIFIERS.match(words, index):
        return 0
    for ahead in words.outside_brackets(index, len(words)):
        if words.folded[ahead] == ";" and opens_subject(words, ahead + 1):
            return ahead + 1
    return len(words)


def _pieces(words: Words, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Word ranges of the single units of a list."""
    left, qualified, inside, run = first, False, first, first
    for index in list(words.outside_brackets(first, end)):
        if index < left:
            continue
        mark = words.folded[index]
        if left == index and (mark in _BULLETS or mark in (";", ",", "và")):
            left = index + 1
            continue
        if _is_label(words, index):
            if left < index:
                yield left, index
            left, qualified = index + 2, False
            continue
        inside = max(inside, name_end(words, index))
        # Within a row of separators its end is known.
        after = run = run if run > index else _after_separators(words, index + 1, end)
        if mark == ";":
            cut = True
        elif mark in SEPARATORS:
            cut = index >= inside and _parts(words, left, index, after, qualified=qualified)
        elif mark in _BULLETS and _bulleted(words, first, index):
            cut = opening_at(words, after) is not None
        else:
            cut, after = _follows_unparted(words, left, index), index
            qualified = qualified or (index > left and bool(_QUALIFIERS.match(words, index)))
        if cut:
            yield left, index
            left, qualified = after, False
    if left < end:
        yield left, end


def _after_separators(words: Words, index: int, end: int) -> int:
    while index < end and (words.word(index) in SEPARATORS or words.word(index) in _SKIPPED):
        index += 1
    return index


def _is_label(words: Words, index: int) -> bool:
    """Whether a number before a unit's name is the label of an item ("1. Sở A 2. Sở B")."""
    numbered = words.folded[index].isdigit() and words.word(index + 1) in (".", ")")
    return numbered and opening_at(words, index + 2) is not None


def _bulleted(words: Words, first: int, index: int) -> bool:
    """Whether a dash is a bullet of a flattened list ("- Sở A - Sở B"), not part of a name."""
    return words.folded[first] in _BULLETS or words.word(index - 1) == ";"


def _follows_unparted(words: Words, left: int, index: int) -> bool:
    """A forgotten comma: a second name with the same head word directly after a whole name."""
    return (
        words.capital[index]
        and words.folded[index] == words.folded[left]
        and index == has_field(words, left)
        and bool(name_end(words, index))
    )


def _parts(words: Words, left: int, index: int, after: int, *, qualified: bool) -> bool:
    """Whether the separator at `index` parts two units."""
    opening = opening_at(words, after)
    if opening is None:
        return _is_abbreviation(words, after)
    if _is_joint(words, left, index, after):
        return False
    if qualified:
        return opening in (Opening.NAME, Opening.OFFICIAL)
    before = opening_at(words, left)
    if opening is Opening.OFFICIAL:
        return not (before is Opening.OFFICIAL and lexicon.OFFICIALS.match(words, left) == index)
    if opening is Opening.DETERMINER:
        shared = words.word(after_determiner(words, after)) in _SHARED_PLACES
        return not (shared and before in (Opening.NAME, Opening.OFFICIAL))
    if opening is Opening.NAME:
        return not _is_bare(words, left, index)
    return _opens_common_name(words, left, index, after, before)


def _is_abbreviation(words: Words, index: int) -> bool:
    """Habit: a lone word in capitals is the short name of a unit ("DNVT", "VNPT")."""
    if index >= len(words):
        return False
    word = words.slice(index, index + 1)
    alone = index + 1 >= len(words) or words.folded[index + 1] in (*SEPARATORS, ";", ".")
    return alone and len(word) > 2 and word.isalpha() and word.isupper() and not words.text.isupper()


def _is_joint(words: Words, left: int, index: int, after: int) -> bool:
    """Habit: "Văn phòng HĐND và UBND huyện" is one office of two bodies."""
    return (
        _JOINT.match(words, left) == index
        and words.word(after) in ("hđnd", "ubnd", "hội", "ủy", "đoàn", "đài")
        and words.folded[left] != words.folded[after]
    )


def _is_bare(words: Words, left: int, index: int) -> bool:
    """A unit word without a name of its own shares the name that follows ("Báo, Đài Trung ương")."""
    start = after_determiner(words, left)
    if start != left:
        return False
    if lexicon.HEADS.match(words, start) == index and not name_end(words, start):
        return True
    return lexicon.OFFICIALS.match(words, start) == index


def _opens_common_name(words: Words, left: int, index: int, after: int, before: Opening | None) -> bool:
    """Habit: "cơ quan …" after a proper name is a unit of its own; within one "các" it is not.

    A common name that ends in "(có) liên quan" is always one after a proper name.
    """
    if before in (Opening.DETERMINER, Opening.GENERIC):
        listed = "," in words.folded[max(left, index - _REACH) : index] and "và" in words.folded[index:after]
        return (listed or _is_closed(words, left, index)) and _ends_related(words, after)
    if before is Opening.OFFICIAL and not any(
        name_end(words, inner) for inner in range(left + 1, min(left + 5, index))
    ):
        return False
    if is_place(words, after) or words.word(after) in _SHARED_PLACES:
        return False
    shares = any(words.folded[inner] in ("các", "cấp") for inner in range(max(left, index - _REACH), index))
    return not shares or _ends_related(words, after)


def _is_closed(words: Words, left: int, index: int) -> bool:
    """Whether a common name has said whose it is ("các sở, ngành tỉnh"), so that the next noun starts anew."""
    for start in range(max(left + 1, index - 4), index):
        end = lexicon.CLOSING_TAILS.match(words, start)
        if end == index and words.word(start - 1) not in SEPARATORS and start > after_determiner(words, left):
            return True
    return False


def _ends_related(words: Words, index: int) -> bool:
    for ahead in range(index, min(index + 12, len(words))):
        if words.folded[ahead] == ";" or opening_at(words, ahead) in (Opening.NAME, Opening.DETERMINER):
            return False
        if _RELATED.match(words, ahead):
            return True
    return False


def _name(words: Words, left: int, right: int) -> str:
    """One unit as printed: brackets and the qualifier after the name go, and marks at the ends."""
    kept: list[str] = []
    start = left
    index = left
    while index < right:
        closing = words.closing.get(index)
        if closing is not None:
            if start < index:
                kept.append(words.slice(start, index))
            index = start = closing + 1
            continue
        if index > left and _QUALIFIERS.match(words, index):
            break
        index += 1
    if start < min(index, right):
        kept.append(words.slice(start, min(index, right)))
    return _without_trailing(" ".join(" ".join(kept).split()).strip(_EDGES)).strip(_EDGES)


def _without_trailing(name: str) -> str:
    """The name without conjunctions and "v.v." at its end, which led to a further name."""
    while found := _TRAILING.search(name, max(0, len(name) - _LONGEST_TRAILING)):
        name = name[: found.start()].rstrip(" \t\n,;")
    return name
