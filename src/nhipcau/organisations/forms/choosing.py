"""Choosing units of a large register: typed, with suggestions where scripts run; the server understands what stands there."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.folding import fold, normal
from nhipcau.organisations.models import Unit

_CODE_AT_THE_END = re.compile(r"\(([^()]+)\)$")
LONGEST_NAME = (
    400  # characters that `Unit.folded` holds; SQLite refuses to look for beginnings that are much longer
)
MEDIA = forms.Media(
    js=["organisations/pick.js"], css={"all": ["organisations/register.css"]}
)  # what both widgets need


class _Suggesting:
    """The attributes that the script looks for; `kept` narrows the suggestions to units this person keeps."""

    attrs: dict[str, Any]

    def suggest(self, *, kept: bool, closed: bool) -> None:
        """Where the script asks."""
        query = "&".join(part for part in ("giu=1" if kept else "", "da-het=1" if closed else "") if part)
        self.attrs["data-find"] = reverse_lazy("units:find")
        self.attrs["data-find-more"] = query

    @property
    def media(self) -> forms.Media:
        """The script and its style."""
        return MEDIA


class UnitInput(_Suggesting, forms.TextInput):
    """One unit."""

    def __init__(self, *, kept: bool = True, closed: bool = False) -> None:
        super().__init__(
            {"data-unit-pick": "", "autocomplete": "off", "placeholder": _("Type a name or a code")}
        )
        self.suggest(kept=kept, closed=closed)


class UnitsInput(_Suggesting, forms.Textarea):
    """Several units, one a line; the script shows them as a list to which units are added."""

    def __init__(self, *, kept: bool = True, closed: bool = False) -> None:
        super().__init__(
            {
                "data-units-pick": "",
                "rows": 4,
                "data-remove": _("Remove"),
                "data-add": _("Type a name or a code"),
            }
        )
        self.suggest(kept=kept, closed=closed)


def as_typed(unit: Unit) -> str:
    """A unit as it stands in a field: "Sở Ngoại vụ (T-NGV)"."""
    return f"{unit.name} ({unit.code})"


def unit_typed(text: str, units: QuerySet[Unit]) -> Unit:
    """The unit that a text names by its code or, where only one bears it, by its name."""
    text = normal(text)
    found = _CODE_AT_THE_END.search(text)
    for code in filter(None, (found[1].strip() if found else "", text)):
        unit = units.filter(code=code).first()
        if unit is not None:
            return unit
    called = [
        unit
        for unit in units.filter(folded__startswith=fold(text)[:LONGEST_NAME])[:20]
        if fold(unit.name) == fold(text)
    ]
    if len(called) == 1:
        return called[0]
    if called:
        raise ValidationError(
            _("Several units are called “%(name)s”; choose one from the list.") % {"name": text[:100]}
        )
    raise ValidationError(_("No unit is called “%(name)s”; choose one from the list.") % {"name": text[:100]})


class UnitField(forms.CharField):
    """One unit of `queryset`."""

    def __init__(self, *, kept: bool = True, closed: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=UnitInput(kept=kept, closed=closed), **kwargs)
        self.queryset: QuerySet[Unit] = Unit.objects.all()

    def prepare_value(self, value: Any) -> Any:
        """A unit, or its key, as it is typed."""
        if isinstance(value, Unit):
            return as_typed(value)
        if isinstance(value, int):
            unit = Unit.objects.filter(pk=value).first()
            return as_typed(unit) if unit else ""
        return value

    def clean(self, value: Any) -> Any:
        """The unit; None where nothing was typed."""
        text = super().clean(value)
        return unit_typed(text, self.queryset) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another unit was typed."""
        return normal(str(self.prepare_value(initial) or "")) != normal(data or "")


class UnitsField(forms.CharField):
    """Several units of `queryset`, each once."""

    def __init__(self, *, kept: bool = True, closed: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=UnitsInput(kept=kept, closed=closed), **kwargs)
        self.queryset: QuerySet[Unit] = Unit.objects.all()

    def prepare_value(self, value: Any) -> Any:
        """Units as they are typed."""
        if value is None or isinstance(value, str):
            return value
        return "\n".join(as_typed(unit) for unit in value)

    def clean(self, value: Any) -> Any:
        """The units in the order typed."""
        text = super().clean(value)
        units = [unit_typed(line, self.queryset) for line in text.splitlines() if line.strip()]
        return list({unit.pk: unit for unit in units}.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other units were typed."""
        return str(self.prepare_value(initial) or "").split("\n") != (data or "").splitlines()
