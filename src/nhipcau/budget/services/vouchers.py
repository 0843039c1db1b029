"""Payments from lines: entered with their paper, withdrawn with a reason. `spent` follows in the same transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.budget.models import Estimate, EstimateLine, Voucher
from nhipcau.budget.policies import may_write
from nhipcau.budget.services.following import follow_line
from nhipcau.budget.services.locking import (
    SENT_BEFORE,
    locked,
    refuse_settled,
    refuse_too_long,
    refuse_unprintable,
)
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.numbers import grouped
from nhipcau.library.models import Purpose, StoredFile
from nhipcau.library.services import take_in
from nhipcau.organisations.policies import Person
from nhipcau.plans.policies import account_of


@dataclass(frozen=True, slots=True)
class Payment:
    """What a person enters; `amount` in đồng. `key` names the form: sent twice, it is entered once."""

    number: str
    spent_on: dt.date
    amount: int
    what: str
    file: File[bytes] | BinaryIO | None = None
    file_name: str = ""
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def enter_voucher(*, user: Person, line: EstimateLine, payment: Payment, now: dt.datetime) -> Voucher:
    """Enter a payment, within what is left on the line.

    Raises PermissionDenied or Refused; where the payment is refused for what is known beforehand, its file is not kept. Call it
    outside a transaction (see `library.services.take_in`).
    """
    estimate = Estimate.objects.select_related("unit", "plan__unit").get(pk=line.estimate_id)
    if not may_write(user, estimate.unit, on=day_of(now)):
        raise PermissionDenied
    earlier = _earlier(estimate, line, payment)
    if earlier is not None:
        return earlier
    line.refresh_from_db()
    _refuse_wrong(estimate, line, payment, now)
    file = _kept(user, estimate, payment, now)
    with transaction.atomic():
        estimate = locked(estimate.pk)
        kept = EstimateLine.objects.select_for_update().get(pk=line.pk)
        earlier = _earlier(estimate, kept, payment)
        if earlier is not None:
            return earlier
        _refuse_wrong(estimate, kept, payment, now)
        voucher = Voucher.objects.create(
            line=kept, number=payment.number.strip(), spent_on=payment.spent_on, amount=payment.amount, what=payment.what.strip(),
            file=file, entered_by_id=account_of(user), entered_at=now, key=payment.key,
        )  # fmt: skip
        kept.spent += payment.amount
        kept.save(update_fields=["spent"])
        follow_line(kept)
        data = {"voucher": voucher.pk, "line": kept.pk, "number": voucher.number, "amount": voucher.amount}
        record(action="budget.enter_voucher", user=user, target=estimate, data=data, now=now)
    line.refresh_from_db()
    return voucher


def withdraw_voucher(*, user: Person, voucher: Voucher, reason: str, now: dt.datetime) -> Voucher:
    """Take a payment back, with a reason; it stays readable. Twice is once: the second is refused."""
    refuse_unprintable(reason)
    refuse_too_long(reason)
    with transaction.atomic():
        estimate = locked(voucher.line.estimate_id)
        if not may_write(user, estimate.unit, on=day_of(now)):
            raise PermissionDenied
        if not reason.strip():
            raise Refused(_("Say why the voucher is withdrawn. Nothing was changed yet."), code="no-reason")
        refuse_settled(estimate)
        kept = Voucher.objects.select_for_update().get(pk=voucher.pk)
        if not kept.is_live:
            raise Refused(_("This voucher was withdrawn already. Nothing was changed."), code="withdrawn")
        line = EstimateLine.objects.select_for_update().get(pk=kept.line_id)
        kept.withdrawn_at, kept.withdrawn_by_id, kept.withdrawn_because = (
            now,
            account_of(user),
            reason.strip(),
        )
        kept.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        line.spent -= kept.amount
        line.save(update_fields=["spent"])
        follow_line(line)
        data = {"voucher": kept.pk, "line": line.pk, "amount": kept.amount, "reason": kept.withdrawn_because}
        record(action="budget.withdraw_voucher", user=user, target=estimate, data=data, now=now)
    return kept


def _earlier(estimate: Estimate, line: EstimateLine, payment: Payment) -> Voucher | None:
    """What the same form entered before; refused where it says something else now, as after a step back in the browser."""
    found = Voucher.objects.filter(line__estimate=estimate, key=payment.key).first()
    if found is None:
        return None
    kept = (found.line_id, found.number, found.spent_on, found.amount, found.what)
    if kept != (line.pk, payment.number.strip(), payment.spent_on, payment.amount, payment.what.strip()):
        raise Refused(SENT_BEFORE, code="sent-before")
    return found


def _refuse_wrong(estimate: Estimate, line: EstimateLine, payment: Payment, now: dt.datetime) -> None:
    refuse_unprintable(payment.number, payment.what)
    refuse_settled(estimate)
    if not payment.number.strip() or not payment.what.strip():
        raise Refused(
            _("A voucher has a number and says what was paid for. Nothing was saved yet."), code="empty"
        )
    if payment.amount <= 0:
        raise Refused(_("The amount is a sum above zero. Nothing was saved yet."), code="amount")
    if payment.spent_on > day_of(now):
        raise Refused(_("The day of payment lies ahead. Nothing was saved yet."), code="ahead")
    if payment.amount > line.remaining:
        words = {"left": grouped(line.remaining)}
        raise Refused(
            _("Only %(left)s đồng are left on this line. Nothing was saved: correct the amount, or ask finance to adjust the allocation.") % words,
            code="overspent",
        )  # fmt: skip
    twin = Voucher.objects.filter(
        line=line, number=payment.number.strip(), spent_on=payment.spent_on, amount=payment.amount, withdrawn_at__isnull=True,
    )  # fmt: skip
    if twin.exists():
        raise Refused(
            _("A voucher of this number, day and amount stands on this line already. Nothing was saved."),
            code="twin",
        )


def _kept(user: Person, estimate: Estimate, payment: Payment, now: dt.datetime) -> StoredFile | None:
    if payment.file is None:
        return None
    return take_in(
        user=user,
        unit=estimate.unit,
        name=payment.file_name,
        file=payment.file,
        purpose=Purpose.VOUCHER,
        now=now,
    )
