"""Screens of steering committees: the list, the members of a day, how they changed, a new composition."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.kernel import clock
from nhipcau.kernel.addresses import number_in
from nhipcau.kernel.fields import day_in
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.kernel.validity import in_force
from nhipcau.organisations import services
from nhipcau.organisations.forms import ChangeCommitteeForm, CommitteeForm, CompositionForm, DayForm
from nhipcau.organisations.models import SteeringCommittee
from nhipcau.organisations.policies import (
    keepers,
    may_keep_committee,
    may_keep_some_unit,
    may_see_committees,
    people_known_to,
)
from nhipcau.organisations.selectors import (
    accounts,
    committees,
    composition,
    register_of_units,
    turns_of,
    units_seen_by,
)


class CommitteeScreens(Screen):
    """What the screens of committees share."""

    header_icon = "clipboard-list"

    def allowed(self) -> bool:
        """Everybody with a role sees which offices sit where."""
        return may_see_committees(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list."""
        return [(reverse("committees:index"), _("Steering committees"))]

    def units(self) -> Any:
        """The units that exist today, for typing."""
        return register_of_units(self.request.user, on=self.on).order_by("path")


class CommitteesScreen(CommitteeScreens):
    """The committees that work."""

    template_name = "organisations/committees.html"
    page_title = _("Steering committees")

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the list."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All of them; with `?da-het=1` also those that ended."""
        closed = self.request.GET.get("da-het") == "1"
        found = committees(self.request.user, on=self.on, closed=closed)
        may_add = may_keep_some_unit(self.request.user, on=self.on)
        return super().get_context_data(committees=found, closed=closed, may_add=may_add, **kwargs)


class OneCommittee(CommitteeScreens):
    """A screen about the committee in the address."""

    @cached_property
    def committee(self) -> SteeringCommittee:
        """The committee in the address."""
        found = committees(self.request.user, on=self.on, closed=True)
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Its name."""
        return self.committee.name


class CommitteeScreen(OneCommittee):
    """Members by post on a day, and the days on which that changed."""

    template_name = "organisations/committee.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The day asked for, today if none."""
        user, committee = self.request.user, self.committee
        form = DayForm(self.request.GET or None)
        day = (form.cleaned_data["ngay"] if form.is_valid() else None) or self.on
        return super().get_context_data(
            committee=committee,
            form=form,
            day=day,
            posts=composition(user, committee, on=self.on, day=day),
            turns=turns_of(user, committee, on=self.on),
            may_keep=may_keep_committee(user, committee.unit, on=self.on),
            **kwargs,
        )


class CreateCommitteeScreen(CommitteeScreens, FormScreen):
    """Enter a committee."""

    page_title = _("Add a steering committee")
    form_class = CommitteeForm

    def allowed(self) -> bool:
        """Those who keep some unit."""
        return may_keep_some_unit(self.request.user, on=self.on)

    def form_arguments(self) -> dict[str, Any]:
        """Authorities are the units this person keeps."""
        kept = units_seen_by(self.request.user, on=self.on, roles=keepers()).filter(in_force(self.on))
        return {"units": self.units(), "kept": kept}

    def save(self, form: Any) -> str:
        """Enter it; the members come next."""
        committee = services.create_committee(user=self.request.user, now=clock.now(), **form.cleaned_data)
        messages.success(self.request, _("The committee was entered. Name its members next."))
        return reverse("committees:composition", args=[committee.pk])


class KeepCommittee(OneCommittee, FormScreen):
    """A form about one committee, for those who keep its authority."""

    def allowed(self) -> bool:
        """Those who keep the unit of the authority."""
        return may_keep_committee(self.request.user, self.committee.unit, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list and the committee."""
        own = (reverse("committees:committee", args=[self.committee.pk]), self.committee.name)
        return [*super().crumbs(), own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which committee."""
        return super().get_context_data(committee=self.committee, **kwargs)


class ChangeCommitteeScreen(KeepCommittee):
    """Correct the entry, or end the committee."""

    form_class = ChangeCommitteeForm

    def get_page_title(self) -> str:
        """What is done."""
        return gettext("Change the entry")

    def form_arguments(self) -> dict[str, Any]:
        """What is known."""
        names = ("name", "secretariat", "legal_basis", "valid_to")
        initial = {name: getattr(self.committee, name) for name in names}
        return {"units": self.units(), "initial": initial}

    def save(self, form: Any) -> str:
        """Save it, then show the committee."""
        services.change_committee(
            user=self.request.user, committee=self.committee, now=clock.now(), **form.cleaned_data
        )
        messages.success(self.request, _("The entry was saved."))
        return reverse("committees:committee", args=[self.committee.pk])


class CompositionScreen(KeepCommittee):
    """Another composition from a day on."""

    template_name = "organisations/composition.html"
    form_class = CompositionForm

    def get_page_title(self) -> str:
        """What is done."""
        return gettext("Change the composition")

    @cached_property
    def day(self) -> dt.date:
        """The day whose seats are shown: the one typed, so that nobody changes what he does not see."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        return day_in(data.get("since", "")) or max(self.on, self.committee.valid_from or self.on)

    def form_arguments(self) -> dict[str, Any]:
        """The seats of the day, and whose accounts may be named."""
        user = self.request.user
        seats = (
            self.committee.members.filter(in_force(self.day)).select_related("unit", "user").order_by("pk")
        )
        people = accounts(user, on=self.on).filter(people_known_to(user, on=self.on), is_active=True)
        return {
            "seats": seats,
            "units": self.units(),
            "people": people.prefetch_related(None),
            "initial": {"since": self.day},
        }

    def save(self, form: Any) -> str:
        """Save it, then show the committee on that day."""
        seen = [number_in(key) or 0 for key in self.request.POST.getlist("seen")]
        since = form.cleaned_data["since"]
        services.set_composition(
            user=self.request.user,
            committee=self.committee,
            since=since,
            seats=form.wanted(),
            seen=seen,
            legal_basis=form.cleaned_data["legal_basis"],
            now=clock.now(),
        )
        messages.success(self.request, _("The composition was saved."))
        return f"{reverse('committees:committee', args=[self.committee.pk])}?ngay={since:%d/%m/%Y}"
