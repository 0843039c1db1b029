"""Finance appraises an estimate: line by line, then as a whole; or gives it back with remarks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from nhipcau.budget.models import Allocation, Estimate, EstimateLine, EstimateState, Verdict
from nhipcau.budget.policies import may_decide
from nhipcau.budget.services.estimates import NO_WAITING
from nhipcau.budget.services.locking import LONG, Allowed, changing, refuse_too_long, refuse_unprintable
from nhipcau.budget.services.notices import APPRAISED, RETURNED, tell_estimate
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations.policies import Person
from nhipcau.plans.policies import account_of


def appraise_line(
    *, user: Person, line: EstimateLine, version: int, appraised: int, reason: str = "", now: dt.datetime
) -> EstimateLine:
    """Say how much of a line is accepted, in đồng: all of it, or less with a reason; never more."""
    refuse_unprintable(reason)
    refuse_too_long(reason)
    with changing(
        user=user, pk=line.estimate_id, version=None, now=now, action="budget.appraise_line", allowed=decides(user, now)
    ) as (row, told):  # fmt: skip
        _refuse_unless_waiting(row)
        kept = EstimateLine.objects.filter(estimate=row, pk=line.pk).first()
        if kept is None or kept.version != version:
            raise Outdated
        if not 0 <= appraised <= kept.amount:
            raise Refused(
                _("A line is accepted as it was asked for, or reduced; it cannot become more. Nothing was saved."), code="more"
            )  # fmt: skip
        reduced = appraised < kept.amount
        if reduced and not reason.strip():
            raise Refused(_("Say why the line is reduced. Nothing was saved yet."), code="no-reason")
        kept.verdict, kept.appraised = Verdict.REDUCED if reduced else Verdict.ACCEPTED, appraised
        kept.reason = reason.strip() if reduced else ""
        kept.version += 1
        kept.save()
        told.update(line=kept.pk, asked=kept.amount, appraised=appraised, reason=kept.reason)
    return kept


def accept_rest(*, user: Person, estimate: Estimate, version: int, now: dt.datetime) -> int:
    """Accept every line that nobody said anything to yet; returns how many."""
    with changing(
        user=user, pk=estimate.pk, version=version, now=now, action="budget.accept_rest", allowed=decides(user, now)
    ) as (row, told):  # fmt: skip
        _refuse_unless_waiting(row)
        rest = row.lines.filter(verdict="")
        count = rest.update(
            verdict=Verdict.ACCEPTED, appraised=F("norm") * F("quantity") * F("times"), reason="", version=F("version") + 1,
        )  # fmt: skip
        told.update(lines=count)
    return count


def finish_appraisal(*, user: Person, estimate: Estimate, version: int, now: dt.datetime) -> Estimate:
    """Close the appraisal: every line has its word. The unit is told."""
    with changing(
        user=user, pk=estimate.pk, version=version, now=now, action="budget.finish_appraisal", allowed=decides(user, now)
    ) as (row, told):  # fmt: skip
        _refuse_unless_waiting(row)
        lines = list(row.lines.order_by("position", "pk"))
        open_ones = [number for number, each in enumerate(lines, start=1) if not each.verdict]
        if open_ones:
            raise Refused(
                _("Lines without a word yet: %(lines)s. Nothing was closed.")
                % {"lines": ", ".join(map(str, open_ones[:10]))},
                code="not-all",
            )
        row.state, row.decided_by_id, row.decided_at, row.remark = (
            EstimateState.APPRAISED,
            account_of(user),
            now,
            "",
        )
        asked, given = sum(each.amount for each in lines), sum(each.appraised or 0 for each in lines)
        told.update(asked=asked, appraised=given)
        tell_estimate(row, APPRAISED, now, amount=given)
    return row


def return_estimate(
    *,
    user: Person,
    estimate: Estimate,
    version: int,
    remark: str,
    remarks: Mapping[int, str],
    now: dt.datetime,
) -> Estimate:
    """Give an estimate back with a remark on the whole or on lines; at least one. Words said to lines are dropped."""
    said = {pk: text.strip() for pk, text in remarks.items()}
    refuse_unprintable(remark, *said.values())
    refuse_too_long(remark, most=LONG)
    refuse_too_long(*said.values())
    with changing(
        user=user, pk=estimate.pk, version=version, now=now, action="budget.return_estimate", allowed=decides(user, now)
    ) as (row, told):  # fmt: skip
        _refuse_unless_waiting(row)
        if not remark.strip() and not any(said.values()):
            raise Refused(
                _("Say what is to be changed, above or at a line. Nothing was returned yet."),
                code="no-remark",
            )
        for line in row.lines.all():
            kept = said.get(line.pk) or line.reason
            EstimateLine.objects.filter(pk=line.pk).update(
                verdict="", appraised=None, reason=kept, version=F("version") + 1
            )
        row.state, row.remark = EstimateState.RETURNED, remark.strip()
        row.decided_by_id, row.decided_at = account_of(user), now
        told.update(remark=row.remark, lines=sum(map(bool, said.values())))
        tell_estimate(row, RETURNED, now)
    return row


def reopen_appraisal(
    *, user: Person, estimate: Estimate, version: int, reason: str, now: dt.datetime
) -> Estimate:
    """Take up an appraisal again, with a reason, as long as nothing was allocated."""
    refuse_unprintable(reason)
    refuse_too_long(reason)
    with changing(
        user=user, pk=estimate.pk, version=version, now=now, action="budget.reopen_appraisal", allowed=decides(user, now)
    ) as (row, told):  # fmt: skip
        if row.state != EstimateState.APPRAISED:
            raise Refused(_("This estimate is not appraised yet. Nothing was changed."), code="not-appraised")
        if Allocation.objects.filter(line__estimate=row).exists():
            raise Refused(
                _("Money was allocated already, so the appraisal stays. Nothing was changed: adjust the allocation instead."),
                code="allocated",
            )  # fmt: skip
        if not reason.strip():
            raise Refused(
                _("Say why the appraisal is taken up again. Nothing was changed yet."), code="no-reason"
            )
        row.state = EstimateState.SUBMITTED
        told.update(reason=reason.strip())
    return row


def decides(user: Person, now: dt.datetime) -> Allowed:
    """The policy of everything that finance does."""
    return lambda row: may_decide(user, row.plan, on=day_of(now))


def _refuse_unless_waiting(row: Estimate) -> None:
    if row.state != EstimateState.SUBMITTED:
        raise Refused(NO_WAITING, code="not-submitted")
