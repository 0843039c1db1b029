"""Numbers as documents write them: roman, in Vietnamese words, as labels of a list.

The words follow the reading used in official documents ("hai tỷ hai trăm bảy mươi tám triệu đồng"); both
"nghìn" and "ngàn", "linh" and "lẻ", "tỷ" and "tỉ" are understood.
"""

from __future__ import annotations

import re
import unicodedata

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")

VIETNAMESE_LETTERS = tuple("abcdđeghiklmnopqrstuvxy")
"""Letters that label points of an article, in their order (no f, j, w, z; "đ" after "d")."""
LATIN_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
"""Letters that word processors print when they number by themselves."""

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_FILLERS = {"linh", "lẻ", "và"}


def roman_to_int(text: str) -> int | None:
    """ "IV" → 4; None where the text is no well-formed roman number."""
    upper = text.upper()
    if not upper or not _ROMAN_FORM.fullmatch(upper):
        return None
    total, place = 0, 0
    for value, sign in _ROMAN:
        while upper.startswith(sign, place):
            total += value
            place += len(sign)
    return total


def int_to_roman(number: int) -> str:
    """4 → "IV"; numbers outside 1..3999 have no roman form and stay digits."""
    if not 0 < number < 4000:
        return str(number)
    signs = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        signs.append(sign * count)
    return "".join(signs)


def int_to_letter(number: int) -> str:
    """The letter a word processor prints for the n-th point: 1 → "a", 27 → "aa", 28 → "bb"."""
    if number < 1:
        return str(number)
    turn, place = divmod(number - 1, len(LATIN_LETTERS))
    return LATIN_LETTERS[place] * (turn + 1) if turn < 20 else str(number)


def letter_follows(before: str, after: str) -> bool:
    """Whether one point label follows another, in the Vietnamese or the Latin order ("d" → "đ" or "e")."""
    for letters in (VIETNAMESE_LETTERS, LATIN_LETTERS):
        if before in letters and after in letters and letters.index(after) == letters.index(before) + 1:
            return True
    return False


def words_to_int(text: str) -> int | None:
    """ "hai tỷ hai trăm bảy mươi tám triệu" → 2278000000; None where a word is no numeral."""
    words = unicodedata.normalize("NFC", text).lower().replace(",", " ").split()
    if not words:
        return None
    total, group, digit, seen = 0, 0, None, False
    billions = 0
    for word in words:
        if word in _DIGITS:
            if digit is not None:
                return None
            digit, seen = _DIGITS[word], True
        elif word == "mười":
            group, digit, seen = group + 10, None, True
        elif word in ("mươi", "chục"):
            group, digit = group + (digit or 1) * 10, None
        elif word == "trăm":
            group, digit = group + (1 if digit is None else digit) * 100, None
        elif word in _SCALES:
            group, digit = group + (digit or 0), None
            if word in ("tỷ", "tỉ"):
                billions, total, group = (billions + total + group) * 10**9, 0, 0
            else:
                total, group = total + group * _SCALES[word], 0
        elif word not in _FILLERS:
            return None
    return billions + total + group + (digit or 0) if seen else None


def int_to_words(number: int) -> str:
    """2278000000 → "hai tỷ hai trăm bảy mươi tám triệu"."""
    if number == 0:
        return "không"
    if number < 0:
        return "âm " + int_to_words(-number)
    if number >= 10**9:
        head, rest = divmod(number, 10**9)
        return f"{int_to_words(head)} tỷ" + (f" {_below_billion(rest, full=True)}" if rest else "")
    return _below_billion(number, full=False)


def _below_billion(number: int, *, full: bool) -> str:
    parts: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group:
            parts.append(f"{_below_thousand(group, full=full or bool(parts))} {name}".strip())
    return " ".join(parts)


def _below_thousand(number: int, *, full: bool) -> str:
    """`full` says the hundreds even where there are none ("không trăm linh năm")."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = [f"{_DIGIT_WORDS[hundreds]} trăm"] if hundreds or full else []
    if tens == 1:
        parts.append("mười")
    elif tens:
        parts.append(f"{_DIGIT_WORDS[tens]} mươi")
    elif ones and parts:
        parts.append("linh")
    if ones:
        parts.append(_ones_after(tens, ones))
    return " ".join(parts)


def _ones_after(tens: int, ones: int) -> str:
    """The last digit changes its name after tens: hai mươi mốt, mười lăm."""
    if tens > 1 and ones == 1:
        return "mốt"
    return "lăm" if tens and ones == 5 else _DIGIT_WORDS[ones]
