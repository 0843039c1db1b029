"""Housekeeping of the installation."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhipcau.kernel.ticks import every

KEEP_TASKS = dt.timedelta(days=30)


@every("config.clear", hours=6)
def clear(now: dt.datetime) -> None:
    """Drop sessions that ended and results of tasks nobody asks for any more."""
    Session.objects.filter(expire_date__lt=now).delete()
    done = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    DBTaskResult.objects.filter(status__in=done, finished_at__lt=now - KEEP_TASKS).delete()
