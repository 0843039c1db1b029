"""What the review screen shows: the draft with what still needs a look, and the source with its marks."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from nhipcau.organisations.policies import Person, roles_of
from nhipcau.organisations.selectors import kinds_in_words
from nhipcau.plans.models import (
    DraftTask,
    DraftUnit,
    Intake,
    IntakeState,
    Occurrence,
    UnitRole,
    label_of,
    occurrences,
)
from nhipcau.plans.policies import visible_intakes
from nhipcau.plans.selectors.wording import in_words

OPEN_STATES = (IntakeState.QUEUED, IntakeState.READING, IntakeState.FAILED, IntakeState.REVIEW)
SHOWN_DAYS = 6
# Lines that say who, when and how much of the task above them; the reader's spans hold the task's own words only.
ATTRIBUTE = re.compile(
    r"\W*(?:đơn vị|cơ quan|chủ trì|phối hợp|thời gian|thời hạn|số lượng|đối tượng|sản phẩm|kết quả|lộ trình|lãnh đạo phụ trách|"
    r"hình thức|địa điểm|kinh phí)\b[^:]{0,60}:",
    re.IGNORECASE,
)


def intakes_seen_by(user: Person, *, on: dt.date) -> QuerySet[Intake]:
    """Plans on their way in that the user may look at."""
    seen = Intake.objects.filter(visible_intakes(roles_of(user, on=on)))
    return seen.select_related("unit", "file", "created_by")


def open_intakes(user: Person, *, on: dt.date) -> QuerySet[Intake]:
    """Those that still wait for somebody: without the heavy columns."""
    return (
        intakes_seen_by(user, on=on)
        .filter(state__in=OPEN_STATES)
        .defer("lines", "reading", "findings", "notes")
    )


def put_aside(user: Person, *, on: dt.date) -> QuerySet[Intake]:
    """Those that were put aside and can be taken back: without the heavy columns."""
    aside = intakes_seen_by(user, on=on).filter(state=IntakeState.DISCARDED, file__isnull=False)
    return aside.defer("lines", "reading", "findings", "notes")


def in_language(told: Mapping[str, Any], key: str = "") -> str:
    """The Vietnamese or the English wording of something the reader says."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return str(told.get(f"{key}_{language}" if key else language, ""))


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with the place it leads to: `task` opens a task, else `line` is an anchor of the source."""

    severity: str
    message: str
    task: int | None
    line: int | None
    handled: bool = False


@dataclass
class ShownWhen:
    """One schedule in words, with its due days in the plan's period."""

    when: dict[str, Any]
    words: str
    dues: Sequence[Occurrence]

    @property
    def days(self) -> str:
        """The first due days, and how many there are: "6: 27/02, 29/04 …"."""
        shown = ", ".join(
            f"{due.due_on:%d/%m/%Y}" if len(self.dues) == 1 else f"{due.due_on:%d/%m}"
            for due in self.dues[:SHOWN_DAYS]
        )
        return f"{shown} …" if len(self.dues) > SHOWN_DAYS else shown


@dataclass
class ShownTask:
    """A task under review with what it means."""

    row: DraftTask
    intake: Intake
    units: list[DraftUnit]

    @property
    def label(self) -> str:
        """The printed labels from the top."""
        return label_of(self.row.path)

    @property
    def leads(self) -> list[DraftUnit]:
        """Units that lead, in order."""
        return [unit for unit in self.units if unit.role == UnitRole.LEAD]

    @property
    def coops(self) -> list[DraftUnit]:
        """Units that coordinate, in order."""
        return [unit for unit in self.units if unit.role == UnitRole.COOP]

    @cached_property
    def whens(self) -> list[ShownWhen]:
        """The schedule in words, with the days it falls due."""
        first, last = self.intake.period_from, self.intake.period_to
        return [
            ShownWhen(when, in_words(when), occurrences(when, first, last) if first and last else ())
            for when in self.row.whens
        ]

    @cached_property
    def reasons(self) -> list[str]:
        """Why somebody should look at it; empty where all is clear."""
        if self.row.is_checked or self.row.is_dropped:
            return []
        unsure = [unit for unit in self.units if not unit.is_sure]
        found = []
        if not self.row.text.strip():
            found.append(_("no text"))
        if not self.leads:
            found.append(_("nobody leads"))
        if unsure:
            found.append(
                ngettext("%(count)s unit to be confirmed", "%(count)s units to be confirmed", len(unsure))
                % {"count": len(unsure)}
            )
        if self.row.time_text.strip() and not self.row.whens:
            found.append(_("time not understood"))
        if any(each["severity"] == "error" for each in self.live_findings):
            found.append(_("a finding"))
        return found

    @property
    def live_findings(self) -> list[dict[str, Any]]:
        """The findings of the reading that the corrections have not met."""
        return [
            each for each in self.row.task_findings if each["rule"] != "task-without-lead" or not self.leads
        ]

    @property
    def findings(self) -> list[ShownFinding]:
        """What the checks say about this task."""
        return [
            ShownFinding(each["severity"], in_language(each), self.row.pk, None)
            for each in self.live_findings
        ]


@dataclass(frozen=True, slots=True)
class Counters:
    """The line above the review."""

    tasks: int
    clear: int
    look: int
    checked: int
    dropped: int
    findings: int


