"""Forms of steering committees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.kernel.collation import dictionary_order
from nhipcau.kernel.fields import DayField
from nhipcau.organisations.forms.choosing import UnitField
from nhipcau.organisations.models import CommitteeMember, CommitteePost, Unit
from nhipcau.organisations.services import Seat

NEW_ROWS = 5


class CommitteeForm(forms.Form):
    """A committee: its authority, its standing body, what it rests on."""

    name = forms.CharField(label=_("Name"), max_length=255)
    unit = UnitField(label=_("Authority"))
    secretariat = UnitField(label=_("Standing body"), required=False, kept=False)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=255, required=False)
    valid_from = DayField(label=_("Works since"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], kept: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = kept  # type: ignore[attr-defined]
        self.fields["secretariat"].queryset = units  # type: ignore[attr-defined]


class ChangeCommitteeForm(forms.Form):
    """The entry of a committee that exists."""

    name = CommitteeForm.base_fields["name"]
    secretariat = UnitField(label=_("Standing body"), required=False, kept=False)
    legal_basis = CommitteeForm.base_fields["legal_basis"]
    valid_to = DayField(
        label=_("Works until"), required=False, help_text=_("Leave empty while the committee works.")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secretariat"].queryset = units  # type: ignore[attr-defined]


class CompositionForm(forms.Form):
    """Who stays, who leaves, who comes, from a day on."""

    since = DayField(label=_("From"))
    legal_basis = forms.CharField(label=_("Legal basis of the change"), max_length=255, required=False)

    def __init__(
        self,
        *args: Any,
        seats: Iterable[CommitteeMember],
        units: QuerySet[Unit],
        people: Iterable[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats, self.people = list(seats), {str(each.pk): each for each in people}
        for seat in self.seats:
            if seat.user is not None:  # also where this person deals with other accounts only
                self.people[str(seat.user.pk)] = seat.user
        named = sorted(
            ((key, str(each)) for key, each in self.people.items()),
            key=lambda each: dictionary_order(each[1]),
        )
        choices = [("", _("(not known)")), *named]
        for seat in self.seats:
            self.fields[f"stays-{seat.pk}"] = forms.BooleanField(
                label=_("stays"), required=False, initial=True
            )
            self.fields[f"user-{seat.pk}"] = forms.ChoiceField(
                label=_("Person"), choices=choices, required=False, initial=str(seat.user_id or "")
            )
        for row in range(NEW_ROWS):
            self.fields[f"new-{row}-post"] = forms.ChoiceField(
                label=_("Post"), choices=CommitteePost.choices, required=False, initial=CommitteePost.MEMBER
            )
            typed = UnitField(label=_("Unit"), required=False, kept=False)
            typed.queryset = units
            self.fields[f"new-{row}-unit"] = typed
            self.fields[f"new-{row}-position"] = forms.CharField(
                label=_("Job title"), max_length=150, required=False
            )
            self.fields[f"new-{row}-user"] = forms.ChoiceField(
                label=_("Person"), choices=choices, required=False
            )

    def shown(self) -> list[tuple[CommitteeMember, Any, Any]]:
        """Each seat with the field whether it stays and the field of its person."""
        return [(seat, self[f"stays-{seat.pk}"], self[f"user-{seat.pk}"]) for seat in self.seats]

    def new_rows(self) -> list[list[Any]]:
        """The fields of seats to come."""
        parts = ("post", "unit", "position", "user")
        return [[self[f"new-{row}-{part}"] for part in parts] for row in range(NEW_ROWS)]

    def wanted(self) -> list[Seat]:
        """Every seat as it should be from the day on."""
        given = self.cleaned_data
        seats = [
            Seat(seat.post, seat.unit, seat.position, self.people.get(given[f"user-{seat.pk}"]))
            for seat in self.seats
            if given[f"stays-{seat.pk}"]
        ]
        for row in range(NEW_ROWS):
            if unit := given[f"new-{row}-unit"]:
                post = given[f"new-{row}-post"] or CommitteePost.MEMBER.value
                person = self.people.get(given[f"new-{row}-user"])
                seats.append(Seat(post, unit, given[f"new-{row}-position"], person))
        return seats

    def clean(self) -> dict[str, Any]:
        """A position without a unit is half a seat."""
        given: dict[str, Any] = super().clean() or {}
        for row in range(NEW_ROWS):
            half = given.get(f"new-{row}-position") or given.get(f"new-{row}-user")
            if half and not given.get(f"new-{row}-unit") and f"new-{row}-unit" not in self.errors:
                self.add_error(f"new-{row}-unit", _("Name the unit of this seat."))
        return given
