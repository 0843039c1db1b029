"""Background work of this room: letters that wait are sent."""

from __future__ import annotations

from django_tasks import task

from nhipcau.kernel import clock
from nhipcau.notices import services

AT_ONCE = 200


@task()
def send_letters() -> None:
    """Send what waits, a part at a time, so that other work gets its turn; the tick asks again for the rest."""
    services.send_waiting(clock=clock.now, most=AT_ONCE)
