"""What is owed follows an amended plan: unmet work moves to the new version, what was done stays, the rest is cancelled or new.

The rules stand in docs/mechanisms/plans.md. `settling.settle` is pure; the service writes what it says.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import Extension, ExtensionState, Obligation, ObligationShare
from nhipcau.delivery.services.expansion import leads_of, times_of
from nhipcau.delivery.services.handing_in import follow_evidence
from nhipcau.delivery.services.locking import lock_obligations
from nhipcau.delivery.services.settling import Settled, is_open, settle
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.parts import in_parts
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Plan, PlanVersion, Task

# What moves with an obligation that is not met yet.
MOVED = (
    "task_id", "schedule_id", "reporting_date_id", "ordinal", "ordinals", "period_from", "period_to", "due_on", "original_due_on",
    "quota_min", "quota_max",
)  # fmt: skip


BATCH = 1000
OUT_OF_THE_WAY = 10_000  # beyond every ordinal


@dataclass(frozen=True, slots=True)
class Signer:
    """Who answers for the change, and when."""

    user: User
    now: dt.datetime


def follow_amendment(
    version: PlanVersion, *, user: Person | None = None, now: dt.datetime | None = None
) -> dict[str, int]:
    """Let all that is owed under a plan follow its version in force; how many were moved, met before, cancelled and new.

    Called inside the transaction that adopts (signed by the adopter), and where reporting dates of an amended plan change (`user`, `now`).
    Safe to call again: then everything is in its place already.
    """
    signer = Signer(user if isinstance(user, User) else version.adopted_by, now or version.adopted_at)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=version.plan_id)
        before = plan.versions.filter(ordinal__lt=version.ordinal).order_by("-ordinal").first()
        tasks = list(Task.objects.filter(version=version))
        leads = leads_of(tasks)
        still_asked = Task.objects.filter(version__in=[version, before or version]).values_list(
            "pk", flat=True
        )
        asked = set(still_asked)
        lock_obligations(Obligation.objects.filter(plan=plan).order_by().values_list("pk", flat=True))
        there = [
            each
            for each in Obligation.objects.filter(plan=plan).order_by("due_on", "pk")
            # What an earlier amendment cancelled is history; what a person cancelled stays cancelled.
            if each.cancelled_on is None or each.task_id in asked
        ]
        stems = dict(Task.objects.filter(plan=plan).values_list("pk", "stem"))
        settled = settle(expected_of(plan, tasks, leads), there, stems, _owners(plan, tasks, leads, stems))
        counts = _write(settled, version, signer)
        _share(tasks, leads)
        if any(counts.values()):
            record(
                action="delivery.follow", user=signer.user, target=plan,
                data={"version": version.ordinal, "met": len(settled.met), **counts}, now=signer.now,
            )  # fmt: skip
    return {**counts, "met": len(settled.met)}


def expected_of(
    plan: Plan, tasks: Sequence[Task], leads: Mapping[int, Sequence[int]]
) -> Iterator[Obligation]:
    """What a version asks for, as rows that are not saved: every time × every lead, shared work once."""
    for time in times_of(plan, tasks):
        when = time.when
        for unit in [time.unit] if time.unit is not None else leads.get(time.task, ()):
            yield Obligation(
                plan=plan, task_id=time.task, schedule_id=time.schedule, reporting_date_id=time.reporting_date, unit_id=unit,
                ordinal=when.ordinal, ordinals=time.times, period_from=when.starts_on, period_to=when.ends_on, due_on=when.due_on,
                quota_min=when.quota_min, quota_max=when.quota_max,
            )  # fmt: skip


def _owners(
    plan: Plan, tasks: Sequence[Task], leads: Mapping[int, Sequence[int]], stems: Mapping[int, uuid.UUID]
) -> Callable[[Obligation], Sequence[int]]:
    """For which units of the new version an obligation that is there may count: one that is shared belongs to all its units."""
    by_stem = {task.stem: task for task in tasks}
    shares: dict[int, list[int]] = defaultdict(list)
    for pk, unit in ObligationShare.objects.filter(obligation__plan=plan).values_list("obligation", "unit"):
        shares[pk].append(unit)

    def owners(each: Obligation) -> Sequence[int]:
        task = by_stem.get(stems[each.task_id])
        units = [each.unit_id, *shares.get(each.pk, ())]
        leading = [unit for unit in units if task and unit in leads.get(task.pk, ())]
        if task is None or not leading:
            return [each.unit_id]
        if task.is_shared:
            return [leads[task.pk][0]]
        return leading if each.met_on is not None else leading[:1]

    return owners


def _write(settled: Settled, version: PlanVersion, signer: Signer) -> dict[str, int]:
    """Cancel, then make room, then move, then create: a row never meets another one on the same number."""
    cancelled = _cancel(settled.left, version, signer)
    moved = [(each, time) for each, time in settled.moved if not _in_place(each, time)]
    _number(settled, moved)
    within = [each.pk for each, time in moved if each.task_id == time.task_id]
    _update(within, ordinal=F("ordinal") + OUT_OF_THE_WAY, ordinals=F("ordinals") + OUT_OF_THE_WAY)
    others = [(each.pk, time.unit_id) for each, time in moved if each.unit_id != time.unit_id]
    for unit in {unit for _pk, unit in others}:
        _update([pk for pk, to in others if to == unit], unit_id=unit)
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for each, time in moved:
        _move(each, time)
        alike[tuple(getattr(each, name) for name in MOVED)].append(each.pk)
    for values, keys in alike.items():  # many units move to one time
        _update(keys, **dict(zip(MOVED, values, strict=True)))
    for each, _time in moved:
        if each.pieces >= each.quota_min and is_open(each):  # the version asks for less
            follow_evidence(each)
    Obligation.objects.bulk_create(settled.new, batch_size=BATCH)
    return {"moved": len(moved), "cancelled": cancelled, "new": len(settled.new)}


def _in_place(each: Obligation, time: Obligation) -> bool:
    """Nothing is to be written: the same row, for the same days; an extension holds."""
    return all(
        getattr(each, name) == getattr(time, name)
        for name in ("task_id", "schedule_id", "reporting_date_id", "unit_id", "ordinal", "period_from", "period_to", "quota_min", "quota_max")
    ) and (each.original_due_on or each.due_on) == time.due_on  # fmt: skip


def _number(settled: Settled, moved: Sequence[tuple[Obligation, Obligation]]) -> None:
    """Give another number to a time whose own is borne by a row that stays: work done, signed or cancelled for the same schedule."""
    moving = {each.pk for each, _time in moved}
    staying = [
        *(each for each, _time in (*settled.met, *settled.moved) if each.pk not in moving),
        *settled.stays,
        *settled.left,
    ]
    taken = {_number_of(each) for each in staying}
    for time in (*(time for _each, time in moved), *settled.new):
        while _number_of(time) in taken:
            time.ordinal += 1
        time.ordinals = max(time.ordinals, time.ordinal)
        taken.add(_number_of(time))


def _number_of(each: Obligation) -> tuple[int, int | None, int, int]:
    return each.task_id, each.schedule_id, each.unit_id, each.ordinal


def _move(each: Obligation, time: Obligation) -> None:
    """Point an open obligation to the new task and time. A day that was granted later than the plan's new one stays."""
    granted = each.due_on if each.original_due_on is not None and each.due_on > time.due_on else None
    each.unit_id = time.unit_id
    for name in MOVED:
        setattr(each, name, getattr(time, name))
    if granted is not None:
        each.due_on, each.original_due_on = granted, time.due_on


