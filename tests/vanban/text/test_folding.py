"""Names compare the way people type them."""

from __future__ import annotations

import pytest

from vanban.text.folding import fold, fold_case, strip_accents
from vanban.text.normalise import clean, is_decomposed, squeeze


@pytest.mark.parametrize(
    ("text", "key"), [("  Sở  Y tế ", "so y te"), ("ĐÀI Phát thanh", "dai phat thanh"), ("Sơ\u0309", "so")]
)
def test_folding_drops_marks_capitals_and_blanks(text: str, key: str) -> None:
    assert fold(text) == key


def test_accents_can_go_alone_or_stay() -> None:
    assert strip_accents("Ủy ban xã Đá") == "Uy ban xa Da"
    assert fold_case("SỞ  Y tế") == "sở y tế"


def test_cleaning_keeps_inner_blanks_and_squeezing_joins_them() -> None:
    assert clean("a\u00a0 b\r\nc") == "a\u00a0 b\nc"
    assert squeeze("\t a\u00a0 \u2003b ") == "a b"


def test_decomposed_text_is_noticed() -> None:
    assert is_decomposed("ê\u0301")
    assert not is_decomposed("ế")
