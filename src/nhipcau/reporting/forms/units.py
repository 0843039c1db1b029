"""Units that are typed, with suggestions of the register where scripts run; the server understands what stands there."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.folding import fold, normal
from nhipcau.organisations.models import Unit

_CODE_AT_THE_END = re.compile(r"\(([^()]+)\)$")
LONGEST_NAME = (
    400  # characters that `Unit.folded` holds; SQLite refuses to look for beginnings that are much longer
)
MEDIA = forms.Media(js=["organisations/pick.js"], css={"all": ["organisations/register.css"]})
_FIND: dict[str, Any] = {"data-find": reverse_lazy("units:find"), "data-find-more": ""}


class UnitInput(forms.TextInput):
    """One unit."""

    def __init__(self) -> None:
        super().__init__(
            {"data-unit-pick": "", "autocomplete": "off", "placeholder": _("Type a name or a code"), **_FIND}
        )

    @property
    def media(self) -> forms.Media:
        """The register's script."""
        return MEDIA


class UnitsInput(forms.Textarea):
    """Several units, one a line."""

    def __init__(self) -> None:
        words = {"data-remove": _("Remove"), "data-add": _("Type a name or a code")}
        super().__init__({"data-units-pick": "", "rows": 6, **words, **_FIND})

    @property
    def media(self) -> forms.Media:
        """The register's script."""
        return MEDIA


class UnitTyped(forms.CharField):
    """One unit of the register by its code or, where only one bears it, by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=UnitInput(), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A unit, or its key, as it is typed."""
        return as_typed(value) if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        """The unit; None where nothing was typed."""
        text = super().clean(value)
        return unit_typed(text) if text else None


class UnitsTyped(forms.CharField):
    """Several units, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=UnitsInput(), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Units as they are typed."""
        if value is None or isinstance(value, str):
            return value
        return "\n".join(as_typed(unit) for unit in value)

    def clean(self, value: Any) -> Any:
        """The units in the order typed."""
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        by_code = {
            unit.code: unit for unit in Unit.objects.filter(code__in=[_code_in(line) for line in lines])
        }
        units = [by_code.get(_code_in(line)) or unit_typed(line) for line in lines]
        return list({unit.pk: unit for unit in units}.values())


def as_typed(unit: Unit) -> str:
    """A unit as it stands in a field: "Sở Ngoại vụ (T-NGV)"."""
    return f"{unit.name} ({unit.code})"


def unit_typed(text: str) -> Unit:
    """The unit that a text names."""
    text = normal(text)
    for code in filter(None, (_code_in(text), text)):
        unit = Unit.objects.filter(code=code).first()
        if unit is not None:
            return unit
    called = [
        unit
        for unit in Unit.objects.filter(folded__startswith=fold(text)[:LONGEST_NAME])[:20]
        if fold(unit.name) == fold(text)
    ]
    if len(called) == 1:
        return called[0]
    told = (
        _("Several units are called “%(name)s”; choose one from the list.")
        if called
        else _("No unit is called “%(name)s”; choose one from the list.")
    )
    raise ValidationError(told % {"name": text[:100]})


def _code_in(text: str) -> str:
    found = _CODE_AT_THE_END.search(text.strip())
    return found[1].strip() if found else ""
