"""The lists that lines choose from. Nothing is deleted: what is no longer offered stays for the lines that name it."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.budget.models import BudgetCode, CodeKind, FundSource
from nhipcau.budget.policies import may_keep_lists
from nhipcau.budget.services.locking import refuse_too_long, refuse_unprintable
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.organisations.policies import Person

Row = TypeVar("Row", bound=FundSource | BudgetCode)
THERE = _("This stands in the list already. Nothing was saved.")


def save_fund(*, user: Person, fund: FundSource | None, name: str, now: dt.datetime) -> FundSource:
    """Enter a source of funds, or rename one (`fund`)."""
    _refuse(user, now, name)
    refuse_too_long(name, most=200)
    row = fund or FundSource()
    before, row.name = row.name, name.strip()
    return _kept(user, row, {"before": before, "after": row.name}, now)


def save_code(
    *, user: Person, code_row: BudgetCode | None, kind: str, code: str, name: str, now: dt.datetime
) -> BudgetCode:
    """Enter a budget code, or change one (`code_row`)."""
    _refuse(user, now, code, name)
    refuse_too_long(code, most=20)
    refuse_too_long(name, most=255)
    row = code_row or BudgetCode()
    before = str(row) if code_row else ""
    row.kind, row.code, row.name = CodeKind(kind), code.strip(), name.strip()
    return _kept(user, row, {"before": before, "after": str(row)}, now)


def offer(*, user: Person, row: Row, offered: bool, now: dt.datetime) -> Row:
    """Offer an entry to new lines, or no longer."""
    _refuse(user, now, "-")
    row.is_closed = not offered
    return _kept(user, row, {"offered": offered, "name": str(row)}, now)


def _refuse(user: Person, now: dt.datetime, first: str, *more: str) -> None:
    if not may_keep_lists(user, on=day_of(now)):
        raise PermissionDenied
    refuse_unprintable(first, *more)
    if not first.strip():
        raise Refused(_("Fill in the name or the code. Nothing was saved yet."), code="empty")


def _kept(user: Person, row: Row, data: dict[str, object], now: dt.datetime) -> Row:
    try:
        with transaction.atomic():
            row.save()
            record(action="budget.keep_lists", user=user, target=row, data=data, now=now)
    except IntegrityError as error:
        raise Refused(THERE, code="there") from error
    return row
