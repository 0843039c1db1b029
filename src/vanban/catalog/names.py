"""Words that tell a person's name from the name of an office, as both stand in a signature."""

from __future__ import annotations

SURNAMES: frozenset[str] = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đào lương mai tô tạ hà cao chu"
    " trương lâm đoàn thái y".upper().split()
)
"""Family names in capitals: what follows an office printed in capitals is a name where it opens with one."""

OFFICE_OPENINGS: frozenset[str] = frozenset(
    "ủy sở ban bộ phòng cục báo đài hội các như chánh trung nơi kế phụ quyết căn thường tỉnh thành mặt liên cổng chi viện"
    " trường nghị kính tổng tổ đảng".title().split()
)
"""First words of offices, recipients and notices, with which no person's name opens."""

SURNAME_OR_OFFICE: dict[str, frozenset[str]] = {
    "Công": frozenset({"An", "Báo", "Đoàn", "Điện", "Thương", "Ty"}),
    "Văn": frozenset({"Bản", "Hóa", "Hoá", "Phòng", "Thư"}),
}
"""Family names that also open offices, with the second words that make them one ("Công Ty …", "Văn Phòng …")."""


def opens_office(words: list[str]) -> bool:
    """Whether the first words of a line in capitalised words are those of an office, not of a person."""
    if words[0] in SURNAME_OR_OFFICE:
        return len(words) < 3 or words[1].title() in SURNAME_OR_OFFICE[words[0]]
    return words[0] in OFFICE_OPENINGS
