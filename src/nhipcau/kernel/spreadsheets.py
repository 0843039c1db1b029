"""Writing `.xlsx`: a plain table with a frozen heading, real dates and numbers, and never a formula from somebody's text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.http import HttpResponse
from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from nhipcau.kernel.printable import printable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | float | dt.date | None | Promise
LONGEST = 32_000  # characters a cell may hold
# One object each: openpyxl compares the styles of every cell, and equal ones that are the same compare at once.
WRAPPED, UNWRAPPED = Alignment(wrap_text=True, vertical="top"), Alignment(wrap_text=False, vertical="top")
TOP, BOLD = Alignment(vertical="top"), Font(bold=True)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and the width in characters."""

    heading: str | Promise
    width: int = 16


def workbook_of(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, above: Sequence[str] = ()
) -> bytes:
    """One sheet as the bytes of an `.xlsx` file; rows are written as they come, the lines `above` before the heading.

    On paper it lies across, as wide as the page, the heading on every sheet.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(mark for mark in title if mark not in "[]:*?/\\")[:31])
    heading = len(above) + 1
    sheet.freeze_panes = f"A{heading + 1}"
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width

    def cell(value: Value, *, bold: bool = False, wrapped: bool = True) -> Cell:
        made = WriteOnlyCell(sheet)
        if isinstance(value, (str, Promise)):
            made.value = printable(str(value))[:LONGEST]
            made.data_type = "s"  # a text that begins with "=" stays a text
            made.alignment = WRAPPED if wrapped else UNWRAPPED
        elif value is not None:
            made.value = value
            made.alignment = TOP
        if isinstance(value, dt.date):
            made.number_format = "dd/mm/yyyy"
        if bold:
            made.font = BOLD
        return made

    for line in above:
        sheet.append([cell(line, bold=True, wrapped=False)])
    sheet.append([cell(column.heading, bold=True) for column in columns])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_attachment(content: bytes, name: str, *, content_type: str = CONTENT_TYPE) -> HttpResponse:
    """The file as a download; `name` is plain letters."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
