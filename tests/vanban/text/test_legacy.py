"""Texts in TCVN3, VNI-Windows and VPS are recognised and converted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.text.decoding import decode
from vanban.text.legacy import Encoding, convert, encoding_of_font, is_capital_font, recognise

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc"
WRITTEN = {
    Encoding.TCVN3: "Céng hßa x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc",
    Encoding.VNI: "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nÑoäc laäp - Töï do - Haïnh phuùc",
    Encoding.VPS: "C¶ng hòa xã h¶i chû nghïa ViŒt Nam\nñ¶c lÆp - T¿ do - Hånh phúc",
}


@pytest.mark.parametrize("encoding", list(Encoding))
def test_the_motto_of_each_encoding_is_read(encoding: Encoding) -> None:
    assert recognise(WRITTEN[encoding]) is encoding
    assert convert(WRITTEN[encoding], encoding) == MOTTO


@pytest.mark.parametrize("encoding", list(Encoding))
@pytest.mark.parametrize("kept_as", ["utf-8", "cp1252"])
def test_a_file_in_a_legacy_encoding_is_converted_and_said(encoding: Encoding, kept_as: str) -> None:
    text, remarks = decode(WRITTEN[encoding].encode(kept_as))
    assert text == MOTTO
    assert list(remarks) == [f"legacy-{encoding}"]


@pytest.mark.parametrize(
    "text",
    [
        MOTTO,
        "Ubnd xa bao cao",
        "L'été dernier, la délégation a été reçue à la mairie.",
        "",
        "đ",
        "Số: 12/KH-UBND",
    ],
)
def test_a_text_that_reads_well_is_left_alone(text: str) -> None:
    assert recognise(text) is None
    assert decode(text.encode())[0] == text


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3), (".VnArialH", Encoding.TCVN3), ("VNI-Times", Encoding.VNI),
        ("VNI Helve", Encoding.VNI), ("VPS Times", Encoding.VPS), ("Times New Roman", None), ("Vni Unicode", Encoding.VNI),
        ("Vnunicode", None), (None, None), ("", None),
    ],
)  # fmt: skip
def test_fonts_announce_their_encoding(font: str | None, encoding: Encoding | None) -> None:
    assert encoding_of_font(font) is encoding


def test_capital_fonts_are_known() -> None:
    assert is_capital_font(".VnTimeH")
    assert not is_capital_font(".VnTime")
    assert not is_capital_font("Roboto H")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("KÕ HO¹CH", "KẾ HOẠCH"),
        ("Uû ban HO¹CH ®Þnh", "Uỷ ban HOẠCH định"),
        ("Sè 5/KH-UBND x·", "Số 5/KH-UBND xã"),
        ("§ång", "Đồng"),
    ],
)
def test_small_letters_of_tcvn3_among_capitals_are_capitals(written: str, text: str) -> None:
    assert convert(written, Encoding.TCVN3) == text


@given(st.text(max_size=200), st.sampled_from(list(Encoding)))
def test_conversion_never_fails(text: str, encoding: Encoding) -> None:
    convert(text, encoding).encode("utf-8", "surrogatepass")
