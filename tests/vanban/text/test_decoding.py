"""Every way an office may have saved a text gives the same Unicode characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.text.decoding import decode
from vanban.text.syllables import measure

SENTENCE = (
    "Sở Văn hóa chủ trì, phối hợp với các đơn vị tổ chức tuyên truyền biển đảo; thời gian thực hiện: trong năm.\n"
    "Ủy ban nhân dân xã báo cáo kết quả trước ngày 15 tháng 11."
)
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def windows_1258(text: str) -> bytes:
    """The form of that code page: shaped letter, then its tone."""
    written = []
    for character in text:
        marks = unicodedata.normalize("NFD", character)
        shape = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        written.append(shape + "".join(mark for mark in marks if mark in TONES))
    return "".join(written).encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_recognised_with_or_without_its_mark(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == (SENTENCE, ())


def test_decomposed_letters_are_composed() -> None:
    assert decode(unicodedata.normalize("NFD", SENTENCE).encode())[0] == SENTENCE


def test_windows_1258_is_recognised_and_said() -> None:
    text, remarks = decode(windows_1258(SENTENCE))
    assert text == SENTENCE
    assert list(remarks) == ["windows-1258"]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028"])
def test_line_ends_become_line_feeds(ending: str) -> None:
    assert decode(SENTENCE.replace("\n", ending).encode())[0] == SENTENCE


def test_a_text_cut_inside_a_letter_is_still_utf_8() -> None:
    text, _ = decode(SENTENCE.encode()[:40])
    assert text.startswith("Sở Văn hóa chủ trì, phối hợp")
    assert "\u00c6" not in text


def test_invisible_characters_and_lookalikes_go() -> None:
    assert decode("\ufeffÐơn\u00ad vị\u200b\x00".encode())[0] == "Đơn vị"


@given(st.binary(max_size=400))
def test_any_bytes_give_composed_text(data: bytes) -> None:
    text, _ = decode(data)
    assert unicodedata.is_normalized("NFC", text)
    assert "\x00" not in text
    assert "\r" not in text
    text.encode()


@pytest.mark.parametrize(
    ("text", "valid", "marked"),
    [(SENTENCE, 1.0, 0.8), ("The committee shall report its findings before the deadline.", 0.4, 0.0)],
)
def test_the_syllable_tells_vietnamese_from_other_languages(text: str, valid: float, marked: float) -> None:
    found = measure(text)
    assert (found.valid >= 0.99) == (valid == 1.0)
    assert (found.marked >= 0.7) == (marked > 0)
