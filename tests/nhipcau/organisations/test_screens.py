"""The register's screens open for those who may, and say no to others."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.organisations.models import RoleHolding, Unit, UnitGroup, UnitName
from tests.cast import Cast

SHEET = """mã,tên,tên viết tắt,mã cấp trên,loại,từ ngày,đến ngày,tên khác,tiếp nối
PROVINCE,UBND tỉnh Sông Mây,UBND tỉnh,,tỉnh,,,,
FINANCE,Sở Tài chính,STC,PROVINCE,sở,01/07/2025,,Sở TC,
"""

# screen, arguments → who may open it
SCREENS = {
    "units:index": ("administrator coordinator viewer auditor culture_officer commune_officer", ""),
    "units:unit": ("administrator coordinator viewer auditor culture_officer commune_officer", "culture"),
    "units:without_officer": ("administrator coordinator viewer auditor culture_officer commune_officer", ""),
    "units:create": ("administrator coordinator", ""),
    "units:import": ("administrator coordinator", ""),
    "units:rename": ("administrator coordinator", "culture"),
    "units:change": ("administrator coordinator", "culture"),
    "units:grant": ("administrator coordinator", "culture"),
    "units:groups": ("administrator coordinator viewer auditor culture_officer commune_officer", ""),
    "units:move": ("administrator coordinator", "culture"),
    "units:split": ("administrator coordinator", "culture"),
    "units:dissolve": ("administrator coordinator", "culture"),
    "units:merge": ("administrator coordinator", ""),
    "units:kinds": ("administrator coordinator viewer auditor culture_officer commune_officer", ""),
    "units:calendar": ("administrator coordinator viewer auditor culture_officer commune_officer", ""),
    "units:export": ("administrator coordinator viewer auditor culture_officer commune_officer", ""),
    "units:group_create": ("administrator coordinator", ""),
    "people:index": ("administrator coordinator", ""),
    "people:open": ("administrator coordinator", ""),
}
EVERYBODY = [
    "administrator",
    "coordinator",
    "viewer",
    "auditor",
    "culture_officer",
    "commune_officer",
    "outsider",
    "former",
]


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


@pytest.mark.parametrize("screen", SCREENS)
def test_screens_open_for_those_who_may(cast: Cast, screen: str) -> None:
    allowed, unit = SCREENS[screen]
    address = reverse(screen, args=[cast.unit(unit).pk] if unit else [])
    opened = [name for name in EVERYBODY if client_of(cast, name).get(address).status_code == 200]
    expected = [name for name in EVERYBODY if name in allowed.split()]
    assert opened == expected


def test_a_unit_officer_reads_contacts_of_the_own_unit_only(cast: Cast) -> None:
    client = client_of(cast, "culture_officer")
    assert (
        "culture_leader@example.vn" in client.get(reverse("units:unit", args=[cast.unit("culture").pk])).text
    )
    assert (
        "foreign_officer@example.vn"
        not in client.get(reverse("units:unit", args=[cast.unit("foreign").pk])).text
    )


def test_the_search_minds_neither_marks_nor_case(cast: Cast) -> None:
    page = client_of(cast, "viewer").get(reverse("units:index"), {"q": "van hoa DU LICH"}).text
    assert "Sở Văn hóa, Thể thao và Du lịch" in page
    assert "Sở Ngoại vụ" not in page


def test_a_sheet_is_shown_before_it_is_imported(cast: Cast) -> None:
    client = client_of(cast, "coordinator")
    address = reverse("units:import")
    sheet = SimpleUploadedFile("don-vi.csv", SHEET.encode())
    page = client.post(address, {"sheet": sheet}, follow=True).text
    assert "Sở Tài chính" in page
    assert not Unit.objects.filter(code="FINANCE").exists()
    client.post(address, {"confirm": "1"})
    assert Unit.objects.get(code="FINANCE").get_parent() == cast.unit("province")


def test_a_file_that_is_no_sheet_is_refused_beside_the_field(cast: Cast) -> None:
    sheet = SimpleUploadedFile("anh.xlsx", b"PK\x03\x04 nothing of the kind")
    answer = client_of(cast, "coordinator").post(reverse("units:import"), {"sheet": sheet})
    assert answer.status_code == 422
    assert "nc-note--error" in answer.text


def test_an_account_is_opened_and_given_a_role(cast: Cast) -> None:
    client = client_of(cast, "coordinator")
    form = {
        "display_name": "Người Mới",
        "username": "nguoimoi",
        "password": "mot-cau-dai-2026",
        "email": "moi@example.vn",
    }
    assert client.post(reverse("people:open"), form).status_code == 302
    fresh = {
        "person": type(cast.person("viewer")).objects.get(username="nguoimoi").pk,
        "role": "unit_officer",
        "place": "deputy",
    }
    address = reverse("units:grant", args=[cast.unit("commune").pk])
    assert client.post(address, fresh).status_code == 302
    assert RoleHolding.objects.filter(
        user__username="nguoimoi", unit=cast.unit("commune"), role="unit_officer"
    ).exists()


def test_a_coordinator_makes_nobody_administrator(cast: Cast) -> None:
    form = {"person": cast.person("outsider").pk, "role": "administrator"}
    address = reverse("units:grant", args=[cast.unit("culture").pk])
    assert client_of(cast, "coordinator").post(address, form).status_code == 422
    assert not RoleHolding.objects.filter(user=cast.person("outsider")).exists()


def test_the_register_asks_the_same_number_of_questions_for_many_units(cast: Cast) -> None:
    client = client_of(cast, "coordinator")
    address = reverse("units:index")
    client.get(address)

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = questions()
    parent = Unit.objects.get(code="PROVINCE")
    for number in range(40):
        unit = parent.add_child(instance=Unit(code=f"N{number}", name=f"Đơn vị số {number}"))
        UnitName.objects.create(unit=unit, name=unit.name)
    assert questions() == few


def test_a_group_name_is_kept_and_counted(cast: Cast) -> None:
    client = client_of(cast, "coordinator")
    form = {"name": "các sở, ban, ngành", "kinds": ["department"], "members": "UBND xã Bến Lụa (COMMUNE)"}
    client.post(reverse("units:group_create"), form)
    group = UnitGroup.objects.get()
    address = reverse("units:group_change", args=[group.pk])
    seen = client.get(address).context["form"].initial["seen"]
    again = {"name": "ignored", "other_names": "Các sở ngành\n\n", "kinds": ["department"], "seen": seen}
    assert client.post(address, again).status_code == 302
    group.refresh_from_db()
    assert (group.name, group.other_names) == ("các sở, ban, ngành", ["Các sở ngành"])
    assert [row["size"] for row in client.get(reverse("units:groups")).context["rows"]] == [2]


def test_a_new_password_is_asked_for_first_and_leaves_the_contact_alone(cast: Cast) -> None:
    client, person = client_of(cast, "administrator"), cast.person("culture_officer")
    address = reverse("people:account", args=[person.pk])
    before = person.password
    assert 'value="password"' in client.get(address, {"hoi": "password"}).text
    person.refresh_from_db()
    assert person.password == before
    page = client.post(address, {"deed": "password"})
    assert page.status_code == 200
    assert "nc-note--error" not in page.text
    assert 'value="Culture Officer"' in page.text
    person.refresh_from_db()
    assert person.password != before


def test_a_role_is_given_on_the_way_from_a_new_account(cast: Cast) -> None:
    client, person = client_of(cast, "coordinator"), cast.person("outsider")
    address = reverse("people:grant", args=[person.pk])
    assert address in client.get(reverse("people:account", args=[person.pk])).text
    refused = client.post(address, {"unit": "CULTURE", "role": "administrator"})
    assert refused.status_code == 422
    asked = client.post(address, {"unit": "CULTURE", "role": "unit_officer"})
    assert asked.status_code == 422  # culture has its officer: take over, or be a deputy?
    form = {"unit": "CULTURE", "role": "unit_officer", "place": "deputy"}
    given = client.post(address, form)
    assert given.headers["Location"] == reverse("people:account", args=[person.pk])
    assert RoleHolding.objects.filter(user=person, unit=cast.unit("culture"), role="unit_officer").exists()


def test_a_role_is_given_only_on_units_one_keeps(cast: Cast) -> None:
    address = reverse("people:grant", args=[cast.person("commune_officer").pk])
    form = {"unit": "CULTURE", "role": "unit_officer"}
    assert client_of(cast, "commune_coordinator").post(address, form).status_code == 422
    assert client_of(cast, "culture_officer").post(address, form).status_code == 302
    assert not RoleHolding.objects.filter(
        user=cast.person("commune_officer"), unit=cast.unit("culture")
    ).exists()


def test_people_stand_in_the_order_of_the_dictionary(cast: Cast) -> None:
    for name, said in (("viewer", "Vũ Sông"), ("auditor", "Đặng Cầu"), ("outsider", "An Bình")):
        person = cast.person(name)
        person.display_name = said
        person.save()
    client = client_of(cast, "coordinator")
    names = [str(person) for person in client.get(reverse("people:index")).context["page"]]
    assert names.index("An Bình") < names.index("Đặng Cầu") < names.index("Vũ Sông")
    form = client.get(reverse("units:grant", args=[cast.unit("culture").pk])).context["form"]
    labels = [str(label) for _value, label in form.fields["person"].choices][1:]
    assert labels.index("An Bình") < labels.index("Đặng Cầu") < labels.index("Vũ Sông")
