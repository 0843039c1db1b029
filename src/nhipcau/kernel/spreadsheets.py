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
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | float | dt.date | None | Promise
LONGEST = 32_000  # characters a cell may hold


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and the width in characters."""

    heading: str | Promise
    width: int = 16


def workbook_of(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet as the bytes of an `.xlsx` file; rows are written as they come."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(mark for mark in title if mark not in "[]:*?/\\")[:31])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width

    def cell(value: Value, *, heading: bool = False) -> Cell:
        made = WriteOnlyCell(sheet)
        if isinstance(value, (str, Promise)):
            made.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST]
            made.data_type = "s"  # a text that begins with "=" stays a text
            made.alignment = Alignment(wrap_text=True, vertical="top")
        elif value is not None:
            made.value = value
            made.alignment = Alignment(vertical="top")
        if isinstance(value, dt.date):
            made.number_format = "dd/mm/yyyy"
        if heading:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(column.heading, heading=True) for column in columns])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_attachment(content: bytes, name: str) -> HttpResponse:
    """The file as a download; `name` is plain letters."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
