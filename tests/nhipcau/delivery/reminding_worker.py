"""A process that reminds and sends letters until nothing is left: `python -m …reminding_worker MOMENT EPOCH`.

MOMENT is the moment that `EPOCH` (seconds, as time.time()) stands for: all workers live in the same office hours.
"""

from __future__ import annotations

import datetime as dt
import sys
import time

import django

django.setup()

from nhipcau.delivery.models import ReminderRound  # noqa: E402
from nhipcau.delivery.services.reminding import remind_some  # noqa: E402
from nhipcau.notices.models import UNDER_WAY, Sending, SendingState  # noqa: E402
from nhipcau.notices.services import give_back, send_waiting  # noqa: E402

LEASE = dt.timedelta(seconds=3)


def main(moment: str, epoch: str) -> None:
    """Chunks of the round and letters in turn, so that a kill may hit either."""
    begun, first = dt.datetime.fromisoformat(moment), float(epoch)

    def clock() -> dt.datetime:
        return begun + dt.timedelta(seconds=time.time() - first)

    left = [SendingState.WAITING, *UNDER_WAY]
    while True:
        remind_some(now=clock(), most=5)
        give_back(now=clock(), lease=LEASE)
        if send_waiting(clock=clock, most=4):
            continue
        done = ReminderRound.objects.filter(done_at__isnull=False).exists()
        if done and not Sending.objects.filter(state__in=left).exists():
            return
        time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
