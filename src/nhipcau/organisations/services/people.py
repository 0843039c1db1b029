"""Accounts of people and the roles they hold."""

from __future__ import annotations

import datetime as dt
import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role, User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import normal
from nhipcau.kernel.validity import from_to
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.policies import (
    Person,
    may_give_role,
    may_keep_account,
    may_open_account,
    people_known_to,
)


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
        person.is_active = is_open
        person.save(update_fields=["is_active"])
        action = "organisations.reopen_account" if is_open else "organisations.close_account"
        record(action=action, user=user, target=person, now=now)
    return person


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
        record(action="organisations.reset_password", user=user, target=person, now=now)
    return password


def grant_role(
    *,
    user: Person,
    person: User,
    unit: Unit,
    role: str,
    now: dt.datetime,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> RoleHolding:
    """Give a role on a unit from one day (today, if none is named) to another; no day may be covered already."""
    if role not in Role.values:
        raise Refused(_("There is no such role."), code="no-role")
    known = User.objects.filter(people_known_to(user, on=day_of(now)), pk=person.pk)
    if not may_give_role(user, unit, role, on=day_of(now)) or not known.exists():
        raise PermissionDenied
    first = valid_from or day_of(now)
    if valid_to and valid_to < first:
        raise Refused(_("The last day lies before the first. Nothing was saved."), code="dates")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)  # one giving after the other
        held = RoleHolding.objects.filter(from_to(first, valid_to), user=person, unit=unit, role=role).first()
        if held is not None:
            raise _held_already(held)
        holding = RoleHolding.objects.create(
            user=person, unit=unit, role=role, valid_from=first, valid_to=valid_to
        )
        data = {"role": role, "unit": unit.code, "person": person.username}
        record(action="organisations.grant_role", user=user, target=unit, data=data, now=now)
    return holding


def withdraw_role(*, user: Person, holding: RoleHolding, last_day: dt.date, now: dt.datetime) -> RoleHolding:
    """The role is held until `last_day`; the row stays, so that the past can be answered for."""
    if not may_give_role(user, holding.unit, holding.role, on=day_of(now)):
        raise PermissionDenied
    if holding.user_id == user.pk and holding.role == Role.ADMINISTRATOR:
        raise Refused(
            _("You cannot withdraw your own administration; another administrator can."), code="own-role"
        )
    with transaction.atomic():
        holding = (
            RoleHolding.objects.select_for_update(of=("self",)).select_related("unit").get(pk=holding.pk)
        )
        if holding.valid_to == last_day:
            return holding
        if holding.valid_from and last_day < holding.valid_from:
            holding.valid_from = (
                last_day  # it never came into force: one day keeps the row truthful and harmless
            )
        holding.valid_to = last_day
        holding.save(update_fields=["valid_from", "valid_to"])
        data = {"role": holding.role, "unit": holding.unit.code, "last": last_day.isoformat()}
        record(action="organisations.withdraw_role", user=user, target=holding.unit, data=data, now=now)
    return holding


def _username_taken() -> Refused:
    return Refused(_("The user name is taken. Nothing was saved; choose another."), code="username-taken")


def _held_already(held: RoleHolding) -> Refused:
    days = {"first": held.valid_from, "last": held.valid_to}
    words = {name: f"{day:%d/%m/%Y}" if day else "…" for name, day in days.items()}
    return Refused(
        _(
            "The person holds this role on the unit already (%(first)s – %(last)s). Nothing was saved: choose other days, or withdraw that role first."
        )
        % words,
        code="held-already",
    )


def _check_account(user: Person, person: User, now: dt.datetime) -> None:
    if not may_keep_account(user, person, on=day_of(now)):
        raise PermissionDenied
