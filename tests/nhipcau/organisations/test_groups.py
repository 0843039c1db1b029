"""Groups are rules over the register: kinds, a place, units named and left out; plans ask the same rule."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import OwnKind, Unit, UnitGroup, UnitKind
from nhipcau.organisations.selectors import (
    GroupMembers,
    group_sizes,
    group_token,
    kind_choices,
    kinds_in_words,
)
from nhipcau.plans.models import DraftUnit, Match
from nhipcau.plans.selectors.register import Members, choices
from tests.cast import Cast


def group(cast: Cast, now: dt.datetime, **rule: Any) -> UnitGroup:
    return services.save_group(user=cast.person("coordinator"), name="Các sở", now=now, **rule)


def codes(of: UnitGroup, on: dt.date) -> list[str]:
    keys = [member.pk for member in GroupMembers(on=on).of_group(of.pk)]
    assert Members(Unit.objects.get(code="PROVINCE"), on=on).of(DraftUnit(group=of, match=Match.GROUP)) == [
        pk for pk in keys if pk != Unit.objects.get(code="PROVINCE").pk
    ]
    names = dict(Unit.objects.values_list("pk", "code"))
    return [names[pk] for pk in keys]


def test_a_new_unit_falls_under_its_group_at_once(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    departments = group(cast, now, kinds=[UnitKind.DEPARTMENT])
    assert codes(departments, on) == ["FOREIGN", "CULTURE"]
    services.create_unit(
        user=cast.person("coordinator"), code="FINANCE", name="Sở Tài chính", kind=UnitKind.DEPARTMENT,
        above=cast.unit("province"), now=now,
    )  # fmt: skip
    assert codes(departments, on) == ["FOREIGN", "CULTURE", "FINANCE"]
    assert dict(group_sizes(on=on)) == {departments: 3}


def test_named_units_come_to_those_of_the_kind_and_others_are_left_out(
    cast: Cast, on: dt.date, now: dt.datetime
) -> None:
    made = group(
        cast, now, kinds=[UnitKind.DEPARTMENT], members=[cast.unit("museum")], left_out=[cast.unit("foreign")]
    )
    assert codes(made, on) == ["CULTURE", "MUSEUM"]
    assert [member.is_named for member in GroupMembers(on=on).of_group(made.pk)] == [False, True]


def test_only_what_stands_below_a_unit(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    assert codes(group(cast, now, below=cast.unit("culture")), on) == ["MUSEUM"]
    assert codes(group(cast, now, below=cast.unit("culture"), kinds=[UnitKind.DEPARTMENT]), on) == []


def test_a_unit_that_ended_falls_under_nothing(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    made = group(cast, now, kinds=[UnitKind.DEPARTMENT], members=[cast.unit("museum")])
    Unit.objects.filter(code__in=["MUSEUM", "FOREIGN"]).update(valid_to=on - dt.timedelta(days=1))
    assert codes(made, on) == ["CULTURE"]


def test_a_unit_is_not_named_and_left_out(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        group(cast, now, members=[cast.unit("museum")], left_out=[cast.unit("museum")])


def test_an_own_kind_is_known_everywhere(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    kind = services.save_kind(user=cast.person("administrator"), label="Tổ công tác", now=now)
    assert (kind.key, "Tổ công tác") in [(key, label) for key, label in kind_choices() if key == kind.key]
    unit = services.create_unit(
        user=cast.person("coordinator"), code="T", name="Tổ 1", kind=kind.key, above=cast.unit("province"), now=now
    )  # fmt: skip
    assert unit.get_kind_display() == "Tổ công tác"
    assert kinds_in_words([kind.key]).endswith(": Tổ công tác")
    assert codes(group(cast, now, kinds=[kind.key]), on) == ["T"]
    assert f"k:{kind.key}" in [choice.ref for choice in choices(on=on)]
    with pytest.raises(Refused):
        services.remove_kind(user=cast.person("administrator"), kind=kind, now=now)
    group(cast, now, kinds=[])
    Unit.objects.filter(pk=unit.pk).update(kind=UnitKind.OTHER)
    services.remove_kind(user=cast.person("administrator"), kind=kind, now=now)
    assert not OwnKind.objects.exists()


@pytest.mark.parametrize("label", ["", "  ", "Sở", "xã", "tổ công tác"])
def test_a_kind_there_is_already_is_not_added(cast: Cast, now: dt.datetime, label: str) -> None:
    services.save_kind(user=cast.person("administrator"), label="Tổ công tác", now=now)
    with pytest.raises(Refused):
        services.save_kind(user=cast.person("administrator"), label=label, now=now)


def test_an_unknown_kind_is_refused(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        services.create_unit(
            user=cast.person("coordinator"), code="T", name="Tổ 1", kind="to", above=cast.unit("province"), now=now
        )  # fmt: skip


@pytest.mark.parametrize("name", ["coordinator", "commune_administrator", "viewer", "outsider"])
def test_kinds_are_added_by_administrators_of_a_root(cast: Cast, now: dt.datetime, name: str) -> None:
    with pytest.raises(PermissionDenied):
        services.save_kind(user=cast.person(name), label="Tổ", now=now)


def test_nobody_overwrites_a_group_that_he_did_not_see(cast: Cast, now: dt.datetime) -> None:
    made = group(cast, now, kinds=[UnitKind.DEPARTMENT])
    with pytest.raises(Refused) as refusal:
        group(cast, now, kinds=[UnitKind.COMMUNE], seen="")  # entered as a new name
    assert refusal.value.code == "group-there"
    seen = group_token(made)
    group(cast, now, kinds=[UnitKind.DEPARTMENT], members=[cast.unit("museum")], seen=seen)
    with pytest.raises(Outdated):
        group(cast, now, kinds=[UnitKind.COMMUNE], seen=seen)
    made.refresh_from_db()
    assert (made.kinds, list(made.members.all())) == ([UnitKind.DEPARTMENT], [cast.unit("museum")])


def test_the_form_carries_what_was_seen(cast: Cast, now: dt.datetime) -> None:
    made, client = group(cast, now, kinds=[UnitKind.DEPARTMENT]), Client()
    client.force_login(cast.person("coordinator"))
    new, change = reverse("units:group_create"), reverse("units:group_change", args=[made.pk])
    assert client.post(new, {"name": "các SỞ", "kinds": [UnitKind.COMMUNE]}).status_code == 422
    seen = client.get(change).context["form"].initial["seen"]
    assert client.post(change, {"kinds": [UnitKind.COMMUNE], "seen": seen}).status_code == 302
    assert client.post(change, {"kinds": [UnitKind.SECTION], "seen": seen}).status_code == 422
    made.refresh_from_db()
    assert made.kinds == [UnitKind.COMMUNE]
