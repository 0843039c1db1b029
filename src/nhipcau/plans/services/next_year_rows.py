"""The rows that a draft of next year's plan begins with: old tasks moved on, what is asked about them, what comes new."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import vanban
from nhipcau.kernel.folding import fold
from nhipcau.library.services import Uploader
from nhipcau.plans.models import (
    PIECE,
    BasisVerdict,
    Carry,
    NextPlan,
    NextPlanBasis,
    NextPlanTask,
    Plan,
    ScheduleKind,
    Task,
    TaskUnit,
    TaskWhy,
)
from nhipcau.plans.selectors.commemorations import anniversaries, between
from nhipcau.plans.selectors.naming import units_then
from nhipcau.plans.selectors.next_year import not_taken_up
from nhipcau.plans.selectors.plans import ShownTask, shown
from nhipcau.plans.selectors.standing import Standing, standings

LATE, EXCUSED, DONE = "overdue", "excused", "met"
ONE_OFF = frozenset({ScheduleKind.BY, ScheduleKind.WITHIN})
ASKED_BASES = frozenset({"ended", "expired", "yearly"})
MOST_ANNIVERSARIES = 30


def renamed_units(plan: Plan, tasks: Sequence[Task], *, on: dt.date) -> dict[str, str]:
    """Names of units that are others today, where one unit stands behind the printed name and one is its heir."""
    meant: dict[str, set[int]] = defaultdict(set)
    for printed, unit in TaskUnit.objects.filter(task__in=tasks, unit__isnull=False).values_list("printed", "unit_id"):  # fmt: skip
        meant[printed].add(unit)
    single = {printed: next(iter(units)) for printed, units in meant.items() if len(units) == 1}
    called = units_then(plan, set(single.values()), on=on)
    return {
        printed: called[unit].now[0].name
        for printed, unit in single.items()
        if len(called[unit].now) == 1
        and fold(printed) == fold(called[unit].name)
        and called[unit].now[0].name != printed
    }


def write_rows(draft: NextPlan, tasks: Sequence[ShownTask], found: vanban.NextYear, *, user: Uploader, on: dt.date) -> int:  # fmt: skip
    """Tasks and bases of a fresh draft, inside the caller's transaction; returns how many tasks."""
    rows = [
        *_carried(draft, tasks, found, user, on),
        *_dropped_before(draft, tasks),
        *_anniversary_rows(draft, tasks),
        *superior_rows(draft, tasks),
    ]
    for position, row in enumerate(rows, start=1):
        row.position = position
    NextPlanTask.objects.bulk_create(rows)
    NextPlanBasis.objects.bulk_create(
        NextPlanBasis(
            next_plan=draft, position=position, number=basis.number[:100], old=basis.old, proposed=basis.new, text=basis.new,
            state=basis.state.value, since=basis.since,
            decision=BasisVerdict.ASK if basis.state.value in ASKED_BASES and basis.new == basis.old else BasisVerdict.TAKE,
        )
        for position, basis in enumerate(found.bases, start=1)
    )  # fmt: skip
    return len(rows)


def notes_outside(found: vanban.NextYear) -> list[dict[str, str]]:
    """Remarks that concern no task: title, preamble, purpose, footnotes. Those on bases stand at the bases."""
    paths = [old.path for old, _ in found.carried]
    return [
        _as_json(note) for note in found.notes
        if note.is_asked and not note.reason.value.startswith("basis-") and not any(_is_at(note, path) for path in paths)
    ]  # fmt: skip


def _as_json(note: vanban.DraftNote) -> dict[str, str]:
    return {"reason": note.reason.value, "vi": note.vi, "en": note.en}


def _is_at(note: vanban.DraftNote, path: Sequence[str]) -> bool:
    return bool(note.path) and note.path[: len(path)] == tuple(path)


def _carried(draft: NextPlan, tasks: Sequence[ShownTask], found: vanban.NextYear, user: Uploader, on: dt.date) -> Iterator[NextPlanTask]:  # fmt: skip
    """Every task in force, moved on."""
    read = {old.path: (old, new) for old, new in found.carried}
    known = standings().of(user, [task.row.pk for task in tasks], on=on)
    for task in tasks:
        path = tuple(part for part in task.row.path if not part.startswith(PIECE))
        told = [_as_json(note) for note in found.notes if note.is_asked and _is_at(note, path)]
        proposed = proposal(draft, task, read.get(path))
        why = why_asked(task, known.get(task.row.pk)) or (TaskWhy.READ if told else "")
        yield NextPlanTask(
            next_plan=draft, stem=task.row.stem, path=task.row.path, section=list(path[:-1]), section_title=task.row.section,
            decision=Carry.ASK if why else Carry.CARRY, why=why, old_text=task.row.text, old_time=task.row.time_text,
            proposed=proposed, told=told, **proposed,
        )  # fmt: skip


