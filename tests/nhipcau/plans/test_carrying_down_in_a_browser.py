"""A plan carried down, detailed and amended, in a real Chromium: a short walk each, at a desk and on a phone; axe finds nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from nhipcau.plans.models import (
    Intake,
    IntakeState,
    LinkState,
    Plan,
    PlanVersion,
    TaskLink,
    UnitPlan,
    UnitPlanItem,
    UnitPlanState,
)
from nhipcau.plans.services import adopt_plan, hand_in_plan, read_intake, set_superior
from tests.browser import DESK, PHONE, Visit
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring
from tests.nhipcau.plans.samples import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.looks, pytest.mark.django_db(transaction=True)]

AMENDED = (
    PLAN.replace("Số: 12/KH-UBND", "Số: 47/KH-UBND")
    .replace("ngày 15 tháng 01 năm 2026", "ngày 10 tháng 3 năm 2026")
    .replace("06 số/năm", "04 số/năm")
)


@pytest.fixture
def visit(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Visit]:
    """The coordinating officer, signed in; screens are looked at in both widths."""
    made = Visit(browser, live_server.url, DESK)
    made.sign_in(cast.person("coordinator"))
    yield made
    made.context.close()


def look(visit: Visit) -> None:
    """No barrier and nothing beyond the edge, at a desk and on a phone; nothing in the console."""
    visit.page.wait_for_load_state("networkidle")
    for width in (PHONE, DESK):
        visit.page.set_viewport_size(width)  # type: ignore[arg-type]
        assert visit.barriers() == []
        assert visit.overflow() <= 0
    assert visit.faults == []


def in_force(version: PlanVersion) -> Plan:
    plan: Plan = version.plan
    plan.current = version
    plan.save()
    return plan


@pytest.fixture
def superior(cast: Cast, now: dt.datetime) -> Plan:
    orders = [
        TaskOf([cast.unit("culture"), cast.unit("commune")], [recurring(6, "year")], text="Cung cấp tin, ảnh về lễ hội cho Bản tin Sông Mây."),
        TaskOf([cast.unit("commune")], [by(dt.date(2026, 9, 30))], text="Lắp đặt pa nô giới thiệu tỉnh tại cửa khẩu."),
    ]  # fmt: skip
    return in_force(adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now))


@pytest.fixture
def below(superior: Plan, cast: Cast, now: dt.datetime) -> Plan:
    commune, keeper = cast.unit("commune"), cast.person("coordinator")
    orders = [
        TaskOf([commune], [recurring(4, "year")], text="Cung cấp tin, ảnh về lễ hội cho Bản tin Sông Mây."),
        TaskOf([commune], text="Dựng bảng giới thiệu ở nhà văn hóa thôn.", kind="other"),
    ]
    made = in_force(adopt(commune, keeper, orders, now=now, title="Kế hoạch xã"))
    return set_superior(user=keeper, plan=made, superior=superior, now=now)


def test_links_to_the_superior_plan(visit: Visit, below: Plan) -> None:
    visit.go(reverse("plans:superior", args=[below.pk]))
    look(visit)
    visit.page.locator(".pl-link--proposed button[value=confirmed]").first.click()
    expect(visit.page.locator(".pl-link--confirmed")).to_have_count(1)
    assert TaskLink.objects.get().state == LinkState.CONFIRMED
    other = visit.page.locator(".pl-match--none").first
    other.locator(".pl-find > summary").click()
    other.locator("input[name=tim]").fill("pa nô")
    other.locator("input[name=tim]").press("Enter")
    visit.page.locator(".pl-found button").click()
    expect(visit.page.locator(".pl-link--confirmed")).to_have_count(2)
    look(visit)


def test_coverage_of_a_plan(visit: Visit, superior: Plan, below: Plan) -> None:
    visit.go(reverse("plans:coverage", args=[superior.pk]))
    expect(visit.page.locator("h1")).to_be_visible()
    assert "Lắp đặt pa nô" in visit.page.inner_text(".nc-screen")
    look(visit)


def test_a_detailed_plan_is_written_and_handed_in(visit: Visit, superior: Plan, cast: Cast) -> None:
    visit.go(reverse("plans:unit_plans", args=[superior.pk]))
    look(visit)
    officer = Visit(visit.page.context.browser, visit.address, PHONE)  # type: ignore[arg-type]
    try:
        officer.sign_in(cast.person("commune_officer"))
        officer.go(reverse("plans:unit_plans", args=[superior.pk]))
        officer.page.click("form:has([name=do][value=open]) button")
        officer.page.wait_for_url("**/chi-tiet/**")
        row = UnitPlan.objects.get()
        assert UnitPlanItem.objects.filter(unit_plan=row).count() == 2
        look(officer)
    finally:
        officer.context.close()
    assert row.state == UnitPlanState.DRAFT


def test_an_amendment_is_adopted_when_everything_is_decided(
    visit: Visit, cast: Cast, now: dt.datetime
) -> None:
    keeper = cast.person("coordinator")

    def read(text: str, amends: Plan | None = None) -> Intake:
        made = hand_in_plan(
            user=keeper, unit=cast.unit("province"), name="a.txt", data=text.encode(), amends=amends, now=now
        )
        read_intake(intake_id=made.pk, now=now)
        return Intake.objects.get(pk=made.pk)

    version = adopt_plan(user=keeper, intake=read(PLAN), now=now)
    draft = read(AMENDED, version.plan)
    visit.go(reverse("plans:adopt", args=[draft.pk]))
    expect(visit.page.locator(".pl-adopt button[type=submit]")).to_be_disabled()
    visit.page.click("#undecided a")
    expect(visit.page.locator(".nc-actions button.button")).to_be_disabled()
    look(visit)
    visit.page.click("#still-open button[type=submit] >> nth=0")
    visit.page.click(f".nc-actions a[href='{reverse('plans:adopt', args=[draft.pk])}']")
    visit.page.wait_for_url(f"**{reverse('plans:adopt', args=[draft.pk])}")
    look(visit)
    visit.page.check("[name=understood]")
    visit.page.click(".pl-adopt button[type=submit]")
    visit.page.wait_for_url(f"**{reverse('plans:plan', args=[version.plan_id])}")
    draft.refresh_from_db()
    assert draft.state == IntakeState.ADOPTED
    visit.go(reverse("plans:versions", args=[version.plan_id]))
    look(visit)
