"""Columns made with tabs are read one after the other where they are a letterhead or a signature."""

from __future__ import annotations

from tests.vanban.reading.ooxml import p, texts


def tabbed(*texts_: str) -> str:
    return p("<w:r>" + "<w:tab/>".join(f"<w:t>{text}</w:t>" for text in texts_) + "</w:r>")


def test_a_letterhead_set_with_tabs_is_read_column_by_column() -> None:
    body = (
        tabbed("UBND XÃ A", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + tabbed("PHÒNG VĂN HÓA", "Độc lập - Tự do - Hạnh phúc")
        + tabbed("Số: 12/KH-VH", "A, ngày 01 tháng 3 năm 2026")
        + p("KẾ HOẠCH")
    )
    assert texts(body) == [
        "UBND XÃ A", "PHÒNG VĂN HÓA", "Số: 12/KH-VH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "A, ngày 01 tháng 3 năm 2026", "KẾ HOẠCH",
    ]  # fmt: skip


def test_recipients_beside_a_signature_stay_together() -> None:
    body = (
        p("Trên đây là kế hoạch.") + tabbed("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN") + tabbed("- Như trên;", "CHỦ TỊCH")
        + p("- Lưu: VT.") + tabbed("", "Nguyễn Văn Ví Dụ")
    )  # fmt: skip
    assert texts(body)[1:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Ví Dụ",
    ]


def test_other_tabs_are_blanks() -> None:
    assert texts(tabbed("1.", "Sở Y tế") + tabbed("Kinh phí", "5 triệu đồng")) == [
        "1. Sở Y tế",
        "Kinh phí 5 triệu đồng",
    ]
