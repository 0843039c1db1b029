"""Schedules in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.plans.models import Per


def in_words(when: Mapping[str, Any]) -> str:
    """A schedule (as the reading contract writes it) as a person would say it."""
    match when.get("kind"):
        case "by":
            return _("by %(date)s") % {"date": _day(when["date"])}
        case "within":
            return _("%(from)s – %(to)s") % {"from": _day(when["from"]), "to": _day(when["to"])}
        case "recurring":
            number = str(when["min"]) if when["min"] == when["max"] else f"{when['min']}–{when['max']}"
            return _("%(number)s times a %(period)s") % {"number": number, "period": Per(when["per"]).label}
        case _:
            return _("all the time")


def _day(text: str) -> str:
    return f"{dt.date.fromisoformat(text):%d/%m/%Y}"
