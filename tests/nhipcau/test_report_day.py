"""A half-year and a year of reports in a real Chromium: from the first reminder to the accepted, frozen, exported report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

import vanban
from nhipcau.accounts.models import User
from nhipcau.kernel import clock
from nhipcau.notices.models import Notice
from nhipcau.reporting.models import Cadence, CycleLevel, Report, ReportCycle, ReportState
from nhipcau.reporting.services.reminding import remind_some
from nhipcau.workbench.services.demonstration import COORDINATOR, PASSWORD, load_demonstration
from tests.browser import DESK, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HANOI = dt.timezone(dt.timedelta(hours=7))
OFFICER, LEADER, QUIET = "ngoaivu", "lanhdao", "cuasong"
GATHERER = "vanhoa"
NOTHING = "Trong kỳ xã không có hoạt động thông tin đối ngoại."
FIGURES = {"VB-03": "1", "NS-01": "1", "NS-02": "2"}
JUDGED = "Các nhiệm vụ được giao hoàn thành đúng hạn; sản phẩm được bạn bè quốc tế đón nhận."


class Calendar:
    """The day that the whole application believes it to be."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.moment = dt.datetime(2026, 5, 20, 9, 0, tzinfo=HANOI)
        patch.setattr(clock, "now", lambda: self.moment)
        patch.setattr(clock, "today", lambda: self.moment.astimezone(HANOI).date())

    def turn(self, month: int, day: int) -> dt.datetime:
        """Nine o'clock on that day."""
        self.moment = dt.datetime(2026, month, day, 9, 0, tzinfo=HANOI)
        return self.moment


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Calendar:
    """The demonstration province in May, before anybody asked for reports."""
    settings.MEDIA_ROOT = settings.VAR = tmp_path / "var"
    made = Calendar(monkeypatch)
    load_demonstration(now=made.moment)
    return made


class Office:
    """A desk for each person who takes part."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.desks: dict[str, Visit] = {}

    def desk(self, name: str) -> Visit:
        """The person's own browser, signed in."""
        if name not in self.desks:
            self.desks[name] = Visit(self.browser, self.address, DESK)
            self.desks[name].sign_in(User.objects.get(username=name), PASSWORD)
        return self.desks[name]

    def press(self, name: str, report: Report, do: str) -> None:
        """Open a report and press one of its buttons."""
        visit = self.desk(name)
        visit.go(reverse("reporting:report", args=[report.pk]))
        self.press_here(name, do)

    def press_here(self, name: str, do: str) -> None:
        """Press a button of the page that is open, and wait for the page that follows."""
        page = self.desk(name).page
        with page.expect_navigation():
            page.locator(f"button[name=do][value={do}]").first.click()
        page.wait_for_load_state("networkidle")


@pytest.fixture
def office(browser: Browser, live_server: LiveServer, calendar: Calendar) -> Iterator[Office]:
    """Everybody's desk; all are cleared afterwards."""
    made = Office(browser, live_server.url)
    yield made
    for visit in made.desks.values():
        visit.context.close()


def answer_what_is_missing(visit: Visit) -> None:
    """Required figures and texts are typed; the page saves them by itself."""
    page = visit.page
    for code, value in FIGURES.items():
        row = page.locator("li.rp-figure", has=page.locator(".rp-code", has_text=code))
        field = row.locator("[name=value]")
        if field.count() == 0:
            continue
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option("0" if field.input_value() == value else value)
                if field.input_value() != value:
                    field.select_option(value)
            else:
                field.fill("" if field.input_value() == value else value)
                if field.input_value() != value:
                    field.fill(value)
                field.blur()
    for section in page.locator("section.rp-section", has=page.locator(".rp-required")).all():
        words = section.locator("textarea[name=text]")
        if words.count() and not words.first.input_value().strip():
            with page.expect_response(lambda answer: answer.request.method == "POST"):
                words.first.fill(JUDGED)
                words.first.blur()
    page.wait_for_load_state("networkidle")


def ask_for_reports(office: Office, due: dt.date) -> ReportCycle:
    """The coordinating officer opens the round that the plan's reporting date proposes."""
    visit = office.desk(COORDINATOR)
    visit.go(reverse("reporting:index"))
    visit.page.locator("tr", has_text=f"{due:%d/%m/%Y}").locator("a.button").first.click()
    visit.page.wait_for_load_state("networkidle")
    assert visit.barriers() == []
    with visit.page.expect_navigation():
        visit.page.locator("form[method=post] button[type=submit]").last.click()
    return ReportCycle.objects.get(due_on=due, level=CycleLevel.UNITS)


