"""The main job in a real Chromium: a plan document becomes a tracked plan, and what is done shows at home."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from scripts.demonstration_document import set_plan

from nhipcau.accounts.models import User
from nhipcau.config.worker import LeasedWorker
from nhipcau.delivery.models import Obligation
from nhipcau.kernel import clock
from nhipcau.kernel.working_days import working_day_on_or_before
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Intake, IntakeState, PlanVersion
from nhipcau.workbench.services.demonstration import COORDINATOR, PASSWORD, load_demonstration
from tests.browser import DESK, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFICER = "ngoaivu"
WRITTEN = "Biên soạn sổ tay giới thiệu cảng biển Lam Sơn bằng tiếng Anh."
CORRECTED = "Biên soạn sổ tay điện tử giới thiệu cảng biển Lam Sơn bằng tiếng Anh."
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LAM SƠN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 77/KH-UBND

Lam Sơn, ngày {day} tháng {month} năm {year}

KẾ HOẠCH
Quảng bá cảng biển Lam Sơn năm {year}

Thực hiện Kế hoạch số 38/KH-UBND ngày 30/01/{year} của UBND tỉnh Lam Sơn, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Giới thiệu cảng biển tới các hãng tàu nước ngoài.

II. NỘI DUNG, NHIỆM VỤ

1. {written}

Đơn vị chủ trì: Sở Ngoại vụ

Đơn vị phối hợp: Sở Công Thương

Thời gian thực hiện: trước ngày {yesterday}

2. Sản xuất phóng sự về đội tàu và bến cảng.

Đơn vị chủ trì: Báo và phát thanh, truyền hình Lam Sơn

Thời gian thực hiện: 01 phóng sự/quý

Trên đây là Kế hoạch quảng bá cảng biển Lam Sơn năm {year}./.

Nơi nhận:
- Các cơ quan có tên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
PHÓ CHỦ TỊCH

Trần Thị Mẫu
"""


@pytest.fixture
def province(settings: Settings, tmp_path: Path) -> None:
    """The demonstration province, as an office meets it after its first start."""
    settings.MEDIA_ROOT = settings.VAR = tmp_path / "var"
    load_demonstration(now=clock.now())


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, province: None) -> Iterator[Visit]:
    """A visit at an office screen."""
    made = Visit(browser, live_server.url, DESK)
    yield made
    made.context.close()


def plan_document(folder: Path) -> Path:
    """A plan as a Word document with automatic numbering, whose first task was due yesterday."""
    today = clock.today()
    yesterday = working_day_on_or_before(today.replace(day=max(1, today.day - 1)))
    text = PLAN.format(
        day=f"{today:%d}",
        month=f"{today:%m}",
        year=today.year,
        written=WRITTEN,
        yesterday=f"{yesterday:%d/%m/%Y}",
    )
    path = folder / "ke-hoach-cang-bien.docx"
    path.write_bytes(set_plan(text))
    return path


def counter(visit: Visit, state: str) -> int:
    """The figure of a counter of one's own work on the home page."""
    return int(visit.page.locator(f".nw-counter[data-state={state}]").first.get_attribute("data-count") or "")


