"""Encodings from before Unicode that Vietnamese offices still meet: TCVN3 (ABC), VNI-Windows, VPS.

All three put Vietnamese letters into the places of Western ones: a text typed in them and read as
Windows-1252 shows "Céng hoµ", "Coäng hoøa" or "C¶ng hòa" for "Cộng hòa". Here such text (already in
Western characters) is recognised by the structure of the language and converted.
Sources: TCVN 5712:1993 (VN3), the tables published with the VNI and VPS keyboards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from vanban.text.syllables import Measure, measure


class Encoding(StrEnum):
    """A legacy encoding that can be converted."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    VPS = "vps"


_TCVN3_BYTES = """
a1 a2 a3 a4 a5 a6 a7 a8 a9 aa ab ac ad ae b5 b6 b7 b8 b9 bb bc bd be c6 c7 c8 c9 ca cb cc ce cf d0 d1 d2 d3 d4 d5
d6 d7 d8 dc dd de df e1 e2 e3 e4 e5 e6 e7 e8 e9 ea eb ec ed ee ef f1 f2 f3 f4 f5 f6 f7 f8 f9 fa fb fc fd fe
"""
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"

# From 0x80 upwards; "·" marks places that hold no letter. The capitals with a dot below have no place of
# their own above 0x80 in VPS.
_VPS_LETTERS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ··ỀỂỄỐỒỔỖýỷỵỚỜỞ·ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ·àáâãảạă·èéêẽìí·ĩẴĐòóôõ·Ơụùúủ·ỶẼỳ"
)

# VNI writes a base letter and one following mark; the mark's own place tells tone and shape.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def western(code: int) -> str:
    """The character that Windows-1252 shows for a byte (its five empty places stay control characters)."""
    return bytes([code]).decode("cp1252", errors="ignore") or chr(code)


def _tcvn3_table() -> dict[str, str]:
    codes = [int(code, 16) for code in _TCVN3_BYTES.split()]
    table = dict(zip(map(western, codes), _TCVN3_LETTERS, strict=True))
    table["\u03bc"] = table["\u00b5"]  # the Greek letter stands in for the micro sign after some conversions
    return table


def _vps_table() -> dict[str, str]:
    pairs = ((western(0x80 + place), letter) for place, letter in enumerate(_VPS_LETTERS))
    return {western: letter for western, letter in pairs if letter != "·"}


def _vni_table() -> dict[str, str]:
    """Pairs and single characters, in both cases and with a capital base before a small mark."""
    small: dict[str, str] = dict(_VNI_SINGLE)
    for base in "aeouyôö":
        letter = _VNI_SINGLE.get(base, base)
        for mark, tone in _VNI_TONES.items():
            small[base + mark] = letter + tone
    for base in "aeo":
        for mark, tone in _VNI_CIRCUMFLEX.items():
            small[base + mark] = base + "\u0302" + tone
    for mark, tone in _VNI_BREVE.items():
        small["a" + mark] = "a\u0306" + tone
    table: dict[str, str] = {}
    for written, letter in small.items():
        letter = unicodedata.normalize("NFC", letter)
        table[written] = letter
        table[written.upper()] = letter.upper()
        if len(written) == 2:
            table[written[0].upper() + written[1]] = letter.upper()
            table[written[0] + written[1].upper()] = letter
    return table


_TABLES: dict[Encoding, Mapping[str, str]] = {
    Encoding.TCVN3: _tcvn3_table(),
    Encoding.VNI: _vni_table(),
    Encoding.VPS: _vps_table(),
}
_SINGLE_CHARACTER = {
    encoding: str.maketrans(dict(_TABLES[encoding])) for encoding in (Encoding.TCVN3, Encoding.VPS)
}
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _TABLES[Encoding.VNI]), key=len, reverse=True)))
_UNICODE_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_FONTS = (
    (re.compile(r"^\.vn|^vn(?:time|arial)", re.IGNORECASE), Encoding.TCVN3),
    (re.compile(r"^vni(?!code)", re.IGNORECASE), Encoding.VNI),
    (re.compile(r"^vps\b", re.IGNORECASE), Encoding.VPS),
)

# A conversion is believed where it makes this much more of the words Vietnamese.
_CLEARER_BY = 0.15
_ENOUGH_WORDS = 3
_ENOUGH_CAPITALS = 3
_CAPITAL_WORD = re.compile(r"\b(?=(?:[^\W\d_]*[A-Z]){2})[^\W\d_a-z]+\b")

# Every fifth letter or so of Unicode Vietnamese is one that no Western encoding has; a tenth of that is proof.
_LETTERS_PER_SIGN = 50


@lru_cache(maxsize=256)
def encoding_of_font(name: str | None) -> Encoding | None:
    """The encoding that a font's name announces (".VnTime", "VNI-Times", "VPS Times")."""
    if not name:
        return None
    for pattern, encoding in _FONTS:
        if pattern.match(name.strip()):
            return encoding
    return None


def is_capital_font(name: str | None) -> bool:
    """ABC fonts whose name ends in "H" (".VnTimeH") print small letters as capitals."""
    return bool(name) and encoding_of_font(name) is Encoding.TCVN3 and str(name).strip().endswith("H")


def convert(text: str, encoding: Encoding) -> str:
    """Unicode letters for a text whose characters stand for bytes of a legacy encoding."""
    if text.isascii():
        return text
    if encoding is Encoding.VNI:
        table = _TABLES[Encoding.VNI]
        return _VNI_PATTERN.sub(lambda found: table[found.group()], unicodedata.normalize("NFC", text))
    converted = text.translate(_SINGLE_CHARACTER[encoding])
    if encoding is Encoding.TCVN3:
        lines = zip(text.split("\n"), converted.split("\n"), strict=True)
        return "\n".join(_in_capitals(written, line) for written, line in lines)
    return converted


def _in_capitals(written: str, converted: str) -> str:
    """TCVN3 has no capitals with tone marks: among plain capitals its small letters stand for them."""
    if written.isascii():
        return converted
    plain = [letter for letter in written if letter.isascii() and letter.isalpha()]
    if len(plain) >= _ENOUGH_CAPITALS and all(letter.isupper() for letter in plain):
        return converted.upper()
    return _CAPITAL_WORD.sub(lambda found: found.group().upper(), converted)


def _worth(found: Measure) -> float:
    return found.valid + found.marked - found.alien


def recognise(text: str) -> Encoding | None:
    """The legacy encoding a text is written in, or None where it reads best as it stands."""
    sample = text[:100_000]
    if sample.isascii():
        return None
    if len(_UNICODE_VIETNAMESE.findall(sample)) * _LETTERS_PER_SIGN > len(sample):
        return None
    plain = measure(sample)
    best: Encoding | None = None
    best_worth = _worth(plain) + _CLEARER_BY
    for encoding in Encoding:
        found = measure(convert(sample, encoding))
        if found.words >= _ENOUGH_WORDS and found.marked > 0.2 and _worth(found) > best_worth:
            best, best_worth = encoding, _worth(found)
    return best
