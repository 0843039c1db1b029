"""The document that the rows of a draft make: the old plan's file with everything that was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

import vanban
from nhipcau.kernel.errors import Refused
from nhipcau.plans.models import BasisVerdict, Carry, NextPlan, NextPlanTask, PlanVersion, Task

Path = tuple[str, ...]


def reading_of(version: PlanVersion) -> vanban.Reading:
    """The file of a version, read again; refused where that cannot be done any more."""
    try:
        with version.file.file.open("rb") as source:
            return vanban.read_bytes(source.read(), version.file.original_name)
    except (OSError, vanban.UnreadableDocument) as error:
        raise Refused(
            _("The file of this plan cannot be read again, so nothing can be drafted from it. Nothing was changed."),
            code="unreadable",
        ) from error  # fmt: skip


def drafted(
    reading: vanban.Reading, draft: NextPlan, decisions: vanban.Decisions, *, on: dt.date
) -> vanban.NextYear:
    """The draft of the library for the period of this plan."""
    period = vanban.Period(draft.plan.period_from, draft.plan.period_to)
    return vanban.next_year(reading, on=on, year=draft.year, period=period, decisions=decisions)


def document_of(draft: NextPlan, *, on: dt.date) -> vanban.NextYear:
    """The document as it stands now, with remarks; what is still asked is carried over as proposed."""
    reading = reading_of(draft.base)
    plain = drafted(reading, draft, vanban.Decisions(renamed=draft.renamed), on=on)
    return drafted(reading, draft, decisions_of(draft, plain), on=on)


def docx_of_next(draft: NextPlan, *, on: dt.date) -> bytes:
    """The draft as a Word file: no number, no day, no name of a signer."""
    return vanban.write_docx(document_of(draft, on=on).document)


def superior_of(draft: NextPlan) -> vanban.SuperiorPlan | None:
    """The superior's new plan as a ground; None where there is none, or it has no number yet."""
    plan = draft.superior
    if plan is None or not plan.printed_number:
        return None
    last = draft.plan.superior
    return vanban.SuperiorPlan(
        plan.type or "Kế hoạch",
        plan.printed_number,
        plan.issued_on,
        plan.issuer or plan.unit.name,
        plan.title,
        replaces=last.printed_number if last is not None and last.unit_id == plan.unit_id else "",
    )


def decisions_of(draft: NextPlan, plain: vanban.NextYear) -> vanban.Decisions:
    """What the rows decide, in the library's words. `plain` is the draft without decisions."""
    rows = list(draft.tasks.order_by("position", "pk"))
    covered = _Cover(draft, rows)
    tasks: dict[Path, vanban.TaskDecision] = {}
    for old, new in plain.carried:
        start = old.spans[0].start if old.spans else -1
        tasks[old.path] = _about(covered, start, new)
    new_rows = [row for row in rows if row.pk not in covered.met and row.decision == Carry.CARRY]
    return vanban.Decisions(
        tasks=tasks, new=tuple(map(_new_task, new_rows)), bases=_bases(draft), superior=superior_of(draft), renamed=draft.renamed,
    )  # fmt: skip


class _Cover:
    """Which row speaks of which place of the old plan. Reviewers may have split tasks, joined them or added some."""

    def __init__(self, draft: NextPlan, rows: Sequence[NextPlanTask]) -> None:
        spans = dict(Task.objects.filter(version=draft.base_id).values_list("stem", "spans"))
        self._places: list[tuple[int, int, NextPlanTask]] = [
            (start, end, row) for row in rows if row.stem in spans for start, end in spans[row.stem]
        ]
        self.met: dict[int, int] = {}
        """Rows that were found in the file, and where the first task of each begins."""

    def at(self, start: int) -> list[NextPlanTask]:
        """The rows of a task that begins there."""
        found = {row.pk: row for low, high, row in self._places if low <= start < high}
        return list(found.values())

    def is_first(self, row: NextPlanTask, start: int) -> bool:
        """Whether a row has not been met at an earlier task."""
        return self.met.setdefault(row.pk, start) == start


def _about(covered: _Cover, start: int, new: vanban.Task) -> vanban.TaskDecision:
    """What becomes of one task that was read."""
    rows = covered.at(start)
    first = [row for row in rows if covered.is_first(row, start)]
    left = [row for row in first if row.decision != Carry.DROP]
    if not left:  # dropped now or at review, or joined with a task before
        return vanban.TaskDecision(drop=True)
    if len(rows) > 1:
        if len(left) == len(rows) and all(row.text == row.proposed.get("text") for row in rows):
            return vanban.TaskDecision()
        return vanban.TaskDecision(text=" ".join(row.text for row in left))
    (row,) = left
    return vanban.TaskDecision(
        text=row.text if _plain(row.text) != _plain(new.text) else None,
        lead=_units(row.lead) if row.lead != "; ".join(dict.fromkeys(new.lead)) else None,
        coop=_units(row.coop) if row.coop != "; ".join(dict.fromkeys(new.coop)) else None,
        time=row.time if row.time != (new.time or "") else None,
    )


def _new_task(row: NextPlanTask) -> vanban.NewTask:
    return vanban.NewTask(row.text, _units(row.lead), _units(row.coop), row.time, tuple(row.section))


def _bases(draft: NextPlan) -> Mapping[str, str | None]:
    def decided() -> Iterator[tuple[str, str | None]]:
        for row in draft.bases.all():
            match row.decision:
                case BasisVerdict.DROP:
                    yield row.number, None
                case BasisVerdict.KEEP:
                    yield row.number, row.old
                case BasisVerdict.TAKE:
                    yield row.number, row.text or row.proposed

    return dict(decided())


def _units(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(";") if (name := " ".join(part.split()).strip(" .")))


def _plain(text: str) -> str:
    return " ".join(text.split())
