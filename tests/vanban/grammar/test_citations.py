"""Official documents mentioned with a number. All numbers and bodies are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.catalog.document_types import type_of_symbol
from vanban.grammar.citations import find_citations
from vanban.model.document import Citation


def cite(text: str, *, preamble: bool = False, own: str | None = None) -> tuple[Citation, ...]:
    return find_citations([(text, 0, preamble)], own)


ONE = [
    (
        "Căn cứ Nghị định số 912/2030/NĐ-CP ngày 07/9/2030 của Chính phủ quy định về thư viện",
        ("Nghị định", "912/2030/NĐ-CP", date(2030, 9, 7), "Chính phủ"),
    ),
    (
        "Thông tư số 77/2030/TT-BABC ngày 19 tháng 10 năm 2030 của Bộ trưởng Bộ Khoa học và Công nghệ hướng dẫn",
        ("Thông tư", "77/2030/TT-BABC", date(2030, 10, 19), "Bộ trưởng Bộ Khoa học và Công nghệ"),
    ),
    (
        "Kết luận số 957- KL/TW ngày 15/6/2030 của Bộ Chính trị về",
        ("Kết luận", "957-KL/TW", date(2030, 6, 15), "Bộ Chính trị"),
    ),
    (
        "Nghị quyết số 936/NQ-TW ngày 22/10/2030 của Ban Chấp hành Trung ương Đảng (khóa XX) về",
        ("Nghị quyết", "936/NQ-TW", date(2030, 10, 22), "Ban Chấp hành Trung ương Đảng (khóa XX)"),
    ),
    ("tại Công văn số 4110/SABC-VX ngày 04-12-2030.", ("Công văn", "4110/SABC-VX", date(2030, 12, 4), None)),
    ("Luật Thư viện số 946/2030/QH20 ngày 21/11/2030;", ("Luật", "946/2030/QH20", date(2030, 11, 21), None)),
    (
        "Phương án 02600/PA-UBND của UBND tỉnh Lam Sơn về",
        ("Phương án", "02600/PA-UBND", None, "UBND tỉnh Lam Sơn"),
    ),
    ("theo Quy chế phối hợp số 49/QCPH-SA-SB", ("Quy chế phối hợp", "49/QCPH-SA-SB", None, None)),
    ("mẫu tại Phụ lục 01 của Thông tư số 22/2030/TT-BABC", ("Thông tư", "22/2030/TT-BABC", None, None)),
    (
        "THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TU NGÀY 22 THÁNG 12 NĂM 2030",
        ("Nghị quyết", "57-NQ/TU", date(2030, 12, 22), None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_type_number_date_and_body_are_read_as_printed(
    text: str, expected: tuple[str, str, date | None, str | None]
) -> None:
    (found,) = cite(text)
    assert (found.type, found.number, found.date, found.issuer) == expected
    assert text[found.spans[0].start : found.spans[0].end].replace(" ", "") == found.number


def test_a_list_shares_its_type() -> None:
    found = cite("tại các Quyết định: số 36/QĐ-ABC ngày 11/01/2030 về đường và số 68/QĐ-ABC ngày 27/12/2030")
    assert [(c.type, c.number) for c in found] == [("Quyết định", "36/QĐ-ABC"), ("Quyết định", "68/QĐ-ABC")]
    found = cite("văn bản số 1552/BABC-TTH và 708/BABC-CAT")
    assert [c.number for c in found] == ["1552/BABC-TTH", "708/BABC-CAT"]


def test_the_body_at_the_end_of_a_list_is_not_the_first_document_s() -> None:
    first, second = cite(
        "Chỉ thị số 21/CT-ABC ngày 06/8/2030 về sách, Quyết định số 38/QĐ-ABC của Thủ tướng Chính phủ"
    )
    assert (first.issuer, second.issuer) == (None, "Thủ tướng Chính phủ")


def test_one_document_is_one_entry_and_later_mentions_add_to_it() -> None:
    (found,) = find_citations(
        [
            ("Thực hiện Kế hoạch số 5/KH-ABC;", 0, True),
            ("theo Kế hoạch số 05/KH-ABC ngày 02/3/2030 của Sở A", 100, False),
        ],
        None,
    )
    assert (found.number, found.date, found.basis, len(found.spans)) == (
        "5/KH-ABC",
        date(2030, 3, 2),
        True,
        2,
    )
    assert found.spans[1].start > 100


def test_the_plan_s_own_number_is_not_cited() -> None:
    assert cite("(Kèm theo Kế hoạch số 0124/KH-UBND ngày 01/02/2030)", own="124/KH-UBND") == ()


@pytest.mark.parametrize(
    "text",
    [
        "TCVN 5729:2012",
        "QCVN 08:2030/BABC",
        "UNCLOS 1982",
        "Luật Báo chí",
        "tỷ lệ 12/100",
        "24/7",
        "mạng 4G/5G",
        "Phụ lục 01",
    ],
)
def test_what_has_no_document_number_is_not_cited(text: str) -> None:
    assert cite(f"theo {text} hiện hành") == ()


def test_basis_is_told_by_the_preamble() -> None:
    assert cite("Căn cứ Quyết định số 1/QĐ-ABC", preamble=True)[0].basis
    assert not cite("theo Quyết định số 1/QĐ-ABC")[0].basis


@pytest.mark.parametrize(
    ("symbol", "name"),
    [("QĐ-UBND", "Quyết định"), ("CTr/TU", "Chương trình"), ("QH15", "Luật"), ("SYT-VP", "Công văn")],
)
def test_symbols_stand_for_types(symbol: str, name: str) -> None:
    assert type_of_symbol(symbol) == name


@given(st.text(alphabet="Quyết định số0123456789/-ĐNCPTW của ngày,;()", max_size=150))
def test_any_text_is_read_without_failing(text: str) -> None:
    for citation in cite(text):
        assert " " not in citation.number
