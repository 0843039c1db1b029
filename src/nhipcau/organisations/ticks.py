"""What the register does by itself."""

from __future__ import annotations

import datetime as dt

from nhipcau.kernel.clock import day_of
from nhipcau.kernel.ticks import every
from nhipcau.organisations import services


@every("organisations.refresh_names", hours=1)
def refresh_names(now: dt.datetime) -> None:
    """Names and places that come into force today are shown from today."""
    services.refresh_names(on=day_of(now))
    services.follow_places(on=day_of(now))
