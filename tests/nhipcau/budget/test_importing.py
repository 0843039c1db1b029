"""Lines through a spreadsheet: out, changed, in; twice is once; faults by their cell."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

from nhipcau.budget.models import BudgetCode, Estimate, FundSource
from nhipcau.budget.selectors.estimates import lines_of
from nhipcau.budget.services.importing import Preview, import_lines, preview_lines
from nhipcau.budget.services.rows import COLUMNS
from nhipcau.budget.sheet import estimate_xlsx
from nhipcau.kernel.errors import Outdated, Refused
from tests.cast import Cast
from tests.nhipcau.budget.money import fresh, submitted

HEAD = 4


@pytest.fixture
def lists(db: None) -> None:
    FundSource.objects.create(name="Ngân sách tỉnh")
    BudgetCode.objects.create(code="6650", name="Hội nghị")


def sheet(row: Estimate, changes: dict[str, Any] | None = None) -> bytes:
    """The exported sheet with some cells changed ("D5": value)."""
    book = load_workbook(BytesIO(estimate_xlsx(row, lines_of(row))))
    for place, value in (changes or {}).items():
        book.active[place] = value  # type: ignore[index]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def imported(cast: Cast, row: Estimate, data: bytes, now: dt.datetime) -> Preview:
    return import_lines(
        user=cast.person("culture_officer"), estimate=row, version=fresh(row).version, data=data, name="du-toan.xlsx", now=now,
    )  # fmt: skip


def state(row: Estimate) -> list[tuple[Any, ...]]:
    fields = (
        "pk",
        "position",
        "stem",
        "kind",
        "content",
        "quantity",
        "measure",
        "times",
        "norm",
        "fund",
        "code",
        "quarter",
        "note",
        "version",
    )
    return list(row.lines.order_by("position").values_list(*fields))


def column(key: str) -> str:
    return "ABCDEFGHIJKLM"[list(COLUMNS).index(key)]


def test_what_comes_out_goes_in_and_changes_nothing(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    before = state(estimate)
    done = imported(cast, estimate, sheet(estimate), now)
    assert (done.counted("same"), done.counted("new"), done.counted("changed"), done.kept) == (2, 0, 0, 0)
    assert state(estimate) == before
    assert fresh(estimate).version == estimate.version


def test_changed_and_new_lines_come_in_once(
    cast: Cast, estimate: Estimate, lists: None, now: dt.datetime
) -> None:
    new = HEAD + 3
    data = sheet(estimate, {
        f"{column('norm')}{HEAD + 1}": "45.000", f"{column('amount')}{HEAD + 1}": None,
        f"{column('content')}{new}": "Thuê phiên dịch", f"{column('norm')}{new}": 1_500_000, f"{column('quantity')}{new}": 4,
        f"{column('task')}{new}": "II.2", f"{column('kind')}{new}": "Sự kiện", f"{column('fund')}{new}": "ngan sach tinh",
        f"{column('code')}{new}": 6650, f"{column('quarter')}{new}": "Quý III",
    })  # fmt: skip
    done = imported(cast, estimate, data, now)
    assert (done.counted("new"), done.counted("changed"), done.counted("same")) == (1, 1, 1)
    after = state(estimate)
    added = lines_of(estimate)[-1]
    assert (added.content, added.amount, added.kind, added.quarter, str(added.fund), str(added.code)) == (
        "Thuê phiên dịch", 6_000_000, "event", 3, "Ngân sách tỉnh", "6650 Hội nghị",
    )  # fmt: skip
    assert added.stem == lines_of(estimate)[1].stem
    again = imported(cast, estimate, data, now)
    assert again.counted("same") == 3
    assert state(estimate) == after


def test_lines_that_the_sheet_leaves_out_stay(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    book = load_workbook(BytesIO(sheet(estimate)))
    book.active.delete_rows(HEAD + 2)  # type: ignore[union-attr]
    out = BytesIO()
    book.save(out)
    assert imported(cast, estimate, out.getvalue(), now).kept == 1
    assert len(state(estimate)) == 2


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("norm", "mười triệu", "mười triệu"),
        ("norm", -5, "-5"),
        ("quantity", 2.5, "2,5"),
        ("quantity", 99_999_999, "99999999"),
        ("content", None, ""),
        ("task", "IX.9", "IX.9"),
        ("kind", "Việc lạ", "Việc lạ"),
        ("fund", "Quỹ không có", "Quỹ không có"),
        ("code", "0000", "0000"),
        ("quarter", 5, ""),
        ("amount", 1, "20.000.000"),
        ("content", "x" * 1001, "1000"),
    ],
)
def test_faults_are_named_by_their_cell(
    cast: Cast, estimate: Estimate, now: dt.datetime, key: str, value: Any, said: str
) -> None:
    before = state(estimate)
    data = sheet(estimate, {f"{column(key)}{HEAD + 1}": value})
    found = preview_lines(
        user=cast.person("culture_officer"), estimate=estimate, data=data, name="a.xlsx", now=now
    )
    assert f"{column(key)}{HEAD + 1}" in {fault.cell for fault in found.faults}
    assert said in " ".join(str(fault.message) for fault in found.faults)
    with pytest.raises(Refused):
        imported(cast, estimate, data, now)
    assert state(estimate) == before


def test_a_key_of_another_estimate_is_no_key_here(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    data = sheet(estimate, {f"A{HEAD + 1}": 999_999})
    found = preview_lines(
        user=cast.person("culture_officer"), estimate=estimate, data=data, name="a.xlsx", now=now
    )
    assert [fault.line for fault in found.faults] == [HEAD + 1]


def test_a_sheet_without_headings_and_an_outdated_page_are_refused(
    cast: Cast, estimate: Estimate, now: dt.datetime
) -> None:
    with pytest.raises(Refused) as refused:
        imported(cast, estimate, b"a;b\n1;2", now)
    assert refused.value.code == "no-heading"
    data = sheet(estimate, {f"{column('note')}{HEAD + 1}": "Báo giá kèm theo"})
    with pytest.raises(Outdated):
        import_lines(
            user=cast.person("culture_officer"), estimate=estimate, version=estimate.version - 1, data=data, name="a.xlsx", now=now,
        )  # fmt: skip


def test_strangers_and_closed_estimates(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    data = sheet(estimate, {f"{column('note')}{HEAD + 1}": "Báo giá kèm theo"})
    with pytest.raises(PermissionDenied):
        preview_lines(
            user=cast.person("foreign_officer"), estimate=estimate, data=data, name="a.xlsx", now=now
        )
    row = submitted(cast, estimate, now)
    with pytest.raises(Refused) as refused:
        imported(cast, row, data, now)
    assert refused.value.code == "not-open"
