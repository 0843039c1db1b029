"""The superior of a plan, and which of its tasks each task of a subordinate plan carries out."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person
from nhipcau.plans.likeness import Comparison, Likeness, Work
from nhipcau.plans.models import LinkState, Plan, Task, TaskKind, TaskLink, TaskUnit
from nhipcau.plans.selectors.amending import cited_plans
from nhipcau.plans.selectors.comparison import months_of
from nhipcau.plans.selectors.plans import ShownTask, latest_version, shown, superior_plans

# Measured on the demonstration and on pairs of the tests: below the first too many are wrong, above the second few are.
PROPOSED_FROM, SURE_FROM = 28, 50
MOST_A_TASK, NEARLY = 2, 8
MOST_FOUND = 30


def cited_superior(user: Person, unit: Unit, reading: Mapping[str, Any], *, on: dt.date) -> Plan | None:
    """The adopted plan of a superior unit that a document cites by number, symbol and date."""
    found = cited_plans(reading.get("citations") or (), list(superior_plans(user, unit, on=on)[:200]))
    return found[0] if found else None


def tasks_in_force(plan: Plan) -> list[ShownTask]:
    """The tasks of the version in force with units and schedules: four queries."""
    rows = list(Task.objects.filter(version=latest_version(plan)).order_by("position"))
    return shown(plan, rows)


def works_of(plan: Plan, tasks: Sequence[ShownTask], units: Collection[int]) -> list[Work]:
    """Tasks for comparing, by their stems; of the named units only `units` matter."""
    named: dict[int, set[int]] = defaultdict(set)
    rows = TaskUnit.objects.filter(task__in=[task.row.pk for task in tasks], unit__in=units)
    for task, unit in rows.values_list("task_id", "unit_id"):
        named[task].add(unit)
    return [
        Work(
            task.row.stem, f"{task.row.text} {task.row.context}", task.row.kind, frozenset(named[task.row.pk]), task.row.quantity_of,
            task.row.quantity_count, months_of([each.as_when() for each in task.schedules], plan.period_from, plan.period_to),
        )
        for task in tasks
    ]  # fmt: skip


def proposals(plan: Plan, superior: Plan) -> list[Likeness]:
    """The pairs worth proposing: for each task of `plan` the most alike of the superior, and others as near."""
    units = frozenset({plan.unit_id})
    left = works_of(plan, tasks_in_force(plan), units)
    right = works_of(superior, tasks_in_force(superior), units)
    return best(Comparison(left, right).alike(least=PROPOSED_FROM, below=units))


def best(pairs: Iterable[Likeness]) -> list[Likeness]:
    """Of pairs in order, those worth proposing."""
    top: dict[Any, int] = {}
    count: Counter[Any] = Counter()
    found = []
    for pair in pairs:
        best_score = top.setdefault(pair.left, pair.score)
        if count[pair.left] < MOST_A_TASK and pair.score >= best_score - NEARLY:
            count[pair.left] += 1
            found.append(pair)
    return found


def why(reasons: Sequence[Mapping[str, Any]]) -> list[str]:
    """The reasons of a score in words."""
    said = []
    for reason in reasons:
        match reason.get("code"):
            case "words" if reason.get("words"):
                said.append(_("words in common: %(words)s") % {"words": ", ".join(reason["words"])})
            case "kind" if reason.get("kind") in TaskKind.values:
                said.append(_("same kind: %(kind)s") % {"kind": TaskKind(reason["kind"]).label})
            case "other-kind":
                said.append(_("another kind"))
            case "unit":
                said.append(_("names this unit"))
            case "product":
                said.append(_("same product: %(product)s") % {"product": reason.get("product", "")})
            case "time":
                said.append(_("same time"))
            case "other-time":
                said.append(_("another time"))
            case "by-hand":
                said.append(_("found by a person"))
    return said


@dataclass
class ShownLink:
    """A link with the task of the superior it leads to."""

    row: TaskLink
    task: ShownTask

    @property
    def why(self) -> list[str]:
        """Why it was proposed."""
        return why(self.row.reasons)


@dataclass
class Matched:
    """A task of the subordinate plan with its links."""

    task: ShownTask
    links: list[ShownLink] = field(default_factory=list)

    @property
    def confirmed(self) -> list[ShownLink]:
        """What a person agreed to."""
        return [link for link in self.links if link.row.state == LinkState.CONFIRMED]

    @property
    def proposed(self) -> list[ShownLink]:
        """What waits for a person."""
        return [link for link in self.links if link.row.state == LinkState.PROPOSED]

    @property
    def rejected(self) -> list[ShownLink]:
        """What a person said no to."""
        return [link for link in self.links if link.row.state == LinkState.REJECTED]

    @property
    def state(self) -> str:
        """ "confirmed", "proposed" or "none"."""
        return "confirmed" if self.confirmed else "proposed" if self.proposed else "none"


@dataclass
class Matching:
    """The whole screen: the own tasks with their links, and the superior's tasks that nobody here took over."""

    tasks: list[Matched]
    above: list[ShownTask]
    taken: set[uuid.UUID]

    @property
    def left_over(self) -> list[ShownTask]:
        """Tasks of the superior without a confirmed link to this plan."""
        return [task for task in self.above if task.row.stem not in self.taken]

    @property
    def counts(self) -> Mapping[str, int]:
        """Tasks by state."""
        counted = Counter(task.state for task in self.tasks)
        return {state: counted[state] for state in ("confirmed", "proposed", "none")}

    def sure(self, threshold: int) -> int:
        """How many proposals reach the threshold."""
        return sum(link.row.score >= threshold for task in self.tasks for link in task.proposed)


def matching_of(plan: Plan, superior: Plan) -> Matching:
    """Own tasks beside the superior's: a fixed number of queries."""
    above = tasks_in_force(superior)
    by_stem = {task.row.stem: task for task in above}
    links: dict[uuid.UUID, list[ShownLink]] = defaultdict(list)
    taken = set()
    for row in TaskLink.objects.filter(plan=plan, superior=superior).order_by("-score", "pk"):
        if row.superior_stem in by_stem:
            links[row.stem].append(ShownLink(row, by_stem[row.superior_stem]))
            if row.state == LinkState.CONFIRMED:
                taken.add(row.superior_stem)
    tasks = [Matched(task, links[task.row.stem]) for task in tasks_in_force(plan)]
    return Matching(tasks, above, taken)


def found_above(matching: Matching, text: str, stem: str) -> list[tuple[ShownTask, str]]:
    """Tasks of the superior that contain every word, each with the state of its link to the own task `stem`, empty where there is none."""
    words = fold(text).split()
    found = [task for task in matching.above if words and all(word in task.row.folded for word in words)]
    own = next((task for task in matching.tasks if str(task.task.row.stem) == stem), None)
    states = {link.row.superior_stem: link.row.state for link in own.links} if own else {}
    return [(task, states.get(task.row.stem, "")) for task in found[:MOST_FOUND]]
