"""What happens by itself at intervals: a room puts functions into its `ticks.py`, the scheduler runs them.

    @every("audit.seal_gaps", minutes=1)
    def seal_gaps(now): …

Several schedulers may run: every tick must be safe to run twice, also at the same time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

Run = Callable[[dt.datetime], object]


@dataclass(frozen=True)
class Tick:
    """One thing that is done every `interval`."""

    name: str
    interval: dt.timedelta
    run: Run


_ticks: dict[str, Tick] = {}


def every(name: str, *, seconds: float = 0, minutes: float = 0, hours: float = 0) -> Callable[[Run], Run]:
    """Register a function that takes the moment it runs at."""

    def register(run: Run) -> Run:
        _ticks[name] = Tick(name, dt.timedelta(seconds=seconds, minutes=minutes, hours=hours), run)
        return run

    return register


def registered() -> list[Tick]:
    """All ticks, by name."""
    return [_ticks[name] for name in sorted(_ticks)]
