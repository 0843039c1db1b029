"""The frame of a plan: what the plan itself says it may cost, or what finance says."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.budget.models import BudgetFrame, EstimateLine
from nhipcau.budget.models.estimates import MOST
from nhipcau.budget.policies import may_decide
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.numbers import grouped
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Plan, PlanVersion


def read_frame(version: PlanVersion) -> None:
    """Take the largest sum that the plan's budget section names; what a person entered stays. Inside the transaction that adopts."""
    amounts = (version.reading.get("budget") or {}).get("amounts") or ()
    read = max(amounts, key=lambda each: int(each["amount"]), default=None)
    found = BudgetFrame.objects.filter(plan=version.plan).first()
    if read is None or not 0 < int(read["amount"]) <= MOST or (found is not None and not found.is_read):
        return
    said = {"amount": int(read["amount"]), "printed": str(read.get("text") or "")[:500]}
    if found is None:
        BudgetFrame.objects.create(plan=version.plan, **said)
    elif found.amount != said["amount"]:
        BudgetFrame.objects.filter(pk=found.pk).update(**said, version=found.version + 1)


def set_frame(*, user: Person, plan: Plan, amount: int, version: int, now: dt.datetime) -> BudgetFrame:
    """Say what a plan may cost in all, in đồng. `version` 0 where there is no frame yet; Outdated where it changed since."""
    with transaction.atomic():
        row = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
        if not may_decide(user, row, on=day_of(now)):
            raise PermissionDenied
        found = BudgetFrame.objects.select_for_update().filter(plan=row).first()
        if version != (found.version if found else 0):
            raise Outdated
        if not 0 < amount <= MOST:
            raise Refused(_("The frame is a sum above zero. Nothing was saved."), code="amount")
        before = found.amount if found else None
        kept, _new = BudgetFrame.objects.update_or_create(
            plan=row, defaults={"amount": amount, "is_read": False, "version": version + 1}
        )
        record(
            action="budget.set_frame",
            user=user,
            target=row,
            data={"before": before, "after": amount},
            now=now,
        )
    return kept


def refuse_beyond_frame(plan: Plan, more: int, *, reason: str, confirmed: bool) -> bool:
    """Whether `more` đồng go beyond the frame; refused unless that is confirmed with a reason.

    Locks the frame, so that two decisions at once are counted one after the other. Called before the estimate is locked.
    """
    frame = BudgetFrame.objects.select_for_update().filter(plan=plan).first()
    if frame is None or more <= 0:
        return False
    given = EstimateLine.objects.filter(estimate__plan=plan).aggregate(sum=Sum("allocated"))["sum"] or 0
    if given + more <= frame.amount:
        return False
    if not (confirmed and reason.strip()):
        words = {"over": grouped(given + more - frame.amount)}
        raise Refused(
            _("This goes beyond the frame of the plan by %(over)s đồng. Nothing was saved: give the reason and confirm, or give less.") % words,
            code="beyond-frame",
        )  # fmt: skip
    return True
