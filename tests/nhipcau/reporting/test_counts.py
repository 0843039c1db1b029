"""Figures that count things: whole numbers only, and pages that say where a nought comes from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from nhipcau.kernel.errors import Refused
from nhipcau.reporting.models import Report, ReportCycle, ReportFigure, ReportState
from nhipcau.reporting.services.answering import Answer, save_figure
from tests.cast import Cast
from tests.nhipcau.reporting.rounds import form_of, hand_in, round_of

FIGURES: tuple[dict[str, Any], ...] = (
    {"code": "PIECES", "label": "Số bản tin", "filling": "pieces"},
    {"code": "FIGURES", "label": "Số lượt", "filling": "figures"},
    {"code": "TASKS", "label": "Số nhiệm vụ", "filling": "tasks"},
    {"code": "HAND", "label": "Số giờ phát sóng"},
    {"code": "MEAN", "label": "Số tin bình quân", "filling": "pieces", "gathering": "average"},
    {"code": "MONEY", "label": "Kinh phí", "type": "money", "filling": "spent"},
)


@pytest.fixture
def cycle(cast: Cast, now: dt.datetime) -> ReportCycle:
    user = cast.person("coordinator")
    version = form_of(user, figures=FIGURES)
    return round_of(version, cast.unit("province"), [cast.unit("culture")], user, now=now)


def state_of(report: Report, cast: Cast, *, now: dt.datetime, state: str, gathers: bool) -> Report:
    figures = {row["code"]: 0 for row in FIGURES}
    report = hand_in(report, cast.person("coordinator"), now=now, state=state, figures=figures)
    if gathers:
        above = round_of(
            report.cycle.form_version, cast.unit("province"), [], cast.person("coordinator"), now=now
        )
        report.gathers = report.cycle
        report.cycle = above
        report.save(update_fields=["gathers", "cycle"])
    return report


@pytest.mark.parametrize(
    ("code", "gathers", "value", "estimate", "is_kept"),
    [
        ("PIECES", False, "1.5", None, False),
        ("FIGURES", False, "1.5", None, False),
        ("TASKS", False, "0.25", None, False),
        ("PIECES", False, "2", "2.5", False),
        ("PIECES", False, "2", "3", True),
        ("HAND", False, "1.5", None, True),
        ("MEAN", False, "1.5", None, False),
        ("MEAN", True, "1.5", None, True),
        ("PIECES", True, "1.5", None, False),
    ],
)
def test_what_is_counted_is_whole(
    cast: Cast, now: dt.datetime, cycle: ReportCycle, code: str, gathers: bool, value: str, estimate: str | None, is_kept: bool
) -> None:  # fmt: skip
    report = Report.objects.select_related("cycle__form_version").get(cycle=cycle)
    report = state_of(report, cast, now=now, state=ReportState.DRAFT, gathers=gathers)
    row = ReportFigure.objects.get(report=report, indicator__code=code)
    said = Answer(value=Decimal(value), estimate=Decimal(estimate) if estimate else None)
    if is_kept:
        save_figure(
            user=cast.person("culture_officer"), figure=row, version=row.version, answer=said, now=now
        )
    else:
        with pytest.raises(Refused) as refused:
            save_figure(
                user=cast.person("culture_officer"), figure=row, version=row.version, answer=said, now=now
            )
        assert refused.value.code == "fraction"
    row.refresh_from_db()
    assert row.value == (Decimal(value) if is_kept else 0)


@pytest.mark.parametrize(
    ("code", "is_edited", "told"),
    [
        ("PIECES", False, "nothing found to count"),
        ("PIECES", True, "entered by the unit"),
        ("HAND", False, "entered by the unit"),
        ("MONEY", False, "no money entered yet"),
    ],
)
def test_a_nought_says_where_it_comes_from(
    client: Client, cast: Cast, now: dt.datetime, cycle: ReportCycle, code: str, is_edited: bool, told: str
) -> None:
    report = Report.objects.select_related("cycle__form_version").get(cycle=cycle)
    state_of(report, cast, now=now, state=ReportState.SENT, gathers=False)
    ReportFigure.objects.update(is_edited=is_edited)
    row = ReportFigure.objects.get(report=report, indicator__code=code)
    client.force_login(cast.person("coordinator"))
    for address in (
        reverse("reporting:figure", args=[cycle.pk, code]),
        reverse("reporting:sources", args=[report.pk, row.pk]),
    ):
        page = client.get(address).content.decode()
        words = ("nothing found to count", "entered by the unit", "no money entered yet")
        with translation.override("vi"):
            assert {each for each in words if translation.gettext(each) in page} == {told}, address
