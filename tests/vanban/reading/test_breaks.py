"""Soft line breaks: a stack of a letterhead or signature stays a stack, a wrapped sentence becomes one line."""

from __future__ import annotations

import pytest

from vanban.reading.breaks import split_breaks

CASES = [
    (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Mẫu",
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Mẫu"],
        "a signature is a stack",
    ),
    (
        "ỦY BAN NHÂN DÂN\n-------\nSố: 45/KH-UBND",
        ["ỦY BAN NHÂN DÂN", "-------", "Số: 45/KH-UBND"],
        "a rule parts",
    ),
    ("Tổ chức tuyên truyền\nvề biển đảo.", ["Tổ chức tuyên truyền về biển đảo."], "a sentence was wrapped"),
    ("UBND\nxã An Hòa", ["UBND xã An Hòa"], "one word in capitals is an abbreviation"),
    ("Gồm:\n- Sở A\n- Sở B", ["Gồm:", "- Sở A", "- Sở B"], "labels open items"),
]


@pytest.mark.parametrize(("text", "lines", "reason"), CASES, ids=[case[2] for case in CASES])
def test_breaks_are_read_as_a_person_would(text: str, lines: list[str], reason: str) -> None:
    assert split_breaks(text, stacked=False) == lines
