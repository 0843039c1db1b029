"""A large sheet imported twice gives the same register, and the register's own sheet can be imported unchanged."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import User
from nhipcau.organisations import services
from nhipcau.organisations.models import (
    OwnKind,
    Unit,
    UnitAlias,
    UnitKind,
    UnitName,
    UnitParent,
    UnitSuccession,
)
from nhipcau.organisations.services import import_units, preview_import
from nhipcau.organisations.sheet import errors_sheet, register_sheet

HEAD = "mã,tên,tên viết tắt,mã cấp trên,loại,từ ngày,đến ngày,tên khác,tiếp nối,địa chỉ,thư điện tử\n"
TABLES = (Unit, UnitName, UnitParent, UnitAlias, UnitSuccession)


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def everything() -> list[list[Any]]:
    return [[*table.objects.order_by("pk").values()] for table in TABLES]


def sheet_of(communes: int) -> bytes:
    """A province with that many communes, each after a former one, in no particular order."""
    lines = ["T,UBND tỉnh Mây Trắng,UBND tỉnh,,tỉnh,,,,,,"]
    for number in range(communes // 2):
        lines.insert(
            0, f"X{number},UBND xã Số {number},Xã {number},T,xã,01/07/2025,,Xã {number}A; Số {number},C{number},Đường {number},x{number}@example.vn"
        )  # fmt: skip
        lines.append(f"C{number},UBND xã Cũ {number},,T,xã,01/01/2000,30/06/2025,,,,")
    return (HEAD + "\n".join(lines)).encode()


def test_four_thousand_units_imported_twice_give_the_same_register(root: User, now: dt.datetime) -> None:
    data = sheet_of(4000)
    first = import_units(user=root, data=data, name="x.csv", now=now)
    assert (first.new, first.errors) == (4001, ())
    before, logged = everything(), ModelLogEntry.objects.count()
    again = import_units(user=root, data=data, name="x.csv", now=now + dt.timedelta(days=1))
    assert (again.new, again.changed, again.same) == (0, 0, 4001)
    assert everything() == before
    assert ModelLogEntry.objects.count() == logged
    assert UnitParent.objects.filter(above__code="T").count() == 4000


def test_statements_do_not_grow_with_the_units(
    root: User, now: dt.datetime, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(60):
        import_units(user=root, data=sheet_of(300), name="x.csv", now=now)
    assert Unit.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_register_can_be_imported_as_it_is_exported(
    root: User, on: dt.date, now: dt.datetime, language: str
) -> None:
    import_units(user=root, data=sheet_of(8), name="x.csv", now=now)
    OwnKind.objects.create(key="to", label="Tổ công tác; liên ngành")
    for count, kind in enumerate([*UnitKind.values, "to"]):
        services.create_unit(
            user=root, code=f"K{count}", name=f"Kiểu {count}", kind=kind, above=Unit.objects.get(code="T"),
            valid_from=on - dt.timedelta(days=90), aliases=["A, B", "C"], now=now, more={"website": "https://example.vn", "founded_by": "NQ 1; NQ 2"},
        )  # fmt: skip
    unit = Unit.objects.get(code="K1")
    services.rename_unit(user=root, unit=unit, name="Kiểu mới", since=on, now=now)
    services.move_unit(
        user=root, unit=unit, above=Unit.objects.get(code="K2"), since=on + dt.timedelta(days=1), now=now
    )
    services.merge_units(
        user=root, units=[Unit.objects.get(code="K3"), unit], into=Unit.objects.get(code="K4"), since=on, now=now,
        legal_basis="Nghị quyết số 1; Nghị quyết số 2",
    )  # fmt: skip
    services.dissolve_unit(
        user=root,
        unit=Unit.objects.get(code="K5"),
        since=on,
        now=now,
        successors=[Unit.objects.get(code="K6")],
    )
    before = everything()
    with translation.override(language):
        data = register_sheet(root, on=on)
        done = import_units(user=root, data=data, name="x.xlsx", now=now)
    assert done.errors == ()
    assert [(change.row.code, change.fields) for change in done.touched] == []
    assert everything() == before


def test_a_day_beside_name_and_place_makes_history(root: User, now: dt.datetime) -> None:
    head = "mã,tên,tên từ ngày,mã cấp trên,cấp trên từ ngày,loại\n"
    rows = "T,Tỉnh,,,,tỉnh\nS1,Sở Một,01/01/2020,T,01/01/2020,sở\nS2,Sở Hai,01/01/2020,T,01/01/2020,sở\n"
    import_units(user=root, data=(head + rows).encode(), name="x.csv", now=now)
    later = "S2,Phòng Hai,01/07/2025,S1,01/07/2025,phòng\n"
    done = import_units(user=root, data=(head + later).encode(), name="x.csv", now=now)
    assert done.changes[0].fields == ("name", "kind", "name_from", "above", "above_from")
    unit = Unit.objects.get(code="S2")
    names = [(name.name, name.valid_from, name.valid_to) for name in unit.names.all()]
    assert names == [
        ("Sở Hai", dt.date(2020, 1, 1), dt.date(2025, 6, 30)), ("Phòng Hai", dt.date(2025, 7, 1), None)
    ]  # fmt: skip
    places = [
        (place.above.code, place.valid_to) for place in unit.places.select_related("above") if place.above
    ]
    assert places == [("T", dt.date(2025, 6, 30)), ("S1", None)]
    earlier = "S2,Phòng Ba,01/01/2019,S1,,phòng\n"
    error = preview_import(user=root, data=(head + earlier).encode(), name="x.csv", now=now).errors[0]
    assert (error.cell, error.heading) == ("C2", "tên từ ngày")


def test_columns_the_sheet_does_not_have_leave_the_register_as_it_is(root: User, now: dt.datetime) -> None:
    import_units(user=root, data=sheet_of(4), name="x.csv", now=now)
    done = import_units(user=root, data="Mã,Tên\nX0,UBND xã Mới\n".encode(), name="x.csv", now=now)
    assert [change.fields for change in done.touched] == [("name",)]
    unit = Unit.objects.get(code="X0")
    assert (unit.name, unit.short_name, unit.kind, unit.address) == (
        "UBND xã Mới",
        "Xã 0",
        "commune",
        "Đường 0",
    )
    assert unit.get_parent().code == "T"


CELLS = [
    ("X0,Xã,,T,hành tinh,,,,,,", "E2", "loại"),
    ("X0,Xã,,Z,xã,,,,,,", "D2", "mã cấp trên"),
    ("X0,Xã,,T,xã,,,,Z,,", "I2", "tiếp nối"),
    ("X0,Xã,,T,xã,,,,,,không phải thư", "K2", "thư điện tử"),
    (",Xã,,T,xã,,,,,,", "A2", "mã"),
    ("X0,,,T,xã,,,,,,", "B2", "tên"),
    ("X0,Xã,,T,xã,32/01/2020,,,,,", "F2", "từ ngày"),
    ("X0,Xã,,T,xã,,,,X0,,", "I2", "tiếp nối"),
    ("T,Tỉnh,,X1,tỉnh,,,,,,", "D2", "mã cấp trên"),
]


@pytest.mark.parametrize(("line", "cell", "heading"), CELLS)
def test_errors_name_the_cell(root: User, now: dt.datetime, line: str, cell: str, heading: str) -> None:
    import_units(user=root, data=sheet_of(4), name="x.csv", now=now)
    preview = preview_import(user=root, data=(HEAD + line).encode(), name="x.csv", now=now)
    assert (preview.errors[0].cell, preview.errors[0].heading) == (cell, heading)
    sheet = load_workbook(BytesIO(errors_sheet(preview.errors, preview.warnings))).worksheets[0]
    assert next(row[2].value for row in sheet.iter_rows(min_row=2)) == heading


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("N1,ubnd XÃ số 1,,T,xã,,,,,,", 1),
        ("X1,UBND xã Số 1,,T,xã,,,,,,", 0),
        ("N1,UBND xã Riêng,,T,xã,,,,,,\nN2,UBND xã Riêng,,T,xã,,,,,,", 1),
        ("N1,UBND xã Cũ 1,,T,xã,,,,,,", 0),
    ],
)
def test_a_namesake_under_another_code_is_told(root: User, now: dt.datetime, line: str, count: int) -> None:
    import_units(user=root, data=sheet_of(4), name="x.csv", now=now)
    preview = preview_import(user=root, data=(HEAD + line).encode(), name="x.csv", now=now)
    assert (len(preview.warnings), len(preview.errors)) == (count, 0)
