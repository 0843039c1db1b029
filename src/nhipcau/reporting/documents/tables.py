"""The figures of a report as a spreadsheet: each figure, below it what it is made of."""

from __future__ import annotations

from decimal import Decimal

from nhipcau.kernel.spreadsheets import Column, Value, workbook_of
from nhipcau.reporting.documents.office import full_name
from nhipcau.reporting.documents.wording import Content, day, period

COLUMNS = (
    Column("Mã", 12), Column("Chỉ tiêu", 60), Column("Đơn vị báo cáo", 36), Column("Đơn vị tính", 14), Column("Thực hiện", 16),
    Column("Trên tổng số", 14), Column("Ước thực hiện", 16), Column("Nội dung liệt kê", 50), Column("Ghi chú", 40),
)  # fmt: skip


def xlsx_of(content: Content, *, is_draft: bool) -> bytes:
    """One sheet; a consolidated report has a row for each unit below each figure."""
    names = {each["code"]: each["name"] for each in content["units"]}
    rows: list[list[Value]] = []
    for figure in content["figures"]:
        rows.append(_row(figure, figure["code"], figure["label"], content["unit"]["name"], figure["note"]))
        rows += [_row(each, figure["code"], "", names[each["unit"]], "") for each in figure["contributions"]]
    above = [
        f"{content['form']['subject']} {period(content['cycle'])}",
        full_name(content["unit"]["name"]),
        f"Số liệu thực hiện tính đến ngày {day(content['cycle']['cut_off_on'])}",
    ]
    if is_draft:
        above.append(f"Dự thảo: số liệu tại ngày {day(content['report']['said_on'])}, chưa được chấp nhận")
    return workbook_of("Số liệu", COLUMNS, rows, above=above)


def _row(told: Content, code: str, label: str, unit: str, note: str) -> list[Value]:
    return [
        code, label, unit, told.get("measure", ""), _number(told["value"]), _number(told["of"]), _number(told["estimate"]),
        "\n".join(told["entries"]), note,
    ]  # fmt: skip


def _number(text: str | None) -> Value:
    if text is None:
        return None
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)
