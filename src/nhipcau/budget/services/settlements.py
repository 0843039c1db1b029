"""The settlement of a unit's money: written beside the vouchers, handed in, returned or approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.budget.models import Settlement, SettlementLine, SettlementState
from nhipcau.budget.policies import may_decide, may_submit, may_write
from nhipcau.budget.services.following import OPEN
from nhipcau.budget.services.locking import LONG, locked, refuse_too_long, refuse_unprintable
from nhipcau.budget.services.notices import SETTLED, UNSETTLED, tell_finance, tell_settlement
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations.policies import Person
from nhipcau.plans.policies import account_of

Allowed = Callable[[Settlement], bool]
Settled = Mapping[int, tuple[int, str]]
"""Key of the line → what is settled of it in đồng, and the note."""


def open_settlement(*, user: Person, estimate_pk: int, now: dt.datetime) -> Settlement:
    """Begin the settlement with what was allocated and spent. Begun twice is begun once."""
    with transaction.atomic():
        estimate = locked(estimate_pk)
        if not may_write(user, estimate.unit, on=day_of(now)):
            raise PermissionDenied
        found = Settlement.objects.filter(estimate=estimate).first()
        if found is not None:
            return found
        lines = list(estimate.lines.filter(Q(allocated__gt=0) | Q(spent__gt=0)))
        if not lines:
            raise Refused(_("No money was allocated yet, so there is nothing to settle."), code="nothing")
        row = Settlement.objects.create(estimate=estimate, opened_by_id=account_of(user), opened_at=now)
        SettlementLine.objects.bulk_create(
            SettlementLine(
                settlement=row, line=line, allocated=line.allocated, spent=line.spent, settled=line.spent
            )
            for line in lines
        )
        record(
            action="budget.open_settlement", user=user, target=estimate, data={"lines": len(lines)}, now=now
        )
    return row


def save_settlement(
    *, user: Person, settlement: Settlement, version: int, settled: Settled, now: dt.datetime
) -> Settlement:
    """Say what is settled of each line; less than was spent needs a note."""

    def writes(row: Settlement) -> bool:
        return may_write(user, row.estimate.unit, on=day_of(now))

    with _changing(user, settlement, version, now, "budget.save_settlement", writes) as (row, told):
        _refuse_unless_open(row)
        told.update(_write(row, settled))
    return row


def submit_settlement(
    *, user: Person, settlement: Settlement, version: int, settled: Settled, now: dt.datetime
) -> Settlement:
    """Hand the settlement in with what was typed last; from now on no voucher of the estimate changes."""
    with _changing(user, settlement, version, now, "budget.submit_settlement", _submits(user, now)) as (
        row,
        told,
    ):
        _refuse_unless_open(row)
        sums = _write(row, settled)
        told.update(sums)
        row.state, row.submitted_by_id, row.submitted_at = SettlementState.SUBMITTED, account_of(user), now
        tell_finance(row, now, amount=sums["settled"])
    return row


def take_settlement_back(
    *, user: Person, settlement: Settlement, version: int, now: dt.datetime
) -> Settlement:
    """Take a settlement back that nobody decided on yet; vouchers may change again."""
    with _changing(user, settlement, version, now, "budget.take_settlement_back", _submits(user, now)) as (
        row,
        _told,
    ):
        _refuse_unless_waiting(row)
        row.state = SettlementState.DRAFT
    return row


def return_settlement(
    *, user: Person, settlement: Settlement, version: int, remark: str, now: dt.datetime
) -> Settlement:
    """Give a settlement back with a remark; the unit is told."""
    refuse_unprintable(remark)
    refuse_too_long(remark, most=LONG)
    with _changing(user, settlement, version, now, "budget.return_settlement", _decides(user, now)) as (
        row,
        told,
    ):
        _refuse_unless_waiting(row)
        if not remark.strip():
            raise Refused(_("Say what is to be changed. Nothing was returned yet."), code="no-remark")
        row.state, row.remark = SettlementState.RETURNED, remark.strip()
        row.decided_by_id, row.decided_at = account_of(user), now
        told.update(remark=row.remark)
        tell_settlement(row, UNSETTLED, now)
    return row


def approve_settlement(*, user: Person, settlement: Settlement, version: int, now: dt.datetime) -> Settlement:
    """Approve a settlement; the money of the unit under this plan is closed. The unit is told."""
    with _changing(user, settlement, version, now, "budget.approve_settlement", _decides(user, now)) as (
        row,
        told,
    ):
        _refuse_unless_waiting(row)
        row.state, row.remark, row.decided_by_id, row.decided_at = (
            SettlementState.APPROVED,
            "",
            account_of(user),
            now,
        )
        amount = sum(row.lines.values_list("settled", flat=True))
        told.update(settled=amount)
        tell_settlement(row, SETTLED, now, amount=amount)
    return row


def _write(row: Settlement, settled: Settled) -> dict[str, int]:
    lines = list(row.lines.select_related("line"))
    for each in lines:
        if each.line_id not in settled:
            continue
        amount, note = settled[each.line_id]
        refuse_unprintable(note)
        refuse_too_long(note)
        said = {"content": each.line.content[:80]}
        if not 0 <= amount <= each.spent:
            raise Refused(
                _("“%(content)s”: no more can be settled than was spent. Nothing was saved yet.") % said, code="beyond-spent"
            )  # fmt: skip
        if amount < each.spent and not note.strip():
            raise Refused(
                _("“%(content)s”: say in the note why less is settled than was spent. Nothing was saved yet.") % said, code="no-note"
            )  # fmt: skip
        each.settled, each.note = amount, note.strip()
    SettlementLine.objects.bulk_update(lines, ["settled", "note"])
    return {"spent": sum(each.spent for each in lines), "settled": sum(each.settled for each in lines)}


def _submits(user: Person, now: dt.datetime) -> Allowed:
    return lambda row: may_submit(user, row.estimate.unit, on=day_of(now))


def _decides(user: Person, now: dt.datetime) -> Allowed:
    return lambda row: may_decide(user, row.estimate.plan, on=day_of(now))


def _refuse_unless_open(row: Settlement) -> None:
    if row.state not in OPEN:
        raise Refused(
            _("This settlement was handed in and is closed. What you typed was not saved."), code="not-open"
        )


def _refuse_unless_waiting(row: Settlement) -> None:
    if row.state != SettlementState.SUBMITTED:
        raise Refused(
            _("This settlement does not wait for a decision any more. Nothing was changed."),
            code="not-submitted",
        )


@contextmanager
def _changing(
    user: Person, settlement: Settlement, version: int, now: dt.datetime, action: str, allowed: Allowed
) -> Iterator[tuple[Settlement, dict[str, Any]]]:
    """One transaction, the policy, the version that was seen, one entry in the log. The estimate is locked first, as vouchers lock it."""
    with transaction.atomic():
        estimate = locked(settlement.estimate_id)
        row = Settlement.objects.select_for_update().get(pk=settlement.pk)
        row.estimate = estimate
        if not allowed(row):
            raise PermissionDenied
        if row.version != version:
            raise Outdated
        told: dict[str, Any] = {}
        yield row, told
        row.version += 1
        row.save()
        record(action=action, user=user, target=estimate, data=told, now=now)