def proposal(
    draft: NextPlan, task: ShownTask, read: tuple[vanban.Task, vanban.Task] | None
) -> dict[str, str]:
    """Text, units and time of an old task as they will be: as drafted where it was adopted as read, else moved here."""
    period = vanban.Period(draft.plan.period_from, draft.plan.period_to)
    text = vanban.move_times(task.row.text, period, year=draft.year)
    if read is not None and read[0].text == task.row.text:
        text = read[1].text
    return {
        "text": text,
        "lead": _names((each.printed for each in task.leads), draft.renamed)[:2000],
        "coop": _names((each.printed for each in task.coops), draft.renamed)[:2000],
        "time": vanban.move_times(task.row.time_text, period, year=draft.year, line=True)[:500],
    }


def _names(printed: Iterable[str], renamed: Mapping[str, str]) -> str:
    return "; ".join(dict.fromkeys(renamed.get(name, name) for name in printed))


def why_asked(task: ShownTask, standing: Standing | None) -> str:
    """Why a person is asked about a task, by how its year went."""
    if standing is None:
        return ""
    if standing.look == LATE:
        return TaskWhy.LATE
    if standing.look == EXCUSED:
        return TaskWhy.UNDONE
    kinds = {schedule.kind for schedule in task.schedules}
    once = bool(kinds) and kinds <= ONE_OFF
    return TaskWhy.ONCE if once and standing.look == DONE and standing.done >= standing.asked > 0 else ""


def _dropped_before(draft: NextPlan, tasks: Sequence[ShownTask]) -> Iterator[NextPlanTask]:
    """Tasks of earlier versions that an amendment dropped."""
    stems = {task.row.stem for task in tasks}
    earlier = Task.objects.filter(plan=draft.plan).exclude(version=draft.base_id).order_by("-version__ordinal", "position")  # fmt: skip
    last: dict[uuid.UUID, Task] = {}
    for row in earlier:
        if row.stem not in stems:
            last.setdefault(row.stem, row)
    for task in shown(draft.plan, list(last.values())):
        proposed = proposal(draft, task, None)
        path = [part for part in task.row.path if not part.startswith(PIECE)]
        yield NextPlanTask(
            next_plan=draft, stem=task.row.stem, path=task.row.path, section=path[:-1], section_title=task.row.section,
            decision=Carry.ASK, why=TaskWhy.DROPPED, old_text=task.row.text, old_time=task.row.time_text, proposed=proposed, **proposed,
        )  # fmt: skip


def _anniversary_rows(draft: NextPlan, tasks: Sequence[ShownTask]) -> Iterator[NextPlanTask]:
    """Round anniversaries of the new period that plans of this unit name, and no task speaks of yet."""
    length = draft.plan.period_to.year - draft.plan.period_from.year
    first, last = dt.date(draft.year, 1, 1), dt.date(draft.year + length, 12, 31)
    named = anniversaries().filter(sources__plan__unit=draft.plan.unit_id).distinct()
    spoken = " ".join(fold(task.row.text) for task in tasks)
    coming = [
        each for each in between(named, first, last) if each.is_round and fold(each.row.name) not in spoken
    ]
    section = _first_section(tasks)
    for each in coming[:MOST_ANNIVERSARIES]:
        # A sentence of the plan itself, in the language of plans.
        text = f"Tuyên truyền kỷ niệm {each.years} năm {each.row.name} ({each.day:%d/%m/%Y})."
        proposed = {"text": text, "lead": "", "coop": "", "time": ""}
        yield NextPlanTask(
            next_plan=draft, section=section[0], section_title=section[1], decision=Carry.ASK, why=TaskWhy.ANNIVERSARY, proposed=proposed,
            **proposed,
        )  # fmt: skip


def superior_rows(draft: NextPlan, tasks: Sequence[ShownTask]) -> list[NextPlanTask]:
    """Work that the superior's new plan gives this unit and the old plan does not know."""
    if draft.superior is None:
        return []
    section = _first_section(tasks)
    rows = []
    for task in not_taken_up(draft.plan, draft.superior, tasks):
        proposed = {"text": task.row.text, "lead": "", "coop": "", "time": task.row.time_text}
        rows.append(
            NextPlanTask(
                next_plan=draft, superior_stem=task.row.stem, section=section[0], section_title=section[1], decision=Carry.ASK,
                why=TaskWhy.SUPERIOR, proposed=proposed, **proposed,
            )
        )  # fmt: skip
    return rows


def _first_section(tasks: Sequence[ShownTask]) -> tuple[list[str], str]:
    """Where new work stands until a person says otherwise: the top-level heading of the first task."""
    if not tasks:
        return [], ""
    first = tasks[0].row
    return first.path[:1], first.section if len(first.path) == 2 else ""
