"""The page of units without a leader, an officer or a spokesperson."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.accounts.models import Role
from nhipcau.kernel import clock
from nhipcau.organisations.models import RoleHolding, Unit, UnitKind
from nhipcau.organisations.selectors import count_lacking, lacking, units_asked
from tests.cast import Cast

DAY = dt.timedelta(days=1)


def names(client: Client, **asked: str) -> list[str]:
    page = client.get(reverse("units:without_officer"), asked)
    return [each.unit.code for each, _kind in page.context["shown"]]


@pytest.fixture
def office(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.person("coordinator"))
    return client


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("unit_officer", ["PROVINCE"]),
        ("unit_leader", ["PROVINCE", "COMMUNE"]),
        ("spokesperson", ["PROVINCE", "FOREIGN", "CULTURE", "COMMUNE"]),
    ],
)
def test_by_what_is_lacking(cast: Cast, office: Client, role: str, codes: list[str]) -> None:
    assert names(office, thieu=role) == codes


def test_by_kind_place_and_day(cast: Cast, office: Client) -> None:
    today = clock.today()
    RoleHolding.objects.filter(user=cast.person("culture_officer")).update(valid_to=today)
    assert names(office, loai="department") == []
    assert names(office, loai="department", ngay=f"{today + DAY:%d/%m/%Y}") == ["CULTURE"]
    below = str(cast.unit("culture").pk)
    assert names(office, duoi=below, thieu="spokesperson") == ["CULTURE"]


def test_a_closed_account_is_nobody_and_a_deputy_somebody(cast: Cast, office: Client) -> None:
    RoleHolding.objects.filter(user=cast.person("culture_officer")).update(is_deputy=True)
    assert "CULTURE" not in names(office)
    person = cast.person("culture_officer")
    person.is_active = False
    person.save()
    assert "CULTURE" in names(office)


def test_everybody_sees_the_units_he_sees(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.person("culture_officer"))
    assert names(client, thieu="spokesperson") == ["CULTURE"]
    page = client.get(reverse("units:without_officer"), {"thieu": "spokesperson"}).text
    assert reverse("people:invite") not in page


def test_an_invitation_begins_right_there(cast: Cast, office: Client) -> None:
    page = office.get(reverse("units:without_officer")).text
    link = f"{reverse('people:invite')}?don-vi={cast.unit('province').pk}"
    assert link in page
    form = office.get(f"{link}&vai-tro=unit_officer").context["form"]
    assert form.initial["unit"] == cast.unit("province")


def test_the_sheet_holds_every_unit(cast: Cast, office: Client) -> None:
    province = Unit.objects.get(code="PROVINCE")
    for number in range(60):
        province.add_child(instance=Unit(code=f"N{number}", name=f"Xã số {number}", kind=UnitKind.COMMUNE))
        province = Unit.objects.get(code="PROVINCE")
    answer = office.get(reverse("units:without_officer"), {"dang": "xlsx", "loai": "commune"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) == 2 + 60


def test_as_many_questions_for_many_units(cast: Cast, office: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert office.get(reverse("units:without_officer")).status_code == 200
        return len(captured)

    questions()
    few = questions()
    for number in range(70):
        province = Unit.objects.get(code="PROVINCE")
        province.add_child(instance=Unit(code=f"N{number}", name=f"Xã số {number}", kind=UnitKind.COMMUNE))
    assert questions() == few


def test_the_counts_are_those_of_the_lists(cast: Cast, on: dt.date) -> None:
    asked = units_asked(cast.person("coordinator"), on=on, day=on)
    total, counts = count_lacking(asked, day=on)
    assert total == 4
    for role in (Role.UNIT_LEADER, Role.UNIT_OFFICER, Role.SPOKESPERSON):
        assert counts[role] == lacking(asked, role, day=on).count()
