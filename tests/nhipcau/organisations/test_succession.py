"""Mergers, splits and dissolutions: one deed with a day and a legal basis, one line in the log, or nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from nhipcau.kernel.errors import Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import SuccessionKind, Unit, UnitKind, UnitSuccession
from nhipcau.organisations.selectors import heirs_on, names_on, successors_of
from nhipcau.organisations.services import NewUnit
from tests.cast import Cast

DAY = dt.timedelta(days=1)
BASIS = "Nghị quyết số 9/NQ-HĐND"


@pytest.fixture
def given(cast: Cast, on: dt.date, now: dt.datetime) -> dict[str, Any]:
    """Who does it, from when, why."""
    return {"user": cast.person("coordinator"), "since": on, "legal_basis": BASIS, "now": now}


def test_several_units_become_a_new_one(cast: Cast, on: dt.date, given: dict[str, Any]) -> None:
    new = NewUnit("Sở Ngoại vụ và Du lịch", "SNVDL", kind=UnitKind.DEPARTMENT, above=cast.unit("province"))
    merged = services.merge_units(units=[cast.unit("foreign"), cast.unit("culture")], new=new, **given)
    assert (merged.name, merged.valid_from, merged.founded_by) == ("Sở Ngoại vụ và Du lịch", on, BASIS)
    for code in ("FOREIGN", "CULTURE"):
        unit = Unit.objects.get(code=code)
        assert (unit.valid_to, unit.ended_by) == (on - DAY, BASIS)
        assert successors_of(unit, on=on) == [merged]
    rows = set(UnitSuccession.objects.values_list("kind", "legal_basis", "on"))
    assert rows == {(SuccessionKind.MERGED, BASIS, on)}
    assert Unit.objects.get(code="MUSEUM").get_parent() == merged
    assert ModelLogEntry.objects.get(action="organisations.merge_units").data["units"] == [
        "FOREIGN",
        "CULTURE",
    ]
    assert not ModelLogEntry.objects.filter(action="organisations.create_unit").exists()


def test_one_of_the_units_goes_on(cast: Cast, on: dt.date, given: dict[str, Any]) -> None:
    units = [cast.unit("foreign"), cast.unit("culture")]
    services.merge_units(units=units, into=cast.unit("foreign"), **given)
    assert Unit.objects.get(code="FOREIGN").valid_to is None
    assert successors_of(Unit.objects.get(code="CULTURE"), on=on) == [cast.unit("foreign")]


def test_a_unit_that_goes_on_comes_out_from_below_one_that_ends(cast: Cast, given: dict[str, Any]) -> None:
    services.merge_units(units=[cast.unit("culture")], into=cast.unit("museum"), **given)
    assert Unit.objects.get(code="MUSEUM").get_parent() == cast.unit("province")


def test_a_unit_is_split_and_those_below_go_where_it_is_said(
    cast: Cast, on: dt.date, given: dict[str, Any]
) -> None:
    parts = [
        NewUnit("Sở Văn hóa", above=cast.unit("province")),
        NewUnit("Sở Du lịch", above=cast.unit("province")),
    ]
    with pytest.raises(Refused, match="1"):
        services.split_unit(unit=cast.unit("culture"), new=parts, **given)
    assert Unit.objects.count() == 5
    made = services.split_unit(unit=cast.unit("culture"), new=parts, below_to=cast.unit("foreign"), **given)
    assert [unit.name for unit in made] == ["Sở Văn hóa", "Sở Du lịch"]
    assert successors_of(Unit.objects.get(code="CULTURE"), on=on) == made
    assert Unit.objects.get(code="MUSEUM").get_parent() == cast.unit("foreign")


def test_a_part_leaves_a_unit_that_goes_on(cast: Cast, on: dt.date, given: dict[str, Any]) -> None:
    part = NewUnit("Sở Du lịch", above=cast.unit("province"))
    services.split_unit(unit=cast.unit("culture"), new=[part], continues=True, **given)
    culture = Unit.objects.get(code="CULTURE")
    assert culture.valid_to is None
    assert culture.followed_by.get().kind == SuccessionKind.SPLIT
    assert successors_of(culture, on=on) == []


def test_a_unit_is_dissolved(cast: Cast, on: dt.date, given: dict[str, Any]) -> None:
    services.dissolve_unit(unit=cast.unit("museum"), successors=[cast.unit("foreign")], **given)
    museum = Unit.objects.get(code="MUSEUM")
    assert (museum.valid_to, museum.ended_by) == (on - DAY, BASIS)
    assert museum.followed_by.get().kind == SuccessionKind.DISSOLVED
    with pytest.raises(Refused, match="Bảo tàng"):
        services.dissolve_unit(unit=museum, **given)


def test_a_merger_decided_for_later_leaves_the_tree_of_today(
    cast: Cast, on: dt.date, given: dict[str, Any]
) -> None:
    later = on + 30 * DAY
    services.merge_units(
        units=[cast.unit("culture"), cast.unit("foreign")],
        into=cast.unit("foreign"),
        **{**given, "since": later},
    )
    assert Unit.objects.get(code="MUSEUM").get_parent() == cast.unit("culture")
    assert Unit.objects.get(code="CULTURE").holds_on(on)
    services.follow_places(on=later)
    assert Unit.objects.get(code="MUSEUM").get_parent() == cast.unit("foreign")


def test_whoever_keeps_one_of_the_units_only_merges_nothing(cast: Cast, given: dict[str, Any]) -> None:
    given["user"] = cast.person("commune_coordinator")
    with pytest.raises(PermissionDenied):
        services.merge_units(units=[cast.unit("commune")], into=cast.unit("culture"), **given)
    with pytest.raises(PermissionDenied):
        services.merge_units(units=[cast.unit("culture")], into=cast.unit("commune"), **given)
    assert not UnitSuccession.objects.exists()


@pytest.mark.parametrize("units", [[], ["foreign"]])
def test_a_merger_joins_at_least_two(cast: Cast, given: dict[str, Any], units: list[str]) -> None:
    with pytest.raises(Refused):
        services.merge_units(units=[cast.unit(name) for name in units], into=cast.unit("foreign"), **given)


def test_heirs_and_names_of_many_units_cost_few_queries(
    cast: Cast, on: dt.date, given: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    services.merge_units(units=[cast.unit("culture")], into=cast.unit("foreign"), **given)
    services.rename_unit(
        user=given["user"], unit=cast.unit("foreign"), name="Sở Mới", since=on, now=given["now"]
    )
    keys = [unit.pk for unit in Unit.objects.all()]
    with django_assert_max_num_queries(5):
        heirs, before, today = heirs_on(keys, on=on), names_on(keys, on=on - DAY), names_on(keys, on=on)
    assert heirs == {cast.unit("culture").pk: [cast.unit("foreign")]}
    assert before[cast.unit("foreign").pk].name == "Sở Ngoại vụ"
    assert today[cast.unit("foreign").pk].name == "Sở Mới"
