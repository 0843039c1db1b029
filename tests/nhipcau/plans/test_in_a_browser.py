"""The main job in a real Chromium: hand in, correct, meet another reviewer, adopt; on a phone too; axe finds nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from nhipcau.kernel import clock
from nhipcau.plans.models import DraftTask, Intake, Match, PlanVersion
from nhipcau.plans.services import adopt_plan, hand_in_plan, read_intake
from tests.cast import Cast
from tests.nhipcau.plans.samples import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(
    browser: Browser, live_server: LiveServer, transactional_db: None, cast: Cast
) -> Iterator[BrowserContext]:
    """The coordinating officer, signed in."""
    client = Client()
    client.force_login(cast.person("coordinator"))
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="vi-VN", base_url=live_server.url
    )
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context
    context.close()


def under_review(cast: Cast) -> Intake:
    now = clock.now()
    intake = hand_in_plan(
        user=cast.person("coordinator"), unit=cast.unit("province"), name="a.txt", data=PLAN.encode(), now=now
    )
    read_intake(intake_id=intake.pk, now=now)
    return Intake.objects.get(pk=intake.pk)


def saved(page: Page) -> None:
    """Wait until the page says that it saved."""
    expect(page.locator("#rv-saved")).to_have_text(re.compile(r"\d\d:\d\d"))


def test_from_a_dropped_file_to_an_adopted_plan(story: BrowserContext, cast: Cast, tmp_path: Path) -> None:
    page, file = story.new_page(), tmp_path / "ke-hoach.txt"
    file.write_text(PLAN, encoding="utf-8")
    page.goto(reverse("plans:upload"))
    page.set_input_files("input[type=file]", file)
    assert "ke-hoach.txt" in page.inner_text("[data-chosen]")
    page.click(".pl-upload button[type=submit]")
    page.wait_for_selector("[data-poll] [role=status]")
    read_intake(intake_id=Intake.objects.get().pk, now=clock.now())
    page.wait_for_url("**/ra-soat/")

    page.click(".rv-mark >> nth=0")  # a click on the source opens the result
    page.wait_for_selector(".rv-task.is-open")
    page.fill(".rv-task.is-open textarea[name=text]", "Xuất bản “Bản tin Sông Mây”.")
    saved(page)
    first = DraftTask.objects.get(position=1)
    assert first.text == "Xuất bản “Bản tin Sông Mây”."

    page.locator(".rv-task.is-open .rv-card").focus()
    page.keyboard.press("c")  # checked, and on to the next
    page.wait_for_selector(f"#viec-{DraftTask.objects.get(position=2).pk}.is-open")
    first.refresh_from_db()
    assert first.is_checked
    page.click("button[value^='accept:']")
    page.wait_for_selector(".rv-task.is-open .rv-unit--chosen")

    meaning = page.locator(".rv-task.is-open .rv-unit--unknown input[name$=meaning]")
    meaning.press_sequentially("bao tang")
    page.wait_for_selector(".rv-list [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert meaning.input_value() == "Bảo tàng tỉnh"
    page.keyboard.press("Control+s")
    page.wait_for_selector(".rv-task.is-open:not(.needs-look)")
    assert (
        not first.intake.draft_tasks.get(position=2)
        .draft_units.filter(match__in=[Match.SIMILAR, Match.UNKNOWN])
        .exists()
    )

    page.click("a[data-adopt]")
    page.check("[name=understood]")  # one name in the lead is still no unit
    page.click(".pl-adopt button[type=submit]")
    page.wait_for_selector(".pl-table")
    assert PlanVersion.objects.get().tasks.get(position=1).text == "Xuất bản “Bản tin Sông Mây”."


def test_a_second_reviewer_is_not_overwritten_and_typing_survives_a_closed_page(
    story: BrowserContext, cast: Cast
) -> None:
    intake = under_review(cast)
    task, page = intake.draft_tasks.get(position=1), story.new_page()
    page.goto(f"{reverse('plans:review', args=[intake.pk])}?viec={task.pk}")
    DraftTask.objects.filter(pk=task.pk).update(text="Người khác", version=5)
    page.fill(".rv-task.is-open textarea[name=text]", "Bản của tôi")
    page.wait_for_selector(".rv-conflict")
    assert "Người khác" in page.inner_text(".rv-conflict")
    assert DraftTask.objects.get(pk=task.pk).text == "Người khác"
    page.click(".rv-conflict button[type=submit]")
    saved(page)
    assert DraftTask.objects.get(pk=task.pk).text == "Bản của tôi"

    story.set_offline(True)
    page.fill(".rv-task.is-open textarea[name=text]", "Gõ khi mất mạng")
    page.wait_for_selector("#rv-saved.is-bad")
    page.close()
    story.set_offline(False)
    again = story.new_page()
    again.goto(f"{reverse('plans:review', args=[intake.pk])}?viec={task.pk}")
    saved(again)
    assert DraftTask.objects.get(pk=task.pk).text == "Gõ khi mất mạng"


def test_nothing_is_said_to_be_saved_and_nothing_is_lost_once_signed_out(
    story: BrowserContext, cast: Cast
) -> None:
    intake, cookies = under_review(cast), story.cookies()
    task, page = intake.draft_tasks.get(position=1), story.new_page()
    page.goto(f"{reverse('plans:review', args=[intake.pk])}?viec={task.pk}")
    story.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill(".rv-task.is-open textarea[name=text]", "Gõ sau khi hết phiên")
    page.wait_for_selector("#rv-saved.is-bad")
    assert "Gõ sau khi hết phiên" in str(page.evaluate("JSON.stringify(localStorage)"))
    assert DraftTask.objects.get(pk=task.pk).version == 1

    story.add_cookies([cookie for cookie in cookies if cookie["name"] == settings.SESSION_COOKIE_NAME])  # type: ignore[misc]
    page.reload()
    saved(page)
    assert DraftTask.objects.get(pk=task.pk).text == "Gõ sau khi hết phiên"


def test_waiting_for_a_reading_says_when_it_cannot_ask(story: BrowserContext, cast: Cast) -> None:
    intake = hand_in_plan(
        user=cast.person("coordinator"), unit=cast.unit("province"), name="a.txt", data=PLAN.encode(),
        now=clock.now(),
    )  # fmt: skip
    page = story.new_page()
    page.goto(reverse("plans:intake", args=[intake.pk]))
    story.set_offline(True)
    page.wait_for_selector("[data-poll-told]:not([hidden])")
    story.set_offline(False)
    page.wait_for_selector("[data-poll-told]", state="hidden")
    story.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.wait_for_selector("[data-poll-told]:not([hidden])")
    assert page.locator("[data-poll] input[type=password]").count() == 0


@pytest.mark.looks
@pytest.mark.parametrize("width", [1440, 390])
def test_every_screen_passes_axe_and_fits(story: BrowserContext, cast: Cast, width: int) -> None:
    reviewed, adopted = under_review(cast), under_review(cast)
    version = adopt_plan(user=cast.person("coordinator"), intake=adopted, now=clock.now())
    plan, review = reverse("plans:plan", args=[version.plan_id]), reverse("plans:review", args=[reviewed.pk])
    task = version.tasks.get(position=1)
    month = f"{dt.date(2026, 6, 1):%Y-%m}"
    page = story.new_page()
    page.set_viewport_size({"width": width, "height": 850})
    faults = []
    for address in (
        reverse("plans:index"), reverse("plans:upload"), review, f"{review}?viec={reviewed.draft_tasks.get(position=2).pk}",
        reverse("plans:adopt", args=[reviewed.pk]), plan, f"{plan}?xem=lich&thang={month}", f"{plan}?xem=truc",
        reverse("plans:task", args=[task.pk]),
    ):  # fmt: skip
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        faults += [(address, each["id"], each["nodes"][0]["target"]) for each in violations]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append((address, "wider than the screen", []))
    assert faults == []
