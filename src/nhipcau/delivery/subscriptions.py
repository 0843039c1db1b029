"""Joins adopting a plan with setting out what is owed, and the screens of plans with the state of their tasks."""

from __future__ import annotations

from nhipcau.delivery.selectors import TaskStandings
from nhipcau.delivery.services import expand_plan_version
from nhipcau.plans.models import PlanVersion
from nhipcau.plans.selectors.standing import ask_standings_of
from nhipcau.plans.services import when_adopted


def expand_adopted(version: PlanVersion) -> None:
    """Called inside the transaction that adopts."""
    expand_plan_version(version)


def subscribe() -> None:
    """Called once, when the application is ready."""
    when_adopted(expand_adopted)
    ask_standings_of(TaskStandings())
