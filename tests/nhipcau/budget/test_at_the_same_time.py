"""Several people at the same moment: no đồng is spent or given twice."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, connections

from nhipcau.budget.models import Allocation, BudgetFrame, Estimate, Voucher
from nhipcau.budget.services.vouchers import enter_voucher
from nhipcau.kernel.errors import NhipCauError
from nhipcau.plans.models import Plan
from tests.cast import Cast
from tests.nhipcau.budget.money import begun, given, lines, payment
from tests.nhipcau.budget.test_spending import moved

PEOPLE = 4
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def real_connections(db: None) -> None:
    """Threads meet only in a database that each of them opens for itself."""
    if "mode=memory" in str(connection.settings_dict["NAME"]):
        pytest.skip(
            "a database in memory belongs to one thread; `make test` runs this on a file and on PostgreSQL"
        )


def together(deed: Callable[[int], object]) -> list[str]:
    """How each was refused, "" for those who were not."""
    gate, told = threading.Barrier(PEOPLE), [""] * PEOPLE

    def run(number: int) -> None:
        gate.wait()
        try:
            deed(number)
        except NhipCauError as refusal:
            told[number] = refusal.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def test_what_is_left_is_spent_once(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    line, user = lines(funded)[0], cast.person("culture_officer")
    told = together(
        lambda _number: enter_voucher(user=user, line=lines(funded)[0], payment=payment(8_000_000), now=now)
    )
    assert told == ["", "", "overspent", "overspent"]
    line.refresh_from_db()
    assert (line.spent, Voucher.objects.count()) == (16_000_000, 2)


def test_one_form_from_an_impatient_finger_is_one_voucher(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    paper, user = payment(3_000_000), cast.person("culture_officer")
    assert (
        together(lambda _number: enter_voucher(user=user, line=lines(funded)[0], payment=paper, now=now))
        == [""] * PEOPLE
    )
    assert (lines(funded)[0].spent, Voucher.objects.count()) == (3_000_000, 1)


def test_taking_away_and_spending_do_not_cross(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    first, user = lines(funded)[0], cast.person("culture_officer")

    def deed(number: int) -> object:
        if number % 2:
            return moved(cast, funded, {first.pk: -15_000_000}, now)
        return enter_voucher(user=user, line=lines(funded)[0], payment=payment(15_000_000), now=now)

    assert together(deed).count("") == 1
    line = lines(funded)[0]
    assert line.spent <= line.allocated
    assert line.allocated == sum(Allocation.objects.filter(line=line).values_list("amount", flat=True))


def test_the_frame_counts_decisions_for_different_units_one_after_the_other(
    cast: Cast, plan: Plan, now: dt.datetime
) -> None:
    rows = [given(cast, begun(cast, plan, unit, now), now) for unit in ("culture", "foreign", "commune")]
    total = sum(Allocation.objects.values_list("amount", flat=True))
    BudgetFrame.objects.create(plan=plan, amount=total + 1_000_000)

    def deed(number: int) -> object:
        row = rows[number % 3]
        return moved(cast, row, {lines(row)[0].pk: 1_000_000}, now, key=uuid.uuid4())

    told = together(deed)
    assert told.count("") == 1
    assert sum(Allocation.objects.values_list("amount", flat=True)) == total + 1_000_000
