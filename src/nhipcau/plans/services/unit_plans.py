"""Detailed plans of units: written, handed in, returned or accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.library.services import Uploader
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan, PlanVersion, UnitPlan, UnitPlanCall, UnitPlanItem, UnitPlanState
from nhipcau.plans.policies import account_of, may_keep_plan, may_submit_unit_plan, may_write_unit_plan
from nhipcau.plans.selectors.unit_plans import due_day_in, tasks_of_unit
from nhipcau.plans.services.unit_plan_notices import ACCEPTED, RETURNED, tell_decision

ITEM_FIELDS = ("content", "lead", "coop", "time", "product", "cost", "note")
MOST_ITEMS = 300


def write_call(version: PlanVersion) -> None:
    """Enter the day that a version asks plans of its units for; a day that a person set stays. Inside the transaction that adopts."""
    day = due_day_in(version.reading.get("deadlines") or ())
    found = UnitPlanCall.objects.filter(plan=version.plan).first()
    if day is None or (found is not None and (not found.is_read or found.due_on == day)):
        return
    # Whoever has the day before on his screen does not write over this one.
    UnitPlanCall.objects.update_or_create(
        plan=version.plan, defaults={"due_on": day, "version": found.version + 1 if found else 1}
    )


def set_due_day(
    *, user: Uploader, plan: Plan, due_on: dt.date | None, version: int, now: dt.datetime
) -> None:
    """Say by when units hand in their plans, or that nobody asks for a day. Outdated where somebody changed it since."""
    with transaction.atomic():
        row = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
        if not may_keep_plan(user, row, on=day_of(now)):
            raise PermissionDenied
        found = UnitPlanCall.objects.filter(plan=row).first()
        if version != (found.version if found else 0):
            raise Outdated
        before = f"{found.due_on:%d/%m/%Y}" if found else ""
        if due_on is None:
            UnitPlanCall.objects.filter(plan=row).delete()
        else:
            UnitPlanCall.objects.update_or_create(
                plan=row, defaults={"due_on": due_on, "is_read": False, "version": version + 1}
            )
        after = f"{due_on:%d/%m/%Y}" if due_on else ""
        record(
            action="plans.set_unit_plan_day",
            user=user,
            target=row,
            data={"before": before, "after": after},
            now=now,
        )


def open_unit_plan(*, user: Uploader, plan: Plan, unit: Unit, now: dt.datetime) -> UnitPlan:
    """Begin the detailed plan of a unit with a row for each task that names it. Begun twice is begun once."""
    if not may_write_unit_plan(user, unit, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        found = UnitPlan.objects.filter(plan=plan, unit=unit).first()
        if found is not None:
            return found
        named = tasks_of_unit(plan, unit)
        if not named:
            raise Refused(
                _("The plan names this unit in no task, so there is nothing to set out."), code="not-named"
            )
        row = UnitPlan.objects.create(plan=plan, unit=unit, opened_by_id=account_of(user), opened_at=now)
        UnitPlanItem.objects.bulk_create(
            UnitPlanItem(
                unit_plan=row, position=number, stem=task.row.stem, content=task.row.text,
                lead="; ".join(each.printed for each in task.leads)[:500], coop="; ".join(each.printed for each in task.coops)[:1000],
                time="; ".join(task.times)[:500] or task.row.time_text,
                product=f"{task.row.quantity_count or ''} {task.row.quantity_of}".strip(),
                note="" if leads else str(_("coordinates")),
            )
            for number, (task, leads) in enumerate(named, start=1)
        )  # fmt: skip
        record(action="plans.open_unit_plan", user=user, target=row, data={"rows": len(named)}, now=now)
    return row


def save_item(
    *, user: Uploader, item: UnitPlanItem, version: int, fields: Mapping[str, str], now: dt.datetime
) -> UnitPlanItem:
    """Save a row. Outdated where somebody saved it since `version`: nothing is overwritten then."""
    with _writing(user, item.unit_plan_id, None, now, "plans.edit_unit_plan", row=item.pk) as plan:
        row = UnitPlanItem.objects.filter(unit_plan=plan, pk=item.pk).first()
        if row is None or row.version != version:
            raise Outdated
        for name, value in fields.items():
            if name not in ITEM_FIELDS:
                raise ValueError(name)
            setattr(row, name, value)
        row.version += 1
        row.save()
    return row


def save_purpose(
    *, user: Uploader, unit_plan: UnitPlan, version: int, purpose: str, now: dt.datetime
) -> UnitPlan:
    """Save what stands above the rows."""
    _refuse_unprintable(purpose)
    with _writing(user, unit_plan.pk, version, now, "plans.edit_unit_plan", purpose=True) as row:
        row.purpose = purpose
    return row


def add_item(*, user: Uploader, unit_plan: UnitPlan, version: int, now: dt.datetime) -> UnitPlanItem:
    """An empty row at the end."""
    with _writing(user, unit_plan.pk, version, now, "plans.edit_unit_plan", added=True) as row:
        last = row.items.order_by("-position").values_list("position", flat=True).first() or 0
        if row.items.count() >= MOST_ITEMS:
            raise Refused(_("The plan has too many rows already. Nothing was added."), code="too-many")
        return UnitPlanItem.objects.create(unit_plan=row, position=last + 1, lead=row.unit.name)


def remove_item(*, user: Uploader, unit_plan: UnitPlan, version: int, item: int, now: dt.datetime) -> None:
    """Take a row out; the log keeps what it said. Outdated where it is gone."""
    with transaction.atomic():
        found = _locked(unit_plan.pk).items.filter(pk=item).first()
        if found is None:
            raise Outdated
        with _writing(user, unit_plan.pk, version, now, "plans.edit_unit_plan", removed=found.content):
            found.delete()


def move_item(
    *, user: Uploader, unit_plan: UnitPlan, version: int, item: int, up: bool, now: dt.datetime
) -> None:
    """Let a row change places with its neighbour."""
    with _writing(user, unit_plan.pk, version, now, "plans.edit_unit_plan", moved=item) as row:
        items = list(row.items.order_by("position", "pk"))
        place = next((number for number, each in enumerate(items) if each.pk == item), None)
        other = None if place is None else place + (-1 if up else 1)
        if place is not None and other is not None and 0 <= other < len(items):
            items[place], items[other] = items[other], items[place]
        for number, each in enumerate(items, start=1):
            each.position = number
        UnitPlanItem.objects.bulk_update(items, ["position"])


def submit_unit_plan(*, user: Uploader, unit_plan: UnitPlan, version: int, now: dt.datetime) -> UnitPlan:
    """Hand the plan in as it was seen. By the unit's leader, where there is one."""

    def allowed(row: UnitPlan) -> bool:
        return may_submit_unit_plan(user, row.unit, on=day_of(now))

    with _turning(user, unit_plan, version, now, "plans.submit_unit_plan", allowed) as row:
        if not row.is_writable:
            raise Refused(_("This plan was handed in already. Nothing was changed."), code="not-writable")
        if not row.items.exists() or row.items.filter(content="").exists():
            raise Refused(
                _("A row has no content, or there is no row. Nothing was handed in yet."), code="empty-row"
            )
        row.state, row.submitted_by_id, row.submitted_at = UnitPlanState.SUBMITTED, user.pk, now
        row.first_submitted_on = row.first_submitted_on or day_of(now)
    return row


