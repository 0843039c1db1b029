"""What notices do by themselves."""

from __future__ import annotations

import datetime as dt

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nhipcau.kernel.ticks import every
from nhipcau.notices import services
from nhipcau.notices.selectors import letters_wait
from nhipcau.notices.tasks import send_letters

PENDING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@every("notices.send_letters", seconds=10)
def ask_for_sending(now: dt.datetime) -> None:
    """Give back what dead workers held; where letters wait and nobody is at it, ask a worker. Two at it do no harm."""
    services.give_back(now=now)
    under_way = DBTaskResult.objects.filter(task_path=send_letters.module_path, status__in=PENDING)
    if letters_wait(now=now) and not under_way.exists():
        send_letters.enqueue()
