"""Money in a real Chromium: lines save by themselves, what is typed of a voucher is kept, pages have no barriers and fit a phone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nhipcau.budget.models import Estimate, Voucher
from tests.browser import Visit
from tests.cast import Cast
from tests.nhipcau.budget.money import lines, pay, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_lines_save_by_themselves_and_show_their_sum(
    transactional_db: None, cast: Cast, estimate: Estimate, visit: Visit
) -> None:
    page, first = visit.page, lines(estimate)[0]
    visit.sign_in(cast.person("culture_officer"))
    visit.go(reverse("budget:estimate", args=[estimate.pk]))
    page.fill(f"#dong-{first.pk} [name=norm]", "50000")
    assert page.inner_text(f"#dong-{first.pk} [data-amount]") == "25.000.000"
    with page.expect_response(lambda answer: "/dong/" in answer.url):
        page.keyboard.press("Control+s")
    page.wait_for_function(
        "document.querySelector('[data-words]').textContent.includes('Năm mươi lăm triệu đồng')"
    )
    assert lines(estimate)[0].norm == 50_000
    assert visit.barriers() == []
    assert visit.overflow() <= 0
    assert visit.faults == []


def test_what_is_typed_of_a_voucher_is_kept_until_it_is_saved(
    transactional_db: None, cast: Cast, funded: Estimate, visit: Visit
) -> None:
    page, address = visit.page, reverse("budget:vouchers", args=[funded.pk])
    visit.sign_in(cast.person("culture_officer"))
    visit.go(address)
    page.select_option("[name=line]", str(lines(funded)[0].pk))
    page.fill("[name=amount]", "1500000")
    page.fill("[name=number]", "PC-01")
    page.fill("[name=what]", "In đợt 1")
    visit.go(address)
    assert page.input_value("[name=number]") == "PC-01"
    assert visit.barriers() == []
    with page.expect_navigation():
        page.click("form[data-keep] button[type=submit]")
    page.wait_for_load_state("networkidle")
    assert Voucher.objects.get().amount == 1_500_000
    visit.go(address)
    assert page.input_value("[name=number]") == ""
    assert visit.overflow() <= 0


def test_no_screen_has_barriers_or_is_wider_than_the_window(
    transactional_db: None, cast: Cast, funded: Estimate, now: dt.datetime, visit: Visit
) -> None:
    pay(cast, funded, 8_000_000, now)
    visit.sign_in(cast.person("finance"))
    of_plan = [
        reverse(f"budget:{name}", args=[funded.plan_id]) for name in ("plan", "lines", "payments", "frame")
    ]
    of_estimate = [
        reverse(f"budget:{name}", args=[funded.pk])
        for name in ("estimate", "appraisal", "allocation", "vouchers", "settlement")
    ]
    line = reverse("budget:line", args=[lines(funded)[0].pk])
    for address in (reverse("budget:index"), reverse("budget:lists"), line, *of_plan, *of_estimate):
        visit.go(address)
        assert visit.barriers() == [], address
        assert visit.overflow() <= 0, address


def test_an_appraisal_without_barriers(
    transactional_db: None, cast: Cast, estimate: Estimate, now: dt.datetime, visit: Visit
) -> None:
    row = submitted(cast, estimate, now)
    visit.sign_in(cast.person("finance"))
    visit.go(reverse("budget:appraisal", args=[row.pk]))
    visit.page.click("tbody tr:nth-child(1) summary")
    assert visit.barriers() == []
    assert visit.overflow() <= 0
