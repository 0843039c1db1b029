"""Bytes of a text file → characters.

Order of trust: byte order mark, valid UTF-8, the zero bytes of UTF-16, then the eight-bit encodings, of
which the one that makes the text Vietnamese is taken. A legacy encoding is converted and said.
"""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from vanban.text import legacy
from vanban.text.normalise import clean, is_decomposed
from vanban.text.syllables import measure


class Remark(StrEnum):
    """What the user should know of the decoding, as a code; the words for it are those of who shows it."""

    TCVN3 = "legacy-tcvn3"
    VNI = "legacy-vni"
    VPS = "legacy-vps"
    WINDOWS_1258 = "windows-1258"
    DECOMPOSED = "decomposed-unicode"
    UNDECODED = "undecoded-characters"


CONVERTED = {
    legacy.Encoding.TCVN3: Remark.TCVN3,
    legacy.Encoding.VNI: Remark.VNI,
    legacy.Encoding.VPS: Remark.VPS,
}

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_C1 = re.compile("[\x80-\x9f]")
_C1_AS_WESTERN = {code: legacy.western(code) for code in range(0x80, 0xA0)}
_DAMAGE_ALLOWED = 0.01  # share of undecodable characters at which a text still counts as UTF-8


def decode(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """The text (NFC, line feeds) and remarks on how it was obtained; never fails.

    >>> decode("Kế hoạch".encode("utf-16"))
    ('Kế hoạch', ())
    """
    marked = marked_encoding(data)
    if marked is not None:
        mark, encoding = marked
        return _finish(data[len(mark) :].decode(encoding, errors="replace"))
    try:
        return _finish(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    wide = wide_encoding(data)
    if wide:
        return _finish(data.decode(wide, errors="replace"))
    damaged = data.decode("utf-8", errors="replace")
    if damaged.count("\ufffd") <= len(damaged) * _DAMAGE_ALLOWED:
        return _finish(damaged)
    return _eight_bit(data)


def _finish(text: str) -> tuple[str, tuple[Remark, ...]]:
    """Convert letters that were kept in a legacy encoding inside Unicode, then normalise."""
    text = _western_controls(text)
    encoding = legacy.recognise(text)
    remarks: list[Remark] = []
    if encoding is not None:
        text = legacy.convert(text, encoding)
        remarks.append(CONVERTED[encoding])
    elif is_decomposed(text):
        remarks.append(Remark.DECOMPOSED)
    if "\ufffd" in text:
        remarks.append(Remark.UNDECODED)
    return clean(text), tuple(remarks)


def _western_controls(text: str) -> str:
    """C1 control characters, left by a Latin-1 reading, become the characters of Windows-1252."""
    if text.isascii() or not _C1.search(text):
        return text
    return text.translate(_C1_AS_WESTERN)


def marked_encoding(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that bytes begin with, and the encoding it stands for."""
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), None)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark shows by its zero bytes: every ASCII letter, digit and blank has one."""
    sample = data[:4096]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.2 and odd > even * 4:
        return "utf-16-le"
    if even > half * 0.2 and even > odd * 4:
        return "utf-16-be"
    return None


def _eight_bit(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    # By way of Latin-1, because the five bytes that Windows-1252 leaves empty carry letters in VPS.
    western = _western_controls(data.decode("latin-1"))
    vietnamese = clean(data.decode("cp1258", errors="replace"))
    encoding = legacy.recognise(western)
    if encoding is not None:
        converted = legacy.convert(western, encoding)
        if measure(converted).valid >= measure(vietnamese).valid:
            return clean(converted), (CONVERTED[encoding],)
    if measure(vietnamese).marked > measure(western).marked:
        if "\ufffd" in vietnamese:
            return vietnamese, (Remark.WINDOWS_1258, Remark.UNDECODED)
        return vietnamese, (Remark.WINDOWS_1258,)
    return clean(western), ()
