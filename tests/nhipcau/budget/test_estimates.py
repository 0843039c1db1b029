"""An estimate from its first line to the appraisal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from nhipcau.budget.models import Estimate, EstimateState
from nhipcau.budget.services import appraising, estimates
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.notices.models import Notice
from nhipcau.plans.models import Plan
from tests.cast import Cast
from tests.nhipcau.budget.money import appraised, fresh, given, lines, submitted


def test_it_begins_with_a_line_for_each_task_the_unit_leads(cast: Cast, plan: Plan, now: dt.datetime) -> None:
    said: dict[str, Any] = {
        "user": cast.person("culture_officer"),
        "plan": plan,
        "unit": cast.unit("culture"),
        "now": now,
    }
    row = estimates.open_estimate(**said)
    assert estimates.open_estimate(**said) == row
    found = [(line.content, line.kind, line.quantity, line.measure, line.quarter) for line in lines(row)]
    assert found == [
        ("Xuất bản bản tin “Nhịp sông Mây”", "publication", 500, "cuốn", 2),
        ("Tổ chức triển lãm ảnh lưu động", "event", 1, "", None),
    ]
    assert ModelLogEntry.objects.filter(action="budget.open_estimate").count() == 1


def test_a_unit_that_the_plan_does_not_name_begins_none(cast: Cast, plan: Plan, now: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        estimates.open_estimate(
            user=cast.person("culture_officer"), plan=plan, unit=cast.unit("museum"), now=now
        )


def test_the_database_multiplies(estimate: Estimate) -> None:
    assert [line.amount for line in lines(estimate)] == [20_000_000, 30_000_000]


def test_nothing_is_overwritten(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    line, user = lines(estimate)[0], cast.person("culture_officer")
    estimates.save_line(user=user, line=line, version=line.version, fields={"norm": 45_000}, now=now)
    with pytest.raises(Outdated):
        estimates.save_line(user=user, line=line, version=line.version, fields={"norm": 1}, now=now)
    assert lines(estimate)[0].norm == 45_000


def test_a_product_beyond_reach_is_refused(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    line = lines(estimate)[0]
    with pytest.raises(Refused) as refused:
        estimates.save_line(
            user=cast.person("culture_officer"), line=line, version=line.version, fields={"quantity": 10**7, "norm": 10**15}, now=now,
        )  # fmt: skip
    assert refused.value.code == "too-much"
    assert lines(estimate)[0].amount == 20_000_000


def test_lines_are_added_moved_and_taken_out(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    user = cast.person("culture_officer")
    added = estimates.add_line(user=user, estimate=estimate, version=estimate.version, now=now)
    row = fresh(estimate)
    estimates.move_line(user=user, estimate=row, version=row.version, line=added.pk, up=True, now=now)
    assert [line.pk for line in lines(row)].index(added.pk) == 1
    with pytest.raises(Outdated):
        estimates.remove_line(user=user, estimate=row, version=row.version, line=added.pk, now=now)
    assert estimates.remove_empty_lines(user=user, estimate=row, version=fresh(row).version, now=now) == 1
    assert len(lines(row)) == 2


def test_a_line_without_money_or_words_is_not_handed_in(
    cast: Cast, estimate: Estimate, now: dt.datetime
) -> None:
    estimates.add_line(
        user=cast.person("culture_officer"), estimate=estimate, version=estimate.version, now=now
    )
    with pytest.raises(Refused) as refused:
        submitted(cast, estimate, now)
    assert refused.value.code == "empty-line"
    assert "3" in str(refused.value)


def test_what_was_handed_in_is_closed_until_it_is_taken_back(
    cast: Cast, estimate: Estimate, now: dt.datetime
) -> None:
    row = submitted(cast, estimate, now)
    line = lines(row)[0]
    with pytest.raises(Refused):
        estimates.save_line(
            user=cast.person("culture_officer"), line=line, version=line.version, fields={"norm": 1}, now=now
        )
    appraising.appraise_line(
        user=cast.person("finance"),
        line=line,
        version=line.version,
        appraised=1,
        reason="Định mức cao",
        now=now,
    )
    estimates.take_estimate_back(
        user=cast.person("culture_leader"), estimate=row, version=fresh(row).version, now=now
    )
    assert fresh(row).state == EstimateState.DRAFT
    assert [(each.verdict, each.appraised, each.reason) for each in lines(row)] == [("", None, "")] * 2


def test_finance_appraises_line_by_line(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    row, finance = submitted(cast, estimate, now), cast.person("finance")
    first, second = lines(row)
    for amount, reason, code in ((20_000_001, "", "more"), (-1, "", "more"), (15_000_000, " ", "no-reason")):
        with pytest.raises(Refused) as refused:
            appraising.appraise_line(
                user=finance, line=first, version=first.version, appraised=amount, reason=reason, now=now
            )
        assert refused.value.code == code
    appraising.appraise_line(
        user=finance, line=first, version=first.version, appraised=15_000_000, reason="In 375 cuốn", now=now
    )
    with pytest.raises(Refused) as refused:
        appraising.finish_appraisal(user=finance, estimate=row, version=fresh(row).version, now=now)
    assert refused.value.code == "not-all"
    assert appraising.accept_rest(user=finance, estimate=row, version=fresh(row).version, now=now) == 1
    appraising.finish_appraisal(user=finance, estimate=row, version=fresh(row).version, now=now)
    assert [(each.verdict, each.appraised) for each in lines(row)] == [
        ("reduced", 15_000_000),
        ("accepted", 30_000_000),
    ]
    told = Notice.objects.filter(kind="budget.appraised")
    assert {each.recipient for each in told} == {
        cast.person("culture_officer"),
        cast.person("culture_leader"),
    }
    assert "45.000.000" in told[0].subject
    assert second.version < lines(row)[1].version


def test_a_return_says_where_and_tells_the_unit(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    row, finance = submitted(cast, estimate, now), cast.person("finance")
    with pytest.raises(Refused):
        appraising.return_estimate(
            user=finance, estimate=row, version=row.version, remark=" ", remarks={}, now=now
        )
    first = lines(row)[0]
    appraising.return_estimate(
        user=finance, estimate=row, version=row.version, remark="", remarks={first.pk: "Kèm báo giá"}, now=now
    )
    row = fresh(row)
    assert (row.state, lines(row)[0].reason) == (EstimateState.RETURNED, "Kèm báo giá")
    assert Notice.objects.filter(kind="budget.returned").count() == 2
    row = submitted(cast, row, now)
    assert lines(row)[0].reason == ""


def test_an_appraisal_is_taken_up_again_until_money_is_given(
    cast: Cast, estimate: Estimate, now: dt.datetime
) -> None:
    row, finance = appraised(cast, estimate, now), cast.person("finance")
    appraising.reopen_appraisal(
        user=finance, estimate=row, version=row.version, reason="Nhầm định mức", now=now
    )
    assert fresh(row).state == EstimateState.SUBMITTED
    appraising.finish_appraisal(user=finance, estimate=row, version=fresh(row).version, now=now)


def test_no_appraisal_is_taken_up_again_after_money_was_given(
    cast: Cast, estimate: Estimate, now: dt.datetime
) -> None:
    row = given(cast, estimate, now)
    with pytest.raises(Refused) as refused:
        appraising.reopen_appraisal(
            user=cast.person("finance"), estimate=row, version=row.version, reason="Nhầm", now=now
        )
    assert refused.value.code == "allocated"
