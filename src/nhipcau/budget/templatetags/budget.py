"""Money in templates: `{% load budget %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

import vanban
from nhipcau.budget.models import EstimateState, SettlementState
from nhipcau.budget.selectors.overview import Figures, Group
from nhipcau.kernel.numbers import grouped

register = template.Library()

LOOKS = {
    EstimateState.DRAFT: "upcoming", EstimateState.SUBMITTED: "soon", EstimateState.RETURNED: "overdue", EstimateState.APPRAISED: "met",
    SettlementState.APPROVED: "met",
}  # fmt: skip
MOST_BARS = 40


@register.filter
def dong(amount: int | None) -> str:
    """Whole đồng as officers write them: 2.278.000.000; a dash for what is not known."""
    return "–" if amount is None else grouped(amount).replace("-", "−")


@register.filter
def in_words(amount: int) -> str:
    """The sum in Vietnamese words, with a capital."""
    words = vanban.amount_in_words(amount)
    return words[:1].upper() + words[1:]


@register.filter
def roman(quarter: int) -> str:
    """A quarter as it is written: I to IV."""
    return ("I", "II", "III", "IV")[quarter - 1]


@register.filter
def query_of(address: str) -> str:
    """The query of an address with its question mark."""
    return f"?{address.partition('?')[2]}"


@register.filter
def look_of(state: str) -> str:
    """The look of a state's badge."""
    return LOOKS[state]  # type: ignore[index]


@register.inclusion_tag("budget/chart.html")
def chart(groups: Sequence[Group], addresses: Mapping[str, str]) -> Mapping[str, Any]:
    """Plan against actual: a bar for what was allocated and one for what was spent, on one scale, with the figures in words beside."""
    shown = [group for group in groups if group.figures != Figures()][:MOST_BARS]
    most = (
        max(
            (max(group.figures.allocated, group.figures.spent, group.figures.estimated) for group in shown),
            default=0,
        )
        or 1
    )
    bars = [
        {
            "group": group, "address": addresses.get(group.key, ""), "estimated": _share(group.figures.estimated, most),
            "allocated": _share(group.figures.allocated, most), "spent": _share(group.figures.spent, most),
        }
        for group in shown
    ]  # fmt: skip
    return {"bars": bars, "left_out": len(groups) - len(shown)}


def _share(amount: int, most: int) -> str:
    """Per cent of the scale as SVG reads it."""
    return f"{amount * 100 / most:.2f}"
