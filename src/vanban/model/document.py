"""What a plan says, as structure. The fields are those of the reading contract; spans are added to each node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from vanban.model.source import Span

SectionKind = Literal["purpose", "tasks", "assignment", "budget", "other"]
TaskKind = Literal[
    "regulation",
    "personnel",
    "training",
    "publication",
    "programme",
    "press",
    "portal",
    "event",
    "communication",
    "correction",
    "monitoring",
    "report",
    "security",
    "budget",
    "other",
]
Per = Literal["month", "quarter", "half-year", "year"]


@dataclass(frozen=True, slots=True)
class Period:
    """Closed interval of days that the plan covers."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Header:
    """Letterhead and title; None where the document does not say."""

    issuer: str | None = None
    issuer_inferred: bool = False
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: date | None = None
    type: str | None = None
    title: str | None = None
    period: Period | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """An official document mentioned with a number; one entry per (type, number), in order of first mention."""

    type: str
    number: str
    date: date | None = None
    issuer: str | None = None
    basis: bool = False
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading; `path` are the printed labels from the top."""

    path: tuple[str, ...]
    title: str
    kind: SectionKind
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class By:
    """Due by a day."""

    date: date


@dataclass(frozen=True, slots=True)
class Within:
    """Within a closed interval of days."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Recurring:
    """`min` to `max` times (equal where one number is given) in every period."""

    min: int
    max: int
    per: Per


@dataclass(frozen=True, slots=True)
class Ongoing:
    """All the time."""


When = By | Within | Recurring | Ongoing


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things to be made, trained or assigned; count None where the number is the recurring one."""

    count: int | None
    of: str


@dataclass(frozen=True, slots=True)
class Task:
    """The smallest item of the plan that orders work."""

    path: tuple[str, ...]
    text: str
    lead: tuple[str, ...] = ()
    coop: tuple[str, ...] = ()
    time: str | None = None
    when: tuple[When, ...] = ()
    quantity: Quantity | None = None
    languages: tuple[str, ...] = ()
    kind: TaskKind = "other"
    context: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A dated duty to report or submit."""

    what: str
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    date: date
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in đồng, with the words it was printed in."""

    amount: int
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """Where the money comes from, and how much is named."""

    amounts: tuple[Amount, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """A line under "Nơi nhận:"."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Signature block as printed."""

    authority: str | None
    title: str | None
    name: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Commemoration:
    """An anniversary listed with dates: from the original day to the day celebrated."""

    name: str
    original: date
    celebrated: date
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A plan as read."""

    header: Header
    citations: tuple[Citation, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    budget: Budget = Budget()
    recipients: tuple[Recipient, ...] = ()
    signers: tuple[Signer, ...] = ()
    commemorations: tuple[Commemoration, ...] = ()
