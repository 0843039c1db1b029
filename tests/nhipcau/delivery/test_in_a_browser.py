"""What is typed in a real Chromium is kept until it was handed in, and shown to nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload

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
    with page.expect_navigation():  # the page follows its own request's answer
        page.click("#hand-in button[type=submit]")
    page.wait_for_load_state("networkidle")
    assert Evidence.objects.get().note == "Đã phát hành số đầu"
    visit.go(address)
    assert page.input_value("[name=note]") == ""


PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64


@pytest.mark.parametrize("visit", [{"width": 390, "height": 844}], indirect=True)
def test_a_broken_connection_loses_nothing_and_two_windows_hand_in_once(
    transactional_db: None, cast: Cast, owed: Obligation, now: dt.datetime, visit: Visit
) -> None:
    page, button = visit.page, "form[data-draft] button[type=submit]"
    visit.sign_in(cast.person("foreign_officer"))
    visit.go(f"{reverse('delivery:hand-in')}?viec={owed.pk}")
    page.fill("[name=note]", "Đã đón đoàn")
    for number in (1, 2):  # a camera gives one photo at a time
        photo = FilePayload(name=f"anh{number}.jpg", mimeType="image/jpeg", buffer=PHOTO + bytes([number]))
        page.set_input_files("[name=photos]", [photo])
    visit.context.set_offline(True)
    page.click(button)
    page.wait_for_selector("[data-say-offline]:not([hidden])")
    visit.context.set_offline(False)
    other = visit.context.new_page()
    other.goto(page.url)
    assert other.input_value("[name=note]") == "Đã đón đoàn"
    page.dblclick(button)
    page.wait_for_url(f"**{reverse('delivery:obligation', args=[owed.pk])}")
    other.click(button)
    other.wait_for_url(f"**{reverse('delivery:obligation', args=[owed.pk])}")
    evidence = Evidence.objects.get()
    assert (evidence.note, evidence.file_count) == ("Đã đón đoàn", 2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
