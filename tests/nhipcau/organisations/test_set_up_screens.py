"""Setting up a province on the screen: search, look, tick, make."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhipcau.accounts.models import User
from nhipcau.kernel import clock
from nhipcau.organisations.models import Unit, UnitKind, UnitParent
from nhipcau.organisations.services import create_unit, set_up_province, usual_bodies
from tests.browser import Visit
from tests.cast import PASSWORD, Cast

CHOICE = "units:set_up"
LAI_CHÂU = "12"


def page_of(code: str) -> str:
    return reverse("units:set_up_province", args=[code])


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root", password=PASSWORD)


@pytest.fixture
def client_of_root(root: User) -> Client:
    client = Client()
    client.force_login(root)
    return client


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("binh duong", ["Hồ Chí Minh"]),
        ("ĐẮK NÔNG", ["Lâm Đồng"]),
        ("thành phố bắc ninh", ["Bắc Ninh"]),
        ("nowhere", []),
    ],
)
def test_a_province_is_found_by_its_name_or_a_former_one(
    client_of_root: Client, words: str, found: list[str]
) -> None:
    answer = client_of_root.get(reverse(CHOICE), {"q": words})
    assert answer.status_code == 200
    assert [row.province.name for row in answer.context["rows"]] == found


def test_all_provinces_stand_there_with_source_and_day_of_the_data(client_of_root: Client) -> None:
    answer = client_of_root.get(reverse(CHOICE))
    assert len(answer.context["rows"]) == 34
    text = answer.content.decode()
    for words in ("vietnamadminunits 1.0.4", "MIT", "01/07/2025", "20/09/2026", "Nghị quyết 202/2025/QH15"):
        assert words in text


def test_one_post_makes_what_was_ticked_and_nothing_else(client_of_root: Client) -> None:
    answer = client_of_root.get(page_of(LAI_CHÂU))
    assert answer.status_code == 200
    assert set(answer.context["form"]["bodies"].value()) == set(usual_bodies(LAI_CHÂU))
    assert not Unit.objects.exists()
    ticked = {"bodies": ["TC", "TU", "TGDV"], "communes": "on"}
    answer = client_of_root.post(page_of(LAI_CHÂU), ticked)
    unit = Unit.objects.get(code="T12")
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("units:unit", args=[unit.pk])
    assert set(unit.get_children().exclude(kind__in=[UnitKind.COMMUNE, UnitKind.WARD]).values_list("code", flat=True)) == {
        "T12-TC", "T12-TU",
    }  # fmt: skip
    assert Unit.objects.count() == 1 + 3 + 38


def test_what_is_there_needs_no_box_and_a_second_post_adds_the_rest(
    client_of_root: Client, root: User
) -> None:
    set_up_province(user=root, province=LAI_CHÂU, now=clock.now(), bodies=["TC"])
    answer = client_of_root.get(page_of(LAI_CHÂU))
    text = answer.content.decode()
    assert 'value="TC"' not in text
    assert 'value="TU"' in text
    assert answer.context["communes_missing"] == 0
    before = Unit.objects.count()
    client_of_root.post(page_of(LAI_CHÂU), {"bodies": ["TU"], "communes": "on", "past": "on"})
    # The Party's boards of before are known once their successors are: none was ticked.
    assert set(Unit.objects.filter(code="T12-TU").values_list("code", flat=True)) == {"T12-TU"}
    assert Unit.objects.count() == before + 1
    client_of_root.post(page_of(LAI_CHÂU), {"communes": "on", "past": "on"})
    assert Unit.objects.count() == before + 1


def test_an_unknown_body_is_refused_and_nothing_is_made(client_of_root: Client) -> None:
    answer = client_of_root.post(page_of(LAI_CHÂU), {"bodies": ["NO-SUCH"]})
    assert answer.status_code == 422
    assert not Unit.objects.exists()


def test_an_unknown_province_is_not_found(client_of_root: Client) -> None:
    assert client_of_root.get(page_of("99")).status_code == 404


def test_administrators_of_the_root_get_there_others_do_not(cast: Cast, client: Client) -> None:
    client.force_login(cast.person("administrator"))
    assert client.get(reverse(CHOICE)).status_code == 200
    assert client.get(page_of(LAI_CHÂU)).status_code == 200
    for name in ("coordinator", "commune_administrator", "viewer"):
        client.force_login(cast.person(name))
        for address in (reverse(CHOICE), page_of(LAI_CHÂU)):
            assert client.get(address).status_code == 302
        assert client.post(page_of(LAI_CHÂU), {"communes": "on"}).status_code == 302
    assert not Unit.objects.filter(code="T12").exists()


def test_the_register_leads_there_for_those_who_may(cast: Cast, client: Client) -> None:
    client.force_login(cast.person("administrator"))
    assert reverse(CHOICE) in client.get(reverse("units:index")).content.decode()
    client.force_login(cast.person("coordinator"))
    assert reverse(CHOICE) not in client.get(reverse("units:index")).content.decode()


def test_a_page_asks_as_often_for_a_large_province_as_for_a_small_one(
    client_of_root: Client, root: User
) -> None:
    counts = []
    for code in (LAI_CHÂU, "79"):
        set_up_province(user=root, province=code, now=clock.now())
        client_of_root.get(page_of(code))
        with CaptureQueriesContext(connection) as caught:
            client_of_root.get(page_of(code))
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_the_command_sets_up_the_country_below_a_ministry(
    root: User, capsys: pytest.CaptureFixture[str]
) -> None:
    now = dt.datetime(2026, 11, 21, 2, 0, tzinfo=dt.UTC)
    create_unit(user=root, code="BO", name="Bộ Ngoại vụ", kind=UnitKind.CENTRAL, now=now)
    with pytest.raises(CommandError, match="no unit with the code X"):
        call_command("set_up_country", below="X")
    with pytest.raises(CommandError, match="--user"):
        call_command("set_up_country", user="nobody")
    User.objects.create_user("officer")
    with pytest.raises(CommandError, match="may not"):
        call_command("set_up_country", user="officer", below="BO")
    assert not Unit.objects.exclude(code="BO").exists()
    call_command("set_up_country", below="BO")
    assert "34 provinces" in capsys.readouterr().out
    assert Unit.objects.get(code="BO").get_children_count() == 34
    communes = {UnitKind.COMMUNE: 2599, UnitKind.WARD: 709, UnitKind.SPECIAL_ZONE: 13}
    assert {kind: Unit.objects.filter(kind=kind).count() for kind in communes} == communes
    assert UnitParent.objects.filter(above__code="BO", valid_to=None).count() == 34
    assert Unit.find_problems() == ([], [], [], [], [])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_province_is_set_up_in_the_browser(visit: Visit, root: User) -> None:
    visit.sign_in(root)
    visit.go(f"{reverse(CHOICE)}?q=lai+chau")
    assert not visit.barriers()
    assert visit.overflow() <= 0
    visit.page.click("tbody th a")
    visit.page.wait_for_url(f"**{page_of(LAI_CHÂU)}")
    assert not visit.barriers()
    assert visit.overflow() <= 0
    visit.page.uncheck('input[value="XD"]')
    visit.page.click("#set-up button[type=submit]")
    visit.page.wait_for_url(re.compile(r"/don-vi/\d+/$"))
    assert Unit.objects.filter(code="T12").exists()
    assert not Unit.objects.filter(code="T12-XD").exists()
    assert not visit.faults
