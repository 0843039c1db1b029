"""Which words can be Vietnamese: the syllable structure of the language, not a word list.

A Vietnamese word is written as separate syllables of initial + rhyme + tone. There are about thirty
initials and about one hundred and seventy rhymes, and rhymes that end in p, t, c, ch take two of the six
tones only. That is enough to tell Vietnamese from other languages, from legacy encodings read wrongly
and from text layers whose letters are not the printed ones.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong
ooc oong op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt
uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu yt
"""
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED = ("p", "t", "c", "ch")
_STOPPED_TONES = {"\u0301", "\u0323"}
_WORD = re.compile(r"[^\W\d_]+")

_TONELESS = frozenset(
    [initial + rhyme for initial in ["", *_INITIALS.split()] for rhyme in _RHYMES.split()]
    + ["gi", "giêng", "quôc"]
)

SAMPLE_CHARACTERS = 20_000
"""How much of a text is measured: the first ten pages tell what the rest is."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How Vietnamese a text looks; shares are of `words`."""

    words: int
    valid: float
    """Share of words that are possible syllables, with or without marks."""
    marked: float
    """Share of words that are possible syllables and carry a Vietnamese mark (about 0.8 in real text)."""
    alien: float
    """Share of words with letters of other alphabets, or marks that Vietnamese does not have."""


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable ("nghiêng" yes, "hạc" yes, "hàc" no, "street" no)."""
    if len(word) > 7:
        return False
    tone = ""
    letters = []
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in _TONES:
            if tone:
                return False
            tone = character
        else:
            letters.append(character)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if plain not in _TONELESS:
        return False
    return not plain.endswith(_STOPPED) or tone in _STOPPED_TONES or (not tone and plain.isascii())


@lru_cache(maxsize=50_000)
def _classify(word: str) -> tuple[bool, bool, bool]:
    """(valid, marked, alien) of one word."""
    if word.isascii():
        return is_syllable(word), False, False
    valid = is_syllable(word)
    return valid, valid, not valid and not _has_latin_letters_only(word)


def _has_latin_letters_only(word: str) -> bool:
    """Latin letters, composed or not; minority languages of Viet Nam have marks of their own."""
    return all(
        character.isascii() or "\u00c0" <= character <= "\u01b0" or "\u1e00" <= character <= "\u1eff"
        for character in unicodedata.normalize("NFC", word)
    )


def measure(text: str) -> Measure:
    """Statistics of the first `SAMPLE_CHARACTERS`; words in capitals without marks (acronyms) do not count."""
    words = valid = marked = alien = 0
    for word in _WORD.findall(unicodedata.normalize("NFC", text[:SAMPLE_CHARACTERS])):
        if word.isascii() and len(word) > 1 and word.isupper():
            continue
        words += 1
        is_valid, is_marked, is_alien = _classify(word)
        valid += is_valid
        marked += is_marked
        alien += is_alien
    if not words:
        return Measure(0, 0.0, 0.0, 0.0)
    return Measure(words, valid / words, marked / words, alien / words)


_ENOUGH_TO_JUDGE = 20
_ALIEN, _UNPRINTABLE = 0.06, 0.02


def is_garbled(text: str, found: Measure) -> bool:
    """Whether the characters of a text (with its measure) cannot be the printed ones.

    A broken text layer mixes readable Vietnamese with letters of other alphabets and unassigned
    characters; a document in another language has no Vietnamese in it.
    """
    if found.words < _ENOUGH_TO_JUDGE:
        return False
    unprintable = sum(text.count(character) for character in set(text) if _is_unprintable(character))
    if unprintable > len(text) * _UNPRINTABLE:
        return True
    return found.alien > _ALIEN and 0.02 < found.marked < 0.7


def _is_unprintable(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff" or character == "\ufffd"
