"""Screens of rounds in a real Chromium, on a desk and on a telephone: no barriers, nothing wider than the window."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nhipcau.notices.models import Notice
from nhipcau.reporting.models import Report, ReportCycle, ReportState
from tests.browser import Visit
from tests.cast import Cast
from tests.nhipcau.reporting.rounds import form_of, hand_in, round_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cycle(transactional_db: None, cast: Cast, now: dt.datetime) -> ReportCycle:
    """Three units: one accepted, one that has nothing, one silent; and a round above it."""
    user = cast.person("coordinator")
    version = form_of(user)
    high = round_of(version, cast.unit("province"), [], user, now=now, level="authority")
    made = round_of(
        version,
        cast.unit("province"),
        [cast.unit(name) for name in ("foreign", "culture", "commune")],
        user,
        now=now,
        feeds=high,
    )
    Report.objects.create(cycle=high, unit=cast.unit("province"), gathers=made)
    rows = {row.unit.code: row for row in Report.objects.filter(cycle=made).select_related("unit")}
    hand_in(
        rows["CULTURE"], user, now=now, state=ReportState.ACCEPTED, figures={"BT.01": 3, "TL.01": (4, 5), "NN.01": ["Tiếng Anh"]},
        texts={1: "Đã ban hành kế hoạch.", 3: "Bản tin số 1."},
    )  # fmt: skip
    hand_in(rows["FOREIGN"], user, now=now, nothing_because="Không phát sinh")
    return made


@pytest.mark.looks
def test_screens_of_rounds_have_no_barriers(cast: Cast, cycle: ReportCycle, visit: Visit) -> None:
    culture = Report.objects.get(cycle=cycle, unit=cast.unit("culture"))
    names = ("matrix", "remind-units", "consolidation", "comparison")
    addresses = [reverse(f"reporting:{name}", args=[cycle.pk]) for name in names]
    addresses += [
        f"{reverse('reporting:consolidation', args=[cycle.pk])}?show=texts",
        reverse("reporting:figure", args=[cycle.pk, "BT.01"]),
        reverse("reporting:overview"),
        reverse("reporting:branches", args=[cycle.feeds_id]),
        reverse("reporting:changes", args=[culture.pk]),
    ]
    visit.sign_in(cast.person("coordinator"))
    for address in addresses:
        visit.go(address)
        assert visit.barriers() == [], address
        assert visit.overflow() <= 0, address
    assert visit.faults == []


def test_the_units_ticked_are_reminded(cast: Cast, cycle: ReportCycle, visit: Visit) -> None:
    visit.sign_in(cast.person("coordinator"))
    visit.go(reverse("reporting:matrix", args=[cycle.pk]))
    visit.page.locator("input[name=r]").check()
    visit.page.locator("form[action$='/nhac/'] button").click()
    visit.page.fill("textarea[name=text]", "Đề nghị gửi báo cáo.")
    visit.page.locator("form.nc-form button[type=submit]").click()
    visit.page.wait_for_url(f"**{reverse('reporting:matrix', args=[cycle.pk])}")
    assert [notice.recipient.username for notice in Notice.objects.filter(kind="reporting.remind_now")] == [
        "commune_officer"
    ]
