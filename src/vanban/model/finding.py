"""What a check says about a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vanban.model.source import Span


class Severity(StrEnum):
    """How much a finding matters to the officer who adopts the plan."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of one rule; `task` is the index of the task concerned, where it is about one."""

    rule: str
    severity: Severity
    vi: str
    en: str
    spans: tuple[Span, ...] = ()
    task: int | None = None
