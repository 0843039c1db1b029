"""Steps that many tests of money begin with."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from nhipcau.budget.models import Estimate, EstimateLine, Voucher
from nhipcau.budget.services.allocating import allocate
from nhipcau.budget.services.appraising import accept_rest, finish_appraisal
from nhipcau.budget.services.estimates import open_estimate, save_line, submit_estimate
from nhipcau.budget.services.vouchers import Payment, enter_voucher
from nhipcau.plans.models import Plan
from tests.cast import Cast


def fresh(estimate: Estimate) -> Estimate:
    """The estimate as the database holds it."""
    return Estimate.objects.select_related("unit", "plan__unit").get(pk=estimate.pk)


def lines(estimate: Estimate) -> list[EstimateLine]:
    """Its lines in order."""
    return list(estimate.lines.order_by("position"))


def begun(cast: Cast, plan: Plan, unit: str, now: dt.datetime) -> Estimate:
    """An estimate with a norm on every line."""
    writer = cast.person(f"{unit}_officer")
    row = open_estimate(user=writer, plan=plan, unit=cast.unit(unit), now=now)
    factors: list[dict[str, Any]] = [{"norm": 40_000}, {"quantity": 2, "times": 3, "norm": 5_000_000}]
    for line, fields in zip(lines(row), factors, strict=False):
        save_line(user=writer, line=line, version=line.version, fields=fields, now=now)
    return fresh(row)


def submitted(cast: Cast, row: Estimate, now: dt.datetime) -> Estimate:
    """Handed in by the leader, or by whoever writes where there is none."""
    leader = cast.people.get(f"{row.unit.code.lower()}_leader") or cast.person(
        f"{row.unit.code.lower()}_officer"
    )
    submit_estimate(user=leader, estimate=row, version=fresh(row).version, now=now)
    return fresh(row)


def appraised(cast: Cast, row: Estimate, now: dt.datetime) -> Estimate:
    """Accepted as it was asked for."""
    row = submitted(cast, row, now)
    accept_rest(user=cast.person("finance"), estimate=row, version=row.version, now=now)
    finish_appraisal(user=cast.person("finance"), estimate=row, version=fresh(row).version, now=now)
    return fresh(row)


def given(cast: Cast, row: Estimate, now: dt.datetime) -> Estimate:
    """Allocated in full by one decision."""
    row = appraised(cast, row, now)
    amounts = {line.pk: line.appraised or 0 for line in lines(row)}
    allocate(
        user=cast.person("finance"), estimate=row, version=row.version, amounts=amounts, decision="Quyết định số 15/QĐ-UBND",
        on=dt.date(2026, 3, 1), key=uuid.uuid4(), now=now,
    )  # fmt: skip
    return fresh(row)


def payment(amount: int, **more: Any) -> Payment:
    """A payment with a number of its own."""
    given = {"number": f"PC-{uuid.uuid4().hex[:8]}", "spent_on": dt.date(2026, 3, 10), "what": "In bản tin"}
    return Payment(amount=amount, **{**given, **more})


def pay(cast: Cast, row: Estimate, amount: int, now: dt.datetime, *, line: int = 0, **more: Any) -> Voucher:
    """A voucher on a line of the estimate."""
    officer = cast.person(f"{row.unit.code.lower()}_officer")
    return enter_voucher(user=officer, line=lines(row)[line], payment=payment(amount, **more), now=now)
