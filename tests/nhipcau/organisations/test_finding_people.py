"""People are found whatever marks and case they are typed with, on every database."""

from __future__ import annotations

import datetime as dt

import pytest

from nhipcau.accounts.models import User
from nhipcau.organisations import services
from nhipcau.organisations.selectors import accounts
from tests.cast import Cast


@pytest.mark.parametrize("search", ["đối", "ĐỐI", "doi ngoai", "thiện Đối", "cau@", "CÁN.BỘ"])
def test_a_person_is_found(cast: Cast, on: dt.date, now: dt.datetime, search: str) -> None:
    administrator, person = cast.person("administrator"), cast.person("viewer")
    services.change_account(
        user=administrator,
        person=person,
        display_name="Đối Ngoại Thiện",
        email="can.bo.cau@example.vn",
        position="",
        office_phone="",
        now=now,
    )
    found = accounts(administrator, on=on, search=search)
    assert [each.username for each in found] == ["viewer"]


def test_a_name_saved_alone_is_found_too(cast: Cast, on: dt.date) -> None:
    person = User.objects.get(username="viewer")
    person.display_name = "Ông Ích"
    person.save(update_fields=["display_name"])
    assert [each.pk for each in accounts(cast.person("administrator"), on=on, search="ông ích")] == [
        person.pk
    ]
