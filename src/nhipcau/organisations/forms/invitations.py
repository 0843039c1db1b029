"""Forms of inviting people and of accepting."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role
from nhipcau.kernel.fields import DayField, FileButton
from nhipcau.organisations.forms.choosing import UnitField
from nhipcau.organisations.forms.people import PlaceField, with_place
from nhipcau.organisations.policies import Person, may_give_role


class InviteForm(forms.Form):
    """Somebody new, with the first role."""

    email = forms.EmailField(
        label=_("E-mail of the office"),
        help_text=_("The link for the first password goes there; later it serves for signing in."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    display_name = forms.CharField(label=_("Name"), max_length=150)
    position = forms.CharField(label=_("Job title"), max_length=150, required=False)
    unit = UnitField(label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"))
    place = PlaceField()
    valid_from = DayField(label=_("From"), required=False, help_text=_("Today, if left empty."))

    def __init__(self, *args: Any, user: Person, units: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver, self.on = user, on
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["role"].choices = Role.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Which roles may be given depends on the unit."""
        given = with_place(super().clean() or {})
        unit, role = given.get("unit"), given.get("role")
        if unit and role and not may_give_role(self.giver, unit, role, on=self.on):
            self.add_error("role", _("This role is given by an administrator. Choose another one."))
        return given


class InviteManyForm(forms.Form):
    """A spreadsheet of people."""

    sheet = forms.FileField(
        label=_("Spreadsheet of people"),
        help_text=_("An .xlsx or .csv file; the first line names the columns."),
        widget=FileButton({"accept": ".xlsx,.csv"}),
    )


class FirstPasswordForm(forms.Form):
    """The first password of an invited person, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least ten characters, not only digits, unlike your name."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords differ."))
        return given
