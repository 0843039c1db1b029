"""Letterheads and signatures in two columns of plain text, parted by blanks or tabs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.pipeline import read_bytes

BODY = """

KẾ HOẠCH
Phát triển thư viện cộng đồng năm 2031

I. NHIỆM VỤ
1. Sở Văn hóa mở phòng đọc ở các xã.
"""


@pytest.mark.parametrize("gap", ["\t", "\t\t", " \t ", "   ", "      "], ids=repr)
@pytest.mark.parametrize("office", ["UBND TỈNH LAM SƠN", "UBND TỈNH LA HA", "UBND XÃ", "UBND XÃ A"])
def test_a_letterhead_in_two_columns_is_read_down_each(gap: str, office: str) -> None:
    head = (
        f"{office}{gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"VĂN PHÒNG{gap}Độc lập - Tự do - Hạnh phúc\n"
        f"Số: 12/KH-VP{gap}Lam Sơn, ngày 05 tháng 3 năm 2031\n"
    )
    header = read_bytes((head + BODY).encode(), "plan.txt").document.header
    assert (header.number, header.symbol) == ("12", "KH-VP")
    assert (header.issuer, header.place) == ("Văn phòng", "Lam Sơn")


@given(
    st.lists(st.sampled_from(["\t", " ", "   ", "\n", "UBND", "SỞ X", "CỘNG HÒA XÃ HỘI", "Nơi nhận:", "TM. ỦY BAN", "|"]), max_size=25)
)  # fmt: skip
def test_columns_set_with_any_tabs_and_blanks_are_read_without_failing(pieces: list[str]) -> None:
    read_bytes(("x" + "".join(pieces) + BODY).encode(), "plan.txt")
