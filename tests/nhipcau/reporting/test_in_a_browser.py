"""A report written in a real Chromium: saved by itself, kept when the connection drops, never overwritten; open to everybody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import Locator

from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import expand_plan_version
from nhipcau.plans.models import TaskKind
from nhipcau.reporting.models import Report, ReportFigure
from nhipcau.reporting.services.course import open_report
from tests.browser import PHONE, Visit
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, recurring
from tests.nhipcau.reporting.asked import BEFORE_DUE, ask, report_of, wanted_of
from tests.nhipcau.reporting.test_filling import Given, hand_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(transactional_db: None, cast: Cast, now: dt.datetime) -> Report:
    """The culture office's half-year, begun, with two bulletins as evidence."""
    task = TaskOf([cast.unit("culture")], [recurring(1, "month")], kind=TaskKind.PUBLICATION)
    version = adopt(cast.unit("province"), cast.person("coordinator"), [task], now=now)
    expand_plan_version(version)
    said = Given(
        ((0, 1), (1, 1)), 40, "Phát hành số 1", "https://example.vn/so-1", 600, "bản", False, "culture"
    )
    hand_in(cast, said, list(Obligation.objects.order_by("due_on")), now)
    row = report_of(ask(cast, wanted_of(cast, plan=version.plan)), "culture", cast)
    return open_report(user=cast.person("culture_officer"), report=row, version=row.version, now=BEFORE_DUE)


def field(visit: Visit, code: str) -> Locator:
    return visit.page.locator(".rp-figure", has_text=code).locator("input[name=value]")


def type_into(visit: Visit, code: str, text: str) -> None:
    place = field(visit, code)
    place.fill(text)
    place.press("Tab")


def wait_until_given(visit: Visit, code: str) -> None:
    """Until the list of what is missing names the indicator no more."""
    visit.page.wait_for_function(
        "code => ![...document.querySelectorAll('#missing a')].some((link) => link.textContent.startsWith(code))",
        arg=code,
    )


def saved(report: Report, code: str) -> object:
    return ReportFigure.objects.get(report=report, indicator__code=code).value


def test_written_by_itself_in_the_reach_of_everybody(cast: Cast, report: Report, visit: Visit) -> None:
    visit.sign_in(cast.person("culture_officer"))
    visit.go(reverse("reporting:report", args=[report.pk]))
    assert field(visit, "XB-01").input_value() == "2"
    type_into(visit, "NS-01", "1")
    wait_until_given(visit, "NS-01")
    type_into(visit, "NS-02", "1.234")
    wait_until_given(visit, "NS-02")
    assert [saved(report, "NS-01"), saved(report, "NS-02")] == [1, 1234]
    visit.page.locator(".rp-figure", has_text="XB-01").locator("details.rp-sources summary").click()
    visit.page.wait_for_selector(".rp-source-list")
    assert "Phát hành số 1" in visit.page.inner_text(".rp-source-list")
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    for name in ("index", "forms"):
        visit.go(reverse(f"reporting:{name}"))
        assert visit.barriers() == [], name
        assert visit.overflow() <= 0, name
    assert visit.faults == []


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_what_somebody_else_saved_is_shown_beside_mine(cast: Cast, report: Report, visit: Visit) -> None:
    visit.sign_in(cast.person("culture_officer"))
    visit.go(reverse("reporting:report", args=[report.pk]))
    row = ReportFigure.objects.get(report=report, indicator__code="NS-01")
    ReportFigure.objects.filter(pk=row.pk).update(value=4, version=row.version + 1)
    type_into(visit, "NS-01", "7")
    clash = visit.page.locator(".rp-figure", has_text="NS-01").locator("[data-clash]")
    clash.wait_for(state="visible")
    assert "4" in clash.inner_text()
    assert saved(report, "NS-01") == 4
    clash.locator("button").nth(1).click()
    clash.wait_for(state="hidden")
    wait_until_given(visit, "NS-01")
    assert saved(report, "NS-01") == 7


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_what_was_typed_without_a_connection_comes_back_for_its_author_only(
    cast: Cast, report: Report, visit: Visit
) -> None:
    address = reverse("reporting:report", args=[report.pk])
    visit.sign_in(cast.person("culture_officer"))
    visit.go(address)
    visit.page.on("dialog", lambda dialog: dialog.accept())
    visit.context.set_offline(True)
    type_into(visit, "NS-01", "5")
    visit.page.wait_for_selector("#saved.is-bad")
    # What a page sends while it is being left goes out past the feigned lack of a connection: signed out, it arrives in vain.
    # Its answer sets cookies of its own, so the next person signs in after it.
    visit.context.clear_cookies()
    visit.page.goto("about:blank")
    visit.context.set_offline(False)
    visit.page.wait_for_timeout(1000)
    visit.context.clear_cookies()
    visit.sign_in(cast.person("culture_leader"))
    visit.go(address)
    assert field(visit, "NS-01").input_value() == ""
    visit.context.clear_cookies()
    visit.sign_in(cast.person("culture_officer"))
    visit.go(address)
    assert field(visit, "NS-01").input_value() == "5"
    wait_until_given(visit, "NS-01")
    assert saved(report, "NS-01") == 5
