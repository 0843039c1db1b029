"""Form fields that every room uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.collation import dictionary_order

WRITTEN = "%d/%m/%Y"
UNDERSTOOD = (WRITTEN, "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y")
CHOOSE = _("Choose a file…")


class DayInput(forms.DateInput):
    """A day as officers write it, whatever language their browser speaks, with the browser's calendar beside it."""

    template_name = "nhipcau/day_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {
            "placeholder": _("dd/mm/yyyy"),
            "inputmode": "numeric",
            "autocomplete": "off",
            "maxlength": 10,
        }
        super().__init__(attrs={**usual, **(attrs or {})}, format=WRITTEN)


class DayField(forms.DateField):
    """A calendar day, dd/mm/yyyy."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput())
        kwargs.setdefault("input_formats", UNDERSTOOD)
        kwargs.setdefault("error_messages", {"invalid": _("Write the day like this: 15/07/2026.")})
        super().__init__(**kwargs)


def day_in(text: str) -> dt.date | None:
    """The day that a text is, such as a part of an address; None where it is none."""
    for form in UNDERSTOOD:
        try:
            return dt.datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    return None


class AlphabeticalIterator(ModelChoiceIterator):  # type: ignore[type-arg]
    """The rows of a choice in the order of the Vietnamese dictionary, which databases do not know."""

    def __iter__(self) -> Iterator[Any]:
        """The empty choice first, then by label."""
        choices = list(super().__iter__())
        empty = choices[:1] if self.field.empty_label is not None else []
        return iter([*empty, *sorted(choices[len(empty) :], key=lambda each: dictionary_order(str(each[1])))])


class AlphabeticalChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among rows in the order of the dictionary; for lists of a few hundred."""

    iterator = AlphabeticalIterator


class FileButton(forms.FileInput):
    """A file to choose, in our own words and dress: those of browsers follow the browser's language."""

    template_name = "nhipcau/file_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, button: str | Promise = CHOOSE) -> None:
        super().__init__(attrs)
        self.button = button

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The word on the button."""
        return {**super().get_context(name, value, attrs), "button": self.button}


def name_what_is_missing(form: forms.BaseForm) -> None:
    """Let every required field say which one it is: "this field" says little above a long form."""
    for name, field in form.fields.items():
        label = field.label or name
        field.error_messages = {
            **field.error_messages,
            "required": _("Fill in “%(label)s”.") % {"label": label},
        }
