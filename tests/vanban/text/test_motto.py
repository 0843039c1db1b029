"""The ways in which the country's name, its motto and the Party's heading are set."""

from __future__ import annotations

import re

import pytest

from vanban.text.motto import MOTTO, OPENINGS, PARTY, STATE

SET = [
    (STATE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (STATE, "CỘNG  HOÀ XÃ HỘI CHỦ NGHĨA\tVIỆT NAM"),
    (MOTTO, "Độc lập - Tự do - Hạnh phúc"),
    (MOTTO, "Độc lập – Tự do – Hạnh phúc"),
    (MOTTO, "Độc lập-Tự do-Hạnh phúc"),
    (MOTTO, "Độc lập. Tự do. Hạnh phúc"),
    (PARTY, "ĐẢNG CỘNG SẢN VIỆT NAM"),
]


@pytest.mark.parametrize(("pattern", "text"), SET)
def test_a_heading_is_known_however_it_is_set(pattern: str, text: str) -> None:
    assert re.fullmatch(pattern, text)
    assert re.match(OPENINGS, text)


def test_words_of_the_motto_in_a_sentence_are_no_heading() -> None:
    assert not re.search(OPENINGS, "nước ta độc lập, tự do và hạnh phúc theo đường lối của Đảng")
