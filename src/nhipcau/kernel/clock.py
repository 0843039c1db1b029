"""The one place that reads the clock. Logic takes `now=` or `on=`; entry points ask here."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """The calendar day in the office's time zone."""
    return timezone.localdate()


def day_of(moment: dt.datetime) -> dt.date:
    """The office's calendar day on which `moment` falls."""
    return timezone.localdate(moment)
