"""Lets working days follow the office calendar that officers amend."""

from __future__ import annotations

from nhipcau.kernel.working_days import ask_office_days_of
from nhipcau.organisations.selectors.office_days import amendments


def subscribe() -> None:
    """Called once, when the application is ready."""
    ask_office_days_of(amendments)
