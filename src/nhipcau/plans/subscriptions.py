"""Joins the services of this room with its background work."""

from __future__ import annotations

from nhipcau.library.services import when_purged
from nhipcau.organisations.selectors import with_personal_data
from nhipcau.plans.models import Intake
from nhipcau.plans.selectors.personal_data import talk_of
from nhipcau.plans.services import forget_files
from nhipcau.plans.services.announcing import when_queued
from nhipcau.plans.tasks import read_plan


def enqueue_reading(intake: Intake) -> None:
    """Queue the reading in the transaction of the intake."""
    read_plan.enqueue(intake.pk)


def subscribe() -> None:
    """Called once, when the application is ready."""
    when_queued(enqueue_reading)
    when_purged(forget_files)
    with_personal_data("talk", talk_of)
