"""Screens of accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.kernel import clock
from nhipcau.kernel.collation import dictionary_order
from nhipcau.kernel.screens import FormScreen, Screen
from nhipcau.kernel.validity import in_force
from nhipcau.organisations import services
from nhipcau.organisations.forms import (
    AccountForm,
    GrantPersonForm,
    OpenAccountForm,
)
from nhipcau.organisations.policies import (
    keepers,
    may_erase_account,
    may_invite,
    may_keep_account,
    may_open_account,
)
from nhipcau.organisations.selectors import (
    accounts,
    holdings_of,
    latest_invitation,
    standing_of,
    units_seen_by,
)
from nhipcau.organisations.views.roles import tell_given

PER_PAGE = 50


class PeopleList(Screen):
    """What the screens of accounts share."""

    header_icon = "user"

    def allowed(self) -> bool:
        """Those who may open accounts."""
        return may_open_account(self.request.user, on=self.on)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list of people."""
        return [(reverse("people:index"), _("People"))]


class PeopleScreen(PeopleList):
    """All accounts with their roles of today."""

    template_name = "organisations/people.html"
    page_title = _("People")

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """This is the list."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of accounts."""
        search = self.request.GET.get("q", "").strip()
        # Some hundred people at most: sorted here, since databases do not know the order of the dictionary.
        people = sorted(
            accounts(self.request.user, on=self.on, search=search),
            key=lambda person: dictionary_order(str(person)),
        )
        page = Paginator(people, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, search=search, **kwargs)


class OpenAccountScreen(PeopleList, FormScreen):
    """Open an account."""

    page_title = _("Open an account")
    form_class = OpenAccountForm
    submit_label = _("Open the account")

    def save(self, form: Any) -> str:
        """Open it; the next step is a role."""
        person = services.open_account(user=self.request.user, now=clock.now(), **form.cleaned_data)
        messages.success(
            self.request, _("The account was opened. Without a role it sees nothing yet: give it one next.")
        )
        return reverse("people:account", args=[person.pk])


class AccountScreen(PeopleList, FormScreen):
    """A person's contact, roles, and what an administrator may do with the account."""

    template_name = "organisations/account.html"
    form_class = AccountForm
    # What is asked before it is done; the links that lead here carry the deed in the address.
    asked_first = ("close", "password", "reset", "erase")

    @cached_property
    def person(self) -> User:
        """The person in the address."""
        return get_object_or_404(accounts(self.request.user, on=self.on), pk=self.kwargs["pk"])

    @cached_property
    def may_keep(self) -> bool:
        """Whether this person may change the account."""
        return may_keep_account(self.request.user, self.person, on=self.on)

    def get_page_title(self) -> str:
        """The person's name."""
        return str(self.person)

    def form_arguments(self) -> dict[str, Any]:
        """What is known."""
        names = AccountForm.base_fields
        return {"initial": {name: getattr(self.person, name) for name in names}}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Close, open again, reset the second factor, or save the contact."""
        deed = request.POST.get("deed", "")
        here = reverse("people:account", args=[self.person.pk])
        given: dict[str, Any] = {"user": request.user, "person": self.person, "now": clock.now()}
        if deed in {"close", "reopen"}:
            services.set_account_open(is_open=deed == "reopen", **given)
            messages.success(
                request, _("The account was closed.") if deed == "close" else _("The account is open again.")
            )
        elif deed == "password":
            # Shown once on this answer and kept nowhere. The form of the contact was not sent: it stays unbound.
            fresh = self.form_class(**self.form_arguments())
            password = services.reset_password(**given)
            return self.render_to_response(self.get_context_data(password=password, form=fresh))
        elif deed == "erase":
            services.erase_account(**given)
            messages.success(request, _("Name and contact were erased; the log keeps what was done."))
        elif deed == "reset":
            services.reset_second_factor(**given)
            messages.success(
                request, _("The second factor was reset; the person sets up a new one after signing in.")
            )
        else:
            return super().post(request, *args, **kwargs)
        return redirect(here)

    def save(self, form: Any) -> str:
        """Correct name and contact."""
        services.change_account(
            user=self.request.user, person=self.person, now=clock.now(), **form.cleaned_data
        )
        messages.success(self.request, _("The account was saved."))
        return reverse("people:account", args=[self.person.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Roles past and present."""
        invitation = latest_invitation(self.person)
        asked = self.request.GET.get("hoi") if self.may_keep and self.request.method == "GET" else None
        return super().get_context_data(
            person=self.person,
            may_keep=self.may_keep,
            may_erase=may_erase_account(self.request.user, self.person, on=self.on),
            asked=asked if asked in self.asked_first else None,
            holdings=holdings_of(self.person),
            invitation=invitation,
            standing=standing_of(invitation, now=clock.now()) if invitation else None,
            may_invite=may_invite(self.request.user, self.person, on=self.on),
            **kwargs,
        )


class GrantPersonScreen(PeopleList, FormScreen):
    """Give the person in the address a role: the way on from a new account."""

    form_class = GrantPersonForm
    page_title = _("Give a role")
    submit_label = _("Give the role")

    @cached_property
    def person(self) -> User:
        """The person in the address."""
        return get_object_or_404(accounts(self.request.user, on=self.on), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """What, and to whom."""
        return gettext("Give %(person)s a role") % {"person": self.person}

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list and the person."""
        return [*super().crumbs(), (reverse("people:account", args=[self.person.pk]), str(self.person))]

    def form_arguments(self) -> dict[str, Any]:
        """Only units and roles on which this person may give."""
        units = units_seen_by(self.request.user, on=self.on, roles=keepers()).filter(in_force(self.on))
        return {"units": units.order_by("path"), "user": self.request.user, "on": self.on}

    def save(self, form: Any) -> str:
        """Give it, then show the person."""
        services.grant_role(user=self.request.user, person=self.person, now=clock.now(), **form.cleaned_data)
        tell_given(self.request, self.person)
        return reverse("people:account", args=[self.person.pk])
