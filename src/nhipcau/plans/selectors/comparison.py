"""Two lists of tasks side by side: an amendment and the version in force, two versions, the plans of two years."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.plans.comparing import Difference, Facts, Piece, differences, word_by_word
from nhipcau.plans.likeness import Likeness, Work, pair_off
from nhipcau.plans.models import Plan, PlanVersion, Task, TaskKind, Verdict, occurrences
from nhipcau.plans.selectors import review
from nhipcau.plans.selectors.plans import ShownTask, shown

# From this score on, two tasks of two versions are proposed as the same work.
SAME_WORK_FROM = 45
TEXT = pgettext_lazy("plan", "Task")


@dataclass(frozen=True)
class Side:
    """A task as one half of a comparison; `key` is the key of its row."""

    key: int
    label: str
    text: str
    section: str
    leads: tuple[str, ...]
    coops: tuple[str, ...]
    times: tuple[str, ...]
    quantity: str
    kind: str
    work: Work

    @cached_property
    def facts(self) -> Facts:
        """What is compared of it."""
        others: tuple[tuple[str | Promise, str], ...] = (
            (_("Leads"), "; ".join(self.leads)),
            (_("Coordinates"), "; ".join(self.coops)),
            (_("When"), "; ".join(self.times)),
            (_("Quantity"), self.quantity),
            (_("Kind"), self.kind),
        )
        return Facts(self.text, others)


@dataclass
class Pair:
    """A row of a comparison: a task before, one now, or both; `is_decided` where a person said so."""

    before: Side | None
    now: Side | None
    verdict: str
    score: int = 0
    is_decided: bool = False
    differences: list[Difference] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the verdict is called."""
        return str(Verdict(self.verdict).label)

    @property
    def other_differences(self) -> list[Difference]:
        """What differs besides the text."""
        return [each for each in self.differences if not each.pieces]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The text, with what went and what came marked."""
        if self.before is None or self.now is None:
            return ()
        return word_by_word(self.before.text, self.now.text)

    @property
    def text_changed(self) -> bool:
        """Whether the words are others."""
        return any(each.pieces for each in self.differences)


@dataclass
class Compared:
    """All pairs, in the order of the later list; a dropped task stands where it stood."""

    pairs: list[Pair]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many of each verdict."""
        counted = Counter(pair.verdict for pair in self.pairs)
        return {verdict: counted[verdict] for verdict in Verdict.values}

    @property
    def undecided(self) -> int:
        """How many nobody decided."""
        return sum(not pair.is_decided for pair in self.pairs)

    def narrowed(self, verdict: str) -> list[Pair]:
        """Those of one verdict, or "open": those nobody decided; everything for an empty one."""
        if verdict == "open":
            return [pair for pair in self.pairs if not pair.is_decided]
        return [pair for pair in self.pairs if not verdict or pair.verdict == verdict]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said, by keys of rows."""

    before: int | None
    now: int | None
    verdict: str


def compare(
    before: Sequence[Side], now: Sequence[Side], decided: Iterable[Decided] = (), given: Mapping[int, int] | None = None
) -> Compared:  # fmt: skip
    """Pair two lists off. `decided` comes first; `given` (now → before) are pairs that are known, as by their stems."""
    by_before, by_now = {side.key: side for side in before}, {side.key: side for side in now}
    said: dict[int, Pair] = {}
    dropped: dict[int, Pair] = {}
    used: set[int] = set()
    for each in decided:
        old = by_before.get(each.before) if each.before is not None else None
        new = by_now.get(each.now) if each.now is not None else None
        if (each.before is not None and old is None) or (each.now is not None and new is None):
            continue  # the draft lost this task since
        pair = _pair(old, new, each.verdict, 100, True)
        if new is not None:
            said[new.key] = pair
        elif old is not None:
            dropped[old.key] = pair
        if old is not None:
            used.add(old.key)
    for key, old_key in (given or {}).items():
        if key in by_now and old_key in by_before and key not in said and old_key not in used:
            said[key] = _pair(by_before[old_key], by_now[key], "", 100, False)
            used.add(old_key)
    open_before = [side for side in before if side.key not in used]
    open_now = [side for side in now if side.key not in said]
    found: Mapping[Hashable, Likeness] = {}
    if given is None:
        found = pair_off(
            [side.work for side in open_before], [side.work for side in open_now], least=SAME_WORK_FROM
        )
    for side in open_now:
        likeness = found.get(side.key)
        old = by_before[int(str(likeness.left))] if likeness else None
        said[side.key] = _pair(
            old, side, "" if old else Verdict.NEW, likeness.score if likeness else 0, False
        )
        if old is not None:
            used.add(old.key)
    return Compared(_in_order(before, now, said, dropped))


def _pair(old: Side | None, new: Side | None, verdict: str, score: int, is_decided: bool) -> Pair:
    found = differences(old.facts, new.facts, text=TEXT) if old and new else []
    if not verdict:
        verdict = Verdict.CHANGED if found else Verdict.KEPT
    return Pair(old, new, verdict, score, is_decided, found)


def _in_order(
    before: Sequence[Side], now: Sequence[Side], said: Mapping[int, Pair], dropped: Mapping[int, Pair]
) -> list[Pair]:
    """Each dropped task after the one it followed."""
    home = {pair.before.key: key for key, pair in said.items() if pair.before}
    after: dict[int | None, list[Pair]] = {}
    last: int | None = None
    for side in before:
        if side.key in home:
            last = home[side.key]
        else:
            pair = dropped.get(side.key) or _pair(side, None, Verdict.DROPPED, 0, False)
            after.setdefault(last, []).append(pair)
    rows = list(after.get(None, []))
    for side in now:
        rows += [said[side.key], *after.get(side.key, [])]
    return rows


def sides_of_version(version: PlanVersion, plan: Plan | None = None) -> list[Side]:
    """The tasks of an adopted version: three queries."""
    rows = list(Task.objects.filter(version=version).order_by("position"))
    return [side_of_task(task) for task in shown(plan or version.plan, rows)]


def side_of_task(task: ShownTask) -> Side:
    """An adopted task."""
    row = task.row
    units = frozenset(unit.unit for unit in (*task.leads, *task.coops) if unit.unit is not None)
    return Side(
        row.pk, row.label, row.text, row.section, tuple(unit.printed for unit in task.leads), tuple(unit.printed for unit in task.coops),
        tuple(task.times) or _printed(row.time_text), _quantity(row.quantity_count, row.quantity_of), str(row.get_kind_display()),
        Work(row.pk, row.text, row.kind, units, row.quantity_of, row.quantity_count, months_of([schedule.as_when() for schedule in task.schedules], task.plan.period_from, task.plan.period_to)),
    )  # fmt: skip


def side_of_draft(task: review.ShownTask) -> Side:
    """A task under review."""
    row, intake = task.row, task.intake
    units = frozenset(unit.unit_id for unit in task.units if unit.unit_id is not None)
    first, last = intake.period_from, intake.period_to
    return Side(
        row.pk, task.label, row.text, row.section, tuple(unit.printed for unit in task.leads), tuple(unit.printed for unit in task.coops),
        tuple(when.words for when in task.whens) or _printed(row.time_text), _quantity(row.quantity_count, row.quantity_of),
        str(TaskKind(row.kind).label), Work(row.pk, row.text, row.kind, units, row.quantity_of, row.quantity_count, months_of(row.whens, first, last)),
    )  # fmt: skip


def months_of(
    whens: Sequence[Mapping[str, object]], first: dt.date | None, last: dt.date | None
) -> frozenset[int]:
    """The months in which something is due, as year × 12 + month; none where work goes on all the time."""
    if first is None or last is None:
        return frozenset()
    dues = (due for when in whens for due in occurrences(when, first, last))
    return frozenset(due.due_on.year * 12 + due.due_on.month - 1 for due in dues)


def _quantity(count: int | None, of: str) -> str:
    return f"{count if count is not None else ''} {of}".strip()


def _printed(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