def take_unit_plan_back(*, user: Uploader, unit_plan: UnitPlan, version: int, now: dt.datetime) -> UnitPlan:
    """Take a plan back that nobody decided on yet, to go on writing."""

    def allowed(row: UnitPlan) -> bool:
        return may_submit_unit_plan(user, row.unit, on=day_of(now))

    with _turning(user, unit_plan, version, now, "plans.take_unit_plan_back", allowed) as row:
        _refuse_unless_submitted(row)
        row.state = UnitPlanState.DRAFT
    return row


def return_unit_plan(
    *, user: Uploader, unit_plan: UnitPlan, version: int, remark: str, remarks: Mapping[int, str], now: dt.datetime
) -> UnitPlan:  # fmt: skip
    """Give a plan back with a remark on the whole or on rows; at least one."""
    said = {pk: text.strip()[:2000] for pk, text in remarks.items()}
    _refuse_unprintable(remark, *said.values())
    with _turning(user, unit_plan, version, now, "plans.return_unit_plan", _keeper(user, now), rows=sum(map(bool, said.values()))) as row:  # fmt: skip
        _refuse_unless_submitted(row)
        if not remark.strip() and not any(said.values()):
            raise Refused(
                _("Say what is to be changed, above or at a row. Nothing was returned yet."), code="no-remark"
            )
        for item in row.items.all():
            if item.remark != said.get(item.pk, ""):
                UnitPlanItem.objects.filter(pk=item.pk).update(remark=said.get(item.pk, ""))
        row.state, row.remark, row.decided_by_id, row.decided_at = (
            UnitPlanState.RETURNED,
            remark.strip(),
            user.pk,
            now,
        )
        tell_decision(row, RETURNED, now)
    return row


