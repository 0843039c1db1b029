"""Next year's plan: begun from an adopted one, decided row by row, handed in as a plan of its own."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import vanban
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.library.services import Uploader
from nhipcau.plans.models import (
    BasisVerdict,
    Carry,
    Intake,
    NextPlan,
    NextPlanBasis,
    NextPlanState,
    NextPlanTask,
    Plan,
    TaskWhy,
)
from nhipcau.plans.policies import account_of, may_keep_plan
from nhipcau.plans.selectors.cascade import tasks_in_force
from nhipcau.plans.selectors.next_year import desk_of, new_superiors, open_next_plan_of
from nhipcau.plans.selectors.plans import latest_version
from nhipcau.plans.services.intake import hand_in_plan
from nhipcau.plans.services.next_year_document import document_of, drafted, reading_of, superior_of
from nhipcau.plans.services.next_year_rows import notes_outside, renamed_units, superior_rows, write_rows

TASK_FIELDS = frozenset({"decision", "text", "lead", "coop", "time"})
BASIS_FIELDS = frozenset({"decision", "text"})
YEARS_AHEAD = 10
MOST_TASKS = 1000
UNSAID = "reads-otherwise"


def open_next_plan(*, user: Uploader, plan: Plan, year: int | None = None, now: dt.datetime) -> NextPlan:
    """Begin the plan that follows, with a row for every task and legal basis. Begun twice is begun once.

    Reads the plan's file again, so that the draft can be written as that document was.
    """
    on = day_of(now)
    if not may_keep_plan(user, plan, on=on):
        raise PermissionDenied
    wanted = year or plan.period_to.year + 1
    if not plan.period_from.year < wanted <= plan.period_to.year + YEARS_AHEAD:
        raise Refused(
            _("The new plan has to begin after the old one, and at most ten years later. Nothing was begun: choose another year."),
            code="year",
        )  # fmt: skip
    if (found := open_next_plan_of(plan, wanted)) is not None:
        return found
    base = latest_version(plan)
    reading, tasks = reading_of(base), tasks_in_force(plan)
    superior = next(iter(new_superiors(user, plan, wanted, on=on)), None)
    draft = NextPlan(
        plan=plan, base=base, year=wanted, superior=superior, created_by_id=account_of(user), created_at=now,
        renamed=renamed_units(plan, [task.row for task in tasks], on=on),
    )  # fmt: skip
    decisions = vanban.Decisions(renamed=draft.renamed, superior=superior_of(draft))
    made = drafted(reading, draft, decisions, on=on)
    draft.notes = notes_outside(made)
    with transaction.atomic():
        Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        if (found := open_next_plan_of(plan, wanted)) is not None:
            return found
        draft.save()
        count = write_rows(draft, tasks, made, user=user, on=on)
        record(
            action="plans.open_next_plan", user=user, target=draft, data={"year": wanted, "tasks": count}, now=now,
        )  # fmt: skip
    return draft


def save_next_task(
    *, user: Uploader, row: NextPlanTask, version: int, fields: Mapping[str, str], now: dt.datetime
) -> NextPlanTask:
    """Save what becomes of a task. Outdated where somebody saved the row since `version`: nothing is overwritten then."""
    with _writing(user, row.next_plan_id, None, now, "plans.edit_next_plan", row=row.pk) as draft:
        fresh = draft.tasks.filter(pk=row.pk).first()
        if fresh is None or fresh.version != version:
            raise Outdated
        _set(fresh, fields, TASK_FIELDS)
        if fresh.decision not in Carry.values:
            raise ValueError(fresh.decision)
        if fresh.decision != Carry.DROP and not fresh.text.strip():
            raise Refused(
                _("A task that is carried over needs a text. Nothing was saved: write it, or drop the task."),
                code="no-text",
            )
        fresh.version += 1
        fresh.save()
    return fresh


def save_next_basis(
    *, user: Uploader, row: NextPlanBasis, version: int, fields: Mapping[str, str], now: dt.datetime
) -> NextPlanBasis:
    """Save what becomes of a legal basis, with the same guard."""
    with _writing(user, row.next_plan_id, None, now, "plans.edit_next_plan", basis=row.number) as draft:
        fresh = draft.bases.filter(pk=row.pk).first()
        if fresh is None or fresh.version != version:
            raise Outdated
        _set(fresh, fields, BASIS_FIELDS)
        if fresh.decision not in BasisVerdict.values:
            raise ValueError(fresh.decision)
        fresh.version += 1
        fresh.save()
    return fresh


def decide_group(
    *, user: Uploader, draft: NextPlan, version: int, why: str, decision: str, now: dt.datetime
) -> int:
    """Decide everything that is still asked for one reason; how many that were."""
    if why not in TaskWhy.values or decision not in (Carry.CARRY, Carry.DROP):
        raise ValueError(why, decision)
    with _writing(user, draft.pk, version, now, "plans.decide_next_group", why=why, decision=decision) as row:
        rows = list(row.tasks.filter(why=why, decision=Carry.ASK))
        for task in rows:
            task.decision, task.version = decision, task.version + 1
        NextPlanTask.objects.bulk_update(rows, ["decision", "version"])
    return len(rows)


def add_next_task(
    *, user: Uploader, draft: NextPlan, key: uuid.UUID, section: tuple[str, ...], fields: Mapping[str, str], now: dt.datetime,
) -> NextPlanTask:  # fmt: skip
    """Put new work under a heading of the plan. A form that is sent twice adds one task: `key` is the form's."""
    text = fields.get("text", "").strip()
    if not text:
        raise Refused(_("Write what is to be done. Nothing was added yet."), code="no-text")
    with _writing(user, draft.pk, None, now, "plans.add_next_task", added=text[:200]) as row:
        found = row.tasks.filter(key=key).first()
        if found is not None:
            return found
        if row.tasks.count() >= MOST_TASKS:
            raise Refused(_("The plan has too many rows already. Nothing was added."), code="too-many")
        beside = row.tasks.filter(section=list(section)).order_by("position").last()
        new = NextPlanTask(
            next_plan=row, key=key, section=list(section), section_title=beside.section_title if beside else "", why=TaskWhy.ADDED,
            position=(row.tasks.order_by("position").values_list("position", flat=True).last() or 0) + 1,
        )  # fmt: skip
        _set(new, {**fields, "text": text}, TASK_FIELDS)
        new.decision = Carry.CARRY
        new.save()
    return new


