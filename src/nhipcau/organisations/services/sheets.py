"""Reading a spreadsheet of units: bytes → lines of text, with their numbers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
import zlib
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from nhipcau.kernel.errors import Refused

MOST_ROWS = 10_000
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_COLUMNS = 40
# What openpyxl and the readers below it raise for files that are cut off, damaged, encrypted or packed in a way nobody unpacks.
# SyntaxError is what both XML readers raise, RuntimeError an encrypted part, NotImplementedError an unknown way of packing.
BROKEN = (
    zipfile.BadZipFile, InvalidFileException, zlib.error, SyntaxError, KeyError, ValueError, IndexError, EOFError, TypeError,
    AttributeError, OverflowError, RuntimeError,
)  # fmt: skip


def cells(data: bytes, name: str, *, decimal: str = ".") -> list[tuple[int, list[str]]]:
    """The lines of an .xlsx or .csv file as text, with their numbers; empty lines are dropped.

    `decimal` stands before the parts of a number in a workbook: a comma, where a point is read as one between thousands.
    """
    if len(data) > MOST_BYTES:
        raise Refused(_("The sheet is larger than 5 MB; nothing was imported."), code="too-large")
    lines = _workbook(data, decimal) if data[:2] == b"PK" else _separated(data)
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(line)]
    if len(filled) > MOST_ROWS:
        raise Refused(_("The sheet has more than 10,000 lines; nothing was imported."), code="too-many")
    if not filled:
        raise Refused(_("The sheet is empty; nothing was imported."), code="empty")
    return filled


def _workbook(data: bytes, decimal: str) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise Refused(
                    _("The sheet unpacks to more than 60 MB; nothing was imported."), code="too-large"
                )
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        return [
            [_text(value, decimal) for value in line[:MOST_COLUMNS]]
            for line in sheet.iter_rows(max_row=MOST_ROWS + 2, values_only=True)
        ]
    except BROKEN as error:
        raise Refused(
            _("The file cannot be read as a spreadsheet; save it as .xlsx or .csv again."), code="unreadable"
        ) from error


def _separated(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused(
            _("The .csv file is not in Unicode; save it as “CSV UTF-8” or .xlsx."), code="unreadable"
        )
    if "\x00" in text:
        raise Refused(
            _("The file cannot be read as a spreadsheet; save it as .xlsx or .csv again."), code="unreadable"
        )
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        return [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), delimiter=mark)]
    except csv.Error as error:
        raise Refused(
            _("The file cannot be read as a spreadsheet; save it as .xlsx or .csv again."), code="unreadable"
        ) from error


def _text(value: Any, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return str(value).replace(".", decimal)
    return str(value).strip()
