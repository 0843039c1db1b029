"""Next year's plan while it is drafted: who sees it, its rows as the screen shows them, the superior's new plan."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.folding import fold
from nhipcau.organisations.policies import Person
from nhipcau.plans.comparing import Piece, word_by_word
from nhipcau.plans.likeness import Comparison
from nhipcau.plans.models import (  # fmt: skip
    Carry,
    NextPlan,
    NextPlanBasis,
    NextPlanState,
    NextPlanTask,
    Plan,
    TaskUnit,
    TaskWhy,
    label_of,
)
from nhipcau.plans.policies import may_keep_plan
from nhipcau.plans.selectors.cascade import SURE_FROM, tasks_in_force, works_of
from nhipcau.plans.selectors.plans import ShownTask, superior_plans

BASIS_STATES: Mapping[str, str | Promise] = {
    "in-force": _("in force"),
    "listed": _("known; look its validity up"),
    "replaced": _("replaced"),
    "amended": _("amended"),
    "ended": _("no longer in force"),
    "expired": _("its years are over"),
    "yearly": _("of the old year"),
    "unknown": _("not known"),
}
MOST_SUPERIORS = 20


def next_plan_seen_by(user: Person, pk: int, *, on: dt.date) -> NextPlan | None:
    """One draft, if the user keeps its plan."""
    found = (
        NextPlan.objects.select_related(
            "plan__unit", "plan__superior", "base__file", "superior__unit", "intake", "created_by"
        )
        .defer("base__reading", "intake__lines", "intake__reading")
        .filter(pk=pk)
        .first()
    )
    return found if found and may_keep_plan(user, found.plan, on=on) else None


def next_plans_of(plan: Plan) -> QuerySet[NextPlan]:
    """All drafts begun from a plan, the latest first. The caller has asked a policy."""
    drafts: QuerySet[NextPlan] = NextPlan.objects.filter(plan=plan).select_related("intake", "created_by")
    return drafts.defer("intake__lines", "intake__reading").order_by("-pk")


def open_next_plan_of(plan: Plan, year: int | None = None) -> NextPlan | None:
    """The draft that is being written, for a year or the latest."""
    drafts = next_plans_of(plan).filter(state=NextPlanState.DRAFT)
    return (drafts.filter(year=year) if year else drafts).first()


def new_superiors(user: Person, plan: Plan, year: int, *, on: dt.date) -> list[Plan]:
    """Plans of units above for the new period: first those of the unit whose plan the old one follows."""
    later = superior_plans(user, plan.unit, on=on).filter(
        period_from__gt=plan.period_from, period_from__year__lte=year, period_to__year__gte=year
    )
    found = list(later[:MOST_SUPERIORS])
    last = plan.superior.unit_id if plan.superior is not None else None
    return sorted(found, key=lambda each: each.unit_id != last)


def not_taken_up(plan: Plan, superior: Plan, tasks: Sequence[ShownTask]) -> list[ShownTask]:
    """Tasks of the superior's new plan that name this unit and are surely like none of these: one too many costs a click, one too few is work forgotten."""
    named = set(
        TaskUnit.objects.filter(task__version=superior.current_id, unit=plan.unit_id).values_list("task_id", flat=True)
    )  # fmt: skip
    above = [task for task in tasks_in_force(superior) if task.row.pk in named]
    if not above:
        return []
    units = frozenset({plan.unit_id})
    pairs = Comparison(works_of(plan, tasks, units), works_of(superior, above, units)).alike(
        least=SURE_FROM, below=units
    )
    alike = {uuid.UUID(str(pair.right)) for pair in pairs}
    return [task for task in above if task.row.stem not in alike]


@dataclass
class ShownNextTask:
    """A row of the draft as the screen shows it."""

    row: NextPlanTask

    @property
    def label(self) -> str:
        """Where it stood in the old plan."""
        return label_of(self.row.path)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The text against the old one; empty where it is the same, or new."""
        if not self.row.old_text or fold(self.row.old_text) == fold(self.row.text):
            return ()
        return word_by_word(self.row.old_text, self.row.text)

    @property
    def time_moved(self) -> bool:
        """Whether the time is another."""
        return bool(self.row.old_time) and self.row.old_time != self.row.time

    @property
    def is_new(self) -> bool:
        """Whether the old plan did not have it."""
        return self.row.stem is None

    @property
    def told(self) -> list[str]:
        """What drafting remarked here, in the reader's language."""
        return told_in_language(self.row.told)


def told_in_language(notes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Remarks of drafting in the reader's language, each once."""
    name = "vi" if (get_language() or "vi").startswith("vi") else "en"
    return list(dict.fromkeys(str(each.get(name, "")) for each in notes))


@dataclass
class ShownBasis:
    """A legal basis as the screen shows it."""

    row: NextPlanBasis

    @property
    def state(self) -> str | Promise:
        """What became of the document."""
        return BASIS_STATES.get(self.row.state, self.row.state)

    @property
    def is_replaced(self) -> bool:
        """Whether something else is proposed."""
        return self.row.proposed != self.row.old


@dataclass
class Group:
    """Tasks that are asked about for one reason."""

    why: str
    rows: list[ShownNextTask] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The reason in words."""
        return str(TaskWhy(self.why).label)


@dataclass
class Desk:
    """The whole draft: what is asked, all tasks, the bases."""

    draft: NextPlan
    tasks: list[ShownNextTask]
    bases: list[ShownBasis]

    @cached_property
    def asked(self) -> list[Group]:
        """What waits for a decision, in the order of the reasons."""
        groups = {why: Group(why) for why in TaskWhy.values}
        for task in self.tasks:
            if task.row.decision == Carry.ASK:
                groups[task.row.why or TaskWhy.READ].rows.append(task)
        return [group for group in groups.values() if group.rows]

    @cached_property
    def settled(self) -> list[ShownNextTask]:
        """What was decided or needs no decision."""
        return [task for task in self.tasks if task.row.decision != Carry.ASK]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Tasks and bases by decision."""
        counted = Counter(task.row.decision for task in self.tasks)
        return {
            "carry": counted[Carry.CARRY], "drop": counted[Carry.DROP], "ask": counted[Carry.ASK],
            "bases": sum(basis.row.decision == "ask" for basis in self.bases),
        }  # fmt: skip

    @property
    def waiting(self) -> int:
        """Decisions that are missing."""
        return self.counts["ask"] + self.counts["bases"]

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Headings that new work may stand under, as (path joined by slashes, words)."""
        found: dict[str, str] = {}
        for task in self.tasks:
            if task.row.section:
                title = f"{label_of(task.row.section)} {task.row.section_title}".strip()
                found.setdefault("/".join(task.row.section), title[:110])
        return list(found.items())

    @property
    def remarks(self) -> list[str]:
        """What drafting remarked outside the tasks."""
        return told_in_language(self.draft.notes)


def desk_of(draft: NextPlan) -> Desk:
    """Tasks and bases of a draft: two queries."""
    tasks = [ShownNextTask(row) for row in draft.tasks.order_by("position", "pk")]
    return Desk(draft, tasks, [ShownBasis(row) for row in draft.bases.order_by("position")])