def test_a_plan_document_becomes_a_tracked_plan(
    desk: Visit, browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    officer = Visit(browser, live_server.url, DESK)
    officer.sign_in(User.objects.get(username=OFFICER), PASSWORD)
    owed = sum(counter(officer, state) for state in ("overdue", "near", "ahead"))
    done = counter(officer, "done")

    # The coordinating officer drops the document in and waits while it is read.
    desk.sign_in(User.objects.get(username=COORDINATOR), PASSWORD)
    desk.page.click(f"main a[href='{reverse('plans:upload')}']")
    desk.page.set_input_files("input[type=file]", plan_document(tmp_path))
    desk.page.select_option("select[name=unit]", str(Unit.objects.get(code="LS").pk))
    desk.page.click("form[data-upload] button[type=submit]")
    desk.page.wait_for_selector("[data-poll]")
    LeasedWorker(threading.Event(), batch=True).run()
    desk.page.wait_for_url("**/ra-soat/**")

    # What was read stands beside the source; one task is corrected and saved by itself.
    desk.page.locator(".rv-card", has_text=WRITTEN).click()
    desk.page.fill(".rv-task.is-open textarea[name=text]", CORRECTED)
    expect(desk.page.locator("#rv-saved")).to_have_text(re.compile(r"\d\d:\d\d"))
    assert desk.barriers() == []

    # It is adopted.
    desk.page.click("[data-adopt]")
    desk.page.click("form.pl-adopt button[type=submit]")
    desk.page.wait_for_url(re.compile(r"/ke-hoach/\d+/"))
    expect(desk.page.locator("main")).to_contain_text(CORRECTED)
    version = PlanVersion.objects.get(plan__number="77")
    assert version.intake.state == IntakeState.ADOPTED
    new = Obligation.objects.get(plan=version.plan, unit__code="LS-NGV")
    assert new.task.text == CORRECTED

    # The unit's officer finds it at home, hands evidence in, and home changes.
    officer.go(reverse("wagtailadmin_home"))
    assert sum(counter(officer, state) for state in ("overdue", "near", "ahead")) == owed + 1
    officer.page.locator("tr[data-row]", has_text=CORRECTED).get_by_role("link").first.click()
    officer.page.fill("textarea[name=note]", "Đã đăng sổ tay trên Cổng Thông tin điện tử tỉnh.")
    officer.page.fill("input[name=link]", "https://lamson.example.vn/so-tay-cang-bien")
    officer.page.click("#hand-in button[type=submit]")
    officer.page.wait_for_selector(".nd-evidence")
    officer.go(reverse("wagtailadmin_home"))
    assert counter(officer, "done") == done + 1
    assert sum(counter(officer, state) for state in ("overdue", "near", "ahead")) == owed
    new.refresh_from_db()
    assert new.met_on == clock.today()
    assert (desk.faults, officer.faults) == ([], [])
    officer.context.close()


def main_screens() -> dict[str, list[str]]:
    """Addresses of the main screens, by who looks at them."""
    own = Obligation.objects.filter(unit__code="LS-NGV", met_on__isnull=True).order_by("due_on")[0]
    many = Obligation.objects.filter(unit__code="LS-BPTTH", quota_max__gt=1)[0]
    review = Intake.objects.get(state=IntakeState.REVIEW)
    return {
        OFFICER: [
            reverse("wagtailadmin_home"),
            reverse("delivery:index"),
            reverse("delivery:index") + "?scope=all&unit=1&state=all",
            reverse("delivery:index") + "?q=kh%C3%B4ng+c%C3%B3+g%C3%AC",
            reverse("delivery:obligation", args=[own.pk]),
            reverse("delivery:excuse", args=[own.pk]),
            reverse("plans:index"),
            reverse("plans:plan", args=[own.plan_id]),
            reverse("plans:plan", args=[own.plan_id]) + "?xem=lich",
            reverse("plans:plan", args=[own.plan_id]) + "?xem=truc",
            reverse("plans:task", args=[own.task_id]),
        ],
        COORDINATOR: [
            reverse("wagtailadmin_home"),
            reverse("delivery:index"),
            reverse("delivery:obligation", args=[many.pk]),
            reverse("plans:upload"),
            reverse("plans:review", args=[review.pk]),
            reverse("plans:adopt", args=[review.pk]),
        ],
    }


@pytest.mark.looks
@pytest.mark.parametrize("who", [OFFICER, COORDINATOR])
def test_main_screens_have_no_barriers_and_fit(province: None, visit: Visit, who: str) -> None:
    visit.sign_in(User.objects.get(username=who), PASSWORD)
    found = {}
    for path in main_screens()[who]:
        visit.go(path)
        if told := [*visit.barriers(), *(["too wide"] if visit.overflow() > 0 else [])]:
            found[path] = told
    assert found == {}
    assert visit.faults == []


def test_the_list_is_walked_by_keys(desk: Visit) -> None:
    desk.sign_in(User.objects.get(username=OFFICER), PASSWORD)
    desk.go(reverse("delivery:index"))
    rows = [
        row.get_attribute("href") for row in desk.page.locator("tr[data-row] .nd-what a").element_handles()
    ]
    for key, place in (("j", 0), ("j", 1), ("k", 0)):
        desk.page.keyboard.press(key)
        assert desk.page.evaluate("document.activeElement.getAttribute('href')") == rows[place]
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"**{rows[0]}")


def test_what_is_typed_survives_a_closed_page(desk: Visit) -> None:
    own = Obligation.objects.filter(unit__code="LS-NGV", met_on__isnull=True, excused_on__isnull=True)[0]
    desk.sign_in(User.objects.get(username=OFFICER), PASSWORD)
    desk.go(reverse("delivery:obligation", args=[own.pk]))
    desk.page.fill("textarea[name=note]", "Đang viết dở")
    desk.go(reverse("wagtailadmin_home"))
    desk.go(reverse("delivery:obligation", args=[own.pk]))
    assert desk.page.input_value("textarea[name=note]") == "Đang viết dở"
    desk.page.keyboard.press("Control+s")
    desk.page.wait_for_selector(".nd-evidence")
    assert desk.page.input_value("textarea[name=note]") == ""
