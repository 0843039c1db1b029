"""Form fields that every room uses."""

from __future__ import annotations

from typing import Any

from django import forms

WRITTEN = "%d/%m/%Y"
UNDERSTOOD = (WRITTEN, "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y")


class DayInput(forms.DateInput):
    """A day as officers write it, whatever language their browser speaks, with the browser's calendar beside it."""

    template_name = "nhipcau/day_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off", "maxlength": 10}
        super().__init__(attrs={**usual, **(attrs or {})}, format=WRITTEN)


class DayField(forms.DateField):
    """A calendar day, dd/mm/yyyy."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput())
        kwargs.setdefault("input_formats", UNDERSTOOD)
        super().__init__(**kwargs)
