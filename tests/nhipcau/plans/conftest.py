"""A plan read and under review, as every test of this room needs it: through the real door and the real reader."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from nhipcau.plans.models import DraftTask, Intake
from nhipcau.plans.services import hand_in_plan, read_intake
from tests.cast import Cast
from tests.nhipcau.plans.samples import PLAN


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Files go where they vanish."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def queued(cast: Cast, now: dt.datetime) -> Intake:
    """A plan of the province that waits to be read."""
    return hand_in_plan(
        user=cast.person("coordinator"),
        unit=cast.unit("province"),
        name="ke-hoach.txt",
        data=PLAN.encode(),
        now=now,
    )


@pytest.fixture
def intake(queued: Intake, now: dt.datetime) -> Intake:
    """The same, read."""
    read_intake(intake_id=queued.pk, now=now)
    queued.refresh_from_db()
    return queued


def draft(intake: Intake, *path: str) -> DraftTask:
    """The draft task with these labels."""
    return next(task for task in intake.draft_tasks.all() if task.path == list(path))