def name_next_superior(
    *, user: Uploader, draft: NextPlan, version: int, superior: Plan | None, now: dt.datetime
) -> NextPlan:
    """Say which plan of a superior the new one follows. What it gives this unit is proposed anew; what was decided stays."""
    with _writing(
        user, draft.pk, version, now, "plans.name_next_superior", superior=superior.pk if superior else None
    ) as row:
        if superior is not None and superior not in new_superiors(user, row.plan, row.year, on=day_of(now)):
            raise Refused(
                _("That plan is not one of a superior unit for the new year. Nothing was changed: choose again."), code="superior",
            )  # fmt: skip
        row.superior = superior
        row.save(update_fields=["superior"])
        _name_on_bases(row)
        row.tasks.filter(why=TaskWhy.SUPERIOR, decision=Carry.ASK).delete()
        known = set(row.tasks.exclude(superior_stem=None).values_list("superior_stem", flat=True))
        last = row.tasks.order_by("position").values_list("position", flat=True).last() or 0
        fresh = [
            each for each in superior_rows(row, tasks_in_force(row.plan)) if each.superior_stem not in known
        ]
        for position, each in enumerate(fresh, start=last + 1):
            each.position = position
        NextPlanTask.objects.bulk_create(fresh)
    return row


def _name_on_bases(draft: NextPlan) -> None:
    """Let the superior's new plan stand where its last one stood, unless a person decided about that."""
    named, last = superior_of(draft), draft.plan.superior
    if last is None or not last.printed_number:
        return
    waiting = draft.bases.filter(number=last.printed_number, version=1)
    for basis in waiting:
        follows = named is not None and named.replaces == basis.number
        basis.proposed = basis.text = named.cited if named is not None and follows else basis.old
        basis.decision = BasisVerdict.TAKE if follows else BasisVerdict.ASK
        basis.save(update_fields=["proposed", "text", "decision"])


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The file on its way to a plan, and work that the document could not say as decided."""

    intake: Intake
    unsaid: tuple[vanban.DraftNote, ...] = ()


def hand_in_next_plan(*, user: Uploader, draft: NextPlan, version: int, now: dt.datetime) -> HandedIn:
    """Write the document and hand it in, so that it is read, reviewed and adopted as any plan. Handed in twice is handed in once."""
    on = day_of(now)
    row = NextPlan.objects.select_related(
        "plan__unit", "plan__superior", "base__file", "superior__unit", "intake"
    ).get(pk=draft.pk)
    if not may_keep_plan(user, row.plan, on=on):
        raise PermissionDenied
    if not row.is_open and row.intake is not None:
        return HandedIn(row.intake)
    if (waiting := desk_of(row).waiting) > 0:
        raise Refused(
            _("%(n)s decisions are still missing. Nothing was handed in: decide them first.")
            % {"n": waiting},
            code="undecided",
        )
    found = document_of(row, on=on)
    data = vanban.write_docx(found.document)
    mine = NextPlan.objects.filter(pk=row.pk, state=NextPlanState.DRAFT, version=version)
    if not mine.update(state=NextPlanState.FINISHED, version=version + 1):
        raise Outdated
    try:
        intake = hand_in_plan(
            user=user, unit=row.plan.unit, name=f"du-thao-ke-hoach-{row.year}.docx", data=data, now=now
        )
    except BaseException:
        NextPlan.objects.filter(pk=row.pk, intake=None).update(state=NextPlanState.DRAFT)
        raise
    with transaction.atomic():
        row.refresh_from_db()
        row.intake = intake
        row.save(update_fields=["intake"])
        record(action="plans.hand_in_next_plan", user=user, target=row, data={"intake": intake.pk}, now=now)
    return HandedIn(intake, tuple(note for note in found.notes if note.reason.value == UNSAID))


def reopen_next_plan(*, user: Uploader, draft: NextPlan, version: int, now: dt.datetime) -> NextPlan:
    """Go on writing a draft that was handed in; what was handed in stays on its way."""
    with transaction.atomic():
        row = _locked(draft.pk)
        if not may_keep_plan(user, row.plan, on=day_of(now)):
            raise PermissionDenied
        if row.is_open:
            return row
        if row.version != version:
            raise Outdated
        if open_next_plan_of(row.plan, row.year) is not None:
            raise Refused(
                _("Another draft for the same year is being written. Go on with that one."), code="another"
            )
        row.state, row.intake, row.version = NextPlanState.DRAFT, None, row.version + 1
        row.save(update_fields=["state", "intake", "version"])
        record(action="plans.reopen_next_plan", user=user, target=row, data={}, now=now)
    return row


def _set(row: NextPlanTask | NextPlanBasis, fields: Mapping[str, str], allowed: frozenset[str]) -> None:
    for name, value in fields.items():
        if name not in allowed:
            raise ValueError(name)
        if not is_printable(value):
            raise Refused(UNPRINTABLE_TOLD, code="unprintable")
        setattr(row, name, value)


@contextmanager
def _writing(user: Uploader, pk: int, version: int | None, now: dt.datetime, action: str, **data: Any) -> Iterator[NextPlan]:  # fmt: skip
    """One transaction, the policy, what may still be written, one entry in the log. Saving a row asks for its own version alone."""
    with transaction.atomic():
        row = _locked(pk)
        if not may_keep_plan(user, row.plan, on=day_of(now)):
            raise PermissionDenied
        if not row.is_open:
            raise Refused(
                _("This draft was handed in and is closed. What you typed was not saved."), code="not-open"
            )
        if version is not None and row.version != version:
            raise Outdated
        yield row
        row.version += 1
        row.save(update_fields=["version"])
        record(action=action, user=user, target=row, data=data, now=now)


def _locked(pk: int) -> NextPlan:
    rows = NextPlan.objects.select_for_update(of=("self",)).select_related("plan__unit", "plan__superior", "superior__unit")  # fmt: skip
    return rows.get(pk=pk)
