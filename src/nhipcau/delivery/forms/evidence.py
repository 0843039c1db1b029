"""Handing in, giving a reason, asking for more time."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import Given
from nhipcau.kernel.addresses import GREATEST
from nhipcau.kernel.fields import DayField, FileButton


class SeveralFiles(FileButton):
    """A button that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none is an empty list."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each as a file of its own."""
        return [super(FilesField, self).clean(each, initial) for each in data or [] if each]


class EvidenceForm(forms.Form):
    """What was done: a note, a link, a figure or files; one of them is enough."""

    note = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence is enough: what, where, how many."),
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=1000,
        help_text=_("The address of the article, programme or page."),
        assume_scheme="https",  # addresses are copied without it
        widget=forms.TextInput(
            attrs={"placeholder": "https://", "inputmode": "url", "autocapitalize": "off"}
        ),
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={
            "invalid": _("The address has to begin with https://, such as https://example.vn/news.")
        },
    )
    documents = FilesField(
        label=_("Files"),
        required=False,
        widget=SeveralFiles({"data-gather": ""}, button=_("Choose files…")),
        help_text=_("Documents, spreadsheets or pictures, as many as you need. They are kept unchanged."),
    )
    photos = FilesField(
        label=_("Take a photo"),
        required=False,
        widget=SeveralFiles(
            {"accept": "image/*", "capture": "environment", "data-gather": ""}, button=_("Take a photo…")
        ),
    )
    figure = forms.IntegerField(
        label=_("Figure"), required=False, min_value=0, max_value=GREATEST, widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    figure_of = forms.CharField(
        label=_("of what"), required=False, max_length=100, widget=forms.TextInput({"placeholder": _("copies, viewers, guests…")}),
    )  # fmt: skip
    done_on = DayField(label=_("Done on"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial = {"done_on": today, "key": uuid.uuid4(), **self.initial}
        self.fields["done_on"].widget.attrs["max"] = today.isoformat()

    def clean_done_on(self) -> dt.date:
        """Nothing is done in the future."""
        day: dt.date = self.cleaned_data["done_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day lies in the future: give today or an earlier day."))
        return day

    def clean(self) -> dict[str, Any]:
        """At least one thing that shows it."""
        given = super().clean() or {}
        shown = any(given.get(name) for name in ("note", "link", "documents", "photos"))
        if not self.errors and not shown and given.get("figure") is None:
            self.add_error("note", _("Say what was done, or give a link, a figure or a file."))
        return given

    def given(self) -> Given:
        """What services take."""
        data = self.cleaned_data
        files = [(file.name, file) for file in [*data["documents"], *data["photos"]]]
        return Given(
            note=data["note"], link=data["link"], figure=data["figure"], figure_of=data["figure_of"], files=files, done_on=data["done_on"],
            key=data["key"],
        )  # fmt: skip


class ObligationEvidenceForm(EvidenceForm):
    """The same for one obligation: it asks for pieces where the obligation has a quota."""

    pieces = forms.IntegerField(label=_("How many"), min_value=1, max_value=10_000)
    field_order = ("note", "link", "documents", "photos", "figure", "figure_of", "pieces", "done_on", "key")

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("pieces", max(1, obligation.missing))
        if obligation.quota_max == 1:
            del self.fields["pieces"]
        else:
            asked = (obligation.quota_min, obligation.quota_max)
            text = str(asked[0]) if asked[0] == asked[1] else f"{asked[0]}–{asked[1]}"
            self.fields["pieces"].help_text = _("Asked for: %(asked)s; handed in so far: %(done)s.") % {
                "asked": text, "done": obligation.pieces,
            }  # fmt: skip


class ReasonForm(forms.Form):
    """Why: the one question of everything that takes something back or closes it without work."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the history."),
    )


class ExtensionForm(forms.Form):
    """More time: until when, and why."""

    wanted_on = DayField(label=_("New day"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever keeps the plan reads it and decides."),
    )
