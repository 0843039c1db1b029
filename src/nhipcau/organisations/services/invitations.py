"""Invitations: an account without a password, and a one-time link by which its owner sets one.

The link's secret stands in the letter alone (and, where no mail server is set, once on the screen of who invites); here is only
its digest. It is good for seven days and once; a new one makes the old one worthless, and so does every role given meanwhile: whoever
knows the link would else take over an account with more rights than it was sent for.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold, normal
from nhipcau.notices.services import notify
from nhipcau.organisations.models import Invitation, RoleHolding, Unit
from nhipcau.organisations.policies import Person, may_invite, may_open_account
from nhipcau.organisations.services.links import KIND, key_of, revoke_open
from nhipcau.organisations.services.people import grant_role, lock_places

GOOD_FOR = dt.timedelta(days=7)
LONGEST_USERNAME = 60


@dataclass(frozen=True)
class SentInvitation:
    """An invitation with its address within the system, which nobody can ask for again."""

    invitation: Invitation
    address: str


@dataclass(frozen=True)
class Invited:
    """Whom to invite, and the first role, if any: `unit` and `role` go together."""

    email: str
    display_name: str
    position: str = ""
    unit: Unit | None = None
    role: str = ""
    is_deputy: bool | None = None
    takes_over: bool = False
    valid_from: dt.date | None = None


def invite_person(*, user: Person, invited: Invited, now: dt.datetime) -> SentInvitation:
    """Open an account for an e-mail address, give its first role and send the link; all of it or nothing."""
    with transaction.atomic():
        return send_link(user=user, person=open_invited(user=user, invited=invited, now=now), now=now)


def open_invited(*, user: Person, invited: Invited, now: dt.datetime) -> User:
    """Open the account and give its first role; the link is sent when all roles are given."""
    if not may_open_account(user, on=day_of(now)):
        raise PermissionDenied
    person = new_account(invited)
    with transaction.atomic():
        if invited.unit is not None:
            lock_places([invited.unit], [])  # before the log, which lets in one writer at a time
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError as error:  # somebody took the user name since it was looked up
            if User.objects.filter(email__iexact=person.email).exists():
                raise _known_already() from error
            raise Refused(
                _("Somebody opened an account at the same moment. Nothing was saved: send it again."),
                code="same-moment",
            ) from error
        record(action="organisations.open_account", user=user, target=person, data={"invited": True}, now=now)
        if invited.unit is not None:
            grant_role(
                user=user,
                person=person,
                unit=invited.unit,
                role=invited.role,
                is_deputy=invited.is_deputy,
                takes_over=invited.takes_over,
                valid_from=invited.valid_from,
                now=now,
            )
    return person


def new_account(invited: Invited) -> User:
    """The account, not saved yet, named after the e-mail address; refused where the address is known or is none."""
    email = invited.email.strip()
    person = User(
        username=free_username(email),
        email=email,
        display_name=normal(invited.display_name),
        position=normal(invited.position),
    )
    person.set_unusable_password()
    try:
        person.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="invalid") from error
    if not email:
        raise Refused(_("Without an e-mail address nobody can be invited."), code="no-address")
    if User.objects.filter(email__iexact=email).exists():
        raise _known_already()
    return person


def free_username(email: str) -> str:
    """A user name nobody has, from what stands before the @; the e-mail address works for signing in as well."""
    stem = fold(email.partition("@")[0]).replace(" ", ".")[: LONGEST_USERNAME - 4] or "tai-khoan"
    taken = set(User.objects.filter(username__istartswith=stem).values_list("username", flat=True))
    taken = {name.lower() for name in taken}
    number = 2
    name = stem
    while name in taken:
        name, number = f"{stem}{number}", number + 1
    return name


def send_invitation(*, user: Person, person: User, now: dt.datetime) -> SentInvitation:
    """Send a new link to somebody who has set no password yet; links sent before do not work any more."""
    if not may_invite(user, person, on=day_of(now)):
        raise PermissionDenied
    if not person.email:
        raise Refused(_("Without an e-mail address nobody can be invited."), code="no-address")
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if person.has_usable_password():
            raise Refused(_("The person has set a password already. Nothing was sent."), code="password-set")
        sent = send_link(user=user, person=person, now=now)
        record(action="organisations.invite", user=user, target=person, now=now)
    return sent


def revoke_invitation(*, user: Person, invitation: Invitation, now: dt.datetime) -> None:
    """The link does not work any more; doing it again changes nothing."""
    if not may_invite(user, invitation.user, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        if not revoke_open(invitation.user, now):
            return
        record(action="organisations.revoke_invitation", user=user, target=invitation.user, now=now)


def accept_invitation(*, digest: str, password: str, now: dt.datetime) -> User:
    """Set the first password by a link that is still good, and use the link up."""
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(digest=digest)
            .first()
        )
        if invitation is None or not is_good(invitation, now):
            raise Refused(_("This link does not work any more. Nothing was saved."), code="link-closed")
        person = invitation.user
        try:
            validate_password(password, user=person)
        except ValidationError as error:
            raise Refused(" ".join(error.messages), code="weak-password") from error
        person.set_password(password)
        person.save(update_fields=["password"])
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
        record(action="organisations.accept_invitation", user=person, target=person, now=now)
    return person


def is_good(invitation: Invitation, now: dt.datetime) -> bool:
    """Whether the link still opens the account."""
    closed = invitation.used_at or invitation.revoked_at
    return closed is None and now < invitation.expires_at and invitation.user.is_active


def digest_of(secret: str) -> str:
    """What is kept of a link's secret: 256 bits of chance need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def still_to_send(key: str, context: Mapping[str, Any], now: dt.datetime) -> Mapping[str, Any] | None:
    """Asked when the letter goes out: nothing is said by a link that does not work any more."""
    invitation = Invitation.objects.select_related("user").filter(pk=int(key.rpartition(":")[2])).first()
    return context if invitation is not None and is_good(invitation, now) else None


def send_link(*, user: Person, person: User, now: dt.datetime) -> SentInvitation:
    """A new link instead of the one before, inside the caller's transaction and after its policy; the letter goes out after the commit."""
    revoke_open(person, now)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        user=person, digest=digest_of(secret), sent_by=_account(user), sent_at=now, expires_at=now + GOOD_FOR
    )
    address = reverse("invitations:open", args=[secret])
    holding = RoleHolding.objects.filter(user=person).select_related("unit").order_by("pk").first()
    context = {
        "name": str(person),
        "email": person.email,
        "inviter": str(user),
        "unit": holding.unit.name if holding else "",
        "role": str(holding.get_role_display()) if holding else "",
        "until": f"{day_of(invitation.expires_at):%d/%m/%Y}",
    }
    key = key_of(invitation.pk)
    notify(kind=KIND, recipient=person, context=context, key=key, secrets={"link": address}, now=now)
    return SentInvitation(invitation, address)


def _account(user: Person) -> User:
    """Who is signed in, as a row: policies let nobody else pass."""
    return User.objects.get(username=user.get_username())


def _known_already() -> Refused:
    return Refused(
        _(
            "There is an account with this e-mail address already. Nothing was saved: give that account the role."
        ),
        code="known-already",
    )
