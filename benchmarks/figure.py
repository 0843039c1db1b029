"""A measured figure beside its target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """`better` tells whether a value below (default) or above the target is good."""

    name: str
    value: float
    unit: str
    target: float
    better: Literal["below", "above"] = "below"

    @property
    def ok(self) -> bool:
        """Whether the target is met."""
        return self.value <= self.target if self.better == "below" else self.value >= self.target

    def line(self) -> str:
        """Tab-separated: name, value, unit, target, ok or short."""
        sign = "≤" if self.better == "below" else "≥"
        return f"{self.name}\t{self.value:.4g}\t{self.unit}\t{sign} {self.target:g}\t{'ok' if self.ok else 'short'}"
