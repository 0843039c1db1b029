"""Money given to lines by a decision, and adjusted in the year. Every movement is a row of its own; `allocated` follows in the same transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.budget.models import Allocation, AllocationKind, Estimate, EstimateLine, EstimateState, Verdict
from nhipcau.budget.models.estimates import MOST
from nhipcau.budget.selectors.estimates import given_by_line
from nhipcau.budget.services.appraising import decides
from nhipcau.budget.services.estimates import MOST_LINES, write_fields
from nhipcau.budget.services.following import follow_line
from nhipcau.budget.services.frames import refuse_beyond_frame
from nhipcau.budget.services.locking import (
    SENT_BEFORE,
    changing,
    refuse_settled,
    refuse_too_long,
    refuse_unprintable,
)
from nhipcau.budget.services.notices import ADJUSTED, ALLOCATED, tell_estimate
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations.policies import Person
from nhipcau.plans.policies import account_of


def allocate(
    *, user: Person, estimate: Estimate, version: int, amounts: Mapping[int, int], decision: str, on: dt.date, key: uuid.UUID, now: dt.datetime, reason: str = "", confirmed: bool = False,
) -> int:  # fmt: skip
    """Give money to lines (key of the line → đồng) by one decision, up to what was appraised; returns the sum given.

    The same form twice is given once. `reason` and `confirmed` are asked for where the plan's frame is exceeded.
    """
    wanted = {line: amount for line, amount in amounts.items() if amount}
    if any(amount < 0 for amount in wanted.values()):
        raise Refused(
            _("An allocation gives money; to take some back, adjust. Nothing was saved."), code="negative"
        )
    if not wanted:
        raise Refused(_("No line was given any money. Nothing was saved."), code="nothing")
    if not decision.strip():
        raise Refused(_("Name the decision that gives the money. Nothing was saved yet."), code="no-decision")
    return _move(
        user=user, estimate=estimate, version=version, wanted=wanted, kind=AllocationKind.GIVEN, decision=decision, reason=reason, on=on,
        key=key, confirmed=confirmed, now=now,
    )  # fmt: skip


def adjust(
    *, user: Person, estimate: Estimate, version: int, changes: Mapping[int, int], reason: str, on: dt.date, key: uuid.UUID, now: dt.datetime, decision: str = "", confirmed: bool = False,
) -> int:  # fmt: skip
    """Move money in the year: up, down, or between lines of the unit (key of the line → đồng, below zero takes away).

    Never below what a line has spent. Returns by how much the unit's money changed in all.
    """
    wanted = {line: amount for line, amount in changes.items() if amount}
    if not wanted:
        raise Refused(_("No line changes. Nothing was saved."), code="nothing")
    if not reason.strip():
        raise Refused(_("Say why money is moved. Nothing was saved yet."), code="no-reason")
    return _move(
        user=user, estimate=estimate, version=version, wanted=wanted, kind=AllocationKind.ADJUSTED, decision=decision, reason=reason, on=on,
        key=key, confirmed=confirmed, now=now,
    )  # fmt: skip


def add_line_in_year(
    *, user: Person, estimate: Estimate, version: int, fields: Mapping[str, Any], now: dt.datetime
) -> EstimateLine:
    """A line that nobody foresaw, under an appraised estimate: it asks for nothing, and money reaches it by adjusting."""
    content = str(fields.get("content", ""))
    refuse_unprintable(content)
    with changing(user=user, pk=estimate.pk, version=version, now=now, action="budget.add_line_in_year", allowed=decides(user, now)) as (row, told):  # fmt: skip
        _refuse_unready(row)
        if not content.strip():
            raise Refused(_("Say what the line is for. Nothing was added yet."), code="empty")
        if row.lines.count() >= MOST_LINES:
            raise Refused(_("The estimate has too many lines already. Nothing was added."), code="too-many")
        last = row.lines.order_by("-position").values_list("position", flat=True).first() or 0
        line = EstimateLine(estimate=row, position=last + 1, verdict=Verdict.ACCEPTED, appraised=0)
        write_fields(line, {**fields, "content": content.strip(), "norm": 0})
        line.save()
        told.update(added=line.pk, content=line.content)
    return line


def _move(
    *, user: Person, estimate: Estimate, version: int, wanted: Mapping[int, int], kind: AllocationKind, decision: str, reason: str, on: dt.date, key: uuid.UUID, confirmed: bool, now: dt.datetime,
) -> int:  # fmt: skip
    if not decides(user, now)(estimate):  # nobody else learns what is left of the frame
        raise PermissionDenied
    refuse_unprintable(decision, reason)
    refuse_too_long(decision, most=255)
    refuse_too_long(reason)
    if on > day_of(now):
        raise Refused(_("The day of the decision lies ahead. Nothing was saved."), code="ahead")
    total = sum(wanted.values())
    action = "budget.allocate" if kind == AllocationKind.GIVEN else "budget.adjust"
    with transaction.atomic():
        done = list(Allocation.objects.filter(line__estimate=estimate, key=key))
        if done:
            _refuse_other(done, wanted, kind, decision.strip(), reason.strip(), on)
            return total
        beyond = refuse_beyond_frame(estimate.plan, total, reason=reason, confirmed=confirmed)
        with changing(user=user, pk=estimate.pk, version=version, now=now, action=action, allowed=decides(user, now)) as (row, told):  # fmt: skip
            _refuse_unready(row)
            lines = {
                each.pk: each for each in row.lines.select_for_update().filter(pk__in=wanted).order_by("pk")
            }
            if set(lines) != set(wanted):
                raise Outdated
            given = given_by_line(row)
            for pk, amount in wanted.items():
                if kind == AllocationKind.GIVEN:
                    _refuse_beyond_appraised(lines[pk], given.get(pk, 0) + amount)
                _give(lines[pk], amount)
            Allocation.objects.bulk_create(
                Allocation(
                    line=lines[pk], kind=kind, amount=amount, on=on, decision=decision.strip(), reason=reason.strip(),
                    made_by_id=account_of(user), made_at=now, key=key,
                )
                for pk, amount in wanted.items()
            )  # fmt: skip
            told.update(
                amount=total,
                lines=len(wanted),
                decision=decision.strip(),
                reason=reason.strip(),
                beyond_frame=beyond,
            )
            if kind == AllocationKind.GIVEN:
                tell_estimate(row, ALLOCATED, now, amount=total, remark=decision.strip())
            else:
                held = sum(row.lines.values_list("allocated", flat=True))
                tell_estimate(row, ADJUSTED, now, amount=held, remark=reason.strip())
    return total


def _refuse_other(
    done: Sequence[Allocation],
    wanted: Mapping[int, int],
    kind: AllocationKind,
    decision: str,
    reason: str,
    on: dt.date,
) -> None:
    """The same form again says the same again; after a step back in the browser it may say something else."""
    kept = {each.line_id: (each.kind, each.amount, each.decision, each.reason, each.on) for each in done}
    if kept != {pk: (kind, amount, decision, reason, on) for pk, amount in wanted.items()}:
        raise Refused(SENT_BEFORE, code="sent-before")


def _refuse_unready(row: Estimate) -> None:
    if row.state != EstimateState.APPRAISED:
        raise Refused(
            _("This estimate is not appraised yet, so no money can be given. Nothing was saved."),
            code="not-appraised",
        )
    refuse_settled(row)


def _refuse_beyond_appraised(line: EstimateLine, given: int) -> None:
    """What decisions gave counts, not what was moved since: money that was taken away is not given back by itself."""
    if given > (line.appraised or 0):
        said = {"content": line.content[:80]}
        raise Refused(
            _("“%(content)s” would be given more than was appraised. Nothing was saved: give less, or adjust afterwards with a reason.") % said,
            code="beyond-appraised",
        )  # fmt: skip


def _give(line: EstimateLine, amount: int) -> None:
    after = line.allocated + amount
    said = {"content": line.content[:80]}
    if after < line.spent:
        raise Refused(
            _("“%(content)s” has spent more than would be left. Nothing was saved: take less away.") % said, code="below-spent"
        )  # fmt: skip
    if after > MOST:
        raise Refused(_("The sum is beyond what one line may hold. Nothing was saved."), code="too-much")
    line.allocated = after
    line.save(update_fields=["allocated"])
    follow_line(line)
