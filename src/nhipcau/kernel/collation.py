"""The order of the Vietnamese dictionary: a ă â b c d đ e ê …, then the tones; code points put Đặng after Vũ."""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Level, grave, hook, tilde, acute, dot below: as dictionaries order the six tones.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PLACES = {letter: place for place, letter in enumerate(LETTERS)}
_OTHER = len(LETTERS)

Key = tuple[tuple[tuple[tuple[int, ...], tuple[int, ...]], ...], str]


def dictionary_order(text: str) -> Key:
    """A key for sorting: word by word, the letters of a word first, then its tones.

    >>> sorted(["Vũ", "Đặng", "Dũng", "Ân", "An", "Ăn"], key=dictionary_order)
    ['An', 'Ăn', 'Ân', 'Dũng', 'Đặng', 'Vũ']
    """
    parted = [_parted(word) for word in text.casefold().split()]
    return tuple((tuple(_place(letter) for letter in bare), tuple(tones)) for bare, tones in parted), text


def _parted(word: str) -> tuple[str, list[int]]:
    """The letters of a word without tones, and the tone of each letter."""
    bare: list[str] = []
    tones: list[int] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in _TONES and tones:
            tones[-1] = _TONES[mark]
        elif unicodedata.combining(mark) and bare:
            bare[-1] = unicodedata.normalize("NFC", bare[-1] + mark)  # â, ơ: letters of their own
        else:
            bare.append(mark)
            tones.append(0)
    return "".join(bare), tones


def _place(letter: str) -> int:
    if letter in _PLACES:
        return _PLACES[letter]
    # Digits and signs stand before letters, in their own order; letters of other languages after them.
    return ord(letter) - 0x110000 if not letter.isalpha() else _OTHER + ord(letter)
