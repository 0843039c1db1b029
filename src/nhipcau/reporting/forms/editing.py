"""The fields of a report form: its head, a section, an indicator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.plans.models import TaskKind
from nhipcau.reporting.forms.answers import NumberTyped
from nhipcau.reporting.forms.units import UnitTyped
from nhipcau.reporting.models import Cadence, Filling, Gathering, IndicatorType, SectionFilling
from nhipcau.reporting.models.forms import CODE

LEVELS = [(1, _("1: I, II, III")), (2, _("2: 1, 2, 3")), (3, _("3: a, b, c"))]


class KindsField(forms.MultipleChoiceField):
    """Kinds of tasks to tick; none means all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Kinds of tasks"), choices=TaskKind.choices, required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("None ticked: all kinds."), **kwargs,
        )  # fmt: skip


class VersionedForm(forms.Form):
    """Names the draft that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CopyForm(forms.Form):
    """Whose form it becomes, and what it is called."""

    name = forms.CharField(label=_("Name of the form"), max_length=255)
    unit = UnitTyped(label=_("Owning unit"))


class HeadForm(VersionedForm):
    """Name, basis and subject."""

    name = forms.CharField(label=_("Name of the form"), max_length=255)
    cadence = forms.ChoiceField(label=_("How often"), choices=Cadence.choices)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=500, required=False)
    subject = forms.CharField(
        label=_("Subject of the report"),
        max_length=500,
        help_text=_("Opens the title of the document: “Báo cáo …”."),
    )


class SectionForm(VersionedForm):
    """A heading of the report."""

    title = forms.CharField(label=_("Title"), max_length=500)
    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=int)
    guide = forms.CharField(
        label=_("What to write here"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    has_text = forms.BooleanField(label=_("Has text"), required=False, initial=True)
    is_required = forms.BooleanField(label=_("Required"), required=False)
    filling = forms.ChoiceField(label=_("Text is proposed from"), choices=SectionFilling.choices)
    kinds = KindsField()

    def fields_given(self) -> dict[str, Any]:
        """As the service takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class IndicatorForm(VersionedForm):
    """A figure of the report with its rules."""

    code = forms.CharField(
        label=pgettext_lazy("report", "Code"),
        max_length=40,
        validators=[CODE],
        help_text=_("Stays the same through versions, so that years can be compared."),
    )
    label = forms.CharField(label=_("Indicator"), max_length=500)
    type = forms.ChoiceField(label=_("Type"), choices=IndicatorType.choices)
    measure = forms.CharField(label=_("Unit of measure"), max_length=60, required=False)
    filling = forms.ChoiceField(label=_("Filled from"), choices=Filling.choices)
    kinds = KindsField()
    words = forms.CharField(
        label=_("Words to look for"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line; one of them is enough. For figures: what is counted, such as “người”."),
    )  # fmt: skip
    gathering = forms.ChoiceField(label=_("Gathered by"), choices=Gathering.choices)
    is_required = forms.BooleanField(label=_("Required"), required=False)
    minimum = NumberTyped(label=_("At least"))
    maximum = NumberTyped(label=_("At most"))
    not_above = forms.CharField(
        label=_("Not more than the indicator with the code"), max_length=40, required=False
    )
    takes_estimate = forms.BooleanField(
        label=_("May be estimated to the end of the period"), required=False, initial=True
    )

    def fields_given(self) -> dict[str, Any]:
        """As the service takes them."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**data, "words": [line.strip() for line in data["words"].splitlines() if line.strip()]}
