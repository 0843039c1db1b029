"""Correcting a draft, task by task. A write names the version of the task it changes: nobody overwrites anybody silently.

Neighbours (the task after which one is added, the one that is joined) are taken as they are once the plan is locked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.library.services import Uploader
from nhipcau.organisations.services import add_alias
from nhipcau.plans.matching import Meaning
from nhipcau.plans.models import PIECE, Amendment, DraftTask, DraftUnit, Intake, IntakeState, Match, UnitRole
from nhipcau.plans.policies import may_review
from nhipcau.plans.selectors.register import register_for
from nhipcau.plans.services.intake import named_unit

TASK_FIELDS = (
    "text",
    "kind",
    "time_text",
    "whens",
    "quantity_count",
    "quantity_of",
    "languages",
    "is_shared",
    "is_checked",
)
HEADER_FIELDS = ("number", "symbol", "type", "title", "issuer", "issued_on", "period_from", "period_to")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A row of the units of a task as a person left it. `meaning` None leaves what the row means as it is."""

    role: str
    printed: str
    pk: int | None = None
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class TaskChanges:
    """What a person saved: only the fields in `fields` change; `units` None leaves them.

    `remember` are printed names that become other names of the units that a person chose for them.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    units: Sequence[NamedUnit] | None = None
    remember: Collection[str] = ()


@contextmanager
def changing(user: Uploader, intake_id: int, now: dt.datetime, action: str, **data: Any) -> Iterator[Intake]:
    """The frame of every change: one transaction, the intake locked and still in review, the policy, one entry in the log."""
    with transaction.atomic():
        intake = Intake.objects.select_for_update(of=("self",)).select_related("unit").get(pk=intake_id)
        if not may_review(user, intake, on=day_of(now)):
            raise PermissionDenied
        if intake.state != IntakeState.REVIEW:
            raise Refused(
                _("This plan is no longer under review. What you typed was not saved."), code="not-in-review"
            )
        yield intake
        record(action=action, user=user, target=intake, data=data, now=now)


def save_task(
    *, user: Uploader, task: DraftTask, version: int, changes: TaskChanges, now: dt.datetime
) -> DraftTask:
    """Save corrections of one task. Raises Outdated where somebody saved since `version`: nothing is overwritten then."""
    with changing(
        user, task.intake_id, now, "plans.edit_draft", task=task.pk, fields=sorted(changes.fields)
    ) as intake:
        row = locked_task(intake, task.pk, version)
        for name, value in changes.fields.items():
            if name not in TASK_FIELDS:
                raise ValueError(name)
            setattr(row, name, value)
        if changes.units is not None:
            _save_units(intake, row, changes.units, day_of(now))
        # A likeness that nobody confirmed yet is not remembered, whatever is ticked beside it.
        chosen = row.draft_units.filter(printed__in=changes.remember, match=Match.CHOSEN, unit__isnull=False)
        for named in chosen.select_related("unit"):
            if named.unit is not None:
                add_alias(user=user, unit=named.unit, alias=named.printed, now=now)
        touch(row, user, now)
    return row


def save_header(
    *, user: Uploader, intake: Intake, version: int, fields: Mapping[str, Any], now: dt.datetime
) -> Intake:
    """Save number, date, title and period of the plan. Raises Outdated as `save_task` does."""
    with changing(user, intake.pk, now, "plans.edit_header", fields=sorted(fields)) as row:
        if row.version != version:
            raise Outdated
        for name, value in fields.items():
            if name not in HEADER_FIELDS:
                raise ValueError(name)
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*fields, "version"])
    return row


def set_dropped(
    *, user: Uploader, task: DraftTask, version: int, dropped: bool, now: dt.datetime
) -> DraftTask:
    """Drop a task from the draft, or take it back. Nothing is deleted."""
    action = "plans.drop_draft" if dropped else "plans.restore_draft"
    with changing(user, task.intake_id, now, action, task=task.pk) as intake:
        row = locked_task(intake, task.pk, version)
        row.is_dropped = dropped
        touch(row, user, now)
    return row


def add_task(*, user: Uploader, intake: Intake, after: DraftTask | None, now: dt.datetime) -> DraftTask:
    """An empty task after another one, or at the end."""
    with changing(user, intake.pk, now, "plans.add_draft") as row:
        last = row.draft_tasks.order_by("-position").values_list("position", flat=True).first() or 0
        after = row.draft_tasks.get(pk=after.pk) if after else None
        position = after.position + 1 if after else last + 1
        _make_room(row.draft_tasks.all(), position, 1)
        return DraftTask.objects.create(
            intake=row, position=position, text="", path=_unsplit(after.path)[:-1] if after else [],
            section=after.section if after else "", changed_by_id=user.pk, changed_at=now,
        )  # fmt: skip


def split_task(
    *, user: Uploader, task: DraftTask, version: int, parts: Sequence[str], now: dt.datetime
) -> list[DraftTask]:
    """Make several tasks of one: the first keeps its row, the others follow it with the same units and schedule."""
    texts = [" ".join(part.split()) for part in parts if part.strip()]
    if len(texts) < 2:
        raise Refused(_("Nothing was split: put a line break where the next task begins."), code="one-part")
    with changing(user, task.intake_id, now, "plans.split_draft", task=task.pk, parts=len(texts)) as intake:
        row = locked_task(intake, task.pk, version)
        _make_room(intake.draft_tasks.all(), row.position + 1, len(texts) - 1)
        units = list(row.draft_units.all())
        whole = _unsplit(row.path)
        pieces = sum(each != whole and _unsplit(each) == whole for each in _paths(intake))
        row.text = texts[0]
        if row.path == whole:
            row.path, pieces = [*whole, f"{PIECE}1"], 1
        touch(row, user, now)
        rows = [row]
        for offset, text in enumerate(texts[1:], start=1):
            twin = DraftTask.objects.get(pk=row.pk)
            twin.pk, twin._state.adding = None, True
            twin.text, twin.position, twin.version, twin.is_checked = text, row.position + offset, 1, False
            twin.path = [*whole, f"{PIECE}{pieces + offset}"]
            twin.save()
            _copy_units(units, twin)
            rows.append(twin)
    return rows


def merge_with_next(*, user: Uploader, task: DraftTask, version: int, now: dt.datetime) -> DraftTask:
    """Join a task with the one after it. The second is dropped, not deleted: it can be taken back as it was."""
    with changing(user, task.intake_id, now, "plans.merge_draft", task=task.pk) as intake:
        row = locked_task(intake, task.pk, version)
        following = (
            intake.draft_tasks.filter(is_dropped=False, position__gt=row.position)
            .order_by("position", "pk")
            .first()
        )
        if following is None:
            raise Refused(_("There is no task after this one."), code="last")
        row.text = f"{row.text} {following.text}".strip()
        row.spans = [*row.spans, *(span for span in following.spans if span not in row.spans)]
        row.whens = [*row.whens, *(when for when in following.whens if when not in row.whens)]
        row.time_text = "; ".join(
            dict.fromkeys(part for part in (row.time_text, following.time_text) if part)
        )[:500]
        row.languages = list(dict.fromkeys([*row.languages, *following.languages]))
        row.task_findings = [*row.task_findings, *following.task_findings]
        if row.quantity_count is None and not row.quantity_of:
            row.quantity_count, row.quantity_of = following.quantity_count, following.quantity_of
        known = {(unit.role, unit.printed) for unit in row.draft_units.all()}
        _copy_units(
            [unit for unit in following.draft_units.all() if (unit.role, unit.printed) not in known], row
        )
        following.is_dropped = True
        touch(following, user, now)
        touch(row, user, now)
    return row


def reset_task(*, user: Uploader, task: DraftTask, version: int, now: dt.datetime) -> DraftTask:
    """Put a task back to what was read in the document."""
    with changing(user, task.intake_id, now, "plans.reset_draft", task=task.pk) as intake:
        row = locked_task(intake, task.pk, version)
        if not row.as_read:
            raise Refused(_("This task was added by hand: there is nothing to go back to."), code="by-hand")
        for name in ("text", "kind", "time_text", "whens", "quantity_count", "quantity_of", "languages"):
            setattr(row, name, row.as_read[name])
        names = [(role, name) for role in UnitRole.values for name in row.as_read[role]]
        row.draft_units.all().delete()
        _save_units(intake, row, [NamedUnit(role, name) for role, name in names], day_of(now))
        row.is_checked = False
        touch(row, user, now)
    return row


def locked_task(intake: Intake, pk: int, version: int) -> DraftTask:
    """The task, if nobody saved since `version`."""
    row = intake.draft_tasks.select_for_update(of=("self",)).get(pk=pk)
    if row.version != version:
        raise Outdated
    return row


def state_of(intake: Intake) -> str:
    """A token of the whole draft: it is another one after every save, so that adopting can name what the adopter saw."""
    tasks = intake.draft_tasks.order_by("pk").values_list("pk", "version")
    units = DraftUnit.objects.filter(task__intake=intake).order_by("pk")
    named = units.values_list("pk", "role", "printed", "unit", "group", "match")
    decided = Amendment.objects.filter(intake=intake).values_list("pk", "version")
    seen = repr((intake.version, list(tasks), list(named), list(decided)))
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def touch(row: DraftTask, user: Uploader, now: dt.datetime) -> None:
    """Save a task with a new version, and who changed it."""
    row.version += 1
    row.changed_by_id, row.changed_at = user.pk, now
    row.save()


def _unsplit(path: Sequence[str]) -> list[str]:
    """The path of the task that a piece was split from."""
    return [part for part in path if not part.startswith(PIECE)]


def _paths(intake: Intake) -> QuerySet[DraftTask, list[str]]:
    return intake.draft_tasks.values_list("path", flat=True)


def _make_room(tasks: QuerySet[DraftTask], position: int, count: int) -> None:
    tasks.filter(position__gte=position).update(position=F("position") + count)


def _copy_units(units: Sequence[DraftUnit], task: DraftTask) -> None:
    for unit in units:
        unit.pk, unit._state.adding, unit.task = None, True, task
    DraftUnit.objects.bulk_create(units)


def _same_row(before: Mapping[int, DraftUnit], unit: NamedUnit, kept: Sequence[int]) -> DraftUnit | None:
    """A row typed anew that an earlier save has made already: the page may not know its key yet."""
    alike = (
        row
        for pk, row in before.items()
        if pk not in kept and (row.role, row.printed) == (unit.role, unit.printed)
    )
    return next(alike, None)


def _save_units(intake: Intake, row: DraftTask, units: Sequence[NamedUnit], on: dt.date) -> None:
    """Make the rows what the person left: rows that are not named go, new names are matched with the register."""
    before = {unit.pk: unit for unit in row.draft_units.all()}
    new = [
        unit
        for unit in units
        if unit.meaning is None and (unit.pk not in before or before[unit.pk].printed != unit.printed)
    ]
    register = register_for(intake.unit, on=on) if new else None
    kept: list[int] = []
    for position, unit in enumerate(units):
        meaning = unit.meaning
        if meaning is None and unit in new and register is not None:
            meaning = register.meaning(unit.printed)
        saved = before.get(unit.pk) if unit.pk is not None else _same_row(before, unit, kept)
        if saved is None:
            saved = named_unit(row, unit.role, position, unit.printed, meaning)
        elif meaning is not None:
            fresh = named_unit(row, unit.role, position, unit.printed, meaning)
            fresh.pk, fresh._state.adding = saved.pk, False
            saved = fresh
        saved.role, saved.position, saved.printed = unit.role, position, unit.printed[:500]
        saved.save()
        kept.append(saved.pk)
    row.draft_units.exclude(pk__in=kept).delete()
