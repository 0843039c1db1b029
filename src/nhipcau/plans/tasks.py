"""Background work of this room: one task, which reads one file."""

from __future__ import annotations

from django_tasks import TaskContext, task

from nhipcau.kernel import clock
from nhipcau.plans.services.intake import read_intake


@task(takes_context=True)
def read_plan(context: TaskContext, intake_id: int) -> None:
    """Read a queued plan document."""
    read_intake(intake_id=intake_id, now=clock.now(), reader=str(context.task_result.id))
