"""What is typed in a real Chromium is kept until it was handed in, and shown to nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nhipcau.delivery.models import Evidence, Obligation
from tests.browser import Visit
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("visit", [{"width": 1440, "height": 900}], indirect=True)
def test_typed_text_is_kept_until_the_server_has_it_and_for_its_author_only(
    transactional_db: None, cast: Cast, owed: Obligation, now: dt.datetime, visit: Visit
) -> None:
    address, page = reverse("delivery:obligation", args=[owed.pk]), visit.page
    visit.sign_in(cast.person("foreign_officer"))
    visit.go(address)
    page.fill("[name=note]", "Đã phát hành số đầu")
    visit.context.set_offline(True)
    page.click("#hand-in button[type=submit]")
    page.wait_for_timeout(300)
    visit.context.set_offline(False)
    visit.go(address)
    assert page.input_value("[name=note]") == "Đã phát hành số đầu"

    visit.context.clear_cookies()
    visit.sign_in(cast.person("foreign_leader"))
    visit.go(address)
    assert page.input_value("[name=note]") == ""

    visit.context.clear_cookies()
    visit.sign_in(cast.person("foreign_officer"))
    visit.go(address)
    assert page.input_value("[name=note]") == "Đã phát hành số đầu"
    page.click("#hand-in button[type=submit]")
    page.wait_for_load_state("networkidle")
    assert Evidence.objects.get().note == "Đã phát hành số đầu"
    visit.go(address)
    assert page.input_value("[name=note]") == ""
