"""Damaged, encrypted and oddly packed workbooks: each is refused with advice, none gives a traceback."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from nhipcau.kernel.errors import Refused
from nhipcau.organisations.services.sheets import cells

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def whole() -> bytes:
    book = Workbook()
    sheet = book.create_sheet("Đơn vị", 0)
    for number in range(40):
        sheet.append([f"Mã {number}", f"Tên {number}", number])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of it changed."""
    out = BytesIO()
    with ZipFile(BytesIO(whole())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return out.getvalue()


def with_head(at_local: int, at_central: int, value: int) -> bytes:
    """The workbook with one byte of every head of a part set, in both places where it stands."""
    data = bytearray(whole())
    for mark, offset in ((LOCAL, at_local), (CENTRAL, at_central)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] = value
            place = data.find(mark, place + 4)
    return bytes(data)


def scrambled() -> bytes:
    """The packed bytes of the sheet are not what the packer wrote."""
    data = bytearray(whole())
    with ZipFile(BytesIO(bytes(data))) as archive:
        start = (
            archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 30 + len("xl/worksheets/sheet1.xml")
        )
    for place in range(start, start + 60):
        data[place] ^= 0x5A
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            with_part("xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2]), id="sheet cut off"
        ),
        pytest.param(with_part("xl/workbook.xml", lambda xml: xml[: len(xml) // 2]), id="book cut off"),
        pytest.param(with_part("xl/styles.xml", lambda _xml: b"<x"), id="styles cut off"),
        pytest.param(with_head(6, 8, 1), id="encrypted"),
        pytest.param(with_head(8, 10, 99), id="packed otherwise"),
        pytest.param(scrambled(), id="scrambled"),
        pytest.param(whole()[:-40], id="end missing"),
    ],
)
def test_a_broken_workbook_is_refused_with_advice(data: bytes) -> None:
    assert len(cells(whole(), "x.xlsx")) == 40
    with pytest.raises(Refused) as refused:
        cells(data, "x.xlsx")
    assert refused.value.code == "unreadable"
