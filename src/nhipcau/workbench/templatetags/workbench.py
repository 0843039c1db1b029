"""Counters and bars of the home page: `{% load workbench %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import State
from nhipcau.delivery.selectors import Counts
from nhipcau.plans.models import Intake, IntakeState

register = template.Library()

# state or group of states → colour and shape, word
COUNTERS = (
    (State.OVERDUE, "overdue", "●", _("Overdue")),
    ("near", "soon", "▲", _("Due within 5 working days")),
    ("ahead", "upcoming", "○", _("Ahead")),
    ("done", "met", "✓", _("Done")),
)


@register.inclusion_tag("workbench/counters.html")
def counters(counts: Counts, scope: str) -> Mapping[str, Any]:
    """Four figures that each open their list; the last one says of how many."""
    return {
        "address": reverse("delivery:index"),
        "scope": scope,
        "counters": [
            {
                "state": state,
                "look": look,
                "shape": shape,
                "word": word,
                "count": counts[state],
                "of": counts.asked if state == "done" else None,
                "excused": counts[State.EXCUSED] if state == "done" else 0,
            }
            for state, look, shape, word in COUNTERS
        ],
    }


@register.inclusion_tag("workbench/bar.html")
def bar(counts: Counts) -> Mapping[str, Any]:
    """A bar of what is done, overdue, due soon and ahead; the figures stand beside it in words."""
    total = max(counts.asked, 1)
    left, parts = 0.0, []
    for state, look, _shape, word in (COUNTERS[3], COUNTERS[0], COUNTERS[1], COUNTERS[2]):
        width = counts[state] * 100 / total
        parts.append(
            {"look": look, "word": word, "x": f"{left:.2f}", "width": f"{width:.2f}", "count": counts[state]}
        )
        left += width
    return {"parts": parts}


@register.simple_tag
def intake_address(intake: Intake) -> str:
    """Where a plan on its way in is worked on: its review, or the page that tells how far reading is."""
    screen = "plans:review" if intake.state == IntakeState.REVIEW else "plans:intake"
    return reverse(screen, args=[intake.pk])
