"""A unit writes its estimate: begun from the tasks it leads, changed line by line, handed in, taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.budget.models import Estimate, EstimateLine, EstimateState
from nhipcau.budget.models.estimates import MOST
from nhipcau.budget.policies import may_open, may_submit, may_write
from nhipcau.budget.services.locking import (
    LONG,
    Allowed,
    changing,
    locked,
    refuse_too_long,
    refuse_unprintable,
)
from nhipcau.budget.services.notices import tell_finance, tell_leaders
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Plan
from nhipcau.plans.policies import account_of
from nhipcau.plans.selectors.plans import ShownTask
from nhipcau.plans.selectors.unit_plans import tasks_of_unit

LINE_FIELDS = frozenset(
    {"stem", "kind", "content", "quantity", "measure", "times", "norm", "fund", "code", "quarter", "note"}
)
MOST_LINES = 500
TOO_MUCH = _(
    "The product is beyond what one line may hold (1.000.000.000.000.000 đồng). Nothing was saved: check the figures."
)
NO_WAITING = _("This estimate does not wait for a decision any more. Nothing was changed.")


def open_estimate(*, user: Person, plan: Plan, unit: Unit, now: dt.datetime) -> Estimate:
    """Begin a unit's estimate with a line for each task it leads. Begun twice is begun once."""
    if not may_open(user, plan, unit, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        found = Estimate.objects.filter(plan=plan, unit=unit).first()
        if found is not None:
            return found
        row = Estimate.objects.create(plan=plan, unit=unit, opened_by_id=account_of(user), opened_at=now)
        led = [task for task, leads in tasks_of_unit(plan, unit) if leads]
        EstimateLine.objects.bulk_create(
            EstimateLine(
                estimate=row, position=number, stem=task.row.stem, kind=task.row.kind, content=task.row.text[:1000],
                quantity=min(task.row.quantity_count or 1, 10**7), measure=task.row.quantity_of[:60], quarter=quarter_of(task),
            )
            for number, task in enumerate(led, start=1)
        )  # fmt: skip
        record(action="budget.open_estimate", user=user, target=row, data={"lines": len(led)}, now=now)
    return row


def quarter_of(task: ShownTask) -> int | None:
    """The quarter in which all the work of a task falls due; None where it is spread over several, or has no day."""
    quarters = {(due.due_on.month + 2) // 3 for due in task.dues}
    return quarters.pop() if len(quarters) == 1 else None


def add_line(
    *, user: Person, estimate: Estimate, version: int, stem: uuid.UUID | None = None, now: dt.datetime
) -> EstimateLine:
    """An empty line at the end, for a task or for none."""
    with _writing(user, estimate.pk, version, now) as (row, told):
        if row.lines.count() >= MOST_LINES:
            raise Refused(_("The estimate has too many lines already. Nothing was added."), code="too-many")
        last = row.lines.order_by("-position").values_list("position", flat=True).first() or 0
        line = EstimateLine.objects.create(estimate=row, position=last + 1, stem=stem)
        told.update(added=line.pk)
    return line


def save_line(
    *, user: Person, line: EstimateLine, version: int, fields: Mapping[str, Any], now: dt.datetime
) -> EstimateLine:
    """Save a line. Outdated where somebody saved it since `version`: nothing is overwritten then."""
    refuse_unprintable(*(value for value in fields.values() if isinstance(value, str)))
    with _writing(user, line.estimate_id, None, now) as (row, told):
        kept = EstimateLine.objects.filter(estimate=row, pk=line.pk).first()
        if kept is None or kept.version != version:
            raise Outdated
        before = kept.amount
        write_fields(kept, fields)
        kept.version += 1
        kept.save()
        kept.refresh_from_db()
        told.update(line=kept.pk, before=before, after=kept.amount)
    return kept


def write_fields(line: EstimateLine, fields: Mapping[str, Any]) -> None:
    """Set the fields of a line that its unit writes; refused where the product is out of reach."""
    if unknown := set(fields) - LINE_FIELDS:
        raise ValueError(unknown)
    for name, value in fields.items():
        setattr(line, name, value)
    if line.quantity * line.times * line.norm > MOST:
        raise Refused(TOO_MUCH, code="too-much")


def save_explanation(
    *, user: Person, estimate: Estimate, version: int, explanation: str, now: dt.datetime
) -> Estimate:
    """Save what stands above the lines."""
    refuse_unprintable(explanation)
    refuse_too_long(explanation, most=LONG)
    with _writing(user, estimate.pk, version, now) as (row, told):
        row.explanation = explanation.strip()
        told.update(explanation=True)
    return row


def remove_line(*, user: Person, estimate: Estimate, version: int, line: int, now: dt.datetime) -> None:
    """Take a line out; the log keeps what it said."""
    with _writing(user, estimate.pk, version, now) as (row, told):
        found = row.lines.filter(pk=line).first()
        if found is not None:
            told.update(removed=found.content, amount=found.amount)
            found.delete()


def remove_empty_lines(*, user: Person, estimate: Estimate, version: int, now: dt.datetime) -> int:
    """Take out every line that asks for no money; returns how many."""
    with _writing(user, estimate.pk, version, now) as (row, told):
        empty = row.lines.filter(amount=0)
        told.update(removed_lines=[each.content for each in empty])
        count, _rows = empty.delete()
    return count


def move_line(
    *, user: Person, estimate: Estimate, version: int, line: int, up: bool, now: dt.datetime
) -> None:
    """Let a line change places with its neighbour."""
    with _writing(user, estimate.pk, version, now) as (row, told):
        told.update(moved=line)
        lines = list(row.lines.order_by("position", "pk"))
        place = next((number for number, each in enumerate(lines) if each.pk == line), None)
        other = None if place is None else place + (-1 if up else 1)
        if place is not None and other is not None and 0 <= other < len(lines):
            lines[place], lines[other] = lines[other], lines[place]
        for number, each in enumerate(lines, start=1):
            each.position = number
        EstimateLine.objects.bulk_update(lines, ["position"])


def submit_estimate(*, user: Person, estimate: Estimate, version: int, now: dt.datetime) -> Estimate:
    """Hand the estimate in as it was seen. By the unit's leader, where there is one."""
    with changing(
        user=user, pk=estimate.pk, version=version, now=now, action="budget.submit_estimate", allowed=_submits(user, now),
    ) as (row, told):  # fmt: skip
        if not row.is_open:
            raise Refused(_("This estimate was handed in already. Nothing was changed."), code="not-open")
        lines = _complete(row)
        row.lines.exclude(reason="").update(reason="")
        row.state, row.submitted_by_id, row.submitted_at = EstimateState.SUBMITTED, account_of(user), now
        amount = sum(each.amount for each in lines)
        told.update(lines=len(lines), amount=amount)
        tell_finance(row, now, amount=amount)
    return row


def ask_leader(*, user: Person, estimate: Estimate, version: int, now: dt.datetime) -> int:
    """Tell the unit's leaders that the estimate is written and theirs to hand in; told once a version. Returns how many were told now."""
    with transaction.atomic():
        row = locked(estimate.pk)
        if not may_write(user, row.unit, on=day_of(now)):
            raise PermissionDenied
        if row.version != version:
            raise Outdated
        if not row.is_open:
            raise Refused(_("This estimate was handed in already. Nothing was changed."), code="not-open")
        lines = _complete(row)
        told = tell_leaders(row, now, amount=sum(each.amount for each in lines))
        if told:
            record(action="budget.ask_leader", user=user, target=row, data={"told": told}, now=now)
    return told


def take_estimate_back(*, user: Person, estimate: Estimate, version: int, now: dt.datetime) -> Estimate:
    """Take an estimate back that is not appraised yet, to go on writing. What finance said to lines so far is dropped."""
    with changing(
        user=user, pk=estimate.pk, version=version, now=now, action="budget.take_estimate_back", allowed=_submits(user, now),
    ) as (row, _told):  # fmt: skip
        if row.state != EstimateState.SUBMITTED:
            raise Refused(NO_WAITING, code="not-submitted")
        row.lines.update(verdict="", appraised=None, reason="")
        row.state = EstimateState.DRAFT
    return row


def _complete(row: Estimate) -> list[EstimateLine]:
    """The lines of an estimate that may be handed in: each with content and money."""
    lines = list(row.lines.order_by("position", "pk"))
    empty = [
        number for number, each in enumerate(lines, start=1) if not each.content.strip() or not each.amount
    ]
    if not lines or empty:
        where = ", ".join(map(str, empty[:10]))
        raise Refused(
            _(
                "A line has no content or no money, or there is no line (look at: %(lines)s). Nothing was handed in yet."
            )
            % {"lines": where or "–"},
            code="empty-line",
        )
    return lines


def _submits(user: Person, now: dt.datetime) -> Allowed:
    return lambda row: may_submit(user, row.unit, on=day_of(now))


@contextmanager
def _writing(
    user: Person, pk: int, version: int | None, now: dt.datetime
) -> Iterator[tuple[Estimate, dict[str, Any]]]:
    """A change of content. Saving one line asks for the version of that line alone (`version` None)."""

    def allowed(row: Estimate) -> bool:
        return may_write(user, row.unit, on=day_of(now))

    with changing(user=user, pk=pk, version=version, now=now, action="budget.edit_estimate", allowed=allowed) as (row, told):  # fmt: skip
        if not row.is_open:
            raise Refused(
                _("This estimate was handed in and is closed. What you typed was not saved."), code="not-open"
            )
        yield row, told
