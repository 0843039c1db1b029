"""Accounts of people: opened, corrected, closed, their password and second factor set back."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import normal
from nhipcau.notices.services import forget
from nhipcau.organisations.models import Invitation
from nhipcau.organisations.policies import (
    Person,
    may_erase_account,
    may_keep_account,
    may_open_account,
)
from nhipcau.organisations.services.links import revoke_open

Forgetter = Callable[[User], None]
_forgetters: list[Forgetter] = []


def when_erased(forgetter: Forgetter) -> None:
    """Call `forgetter(person)` inside the transaction that erases an account, so that other rooms let go of what they keep of it."""
    if forgetter not in _forgetters:
        _forgetters.append(forgetter)


def open_account(
    *,
    user: Person,
    username: str,
    password: str,
    display_name: str,
    now: dt.datetime,
    email: str = "",
    position: str = "",
    office_phone: str = "",
) -> User:
    """Open an account for a person; roles are given apart."""
    if not may_open_account(user, on=day_of(now)):
        raise PermissionDenied
    person = User(
        username=username.strip().lower(),
        display_name=normal(display_name),
        email=email.strip(),
        position=normal(position),
        office_phone=office_phone.strip(),
    )
    if User.objects.filter(username__iexact=person.username).exists():
        raise _username_taken()
    try:
        validate_password(password, user=person)
        person.set_password(password)
        person.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), code="invalid") from error
    try:
        with transaction.atomic():
            person.save()
            record(action="organisations.open_account", user=user, target=person, now=now)
    except IntegrityError as error:  # somebody else took the name since it was looked up
        raise _username_taken() from error
    return person


def change_account(
    *,
    user: Person,
    person: User,
    display_name: str,
    email: str,
    position: str,
    office_phone: str,
    now: dt.datetime,
) -> User:
    """Correct a person's name and office contact; the log keeps which fields changed, not what they held."""
    _check_account(user, person, now)
    fresh = {"display_name": normal(display_name), "email": email.strip(), "position": normal(position)}
    fresh["office_phone"] = office_phone.strip()
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        changed = [name for name, value in fresh.items() if getattr(person, name) != value]
        if not changed:
            return person
        for name in changed:
            setattr(person, name, fresh[name])
        person.save(update_fields=changed)
        data = {"fields": changed}
        record(action="organisations.change_account", user=user, target=person, data=data, now=now)
    return person


def set_account_open(*, user: Person, person: User, is_open: bool, now: dt.datetime) -> User:
    """Close an account (nobody signs in, roles rest) or open it again."""
    _check_account(user, person, now)
    if person.pk == user.pk:
        raise Refused(_("You cannot close your own account."), code="own-account")
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if person.is_active == is_open:
            return person
        if is_open and person.username == erased_name(person):
            raise Refused(_("This account was erased: open a new one for the person."), code="erased")
        person.is_active = is_open
        person.save(update_fields=["is_active"])
        revoke_open(person, now)
        action = "organisations.reopen_account" if is_open else "organisations.close_account"
        record(action=action, user=user, target=person, now=now)
    return person


def erase_account(*, user: Person, person: User, now: dt.datetime) -> User:
    """Take name, contact and sign-in out of a closed account for good; roles, work and log keep pointing to its number.

    The log is sealed and stays as it is: names that stand in its entries stay there.
    """
    if not may_erase_account(user, person, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if person.username == erased_name(person):
            return person
        if person.is_active:  # somebody opened it again since
            raise PermissionDenied
        person.username, person.email, person.position, person.office_phone = erased_name(person), "", "", ""
        with translation.override(settings.LANGUAGE_CODE):
            person.display_name = gettext("Former colleague no. %(number)s") % {"number": person.pk}
        person.set_unusable_password()
        person.last_login = None
        person.save()
        Authenticator.objects.filter(user=person).delete()
        EmailAddress.objects.filter(user=person).delete()
        Invitation.objects.filter(user=person).delete()
        UserProfile.objects.filter(user=person).delete()
        forget(person=person)
        for forgetter in _forgetters:
            forgetter(person)
        record(action="organisations.erase_account", user=user, target=person, now=now)
    return person


def erased_name(person: User) -> str:
    """The user name of an account whose person was taken out."""
    return f"da-xoa-{person.pk}"


def reset_second_factor(*, user: Person, person: User, now: dt.datetime) -> int:
    """Forget the authenticator, passkeys and recovery codes of somebody who lost them; returns how many there were."""
    _check_account(user, person, now)
    with transaction.atomic():
        count = int(Authenticator.objects.filter(user=person).delete()[0])
        record(
            action="organisations.reset_second_factor",
            user=user,
            target=person,
            data={"count": count},
            now=now,
        )
    return count


def reset_password(*, user: Person, person: User, now: dt.datetime) -> str:
    """Set a new first password for somebody who forgot the old one, ending all sessions; returns it, to be told once."""
    _check_account(user, person, now)
    password = "-".join(secrets.token_hex(2) for _part in range(4))
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        revoke_open(person, now)
        record(action="organisations.reset_password", user=user, target=person, now=now)
    return password


def _username_taken() -> Refused:
    return Refused(_("The user name is taken. Nothing was saved; choose another."), code="username-taken")


def _check_account(user: Person, person: User, now: dt.datetime) -> None:
    if not may_keep_account(user, person, on=day_of(now)):
        raise PermissionDenied