def _cancel(rows: Sequence[Obligation], version: PlanVersion, signer: Signer) -> int:
    """Nobody asks for these any more; whoever made the change signs, and open requests for more time end."""
    with override("vi"):
        number = version.plan.printed_number or version.plan.title
        reason = _("No longer asked for by version %(ordinal)s of the plan (%(number)s).") % {
            "ordinal": version.ordinal,
            "number": number,
        }
    keys = [each.pk for each in rows]
    _update(
        keys, cancelled_on=day_of(signer.now), paused_on=None, reason=reason, signed_by=signer.user, signed_at=signer.now,
        signed_position=signer.user.position,
    )  # fmt: skip
    for part in in_parts(keys):
        asked = Extension.objects.filter(obligation__in=part, state=ExtensionState.ASKED)
        asked.update(state=ExtensionState.TAKEN_BACK, decided_by=signer.user, decided_at=signer.now)
    return len(rows)


def _update(keys: Sequence[int], **values: Any) -> None:
    """The same values for many rows, so many at once as a statement takes."""
    for part in in_parts(keys):
        Obligation.objects.filter(pk__in=part).update(**values)


def _share(tasks: Sequence[Task], leads: Mapping[int, Sequence[int]]) -> None:
    """Open obligations of the version name the other leads of shared work beside them, and nobody where it is not shared."""
    shared = {task.pk for task in tasks if task.is_shared}
    rows = Obligation.objects.filter(task__in=[task.pk for task in tasks], met_on__isnull=True)
    wanted = {
        (pk, other)
        for pk, task, unit in rows.filter(task__in=shared).values_list("pk", "task_id", "unit_id")
        for other in leads[task]
        if other != unit
    }
    there = {
        (obligation, unit): pk
        for pk, obligation, unit in ObligationShare.objects.filter(obligation__in=rows).values_list(
            "pk", "obligation", "unit"
        )
    }
    stale = [pk for pair, pk in there.items() if pair not in wanted]
    ObligationShare.objects.filter(pk__in=stale).delete()
    ObligationShare.objects.bulk_create(
        ObligationShare(obligation_id=pk, unit_id=unit) for pk, unit in sorted(wanted - there.keys())
    )
