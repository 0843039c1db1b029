"""The screens of the register: levels, history, what becomes of units, calendar, import and export."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.kernel import clock
from nhipcau.organisations import services
from nhipcau.organisations.models import OfficeDay, OwnKind, Unit, UnitGroup
from tests.cast import Cast


@pytest.fixture
def client(cast: Cast) -> Client:
    """The administrator's."""
    made = Client()
    made.force_login(cast.person("administrator"))
    return made


def test_the_register_opens_level_by_level(cast: Cast, client: Client) -> None:
    page = client.get(reverse("units:index"))
    assert page.context["level"].at.code == "PROVINCE"
    assert [unit.code for unit in page.context["page"]] == ["FOREIGN", "CULTURE", "COMMUNE"]
    below = client.get(reverse("units:index"), {"duoi": cast.unit("culture").pk})
    assert [unit.code for unit in below.context["page"]] == ["MUSEUM"]
    assert [unit.code for unit in below.context["level"].above] == ["PROVINCE"]


def test_the_register_of_an_earlier_day(cast: Cast, client: Client) -> None:
    services.rename_unit(
        user=cast.person("administrator"), unit=cast.unit("culture"), name="Sở Mới", since=clock.today(), now=clock.now()
    )  # fmt: skip
    day = clock.today() - dt.timedelta(days=1)
    before, today = (
        client.get(reverse("units:index"), {"ngay": f"{each:%d/%m/%Y}"}) for each in (day, clock.today())
    )
    assert "Sở Văn hóa" in before.text
    assert "Sở Mới" not in before.text
    assert "Sở Mới" in today.text
    unit = client.get(reverse("units:unit", args=[cast.unit("culture").pk]), {"ngay": f"{day:%d/%m/%Y}"})
    assert unit.context["called"].name == "Sở Văn hóa, Thể thao và Du lịch"
    assert "Sở Mới" in unit.text


def test_a_list_by_kind_and_of_ended_units(cast: Cast, client: Client) -> None:
    Unit.objects.filter(code="MUSEUM").update(valid_to=dt.date(2020, 1, 1))
    assert [
        unit.code for unit in client.get(reverse("units:index"), {"loai": "commune"}).context["page"]
    ] == ["COMMUNE"]
    ended = client.get(reverse("units:index"), {"q": "bao tang", "closed": "1"})
    assert [unit.code for unit in ended.context["page"]] == ["MUSEUM"]


def merge_form(**more: Any) -> dict[str, Any]:
    return {
        "units": "Sở Ngoại vụ (FOREIGN)\nculture", "new_name": "Sở Hợp nhất", "new_kind": "department",
        "new_above": "PROVINCE", "since": f"{clock.today():%d/%m/%Y}", "legal_basis": "NQ 1", **more,
    }  # fmt: skip


