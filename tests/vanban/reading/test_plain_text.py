"""Plain text: hard wraps, marks, tables of bars, columns, running heads. All plans here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.errors import EmptyDocument
from vanban.model import LineKind
from vanban.reading.plain import read_plain


def texts(source: str) -> list[str]:
    return [line.text for line in read_plain(source.encode()).lines]


WRAPPED = """**I. NHIỆM VỤ,
GIẢI PHÁP**

1. Mở lớp dạy nghề cho thanh niên các xã trong tỉnh giai đoạn 2021
- 2030, gắn với phát triển kinh tế
- xã hội của địa phương và nhu cầu của doanh nghiệp
trên địa bàn.

- Thực hiện theo Quyết định số
7/QĐ-UBND của tỉnh;
- Báo cáo kết quả hằng năm về sở để
tổng hợp.
"""

DENSE = """1. Mở lớp dạy nghề cho thanh niên các xã, phường trong tỉnh theo nhu cầu
của doanh nghiệp và người lao động trên địa bàn, ưu tiên người khuyết tật,
người thuộc hộ nghèo.
2. Sở Lao động
Hướng dẫn các trường mở lớp, cấp chứng chỉ nghề cho học viên theo đúng quy
định và báo cáo Ủy ban nhân dân tỉnh.
1.2.1
Nâng cao chất lượng giảng dạy nghề ở các xã vùng cao và vùng sâu của tỉnh
trong năm học mới.
3. Công ty, hợp tác xã, hộ kinh doanh tiếp nhận học viên đến thực tập tại xưởng
theo thỏa thuận.
- Nhà trường cử giáo viên theo dõi học viên trong suốt thời gian thực tập tại
xưởng sản xuất.
- Học viên viết thu hoạch gửi nhà trường sau khi kết thúc đợt thực tập tại xưởng
theo mẫu.
"""


def test_lines_of_a_block_are_one_paragraph_where_a_file_is_wrapped() -> None:
    assert texts(WRAPPED) == [
        "I. NHIỆM VỤ, GIẢI PHÁP",
        "1. Mở lớp dạy nghề cho thanh niên các xã trong tỉnh giai đoạn 2021 - 2030, gắn với phát triển kinh tế - xã hội của địa phương và nhu cầu của doanh nghiệp trên địa bàn.",
        "- Thực hiện theo Quyết định số 7/QĐ-UBND của tỉnh;",
        "- Báo cáo kết quả hằng năm về sở để tổng hợp.",
    ]


def test_a_line_that_leaves_room_ends_its_paragraph_where_no_blank_lines_are() -> None:
    found = texts(DENSE)
    assert [text[:14] for text in found] == [
        "1. Mở lớp dạy ",
        "2. Sở Lao động",
        "Hướng dẫn các ",
        "1.2.1 Nâng cao",
        "3. Công ty, hợ",
        "- Nhà trường c",
        "- Học viên viế",
    ]


def test_every_line_is_a_paragraph_where_lines_are_long() -> None:
    body = "Phòng Văn hóa mở lớp học hát cho người cao tuổi ở các khu phố, thôn, bản trong xã. " * 3
    assert texts(f"1. {body}\n2. {body}\n- Ghi chú\n") == [
        f"1. {body.strip()}",
        f"2. {body.strip()}",
        "- Ghi chú",
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("## **I. NHIỆM VỤ**", "I. NHIỆM VỤ"),
        ("**1. **Mở lớp", "1. Mở lớp"),
        ("**** Phối hợp với các trường***", "* Phối hợp với các trường"),
        ("*   Mở lớp", "* Mở lớp"),
        ("** II**", "II"),
        ("_(Chi tiết kèm theo)_", "(Chi tiết kèm theo)"),
        (r"\- Mở lớp \*", "- Mở lớp *"),
        ("[Cổng thông tin](https://example.org)", "Cổng thông tin"),
    ],
)
def test_marks_are_dropped_and_a_left_over_star_is_a_bullet(line: str, text: str) -> None:
    assert texts(line) == [text]


BARS = """|
**STT**
|
**Nội dung**
|
**Chủ trì**
|
|
**I**
|
**Đào tạo**
|
|
1
|
Mở lớp dạy nghề
cho thanh niên
|
Sở Nội vụ
|
|
2
|
In tài liệu
|
|
"""


def test_cells_parted_by_bars_get_their_places() -> None:
    cells = {
        (line.cell.row, line.cell.column): line.text for line in read_plain(BARS.encode()).lines if line.cell
    }
    assert cells == {
        (0, 0): "STT", (0, 1): "Nội dung", (0, 2): "Chủ trì", (1, 0): "I", (1, 1): "Đào tạo", (2, 0): "1",
        (2, 1): "Mở lớp dạy nghề cho thanh niên", (2, 2): "Sở Nội vụ", (3, 0): "2", (3, 1): "In tài liệu",
    }  # fmt: skip


def test_rows_on_one_line_keep_empty_cells_and_dates_left_blank() -> None:
    source = (
        "| STT | Việc | Ghi chú |\n|---|---|---|\n| 1 | Mở lớp |  |\n| 2 | Theo Kế hoạch ngày / /2026 | A |"
    )
    cells = {
        (line.cell.row, line.cell.column): line.text
        for line in read_plain(source.encode()).lines
        if line.cell
    }
    assert cells[1, 1] == "Mở lớp"
    assert (1, 2) not in cells
    assert cells[2, 1] == "Theo Kế hoạch ngày / /2026"


COLUMNS = """   ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   TỈNH LAM SƠN                     Độc lập - Tự do - Hạnh phúc
   Số: 12/KH-UBND               Lam Sơn, ngày 5 tháng 3 năm 2026

                          KẾ HOẠCH
