"""The roles people hold on units: given, passed from main to deputy and back, withdrawn. Days decide, the past stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role, User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.validity import from_to
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import ONE_A_UNIT, RoleHolding, Unit
from nhipcau.organisations.policies import Person, may_give_role, people_known_to
from nhipcau.organisations.services.links import revoke_open


def grant_role(
    *,
    user: Person,
    person: User,
    unit: Unit,
    role: str,
    now: dt.datetime,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    is_deputy: bool | None = None,
    takes_over: bool = False,
) -> RoleHolding:
    """Give a role on a unit from one day (today, if none is named) to another; no day may be covered already.

    A unit has one leader and one focal officer on a day. `is_deputy` None: a deputy where the unit has its leader or officer
    already; False: refused there, unless `takes_over`, by which whoever holds it stops the day before.
    An open invitation of the person does not work any more: it was sent for an account with fewer rights.
    """
    first = valid_from or day_of(now)
    _check_may_give(user, person, unit, role, now)
    if valid_to and valid_to < first:
        raise Refused(_("The last day lies before the first. Nothing was saved."), code="dates")
    with transaction.atomic():
        lock_places([unit], [person])  # one giving after the other
        held = RoleHolding.objects.filter(from_to(first, valid_to), user=person, unit=unit, role=role).first()
        if held is not None:
            raise _held_already(held)
        before: list[RoleHolding] = []
        if role not in ONE_A_UNIT:
            is_deputy = False
        elif is_deputy is None and not takes_over:
            is_deputy = mains(unit, role, first, valid_to).exists()
        if not is_deputy:
            before = make_room(unit, role, first, valid_to, takes_over=takes_over)
        holding = RoleHolding.objects.create(
            user=person, unit=unit, role=role, valid_from=first, valid_to=valid_to, is_deputy=bool(is_deputy)
        )
        data: dict[str, object] = {"role": role, "unit": unit.code, "person": person.username}
        data |= {"since": first.isoformat()}
        data |= {"deputy": True} if is_deputy else {}
        data |= {"instead_of": [each.user.username for each in before]} if before else {}
        record(action="organisations.grant_role", user=user, target=unit, data=data, now=now)
        if revoke_open(person, now):
            record(action="organisations.revoke_invitation", user=user, target=person, now=now)
    return holding


def change_place(
    *, user: Person, holding: RoleHolding, is_deputy: bool, since: dt.date, now: dt.datetime
) -> RoleHolding:
    """From `since` a deputy becomes the leader or officer (who so far was it becomes deputy), or the other way round."""
    if holding.role not in ONE_A_UNIT:
        raise Refused(_("Only leaders and focal officers have deputies."), code="no-deputies")
    if not may_give_role(user, holding.unit, holding.role, on=day_of(now)):
        raise PermissionDenied
    with transaction.atomic():
        lock_places([holding.unit], [holding.user])
        holding = RoleHolding.objects.select_related("unit", "user").get(pk=holding.pk)
        if holding.valid_to and holding.valid_to < since:
            raise _ended(holding)
        if holding.is_deputy == is_deputy:
            return holding
        swapped: list[str] = []
        if not is_deputy:
            first = max(since, holding.valid_from or since)
            for other in _who_steps_back(holding, first):
                replace_from(other, first, is_deputy=True)
                swapped.append(other.user.username)
        fresh = replace_from(holding, since, is_deputy=is_deputy)
        data: dict[str, object] = {"role": holding.role, "unit": holding.unit.code}
        data |= {"person": holding.user.username}
        data |= {"since": since.isoformat(), "deputy": is_deputy, "instead_of": swapped}
        record(action="organisations.change_place", user=user, target=holding.unit, data=data, now=now)
    return fresh


def withdraw_role(*, user: Person, holding: RoleHolding, last_day: dt.date, now: dt.datetime) -> RoleHolding:
    """The role is held until `last_day`; the row stays, so that the past can be answered for.

    A role to come that ends before its first day was never in force: its row goes, the log tells of it.
    """
    if not may_give_role(user, holding.unit, holding.role, on=day_of(now)):
        raise PermissionDenied
    if holding.user_id == user.pk and holding.role == Role.ADMINISTRATOR:
        raise Refused(
            _("You cannot withdraw your own administration; another administrator can."), code="own-role"
        )
    with transaction.atomic():
        lock_places([holding.unit], [holding.user])
        known = RoleHolding.objects.select_related("unit", "user").filter(pk=holding.pk).first()
        if known is None or known.valid_to == last_day:
            return known or holding  # done before
        end(known, last_day)
        data = {"role": known.role, "unit": known.unit.code, "person": known.user.username}
        data |= {"last": last_day.isoformat()}
        record(action="organisations.withdraw_role", user=user, target=known.unit, data=data, now=now)
    return known


def lock_places(units: Iterable[Unit], people: Iterable[User]) -> None:
    """Units, then people, in the order of their keys: whoever gives or ends roles waits for the other."""
    keys = sorted({unit.pk for unit in units})
    list(Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    keys = sorted({person.pk for person in people})
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def mains(unit: Unit, role: str, first: dt.date, last: dt.date | None) -> QuerySet[RoleHolding]:
    """The leader or officer (no deputies) of a unit on some day from `first` to `last`."""
    held = RoleHolding.objects.filter(from_to(first, last), unit=unit, role=role, is_deputy=False)
    return held.select_related("user", "unit").order_by("valid_from", "pk")


def make_room(
    unit: Unit, role: str, first: dt.date, last: dt.date | None, *, takes_over: bool
) -> list[RoleHolding]:
    """Refuse a second leader or officer; with `takes_over` the one of the day before stops then. Returns who stopped."""
    if role not in ONE_A_UNIT:
        return []
    taken = list(mains(unit, role, first, last))
    for main in taken:
        if not takes_over or (main.valid_from and main.valid_from >= first):
            raise place_taken(main)
    for main in taken:
        end(main, first - ONE_DAY)
    return taken


def end(holding: RoleHolding, last_day: dt.date) -> None:
    """Hold it no longer than `last_day`; a row that ends before its first day goes, since that day may be another person's."""
    if holding.valid_from and last_day < holding.valid_from:
        holding.delete()
        return
    holding.valid_to = last_day
    holding.save(update_fields=["valid_to"])


