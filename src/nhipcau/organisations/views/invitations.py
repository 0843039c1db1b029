"""Inviting people, and the one page outside the shell on which they accept."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from nhipcau.kernel import clock
from nhipcau.kernel.errors import NhipCauError
from nhipcau.kernel.fields import name_what_is_missing
from nhipcau.kernel.screens import FormScreen
from nhipcau.kernel.validity import in_force
from nhipcau.organisations import services
from nhipcau.organisations.forms import FirstPasswordForm, InviteForm
from nhipcau.organisations.policies import keepers
from nhipcau.organisations.selectors import (
    accounts,
    invitation_by,
    invitations,
    latest_invitation,
    standing_of,
    units_seen_by,
)
from nhipcau.organisations.views.people import PeopleList

PER_PAGE = 50
SESSION = "invitation"


class LinkOnce:
    """Where no mail server is set, whoever invites reads the link once, on the answer to the click that made it."""

    request: HttpRequest

    def sent_answer(self, sent: services.SentInvitation) -> HttpResponse:
        """What was sent, and the link where nobody else would carry it."""
        link = "" if settings.EMAIL_HOST else self.request.build_absolute_uri(sent.address)
        context = {"invitation": sent.invitation, "person": sent.invitation.user, "link": link}
        screen = InvitedScreen()
        screen.setup(self.request)
        answer = screen.render_to_response(screen.get_context_data(**context))
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


class InvitedScreen(PeopleList):
    """The answer to an invitation that was sent."""

    template_name = "organisations/invited.html"
    page_title = _("Invitation sent")


class InviteScreen(LinkOnce, PeopleList, FormScreen):
    """Invite somebody by e-mail, with the first role."""

    page_title = _("Invite by e-mail")
    form_class = InviteForm
    submit_label = _("Send the invitation")

    def form_arguments(self) -> dict[str, Any]:
        """Units this person keeps; the one that the link here names."""
        units = units_seen_by(self.request.user, on=self.on, roles=keepers()).filter(in_force(self.on))
        asked = self.request.GET.get("don-vi", "")
        known = units.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 12 else None
        initial = {"unit": known, "role": self.request.GET.get("vai-tro") or "unit_officer", "place": "main"}
        return {
            "user": self.request.user,
            "units": units,
            "on": self.on,
            "initial": initial,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer itself shows the link, once."""
        form = self.form()
        if form.is_valid():
            try:
                invited = services.Invited(**form.cleaned_data)
                sent = services.invite_person(user=request.user, invited=invited, now=clock.now())
                return self.sent_answer(sent)
            except NhipCauError as refusal:
                form.add_error(None, str(refusal))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class InvitationsScreen(LinkOnce, PeopleList):
    """Who was invited and has not come yet, or everybody who ever was."""

    template_name = "organisations/invitations.html"
    page_title = _("Invitations")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send anew, or make the link worthless."""
        key = request.POST.get("person", "")
        known = accounts(request.user, on=self.on)
        person = get_object_or_404(known, pk=int(key) if key.isdecimal() and len(key) < 12 else 0)
        deed, now = request.POST.get("deed"), clock.now()
        if deed == "send":
            return self.sent_answer(services.send_invitation(user=request.user, person=person, now=now))
        invitation = latest_invitation(person)
        if deed == "revoke" and invitation is not None:
            services.revoke_invitation(user=request.user, invitation=invitation, now=now)
            messages.success(request, gettext("The invitation was revoked: its link does not work any more."))
        return redirect(request.get_full_path())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them."""
        everybody, now = self.request.GET.get("tat-ca") == "1", clock.now()
        found = invitations(self.request.user, on=self.on, waiting=not everybody)
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        shown = [(each, standing_of(each, now=now)) for each in page.object_list]
        return super().get_context_data(page=page, shown=shown, everybody=everybody, **kwargs)

    def crumbs(self) -> list[tuple[str, str | Promise]]:
        """The list of people."""
        return [(reverse("people:index"), _("People"))]


@never_cache
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address, so that it stands in no history and goes with no other request."""
    if not _let_in(request):
        return _too_many(request)
    request.session[SESSION] = services.digest_of(secret)
    answer = redirect("invitations:accept")
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@sensitive_post_parameters("password", "again")
def accept(request: HttpRequest) -> HttpResponseBase:
    """Set the first password and be signed in; reading the page alone uses nothing up."""
    now = clock.now()
    digest = request.session.get(SESSION, "")
    invitation = invitation_by(digest) if digest else None
    if invitation is None or not services.is_good(invitation, now):
        standing = standing_of(invitation, now=now) if invitation else None
        context = {"invitation": invitation, "standing": standing.name if standing else ""}
        return render(request, "organisations/invitation_closed.html", context, status=410)
    form = FirstPasswordForm(request.POST or None)
    name_what_is_missing(form)
    if request.method == "POST":
        if not _let_in(request):
            return _too_many(request)
        if form.is_valid():
            try:
                return _accepted(request, digest, form.cleaned_data["password"])
            except NhipCauError as refusal:
                form.add_error("password", str(refusal))
    shown = {"form": form, "invitation": invitation, "person": invitation.user}
    status = 422 if form.errors else 200
    return render(request, "organisations/invitation.html", shown, status=status)


def _accepted(request: HttpRequest, digest: str, password: str) -> HttpResponseBase:
    """Signed in by the one door: its stages ask for a second factor where there is one."""
    person = services.accept_invitation(digest=digest, password=password, now=clock.now())
    if request.user.is_authenticated:
        logout(request)  # somebody else at this computer
    request.session.pop(SESSION, None)
    given = {"username": person.username}
    answer: HttpResponseBase = perform_password_login(
        request, given, Login(user=person, email_verification="none")
    )
    return answer


def _let_in(request: HttpRequest) -> bool:
    """Whether this address has not tried too many links."""
    config = {"invitation": settings.NHIPCAU_INVITATIONS_TRIED}
    return bool(
        ratelimit.consume(
            request, app="nhipcau.organisations", action="invitation", config=config, limit_get=True
        )
    )


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)
