"""Who was invited, and how far it got."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from nhipcau.accounts.models import User
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import Invitation, RoleHolding
from nhipcau.organisations.policies import Person, may_open_account, people_known_to


@dataclass(frozen=True)
class Standing:
    """How far an invitation got; `badge` is the state's colour and shape on screens."""

    name: str
    badge: str
    word: str | Promise


STANDINGS = {
    "open": Standing("open", "upcoming", pgettext_lazy("invitation", "Waiting")),
    "used": Standing("used", "met", pgettext_lazy("invitation", "Accepted")),
    "expired": Standing("expired", "soon", pgettext_lazy("invitation", "Expired")),
    "revoked": Standing("revoked", "excused", pgettext_lazy("invitation", "Revoked")),
}


def standing_of(invitation: Invitation, *, now: dt.datetime) -> Standing:
    """Whether the link waits, was used, was revoked, or is too old."""
    if invitation.used_at:
        return STANDINGS["used"]
    if invitation.revoked_at or not invitation.user.is_active:
        return STANDINGS["revoked"]
    return STANDINGS["open" if now < invitation.expires_at else "expired"]


def invitations(user: Person, *, on: dt.date, waiting: bool = False) -> QuerySet[Invitation]:
    """The latest invitation of each person whose account `user` deals with; `waiting`: of those without a password only."""
    if not may_open_account(user, on=on):
        return Invitation.objects.none()
    later = Invitation.objects.filter(user=OuterRef("user"), pk__gt=OuterRef("pk"))
    current = RoleHolding.objects.filter(in_force(on)).select_related("unit")
    people = User.objects.filter(people_known_to(user, on=on), is_superuser=False)
    found = (
        Invitation.objects.filter(~Exists(later), user__in=people)
        .select_related("user", "sent_by")
        .prefetch_related(Prefetch("user__role_holdings", queryset=current, to_attr="current_roles"))
    )
    return found.filter(used_at__isnull=True, user__is_active=True) if waiting else found


def latest_invitation(person: User) -> Invitation | None:
    """The last one sent to a person."""
    return Invitation.objects.filter(user=person).select_related("user", "sent_by").first()


def invitation_by(digest: str) -> Invitation | None:
    """The invitation of a link."""
    return Invitation.objects.filter(digest=digest).select_related("user", "sent_by").first()
