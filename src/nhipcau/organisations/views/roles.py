"""Screens of the roles on a unit: who leads it, answers and speaks for it, by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role, User
from nhipcau.kernel import clock
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.organisations import services
from nhipcau.organisations.forms import DayForm, GrantForm, PlaceForm, WithdrawForm
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.policies import may_give_role, may_give_some_role, may_read_people
from nhipcau.organisations.selectors import Place, latest_invitation, people_of, places_of

YEAR = dt.timedelta(days=365)


class AboutUnit(Screen):
    """What the screens about a unit's people share."""

    header_icon = "user"

    @cached_property
    def unit(self) -> Unit:
        """The unit in the address."""
        unit: Unit = get_object_or_404(Unit.objects.all(), pk=self.kwargs["pk"])
        return unit

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register and the unit."""
        return [
            (reverse("units:index"), _("Units")),
            (reverse("units:unit", args=[self.unit.pk]), self.unit.name),
        ]


@dataclass(frozen=True)
class Bar:
    """A role of a person on the line of time; `start` and `length` are thousandths of its length."""

    held: RoleHolding
    start: int
    length: int


@dataclass(frozen=True)
class Timeline:
    """Who held what from `first` to `last`, and where the day stands on that line."""

    first: dt.date
    last: dt.date
    here: int
    bars: list[Bar]


def timeline_of(places: Iterable[Place], day: dt.date) -> Timeline | None:
    """The roles as bars over at most six years around the day; None where a picture would say no more than the words."""
    rows = [row for place in places for row in (*place.current, *place.later, *place.earlier)]
    dated = [each for row in rows for each in (row.valid_from, row.valid_to) if each]
    if len(rows) < 2 or not dated:
        return None
    day = min(max(day, dt.date.min + 3 * YEAR), dt.date.max - 3 * YEAR)  # anybody may type any day
    first = max(min(*dated, day - YEAR), day - 3 * YEAR)
    last = min(max(*dated, day + YEAR), day + 3 * YEAR)
    days = (last - first).days

    def place_on_line(when: dt.date) -> int:
        return round(1000 * (min(max(when, first), last) - first).days / days)

    bars = []
    for row in rows:
        start, end = place_on_line(row.valid_from or first), place_on_line(row.valid_to or last)
        bars.append(Bar(row, start, max(end - start, 6)))
    return Timeline(first, last, place_on_line(day), bars)


class UnitPeopleScreen(AboutUnit):
    """Leader, officer, spokesperson and everybody else of a unit, on a day, before and after."""

    template_name = "organisations/unit_people.html"
    page_title = _("People of the unit")

    def allowed(self) -> bool:
        """Names and contacts are for those who may read them."""
        return may_read_people(self.request.user, self.unit, on=self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The day asked for, today if none."""
        user, unit = self.request.user, self.unit
        form = DayForm(self.request.GET or None)
        day = (form.cleaned_data["ngay"] if form.is_valid() else None) or self.on
        # Rights are those of today; what is shown is the day's.
        places = places_of(user, unit, on=self.on, day=day)
        above = [held for held in people_of(user, unit, on=self.on, day=day) if not held.own]
        return super().get_context_data(
            unit=unit,
            form=form,
            day=day,
            places=places,
            timeline=timeline_of(places, day),
            above=above,
            may_grant=may_give_some_role(user, unit, on=self.on),
            givable={role for role in Role.values if may_give_role(user, unit, role, on=self.on)},
            **kwargs,
        )


def tell_given(request: HttpRequest, person: User) -> None:
    """Say that a role was given, and what became of the person's invitation."""
    messages.success(request, _("The role was given."))
    last = latest_invitation(person)
    if last is not None and last.revoked_at and not person.has_usable_password():
        words = _("The invitation sent to %(person)s before does not work any more: send a new one.")
        messages.warning(request, words % {"person": person})


class GrantScreen(AboutUnit, FormScreen):
    """Give a role on a unit."""

    form_class = GrantForm
    page_title = _("Give a role")
    submit_label = _("Give the role")

    def allowed(self) -> bool:
        """Those who may give some role here."""
        return may_give_some_role(self.request.user, self.unit, on=self.on)

    def form_arguments(self) -> dict[str, Any]:
        """Only roles this person may give."""
        asked = self.request.GET
        initial = {"role": asked.get("vai-tro") or Role.UNIT_OFFICER, "place": asked.get("la") or "main"}
        return {"user": self.request.user, "unit": self.unit, "on": self.on, "initial": initial}

    def save(self, form: Any) -> str:
        """Give it, then show the unit."""
        given = services.grant_role(
            user=self.request.user, unit=self.unit, now=clock.now(), **form.cleaned_data
        )
        tell_given(self.request, given.user)
        return reverse("units:people", args=[self.unit.pk])


class OneHolding(FormScreen):
    """A form about the role in the address."""

    header_icon = "user"

    @cached_property
    def holding(self) -> RoleHolding:
        """The role in the address."""
        return get_object_or_404(RoleHolding.objects.select_related("user", "unit"), pk=self.kwargs["pk"])

    def allowed(self) -> bool:
        """Those who might have given it."""
        return may_give_role(self.request.user, self.holding.unit, self.holding.role, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The register, the unit and its people."""
        unit = self.holding.unit
        return [
            (reverse("units:index"), _("Units")),
            (reverse("units:unit", args=[unit.pk]), unit.name),
            (reverse("units:people", args=[unit.pk]), _("People")),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which role of whom."""
        return super().get_context_data(holding=self.holding, **kwargs)


class WithdrawScreen(OneHolding):
    """End a role."""

    form_class = WithdrawForm
    page_title = _("Withdraw a role")
    submit_label = _("Withdraw the role")
    template_name = "organisations/withdraw.html"

    def form_arguments(self) -> dict[str, Any]:
        """Today, unless said otherwise."""
        return {"initial": {"last_day": self.on}}

    def save(self, form: Any) -> str:
        """End it, then show the unit's people."""
        services.withdraw_role(
            user=self.request.user, holding=self.holding, now=clock.now(), **form.cleaned_data
        )
        messages.success(self.request, gettext("The role ends."))
        return reverse("units:people", args=[self.holding.unit_id])


class PlaceScreen(OneHolding):
    """A deputy becomes the leader or officer, or steps back to be a deputy."""

    form_class = PlaceForm
    template_name = "organisations/place.html"

    def get_page_title(self) -> str:
        """Which way round."""
        return gettext("Make the one in charge") if self.holding.is_deputy else gettext("Make a deputy")

    def form_arguments(self) -> dict[str, Any]:
        """From today, or from the first day of the role."""
        return {"initial": {"since": max(self.on, self.holding.valid_from or self.on)}}

    def save(self, form: Any) -> str:
        """Turn it round, then show the unit's people."""
        services.change_place(
            user=self.request.user,
            holding=self.holding,
            is_deputy=not self.holding.is_deputy,
            since=form.cleaned_data["since"],
            now=clock.now(),
        )
        messages.success(self.request, gettext("The change was saved."))
        return reverse("units:people", args=[self.holding.unit_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who would step back."""
        unit, held = self.holding.unit, self.holding
        places = places_of(self.request.user, unit, on=self.on, day=self.on)
        place = next((each for each in places if each.role == held.role), None)
        return super().get_context_data(main=place.main if place and held.is_deputy else None, **kwargs)
