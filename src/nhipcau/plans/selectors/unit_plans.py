"""Detailed plans of units: one with its rows, and who has handed in under a plan."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Plan, TaskUnit, UnitPlan, UnitPlanCall, UnitPlanState, UnitRole
from nhipcau.plans.policies import may_see_unit_plan
from nhipcau.plans.selectors.coverage import coverage_seen_by
from nhipcau.plans.selectors.coverage_rows import UnitRow, Way
from nhipcau.plans.selectors.plans import ShownTask, latest_version, shown

# "xây dựng kế hoạch chi tiết gửi …", "ban hành kế hoạch của đơn vị", never "báo cáo kết quả thực hiện kế hoạch".
OWN_PLAN = re.compile(r"\bke hoach\b")
NO_OWN_PLAN = re.compile(
    r"\b(?:thuc hien|trien khai|tong ket|so ket|ket qua)\b[^.;]{0,40}\bke hoach\b|\bbao cao\b(?!.*\bke hoach (?:chi tiet|cu the|cua)\b)"
)


class Turn(models.TextChoices):
    """Where a unit stands with its own plan, as the list tells it."""

    OWN = "own", _("Own plan document")
    NONE = "none", _("Not begun")
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


LOOKS = {
    Turn.OWN: "met", Turn.NONE: "excused", Turn.DRAFT: "upcoming", Turn.SUBMITTED: "soon", Turn.RETURNED: "overdue", Turn.ACCEPTED: "met",
}  # fmt: skip
DONE = (Turn.OWN, Turn.SUBMITTED, Turn.ACCEPTED)


@dataclass(frozen=True)
class Standing:
    """A unit in the list of detailed plans."""

    unit: UnitRow
    turn: str
    unit_plan: UnitPlan | None
    is_late: bool

    @property
    def look(self) -> str:
        """The badge: what is late is late whatever it is."""
        return "overdue" if self.is_late and self.turn not in DONE else LOOKS[Turn(self.turn)]

    @property
    def label(self) -> str:
        """In words."""
        return str(Turn(self.turn).label)


@dataclass
class Completeness:
    """Who has handed in under a plan, and by when."""

    call: UnitPlanCall | None
    units: list[Standing]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Units by where they stand; "late" beside."""
        counted = Counter(each.turn for each in self.units)
        late = sum(each.is_late and each.turn not in DONE for each in self.units)
        return {**{turn: counted[turn] for turn in Turn.values}, "late": late}

    @property
    def done(self) -> int:
        """How many have handed in, or issued a plan of their own."""
        return sum(each.turn in DONE for each in self.units)

    @property
    def percent(self) -> int:
        """The share of them, rounded down."""
        return self.done * 100 // len(self.units) if self.units else 0

    def narrowed(self, state: str) -> list[Standing]:
        """Those in one state, or "late", or "missing"."""
        if state == "late":
            return [each for each in self.units if each.is_late and each.turn not in DONE]
        if state == "missing":
            return [each for each in self.units if each.turn not in DONE]
        return [each for each in self.units if not state or each.turn == state]


def completeness_of(user: Person, plan: Plan, *, on: dt.date) -> Completeness:
    """All units of a plan for who looks after it; for others their own units."""
    rows = coverage_seen_by(user, plan, on=on).units
    plans = {each.unit_id: each for each in UnitPlan.objects.filter(plan=plan).select_related("unit")}
    call = UnitPlanCall.objects.filter(plan=plan).first()
    return Completeness(call, [_standing(row, plans.get(row.pk), call, on) for row in rows])


def _standing(row: UnitRow, found: UnitPlan | None, call: UnitPlanCall | None, on: dt.date) -> Standing:
    turn: str = found.state if found else Turn.OWN if row.way in (Way.FOLLOWS, Way.OTHER) else Turn.NONE
    day = (found.first_submitted_on if found else None) or on
    return Standing(row, turn, found, turn != Turn.OWN and call is not None and day > call.due_on)


def unit_plan_seen_by(user: Person, pk: int, *, on: dt.date) -> UnitPlan | None:
    """One detailed plan, if the user may read it."""
    found = (
        UnitPlan.objects.select_related("plan__unit", "unit", "submitted_by", "decided_by")
        .filter(pk=pk)
        .first()
    )
    return found if found and may_see_unit_plan(user, found.unit, found.plan, on=on) else None


def tasks_of_unit(plan: Plan, unit: Unit) -> list[tuple[ShownTask, bool]]:
    """The tasks in force that name a unit, with whether it leads."""
    named = TaskUnit.objects.filter(task__version=latest_version(plan), unit=unit).select_related("task")
    roles = {row.task: row.role == UnitRole.LEAD for row in named.order_by("task__position")}
    return [(task, roles[task.row]) for task in shown(plan, list(roles))]


def due_day_in(deadlines: Sequence[Mapping[str, Any]]) -> dt.date | None:
    """The first day by which a plan asks units for plans of their own, as it was read."""
    days = [
        dt.date.fromisoformat(str(each["date"]))
        for each in deadlines
        if each.get("date")
        and OWN_PLAN.search(what := fold(str(each.get("what") or "")))
        and not NO_OWN_PLAN.search(what)
    ]
    return min(days, default=None)


def is_open(row: UnitPlan) -> bool:
    """Whether it waits for the keeper."""
    return row.state == UnitPlanState.SUBMITTED