def test_a_merger_is_told_before_it_is_saved(cast: Cast, client: Client) -> None:
    address, form = reverse("units:merge"), merge_form(units="Sở Ngoại vụ (FOREIGN)\nCULTURE")
    told = client.post(address, form)
    assert told.status_code == 200
    assert [each.unit.code for each in told.context["told"]] == ["FOREIGN", "CULTURE"]
    assert [unit.code for unit in told.context["told"][1].below] == ["MUSEUM"]
    assert told.context["told"][1].people == 2
    assert not Unit.objects.filter(name="Sở Hợp nhất").exists()
    done = client.post(address, {**form, "confirm": "1"})
    unit = Unit.objects.get(name="Sở Hợp nhất")
    assert done.headers["Location"] == reverse("units:unit", args=[unit.pk])
    page = client.get(reverse("units:unit", args=[unit.pk]))
    assert [event.kind for event in page.context["timeline"]] == [
        "began",
        "named",
        "placed",
        "followed",
        "followed",
    ]
    assert "NQ 1" in page.text
    gone = client.get(reverse("units:unit", args=[cast.unit("culture").pk]))
    assert "Sở Hợp nhất" in gone.text
    assert reverse("units:merge") not in gone.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"units": "Sở Không có"}, "units"),
        ({"into": "FOREIGN"}, "into"),
        ({"new_name": ""}, "into"),
        ({"since": "hôm qua"}, "since"),
    ],
)
def test_a_merger_says_what_is_missing(client: Client, wrong: dict[str, str], field: str) -> None:
    answer = client.post(reverse("units:merge"), merge_form(**{"units": "FOREIGN\nCULTURE", **wrong}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_unit_is_moved_split_and_dissolved_on_screen(cast: Cast, client: Client) -> None:
    since = f"{clock.today():%d/%m/%Y}"
    museum, culture = cast.unit("museum"), cast.unit("culture")
    client.post(reverse("units:move", args=[museum.pk]), {"above": "FOREIGN", "since": since})
    assert Unit.objects.get(code="MUSEUM").get_parent().code == "FOREIGN"
    form = {
        "new_names": "Sở Văn hóa | SVH\nSở Du lịch",
        "new_kind": "department",
        "since": since,
        "confirm": "1",
    }
    client.post(reverse("units:split", args=[culture.pk]), form)
    parts = Unit.objects.filter(follows__predecessor=culture).order_by("path")
    assert [(unit.name, unit.short_name) for unit in parts] == [("Sở Văn hóa", "SVH"), ("Sở Du lịch", "")]
    assert [unit.get_parent().code for unit in parts] == ["PROVINCE", "PROVINCE"]
    refused = client.post(
        reverse("units:dissolve", args=[cast.unit("foreign").pk]), {"since": since, "confirm": "1"}
    )
    assert refused.status_code == 422
    form = {"since": since, "confirm": "1", "below_to": "COMMUNE"}
    assert client.post(reverse("units:dissolve", args=[cast.unit("foreign").pk]), form).status_code == 302
    assert Unit.objects.get(code="MUSEUM").get_parent().code == "COMMUNE"


def test_contact_and_kind_are_corrected_on_screen(cast: Cast, client: Client) -> None:
    kind = OwnKind.objects.create(key="to", label="Tổ công tác")
    address = reverse("units:change", args=[cast.unit("museum").pk])
    form = {"kind": kind.key, "phone": "0200 111 222", "website": "https://example.vn"}
    assert client.post(address, form).status_code == 302
    page = client.get(reverse("units:unit", args=[cast.unit("museum").pk])).text
    assert "0200 111 222" in page
    assert "Tổ công tác" in page
    assert client.post(address, {**form, "website": "không phải"}).status_code == 422


def test_a_group_shows_its_units_and_why(cast: Cast, client: Client) -> None:
    form = {
        "name": "các sở",
        "kinds": ["department"],
        "members": "MUSEUM",
        "left_out": "FOREIGN",
        "below": "PROVINCE",
    }
    client.post(reverse("units:group_create"), form)
    page = client.get(reverse("units:group", args=[UnitGroup.objects.get().pk]))
    assert [(row["name"], row["named"]) for row in page.context["rows"]] == [
        ("Sở Văn hóa, Thể thao và Du lịch", False), ("Bảo tàng tỉnh", True)
    ]  # fmt: skip


def test_kinds_are_added_and_removed_on_screen(client: Client) -> None:
    client.post(reverse("units:kinds"), {"label": "Tổ công tác"})
    kind = OwnKind.objects.get()
    assert client.post(reverse("units:kinds"), {"label": "tổ CÔNG tác"}).status_code == 422
    client.post(reverse("units:remove_kind", args=[kind.pk]))
    assert not OwnKind.objects.exists()


def test_days_are_pasted_into_the_calendar(cast: Cast, client: Client) -> None:
    address = reverse("units:calendar")
    form = {"days": "26/06/2026 – 28/06/2026: Hội nghị\n\n1/7/2026", "name": "Nghỉ", "legal_basis": "QĐ 1"}
    assert client.post(address, form).headers["Location"] == f"{address}?nam=2026"
    days = list(OfficeDay.objects.values_list("day", "name", "is_worked"))
    assert [(day.day, name) for day, name, _worked in days] == [
        (26, "Hội nghị"), (27, "Hội nghị"), (28, "Hội nghị"), (1, "Nghỉ")
    ]  # fmt: skip
    assert "QĐ 1" in client.get(address, {"nam": "2026"}).text
    client.post(reverse("units:take_out_day", args=[OfficeDay.objects.get(day=dt.date(2026, 7, 1)).pk]))
    assert OfficeDay.objects.count() == 3
    client.force_login(cast.person("viewer"))
    assert client.get(address).status_code == 200
    assert client.post(address, form).status_code in {302, 403}
    assert OfficeDay.objects.count() == 3


@pytest.mark.parametrize(
    "days",
    ["Tết", "31/02/2026 Tết", "02/01/2026 – 01/01/2026 Tết", "01/01/2026 – 01/06/2026 A", "01/07/2026"],
)
def test_a_line_that_is_no_day_is_named(client: Client, days: str) -> None:
    answer = client.post(reverse("units:calendar"), {"days": f"02/09/2026 Lễ\n{days}"})
    assert answer.status_code == 422
    assert "2" in str(answer.context["form"].errors["days"])
    assert not OfficeDay.objects.exists()


def test_errors_of_a_sheet_are_a_list_to_take_along(client: Client) -> None:
    sheet = SimpleUploadedFile("x.csv", "mã,tên,loại\nA,,sở\nB,Bê,hành tinh\n".encode())
    page = client.post(reverse("units:import"), {"sheet": sheet}, follow=True)
    assert "B2" in page.text
    assert "C3" in page.text
    answer = client.get(reverse("units:import_errors"))
    book = load_workbook(BytesIO(answer.content))
    assert [row[1].value for row in book.worksheets[0].iter_rows(min_row=2)] == ["B", "C"]


def test_the_register_is_exported(cast: Cast, client: Client) -> None:
    book = load_workbook(BytesIO(client.get(reverse("units:export")).content))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["PROVINCE", "FOREIGN", "CULTURE", "MUSEUM", "COMMUNE"]
