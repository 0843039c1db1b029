"""Claiming rows when several workers look at the same table, and giving back what a dead one held.

A claim is one conditional UPDATE whose row count tells who won. A holder renews its lease with a heartbeat; a row whose
lease ran out may be taken by anybody, so whatever is done under a claim must be safe to do twice.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from django.db import connections, models

logger = logging.getLogger(__name__)


def take(rows: models.QuerySet[Any], **changes: Any) -> bool:
    """Change the one row that `rows` still matches; False where somebody else was faster.

    `take(Thing.objects.filter(pk=pk, state="ready"), state="taken")`
    """
    return rows.update(**changes) == 1


class Heartbeat:
    """Calls `beat` every `seconds` from a thread of its own while the block runs: `with Heartbeat(renew, seconds=10): …`."""

    def __init__(self, beat: Callable[[], object], *, seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(timeout=self._seconds)

    def _run(self) -> None:
        try:
            while not self._over.wait(self._seconds):
                try:
                    self._beat()
                except Exception:
                    logger.warning("A heartbeat failed.", exc_info=True)
        finally:
            connections.close_all()
