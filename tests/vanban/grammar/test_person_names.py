"""Names of persons and of offices in signatures. All persons are invented."""

from __future__ import annotations

import pytest

from vanban.catalog.names import OFFICE_OPENINGS, SURNAME_OR_OFFICE, SURNAMES
from vanban.grammar.closing import is_name

LINES = [
    ("Lê Văn Mẫu", True),
    ("Công Văn Mẫu", True),
    ("Văn Thị Mẫu", True),
    ("Văn Mẫu Lam Sơn", True),
    ("Công Ty Lam Sơn", False),
    ("Công An Tỉnh", False),
    ("Văn Phòng Ủy Ban", False),
    ("Văn Thư", False),
    ("Sở Nội Vụ", False),
    ("Như Trên", False),
]


@pytest.mark.parametrize(("line", "is_one"), LINES)
def test_a_name_is_told_from_an_office(line: str, is_one: bool) -> None:
    assert is_name(line) is is_one


def test_no_word_stands_in_two_tables() -> None:
    assert not OFFICE_OPENINGS & set(SURNAME_OR_OFFICE)
    assert not {word.upper() for word in OFFICE_OPENINGS} & SURNAMES
