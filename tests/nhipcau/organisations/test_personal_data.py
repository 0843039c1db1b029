"""A person's own data, and taking the person out of a closed account."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import User
from nhipcau.kernel.errors import Refused
from nhipcau.notices.models import Notice, Sending, SendingState
from nhipcau.organisations import services
from nhipcau.organisations.models import RoleHolding
from nhipcau.organisations.selectors import personal_data, with_personal_data
from tests.cast import Cast


def test_everybody_takes_his_own_data_along(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.person("culture_officer"))
    data = json.loads(client.get(reverse("people:my_data")).content)
    assert data["account"]["email"] == "culture_officer@example.vn"
    assert data["roles"][0]["code"] == "CULTURE"
    assert data["log"][0]["action"] == "accounts.sign_in"
    assert "password" not in json.dumps(data)
    assert Client().get(reverse("people:my_data")).status_code == 302


def test_rooms_above_add_their_section(cast: Cast, now: dt.datetime) -> None:
    with_personal_data("tests", lambda person: [person.username])
    try:
        assert personal_data(cast.person("viewer"), now=now)["tests"] == ["viewer"]
    finally:
        with_personal_data("tests", lambda person: [])


def test_erasing_takes_the_person_out_and_leaves_the_work(cast: Cast, now: dt.datetime) -> None:
    administrator, person = cast.person("administrator"), cast.person("closed")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    roles = RoleHolding.objects.filter(user=person).count()
    for _time in range(2):
        services.erase_account(user=administrator, person=person, now=now)
    person.refresh_from_db()
    assert (person.username, person.email, person.position) == (f"da-xoa-{person.pk}", "", "")
    assert "closed" not in f"{person} {person.folded}".lower()
    assert not person.has_usable_password()
    assert not Authenticator.objects.exists()
    assert RoleHolding.objects.filter(user=person).count() == roles
    assert ModelLogEntry.objects.filter(action="organisations.erase_account").count() == 1


def test_an_erased_account_is_not_opened_again(cast: Cast, now: dt.datetime) -> None:
    administrator, person = cast.person("administrator"), cast.person("closed")
    erased = services.erase_account(user=administrator, person=person, now=now)
    with pytest.raises(Refused):
        services.set_account_open(user=administrator, person=erased, is_open=True, now=now)


@pytest.mark.parametrize(
    ("who", "whom"),
    [("administrator", "viewer"), ("coordinator", "closed"), ("commune_administrator", "closed")],
)
def test_only_closed_accounts_are_erased_and_only_by_their_keepers(
    cast: Cast, now: dt.datetime, who: str, whom: str
) -> None:
    with pytest.raises(PermissionDenied):
        services.erase_account(user=cast.person(who), person=cast.person(whom), now=now)
    assert User.objects.filter(username=whom).exists()


def test_erasing_is_asked_about_on_the_screen(cast: Cast) -> None:
    client, person = Client(), cast.person("closed")
    client.force_login(cast.person("administrator"))
    address = reverse("people:account", args=[person.pk])
    assert 'value="erase"' in client.get(address, {"hoi": "erase"}).text
    assert client.post(address, {"deed": "erase"}).status_code == 302
    person.refresh_from_db()
    assert person.username == f"da-xoa-{person.pk}"


def test_erasing_empties_what_the_person_was_told(cast: Cast, now: dt.datetime) -> None:
    person = cast.person("closed")
    notice = Notice.objects.create(
        recipient=person, kind="x", key="x:1", language="vi", subject="Gửi Closed", body="Closed", context={"name": "Closed"}, created_at=now,
    )  # fmt: skip
    Sending.objects.create(notice=notice, address=person.email, not_before=now)
    services.erase_account(user=cast.person("administrator"), person=person, now=now)
    notice.refresh_from_db()
    assert "Closed" not in f"{notice.subject} {notice.body} {notice.context}"
    assert (notice.sending.address, notice.sending.state) == ("", SendingState.WITHDRAWN)


def test_an_account_opened_again_meanwhile_is_not_erased(cast: Cast, now: dt.datetime) -> None:
    administrator, person = cast.person("administrator"), cast.person("closed")
    services.set_account_open(user=administrator, person=person, is_open=True, now=now)
    assert not person.is_active  # as the other window has it still
    with pytest.raises(PermissionDenied):
        services.erase_account(user=administrator, person=person, now=now)
    person.refresh_from_db()
    assert person.username == "closed"
