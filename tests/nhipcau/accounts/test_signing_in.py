"""Signing in: by name or e-mail, slowed down after failures, logged, in Vietnamese first, with a second factor."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.config.settings import base
from tests.cast import PASSWORD, Cast


@pytest.fixture(autouse=True)
def _no_failures_before() -> None:
    cache.clear()


def sign_in(client: Client, login: str, password: str = PASSWORD) -> object:
    return client.post(reverse("account_login"), {"login": login, "password": password})


@pytest.mark.parametrize("login", ["coordinator", "coordinator@example.vn"])
def test_by_name_or_by_mail(cast: Cast, client: Client, login: str) -> None:
    answer = sign_in(client, login)
    assert answer.headers["Location"] == reverse("wagtailadmin_home")  # type: ignore[attr-defined]
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize("name", ["outsider", "former"])
def test_without_a_role_there_is_an_explanation_and_no_loop(cast: Cast, client: Client, name: str) -> None:
    sign_in(client, name)
    answer = client.get(reverse("wagtailadmin_home"), follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 1


@pytest.mark.parametrize("address", ["/lam-viec/login/", "/lam-viec/password_reset/"])
def test_there_is_no_second_door(cast: Cast, client: Client, address: str) -> None:
    for answer in (
        client.get(address),
        client.post(address, {"username": "coordinator", "password": PASSWORD}),
    ):
        assert answer.headers["Location"] == reverse("accounts:enter")
    assert "_auth_user_id" not in client.session


def test_a_closed_account_stays_outside(cast: Cast, client: Client) -> None:
    sign_in(client, "closed")
    assert "_auth_user_id" not in client.session


def test_strangers_are_sent_to_sign_in_and_come_back(cast: Cast, client: Client) -> None:
    wanted = reverse("units:index")
    answer = client.get(wanted, follow=True)
    address, _status = answer.redirect_chain[-1]
    assert address.startswith(reverse("account_login"))
    answer = client.post(address, {"login": "viewer", "password": PASSWORD, "next": wanted})
    assert answer.headers["Location"] == wanted


def test_after_five_failures_even_the_right_password_waits(cast: Cast, client: Client) -> None:
    for _attempt in range(5):
        sign_in(client, "coordinator", "wrong")
    sign_in(client, "coordinator")
    assert "_auth_user_id" not in client.session


def test_failures_elsewhere_do_not_lock_a_name_here(cast: Cast, client: Client) -> None:
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    for _attempt in range(8):
        sign_in(stranger, "coordinator", "wrong")
    sign_in(stranger, "coordinator")
    assert "_auth_user_id" not in stranger.session
    sign_in(client, "coordinator")
    assert "_auth_user_id" in client.session


def test_failures_of_others_at_the_same_address_do_not_lock_an_office(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    for attempt in range(40):
        sign_in(client, f"somebody-{attempt}", "wrong")
    sign_in(client, "coordinator")
    assert "_auth_user_id" in client.session


def test_a_name_tried_from_many_addresses_is_slowed_down_in_the_end(cast: Cast, client: Client) -> None:
    for attempt in range(60):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{attempt}"), "coordinator", "wrong")
    sign_in(client, "coordinator")
    assert "_auth_user_id" not in client.session


def test_sign_ins_and_failures_are_in_the_log(cast: Cast, client: Client) -> None:
    sign_in(client, "coordinator", "wrong")
    sign_in(client, "nobody-of-that-name", "a password in the wrong field")
    sign_in(client, "coordinator")
    actions = list(ModelLogEntry.objects.order_by("pk").values_list("action", "object_id"))
    person = str(cast.person("coordinator").pk)
    assert actions == [("accounts.sign_in_failed", person), ("accounts.sign_in", person)]


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "2fa/webauthn/signup/", "login/code/confirm/"]
)
def test_nobody_signs_up_by_himself(client: Client, db: None, path: str) -> None:
    assert client.get(f"/tai-khoan/{path}").status_code == 404


def test_vietnamese_comes_first_whatever_the_browser_prefers(client: Client, db: None) -> None:
    address = reverse("account_login")
    assert '<html lang="vi"' in client.get(address, headers={"accept-language": "en"}).text
    client.post(reverse("accounts:language"), {"language": "en", "next": address})
    assert '<html lang="en"' in client.get(address).text


def test_the_language_switch_sends_nobody_elsewhere(client: Client, db: None) -> None:
    answer = client.post(reverse("accounts:language"), {"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == reverse("account_login")


def test_a_second_factor_is_asked_for(cast: Cast, client: Client) -> None:
    person = cast.person("coordinator")
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    answer = sign_in(client, "coordinator")
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))  # type: ignore[attr-defined]
    assert "_auth_user_id" not in client.session
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Authenticator.objects.get(user=person).type == "totp"
    assert get_adapter().get_totp_label(person)


def test_pages_around_the_account_open(cast: Cast, client: Client) -> None:
    sign_in(client, "viewer")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in (
        "mfa_index",
        "account_change_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "wagtailadmin_account",
    ):
        assert client.get(reverse(name)).status_code == 200, name


def test_pages_carry_a_policy_that_lets_nothing_foreign_run(client: Client, db: None) -> None:
    policy = client.get(reverse("account_login")).headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2]
