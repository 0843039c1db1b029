"""What reports do by themselves."""

from __future__ import annotations

import datetime as dt

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhipcau.kernel.ticks import every
from nhipcau.reporting.selectors.reminding import reminding_waits
from nhipcau.reporting.tasks import remind

PENDING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@every("reporting.remind", minutes=10)
def ask_for_reminders(now: dt.datetime) -> None:
    """Where a report is owed or came in and nobody is at it, ask a worker. Two at it do no harm."""
    under_way = DBTaskResult.objects.filter(task_path=remind.module_path, status__in=PENDING)
    if reminding_waits(now=now) and not under_way.exists():
        remind.enqueue()
