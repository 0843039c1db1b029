"""Background work of delivery: the rounds of reminders."""

from __future__ import annotations

from django_tasks import task

from nhipcau.delivery.services.reminding import digest_some, remind_some
from nhipcau.kernel import clock


@task()
def remind() -> None:
    """Go on with the rounds under way until they are done, or office hours are over."""
    while digest_some(now=clock.now()):
        pass
    while remind_some(now=clock.now()):
        pass
