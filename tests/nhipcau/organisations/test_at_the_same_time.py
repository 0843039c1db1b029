"""Two people keep the register at the same moment: one is refused or waits, nobody gets an error page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.errors import Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import RoleHolding, Unit
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip(
            "threads of one process share a connection to a database in memory; scripts/test.py uses a file"
        )
    return assemble()


def together(*deeds: Callable[[], Any]) -> list[str]:
    """Do all at once; "done" or the code of the refusal for each."""
    start = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> str:
        try:
            start.wait(timeout=20)
            deed()
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(do, deeds))


def test_one_code_is_given_once(cast: Cast, now: dt.datetime) -> None:
    def create() -> Unit:
        return services.create_unit(
            user=cast.person("administrator"), code="NEW", name="Mới", above=cast.unit("province"), now=now
        )

    assert together(*[create] * 4) == ["code-taken"] * 3 + ["done"]


def test_codes_made_from_the_name_differ(cast: Cast, now: dt.datetime) -> None:
    def create() -> Unit:
        return services.create_unit(
            user=cast.person("administrator"), code="", name="Mới", above=cast.unit("province"), now=now
        )

    assert together(*[create] * 4) == ["done"] * 4
    assert Unit.find_problems() == ([], [], [], [], [])


def test_first_units_entered_at_once_leave_one(cast: Cast, now: dt.datetime) -> None:
    administrator = User.objects.create_superuser("root")
    RoleHolding.objects.all().delete()
    Unit.objects.all().delete()

    def create() -> Unit:
        return services.create_unit(user=administrator, code="TOP", name="Tỉnh", now=now)

    assert together(*[create] * 3) == ["code-taken"] * 2 + ["done"]


def test_units_moved_crosswise_stay_a_tree(cast: Cast, now: dt.datetime) -> None:
    def move(name: str, above: str) -> Callable[[], Unit]:
        return lambda: services.change_unit(
            user=cast.person("administrator"),
            unit=cast.unit(name),
            above=cast.unit(above),
            last_day=None,
            successors=[],
            now=now,
        )

    assert together(move("culture", "foreign"), move("foreign", "culture")) == ["below-itself", "done"]
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_sheet_imported_twice_at_once_is_imported_once(cast: Cast, now: dt.datetime) -> None:
    sheet = "mã,tên,mã cấp trên\nPROVINCE,UBND tỉnh Sông Mây,\nN1,Một,PROVINCE\nN2,Hai,PROVINCE\n"

    def bring_in() -> services.Preview:
        return services.import_units(
            user=cast.person("administrator"), data=sheet.encode(), name="don-vi.csv", now=now
        )

    assert together(*[bring_in] * 3) == ["done"] * 3
    assert Unit.objects.filter(code__startswith="N").count() == 2
    assert Unit.find_problems() == ([], [], [], [], [])


def test_one_user_name_is_given_once(cast: Cast, now: dt.datetime) -> None:
    def open_account() -> User:
        return services.open_account(
            user=cast.person("administrator"),
            username="moi",
            password="mot-cau-dai-2026",
            display_name="Mới",
            now=now,
        )

    assert together(*[open_account] * 4) == ["done"] + ["username-taken"] * 3


def test_one_role_is_given_once(cast: Cast, now: dt.datetime) -> None:
    def grant() -> RoleHolding:
        return services.grant_role(
            user=cast.person("administrator"),
            person=cast.person("outsider"),
            unit=cast.unit("museum"),
            role=Role.UNIT_OFFICER,
            now=now,
        )

    assert together(*[grant] * 4) == ["done"] + ["held-already"] * 3
