"""Forms of group names and of the kinds an office adds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.organisations.forms.choosing import UnitField, UnitsField
from nhipcau.organisations.forms.units import lines_of
from nhipcau.organisations.selectors import kind_choices


class GroupForm(forms.Form):
    """For which units a group name stands."""

    name = forms.CharField(
        label=_("Name"), max_length=255, help_text=_("As plans write it, such as “các sở, ban, ngành”.")
    )
    other_names = forms.CharField(
        label=_("Also written"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One spelling a line."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Every unit of these kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    below = UnitField(
        label=_("Only below"),
        required=False,
        kept=False,
        help_text=_("Left empty, in the whole register. Without kinds: every unit below this one."),
    )
    members = UnitsField(label=_("And these units"), required=False, kept=False)
    left_out = UnitsField(label=_("But not these units"), required=False, kept=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Any, named: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kind_choices()  # type: ignore[attr-defined]
        for name in ("below", "members", "left_out"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        if named:  # the name is what texts are matched with; a new name is a new group
            self.fields["name"].disabled = True

    def clean_other_names(self) -> list[str]:
        """One spelling a line."""
        return lines_of(self.cleaned_data["other_names"])


class KindForm(forms.Form):
    """A kind of units that the office adds."""

    label = forms.CharField(label=_("Name of the kind"), max_length=100)
