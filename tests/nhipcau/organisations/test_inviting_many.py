"""Inviting from a spreadsheet: looked at first, done at once, the second time nothing; faults by line and column."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.errors import Refused
from nhipcau.notices.models import Notice
from nhipcau.organisations import services
from nhipcau.organisations.models import Invitation, RoleHolding
from nhipcau.organisations.services import PeoplePreview, is_good
from tests.cast import Cast

HEADING = "Mã đơn vị;Họ và tên;Chức vụ;E-mail;Vai trò;Cấp phó"
GOOD = [
    "MUSEUM;Trần Bình;Chuyên viên;binh@example.vn;unit_officer;",
    "MUSEUM;Lê Hoa;Phó Giám đốc;hoa@example.vn;unit_leader;",
    "CULTURE;Lê Hoa;Phó Giám đốc;hoa@example.vn;unit_leader;x",
    "CULTURE;Outsider;;outsider@example.vn;viewer;",
]


def sheet(*lines: str) -> bytes:
    return "\r\n".join([HEADING, *lines]).encode()


def preview(cast: Cast, now: dt.datetime, *lines: str, who: str = "coordinator") -> PeoplePreview:
    return services.preview_people(user=cast.person(who), data=sheet(*lines), name="nguoi.csv", now=now)


def test_people_are_invited_and_known_accounts_get_the_role(cast: Cast, now: dt.datetime) -> None:
    seen = preview(cast, now, *GOOD)
    assert (seen.new, seen.roles, seen.same, seen.faults) == (2, 2, 0, ())
    assert not Notice.objects.exists()
    sent = services.invite_people(user=cast.person("coordinator"), data=sheet(*GOOD), name="a.csv", now=now)
    assert sorted(each.invitation.user.email for each in sent) == ["binh@example.vn", "hoa@example.vn"]
    hoa = User.objects.get(email="hoa@example.vn")
    assert [(row.unit.code, row.is_deputy) for row in hoa.role_holdings.order_by("pk")] == [
        ("MUSEUM", False),
        ("CULTURE", True),
    ]
    assert RoleHolding.objects.filter(user=cast.person("outsider"), role=Role.VIEWER).exists()


def test_a_link_of_the_sheet_is_good_however_many_roles_it_gives(cast: Cast, now: dt.datetime) -> None:
    given = {"user": cast.person("coordinator"), "name": "a.csv", "now": now}
    line = "MUSEUM;Lê Thị Hoa;Chuyên viên;hoa.le@example.vn;{role};"
    both = sheet(line.format(role="unit_officer"), line.format(role="spokesperson"))
    first = services.invite_people(data=both, **given)  # type: ignore[arg-type]
    person = first[0].invitation.user
    assert is_good(first[0].invitation, now)
    # Another role through a later sheet: the first link ends, a new one is sent.
    later = services.invite_people(data=sheet(line.format(role="viewer")), **given)  # type: ignore[arg-type]
    assert [each.invitation.user for each in later] == [person]
    first[0].invitation.refresh_from_db()
    assert [is_good(each.invitation, now) for each in (*first, *later)] == [False, True]


def test_the_second_time_nothing_happens(cast: Cast, now: dt.datetime) -> None:
    given = {"user": cast.person("coordinator"), "data": sheet(*GOOD), "name": "a.csv", "now": now}
    services.invite_people(**given)  # type: ignore[arg-type]
    before = (User.objects.count(), RoleHolding.objects.count(), Invitation.objects.count())
    assert services.invite_people(**given) == []  # type: ignore[arg-type]
    assert (User.objects.count(), RoleHolding.objects.count(), Invitation.objects.count()) == before
    assert preview(cast, now, *GOOD).same == 4


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("NOWHERE;A;;a@example.vn;viewer;", "Mã đơn vị|Unit code"),
        ("MUSEUM;A;;not-an-address;viewer;", "E-mail|Thư điện tử"),
        ("MUSEUM;A;;a@example.vn;king;", "Vai trò|Role"),
        ("MUSEUM;A;;a@example.vn;auditor;", "Vai trò|Role"),
        ("CULTURE;A;;a@example.vn;unit_officer;", "Vai trò|Role"),
        ("MUSEUM;A;;a@example.vn;viewer;maybe", "Cấp phó|Deputy"),
        ("MUSEUM;;;a@example.vn;viewer;", "Tên|Họ tên|Họ và tên|Name"),
        ("MUSEUM;A;;closed@example.vn;viewer;", "E-mail|Thư điện tử"),
    ],
)
def test_faults_are_named_by_line_and_column(cast: Cast, now: dt.datetime, line: str, column: str) -> None:
    seen = preview(cast, now, GOOD[0], line)
    assert [fault.line for fault in seen.faults] == [3]
    assert re.fullmatch(column, str(seen.faults[0].column))
    with pytest.raises(Refused):
        services.invite_people(
            user=cast.person("coordinator"), data=sheet(GOOD[0], line), name="a.csv", now=now
        )
    assert not Invitation.objects.exists()


def test_two_officers_in_one_sheet_are_one_too_many(cast: Cast, now: dt.datetime) -> None:
    second = "MUSEUM;A;;a@example.vn;unit_officer;"
    assert [fault.line for fault in preview(cast, now, GOOD[0], second).faults] == [3]
    assert preview(cast, now, GOOD[0], second + "x").faults == ()


def test_a_sheet_without_its_columns_is_refused(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused) as refusal:
        services.preview_people(
            user=cast.person("coordinator"),
            data="Tên;E-mail\r\nA;a@example.vn".encode(),
            name="a.csv",
            now=now,
        )
    assert refusal.value.code == "no-columns"


def test_only_openers_of_accounts_invite(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        preview(cast, now, GOOD[0], who="culture_leader")
    assert len(preview(cast, now, GOOD[0], who="commune_coordinator").faults) == 1


def test_looking_asks_as_often_for_many_lines(cast: Cast, now: dt.datetime) -> None:
    def questions(count: int) -> int:
        lines = [f"MUSEUM;Người {n};;n{n}@example.vn;viewer;" for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            preview(cast, now, *lines)
        return len(captured)

    assert questions(60) == questions(2)


def test_on_the_screen(cast: Cast) -> None:
    client, address = Client(), reverse("people:invite_many")
    client.force_login(cast.person("coordinator"))
    assert client.get(reverse("people:invite_sample")).status_code == 200
    sent = client.post(address, {"sheet": SimpleUploadedFile("nguoi.csv", sheet(*GOOD))})
    assert sent.headers["Location"] == address
    assert client.get(address).context["preview"].new == 2
    done = client.post(address, {"confirm": "1"})
    assert len(done.context["links"]) == 2
    assert (
        client.post(address, {"confirm": "1"}).status_code == 302
    )  # the sheet is gone: a second click invites nobody
    assert Invitation.objects.count() == 2
