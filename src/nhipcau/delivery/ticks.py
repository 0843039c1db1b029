"""What delivery does by itself."""

from __future__ import annotations

import datetime as dt

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhipcau.delivery.selectors.told import round_waits
from nhipcau.delivery.tasks import remind
from nhipcau.kernel.ticks import every

PENDING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@every("delivery.remind", minutes=1)
def ask_for_reminders(now: dt.datetime) -> None:
    """Where a round is due and nobody is at it, ask a worker. Two at it do no harm."""
    under_way = DBTaskResult.objects.filter(task_path=remind.module_path, status__in=PENDING)
    if round_waits(now=now) and not under_way.exists():
        remind.enqueue()
