"""Typing a unit's name on the review screen, in a real Chromium: nothing is saved half typed and the keyboard stays where it is."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from nhipcau.kernel import clock
from nhipcau.plans.models import DraftTask, Intake
from nhipcau.plans.services import hand_in_plan, read_intake
from tests.browser import Visit
from tests.cast import Cast
from tests.nhipcau.plans.samples import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def task(cast: Cast, visit: Visit, transactional_db: None) -> DraftTask:
    """The second task of a draft, open on the screen: one of its units is in no register."""
    now, user = clock.now(), cast.person("coordinator")
    intake = hand_in_plan(user=user, unit=cast.unit("province"), name="a.txt", data=PLAN.encode(), now=now)
    read_intake(intake_id=intake.pk, now=now)
    row = Intake.objects.get(pk=intake.pk).draft_tasks.get(position=2)
    visit.sign_in(user)
    visit.go(f"{reverse('plans:review', args=[intake.pk])}?viec={row.pk}")
    return row


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name ?? document.activeElement.tagName"))


def saved(page: Page) -> None:
    expect(page.locator("#rv-saved")).to_have_text(re.compile(r"\d\d:\d\d"))


def test_a_pause_in_the_middle_of_a_name_neither_saves_nor_takes_the_keyboard_away(
    visit: Visit, task: DraftTask
) -> None:
    page = visit.page
    field = page.locator(".rv-task.is-open .rv-unit--unknown input[name$=meaning]")
    name = field.get_attribute("name")
    field.press_sequentially("bao")
    page.wait_for_timeout(1500)
    field.press_sequentially(" tang jjc")
    assert focused(page) == name
    assert field.input_value() == "bao tang jjc"
    task.refresh_from_db()
    assert (task.version, task.is_checked) == (1, False)


def test_a_name_that_is_in_no_register_is_told_after_leaving_and_the_caret_stays_in_the_next_field(
    visit: Visit, task: DraftTask
) -> None:
    page = visit.page
    page.locator(".rv-task.is-open .rv-unit--unknown input[name$=meaning]").fill("Sở Kho")
    text = page.locator(".rv-task.is-open textarea[name=text]")
    text.focus()
    page.wait_for_selector(".rv-task.is-open .rv-field.has-error .rv-error")
    assert focused(page) == "text"
    page.keyboard.type(" jck")
    assert "jck" in text.input_value()
    task.refresh_from_db()
    assert not task.is_checked


def test_a_new_unit_is_added_when_it_is_chosen_or_left_and_not_before(visit: Visit, task: DraftTask) -> None:
    page = visit.page
    new = page.locator(".rv-task.is-open [data-units=coop] .rv-unit--new input")
    page.locator(".rv-task.is-open textarea[name=text]").press_sequentially("x")
    new.press_sequentially("bao t")  # the save that the text began must not take the half name along
    page.wait_for_timeout(1500)
    assert not task.draft_units.filter(printed__startswith="bao").exists()
    new.press_sequentially("ang")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(new).to_have_value("")  # the next one can be typed at once
    expect(new).to_be_focused()
    saved(page)
    assert task.draft_units.filter(printed="Bảo tàng tỉnh", role="coop").count() == 1
