"""Joins this room with those below: adopting with reading the frame, and a person's own data."""

from __future__ import annotations

from nhipcau.budget.selectors.personal_data import money_of
from nhipcau.budget.services.frames import read_frame
from nhipcau.organisations.selectors import with_personal_data
from nhipcau.plans.services.announcing import when_adopted


def subscribe() -> None:
    """Called once, when the application is ready."""
    when_adopted(read_frame)
    with_personal_data("money", money_of)
