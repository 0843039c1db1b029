"""Forms of accounts and the roles people hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.fields import AlphabeticalChoice, DayField
from nhipcau.organisations.forms.choosing import UnitField
from nhipcau.organisations.forms.units import UnitChoice
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Person, may_give_role, people_known_to
from nhipcau.organisations.selectors import ASKED, kind_choices


class AccountForm(forms.Form):
    """A person's name and office contact."""

    display_name = forms.CharField(label=_("Name"), max_length=150)
    position = forms.CharField(label=_("Job title"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail of the office"), required=False)
    office_phone = forms.CharField(label=_("Telephone of the office"), max_length=40, required=False)


class OpenAccountForm(AccountForm):
    """A new account; the first password is told to the person, who changes it."""

    username = forms.SlugField(
        label=_("User name"),
        max_length=60,
        help_text=_("Letters without marks, digits, - and _; used to sign in."),
        error_messages={"invalid": _("A user name holds only letters without marks, digits, - and _.")},
    )
    password = forms.CharField(
        label=_("First password"),
        strip=False,
        help_text=_(
            "At least ten characters. Tell it to the person, who changes it at “Change password” of the own settings."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ["display_name", "username", "password", "position", "email", "office_phone"]


class PlaceField(forms.ChoiceField):
    """Whether a leader or officer is the one of the unit, a deputy, or takes over from the one there is."""

    def __init__(self) -> None:
        super().__init__(
            label=_("As"),
            required=False,
            initial="main",
            choices=[
                ("main", _("the one leader or focal officer of the unit")),
                ("over", _("the one from that day, taking over from who holds it so far")),
                ("deputy", _("deputy, with the same rights")),
            ],
            widget=forms.RadioSelect,
            help_text=_(
                "For leaders and focal officers: a unit has one of each, and any number of deputies."
            ),
        )


def with_place(given: dict[str, Any]) -> dict[str, Any]:
    """What `grant_role` asks, for what was chosen."""
    place = given.pop("place", "")
    return {**given, "is_deputy": place == "deputy", "takes_over": place == "over"}


class GrantForm(forms.Form):
    """A role for a person on the unit of the screen."""

    person = AlphabeticalChoice(User.objects.none(), label=_("Person"))
    role = forms.ChoiceField(label=_("Role"))
    place = PlaceField()
    valid_from = DayField(label=_("From"), required=False, help_text=_("Today, if left empty."))
    valid_to = DayField(label=_("Until"), required=False, help_text=_("Leave empty if no end is known."))

    def __init__(self, *args: Any, user: Person, unit: Unit, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(people_known_to(user, on=on), is_active=True, is_superuser=False)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        allowed = [(role.value, role.label) for role in Role if may_give_role(user, unit, role, on=on)]
        self.fields["role"].choices = allowed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """In the words of the service."""
        return with_place(super().clean() or {})


class GrantPersonForm(forms.Form):
    """A role for the person of the screen on a unit."""

    unit = UnitField(label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"))
    place = PlaceField()
    valid_from = DayField(label=_("From"), required=False, help_text=_("Today, if left empty."))
    valid_to = DayField(label=_("Until"), required=False, help_text=_("Leave empty if no end is known."))

    def __init__(self, *args: Any, user: Person, units: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver, self.on = user, on
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["role"].choices = Role.choices  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.UNIT_OFFICER

    def clean(self) -> dict[str, Any]:
        """Which roles may be given depends on the unit."""
        given = with_place(super().clean() or {})
        unit, role = given.get("unit"), given.get("role")
        if unit and role and not may_give_role(self.giver, unit, role, on=self.on):
            self.add_error("role", _("This role is given by an administrator. Choose another one."))
        return given


class WithdrawForm(forms.Form):
    """The last day of a role."""

    last_day = DayField(label=_("Last day"))


class PlaceForm(forms.Form):
    """From which day a deputy becomes the leader or officer, or the other way round."""

    since = DayField(label=_("From"))


class DayForm(forms.Form):
    """The day that a page shows."""

    ngay = DayField(label=_("On the day"), required=False)


class LackingForm(forms.Form):
    """Which units lack whom, on which day."""

    thieu = forms.ChoiceField(label=_("Without"), required=False)
    loai = forms.ChoiceField(label=_("Kind"), required=False)
    duoi = UnitChoice(Unit.objects.none(), label=_("Below"), required=False, empty_label=_("(everywhere)"))
    ngay = DayField(label=_("On the day"), required=False)

    def __init__(self, *args: Any, above: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thieu"].choices = [(role.value, role.label) for role in ASKED]  # type: ignore[attr-defined]
        self.fields["thieu"].initial = Role.UNIT_OFFICER
        self.fields["loai"].choices = [("", _("every kind")), *kind_choices()]  # type: ignore[attr-defined]
        self.fields["duoi"].queryset = above  # type: ignore[attr-defined]
