"""Tables as `.xlsx`."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.kernel.spreadsheets import Column, Value, workbook_of


def sheet_of(content: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_a_text_is_never_a_formula_nor_changed(text: str) -> None:
    cell = sheet_of(workbook_of("Việc", [Column("Việc")], [[text]], above=[text]))["A3"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_lines_above_the_heading_leave_it_frozen_and_on_every_page() -> None:
    rows: list[list[Value]] = [["a", dt.date(2026, 3, 20), 5, None]]
    columns = [Column(name) for name in ("Việc", "Ngày", "Số", "Khác")]
    sheet = sheet_of(workbook_of("Việc: tháng 3", columns, rows, above=["Kế hoạch", ""]))
    assert [cell.value for cell in sheet[3]] == ["Việc", "Ngày", "Số", "Khác"]
    assert [cell.value for cell in sheet[4]][::2] == ["a", 5]
    assert (sheet["B4"].is_date, sheet["B4"].number_format) == (True, "dd/mm/yyyy")
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.title) == ("A4", "$3:$3", "Việc tháng 3")


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_characters_that_no_workbook_can_carry_are_left_out(mark: str) -> None:
    assert sheet_of(workbook_of("Việc", [Column("Việc")], [[f"a{mark}b"]]))["A2"].value == "ab"
