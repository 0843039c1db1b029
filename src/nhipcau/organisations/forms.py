"""Forms of the register of units and of people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.fields import AlphabeticalChoice, DayField, FileButton
from nhipcau.organisations.models import Unit, UnitKind
from nhipcau.organisations.policies import Person, may_give_role, people_known_to


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit of the register, indented as it stands in the tree."""

    def label_from_instance(self, obj: Any) -> str:
        """Depth shown by dashes, the short name in brackets."""
        short = f" ({obj.short_name})" if obj.short_name and obj.short_name != obj.name else ""
        return f"{'– ' * (obj.depth - 1)}{obj.name}{short}"


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("Name"), max_length=255)
    short_name = forms.CharField(label=_("Short name"), max_length=64, required=False)
    above = UnitChoice(
        Unit.objects.none(), label=_("Below"), required=False, empty_label=_("(top of the tree)")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, initial=UnitKind.DEPARTMENT)
    code = forms.CharField(
        label=_("Unit code"),
        max_length=64,
        required=False,
        help_text=_("Left empty, it is made from the name."),
    )
    valid_from = DayField(label=_("Exists since"), required=False)
    aliases = forms.CharField(
        label=_("Also written"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One spelling a line, as documents write it."),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["above"].queryset = units  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        """One spelling a line."""
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class RenameForm(forms.Form):
    """A new name from a day on."""

    name = forms.CharField(label=_("New name"), max_length=255)
    short_name = forms.CharField(label=_("New short name"), max_length=64, required=False)
    since = DayField(label=_("Since"), help_text=_("Documents before that day keep the old name."))


class ChangeForm(forms.Form):
    """Place, other names, end and successors of a unit."""

    above = UnitChoice(
        Unit.objects.none(), label=_("Below"), required=False, empty_label=_("(top of the tree)")
    )
    aliases = forms.CharField(
        label=_("Also written"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One spelling a line, as documents write it."),
    )
    last_day = DayField(
        label=_("Exists until"), required=False, help_text=_("Leave empty while the unit exists.")
    )
    successors = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Carried on by"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, unit: Unit, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = units.exclude(path__startswith=unit.path)
        if unit.depth > 1 and not others.filter(path=unit.path[: -Unit.steplen]).exists():
            # Whoever does not keep the unit above does not take this one away from it.
            del self.fields["above"]
        else:
            self.fields["above"].queryset = others  # type: ignore[attr-defined]
            self.fields["above"].required = unit.depth > 1
        # Those named already stay, also where this person does not keep them.
        named = Q(pk__in=unit.followed_by.values("successor"))
        successors = (units | Unit.objects.filter(named)).exclude(pk=unit.pk).order_by("path")
        self.fields["successors"].queryset = successors  # type: ignore[attr-defined]

    clean_aliases = UnitForm.clean_aliases

    def clean(self) -> dict[str, Any]:
        """Successors need the day from which they carry on."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("successors") and not clean.get("last_day"):
            self.add_error("last_day", _("Say until when the unit exists, if others carry on its work."))
        return clean


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
        label=_("Every unit of these kinds"),
        choices=UnitKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    members = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("And these units"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, units: Any, named: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = units  # type: ignore[attr-defined]
        if named:  # the name is what texts are matched with; a new name is a new group
            self.fields["name"].disabled = True

    def clean_other_names(self) -> list[str]:
        """One spelling a line."""
        return [line.strip() for line in self.cleaned_data["other_names"].splitlines() if line.strip()]


class ImportForm(forms.Form):
    """A spreadsheet of units."""

    sheet = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("An .xlsx or .csv file; the first line names the columns."),
        widget=FileButton({"accept": ".xlsx,.csv"}),
    )


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


class GrantForm(forms.Form):
    """A role for a person on the unit of the screen."""

    person = AlphabeticalChoice(User.objects.none(), label=_("Person"))
    role = forms.ChoiceField(label=_("Role"))
    valid_from = DayField(label=_("From"), required=False, help_text=_("Today, if left empty."))
    valid_to = DayField(label=_("Until"), required=False, help_text=_("Leave empty if no end is known."))

    def __init__(self, *args: Any, user: Person, unit: Unit, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(people_known_to(user, on=on), is_active=True, is_superuser=False)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        allowed = [(role.value, role.label) for role in Role if may_give_role(user, unit, role, on=on)]
        self.fields["role"].choices = allowed  # type: ignore[attr-defined]


class GrantPersonForm(forms.Form):
    """A role for the person of the screen on a unit."""

    unit = UnitChoice(Unit.objects.none(), label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"))
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
        given: dict[str, Any] = super().clean() or {}
        unit, role = given.get("unit"), given.get("role")
        if unit and role and not may_give_role(self.giver, unit, role, on=self.on):
            self.add_error("role", _("This role is given by an administrator. Choose another one."))
        return given


class WithdrawForm(forms.Form):
    """The last day of a role."""

    last_day = DayField(label=_("Last day"))
