"""A settlement follows its lines while it is written and freezes them once it is handed in."""

from __future__ import annotations

import datetime as dt

import pytest

from nhipcau.budget.models import Estimate, Settlement, SettlementState
from nhipcau.budget.services import settlements as services
from nhipcau.budget.services.vouchers import withdraw_voucher
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.notices.models import Notice
from tests.cast import Cast
from tests.nhipcau.budget.money import lines, pay
from tests.nhipcau.budget.test_spending import moved


def fresh(row: Settlement) -> Settlement:
    return Settlement.objects.get(pk=row.pk)


def opened(cast: Cast, funded: Estimate, now: dt.datetime) -> Settlement:
    return services.open_settlement(user=cast.person("culture_officer"), estimate_pk=funded.pk, now=now)


def figures(row: Settlement) -> list[tuple[int, int, int]]:
    return [(each.allocated, each.spent, each.settled) for each in row.lines.order_by("line__position")]


def test_it_follows_vouchers_while_it_is_written(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    voucher = pay(cast, funded, 8_000_000, now)
    row = opened(cast, funded, now)
    assert opened(cast, funded, now) == row
    pay(cast, funded, 2_000_000, now)
    assert figures(row) == [(20_000_000, 10_000_000, 10_000_000), (30_000_000, 0, 0)]
    first = lines(funded)[0]
    services.save_settlement(
        user=cast.person("culture_officer"), settlement=row, version=row.version, settled={first.pk: (9_000_000, "Phạt chậm giao")}, now=now,
    )  # fmt: skip
    withdraw_voucher(user=cast.person("culture_officer"), voucher=voucher, reason="Nhầm", now=now)
    assert figures(row)[0] == (20_000_000, 2_000_000, 2_000_000)


def test_less_than_spent_needs_a_note_and_more_is_refused(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    pay(cast, funded, 8_000_000, now)
    row, first = opened(cast, funded, now), lines(funded)[0]
    for amount, code in ((8_000_001, "beyond-spent"), (7_000_000, "no-note")):
        with pytest.raises(Refused) as refused:
            services.submit_settlement(
                user=cast.person("culture_leader"), settlement=row, version=row.version, settled={first.pk: (amount, "")}, now=now,
            )  # fmt: skip
        assert refused.value.code == code
    assert fresh(row).state == SettlementState.DRAFT


def test_handed_in_it_closes_the_money(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    voucher = pay(cast, funded, 8_000_000, now)
    row, leader, finance = opened(cast, funded, now), cast.person("culture_leader"), cast.person("finance")
    services.submit_settlement(user=leader, settlement=row, version=row.version, settled={}, now=now)
    for deed in (
        lambda: pay(cast, funded, 1, now),
        lambda: withdraw_voucher(
            user=cast.person("culture_officer"), voucher=voucher, reason="Nhầm", now=now
        ),
        lambda: moved(cast, funded, {lines(funded)[0].pk: 1}, now),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == "settled"
    with pytest.raises(Outdated):
        services.return_settlement(
            user=finance, settlement=row, version=row.version, remark="Thiếu hóa đơn", now=now
        )
    services.return_settlement(
        user=finance, settlement=row, version=fresh(row).version, remark="Thiếu hóa đơn", now=now
    )
    assert (
        Notice.objects.filter(kind="budget.settlement_returned", body__contains="Thiếu hóa đơn").count() == 2
    )
    pay(cast, funded, 1_000_000, now)
    services.submit_settlement(user=leader, settlement=row, version=fresh(row).version, settled={}, now=now)
    services.approve_settlement(user=finance, settlement=row, version=fresh(row).version, now=now)
    assert figures(row)[0] == (20_000_000, 9_000_000, 9_000_000)
    assert Notice.objects.filter(kind="budget.settled", subject__contains="9.000.000").count() == 2
    with pytest.raises(Refused):
        services.take_settlement_back(user=leader, settlement=row, version=fresh(row).version, now=now)


def test_there_is_nothing_to_settle_without_money(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    with pytest.raises(Refused) as refused:
        opened(cast, estimate, now)
    assert refused.value.code == "nothing"
