"""Reading a spreadsheet of units: bytes → lines of text → rows, each with what is wrong in it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold, normal
from nhipcau.organisations.models import UnitKind

MOST_ROWS = 5_000
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
COLUMNS = {
    "ma": "code",
    "ten": "name",
    "ten viet tat": "short_name",
    "ma cap tren": "above",
    "loai": "kind",
    "tu ngay": "valid_from",
    "den ngay": "valid_to",
    "ten khac": "aliases",
    "tiep noi": "follows",
}
KINDS = {
    **{fold(kind.value): kind for kind in UnitKind},
    "tinh": UnitKind.PROVINCE, "thanh pho": UnitKind.PROVINCE, "ubnd tinh": UnitKind.PROVINCE,
    "so": UnitKind.DEPARTMENT, "so nganh": UnitKind.DEPARTMENT, "so ban nganh": UnitKind.DEPARTMENT,
    "trung tam": UnitKind.AGENCY, "don vi su nghiep": UnitKind.AGENCY,
    "xa": UnitKind.COMMUNE, "phuong": UnitKind.WARD, "dac khu": UnitKind.SPECIAL_ZONE,
    "dang": UnitKind.PARTY_BODY, "co quan dang": UnitKind.PARTY_BODY,
    "doan the": UnitKind.ASSOCIATION, "hoi": UnitKind.ASSOCIATION, "mat tran": UnitKind.ASSOCIATION,
    "bao chi": UnitKind.PRESS_AGENCY, "co quan bao chi": UnitKind.PRESS_AGENCY,
    "luc luong vu trang": UnitKind.ARMED_FORCE, "cong an": UnitKind.ARMED_FORCE, "quan doi": UnitKind.ARMED_FORCE,
    "trung uong": UnitKind.CENTRAL, "bo": UnitKind.CENTRAL,
    "truong": UnitKind.SCHOOL, "phong": UnitKind.SECTION, "khac": UnitKind.OTHER, "": UnitKind.OTHER,
}  # fmt: skip
DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


@dataclass
class Row:
    """One line of the sheet, understood; `line` is its number as the spreadsheet shows it."""

    line: int
    code: str
    name: str
    short_name: str = ""
    above: str = ""
    kind: str = UnitKind.OTHER
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    aliases: list[str] = field(default_factory=list)
    follows: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class RowError:
    """What is wrong in one line, for the person who keeps the sheet."""

    line: int
    message: str | Promise


def cells(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """The lines of an .xlsx or .csv file as text, with their numbers; empty lines are dropped."""
    if len(data) > MOST_BYTES:
        raise Refused(_("The sheet is larger than 5 MB; nothing was imported."), code="too-large")
    lines = _workbook(data) if data[:2] == b"PK" else _separated(data)
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(line)]
    if len(filled) > MOST_ROWS:
        raise Refused(_("The sheet has more than 5,000 lines; nothing was imported."), code="too-many")
    if not filled:
        raise Refused(_("The sheet is empty; nothing was imported."), code="empty")
    return filled


def understood(lines: Sequence[tuple[int, list[str]]]) -> tuple[list[Row], list[RowError]]:
    """Rows of the sheet by the names in its first line, and what could not be understood."""
    heads = [COLUMNS.get(fold(cell), "") for cell in lines[0][1]]
    if missing := [label for label, key in (("mã", "code"), ("tên", "name")) if key not in heads]:
        raise Refused(
            _(
                "The first line of the sheet must name its columns; missing: %(columns)s. Nothing was imported."
            )
            % {"columns": ", ".join(missing)},
            code="no-columns",
        )
    rows: list[Row] = []
    errors: list[RowError] = []
    for number, line in lines[1:]:
        values = {head: normal(cell) for head, cell in zip(heads, line, strict=False) if head}
        row, wrong = _row(number, values)
        rows.append(row)
        errors.extend(wrong)
    return rows, errors


def _workbook(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise Refused(
                    _("The sheet unpacks to more than 60 MB; nothing was imported."), code="too-large"
                )
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        return [
            [_text(value) for value in line[:30]]
            for line in sheet.iter_rows(max_row=MOST_ROWS + 2, values_only=True)
        ]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, EOFError) as error:
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


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _row(number: int, values: dict[str, str]) -> tuple[Row, list[RowError]]:
    errors: list[RowError] = []
    row = Row(
        number,
        values.get("code", ""),
        values.get("name", ""),
        values.get("short_name", ""),
        values.get("above", ""),
    )
    for key, most in (("code", 64), ("name", 255), ("short_name", 64)):
        value = values.get(key, "")
        if not value and key != "short_name":
            errors.append(
                RowError(number, _("The code is missing.") if key == "code" else _("The name is missing."))
            )
        if len(value) > most:
            errors.append(RowError(number, _("“%(value)s…” is too long.") % {"value": value[:30]}))
    kind = KINDS.get(fold(values.get("kind", "")))
    if kind is None:
        errors.append(RowError(number, _("The kind “%(kind)s” is unknown.") % {"kind": values["kind"]}))
    else:
        row.kind = kind
    for key in ("valid_from", "valid_to"):
        written = values.get(key, "")
        day = _day(written)
        if written and day is None:
            errors.append(RowError(number, _("“%(day)s” is not a day like 01/07/2025.") % {"day": written}))
        setattr(row, key, day)
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        errors.append(RowError(number, _("The last day lies before the first.")))
    row.aliases = [part for part in map(normal, values.get("aliases", "").split(";")) if part]
    row.follows = [part for part in map(normal, values.get("follows", "").split(";")) if part]
    return row, errors


def _day(text: str) -> dt.date | None:
    for form in DAYS:
        try:
            return dt.datetime.strptime(text.split(" ")[0], form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    return None
