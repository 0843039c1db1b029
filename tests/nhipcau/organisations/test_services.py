"""Keeping units, accounts and roles."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import Role, User
from nhipcau.audit.selectors import verify
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.validity import in_force
from nhipcau.organisations import services
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.policies import roles_of
from nhipcau.organisations.selectors import people_of, successors_of, units_without_officer
from tests.cast import Cast


def test_a_new_unit_gets_a_code_a_name_and_a_line_in_the_log(cast: Cast, now: dt.datetime) -> None:
    unit = services.create_unit(
        user=cast.person("coordinator"),
        code="",
        name="Sở  Tài chính",
        above=cast.unit("province"),
        now=now,
        aliases=["STC", "stc"],
    )
    assert (unit.code, unit.name) == ("PROVINCE-STC", "Sở Tài chính")
    assert unit.aliases.count() == 1
    assert ModelLogEntry.objects.get(action="organisations.create_unit").data["code"] == "PROVINCE-STC"
    assert verify().sound


def test_a_unit_officer_creates_no_unit(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        services.create_unit(
            user=cast.person("culture_officer"), code="", name="X", above=cast.unit("culture"), now=now
        )


def test_a_taken_code_is_refused_and_nothing_saved(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused, match="CULTURE"):
        services.create_unit(
            user=cast.person("administrator"), code="CULTURE", name="X", above=cast.unit("province"), now=now
        )
    assert Unit.objects.count() == 5


def test_names_change_on_a_day_and_old_documents_keep_the_old_one(
    cast: Cast, on: dt.date, now: dt.datetime
) -> None:
    unit = cast.unit("culture")
    services.rename_unit(
        user=cast.person("coordinator"),
        unit=unit,
        name="Sở Văn hóa và Thể thao",
        short_name="SVHTT",
        since=on,
        now=now,
    )
    unit.refresh_from_db()
    assert unit.name == "Sở Văn hóa và Thể thao"
    before = unit.names.get(in_force(on - dt.timedelta(days=1)))
    assert before.name == "Sở Văn hóa, Thể thao và Du lịch"


def test_a_name_of_the_future_is_shown_when_its_day_comes(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    unit, later = cast.unit("culture"), on + dt.timedelta(days=30)
    services.rename_unit(user=cast.person("coordinator"), unit=unit, name="Sở Mới", since=later, now=now)
    unit.refresh_from_db()
    assert unit.name == "Sở Văn hóa, Thể thao và Du lịch"
    assert services.refresh_names(on=later) == 1
    unit.refresh_from_db()
    assert unit.name == "Sở Mới"


def test_a_unit_is_not_moved_below_itself(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        services.change_unit(
            user=cast.person("administrator"),
            unit=cast.unit("culture"),
            above=cast.unit("museum"),
            last_day=None,
            successors=[],
            now=now,
        )


def test_moving_takes_along_what_lies_below(cast: Cast, now: dt.datetime) -> None:
    services.change_unit(
        user=cast.person("administrator"),
        unit=cast.unit("culture"),
        above=cast.unit("foreign"),
        last_day=None,
        successors=[],
        now=now,
    )
    museum = Unit.objects.get(code="MUSEUM")
    assert [unit.code for unit in museum.get_ancestors()] == ["PROVINCE", "FOREIGN", "CULTURE"]
    assert roles_of(cast.person("foreign_officer"), on=now.date()).cover(museum)


def test_work_of_an_ended_unit_is_carried_on_through_several_steps(
    cast: Cast, on: dt.date, now: dt.datetime
) -> None:
    administrator, before = cast.person("administrator"), on - dt.timedelta(days=1)
    old, middle, new = cast.unit("museum"), cast.unit("culture"), cast.unit("foreign")
    for unit, successor in ((old, middle), (middle, new)):
        services.change_unit(user=administrator, unit=unit, last_day=before, successors=[successor], now=now)
    old.refresh_from_db()
    assert old.valid_to == before
    assert successors_of(old, on=on) == [new]


def test_a_role_is_given_once_and_withdrawn_with_its_history(
    cast: Cast, on: dt.date, now: dt.datetime
) -> None:
    coordinator, person, unit = cast.person("coordinator"), cast.person("outsider"), cast.unit("museum")
    given = {"user": coordinator, "person": person, "unit": unit, "role": Role.UNIT_OFFICER, "now": now}
    holding = services.grant_role(**given)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        services.grant_role(**given)  # type: ignore[arg-type]
    assert [held.holding.user for held in people_of(coordinator, unit, on=on) if held.own] == [person]
    services.withdraw_role(user=coordinator, holding=holding, last_day=on - dt.timedelta(days=1), now=now)
    assert not roles_of(person, on=on)
    # It ended before its first day: that day may be another person's, and the log tells that it was given.
    assert not RoleHolding.objects.filter(user=person).exists()
    told = ModelLogEntry.objects.filter(
        action__in=["organisations.grant_role", "organisations.withdraw_role"]
    )
    assert told.count() == 2


def test_units_without_a_focal_officer_are_named(cast: Cast, on: dt.date) -> None:
    codes = {unit.code for unit in units_without_officer(cast.person("coordinator"), on=on)}
    assert codes == {"PROVINCE"}
    RoleHolding.objects.filter(user=cast.person("commune_officer")).update(valid_to=on - dt.timedelta(days=1))
    assert {unit.code for unit in units_without_officer(cast.person("coordinator"), on=on)} == {
        "PROVINCE",
        "COMMUNE",
    }


@pytest.mark.parametrize("password", ["short", "1234567890123", "nguoimoi2026"])
def test_a_weak_password_opens_no_account(cast: Cast, now: dt.datetime, password: str) -> None:
    with pytest.raises(Refused):
        services.open_account(
            user=cast.person("administrator"),
            username="nguoimoi2026",
            password=password,
            display_name="Người Mới",
            now=now,
        )
    assert not User.objects.filter(username="nguoimoi2026").exists()


def test_nobody_closes_his_own_account(cast: Cast, now: dt.datetime) -> None:
    administrator = cast.person("administrator")
    with pytest.raises(Refused):
        services.set_account_open(user=administrator, person=administrator, is_open=False, now=now)


def test_the_log_of_a_changed_contact_keeps_no_contact(cast: Cast, now: dt.datetime) -> None:
    services.change_account(
        user=cast.person("administrator"),
        person=cast.person("viewer"),
        display_name="Viewer",
        email="khac@example.vn",
        position="",
        office_phone="",
        now=now,
    )
    entry = ModelLogEntry.objects.get(action="organisations.change_account")
    assert entry.data == {"fields": ["email"]}


def test_saving_a_contact_unchanged_leaves_no_line_in_the_log(cast: Cast, now: dt.datetime) -> None:
    person = cast.person("viewer")
    services.change_account(
        user=cast.person("administrator"),
        person=person,
        display_name=person.display_name,
        email=person.email,
        position=person.position,
        office_phone=person.office_phone,
        now=now,
    )
    assert not ModelLogEntry.objects.filter(action="organisations.change_account").exists()


def test_an_account_closed_twice_is_closed_once(cast: Cast, now: dt.datetime) -> None:
    for _time in range(2):
        services.set_account_open(
            user=cast.person("administrator"), person=cast.person("viewer"), is_open=False, now=now
        )
    assert ModelLogEntry.objects.filter(action="organisations.close_account").count() == 1
    assert not User.objects.get(username="viewer").is_active


def test_a_forgotten_password_is_set_anew_and_told_once(cast: Cast, now: dt.datetime) -> None:
    person = cast.person("viewer")
    password = services.reset_password(user=cast.person("administrator"), person=person, now=now)
    assert person.check_password(password)
    assert password not in str(ModelLogEntry.objects.get(action="organisations.reset_password").data)
    with pytest.raises(PermissionDenied):
        services.reset_password(user=cast.person("coordinator"), person=person, now=now)
