"""Forms of the register of units: entries, names, places, what becomes of units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.fields import DayField, FileButton
from nhipcau.organisations.forms.choosing import UnitField, UnitsField
from nhipcau.organisations.models import Unit, UnitKind
from nhipcau.organisations.selectors import kind_choices
from nhipcau.organisations.services import NewUnit

CONTACT = ("address", "phone", "email", "website")


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit of the register, indented as it stands in the tree; for short lists."""

    def label_from_instance(self, obj: Any) -> str:
        """Depth shown by dashes, the short name in brackets."""
        short = f" ({obj.short_name})" if obj.short_name and obj.short_name != obj.name else ""
        return f"{'– ' * (obj.depth - 1)}{obj.name}{short}"


def lines_of(text: str) -> list[str]:
    """One spelling a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def spellings(**kwargs: Any) -> forms.CharField:
    """A field for other ways a name is written."""
    return forms.CharField(
        label=_("Also written"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One spelling a line, as documents write it."),
        **kwargs,
    )


def legal_basis() -> forms.CharField:
    """The document by which it was decided."""
    return forms.CharField(
        label=_("Legal basis"),
        max_length=255,
        required=False,
        help_text=_(
            "Number, symbol and day of the decision, such as “Nghị quyết số 12/NQ-HĐND ngày 10/12/2026”."
        ),
    )


class ContactForm(forms.Form):
    """Office contact of a unit."""

    address = forms.CharField(label=_("Office address"), max_length=255, required=False)
    phone = forms.CharField(label=_("Office telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("Office e-mail"), required=False)
    website = forms.URLField(label=_("Website"), max_length=255, required=False, assume_scheme="https")


class UnitForm(ContactForm):
    """A new unit."""

    name = forms.CharField(label=_("Name"), max_length=255)
    short_name = forms.CharField(label=_("Short name"), max_length=64, required=False)
    above = UnitField(label=_("Below"), required=False, help_text=_("Left empty, it stands at the top."))
    kind = forms.ChoiceField(label=_("Kind"), initial=UnitKind.DEPARTMENT)
    code = forms.CharField(
        label=_("Unit code"),
        max_length=64,
        required=False,
        help_text=_("Left empty, it is made from the name."),
    )
    valid_from = DayField(label=_("Exists since"), required=False)
    founded_by = forms.CharField(label=_("Founded by (legal basis)"), max_length=255, required=False)
    aliases = spellings()
    field_order = [
        "name",
        "short_name",
        "above",
        "kind",
        "code",
        "valid_from",
        "founded_by",
        "aliases",
        *CONTACT,
    ]

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["above"].queryset = units  # type: ignore[attr-defined]
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        """One spelling a line."""
        return lines_of(self.cleaned_data["aliases"])

    def said(self) -> dict[str, Any]:
        """What `create_unit` asks."""
        given = dict(self.cleaned_data)
        more = {name: given.pop(name) for name in (*CONTACT, "founded_by")}
        return {**given, "more": more}


class RenameForm(forms.Form):
    """A new name from a day on."""

    name = forms.CharField(label=_("New name"), max_length=255)
    short_name = forms.CharField(label=_("New short name"), max_length=64, required=False)
    since = DayField(label=_("Since"), help_text=_("Documents before that day keep the old name."))
    legal_basis = legal_basis()


class MoveForm(forms.Form):
    """Another place in the tree from a day on."""

    above = UnitField(label=_("Below"), required=False, help_text=_("Left empty, it stands at the top."))
    since = DayField(label=_("Since"), help_text=_("The tree of earlier days stays as it was."))
    legal_basis = legal_basis()

    def __init__(self, *args: Any, unit: Unit, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["above"].queryset = units.exclude(path__startswith=unit.path)  # type: ignore[attr-defined]


class ChangeForm(ContactForm):
    """What the entry of a unit says beside its name and place: kind, other names, contact, end and successors."""

    kind = forms.ChoiceField(label=_("Kind"))
    aliases = spellings()
    founded_by = forms.CharField(label=_("Founded by (legal basis)"), max_length=255, required=False)
    last_day = DayField(
        label=_("Exists until"), required=False, help_text=_("Leave empty while the unit exists.")
    )
    ended_by = forms.CharField(label=_("Ended by (legal basis)"), max_length=255, required=False)
    successors = UnitsField(label=_("Carried on by"), required=False)
    field_order = ["kind", "aliases", *CONTACT, "founded_by", "last_day", "ended_by", "successors"]

    def __init__(self, *args: Any, unit: Unit, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        # Those named already stay, also where this person does not keep them.
        named = Q(pk__in=unit.followed_by.values("successor"))
        successors = (units | Unit.objects.filter(named)).exclude(pk=unit.pk)
        self.fields["successors"].queryset = successors  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        """One spelling a line."""
        return lines_of(self.cleaned_data["aliases"])

    def clean(self) -> dict[str, Any]:
        """Successors need the day from which they carry on."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("successors") and not clean.get("last_day"):
            self.add_error("last_day", _("Say until when the unit exists, if others carry on its work."))
        return clean


