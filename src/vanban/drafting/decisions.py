"""What a person decided about next year's plan, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskDecision:
    """About one task of the old plan. None leaves a field to the draft; a text given is taken as it is."""

    drop: bool = False
    text: str | None = None
    lead: tuple[str, ...] | None = None
    coop: tuple[str, ...] | None = None
    time: str | None = None

    @property
    def rewrites(self) -> bool:
        """Whether a field was given."""
        return any(each is not None for each in (self.text, self.lead, self.coop, self.time))


@dataclass(frozen=True, slots=True)
class NewTask:
    """Work that the old plan did not have; `section` is the path of a heading of the old plan."""

    text: str
    lead: tuple[str, ...] = ()
    coop: tuple[str, ...] = ()
    time: str = ""
    section: Path = ()


@dataclass(frozen=True, slots=True)
class SuperiorPlan:
    """The plan above that the new one follows; `number` with its symbol, "12/KH-UBND"."""

    type: str
    number: str
    date: date | None = None
    issuer: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything decided. Tasks are named by their paths, bases by the numbers of the documents cited.

    A basis given as a text is printed so; as None it is taken out; one that is not named follows the catalogue.
    `renamed` are names of units, old to new.
    """

    tasks: Mapping[Path, TaskDecision] = field(default_factory=dict)
    new: tuple[NewTask, ...] = ()
    bases: Mapping[str, str | None] = field(default_factory=dict)
    superior: SuperiorPlan | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
