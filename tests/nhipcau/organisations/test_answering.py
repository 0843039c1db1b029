"""Who is told for a unit, and for what a unit owns."""

from __future__ import annotations

import datetime as dt

import pytest

from nhipcau.accounts.models import Role, User
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.selectors.answering import in_person, looking_after, nobody_answers, responsible
from tests.cast import Cast


def names(cast: Cast, unit: str, on: dt.date) -> list[str]:
    found = responsible([cast.unit(unit).pk], on=on)
    return [person.username for person in in_person(found.get(cast.unit(unit).pk, []))]


def test_officers_answer_then_deputies_then_the_leader_and_nobody_from_above(cast: Cast, on: dt.date) -> None:
    assert names(cast, "foreign", on) == ["foreign_officer"]
    officer = RoleHolding.objects.filter(user=cast.person("foreign_officer"))
    deputy = cast.person("outsider")
    RoleHolding.objects.create(user=deputy, unit=cast.unit("foreign"), role=Role.UNIT_OFFICER, is_deputy=True)
    assert names(cast, "foreign", on) == ["foreign_officer"]
    officer.update(valid_to=on - dt.timedelta(days=1))
    assert names(cast, "foreign", on) == ["outsider"]
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    assert names(cast, "foreign", on) == ["foreign_leader"]
    assert names(cast, "museum", on) == []
    alone = Unit.objects.filter(nobody_answers("pk", on=on)).order_by("path")
    assert [unit.code for unit in alone] == ["PROVINCE", "MUSEUM"]


@pytest.mark.parametrize(
    ("owner", "without", "roles", "told"),
    [
        ("commune", (), (Role.COORDINATOR,), ["commune_coordinator"]),
        ("museum", (), (Role.COORDINATOR,), ["coordinator"]),
        ("commune", ("commune_coordinator",), (Role.COORDINATOR,), ["coordinator"]),
        # A coordinating officer far above comes before an administrator near by.
        (
            "commune",
            ("commune_coordinator",),
            (Role.COORDINATOR, Role.ADMINISTRATOR),
            ["coordinator"],
        ),
        (
            "commune",
            ("commune_coordinator", "coordinator"),
            (Role.COORDINATOR, Role.ADMINISTRATOR),
            ["commune_administrator"],
        ),
        ("commune", ("commune_coordinator", "coordinator"), (Role.COORDINATOR,), []),
    ],
)
def test_the_nearest_coordinating_officer_looks_after_a_plan(
    cast: Cast, on: dt.date, owner: str, without: tuple[str, ...], roles: tuple[str, ...], told: list[str]
) -> None:
    RoleHolding.objects.filter(user__username__in=without).delete()
    path = cast.unit(owner).path
    found = looking_after([path], on=on, roles=roles)
    assert [person.username for person in in_person(found.get(path, []))] == told
