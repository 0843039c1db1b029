"""An invitation on a telephone: from the unit that has nobody to being signed in."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from nhipcau.accounts.models import User
from nhipcau.organisations.models import Invitation
from tests.browser import PHONE, Visit
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("visit", [PHONE], ids=["phone"], indirect=True)
def test_from_a_unit_without_an_officer_to_being_signed_in(cast: Cast, visit: Visit) -> None:
    cache.clear()
    page = visit.page
    visit.sign_in(cast.person("coordinator"))
    visit.go(reverse("units:without_officer"))
    assert visit.overflow() <= 0
    assert visit.barriers() == []
    page.click("main a[href*='nhan-su/moi/?don-vi=']")
    page.fill("[name=email]", "binh.tran@example.vn")
    page.fill("[name=display_name]", "Trần Bình")
    assert visit.overflow() <= 0
    assert visit.barriers() == []
    page.click(".nc-form button[type=submit]")
    link = page.input_value("#link")
    assert visit.overflow() <= 0
    visit.context.clear_cookies()
    page.goto(link)
    assert page.url.endswith(reverse("invitations:accept"))
    assert visit.overflow() <= 0
    assert visit.barriers() == []
    page.fill("[name=password]", "nhip-moi-ben-song")
    page.fill("[name=again]", "nhip-moi-ben-song")
    page.click("form.nc-form button[type=submit]")
    page.wait_for_url("**/lam-viec/**")
    assert User.objects.get(email="binh.tran@example.vn").check_password("nhip-moi-ben-song")
    assert visit.faults == []
    stranger = Client()
    stranger.get(link.removeprefix(visit.address))
    assert stranger.get(reverse("invitations:accept")).status_code == 410
    assert Invitation.objects.get().used_at is not None
