"""Letters with a place become the lines a person reads; pages here are set by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vanban.model.source import LineKind
from vanban.reading.draft import Draft
from vanban.reading.pdf.glyphs import Glyph, Rule
from vanban.reading.pdf.grid import grids_of
from vanban.reading.pdf.layout import drafts_of
from vanban.reading.pdf.pages import RawPage, arrange
from vanban.reading.pdf.rows import rows_of

WIDTH, HEIGHT, LEFT, RIGHT = 595.0, 842.0, 85.0, 539.0
INDENT = LEFT + 36
LETTER = 0.5


def letters(
    text: str, x: float, y: float, size: float = 14.0, *, bold: bool = False, blanks: bool = True
) -> list[Glyph]:
    """A row of text, each letter half as wide as high."""
    found = []
    for character in text:
        if character != " " or blanks:
            found.append(Glyph(character, x, x + size * LETTER, y, size, bold, False))
        x += size * LETTER
    return found


def full(text: str, size: float = 14.0) -> str:
    """A text made as long as a row of the page, with words too long to have fitted before."""
    room = int((RIGHT - LEFT) / (size * LETTER))
    return (text + " thựchiện" * room)[: room - 1].rstrip() + "n"


def page(*glyphs: list[Glyph], number: int = 1, rules: list[Rule] | None = None) -> RawPage:
    return RawPage(number, WIDTH, HEIGHT, [glyph for row in glyphs for glyph in row], rules or [])


def read(*pages: RawPage) -> list[Draft]:
    return drafts_of(arrange(list(pages)))


def texts(*pages: RawPage) -> list[str]:
    return [draft.text for draft in read(*pages)]


def test_rows_come_from_the_top_and_letters_from_the_left_whatever_their_order() -> None:
    glyphs = letters("hai", 100, 600) + letters("một", 100, 700)
    assert [row.text for row in rows_of(glyphs[::-1], 1)] == ["một", "hai"]


def test_words_are_parted_by_blanks_or_by_room() -> None:
    assert rows_of(letters("Sở Y tế", 100, 700), 1)[0].text == "Sở Y tế"
    assert rows_of(letters("Sở Y tế", 100, 700, blanks=False), 1)[0].text == "Sở Y tế"


def test_a_torn_syllable_is_mended_and_words_are_left_alone() -> None:
    assert (
        rows_of(letters("hoạt đ ộng thông t in", 90, 700), 1)[0].text == "hoạt động thông tin"[:15] + " t in"
    )
    assert rows_of(letters("xã hội và cơ sở", 90, 700), 1)[0].text == "xã hội và cơ sở"


def test_a_raised_number_is_the_mark_of_a_note_and_a_square_metre_is_not() -> None:
    word = letters("ngày", 100, 700)
    raised = [Glyph("1", word[-1].x1, word[-1].x1 + 4, 705, 8.0, False, False)]
    assert rows_of(word + raised, 1)[0].text == "ngày⁽¹⁾"
    area = letters("12 m", 100, 700)
    area.append(Glyph("2", area[-1].x1, area[-1].x1 + 4, 705, 8.0, False, False))
    assert rows_of(area, 1)[0].text == "12 m²"


def test_full_rows_go_on_and_an_indent_opens_a_paragraph() -> None:
    rows = [
        letters(full("Sở Y tế")[:-6], INDENT, 700), letters(full("chủ trì"), LEFT, 684), letters("phối hợp.", LEFT, 668),
        letters(full("Công an")[:-6], INDENT, 652), letters("báo cáo.", LEFT, 636), letters(full("x"), LEFT, 620),
        letters(full("y"), LEFT, 604),
    ]  # fmt: skip
    found = texts(page(*rows))
    assert [text.split()[0] for text in found] == ["Sở", "Công", "x"]
    assert found[0].endswith("phối hợp.")


def test_a_row_with_room_for_the_next_word_ends_its_paragraph() -> None:
    rows = [letters(full("một"), LEFT, 700), letters("Báo cáo.", LEFT, 684), letters(full("Hai"), LEFT, 668)]
    assert [text.split()[0] for text in texts(page(*rows))] == ["một", "Hai"]


def test_a_paragraph_runs_over_the_end_of_a_page_and_page_numbers_are_dropped() -> None:
    first = page(letters("1", 300, 810), letters(full("Sở"), LEFT, 100), letters(full("a"), LEFT, 84))
    second = page(
        letters("2", 300, 810), letters(full("tiếp"), LEFT, 760), letters("hết.", LEFT, 744), number=2
    )
    found = texts(first, second)
    assert len(found) == 1
    assert found[0].endswith("hết.")


def test_running_heads_are_told_from_the_text() -> None:
    pages = [
        page(
            letters("DỰ THẢO lần 2", 400, 815),
            letters(f"Nội dung trang {number}.", LEFT, 500),
            letters(full("x"), LEFT, 400),
            letters("Hết.", LEFT, 384),
            number=number,
        )
        for number in range(1, 5)
    ]
    found = read(*pages)
    assert [draft.text for draft in found if draft.kind is LineKind.PAGE_HEADER] == ["DỰ THẢO lần 2"]
    assert sum(draft.text.startswith("Nội dung") for draft in found) == 4


def test_a_letterhead_is_read_column_by_column() -> None:
    rows = [
        letters("UBND TỈNH A", 90, 780, 12), letters("CỘNG HÒA XÃ HỘI", 330, 780, 12),
        letters("SỞ Y TẾ", 100, 765, 12, bold=True), letters("Độc lập - Tự do", 340, 765, 12),
        letters("Số: 12/KH-SYT", 95, 735, 12), letters("A, ngày 01 tháng 3", 330, 735, 12),
        letters("KẾ HOẠCH", 270, 690, bold=True), letters(full("Thực hiện"), LEFT, 660),
    ]  # fmt: skip
    assert texts(page(*rows))[:7] == [
        "UBND TỈNH A", "SỞ Y TẾ", "Số: 12/KH-SYT", "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", "A, ngày 01 tháng 3", "KẾ HOẠCH",
    ]  # fmt: skip


def test_a_tab_after_a_label_is_no_column() -> None:
    rows = [
        letters("1.", LEFT, 700, bold=True), letters("MỤC TIÊU", LEFT + 40, 700, bold=True),
        letters("1.1", LEFT, 684, bold=True), letters("Mục tiêu chung", LEFT + 40, 684, bold=True),
    ]  # fmt: skip
    assert texts(page(*rows)) == ["1. MỤC TIÊU", "1.1 Mục tiêu chung"]


def test_a_footnote_below_a_short_rule_stands_after_the_paragraph_that_names_it() -> None:
    row = letters("Kỷ niệm các ngày lễ lớn", INDENT, 400)
    mark = [Glyph("1", row[-1].x1, row[-1].x1 + 4, 405, 8.0, False, False)]
    glyphs = [
        row + mark, letters(full("Một"), LEFT, 380), letters(full("a"), LEFT, 364), letters("Hết trang.", LEFT, 348),
        letters("1 Ngày truyền thống.", LEFT, 90, 10),
    ]  # fmt: skip
    found = read(page(*glyphs, rules=[Rule(LEFT, 105, LEFT + 144, 105)]))
    assert [(draft.kind, draft.text) for draft in found[:2]] == [
        (LineKind.BODY, "Kỷ niệm các ngày lễ lớn⁽¹⁾"),
        (LineKind.FOOTNOTE, "⁽¹⁾ Ngày truyền thống."),
    ]


def ruled(xs: list[float], ys: list[float]) -> list[Rule]:
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[-1], x, ys[0]) for x in xs]


def test_ruled_lines_make_cells_and_wrapped_cells_are_joined() -> None:
    rules = ruled([85, 120, 300, 540], [700, 660, 620])
    rows = [
        letters("TT", 90, 680, 12), letters("Nội dung", 130, 680, 12), letters("Chủ trì", 310, 680, 12),
        letters("1", 90, 645, 12), letters("Tổ chức họp báo và", 130, 645, 12), letters("triển lãm", 130, 630, 12),
        letters("Sở Y tế", 310, 645, 12),
    ]  # fmt: skip
    found = read(page(*rows, rules=rules))
    assert [(draft.text, draft.cell.row, draft.cell.column) for draft in found if draft.cell] == [
        ("TT", 0, 0), ("Nội dung", 0, 1), ("Chủ trì", 0, 2), ("1", 1, 0), ("Tổ chức họp báo và triển lãm", 1, 1), ("Sở Y tế", 1, 2),
    ]  # fmt: skip


def test_a_table_goes_on_over_the_page_without_its_repeated_head() -> None:
    xs = [85.0, 120.0, 540.0]
    head = [letters("TT", 90, 780, 12), letters("Nội dung", 130, 780, 12)]
    first = page(
        *head, letters("1", 90, 745, 12), letters("Họp báo", 130, 745, 12), rules=ruled(xs, [800, 760, 720])
    )
    second = page(
        *head,
        letters("2", 90, 745, 12),
        letters("Triển lãm", 130, 745, 12),
        rules=ruled(xs, [800, 760, 720]),
        number=2,
    )
    found = [(draft.text, draft.cell.row) for draft in read(first, second) if draft.cell]
    assert found == [("TT", 0), ("Nội dung", 0), ("1", 1), ("Họp báo", 1), ("2", 2), ("Triển lãm", 2)]


def test_cells_without_a_line_between_them_are_one() -> None:
    rules = [
        Rule(0, 100, 200, 100), Rule(0, 50, 200, 50), Rule(0, 0, 200, 0), Rule(0, 0, 0, 100), Rule(200, 0, 200, 100),
        Rule(100, 0, 100, 50),
    ]  # fmt: skip
    (grid,) = grids_of(rules)
    assert [(box.row, box.column, box.rows, box.columns) for box in grid.boxes] == [
        (0, 0, 1, 2),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
    ]


def test_underlines_and_single_frames_are_no_tables() -> None:
    assert grids_of([Rule(100, 700, 200, 700), Rule(300, 700, 450, 700)]) == []
    assert grids_of(ruled([100, 200], [700, 600])) == []


@given(st.text(alphabet="abc ănđ.,-1", min_size=1, max_size=60), st.floats(6, 30), st.floats(50, 700))
def test_any_row_prints_what_it_holds(text: str, size: float, y: float) -> None:
    rows = rows_of(letters(text, 50, y, size), 1)
    printed = "".join(row.text for row in rows)
    assert printed.replace(" ", "") == text.replace(" ", "")
