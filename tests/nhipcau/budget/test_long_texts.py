"""What does not fit is refused and stays on the screen; nothing is cut off in silence."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.budget.models import Estimate, EstimateState
from nhipcau.budget.services.allocating import allocate
from nhipcau.budget.services.appraising import appraise_line, return_estimate
from nhipcau.budget.services.estimates import save_explanation
from nhipcau.budget.services.lists import save_code, save_fund
from nhipcau.budget.services.settlements import open_settlement, return_settlement, save_settlement
from nhipcau.budget.services.vouchers import withdraw_voucher
from nhipcau.kernel.errors import Refused
from tests.cast import Cast
from tests.nhipcau.budget.money import appraised, fresh, lines, pay, submitted


@pytest.mark.parametrize(("length", "kept"), [(5000, True), (5001, False)])
def test_an_explanation_is_kept_whole_or_refused(
    cast: Cast, estimate: Estimate, now: dt.datetime, length: int, kept: bool
) -> None:
    said: dict[str, Any] = {"user": cast.person("culture_officer"), "estimate": estimate, "now": now}
    if kept:
        save_explanation(**said, version=estimate.version, explanation="a" * length)
    else:
        with pytest.raises(Refused, match=r"5\.001"):
            save_explanation(**said, version=estimate.version, explanation="a" * length)
    assert len(fresh(estimate).explanation) == (length if kept else 0)


def test_the_screen_keeps_an_explanation_that_is_too_long(cast: Cast, estimate: Estimate) -> None:
    client, typed = Client(), "Theo định mức. " * 400
    client.force_login(cast.person("culture_officer"))
    sent = {"do": "explanation", "version": estimate.version, "explanation": typed}
    answer = client.post(reverse("budget:estimate", args=[estimate.pk]), sent)
    assert answer.status_code == 422
    assert typed.strip() in answer.content.decode()
    assert "5.999" in answer.content.decode()


def test_the_screen_keeps_remarks_that_are_too_long(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    row, client = submitted(cast, estimate, now), Client()
    client.force_login(cast.person("finance"))
    sent = {
        "do": "return",
        "version": row.version,
        "remark": "b" * 5001,
        f"remark-{lines(row)[1].pk}": "Kèm báo giá",
    }
    answer = client.post(reverse("budget:appraisal", args=[row.pk]), sent)
    assert answer.status_code == 422
    assert "b" * 5001 in answer.content.decode()
    assert 'value="Kèm báo giá"' in answer.content.decode()
    assert fresh(row).state == EstimateState.SUBMITTED


def test_finance_is_refused_what_does_not_fit(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    row = submitted(cast, estimate, now)
    line = lines(row)[0]
    said: dict[str, Any] = {"user": cast.person("finance"), "now": now}
    with pytest.raises(Refused) as refused:
        appraise_line(**said, line=line, version=line.version, appraised=1, reason="c" * 1001)
    assert refused.value.code == "too-long"
    with pytest.raises(Refused) as refused:
        return_estimate(**said, estimate=row, version=row.version, remark="", remarks={line.pk: "c" * 1001})
    assert refused.value.code == "too-long"
    assert lines(row)[0].reason == ""


@pytest.mark.parametrize("more", [{"decision": "d" * 256}, {"reason": "d" * 1001}])
def test_a_decision_that_does_not_fit(
    cast: Cast, estimate: Estimate, now: dt.datetime, more: dict[str, str]
) -> None:
    row = appraised(cast, estimate, now)
    said: dict[str, Any] = {
        "user": cast.person("finance"), "estimate": row, "version": row.version, "amounts": {lines(row)[0].pk: 1000}, "decision": "15/QĐ-UBND",
        "on": dt.date(2026, 3, 1), "key": uuid.uuid4(), "now": now,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        allocate(**said | more)
    assert refused.value.code == "too-long"
    assert lines(row)[0].allocated == 0


def test_vouchers_and_settlements(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    officer, voucher = cast.person("culture_officer"), pay(cast, funded, 5_000_000, now)
    row = open_settlement(user=officer, estimate_pk=funded.pk, now=now)
    settled = {lines(funded)[0].pk: (1, "e" * 1001)}
    for refusing in (
        lambda: withdraw_voucher(user=officer, voucher=voucher, reason="e" * 1001, now=now),
        lambda: save_settlement(user=officer, settlement=row, version=row.version, settled=settled, now=now),
        lambda: return_settlement(user=cast.person("finance"), settlement=row, version=row.version, remark="e" * 5001, now=now),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            refusing()
        assert refused.value.code == "too-long"
    voucher.refresh_from_db()
    assert voucher.is_live


def test_lists(cast: Cast, now: dt.datetime) -> None:
    said: dict[str, Any] = {"user": cast.person("finance"), "now": now}
    for refusing in (
        lambda: save_fund(**said, fund=None, name="f" * 201),
        lambda: save_code(**said, code_row=None, kind="item", code="6" * 21, name=""),
        lambda: save_code(**said, code_row=None, kind="item", code="6", name="f" * 256),
    ):
        with pytest.raises(Refused) as refused:
            refusing()
        assert refused.value.code == "too-long"


def test_lines_without_a_source_are_counted(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    client, address = Client(), reverse("budget:estimate", args=[estimate.pk])
    client.force_login(cast.person("culture_officer"))
    assert client.get(address).context["unfunded"] == 2
    fund = save_fund(user=cast.person("finance"), fund=None, name="Ngân sách tỉnh", now=now)
    estimate.lines.filter(pk=lines(estimate)[0].pk).update(fund=fund)
    assert client.get(address).context["unfunded"] == 1
    estimate.lines.update(fund=fund)
    assert client.get(address).context["unfunded"] == 0
