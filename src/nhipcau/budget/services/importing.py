"""Lines of an estimate from a spreadsheet: read, show what would change, then change it. Importing twice changes nothing the second time.

A line is known by the key that our own sheet carries; a line without one by its task and content, so that a new line is entered
once. Lines that the sheet leaves out stay.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from nhipcau.budget.models import Estimate, EstimateLine
from nhipcau.budget.policies import may_write
from nhipcau.budget.services.estimates import MOST_LINES, write_fields
from nhipcau.budget.services.locking import changing
from nhipcau.budget.services.rows import Fault, SheetLine, Vocabulary, understood
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold
from nhipcau.organisations.policies import Person
from nhipcau.organisations.services.sheets import cells
from nhipcau.plans.models import Plan, Task
from nhipcau.plans.selectors.plans import latest_version


@dataclass(frozen=True)
class LineChange:
    """What a line of the sheet does: a new line, a changed one, or none."""

    row: SheetLine
    line: EstimateLine | None
    differs: tuple[str, ...] = ()

    @property
    def how(self) -> str:
        """ "new", "changed" or "same"."""
        return "new" if self.line is None else "changed" if self.differs else "same"


@dataclass(frozen=True)
class Preview:
    """What an import would do; with faults nothing is imported."""

    changes: tuple[LineChange, ...]
    faults: tuple[Fault, ...]
    kept: int
    """Lines of the estimate that the sheet leaves out."""

    def counted(self, how: str) -> int:
        """How many lines are new, changed or the same."""
        return sum(change.how == how for change in self.changes)


def labels_of(plan: Plan) -> dict[str, Any]:
    """Folded label of a task in force ("ii.3.b") → its stem; labels that two tasks share mean neither."""
    tasks: dict[str, list[Any]] = defaultdict(list)
    for task in Task.objects.filter(version=latest_version(plan)).only("path", "stem"):
        tasks[fold(task.label)].append(task.stem)
    return {label: stems[0] for label, stems in tasks.items() if len(stems) == 1}


def preview_lines(*, user: Person, estimate: Estimate, data: bytes, name: str, now: dt.datetime) -> Preview:
    """Read the sheet and compare it with the estimate; changes nothing."""
    if not may_write(user, estimate.unit, on=day_of(now)):
        raise PermissionDenied
    rows, faults = understood(cells(data, name, decimal=","), Vocabulary(labels_of(estimate.plan)))
    lines = list(estimate.lines.select_related("fund", "code").order_by("position", "pk"))
    by_key = {line.pk: line for line in lines}
    named = {row.key for row in rows}
    free: dict[tuple[str, Any], list[EstimateLine]] = defaultdict(list)
    for line in lines:
        if line.pk not in named:
            free[_likeness(line.content, line.stem)].append(line)
    changes = []
    for row in rows:
        if row.key is not None:
            found = by_key.get(row.key)
            if found is None:
                said = _("This estimate has no line %(key)s: empty the cell to enter a new line.") % {
                    "key": row.key
                }
                faults.append(Fault(row.line, said))
                continue
        else:
            waiting = free[_likeness(row.fields["content"], row.fields.get("stem"))]
            found = waiting.pop(0) if waiting else None
        differs = (
            ()
            if found is None
            else tuple(key for key, value in row.fields.items() if getattr(found, key) != value)
        )
        changes.append(LineChange(row, found, differs))
    matched = {change.line.pk for change in changes if change.line is not None}
    return Preview(
        tuple(changes), tuple(sorted(faults, key=lambda fault: fault.line)), len(set(by_key) - matched)
    )


def import_lines(
    *, user: Person, estimate: Estimate, version: int, data: bytes, name: str, now: dt.datetime
) -> Preview:
    """Do what the preview shows, all of it or nothing."""
    preview = preview_lines(user=user, estimate=estimate, data=data, name=name, now=now)
    if preview.faults:
        raise Refused(
            _("The sheet has errors; nothing was imported. Correct them and try again."), code="sheet-errors"
        )
    if not (preview.counted("new") or preview.counted("changed")):
        return preview

    def allowed(row: Estimate) -> bool:
        return may_write(user, row.unit, on=day_of(now))

    with changing(
        user=user, pk=estimate.pk, version=version, now=now, action="budget.import_lines", allowed=allowed
    ) as (row, told):  # fmt: skip
        if not row.is_open:
            raise Refused(
                _("This estimate was handed in and is closed. Nothing was imported."), code="not-open"
            )
        if row.lines.count() + preview.counted("new") > MOST_LINES:
            raise Refused(_("The estimate would have too many lines. Nothing was imported."), code="too-many")
        last = row.lines.order_by("-position").values_list("position", flat=True).first() or 0
        for change in preview.changes:
            if change.how == "same":
                continue
            line = change.line
            if line is None:
                last += 1
                line = EstimateLine(estimate=row, position=last, version=0)
            write_fields(line, change.row.fields)
            line.version += 1
            line.save()
        told.update(file=name[:200], new=preview.counted("new"), changed=preview.counted("changed"))
    return preview


def _likeness(content: str, stem: Any) -> tuple[str, Any]:
    return fold(content), stem
