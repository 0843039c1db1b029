"""What people type into a report."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel.fields import FileButton
from nhipcau.reporting.services.answering import LONGEST_NOTE, Answer

# A group of thousands does not begin with nought: "0.500" is a half.
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?")


def number_typed(text: str) -> Decimal:
    """A number as officers type it: "1.234.567", "1234567", "12,5", "12.5". ValueError where it is none."""
    bare = "".join(text.split())
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _PLAIN.fullmatch(bare):
        bare = bare.replace(",", ".")
    else:
        raise ValueError(text)
    try:
        return Decimal(bare)
    except InvalidOperation as wrong:
        raise ValueError(text) from wrong


class NumberTyped(forms.CharField):
    """A number with points between thousands and a comma before parts; empty is no answer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        """The number, or None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return number_typed(text)
        except ValueError:
            raise ValidationError(
                _("Write the number like this: 1.234 or 12,5. It was not saved."), code="number"
            ) from None


class AnswerForm(forms.Form):
    """An answer to an indicator, of whatever type: fields that a type has not are not on its form."""

    value = NumberTyped()
    of = NumberTyped()
    estimate = NumberTyped()
    entries = forms.CharField(required=False, max_length=300_000)
    note = forms.CharField(required=False, max_length=LONGEST_NOTE)

    def answer(self) -> Answer:
        """As the service takes it."""
        data = self.cleaned_data
        return Answer(
            value=data["value"], of=data["of"], estimate=data["estimate"], entries=tuple(data["entries"].splitlines()), note=data["note"],
        )  # fmt: skip


class FileForm(forms.Form):
    """A file for the report."""

    file = forms.FileField(label=_("File"), widget=FileButton())
