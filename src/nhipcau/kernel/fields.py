"""Form fields that every room uses."""

from __future__ import annotations

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A calendar day, chosen with the browser's own calendar (no script of ours, works on phones)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
