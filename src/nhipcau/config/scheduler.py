"""The scheduler: runs every room's ticks at their intervals."""

from __future__ import annotations

import logging
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler
from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules

from nhipcau.kernel import clock
from nhipcau.kernel.ticks import Tick, registered

logger = logging.getLogger(__name__)


def started() -> BackgroundScheduler:
    """A scheduler in threads of its own, already running; `shutdown()` ends it."""
    autodiscover_modules("ticks")
    scheduler = BackgroundScheduler(
        timezone="UTC", executors={"default": {"type": "threadpool", "max_workers": 1}}
    )
    for tick in registered():
        scheduler.add_job(
            partial(run_tick, tick),
            "interval",
            seconds=tick.interval.total_seconds(),
            id=tick.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            jitter=1,
        )
    scheduler.start()
    return scheduler


def run_tick(tick: Tick) -> None:
    """Run one tick; a failure is told in the log and tried again at the next interval."""
    close_old_connections()
    try:
        tick.run(clock.now())
    except Exception:
        logger.exception("The tick %s failed.", tick.name)
    finally:
        close_old_connections()
