"""Units from a spreadsheet: shown first, repeatable without duplicates, errors by line."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import User
from nhipcau.kernel.errors import Refused
from nhipcau.organisations.models import Unit, UnitSuccession
from nhipcau.organisations.services import import_units, preview_import
from nhipcau.organisations.services.rows import understood
from nhipcau.organisations.services.sheets import cells
from tests.cast import Cast

HEAD = "mã,tên,tên viết tắt,mã cấp trên,loại,từ ngày,đến ngày,tên khác,tiếp nối\n"
SHEET = (
    HEAD
    + "P2,Phòng Hợp tác,PHT,S1,phòng,,,,\n"
    + 'S1,"Sở Đối ngoại, Hợp tác",SĐN,T,sở,01/07/2025,,Sở ĐN; Sở Đối ngoại,S0\n'
    + "T,UBND tỉnh Mây Trắng,UBND tỉnh,,tỉnh,,,,\n"
    + "S0,Sở Giao lưu,SGL,T,sở,01/01/2010,30/06/2025,,\n"
).encode()


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def test_a_sheet_builds_the_tree_in_any_order_of_lines(root: User, now: dt.datetime) -> None:
    done = import_units(user=root, data=SHEET, name="don-vi.csv", now=now)
    assert (done.new, done.changed, done.same) == (4, 0, 0)
    section = Unit.objects.get(code="P2")
    assert [unit.code for unit in section.get_ancestors()] == ["T", "S1"]
    unit = Unit.objects.get(code="S1")
    assert unit.valid_from == dt.date(2025, 7, 1)
    assert sorted(alias.alias for alias in unit.aliases.all()) == ["Sở ĐN", "Sở Đối ngoại"]
    assert UnitSuccession.objects.get().predecessor.code == "S0"
    assert ModelLogEntry.objects.filter(action="organisations.import_units").count() == 1


def test_importing_again_changes_nothing(root: User, now: dt.datetime) -> None:
    import_units(user=root, data=SHEET, name="don-vi.csv", now=now)
    again = import_units(user=root, data=SHEET, name="don-vi.csv", now=now)
    assert (again.new, again.changed, again.same) == (0, 0, 4)
    assert Unit.objects.count() == 4
    assert ModelLogEntry.objects.filter(action="organisations.import_units").count() == 1


def test_a_changed_line_changes_only_its_unit(root: User, now: dt.datetime) -> None:
    import_units(user=root, data=SHEET, name="don-vi.csv", now=now)
    moved = SHEET.replace("Phòng Hợp tác,PHT,S1".encode(), "Phòng Hợp tác,PHT,T".encode())
    preview = preview_import(user=root, data=moved, name="don-vi.csv", now=now)
    assert [(change.row.code, change.fields) for change in preview.changes if change.how == "changed"] == [
        ("P2", ("above",))
    ]
    import_units(user=root, data=moved, name="don-vi.csv", now=now)
    assert Unit.objects.get(code="P2").get_parent().code == "T"
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_workbook_reads_as_its_csv(root: User, now: dt.datetime) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Mã", "TÊN", "Từ ngày", "Loại"])
    sheet.append([7, "Ban Quản lý", dt.date(2025, 7, 1), "khác"])
    buffer = io.BytesIO()
    book.save(buffer)
    import_units(user=root, data=buffer.getvalue(), name="don-vi.xlsx", now=now)
    unit = Unit.objects.get()
    assert (unit.code, unit.name, unit.valid_from) == ("7", "Ban Quản lý", dt.date(2025, 7, 1))


ERRORS = [
    ("A,,,,sở,,,,", 2, "tên"),
    (",Sở A,,,sở,,,,", 2, "mã"),
    ("A,Sở A,,B,sở,,,,", 2, "B"),
    ("A,Sở A,,,hành tinh,,,,", 2, "hành tinh"),
    ("A,Sở A,,,sở,31/02/2025,,,", 2, "31/02/2025"),
    ("A,Sở A,,,sở,02/01/2025,01/01/2025,,", 2, ""),
    ("A,Sở A,,,sở,,,,\nA,Sở B,,,sở,,,,", 3, "A"),
    ("A,Sở A,,B,sở,,,,\nB,Sở B,,A,sở,,,,", 2, "A"),
]


@pytest.mark.parametrize(("lines", "number", "words"), ERRORS)
def test_errors_name_their_line_and_nothing_is_imported(
    root: User, now: dt.datetime, lines: str, number: int, words: str
) -> None:
    data = (HEAD + lines).encode()
    errors = preview_import(user=root, data=data, name="x.csv", now=now).errors
    assert errors[0].line == number
    with pytest.raises(Refused):
        import_units(user=root, data=data, name="x.csv", now=now)
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04broken", "mã;tên\nA;B".encode("cp1258", "replace"), b"a,b\n1,2", b"\x00" * 50]
)
def test_what_is_no_sheet_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(Refused):
        understood(cells(data, "x.csv"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (HEAD + text).encode("utf-8", "ignore"))
)
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    try:
        rows, _errors, _heads = understood(cells(data, "x.csv"))
    except Refused:
        return
    assert all(row.line >= 2 for row in rows)


def test_a_unit_officer_imports_nothing(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        import_units(user=cast.person("culture_officer"), data=SHEET, name="x.csv", now=now)
