"""Names stand in the order of the dictionary."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.kernel.collation import dictionary_order


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ân", "Bình", "Cường", "Dũng", "Đặng", "Em", "Êm", "Vũ"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ"],
        ["Nguyễn An", "Nguyễn Ánh", "Nguyễn Văn", "Nguyện An"],
        ["Sở Công Thương", "Sở Du lịch", "Sở Ngoại vụ", "Sở Y tế", "Ủy ban nhân dân xã"],
        ["Tổ 2", "Tổ A", "Tổ Ơ"],
        ["on", "ôn", "ơn"],
        ["Hà Nội", "Hải An"],
    ],
)
def test_the_order_of_the_dictionary(ordered: list[str]) -> None:
    assert sorted(set(ordered), key=dictionary_order) == ordered
    composed = [unicodedata.normalize("NFD", name) for name in ordered]
    assert sorted(set(composed), key=dictionary_order) == composed


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_have_an_order(one: str, other: str) -> None:
    assert (dictionary_order(one) < dictionary_order(other)) + (
        dictionary_order(other) < dictionary_order(one)
    ) == (one != other)
