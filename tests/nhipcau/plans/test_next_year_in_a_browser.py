"""Next year's plan in a real Chromium: decided row by row, saved by itself, handed in; on a phone too; axe finds nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from nhipcau.kernel import clock
from nhipcau.plans.models import BasisVerdict, Carry, NextPlan, NextPlanState
from nhipcau.plans.services import adopt_plan, hand_in_plan, read_intake
from tests.browser import Visit
from tests.cast import Cast
from tests.nhipcau.plans.samples import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_this_years_plan_to_a_file_on_its_way(visit: Visit, cast: Cast) -> None:
    keeper, now = cast.person("coordinator"), clock.now()
    intake = hand_in_plan(user=keeper, unit=cast.unit("province"), name="a.txt", data=PLAN.encode(), now=now)
    read_intake(intake_id=intake.pk, now=now)
    intake.refresh_from_db()
    plan = adopt_plan(user=keeper, intake=intake, now=now).plan
    visit.sign_in(keeper)
    visit.go(reverse("plans:next_year", args=[plan.pk]))
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    visit.page.click("main form .nc-actions button, main form.nc-actions button")
    visit.page.wait_for_url("**/nam-sau/*/")
    draft = NextPlan.objects.get()
    row = draft.tasks.get(path=["II", "2", "b"])
    card = visit.page.locator(f"#viec-{row.pk}")
    card.locator("summary").click()
    card.locator("[name=time]").fill("tháng 02/2027")
    card.locator("[name=decision]").select_option(Carry.CARRY)
    expect(visit.page.locator("#saved")).to_have_text("Đã lưu")
    visit.go(reverse("plans:next_plan", args=[draft.pk]))
    row.refresh_from_db()
    assert (row.time, row.decision) == ("tháng 02/2027", Carry.CARRY)
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    draft.tasks.filter(decision=Carry.ASK).update(decision=Carry.CARRY)
    draft.bases.filter(decision=BasisVerdict.ASK).update(decision=BasisVerdict.TAKE)
    visit.go(reverse("plans:next_plan", args=[draft.pk]))
    visit.page.click("[value=hand-in]")
    visit.page.wait_for_url("**/tep/*/**")
    draft.refresh_from_db()
    assert draft.state == NextPlanState.FINISHED
    assert visit.faults == []
