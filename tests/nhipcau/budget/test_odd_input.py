"""Sums that no ledger holds, and forms that are sent again with other content: refused in words, and nothing is lost unsaid."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nhipcau.budget.forms import money_in
from nhipcau.budget.models import Estimate, Voucher
from nhipcau.budget.services.allocating import allocate
from nhipcau.budget.services.importing import preview_lines
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Refused
from tests.cast import Cast
from tests.nhipcau.budget.money import appraised, fresh, lines, pay
from tests.nhipcau.budget.test_importing import HEAD, column, sheet

ENDLESS = "9" * 5000
MARCH = dt.date(2026, 3, 10)


@pytest.mark.parametrize("typed", [ENDLESS, f"-{ENDLESS}", f"{ENDLESS} đồng", "1" + ".000" * 2000])
def test_an_endless_sum_is_no_sum(typed: str) -> None:
    assert money_in(typed) is None


@pytest.mark.parametrize(("typed", "amount"), [("0.500", None), ("0", 0), ("0500", 500), ("1.500", 1500)])
def test_thousands_do_not_begin_with_nought(typed: str, amount: int | None) -> None:
    assert money_in(typed) == amount


@pytest.mark.parametrize(
    ("value", "quantity"),
    [(1.125, None), (12.5, None), ("0.500", None), ("1.125", 1125), (3.0, 3), (1125, 1125)],
)
def test_parts_of_a_number_do_not_become_thousands(
    cast: Cast, estimate: Estimate, now: dt.datetime, value: Any, quantity: int | None
) -> None:
    cell = f"{column('quantity')}{HEAD + 1}"
    data = sheet(estimate, {cell: value, f"{column('amount')}{HEAD + 1}": None})
    found = preview_lines(
        user=cast.person("culture_officer"), estimate=estimate, data=data, name="a.xlsx", now=now
    )
    assert [fault.cell for fault in found.faults] == ([cell] if quantity is None else [])
    assert quantity is None or found.changes[0].row.fields["quantity"] == quantity


def test_an_endless_number_in_a_sheet_is_a_fault(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    data = f"Nội dung chi;Định mức (đồng)\nIn bản tin;{ENDLESS}".encode()
    found = preview_lines(
        user=cast.person("culture_officer"), estimate=estimate, data=data, name="a.csv", now=now
    )
    assert [fault.cell for fault in found.faults] == ["B2"]


def test_a_payment_sent_again_with_another_amount_is_told(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    said: dict[str, Any] = {"key": uuid.uuid4(), "number": "PC-07"}
    first = pay(cast, funded, 1_000_000, now, **said)
    assert pay(cast, funded, 1_000_000, now, **said) == first
    with pytest.raises(Refused) as refused:
        pay(cast, funded, 2_000_000, now, **said)
    assert refused.value.code == "sent-before"
    assert Voucher.objects.count() == 1


def test_the_screen_keeps_what_was_typed_then(
    cast: Cast, funded: Estimate, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    client, line = Client(), lines(funded)[0]
    client.force_login(cast.person("culture_officer"))
    address = reverse("budget:vouchers", args=[funded.pk])
    sent = {
        "line": line.pk, "amount": f"{line.remaining}", "number": "PC-08", "spent_on": "10/03/2026", "what": "In bản tin", "key": uuid.uuid4(),
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent | {"amount": "7.654.321"})
    assert again.status_code == 422
    assert "7.654.321" in again.content.decode()
    assert client.post(address, sent).status_code == 302
    assert Voucher.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"decision": "16/QĐ-UBND"}, {"on": dt.date(2026, 3, 11)}, {"amounts": 6_000_000}]
)
def test_a_decision_sent_again_with_other_content_is_told(
    cast: Cast, estimate: Estimate, now: dt.datetime, change: dict[str, Any]
) -> None:
    row = appraised(cast, estimate, now)
    first = lines(row)[0]
    said: dict[str, Any] = {
        "user": cast.person("finance"), "estimate": row, "version": row.version, "amounts": {first.pk: 5_000_000}, "decision": "15/QĐ-UBND",
        "on": MARCH, "key": uuid.uuid4(), "now": now,
    }  # fmt: skip
    assert allocate(**said) == allocate(**said) == 5_000_000
    other = change if "amounts" not in change else {"amounts": {first.pk: change["amounts"]}}
    with pytest.raises(Refused) as refused:
        allocate(**said | other | {"version": fresh(row).version})
    assert refused.value.code == "sent-before"
    assert lines(row)[0].allocated == 5_000_000
