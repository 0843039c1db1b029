"""One figure between the units of a round, beside the round before."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from nhipcau.reporting.models import Indicator, Report
from nhipcau.reporting.selectors.comparison import between_units
from tests.cast import Cast
from tests.nhipcau.reporting.rounds import form_of, hand_in, round_of

pytestmark = pytest.mark.django_db


def test_nothing_to_report_is_zero_now_and_before(cast: Cast, now: dt.datetime) -> None:
    user, keeper, unit = cast.person("coordinator"), cast.unit("province"), cast.unit("culture")
    form = form_of(user)
    before = round_of(form, keeper, [unit], user, now=now)
    after = round_of(form, keeper, [unit, cast.unit("commune")], user, now=now)
    for cycle in (before, after):
        report = Report.objects.get(cycle=cycle, unit=unit)
        hand_in(report, user, now=now, figures={"BT.01": 7}, nothing_because="Không phát sinh")
    points = between_units(after, Indicator.objects.get(code="BT.01"), before)
    assert [(each.report.unit, each.value, each.before) for each in points] == [
        (unit, Decimal(0), Decimal(0)),
        (cast.unit("commune"), None, None),
    ]
