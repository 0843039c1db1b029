"""Recipients and signers. All names here are invented."""

from __future__ import annotations

import pytest

from tests.vanban.grammar.plans import plan
from vanban.grammar.closing import is_name

BODY = "I. NHIỆM VỤ\n\n1. Mở thư viện xã.\n"


def test_recipients_and_signer_are_read() -> None:
    found = plan(BODY)
    assert [recipient.text for recipient in found.recipients] == ["Như trên", "Lưu: VT"]
    assert [(s.authority, s.title, s.name) for s in found.signers] == [
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu")
    ]


def test_wrapped_recipients_are_joined_and_a_typists_mark_is_left_out() -> None:
    closing = "\nNơi nhận:\n\n- Các phòng chuyên môn\n(thực hiện);\n- TT Tỉnh ủy; TT HĐND tỉnh (b/c);\n- Lưu: VT, VX.\nMau.12\n\nLê Văn Mẫu\n"
    found = plan(BODY, closing=closing)
    assert [r.text for r in found.recipients] == [
        "Các phòng chuyên môn (thực hiện)",
        "TT Tỉnh ủy; TT HĐND tỉnh (b/c)",
        "Lưu: VT, VX",
    ]
    assert [(s.authority, s.title, s.name) for s in found.signers] == [(None, None, "Lê Văn Mẫu")]


def test_recipients_may_stand_without_bullets() -> None:
    closing = "\nNơi nhận:\nNhư trên;\nCác sở, ngành;\nLưu: VT.\n\nGIÁM ĐỐC\nLê Văn Mẫu\n"
    found = plan(BODY, closing=closing)
    assert [r.text for r in found.recipients] == ["Như trên", "Các sở, ngành", "Lưu: VT"]
    assert [s.name for s in found.signers] == ["Lê Văn Mẫu"]


SIGNATURES = [
    ("TM.ỦY BAN NHÂN DÂN\nKT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐã ký: Lê Văn Mẫu", "KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    (
        "T/M BAN CHỈ ĐẠO\nK/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n(đã ký)\nLê Văn Mẫu",
        "K/T TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
    ),
    (
        "TRƯỞNG BAN TUYÊN GIÁO\nkiêm\nTRƯỞNG BAN CHỈ ĐẠO\n\nLê Văn Mẫu",
        None,
        "TRƯỞNG BAN TUYÊN GIÁO kiêm TRƯỞNG BAN CHỈ ĐẠO",
    ),
    ("GIÁM ĐỐC\n\n[Handwritten signature]\n\nLê Văn Mẫu", None, "GIÁM ĐỐC"),
    ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Văn Mẫu", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH\nLê Văn Mẫu", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
]


@pytest.mark.parametrize(("block", "authority", "title"), SIGNATURES)
def test_signatures_are_read_as_printed(block: str, authority: str | None, title: str) -> None:
    found = plan(BODY, closing=f"\nNơi nhận:\n\n- Lưu: VT.\n\n{block}\n")
    assert [(s.authority, s.title, s.name) for s in found.signers] == [(authority, title, "Lê Văn Mẫu")]


def test_columns_of_a_table_are_read_one_after_the_other() -> None:
    closing = "\n| Nơi nhận:<br>- Như trên;<br>- Lưu: VT. | TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br>Lê Văn Mẫu |\n"
    found = plan(BODY, closing=closing)
    assert [r.text for r in found.recipients] == ["Như trên", "Lưu: VT"]
    assert [(s.authority, s.title, s.name) for s in found.signers] == [(None, "CHỦ TỊCH", "Lê Văn Mẫu")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lê Văn Mẫu", True),
        ("TS. Trần Thị Mẫu", True),
        ("Sở Nội vụ", False),
        ("PHÓ CHỦ TỊCH", False),
        ("Lưu: VT", False),
        ("Chánh Văn phòng", False),
    ],
)
def test_a_name_is_told_from_an_office(text: str, expected: bool) -> None:
    assert is_name(text) is expected