def replace_from(holding: RoleHolding, since: dt.date, *, is_deputy: bool) -> RoleHolding:
    """The same role as deputy, or as no deputy, from `since`; the days before stay as they were."""
    if holding.valid_from and holding.valid_from >= since:
        holding.is_deputy = is_deputy
        holding.save(update_fields=["is_deputy"])
        return holding
    last = holding.valid_to
    end(holding, since - ONE_DAY)
    return RoleHolding.objects.create(
        user=holding.user,
        unit=holding.unit,
        role=holding.role,
        is_deputy=is_deputy,
        valid_from=since,
        valid_to=last,
    )


def place_taken(main: RoleHolding) -> Refused:
    """The unit has its one leader or officer on these days."""
    return Refused(
        _(
            "%(person)s holds the role “%(role)s” on %(unit)s (%(first)s – %(last)s), and a unit has one. Nothing was saved: let the new person take over from a later day, or make the person a deputy."
        )
        % {
            "person": main.user,
            "role": main.get_role_display(),
            "unit": main.unit,
            **_days(main),
        },
        code="place-taken",
    )


def _who_steps_back(holding: RoleHolding, first: dt.date) -> list[RoleHolding]:
    others = list(mains(holding.unit, holding.role, first, holding.valid_to))
    for other in others:
        if other.valid_from and other.valid_from > first:
            raise place_taken(other)
    return others


def _check_may_give(user: Person, person: User, unit: Unit, role: str, now: dt.datetime) -> None:
    if role not in Role.values:
        raise Refused(_("There is no such role."), code="no-role")
    known = User.objects.filter(people_known_to(user, on=day_of(now)), pk=person.pk)
    if not may_give_role(user, unit, role, on=day_of(now)) or not known.exists():
        raise PermissionDenied


def _days(holding: RoleHolding) -> dict[str, str]:
    days = {"first": holding.valid_from, "last": holding.valid_to}
    return {name: f"{day:%d/%m/%Y}" if day else "…" for name, day in days.items()}


def _held_already(held: RoleHolding) -> Refused:
    return Refused(
        _(
            "The person holds this role on the unit already (%(first)s – %(last)s). Nothing was saved: choose other days, or withdraw that role first."
        )
        % _days(held),
        code="held-already",
    )


def _ended(holding: RoleHolding) -> Refused:
    return Refused(
        _("The role ends on %(last)s, before that day. Nothing was saved: choose an earlier day.")
        % _days(holding),
        code="ended",
    )
