"""What goes wrong is told in words, in our dress, with what to do next."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error

from nhipcau.kernel.errors import Outdated, Refused
from tests.cast import Cast


def test_a_page_that_does_not_exist(client: Client, db: None) -> None:
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "nc-door" in answer.text


def test_a_unit_that_does_not_exist_inside_the_shell(cast: Cast, client: Client) -> None:
    client.force_login(cast.person("viewer"))
    answer = client.get(reverse("units:unit", args=[10**9]))
    assert answer.status_code == 404
    assert "nc-door" in answer.text
    assert "Wagtail" not in answer.text


def test_a_form_without_its_token_is_refused_kindly(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "viewer"})
    assert answer.status_code == 403
    assert "nc-door" in answer.text


def test_a_fault_of_the_server_says_what_was_kept() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "chưa được lưu" in answer.content.decode()


@pytest.mark.parametrize("error", [Refused("No.", code="no"), Outdated()])
def test_errors_for_people_carry_a_stable_code(error: Refused | Outdated) -> None:
    assert error.code
    assert str(error)


def test_a_refusal_becomes_a_message_and_not_a_trace(cast: Cast, client: Client) -> None:
    client.force_login(cast.person("administrator"))
    me = reverse("people:account", args=[cast.person("administrator").pk])
    page = client.post(me, {"deed": "close"}, follow=True)
    assert page.status_code == 200
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
