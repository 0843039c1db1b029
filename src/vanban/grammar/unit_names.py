"""What a unit's name looks like: how it opens, and how far its standing part reaches."""

from __future__ import annotations

from enum import StrEnum

from vanban.catalog import units as catalog
from vanban.grammar import lexicon
from vanban.grammar.words import Words

_WEAK_OFFICIALS = frozenset(catalog.WEAK_OFFICIALS)
_AFTER_NOUN = frozenset([",", "và", ";", ".", ":", ")", "khác", "cá", "trực", "của"])

# Words that can open a unit's name at all: most words of a text cannot, and are left at one look.
_NAMES = lexicon.STANDING.openings | lexicon.HEADS.openings
_OPENINGS = _NAMES | lexicon.OFFICIALS.openings | lexicon.DETERMINERS.openings | lexicon.GENERIC.openings


class Opening(StrEnum):
    """How a unit's name opens."""

    NAME = "name"
    OFFICIAL = "official"
    DETERMINER = "determiner"
    GENERIC = "generic"


def name_end(words: Words, index: int) -> int:
    """Index after a unit word with its proper name; 0 where there is none.

    Habit: a unit's name opens with a capital; in small letters it is one only before a capital or a place
    ("công an tỉnh", "sở Tài chính").
    """
    if words.word(index) not in _NAMES:
        return 0
    known: int | None = words.known.get(("name", index))
    if known is None:
        known = words.known["name", index] = _name_end(words, index)
    return known


def _name_end(words: Words, index: int) -> int:
    if lexicon.NOT_HEADS.match(words, index):
        return 0
    end = lexicon.STANDING.match(words, index)
    if end and not (words.capital[index] or _names_place(words, end)):
        end = 0
    head = lexicon.HEADS.match(words, index)
    if not head or head >= len(words):
        return end
    field = lexicon.FIELDS.match(words, head)
    if field and (words.capital[head] or (words.capital[index] and not _tells_work(words, index, head))):
        return max(end, field)
    if end:
        return end
    if words.capital[head] and words.word(head) not in ("trung", "cấp") and not words.word(head).isdigit():
        return head + 1
    if (
        words.capital[index]
        and lexicon.PLACE_HEADS.match(words, index) == head
        and lexicon.PLACES.match(words, head)
    ):
        return head
    return 0


def _tells_work(words: Words, index: int, head: int) -> bool:
    """ "… thuộc Bộ tham mưu …": a ministry's field in small letters may be the verb that follows "Bộ"."""
    return words.folded[index] == "bộ" and bool(lexicon.VERBS.match(words, head))


def _names_place(words: Words, index: int) -> bool:
    return index < len(words) and (words.capital[index] or bool(lexicon.PLACES.match(words, index)))


def has_field(words: Words, index: int) -> int:
    """Index after a unit word with one of the State's fields ("Sở Tài chính"); 0 where there is none."""
    head = lexicon.HEADS.match(words, index)
    return lexicon.FIELDS.match(words, head) if head else 0


def lists_fields(words: Words, colon: int) -> bool:
    """Habit: "các Sở: Tài chính, Xây dựng" names several units by one head and a colon."""
    return bool(lexicon.HEADS.match(words, colon - 1) == colon and lexicon.FIELDS.match(words, colon + 1))


def generic_end(words: Words, index: int) -> int:
    """Index after a common noun for units ("cơ quan"); 0 where there is none or a longer word stands there."""
    known: int | None = words.known.get(("generic", index))
    if known is None:
        known = words.known["generic", index] = _generic_end(words, index)
    return known


def _generic_end(words: Words, index: int) -> int:
    end = lexicon.GENERIC.match(words, index)
    if not end:
        return 0
    if (
        max(
            lexicon.VERBS.match(words, index),
            lexicon.NOT_UNITS.match(words, index),
            lexicon.NOT_HEADS.match(words, index),
        )
        > end
    ):
        return 0
    if words.folded[index : index + 2] == ["tổ", "chức"] and not _after_noun(words, index + 2):
        return 0
    return end


def _after_noun(words: Words, index: int) -> bool:
    """Whether "tổ chức" before this word is the noun: in a list, or with a word that tells which organisations."""
    if index >= len(words) or words.word(index) in _AFTER_NOUN or lexicon.CLOSING_TAILS.match(words, index):
        return True
    return bool(lexicon.PROTECTED.match(words, index - 2))


def opening_at(words: Words, index: int) -> Opening | None:
    """How a unit's name opens at a word; None where none does."""
    if index >= len(words) or words.folded[index] not in _OPENINGS:
        return None
    official = lexicon.OFFICIALS.match(words, index)
    if official and (words.slice(index, official).lower() not in _WEAK_OFFICIALS or _opens(words, official)):
        return Opening.OFFICIAL
    if name_end(words, index):
        return Opening.NAME
    determiner = lexicon.DETERMINERS.match(words, index)
    if determiner:
        return None if lexicon.NOT_UNITS.match(words, determiner) else Opening.DETERMINER
    return Opening.GENERIC if generic_end(words, index) else None


def _opens(words: Words, index: int) -> bool:
    """Whether a unit's name, "các …" or a common noun for a unit starts here."""
    determiner = lexicon.DETERMINERS.match(words, index)
    noun = determiner or index
    return bool(name_end(words, noun) or generic_end(words, noun) or lexicon.OFFICIALS.match(words, noun))


def is_place(words: Words, index: int) -> bool:
    """Whether a noun for a place stands here ("xã", "phường"), which may share the head before it."""
    end = lexicon.PLACES.match(words, index)
    return bool(end) and end >= generic_end(words, index)


def after_determiner(words: Words, index: int) -> int:
    """Index after "các", "một số", "mỗi" …; the index itself where none stands there."""
    return lexicon.DETERMINERS.match(words, index) or index


def opens_subject(words: Words, index: int) -> bool:
    """Whether the words here can only be a unit, so that the unit may be a subject or an addressee."""
    opening = opening_at(words, index)
    if opening is Opening.DETERMINER:
        noun = after_determiner(words, index)
        while noun < len(words) and words.word(noun).isdigit():
            noun += 1
        return bool(name_end(words, noun) or generic_end(words, noun) or lexicon.OFFICIALS.match(words, noun))
    if opening is Opening.GENERIC:
        return bool(lexicon.BARE_SUBJECTS.match(words, index))
    return opening is not None
