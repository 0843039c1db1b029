"""What a check is: one class a rule, looking at one case.

A rule says what is wrong and what to do, in Vietnamese and English, with the place in the source. It changes
nothing and knows no day but those of the document. `good` and `bad` are small documents: a test reads both and
finds the rule silent on one and speaking on the other.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import ClassVar

from vanban.catalog.days_off import DayOff, day_off_on
from vanban.catalog.document_types import is_party_symbol
from vanban.model import Document, Finding, Line, Severity, SourceDocument, Span, Task
from vanban.text.motto import PARTY

Calendar = Callable[[date], DayOff | None]
"""Why offices are closed on a day, or None where they are open."""

_PARTY_NUMBER = re.compile(r"^\W{0,3}Số\s+\d+\s*-\s*[A-ZĐ][A-Za-zĐ]*/", re.MULTILINE)
"""The Party's form: no colon, a hyphen after the number, a stroke before the body ("Số 07-KH/BCĐ")."""

_PARTY_HEADING = re.compile(PARTY)

DECREE_30 = "Nghị định số 30/2020/NĐ-CP"


@dataclass(frozen=True, slots=True)
class _TaskSpans:
    """The spans of all tasks in order; `reaches`: the furthest end so far."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tasks: tuple[int, ...]
    reaches: tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """A document before the rules, with what the caller knows besides."""

    source: SourceDocument
    document: Document
    known_units: frozenset[str] | None = None
    calendar: Calendar = day_off_on
    _starts: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._starts.extend(line.start for line in self.source.lines)

    @property
    def lines(self) -> Sequence[Line]:
        """The lines of the source."""
        return self.source.lines

    @cached_property
    def day(self) -> date | None:
        """The day as of which the document is judged: signing, or else the first day of the plan's period."""
        header = self.document.header
        return header.date or (header.period.start if header.period else None)

    @cached_property
    def is_party(self) -> bool:
        """Whether it is a document of the Party, which has a layout of its own."""
        header = self.document.header
        if header.symbol and (
            is_party_symbol(header.symbol) or _PARTY_NUMBER.search(self.source.text[: self.first_task_at])
        ):
            return True
        return any(_PARTY_HEADING.search(line.text) for line in self.lines[:30])

    @cached_property
    def first_task_at(self) -> int:
        """Offset of the first task or section; the end of the text where there is none."""
        spans = [task.spans for task in self.document.tasks] + [
            section.spans for section in self.document.sections
        ]
        return min((each[0].start for each in spans if each), default=len(self.source.text))

    def index_at(self, offset: int) -> int:
        """Index of the line that holds an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def text_of(self, span: Span) -> str:
        """The source text of a span."""
        return self.source.text[span.start : span.end]

    def extent(self, index: int) -> Span:
        """A task with its attribute lines: from its start to the next task or heading."""
        task = self.document.tasks[index]
        if not task.spans:
            return Span(0, 0)
        start = task.spans[0].start
        after = bisect_right(self._node_starts, start)
        end = self._node_starts[after] if after < len(self._node_starts) else task.spans[-1].end
        return Span(start, max(end, task.spans[-1].end))

    @cached_property
    def _node_starts(self) -> list[int]:
        document = self.document
        nodes = [each.spans for each in document.tasks]
        nodes += [each.spans for each in document.sections]
        nodes += [each.spans for each in document.recipients[:1]]
        nodes += [each.spans for each in document.signers[:1]]
        return sorted(spans[0].start for spans in nodes if spans)

    def tasks(self) -> Iterator[tuple[int, Task]]:
        """The tasks with their index."""
        return iter(enumerate(self.document.tasks))

    def task_at(self, span: Span) -> int | None:
        """The task that holds a span; the first one where several do."""
        at = bisect_right(self._task_spans.starts, span.start) - 1
        holding: list[int] = []
        while at >= 0 and self._task_spans.reaches[at] >= span.end:
            if self._task_spans.ends[at] >= span.end:
                holding.append(self._task_spans.tasks[at])
            at -= 1
        return min(holding, default=None)

    @cached_property
    def _task_spans(self) -> _TaskSpans:
        owned = [(own.start, own.end, index) for index, task in self.tasks() for own in task.spans]
        starts, ends, tasks = zip(*sorted(owned), strict=True) if owned else ((), (), ())
        return _TaskSpans(starts, ends, tasks, tuple(accumulate(ends, max)))

    def whole(self) -> tuple[Span, ...]:
        """Where a remark on the document as a whole is shown: its head."""
        if self.document.header.spans:
            return self.document.header.spans[:1]
        return (self.lines[0].span,) if self.lines else ()


class AnyRule(ABC):
    """What all checks have, whatever they look at."""

    id: ClassVar[str]
    severity: ClassVar[Severity]
    source: ClassVar[str]
    """Legal source, as it is cited in Vietnamese."""


class Rule(AnyRule):
    """One check. Subclasses set the class attributes and yield findings from `find`."""

    good: ClassVar[str]
    bad: ClassVar[str]

    @abstractmethod
    def find(self, case: Case) -> Iterator[Finding]:
        """The findings of this rule, in order of the document."""

    def finding(
        self,
        vi: str,
        en: str,
        spans: Sequence[Span] = (),
        *,
        task: int | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule; `severity` only where a single finding weighs less than the rule."""
        return Finding(self.id, severity or self.severity, vi, en, tuple(spans), task)
