"""Handing over when somebody leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.kernel import clock
from nhipcau.kernel.screens import FormScreen
from nhipcau.organisations import services
from nhipcau.organisations.forms import HandOverForm
from nhipcau.organisations.policies import may_keep_account
from nhipcau.organisations.selectors import accounts, held_from
from nhipcau.organisations.views.people import PeopleList


class HandOverScreen(PeopleList, FormScreen):
    """All roles and seats of a person, what passes to whom, and from which day."""

    template_name = "organisations/hand_over.html"
    form_class = HandOverForm
    submit_label = _("Hand over")

    @cached_property
    def person(self) -> User:
        """The person in the address."""
        person = get_object_or_404(accounts(self.request.user, on=self.on), pk=self.kwargs["pk"])
        if person.is_superuser:
            raise Http404
        return person

    @cached_property
    def leaving(self) -> Any:
        """What is held from today on: a role that ends before the chosen day is not asked about twice."""
        return held_from(self.request.user, self.person, since=self.on, on=self.on)

    def get_page_title(self) -> str:
        """Who leaves."""
        return gettext("%(person)s hands over") % {"person": self.person}

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list and the person."""
        return [*super().crumbs(), (reverse("people:account", args=[self.person.pk]), str(self.person))]

    def form_arguments(self) -> dict[str, Any]:
        """Successors are those whose accounts this person deals with."""
        people = accounts(self.request.user, on=self.on).filter(is_active=True).exclude(pk=self.person.pk)
        return {
            "leaving": self.leaving,
            "people": people.prefetch_related(None),
            "may_close": may_keep_account(self.request.user, self.person, on=self.on),
            "initial": {"since": self.on},
        }

    def save(self, form: Any) -> str:
        """Pass everything on in one step."""
        since = form.cleaned_data["since"]
        held = held_from(self.request.user, self.person, since=max(since, self.on), on=self.on)
        roles, seats = form.successors("role"), form.successors("seat")
        ended = {row.pk for row in self.leaving.roles} - {row.pk for row in held.roles}
        left = {row.pk for row in self.leaving.seats} - {row.pk for row in held.seats}
        services.hand_over(
            user=self.request.user,
            person=self.person,
            since=since,
            roles={key: to for key, to in roles.items() if key not in ended},
            seats={key: to for key, to in seats.items() if key not in left},
            close_account=form.cleaned_data.get("close_account", False),
            now=clock.now(),
        )
        messages.success(self.request, gettext("Everything was handed over."))
        return reverse("people:account", args=[self.person.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What this person cannot pass on stands below."""
        return super().get_context_data(person=self.person, leaving=self.leaving, **kwargs)
