"""Tags of rounds: figures as officers write them. `{% load rounds %}`"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def beside(values: Iterable[Any], others: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Two lists side by side."""
    return list(zip(values, others, strict=False))


@register.filter
def figure(value: Decimal | None) -> str:
    """1.234,5: without zeros behind the comma; – where there is none."""
    if value is None:
        return "–"
    places = 0 if value == value.to_integral_value() else None
    plain = value.normalize() if places is None else value
    return str(number_format(plain, decimal_pos=places, force_grouping=True))
