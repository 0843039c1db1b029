"""The filters of the list of what is owed."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import State
from nhipcau.delivery.selectors import Filters, Scope, plans_in_sight, units_in_sight
from nhipcau.kernel.addresses import GREATEST
from nhipcau.kernel.collation import dictionary_order
from nhipcau.kernel.fields import DayField
from nhipcau.organisations.policies import Roles
from nhipcau.plans.models import TaskKind

STATES = [
    ("owed", _("Still owed")),
    ("all", _("All states")),
    ("done", _("Everything done")),
    ("ahead", _("Ahead")),
    ("near", _("Due within 5 working days")),
    *State.choices,
]


class FilterForm(forms.Form):
    """What the list is narrowed to. It lives in the address; a value that makes no sense is left out, not complained about."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    scope = forms.ChoiceField(label=_("Role of my unit"), required=False, choices=Scope.choices)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES, widget=forms.HiddenInput)
    plan = forms.TypedChoiceField(label=_("Plan"), required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=_("Kind of work"), required=False, choices=[("", _("All kinds")), *TaskKind.choices]
    )
    due_from = DayField(label=_("Due from"), required=False)
    due_to = DayField(label=_("Due until"), required=False)
    task = forms.IntegerField(min_value=0, max_value=GREATEST, required=False, widget=forms.HiddenInput)
    group = forms.IntegerField(min_value=0, max_value=GREATEST, required=False, widget=forms.HiddenInput)
    unit_kind = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, roles: Roles, scope: str) -> None:
        super().__init__({"scope": scope, "state": "owed", **data.dict()})
        self.default_scope = scope
        plans = (
            plans_in_sight(roles)
            .order_by("-period_from", "-pk")
            .values_list("pk", "number", "symbol", "title")
        )
        self._choose("plan", _("All plans"), [(pk, _plan_label(*rest)) for pk, *rest in plans])
        self._choose(
            "unit",
            _("All units"),
            sorted(
                units_in_sight(roles).values_list("pk", "name"), key=lambda unit: dictionary_order(unit[1])
            ),
        )

    def _choose(self, name: str, everything: Any, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", everything), *choices]

    def filters(self) -> Filters:
        """The filters as far as they make sense."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            scope=given.get("scope") or self.default_scope,
            state="" if given.get("state") == "all" else given.get("state") or "owed",
            unit=given.get("unit"),
            plan=given.get("plan"),
            task=given.get("task"),
            kind=given.get("kind") or "",
            unit_kind=given.get("unit_kind") or "",
            group=given.get("group"),
            due_from=given.get("due_from"),
            due_to=given.get("due_to"),
            text=given.get("q") or "",
            sort=given.get("sort") or "due",
        )

    @property
    def narrows(self) -> bool:
        """Whether any of the filters that are folded away is in use."""
        given = any(self.data.get(name) for name in ("plan", "unit", "kind", "due_from", "due_to"))
        return given or self.data.get("scope") != self.default_scope

    @property
    def folded_away(self) -> list[forms.BoundField]:
        """The filters that most people need seldom."""
        return [self[name] for name in ("scope", "plan", "unit", "kind", "due_from", "due_to")]


def _plan_label(number: str, symbol: str, title: str) -> str:
    printed = "/".join(part for part in (number, symbol) if part)
    return f"{printed} – {title}"[:90] if printed else title[:90]
