"""What the coverage of a superior plan is told in: units, tasks, their cells, and quotas that fall short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhipcau.plans.models import (
    Task,
)


class Cell(models.TextChoices):
    """What a unit did with a task of the superior plan."""

    TAKEN = "taken", _("Taken over")
    PROPOSED = "proposed", _("Proposed, not confirmed")
    WRITING = "writing", _("In a detailed plan that is not handed in")
    OPEN = "open", _("Has a plan without it")
    NO_PLAN = "no-plan", _("Has no plan")


class Way(models.TextChoices):
    """How a unit answers a superior plan."""

    FOLLOWS = "follows", _("Plan that follows this one")
    OTHER = "other", _("Plan of the same time that does not name this one")
    DETAILED = "detailed", _("Detailed plan")
    WRITING = "writing", _("Detailed plan, not handed in")
    NONE = "none", _("No plan")


@dataclass
class UnitRow:
    """A unit named in the superior plan: how it answers, and its cells by task."""

    pk: int
    name: str
    way: str = Way.NONE
    plan: int | None = None
    unit_plan: int | None = None
    is_new: bool = False
    cells: dict[int, str] = field(default_factory=dict)
    leads: set[int] = field(default_factory=set)

    @property
    def way_label(self) -> str:
        """In words."""
        return str(Way(self.way).label)

    @cached_property
    def counts(self) -> Counter[str]:
        """Cells by state."""
        return Counter(self.cells.values())

    @property
    def missing(self) -> int:
        """How many of its tasks it did not take over."""
        return len(self.cells) - self.counts[Cell.TAKEN]

    @property
    def percent(self) -> int:
        """The share of its tasks that it took over, rounded down."""
        return self.counts[Cell.TAKEN] * 100 // len(self.cells) if self.cells else 0


@dataclass
class TaskRow:
    """A task of the superior plan with its cells by unit."""

    row: Task
    cells: dict[int, str] = field(default_factory=dict)

    @cached_property
    def counts(self) -> Counter[str]:
        """Cells by state."""
        return Counter(self.cells.values())

    @property
    def no_plan(self) -> int:
        """How many of the named units have no plan."""
        return self.counts[Cell.NO_PLAN]

    @property
    def nobody(self) -> bool:
        """Units are named, and none of them took it over."""
        return bool(self.cells) and not self.counts[Cell.TAKEN]

    @property
    def percent(self) -> int:
        """The share of the named units that took it over, rounded down."""
        return self.counts[Cell.TAKEN] * 100 // len(self.cells) if self.cells else 0


@dataclass(frozen=True, slots=True)
class Short:
    """A quota that does not add up: `unit` is empty where the leads owe it together. `what` is times, or a product."""

    task: Task
    unit: UnitRow | None
    what: str
    asked: int
    found: int

    @property
    def missing(self) -> int:
        """By how much."""
        return self.asked - self.found


@dataclass
class Coverage:
    """The whole view; narrowed to the own units for who does not look after the plan."""

    tasks: list[TaskRow]
    units: list[UnitRow]
    short: list[Short]
    is_narrowed: bool = False

    @cached_property
    def counts(self) -> Counter[str]:
        """All cells by state."""
        return sum((unit.counts for unit in self.units), Counter[str]())

    @property
    def cells(self) -> int:
        """How many task × unit pairs are asked for."""
        return sum(self.counts.values())

    @property
    def percent(self) -> int:
        """The share taken over, rounded down."""
        return self.counts[Cell.TAKEN] * 100 // self.cells if self.cells else 0

    @cached_property
    def nobody(self) -> list[TaskRow]:
        """Tasks that name units, and nobody took them over."""
        return [task for task in self.tasks if task.nobody]

    @cached_property
    def without_plan(self) -> list[UnitRow]:
        """Units without any plan."""
        return [unit for unit in self.units if unit.way == Way.NONE]


def in_state(rows: Sequence[UnitRow], state: str) -> list[UnitRow]:
    """Units with a cell in that state, or that answer in that way; all for an empty one."""
    return [row for row in rows if not state or state == row.way or row.counts[state]]
