"""What to make of a province: bodies to tick, communes, and what ended in 2025."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SetUpForm(forms.Form):
    """Which parts of the catalogue become units; drawn as a tree by its own template."""

    bodies = forms.MultipleChoiceField(
        label=_("Standing bodies"), required=False, widget=forms.CheckboxSelectMultiple
    )
    communes = forms.BooleanField(label=_("Communes, wards and special zones"), required=False)
    past = forms.BooleanField(label=_("What there was before, closed"), required=False)

    def __init__(self, *args: Any, keys: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bodies"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
