"""What people type on the review screen, made into values that services take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhipcau.kernel.addresses import YEARS, number_in
from nhipcau.kernel.fields import DayField
from nhipcau.kernel.folding import fold
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable, printable_only
from nhipcau.organisations.models import Unit
from nhipcau.plans.matching import Meaning
from nhipcau.plans.models import (
    BasisVerdict,
    Carry,
    Language,
    Match,
    Per,
    Plan,
    ScheduleKind,
    TaskKind,
    UnitRole,
)
from nhipcau.plans.selectors.register import Choice
from nhipcau.plans.services import NamedUnit, Reported
from nhipcau.plans.services.talk import LONGEST

MOST_ROWS = 60
MOST_YEARS = 15  # the longest programmes run ten years


class UploadForm(forms.Form):
    """One or several plan documents for a unit."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Owning unit"), help_text=_("The unit that issued the plan.")
    )

    amends = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Amends or replaces"), required=False, empty_label=_("no plan in force"),
        help_text=_("Only where the document changes a plan that is in force: it becomes the next version of that plan."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = units  # type: ignore[attr-defined]
        amended = self.fields["amends"]
        amended.queryset = plans  # type: ignore[attr-defined]
        amended.label_from_instance = lambda plan: f"{plan.printed_number} {plan.title}"[:110]  # type: ignore[attr-defined]
        if self.initial.get("unit") is None and (first := units.first()) is not None:
            self.initial["unit"] = first.pk

    def clean(self) -> dict[str, Any]:
        """The plan that is amended says whose it is."""
        data = super().clean() or {}
        if data.get("amends") is not None:
            data["unit"] = data["amends"].unit
        return data


class Line(forms.CharField):
    """Text that every export can carry."""

    default_validators = [printable_only]


class HeaderForm(forms.Form):
    """Number, date, title and period of a plan under review."""

    title = Line(label=_("Subject"), max_length=1000, widget=forms.Textarea({"rows": 2}))
    type = Line(label=_("Type of document"), max_length=64, required=False)
    number = Line(label=_("Number"), max_length=32, required=False)
    symbol = Line(label=_("Symbol"), max_length=64, required=False)
    issuer = Line(label=_("Issued by"), max_length=255, required=False)
    issued_on = DayField(label=_("Date of issue"), required=False)
    period_from = DayField(label=_("Period from"))
    period_to = DayField(label=_("Period to"))

    def clean(self) -> dict[str, Any]:
        """The days are of our times; a period ends after it begins, and within `MOST_YEARS`."""
        data = super().clean() or {}
        for name in ("issued_on", "period_from", "period_to"):
            if (day := data.get(name)) is not None and day.year not in YEARS:
                self.add_error(name, _("Give a year from 1990 to 2100."))
        first, last = data.get("period_from"), data.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The period ends before it begins."))
        elif (
            first
            and last
            and (last.year - MOST_YEARS, last.month, last.day) >= (first.year, first.month, first.day)
        ):
            self.add_error(
                "period_to", _("The period is longer than %(years)s years.") % {"years": MOST_YEARS}
            )
        return data


class ReportingDateForm(forms.Form):
    """One day."""

    due_on = DayField(label=_("Reported until"))
    period_from = DayField(label=_("For the time from"))
    period_to = DayField(label=_("to"))
    what = forms.CharField(label=_("What"), max_length=500, required=False)
    seen = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)

    def reported(self) -> Reported:
        """As the service takes it."""
        data = self.cleaned_data
        return Reported(data["due_on"], data["period_from"], data["period_to"], data["what"])


