"""Background work of reports: reminders."""

from __future__ import annotations

from django_tasks import task

from nhipcau.kernel import clock
from nhipcau.reporting.services.reminding import remind_some, tell_what_came_in


@task()
def remind() -> None:
    """Tell everybody who is to be told now; run twice, it tells once."""
    tell_what_came_in(now=clock.now())
    while remind_some(now=clock.now()):
        pass
