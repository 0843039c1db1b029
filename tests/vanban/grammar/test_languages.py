"""Languages of a product."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.catalog.languages import LANGUAGES
from vanban.grammar.languages import languages_of

NAMED = [
    ("Xuất bản tập gấp bằng tiếng Việt và tiếng Anh.", ("vi", "en")),
    ("Làm bản tin song ngữ Việt - Anh.", ("vi", "en")),
    ("Làm tài liệu (ngôn ngữ Việt – Lào).", ("vi", "lo")),
    ("Đăng tin bằng nhiều ngôn ngữ như: tiếng Anh, Trung, Hàn, Nhật...", ("en", "zh", "ko", "ja")),
    ("Phát thanh bằng các thứ tiếng (Êđê, M’Nông, Gia Rai).", ("rad", "cmo", "jra")),
    ("In bằng các thứ tiếng (tiếng Khmer; tiếng Anh).", ("km", "en")),
]


@pytest.mark.parametrize(("text", "codes"), NAMED)
def test_named_languages_are_given_as_codes_in_order(text: str, codes: tuple[str, ...]) -> None:
    assert languages_of(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Hợp tác với Lào và Anh.",
        "Đài Tiếng nói Việt Nam phát tin.",
        "Nâng cao tiếng tăm sản phẩm.",
        "Quan hệ Việt - Nhật.",
    ],
)
def test_countries_and_stations_are_no_languages(text: str) -> None:
    assert languages_of(text) == ()


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_name_of_the_catalogue_is_read(code: str) -> None:
    for name in LANGUAGES[code]:
        assert languages_of(f"Biên soạn bằng tiếng {name}.") == (code,)


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert len(set(languages_of("tiếng " + text))) == len(languages_of("tiếng " + text))
