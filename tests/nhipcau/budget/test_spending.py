"""Money given, moved and spent: what is refused, what is done once, and what always adds up."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nhipcau.budget.models import Allocation, BudgetFrame, Estimate, EstimateLine, Voucher
from nhipcau.budget.selectors import allocations_in, totals_of, vouchers_in
from nhipcau.budget.selectors.overview import WAYS, Figures, overview_of
from nhipcau.budget.services.allocating import add_line_in_year, adjust, allocate
from nhipcau.budget.services.vouchers import Payment, enter_voucher, withdraw_voucher
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.library.models import StoredFile
from nhipcau.notices.models import Notice
from tests.cast import Cast, assemble
from tests.nhipcau.budget.money import appraised, begun, fresh, given, lines, pay, payment
from tests.nhipcau.delivery.adopted import TaskOf, adopt

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64
MARCH = dt.date(2026, 3, 10)


def moved(cast: Cast, row: Estimate, changes: dict[int, int], now: dt.datetime, **more: Any) -> int:
    said: dict[str, Any] = {
        "reason": "Điều chỉnh nhiệm vụ",
        "on": MARCH,
        "key": uuid.uuid4(),
        "now": now,
        **more,
    }
    return adjust(
        user=cast.person("finance"), estimate=row, version=fresh(row).version, changes=changes, **said
    )


def test_a_decision_gives_money_once(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    row, key = appraised(cast, estimate, now), uuid.uuid4()
    first = lines(row)[0]
    said: dict[str, Any] = {
        "user": cast.person("finance"), "estimate": row, "version": row.version, "amounts": {first.pk: 12_000_000}, "decision": "15/QĐ-UBND",
        "on": MARCH, "key": key, "now": now,
    }  # fmt: skip
    assert allocate(**said) == allocate(**said) == 12_000_000
    assert lines(row)[0].allocated == 12_000_000
    assert Notice.objects.filter(kind="budget.allocated").count() == 2
    with pytest.raises(Outdated):
        allocate(**said | {"key": uuid.uuid4()})
    with pytest.raises(Refused) as refused:
        allocate(**said | {"key": uuid.uuid4(), "version": fresh(row).version})
    assert refused.value.code == "beyond-appraised"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"decision": " "}, "no-decision"),
        ({"amounts": {}}, "nothing"),
        ({"on": dt.date(2026, 3, 21)}, "ahead"),
    ],
)
def test_what_a_decision_needs(
    cast: Cast, estimate: Estimate, now: dt.datetime, change: dict[str, Any], code: str
) -> None:
    row = appraised(cast, estimate, now)
    said: dict[str, Any] = {"amounts": {lines(row)[0].pk: 1}, "decision": "15/QĐ-UBND", "on": MARCH, **change}
    with pytest.raises(Refused) as refused:
        allocate(
            user=cast.person("finance"), estimate=row, version=row.version, key=uuid.uuid4(), now=now, **said
        )
    assert refused.value.code == code
    assert not Allocation.objects.exists()


def test_nothing_is_given_before_the_appraisal(cast: Cast, estimate: Estimate, now: dt.datetime) -> None:
    with pytest.raises(Refused) as refused:
        moved(cast, estimate, {lines(estimate)[0].pk: 1}, now)
    assert refused.value.code == "not-appraised"


def test_money_moves_between_lines_with_a_reason(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    first, second = lines(funded)
    assert moved(cast, funded, {first.pk: -5_000_000, second.pk: 5_000_000}, now) == 0
    assert [line.allocated for line in lines(funded)] == [15_000_000, 35_000_000]
    with pytest.raises(Refused) as refused:
        moved(cast, funded, {first.pk: 1}, now, reason="")
    assert refused.value.code == "no-reason"
    assert [each.amount for each in Allocation.objects.filter(kind="adjusted").order_by("line")] == [
        -5_000_000,
        5_000_000,
    ]
    assert Notice.objects.filter(kind="budget.adjusted", body__contains="50.000.000").count() == 2


def test_a_line_that_nobody_foresaw_lives_by_adjusting(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    said: dict[str, Any] = {
        "user": cast.person("finance"),
        "estimate": funded,
        "version": funded.version,
        "now": now,
    }
    with pytest.raises(Refused) as refused:
        add_line_in_year(**said, fields={"content": " "})
    assert refused.value.code == "empty"
    line = add_line_in_year(**said, fields={"content": "Đón đoàn đột xuất", "kind": "press"})
    with pytest.raises(Outdated):
        add_line_in_year(**said, fields={"content": "Đón đoàn đột xuất"})
    moved(cast, funded, {lines(funded)[0].pk: -4_000_000, line.pk: 4_000_000}, now)
    line.refresh_from_db()
    assert (line.amount, line.appraised, line.allocated) == (0, 0, 4_000_000)
    pay(cast, funded, 4_000_000, now, line=2)


def test_what_is_spent_is_not_taken_away(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    pay(cast, funded, 8_000_000, now)
    first = lines(funded)[0]
    with pytest.raises(Refused) as refused:
        moved(cast, funded, {first.pk: -12_000_001}, now)
    assert refused.value.code == "below-spent"
    moved(cast, funded, {first.pk: -12_000_000}, now)
    assert lines(funded)[0].remaining == 0


def test_going_beyond_the_frame_is_confirmed_with_a_reason(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    BudgetFrame.objects.create(plan=funded.plan, amount=55_000_000)
    first = lines(funded)[0]
    moved(cast, funded, {first.pk: 5_000_000}, now)
    with pytest.raises(Refused) as refused:
        moved(cast, funded, {first.pk: 3_000_000}, now)
    assert refused.value.code == "beyond-frame"
    assert "3.000.000" in str(refused.value)
    moved(cast, funded, {first.pk: 3_000_000}, now, confirmed=True)
    moved(cast, funded, {first.pk: -1}, now)
    assert lines(funded)[0].allocated == 27_999_999


def test_who_does_not_decide_learns_nothing_of_the_frame(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    BudgetFrame.objects.create(plan=funded.plan, amount=51_000_000)
    changes = {lines(funded)[0].pk: 3_000_000}
    with pytest.raises(PermissionDenied):
        adjust(
            user=cast.person("culture_officer"), estimate=funded, version=fresh(funded).version, changes=changes,
            reason="Điều chỉnh", on=MARCH, key=uuid.uuid4(), now=now,
        )  # fmt: skip


def test_a_voucher_is_entered_once_and_within_what_is_left(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    line, user = lines(funded)[0], cast.person("culture_officer")
    paper = payment(20_000_000, file=ContentFile(PHOTO), file_name="hoa-don.jpg")
    voucher = enter_voucher(user=user, line=line, payment=paper, now=now)
    assert enter_voucher(user=user, line=line, payment=paper, now=now) == voucher
    assert (voucher.file and voucher.file.purpose, StoredFile.objects.filter(purpose="voucher").count()) == (
        "voucher",
        1,
    )
    for wrong, code in (
        (payment(1), "overspent"),
        (payment(0), "amount"),
        (payment(1, number=" "), "empty"),
        (payment(1, spent_on=dt.date(2026, 3, 21)), "ahead"),
    ):
        with pytest.raises(Refused) as refused:
            enter_voucher(user=user, line=line, payment=wrong, now=now)
        assert refused.value.code == code
    assert lines(funded)[0].spent == 20_000_000


def test_the_same_paper_is_not_entered_from_a_second_window(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    pay(cast, funded, 1_000, now, number="PC-01")
    with pytest.raises(Refused) as refused:
        pay(cast, funded, 1_000, now, number="PC-01")
    assert refused.value.code == "twin"


def test_a_withdrawn_voucher_gives_its_money_back_once(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    voucher, user = pay(cast, funded, 7_000_000, now), cast.person("culture_officer")
    with pytest.raises(Refused):
        withdraw_voucher(user=user, voucher=voucher, reason=" ", now=now)
    withdraw_voucher(user=user, voucher=voucher, reason="Nhập nhầm dòng", now=now)
    assert lines(funded)[0].spent == 0
    with pytest.raises(Refused) as refused:
        withdraw_voucher(user=user, voucher=voucher, reason="Nhập nhầm dòng", now=now)
    assert refused.value.code == "withdrawn"


def test_the_database_holds_the_bounds(cast: Cast, funded: Estimate) -> None:
    for wrong in ({"spent": 20_000_001}, {"quarter": 5}, {"verdict": "accepted", "appraised": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EstimateLine.objects.filter(pk=lines(funded)[0].pk).update(**wrong)


def test_reports_ask_for_the_rows_of_a_unit_and_a_period(
    cast: Cast, funded: Estimate, now: dt.datetime
) -> None:
    early, late = pay(cast, funded, 1_000, now, spent_on=dt.date(2026, 2, 28)), pay(cast, funded, 2_000, now)
    gone = pay(cast, funded, 4_000, now)
    withdraw_voucher(user=cast.person("culture_officer"), voucher=gone, reason="Nhầm", now=now)
    unit, march = cast.unit("culture"), (dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    assert list(vouchers_in(unit, *march)) == [late]
    assert allocations_in(unit, *march).aggregate(sum=Sum("amount"))["sum"] == 50_000_000
    assert not allocations_in(unit, dt.date(2026, 3, 2), dt.date(2026, 3, 31)).exists()
    assert not vouchers_in(cast.unit("foreign"), *march).exists()
    whole, first = totals_of(funded.plan), totals_of(funded.plan, unit, period_to=dt.date(2026, 2, 28))
    assert (whole.estimated, whole.appraised, whole.allocated, whole.spent) == (
        50_000_000,
        50_000_000,
        50_000_000,
        3_000,
    )
    assert (first.allocated, first.spent, list(first.vouchers)) == (0, 1_000, [early])


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["adjust", "between", "pay", "withdraw"]),
        st.integers(0, 2),
        st.integers(-30_000_000, 30_000_000),
        st.sampled_from([dt.date(2026, 1, 5), dt.date(2026, 2, 1), dt.date(2026, 3, 20)]),
    ),
    max_size=12,
)


class RandomYear(TestCase):
    """Whatever finance and units do, in whatever order, every sum is the sum of its rows."""

    @settings(max_examples=25)
    @examples(DEEDS)
    def test_sums_equal_their_rows(self, deeds: list[tuple[str, int, int, dt.date]]) -> None:
        now = dt.datetime(2026, 3, 20, 2, 0, tzinfo=dt.UTC)
        cast = assemble()
        tasks = [
            TaskOf([cast.unit("culture")]),
            TaskOf([cast.unit("culture")], text="Triển lãm", kind="event"),
            TaskOf([cast.unit("foreign")], text="Đón đoàn báo chí", kind="press"),
        ]
        plan = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now).plan
        rows = [given(cast, begun(cast, plan, unit, now), now) for unit in ("culture", "foreign")]
        done: Counter[str] = Counter()
        for what, at, amount, day in deeds:
            line = list(EstimateLine.objects.order_by("pk"))[at]
            row = next(each for each in rows if each.pk == line.estimate_id)
            try:
                _do(cast, what, row, line, amount, day, now)
                done[what] += 1
            except Refused:
                done["refused"] += 1
            _holds(cast, plan, now)


def _do(
    cast: Cast, what: str, row: Estimate, line: EstimateLine, amount: int, day: dt.date, now: dt.datetime
) -> None:
    officer = cast.person(f"{row.unit.code.lower()}_officer")
    if what == "adjust":
        moved(cast, row, {line.pk: amount}, now, on=day)
    elif what == "between":
        other = lines(row)[-1]
        moved(cast, row, {line.pk: amount, other.pk: -amount}, now, on=day)
    elif what == "pay":
        paper = Payment(f"PC-{uuid.uuid4().hex[:8]}", day, abs(amount), "In bản tin")
        enter_voucher(user=officer, line=line, payment=paper, now=now)
    elif (voucher := Voucher.objects.filter(line=line).order_by("pk").last()) is not None:
        withdraw_voucher(user=officer, voucher=voucher, reason="Nhập nhầm", now=now)


def _holds(cast: Cast, plan: Any, now: dt.datetime) -> None:
    for line in EstimateLine.objects.all():
        assert line.allocated == sum(line.allocations.values_list("amount", flat=True))
        assert line.spent == sum(line.vouchers.filter(withdrawn_at=None).values_list("amount", flat=True))
        assert 0 <= line.spent <= line.allocated
    whole = totals_of(plan)
    for way in WAYS:
        found = overview_of(cast.person("coordinator"), plan, way, on=now.date())
        assert found.whole == Figures(whole.estimated, whole.appraised, whole.allocated, whole.spent)
        assert sum((group.figures for group in found.groups), Figures()) == found.whole, way
