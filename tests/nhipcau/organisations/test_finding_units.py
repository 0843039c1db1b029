"""Units are found while their names are typed: without marks, by the beginnings of words, the likeliest first."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.organisations.models import OwnKind, Unit, UnitAlias, UnitName
from nhipcau.organisations.selectors import find_units, tree
from tests.cast import Cast


def found(cast: Cast, text: str, on: dt.date, **more: Any) -> list[str]:
    return [unit.code for unit in find_units(cast.person("culture_officer"), on=on, text=text, **more)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ngoai", "FOREIGN"),
        ("Sở Ngoại vụ", "FOREIGN"),
        ("SO NGOAI V", "FOREIGN"),
        ("vu ngoai", "FOREIGN"),
        ("sngv", "FOREIGN"),
        ("the thao du l", "CULTURE"),
        ("ubnd xa ben", "COMMUNE"),
        ("COMMUNE", "COMMUNE"),
    ],
)
def test_a_unit_is_found_by_the_beginnings_of_words(cast: Cast, on: dt.date, text: str, code: str) -> None:
    assert found(cast, text, on)[0] == code


@pytest.mark.parametrize("text", ["", "  ", "%", "_", "goai", "khong co", "ngoai khong"])
def test_nothing_is_found_for_other_words(cast: Cast, on: dt.date, text: str) -> None:
    assert found(cast, text, on) == []


def test_written_out_names_are_found_by_their_abbreviation(cast: Cast, on: dt.date) -> None:
    Unit.objects.get(pk=cast.unit("province").pk).add_child(
        instance=Unit(code="LUA", name="Ủy ban nhân dân xã Lúa Vàng")
    )
    assert found(cast, "ubnd xa lua", on) == ["LUA", "COMMUNE"]


def test_the_likeliest_comes_first(cast: Cast, on: dt.date) -> None:
    root = Unit.objects.get(pk=cast.unit("province").pk)
    for code, name in (
        ("A", "Phòng Văn hóa"),
        ("B", "Văn hóa phẩm"),
        ("C", "Hóa chất và Văn phòng"),
        ("D", "Trạm"),
    ):
        Unit.objects.get(pk=root.pk).add_child(instance=Unit(code=code, name=name))
    UnitAlias.objects.create(unit=Unit.objects.get(code="D"), alias="Văn hóa cũ")
    assert found(cast, "van hoa", on) == ["B", "A", "CULTURE", "C", "D"]
    assert found(cast, "d", on)[0] == "D"


def test_former_names_find_the_unit_and_the_day_says_how_it_is_called(cast: Cast, on: dt.date) -> None:
    unit = cast.unit("culture")
    UnitName.objects.filter(unit=unit).update(valid_from=dt.date(2025, 7, 1))
    UnitName.objects.create(unit=unit, name="Sở Du lịch", valid_to=dt.date(2025, 6, 30))
    person = cast.person("viewer")
    assert [each.name for each in find_units(person, on=on, text="so du lich")] == [unit.name]
    before = find_units(person, on=dt.date(2025, 6, 1), text="so du lich")
    assert [each.name for each in before] == ["Sở Du lịch"]


def test_units_that_ended_are_found_only_when_asked_for(cast: Cast, on: dt.date) -> None:
    Unit.objects.filter(pk=cast.unit("museum").pk).update(valid_to=dt.date(2025, 12, 31))
    assert found(cast, "bao tang", on) == []
    assert found(cast, "bao tang", on, closed=True) == ["MUSEUM"]
    assert found(cast, "bao tang", dt.date(2025, 6, 1)) == ["MUSEUM"]


def test_strangers_find_nothing(cast: Cast, on: dt.date) -> None:
    assert find_units(cast.person("outsider"), on=on, text="so") == []


def test_the_number_of_queries_does_not_grow(cast: Cast, on: dt.date, django_assert_num_queries: Any) -> None:
    person = cast.person("culture_officer")
    for count in range(30):
        root = Unit.objects.get(pk=cast.unit("province").pk)
        unit = root.add_child(instance=Unit(code=f"X{count}", name=f"Sở số {count}", kind="own"))
        UnitName.objects.create(unit=unit, name=unit.name)
    with django_assert_num_queries(4):  # roles, units, units above, names of the day
        assert len(find_units(person, on=on, text="so")) == 12


def test_a_list_asks_for_own_kinds_once(cast: Cast, on: dt.date, django_assert_num_queries: Any) -> None:
    OwnKind.objects.create(key="own", label="Tổ công tác")
    Unit.objects.update(kind="own")
    with django_assert_num_queries(2):
        kinds = {unit.get_kind_display() for unit in tree(cast.person("viewer"), on=on)}
    assert kinds == {"Tổ công tác"}


def test_the_address_answers_with_json(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.person("culture_officer"))
    units = client.get(reverse("units:find"), {"q": "bao tang"}).json()["units"]
    assert [(each["code"], each["above"]) for each in units] == [
        ("MUSEUM", "Sở Văn hóa, Thể thao và Du lịch")
    ]
    assert client.get(reverse("units:find"), {"q": "so", "ngay": "hôm qua"}).json()["units"]
    client.force_login(cast.person("outsider"))
    assert client.get(reverse("units:find"), {"q": "so"}).status_code in {302, 403}
