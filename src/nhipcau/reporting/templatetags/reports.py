"""Tags of one report: its state, figures as people type them. `{% load reports %}`"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from nhipcau.kernel.numbers import grouped
from nhipcau.plans.models import TaskKind
from nhipcau.reporting.models import COUNTED, Report, ReportState

register = template.Library()

LOOKS: dict[str, tuple[str, str]] = {
    ReportState.AWAITED: ("upcoming", "○"),
    ReportState.DRAFT: ("upcoming", "○"),
    ReportState.SUBMITTED: ("soon", "▲"),
    ReportState.SENT: ("met", "✓"),
    ReportState.RETURNED: ("overdue", "●"),
    ReportState.ACCEPTED: ("met", "✓"),
}


@register.inclusion_tag("nhipcau/badge.html")
def report_badge(report: Report) -> Mapping[str, Any]:
    """The state of a report as colour, shape and word."""
    look, shape = LOOKS[report.state]
    if report.is_nothing and report.state in COUNTED:
        return {"state": "excused", "shape": "–", "word": _("Nothing to report")}
    return {"state": look, "shape": shape, "word": report.get_state_display()}


@register.filter
def typed(value: Decimal | None) -> str:
    """A figure as it is typed: 1.234,5; empty where there is none."""
    return "" if value is None else grouped(value)


@register.filter
def kinds_in_words(kinds: list[str]) -> str:
    """Kinds of tasks by their names."""
    return ", ".join(str(TaskKind(kind).label) for kind in kinds if kind in TaskKind.values)


@register.filter
def lower_first(text: str) -> str:
    """Behind other words: "Kết quả …" becomes "kết quả …"."""
    return text[:1].lower() + text[1:]


@register.filter
def lines(entries: list[str]) -> str:
    """Entries of a list, one a line."""
    return "\n".join(entries)


@register.filter
def is_late(report: Report, on: Any) -> bool:
    """Whether it was handed in after its due day, or is not there and the day has passed."""
    return (report.first_sent_on or on) > report.cycle.due_on
