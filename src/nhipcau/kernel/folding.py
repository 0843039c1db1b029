"""Folded text: how names are compared when marks, case, blanks and punctuation should not matter."""

from __future__ import annotations

import re
import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "d"})
_APART = re.compile(r"[^0-9a-z]+")


def normal(text: str) -> str:
    """Composed Unicode (NFC) with single blanks: how text is kept."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Lower case without diacritics or punctuation, words parted by one blank: how text is searched.

    >>> fold("Sở Văn hóa,  Thể thao và Du lịch")
    'so van hoa the thao va du lich'
    """
    bare = unicodedata.normalize("NFD", text.translate(_D)).lower()
    bare = "".join(mark for mark in bare if not unicodedata.combining(mark))
    return _APART.sub(" ", bare).strip()


def folded_marks(text: str) -> str:
    """Lower case with diacritics kept: tells "hòa" from "hoa", not "hòa" from "hoà" (both forms of tone marks are one)."""
    composed = unicodedata.normalize("NFC", text).lower()
    for old, new in _TONE_FORMS:
        composed = composed.replace(old, new)
    return " ".join(composed.split())


# Tone marks on "oa, oe, uy" are written on either vowel; one form is chosen for comparing.
_TONE_FORMS = [
    (first + second_marked, first_marked + second)
    for first, second, pairs in (
        ("o", "a", zip("òóỏõọ", "àáảãạ", strict=True)),
        ("o", "e", zip("òóỏõọ", "èéẻẽẹ", strict=True)),
        ("u", "y", zip("ùúủũụ", "ỳýỷỹỵ", strict=True)),
    )
    for first_marked, second_marked in pairs
]
