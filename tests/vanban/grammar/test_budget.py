"""Sums and sources of a plan's money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.grammar.budget import find_budget
from vanban.text.numerals import int_to_words

SUMS = [
    ("Tổng kinh phí: 1.250.000.000 đồng.", [1_250_000_000]),
    ("Kinh phí 1.250.000.000 (một tỷ hai trăm năm mươi triệu đồng).", [1_250_000_000]),
    ("Dự kiến 2,5 tỷ đồng, trong đó 500 triệu đồng cho in ấn.", [2_500_000_000, 500_000_000]),
    ("Mức chi 200.000 đồng/người/ngày.", []),
    ("Kế hoạch số 12/KH-ABC năm 2031.", []),
]


@pytest.mark.parametrize(("text", "amounts"), SUMS)
def test_sums_are_read_in_dong(text: str, amounts: list[int]) -> None:
    budget = find_budget([(text, 10)])
    assert [amount.amount for amount in budget.amounts] == amounts
    for amount in budget.amounts:
        start, end = amount.spans[0].start - 10, amount.spans[0].end - 10
        assert text[start:end].strip() == amount.text


SOURCES = [
    (
        "Kinh phí thực hiện được bố trí từ ngân sách nhà nước theo phân cấp.",
        "ngân sách nhà nước theo phân cấp",
    ),
    ("Nguồn vốn thực hiện: Ngân sách Đảng.", "Ngân sách Đảng"),
    ("Kinh phí bố trí trong dự toán chi hằng năm của các đơn vị.", "dự toán chi hằng năm của các đơn vị"),
    ("Nguồn kinh phí từ ngân sách nhà nước.", "ngân sách nhà nước"),
    ("Các đơn vị tự lo.", None),
]


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_the_source_is_the_phrase_after_from_or_in(text: str, source: str | None) -> None:
    assert find_budget([(text, 0)]).source == source


def test_sources_in_a_list_are_given_together() -> None:
    pieces = [("Nguồn kinh phí", 0), ("Nguồn ngân sách tỉnh.", 20), ("Quỹ phát triển thư viện;", 50)]
    assert find_budget(pieces).source == "Nguồn ngân sách tỉnh; Quỹ phát triển thư viện"


@given(st.integers(min_value=1_000, max_value=10**13))
def test_figures_and_words_of_every_sum_agree(amount: int) -> None:
    figures = f"{amount:,}".replace(",", ".")
    (found,) = find_budget([(f"Tổng: {figures} ({int_to_words(amount)} đồng)", 0)]).amounts
    assert found.amount == amount


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    find_budget([(text, 0)])


@pytest.mark.parametrize("figure", ["9" * 16, "9" * 5000, "1" + ".000" * 6, "1" + ".000" * 2000])
def test_a_row_of_digits_longer_than_any_sum_is_none(figure: str) -> None:
    assert find_budget([(f"Tổng: {figure} đồng.", 0)]).amounts == ()
    (found,) = find_budget([(f"Tổng: {figure} đồng, trong đó 500 triệu đồng in sách.", 0)]).amounts
    assert found.amount == 500_000_000
