"""Texts of documents find the units they mean."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhipcau.organisations.models import Unit, UnitAlias, UnitGroup, UnitKind, UnitName
from nhipcau.organisations.selectors import UnitIndex, group_members, units_named
from tests.cast import Cast


@pytest.fixture
def index(cast: Cast, on: dt.date) -> UnitIndex:
    foreign = cast.unit("foreign")
    UnitAlias.objects.create(unit=foreign, alias="Sở Ngoại vụ tỉnh Sông Mây")
    UnitName.objects.create(
        unit=cast.unit("culture"), name="Sở Thông tin và Truyền thông", valid_to=dt.date(2025, 2, 28)
    )
    return UnitIndex.on(on)


FOUND = [
    ("Sở Ngoại vụ", "FOREIGN", "exact", "as it is called"),
    ("sở ngoại vụ", "FOREIGN", "exact", "case does not matter"),
    ("SNgV", "FOREIGN", "exact", "short name"),
    ("Sở Ngoại vụ tỉnh Sông Mây", "FOREIGN", "alias", "also written"),
    ("Sở Văn hoá, Thể thao và Du lịch", "CULTURE", "exact", "the other place of the tone mark"),
    ("Sở VHTT&DL", "CULTURE", "exact", "a usual abbreviation"),
    ("Sở Thông tin và Truyền thông", "CULTURE", "former", "a name of former days"),
    ("Ủy ban nhân dân xã Bến Lụa", "COMMUNE", "exact", "UBND written in full"),
    ("Sở Văn hóa, Thể thao, Du lịch", "CULTURE", "similar", "a joining word is missing"),
    ("Sở Ngọai vụ", "FOREIGN", "exact", "a mark in the wrong place"),
    ("Bảo tàng của tỉnh", "MUSEUM", "similar", "a word too many"),
]


@pytest.mark.parametrize(("text", "code", "how", "why"), FOUND)
def test_the_best_match(index: UnitIndex, text: str, code: str, how: str, why: str) -> None:
    best = index.find(text)[0]
    assert (best.unit.code, best.how) == (code, how), why


@pytest.mark.parametrize("text", ["", "Công ty Vận tải Biển Xanh", "và"])
def test_what_is_in_no_register_finds_nothing(index: UnitIndex, text: str) -> None:
    assert index.find(text) == []


def test_ninety_tasks_against_three_hundred_units_ask_the_database_three_times(
    cast: Cast, on: dt.date
) -> None:
    parent = Unit.objects.get(code="PROVINCE")
    for number in range(295):
        parent.add_child(instance=Unit(code=f"X{number}", name=f"UBND xã số {number}"))
    with CaptureQueriesContext(connection) as queries:
        index = UnitIndex.on(on)
        for number in range(90):
            assert index.find(f"Ủy ban nhân dân xã số {number}")[0].unit.code == f"X{number}"
    assert len(queries) == 3
    assert units_named("UBND xã số 7", on=on)[0].unit.code == "X7"


def test_a_group_stands_for_units_of_its_kinds_that_exist(cast: Cast, on: dt.date) -> None:
    group = UnitGroup.objects.create(
        name="các sở, ban, ngành", kinds=[UnitKind.DEPARTMENT], other_names=["Các sở, ban, ngành tỉnh"]
    )
    group.members.add(cast.unit("commune"))
    Unit.objects.filter(code="FOREIGN").update(valid_to=on - dt.timedelta(days=1))
    assert [unit.code for unit in group_members("Các sở ban ngành tỉnh", on=on)] == ["CULTURE", "COMMUNE"]
    assert group_members("các phường", on=on) == []