@dataclass
class Review:
    """A whole draft: two queries, however many tasks it has."""

    intake: Intake
    tasks: list[ShownTask] = field(default_factory=list)

    @property
    def kept(self) -> list[ShownTask]:
        """Tasks that will be adopted."""
        return [task for task in self.tasks if not task.row.is_dropped]

    @cached_property
    def findings(self) -> list[ShownFinding]:
        """All findings, errors first; one about a task that was checked or dropped counts as handled."""
        about_tasks = [
            ShownFinding(
                each["severity"],
                in_language(each),
                task.row.pk,
                None,
                task.row.is_checked or task.row.is_dropped,
            )
            for task in self.tasks
            for each in task.live_findings
        ]
        starts = [line["s"] for line in self.intake.lines]
        of_document = [
            ShownFinding(each["severity"], in_language(each), None, _line_at(starts, each["spans"]))
            for each in self.intake.findings
            if each["task"] is None
        ]
        order = {"error": 0, "warning": 1, "info": 2}
        return sorted(
            [*of_document, *about_tasks], key=lambda each: (each.handled, order.get(each.severity, 3))
        )

    @cached_property
    def counters(self) -> Counters:
        """Counts of tasks and findings as they are now."""
        kept = self.kept
        look = sum(bool(task.reasons) for task in kept)
        return Counters(
            len(kept), len(kept) - look, look, sum(task.row.is_checked for task in kept), len(self.tasks) - len(kept),
            sum(not each.handled for each in self.findings),
        )  # fmt: skip


def review_of(intake: Intake) -> Review:
    """The draft of an intake. The caller has asked the policy."""
    rows = intake.draft_tasks.prefetch_related(
        "draft_units__unit", "draft_units__group", "draft_units__former"
    )
    return Review(intake, [ShownTask(row, intake, list(row.draft_units.all())) for row in rows])


def shown_task(row: DraftTask) -> ShownTask:
    """One task of a draft."""
    units = row.draft_units.select_related("unit", "group", "former")
    return ShownTask(row, row.intake, list(units))


def meaning_in_words(unit: DraftUnit) -> str:
    """What a printed name means, as a choice is named."""
    if unit.unit is not None:
        return unit.unit.name
    if unit.group is not None:
        return unit.group.name
    return kinds_in_words(unit.kinds) if unit.kinds else ""


def _line_at(starts: Sequence[int], spans: Sequence[Sequence[int]]) -> int | None:
    return max(bisect_right(starts, spans[0][0]) - 1, 0) if spans and starts else None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line; `task` is the task it belongs to."""

    text: str
    task: int | None = None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A paragraph of the source as it is printed on the left; `opens` is the task whose first words stand here."""

    number: int
    segments: tuple[Segment, ...]
    tasks: tuple[int, ...]
    opens: int | None
    line: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of a table of the source."""

    lines: tuple[SourceLine, ...]
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A paragraph, or a table of rows of cells."""

    line: SourceLine | None = None
    rows: tuple[tuple[SourceCell, ...], ...] = ()


def source_of(
    lines: Sequence[Mapping[str, Any]], tasks: Iterable[tuple[int, Sequence[Sequence[int]]]]
) -> list[SourceBlock]:
    """The source as blocks, with the words of each task marked. `tasks` are pairs of key and spans, in order."""
    starts = [int(line["s"]) for line in lines]
    touching: dict[int, list[tuple[int, int, int]]] = {}
    first_line: dict[int, int] = {}
    for task, spans in tasks:
        for start, end in spans:
            number = max(bisect_right(starts, start) - 1, 0)
            while number < len(lines) and starts[number] < end:
                touching.setdefault(number, []).append((start, end, task))
                first_line[task] = min(first_line.get(task, number), number)
                number += 1
    opening = {number: task for task, number in reversed(first_line.items())}
    printed, above = [], 0
    for number, line in enumerate(lines):
        marks = touching.get(number, [])
        if marks:
            above = marks[-1][2]
        elif not ATTRIBUTE.match(line["t"]):
            above = 0
        printed.append(_line(number, line, marks, opening.get(number), above))
    return list(_blocks(printed))


def _line(
    number: int, line: Mapping[str, Any], spans: list[tuple[int, int, int]], opens: int | None, above: int
) -> SourceLine:
    text, start = str(line["t"]), int(line["s"])
    segments: list[Segment] = []
    at = 0
    for first, last, task in sorted(spans):
        first, last = max(first - start, at), min(last - start, len(text))
        if last <= first:
            continue
        if first > at:
            segments.append(Segment(text[at:first]))
        segments.append(Segment(text[first:last], task))
        at = last
    if at < len(text):
        segments.append(Segment(text[at:]))
    tasks = tuple(dict.fromkeys(task for *_, task in spans)) or ((above,) if above else ())
    return SourceLine(number, tuple(segments), tasks, opens, line)


def _blocks(lines: Sequence[SourceLine]) -> Iterable[SourceBlock]:
    index = 0
    while index < len(lines):
        cell = lines[index].line.get("cell")
        if cell is None:
            yield SourceBlock(lines[index])
            index += 1
            continue
        table: list[SourceLine] = []
        while (
            index < len(lines) and (here := lines[index].line.get("cell")) is not None and here[0] == cell[0]
        ):
            table.append(lines[index])
            index += 1
        yield SourceBlock(rows=_rows(table))


def _rows(lines: Sequence[SourceLine]) -> tuple[tuple[SourceCell, ...], ...]:
    rows: dict[int, dict[int, list[SourceLine]]] = {}
    for line in lines:
        _table, row, column, *_spans = line.line["cell"]
        rows.setdefault(row, {}).setdefault(column, []).append(line)
    return tuple(
        tuple(
            SourceCell(tuple(each), each[0].line["cell"][3], each[0].line["cell"][4])
            for _column, each in sorted(cells.items())
        )
        for _row, cells in sorted(rows.items())
    )
