"""Text without accents and capitals, for comparing names the way people type them."""

from __future__ import annotations

import unicodedata

_STROKES = str.maketrans({"đ": "d", "Đ": "D"})


def strip_accents(text: str) -> str:
    """ "Đắk Nông" → "Dak Nong": letters keep their case, marks and the stroke of đ go."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKES))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def fold(text: str) -> str:
    """Key for comparing: no accents, no capitals, single spaces ("  Sở  Y tế " → "so y te")."""
    return " ".join(strip_accents(text).casefold().split())


def fold_case(text: str) -> str:
    """Key that keeps accents: composed, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
