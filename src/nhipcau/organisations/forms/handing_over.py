"""The form by which somebody's roles and seats pass on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.kernel.collation import dictionary_order
from nhipcau.kernel.fields import DayField
from nhipcau.organisations.selectors.leaving import Leaving

AS_ABOVE = "same"


class HandOverForm(forms.Form):
    """One successor for everything, or one for each role and seat."""

    since = DayField(label=_("The successors begin on"))
    everything = forms.ChoiceField(label=_("Everything passes to"), required=False)
    close_account = forms.BooleanField(label=_("Close the account of the person who leaves"), required=False)

    def __init__(
        self, *args: Any, leaving: Leaving, people: Iterable[User], may_close: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        named = sorted(
            ((key, self._label(each)) for key, each in self.people.items()),
            key=lambda choice: dictionary_order(choice[1]),
        )
        self.fields["everything"].choices = [("", _("nobody for now")), *named]  # type: ignore[attr-defined]
        choices = [(AS_ABOVE, _("as chosen above")), ("", _("nobody for now")), *named]
        self.rows: list[tuple[Any, str]] = []
        for prefix, rows in (("role", leaving.roles), ("seat", leaving.seats)):
            for row in rows:
                name = f"{prefix}-{row.pk}"
                field = forms.ChoiceField(
                    choices=choices, required=False, initial=AS_ABOVE, label=_("Passes to")
                )
                self.fields[name] = field
                self.rows.append((row, name))
        if not may_close:
            del self.fields["close_account"]

    @staticmethod
    def _label(person: User) -> str:
        return f"{person} ({person.position})" if person.position else str(person)

    def shown(self) -> list[tuple[Any, Any]]:
        """Each role or seat with its field."""
        return [(row, self[name]) for row, name in self.rows]

    def successors(self, prefix: str) -> dict[int, User | None]:
        """Who follows in each row of a kind, by the row's key."""
        given = self.cleaned_data
        chosen = {}
        for row, name in self.rows:
            if name.startswith(prefix):
                key = given["everything"] if given[name] == AS_ABOVE else given[name]
                chosen[row.pk] = self.people.get(key)
        return chosen
