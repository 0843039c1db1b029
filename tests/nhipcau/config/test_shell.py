"""The shell: where people land, what the menu shows, ids in addresses, Vietnamese dates and numbers."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from nhipcau.accounts.models import User
from nhipcau.organisations.models import Unit
from tests.cast import Cast

SOURCES = Path(__file__).resolve().parents[3] / "src" / "nhipcau"
# An attribute that holds a bare number of a row: printed as 1.234 it would lead nowhere.
BARE_ID = re.compile(
    r"""\b(?:href|action|src|value|id|for|name|data-[\w-]+)="[^"]*\{\{\s*(?!(?:widget\.)?attrs\.)[\w.]*"""
    r"""(?:\bpk|\bid|_id)(?<!\bauto_id)\s*\}\}[^"]*\""""
)
UNLOCALISED = re.compile(r"\{% localize off %\}.*?\{% endlocalize %\}", re.DOTALL)


def test_the_front_door_leads_to_work(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"] == reverse("wagtailadmin_home")


def menu_of(cast: Cast, name: str) -> set[str]:
    client = Client()
    client.force_login(cast.person(name))
    page = client.get(reverse("units:index")).text
    props = page.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
    return set(re.findall(r'"name": "([\w-]+)", "label"', props))


@pytest.mark.parametrize("name", ["culture_officer", "viewer", "finance"])
def test_officers_see_no_machinery(cast: Cast, name: str) -> None:
    names = menu_of(cast, name)
    assert {"units", "plans", "obligations", "unit-reports", "budget"} <= names
    assert not names & {
        "explorer",
        "images",
        "documents",
        "snippets",
        "settings",
        "reports",
        "help",
        "people",
        "log",
    }


def test_auditors_see_the_log_and_coordinators_the_people(cast: Cast) -> None:
    assert "log" in menu_of(cast, "auditor")
    assert "people" in menu_of(cast, "coordinator")


@pytest.mark.parametrize(
    "name", ["wagtailusers_users:index", "wagtailadmin_explore_root", "wagtailadmin_collections:index"]
)
def test_officers_open_no_machinery_by_its_address(cast: Cast, name: str) -> None:
    client = Client()
    client.force_login(cast.person("coordinator"))
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_prints_a_bare_id_into_an_attribute(path: Path) -> None:
    assert BARE_ID.findall(UNLOCALISED.sub("", path.read_text(encoding="utf-8"))) == []


def test_addresses_of_rows_with_large_numbers_lead_to_them(cast: Cast) -> None:
    unit = cast.unit("museum")
    unit.names.all().delete()
    Unit.objects.filter(pk=unit.pk).update(id=1_234_567)
    client = Client()
    client.force_login(cast.person("viewer"))
    page = client.get(reverse("units:index"), {"q": "bảo tàng"}).text
    assert "/1234567/" in page
    assert "1.234.567" not in page


def test_vietnamese_dates_and_numbers() -> None:
    with translation.override("vi"):
        page = Template("{{ day }} {{ number }} {{ share }}").render(
            Context({"day": dt.date(2026, 9, 2), "number": 1_234_567, "share": 0.5})
        )
    assert page == "02/09/2026 1.234.567 0,5"


def test_the_language_kept_in_the_account_is_spoken_everywhere(cast: Cast, client: Client) -> None:
    person = cast.person("viewer")
    client.force_login(person)
    assert '<html lang="vi"' in client.get(reverse("units:index")).text
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "en"})
    for name in ("units:index", "mfa_index"):
        assert '<html lang="en"' in client.get(reverse(name)).text


def test_a_superuser_opens_wagtails_machinery(cast: Cast, client: Client) -> None:
    client.force_login(User.objects.create_superuser("root"))
    for name in (
        "wagtailusers_users:index",
        "wagtailusers_users:add",
        "wagtailadmin_explore_root",
    ):
        assert client.get(reverse(name)).status_code == 200, name