def reminded(name: str) -> int:
    return Notice.objects.filter(recipient__username=name, kind="reporting.due").count()


def a_round(office: Office, calendar: Calendar, *, ask: tuple[int, int], remind: tuple[int, int], due: dt.date) -> ReportCycle:  # fmt: skip
    """Asked, reminded of, written, approved, handed in, accepted."""
    calendar.turn(*ask)
    cycle = ask_for_reports(office, due)
    before = reminded(OFFICER)
    now = calendar.turn(*remind)
    while remind_some(now=now):
        pass
    assert reminded(OFFICER) == before + 1
    while remind_some(now=now):
        pass
    assert reminded(OFFICER) == before + 1

    # The unit finds it at home, filled; it answers what no evidence tells; its leader approves.
    own = Report.objects.get(cycle=cycle, unit__code="LS-NGV")
    officer = office.desk(OFFICER)
    officer.go(reverse("wagtailadmin_home"))
    officer.page.locator(".nw-reports a.button").first.click()
    officer.page.wait_for_load_state("networkidle")
    office.press_here(OFFICER, "open")
    answer_what_is_missing(officer)
    assert officer.barriers() == []
    office.press(OFFICER, own, "submit")
    own.refresh_from_db()
    assert own.state == ReportState.SUBMITTED
    office.press(LEADER, own, "send")
    own.refresh_from_db()
    assert own.state == ReportState.SENT

    # A commune has nothing to report, and says so.
    quiet = Report.objects.get(cycle=cycle, unit__code="LS-CS")
    office.press(QUIET, quiet, "open")
    page = office.desk(QUIET).page
    page.locator(".rp-nothing summary").click()
    page.fill("[name=because]", NOTHING)
    office.press_here(QUIET, "nothing")
    office.press(QUIET, quiet, "send")

    for report in (own, quiet):
        office.press(COORDINATOR, report, "accept")
        report.refresh_from_db()
        assert report.state == ReportState.ACCEPTED
    return cycle


def the_way_up(office: Office, cycle: ReportCycle, tmp_path: Path) -> None:
    """What was handed in is gathered level by level; the last one is issued, frozen and taken home as a Word document."""
    above, last = cycle.feeds, None
    while above is not None:
        last = Report.objects.get(cycle=above)
        office.press(COORDINATOR, last, "open")
        answer_what_is_missing(office.desk(COORDINATOR))
        office.press(GATHERER if last.unit.code == "LS-VHTTDL" else COORDINATOR, last, "send")
        office.press(COORDINATOR, last, "accept")
        last.refresh_from_db()
        assert last.state == ReportState.ACCEPTED
        above = above.feeds
    assert last is not None
    assert last.cycle.is_outward
    office.desk(COORDINATOR).go(reverse("reporting:report", args=[last.pk]))
    first, second = (taken(office.desk(COORDINATOR), last, tmp_path / name) for name in ("a.docx", "b.docx"))
    assert first == second
    read = vanban.read_bytes(first, "bao-cao.docx")
    assert list(vanban.check_layout(first, read)) == []
    assert read.document.header.type == "Báo cáo"


def taken(visit: Visit, report: Report, path: Path) -> bytes:
    """The official document, as the browser saves it."""
    with visit.page.expect_download() as download:
        visit.page.locator(
            f"a[href^='{reverse('reporting:export', args=[report.pk, 'docx'])}']"
        ).first.click()
    download.value.save_as(path)
    return path.read_bytes()


def test_a_half_year_and_a_year_from_the_first_reminder_to_the_document(
    office: Office, calendar: Calendar, tmp_path: Path
) -> None:
    half = a_round(office, calendar, ask=(5, 25), remind=(6, 1), due=dt.date(2026, 6, 15))
    assert half.cadence == Cadence.HALF_YEAR
    calendar.turn(6, 19)
    the_way_up(office, half, tmp_path)

    year = a_round(office, calendar, ask=(10, 30), remind=(11, 6), due=dt.date(2026, 11, 20))
    assert year.cadence == Cadence.YEAR
    assert year.has_estimates
    calendar.turn(11, 25)
    the_way_up(office, year, tmp_path)
    assert all(visit.faults == [] for visit in office.desks.values())
