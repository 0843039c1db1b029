"""Forms of reminders: what was told, the rule of a plan, and reminding at once."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import Audience
from nhipcau.delivery.selectors.told import ToldFilter
from nhipcau.delivery.services.reminding_by_hand import FARTHEST, LONGEST_TEXT
from nhipcau.kernel.fields import DayField

_DAYS = re.compile(r"\d{1,3}")


class ToldForm(forms.Form):
    """The filters of the list; they live in the address."""

    plan = forms.TypedChoiceField(label=_("Plan"), required=False, coerce=int, empty_value=None)
    audience = forms.ChoiceField(
        label=_("Why"),
        required=False,
        choices=[("", _("everything")), *Audience.choices, ("hand", _("by hand"))],
    )
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, data: Any, *, plans: list[tuple[int, str]]) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["plan"]).choices = [("", _("All plans")), *plans]

    def wanted(self) -> ToldFilter:
        """The filter; what cannot be understood is left out."""
        self.is_valid()
        said: dict[str, Any] = getattr(self, "cleaned_data", {})
        audience = said.get("audience") or ""
        return ToldFilter(
            plan=said.get("plan"),
            audience="" if audience == "hand" else audience,
            by_hand=audience == "hand",
            since=said.get("since"),
            until=said.get("until"),
        )


class RuleForm(forms.Form):
    """When reminders of a plan go out, in working days."""

    is_on = forms.BooleanField(label=_("Reminders of this plan go out"), required=False)
    before = forms.CharField(
        label=_("Before the due day"),
        required=False,
        max_length=60,
        help_text=_("Working days, parted by commas; 0 is the due day itself. Usual: 10, 3, 0."),
    )
    after = forms.CharField(
        label=_("After the due day"),
        required=False,
        max_length=60,
        help_text=_("Working days, parted by commas. Usual: 1, 5."),
    )
    leader_after = forms.IntegerField(
        label=_("Then to the unit's leader"),
        required=False,
        min_value=1,
        max_value=FARTHEST,
        help_text=_("Working days after the due day; empty: never. Usual: 7."),
    )
    coordinator_after = forms.IntegerField(
        label=_("Then to the coordinating officer of the plan"),
        required=False,
        min_value=1,
        max_value=FARTHEST,
        help_text=_("Working days after the due day; empty: never. Usual: 10."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_before(self) -> list[int]:
        """Numbers."""
        return self._days("before")

    def clean_after(self) -> list[int]:
        """Numbers."""
        return self._days("after")

    def _days(self, name: str) -> list[int]:
        parts = [part.strip() for part in re.split(r"[,;]", self.cleaned_data[name]) if part.strip()]
        if not all(_DAYS.fullmatch(part) for part in parts):
            raise forms.ValidationError(_("Write numbers of working days, such as 10, 3, 0."))
        return [int(part) for part in parts]


class RemindForm(forms.Form):
    """What to say."""

    text = forms.CharField(
        label=_("What you want to say"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands above the list of the work, in the message and in the history."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
