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


def printed_day(day: date) -> str:
    """A day as grounds print it: 07/9/2015, 12/01/2026."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"  # fmt: skip


@dataclass(frozen=True, slots=True)
class SuperiorPlan:
    """The plan above that the new one follows; `number` with its symbol, "12/KH-UBND".

    `replaces` is the number of the one before it, where the caller knows it.
    """

    type: str
    number: str
    date: date | None = None
    issuer: str = ""
    title: str = ""
    replaces: str = ""

    @property
    def cited(self) -> str:
        """The plan as a ground names it."""
        day = f" ngày {printed_day(self.date)}" if self.date else ""
        issuer = f" của {self.issuer}" if self.issuer else ""
        title = f" về {self.title[:1].lower()}{self.title[1:]}" if self.title else ""
        return f"{self.type} số {self.number}{day}{issuer}{title}"


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