def accept_unit_plan(*, user: Uploader, unit_plan: UnitPlan, version: int, now: dt.datetime) -> UnitPlan:
    """Agree to a plan that was handed in."""
    with _turning(user, unit_plan, version, now, "plans.accept_unit_plan", _keeper(user, now)) as row:
        _refuse_unless_submitted(row)
        row.state, row.decided_by_id, row.decided_at = UnitPlanState.ACCEPTED, user.pk, now
        tell_decision(row, ACCEPTED, now)
    return row


def _refuse_unprintable(*texts: str) -> None:
    if not all(map(is_printable, texts)):
        raise Refused(UNPRINTABLE_TOLD, code="unprintable")


def _keeper(user: Uploader, now: dt.datetime) -> Callable[[UnitPlan], bool]:
    return lambda row: may_keep_plan(user, row.plan, on=day_of(now))


def _refuse_unless_submitted(row: UnitPlan) -> None:
    if row.state != UnitPlanState.SUBMITTED:
        raise Refused(
            _("This plan does not wait for a decision any more. Nothing was changed."), code="not-submitted"
        )


@contextmanager
def _turning(
    user: Uploader, unit_plan: UnitPlan, version: int, now: dt.datetime, action: str, allowed: Callable[[UnitPlan], bool], **data: Any,
) -> Iterator[UnitPlan]:  # fmt: skip
    """A change of state: one transaction, the policy, the version that was seen, one entry in the log."""
    with transaction.atomic():
        row = _locked(unit_plan.pk)
        if not allowed(row):
            raise PermissionDenied
        if row.version != version:
            raise Outdated
        yield row
        row.version += 1
        row.save()
        record(action=action, user=user, target=row, data=data, now=now)


@contextmanager
def _writing(
    user: Uploader, pk: int, version: int | None, now: dt.datetime, action: str, **data: Any
) -> Iterator[UnitPlan]:
    """A change of content. Saving one row asks for the version of that row alone (`version` None)."""
    with transaction.atomic():
        row = _locked(pk)
        if not may_write_unit_plan(user, row.unit, on=day_of(now)):
            raise PermissionDenied
        if not row.is_writable:
            raise Refused(
                _("This plan was handed in and is closed. What you typed was not saved."), code="not-writable"
            )
        if version is not None and row.version != version:
            raise Outdated
        yield row
        row.version += 1
        row.save(update_fields=["purpose", "version"])
        record(action=action, user=user, target=row, data=data, now=now)


def _locked(pk: int) -> UnitPlan:
    rows = UnitPlan.objects.select_for_update(of=("self",)).select_related("unit", "plan__unit")
    return rows.get(pk=pk)
