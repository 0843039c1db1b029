"""What the log does by itself."""

from __future__ import annotations

import datetime as dt

from nhipcau.audit import services
from nhipcau.kernel.ticks import every


@every("audit.seal_gaps", minutes=1)
def seal_gaps(now: dt.datetime) -> None:
    """Seal entries that were written past the chain."""
    services.seal_gaps()
