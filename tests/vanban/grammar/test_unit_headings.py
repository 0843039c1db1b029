"""Headings that name units and nothing else."""

from __future__ import annotations

import pytest

from vanban.grammar.parts import names_units

HEADINGS = [
    ("Sở Nội vụ", True),
    ("Đề nghị Báo Lam Sơn:", True),
    ("Kính đề nghị Hội Nông dân tỉnh", True),
    ("Giao trách nhiệm cho UBND các xã", True),
    ("TRÁCH NHIỆM CỦA SỞ NỘI VỤ", True),
    ("Nhiệm vụ của Thư viện tỉnh", True),
    ("Đối với UBND các xã", False),
    ("Mở phòng đọc ở các xã", False),
]


@pytest.mark.parametrize(("heading", "names"), HEADINGS)
def test_words_that_hand_work_over_are_no_part_of_the_name(heading: str, names: bool) -> None:
    assert names_units(heading) is names
