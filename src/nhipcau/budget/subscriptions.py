"""Joins this room with those below."""

from __future__ import annotations

from nhipcau.budget.services.frames import read_frame
from nhipcau.plans.services.announcing import when_adopted


def subscribe() -> None:
    """Called once, when the application is ready."""
    when_adopted(read_frame)