class CommentForm(forms.Form):
    """What is said; the page it was written on comes with it."""

    text = forms.CharField(
        label=_("Your comment"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    next = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


class AnniversaryForm(forms.Form):
    """A day worth remembering."""

    name = Line(label=_("name"), max_length=300)
    day = forms.IntegerField(label=_("day"), min_value=1, max_value=31)
    month = forms.IntegerField(label=_("month"), min_value=1, max_value=12)
    is_lunar = forms.BooleanField(label=_("lunar calendar"), required=False)
    since = forms.IntegerField(
        label=_("year of the event"), min_value=1, max_value=2100, required=False, localize=False,
        help_text=_("Where it is known, round years are marked."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DueDayForm(forms.Form):
    """By when units hand in their plans; `version` is that of the day that was seen, 0 where there was none."""

    due_on = DayField(label=_("Detailed plans are due on"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ItemForm(forms.Form):
    """A row of a detailed plan."""

    content = Line(required=False, max_length=5000, strip=True)
    lead = Line(required=False, max_length=500)
    coop = Line(required=False, max_length=1000)
    time = Line(required=False, max_length=500)
    product = Line(required=False, max_length=1000)
    cost = Line(required=False, max_length=200)
    note = Line(required=False, max_length=1000)


class NextTaskForm(forms.Form):
    """A task of next year's plan as a person leaves it."""

    decision = forms.ChoiceField(choices=Carry.choices, required=False)
    text = Line(
        label=_("Text"), max_length=20_000, required=False, strip=True, widget=forms.Textarea({"rows": 3})
    )
    lead = Line(label=_("Leads"), max_length=2000, required=False)
    coop = Line(label=_("Coordinates"), max_length=2000, required=False)
    time = Line(label=_("Time"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """A sentence stands on one line of the document; no decision is the question itself."""
        data = super().clean() or {}
        data["text"] = " ".join((data.get("text") or "").split())
        data["decision"] = data.get("decision") or Carry.ASK
        return data


class NextBasisForm(forms.Form):
    """A legal basis of next year's plan as a person leaves it."""

    decision = forms.ChoiceField(choices=BasisVerdict.choices)
    text = Line(max_length=5000, required=False, strip=True)


class TaskForm(forms.Form):
    """The plain fields of a task under review; units and schedule are rows, read by `units_from` and `whens_from`."""

    text = Line(label=pgettext_lazy("plan", "Task"), widget=forms.Textarea({"rows": 3}), max_length=20_000)
    kind = forms.ChoiceField(label=_("Kind"), choices=TaskKind.choices)
    time_text = Line(label=_("Time as printed"), max_length=500, required=False)
    quantity_count = forms.IntegerField(label=_("Quantity"), min_value=0, max_value=2**31 - 1, required=False)
    quantity_of = Line(label=_("of what"), max_length=100, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    is_shared = forms.BooleanField(label=_("Its leads owe it together, as one"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whens: list[dict[str, Any]] = []
        self.when_errors: dict[int, str] = {}
        if self.is_bound:
            self.whens, self.when_errors = whens_from(self.data)

    def clean(self) -> dict[str, Any]:
        """The schedule belongs to the fields."""
        data = super().clean() or {}
        if self.when_errors:
            raise forms.ValidationError(_("The schedule is not complete yet."), code="whens")
        return {**data, "whens": self.whens}


def whens_from(data: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """The schedule's rows `when-0-kind`, `when-0-date` …: complete ones, and what the others lack."""
    whens: list[dict[str, Any]] = []
    errors: dict[int, str] = {}
    for row in range(MOST_ROWS):
        kind = data.get(f"when-{row}-kind")
        if kind is None:
            break
        if not kind:
            continue
        when, error = _when(
            kind,
            {
                name: data.get(f"when-{row}-{name}", "")
                for name in ("date", "from", "to", "min", "max", "per")
            },
        )
        if when is None:
            errors[row] = str(error)
        elif when not in whens:
            whens.append(when)
    return whens, errors


def _when(kind: str, row: Mapping[str, str]) -> tuple[dict[str, Any] | None, Any]:
    match kind:
        case ScheduleKind.BY:
            day = _day(row["date"])
            return ({"kind": "by", "date": day.isoformat()}, None) if day else (None, _("Give the date."))
        case ScheduleKind.WITHIN:
            first, last = _day(row["from"]), _day(row["to"])
            if first is None or last is None:
                return None, _("Give both dates.")
            if last < first:
                return None, _("The interval ends before it begins.")
            return {"kind": "within", "from": first.isoformat(), "to": last.isoformat()}, None
        case ScheduleKind.RECURRING:
            least = _number(row["min"])
            most = _number(row["max"]) or least
            if least is None or most is None or row["per"] not in Per.values:
                return None, _("Say how many, and in what period.")
            if most < least:
                return None, _("The larger number comes second.")
            return {"kind": "recurring", "min": least, "max": most, "per": row["per"]}, None
        case ScheduleKind.ONGOING:
            return {"kind": "ongoing"}, None
    return None, _("Choose a schedule.")


def _day(text: str) -> dt.date | None:
    try:
        day: dt.date | None = DayField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return day if day and 1990 <= day.year <= 2100 else None


def _number(text: str) -> int | None:
    number = number_in(text.strip())
    return number if number is not None and 1 <= number <= 9999 else None


@dataclass(frozen=True, slots=True)
class TypedUnit:
    """A row of units as it was sent: `meaning` is None where the person did not touch it, or `problem` says why."""

    role: str
    printed: str
    pk: int | None
    meaning_text: str
    meaning: Meaning | None
    problem: str = ""

    def named(self) -> NamedUnit:
        """The row as services take it."""
        return NamedUnit(self.role, self.printed, self.pk, self.meaning)


def units_from(data: QueryDict, choices: list[Choice]) -> list[TypedUnit]:
    """The rows `lead-0-printed`, `lead-0-meaning` … of both roles, without those that were emptied or removed.

    A meaning the person did not touch (`…-was`) is left as it is, so that a decision made elsewhere is not undone.
    """
    by_name = {fold(choice.name): choice for choice in reversed(choices)}
    rows = (
        _typed_unit(data, role, f"{role}-{row}", by_name)
        for role in UnitRole.values
        for row in range(MOST_ROWS)
        if f"{role}-{row}-printed" in data and not data.get(f"{role}-{row}-gone")
    )
    return [row for row in rows if row is not None]


def _typed_unit(data: QueryDict, role: str, key: str, by_name: Mapping[str, Choice]) -> TypedUnit | None:
    text, was = data.get(f"{key}-meaning", "").strip(), data.get(f"{key}-was", "").strip()
    printed = " ".join(data.get(f"{key}-printed", "").split()) or text
    if not printed:
        return None
    meaning, problem = None, ""
    if text != was:
        meaning = meaning_of(by_name.get(fold(text)), blank=not text)
        if meaning is None:
            problem = str(_("“%(name)s” is not in the register.") % {"name": text})
    if not is_printable(printed):
        problem = str(UNPRINTABLE_TOLD)
    pk = number_in(str(data.get(f"{key}-id", "")))
    return TypedUnit(role, printed, pk, text, meaning, problem)


def meaning_of(choice: Choice | None, *, blank: bool = False) -> Meaning | None:
    """What a person chose: a unit, a group, all of a kind; blank is a name that means nobody in particular."""
    if blank:
        return Meaning(Match.GENERIC, confidence=100)
    if choice is None:
        return None
    if choice.ref.startswith("u"):
        return Meaning(Match.CHOSEN, unit=int(choice.ref[1:]), confidence=100)
    if choice.ref.startswith("g"):
        return Meaning(Match.GROUP, group=int(choice.ref[1:]), confidence=100)
    return Meaning(Match.GROUP, kinds=tuple(choice.ref[2:].split(",")), confidence=100)