class MergeForm(forms.Form):
    """Several units into one, that is there or comes into being."""

    units = UnitsField(
        label=_("These units are merged"),
        help_text=_("All that end; the one that goes on may be among them."),
    )
    into = UnitField(label=_("Into this unit of the register"), required=False)
    new_name = forms.CharField(label=_("Or into a new unit, called"), max_length=255, required=False)
    new_short_name = forms.CharField(label=_("Short name of the new unit"), max_length=64, required=False)
    new_code = forms.CharField(
        label=_("Code of the new unit"),
        max_length=64,
        required=False,
        help_text=_("Left empty, it is made from the name."),
    )
    new_kind = forms.ChoiceField(label=_("Kind of the new unit"), required=False)
    new_above = UnitField(label=_("The new unit stands below"), required=False)
    since = DayField(label=_("Since"), help_text=_("The units end on the day before."))
    legal_basis = legal_basis()

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("units", "into", "new_above"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        self.fields["new_kind"].choices = kind_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Into one or the other."""
        clean: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(clean.get("into")) == bool(clean.get("new_name")):
            self.add_error("into", _("Choose a unit of the register, or name a new one: one of both."))
        return clean

    def said(self) -> dict[str, Any]:
        """What `merge_units` asks."""
        given = dict(self.cleaned_data)
        new = NewUnit(
            **{name: given.pop(f"new_{name}") for name in ("name", "short_name", "code", "kind", "above")}
        )
        return {**given, "new": new if new.name else None}


class SplitForm(forms.Form):
    """One unit into several."""

    into = UnitsField(label=_("Into these units of the register"), required=False)
    new_names = forms.CharField(
        label=_("And into these new units"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name a line; a short name may follow after “|”."),
    )
    new_kind = forms.ChoiceField(label=_("Kind of the new units"), required=False)
    continues = forms.BooleanField(label=_("The unit itself goes on beside them"), required=False)
    below_to = UnitField(label=_("Units below it go to"), required=False)
    since = DayField(label=_("Since"))
    legal_basis = legal_basis()

    def __init__(self, *args: Any, unit: Unit, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above = Unit.objects.filter(path=unit.path_above).first()
        for name in ("into", "below_to"):
            self.fields[name].queryset = units.exclude(pk=unit.pk)  # type: ignore[attr-defined]
        self.fields["new_kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["new_kind"].initial = unit.kind

    def said(self) -> dict[str, Any]:
        """What `split_unit` asks; new units stand where the unit stands."""
        given = dict(self.cleaned_data)
        kind, names = given.pop("new_kind"), lines_of(given.pop("new_names"))
        parts = [line.partition("|")[::2] for line in names]
        new = [NewUnit(name.strip(), short.strip(), kind=kind, above=self.above) for name, short in parts]
        return {**given, "new": new}


class DissolveForm(forms.Form):
    """A unit that is no more."""

    successors = UnitsField(
        label=_("Its work passes to"), required=False, help_text=_("Leave empty if nobody carries it on.")
    )
    below_to = UnitField(label=_("Units below it go to"), required=False)
    since = DayField(label=_("Since"), help_text=_("The unit ends on the day before."))
    legal_basis = legal_basis()

    def __init__(self, *args: Any, unit: Unit, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("successors", "below_to"):
            self.fields[name].queryset = units.exclude(pk=unit.pk)  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What `dissolve_unit` asks."""
        return dict(self.cleaned_data)


class ImportForm(forms.Form):
    """A spreadsheet of units."""

    sheet = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("An .xlsx or .csv file; the first line names the columns."),
        widget=FileButton({"accept": ".xlsx,.csv"}),
    )