"""


def test_two_columns_are_read_one_after_the_other() -> None:
    assert texts(COLUMNS) == [
        "ỦY BAN NHÂN DÂN", "TỈNH LAM SƠN", "Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Lam Sơn, ngày 5 tháng 3 năm 2026", "KẾ HOẠCH",
    ]  # fmt: skip


def test_running_heads_and_page_numbers_are_left_out_after_the_first_page() -> None:
    page = "\n".join(f"Dòng {{page}}.{row} của trang này nói về việc mở lớp học." for row in range(15))
    source = "\n".join(f"SỞ NỘI VỤ LAM SƠN\n{n}\n{page.format(page=n)}" for n in (1, 2, 3, 4))
    found = texts(source)
    assert found.count("SỞ NỘI VỤ LAM SƠN") == 1
    assert not any(text.isdigit() for text in found)
    assert len(found) == 1 + 4 * 15


def test_numbers_at_the_foot_of_a_page_are_no_text() -> None:
    source = (
        "Mở lớp dạy nghề cho thanh niên các\n7432\n21\n\fxã trong tỉnh và người lao động\nở các hợp tác xã.\n"
    )
    assert (
        " ".join(texts(source))
        == "Mở lớp dạy nghề cho thanh niên các xã trong tỉnh và người lao động ở các hợp tác xã."
    )


def test_a_footnote_is_told_by_its_mark() -> None:
    kinds = [line.kind for line in read_plain("1. Mở lớp⁽¹⁾\n\n⁽¹⁾ Theo nhu cầu của các xã.".encode()).lines]
    assert kinds == [LineKind.BODY, LineKind.FOOTNOTE]


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(EmptyDocument):
        read_plain(b" \n\t\n|\n")


@given(st.text(alphabet="ab Đ.1|*-+#\n\t_:;()“” \\", max_size=400))
def test_offsets_point_at_the_lines_whatever_the_text(source: str) -> None:
    try:
        document = read_plain(source.encode())
    except EmptyDocument:
        return
    for line in document.lines:
        assert document.text[line.span.start : line.span.end] == line.text
