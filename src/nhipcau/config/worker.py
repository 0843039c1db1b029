"""The worker: runs queued tasks, renews its lease while it does, takes up tasks whose worker died.

django-tasks-db keeps a task "running" for ever when its worker is killed. Here `started_at` is the last sign of life: the
worker renews it, and a running task without one for `LEASE` goes back to the queue, or fails after `ATTEMPTS`.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import secrets
import socket
import threading
import time
from typing import Any

from django.db import close_old_connections, connections
from django.db.utils import OperationalError
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from nhipcau.kernel import clock
from nhipcau.kernel.claims import Heartbeat, take

logger = logging.getLogger(__name__)
BEAT = 10.0
LEASE = dt.timedelta(seconds=60)
ATTEMPTS = 3
IDLE = 0.5


class LeasedWorker(Worker):
    """One thread that works the queue until it is told to stop."""

    def __init__(self, stop: threading.Event, *, batch: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            interval=IDLE,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}",
            excluded_queue_names=[],
        )
        self.stop = stop

    def run(self) -> None:
        """Work until `stop` is set; in a batch, until the queue is empty."""
        reclaimed = float("-inf")
        try:
            while not self.stop.is_set():
                close_old_connections()
                if time.monotonic() - reclaimed > LEASE.total_seconds() / 4:
                    reclaim(now=clock.now())
                    reclaimed = time.monotonic()
                task = self.claim_next()
                if task is not None:
                    self.work(task)
                elif self.batch:
                    return
                else:
                    self.stop.wait(IDLE)
        finally:
            connections.close_all()

    def claim_next(self) -> DBTaskResult[Any, Any] | None:
        """The next task, marked as ours; None where there is none or the database is busy."""
        tasks = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        try:
            if not tasks.exists():  # looking takes no lock, so that an idle worker keeps nobody waiting
                return None
            with exclusive_transaction(tasks.db):
                task: DBTaskResult[Any, Any] | None = tasks.get_locked()
                if task is not None:
                    task.claim(self.worker_id)
                return task
        except OperationalError as error:
            if is_locked_database_exception(error):
                return None
            raise

    def work(self, task: DBTaskResult[Any, Any]) -> None:
        """Run one task under a heartbeat."""
        ours = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING)
        with Heartbeat(lambda: take(ours, started_at=clock.now()), seconds=BEAT):
            self.run_task(task)


def reclaim(*, now: dt.datetime) -> int:
    """Put tasks of dead workers back into the queue, or fail them after too many attempts; returns how many."""
    reclaimed = 0
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if task.started_at > now - LEASE and not _is_dead(task.worker_ids):
            continue
        same = DBTaskResult.objects.filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
        )
        if len(task.worker_ids) < ATTEMPTS:
            taken = take(same, status=TaskResultStatus.READY)
        else:
            taken = take(
                same,
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path="builtins.RuntimeError",
                traceback=f"The worker died {len(task.worker_ids)} times while running this task.",
            )
        reclaimed += taken
        if taken:
            logger.warning("Task %s lost its worker (attempt %d).", task.task_path, len(task.worker_ids))
    return reclaimed


def _is_dead(worker_ids: list[str]) -> bool:
    """Whether the last worker is a process of this machine that is gone; then nobody need wait for the lease."""
    host, _, rest = worker_ids[-1].partition(":") if worker_ids else ("", "", "")
    pid = rest.partition(":")[0]
    if (
        os.name != "posix"
        or host != socket.gethostname()[:30]
        or not pid.isdigit()
        or int(pid) == os.getpid()
    ):
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
