"""Somebody leaves: every role and committee seat passes on from a day, in one step.

Rooms above learn of it by `when_handed_over`, to pass on what they keep in the person's name. A subscriber is called inside the
transaction: what it writes is kept or lost together with the hand-over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role, User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.validity import from_to
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import CommitteeMember, RoleHolding, Unit
from nhipcau.organisations.policies import Person, may_keep_account, people_known_to
from nhipcau.organisations.selectors.leaving import Leaving, held_from
from nhipcau.organisations.services.links import revoke_open
from nhipcau.organisations.services.people import end, lock_places, make_room, replace_from

To = Mapping[int, User | None]


@dataclass(frozen=True)
class Passed:
    """One role on a unit that passed on; `to` None: to nobody."""

    unit: Unit
    role: str
    to: User | None


@dataclass(frozen=True)
class HandedOver:
    """What subscribers are told: who left which roles to whom, from `since` on."""

    person: User
    since: dt.date
    passed: tuple[Passed, ...]
    user: Person
    now: dt.datetime


Subscriber = Callable[[HandedOver], None]
_subscribers: list[Subscriber] = []


def when_handed_over(subscriber: Subscriber) -> None:
    """Call `subscriber(handed_over)` whenever somebody's work passes on; subscribing twice is subscribing once."""
    if subscriber not in _subscribers:
        _subscribers.append(subscriber)


def hand_over(
    *,
    user: Person,
    person: User,
    since: dt.date,
    roles: To,
    seats: To,
    now: dt.datetime,
    close_account: bool = False,
) -> HandedOver:
    """Pass on what `person` holds from `since` on: `roles` and `seats` name a successor (or None) by the key of the row.

    They must name every row that `user` may pass on; raises Outdated where the person holds other things meanwhile.
    """
    _check_closing(user, person, since, now, close_account=close_account)
    with transaction.atomic():
        leaving = held_from(user, person, since=max(since, day_of(now)), on=day_of(now))
        lock_places([row.unit for row in leaving.roles], [person, *filter(None, roles.values())])
        leaving = held_from(user, person, since=max(since, day_of(now)), on=day_of(now))
        _check_whole(leaving, roles, seats)
        _check_successors(user, person, {*filter(None, [*roles.values(), *seats.values()])}, now)
        if person.pk == user.pk and any(row.role == Role.ADMINISTRATOR for row in leaving.roles):
            raise Refused(
                _("You cannot withdraw your own administration; another administrator can."), code="own-role"
            )
        passed = tuple(_pass_role(row, roles[row.pk], since, day_of(now)) for row in leaving.roles)
        for successor in {each.to.pk: each.to for each in passed if each.to is not None}.values():
            revoke_open(successor, now)  # a link that was sent for fewer rights
        for seat in leaving.seats:
            pass_seat(seat, seats[seat.pk], since)
        if close_account:
            User.objects.filter(pk=person.pk).update(is_active=False)
            revoke_open(person, now)
        told = HandedOver(person, since, passed, user, now)
        for subscriber in _subscribers:
            subscriber(told)
        record(
            action="organisations.hand_over",
            user=user,
            target=person,
            data=_told_to_log(told, len(leaving.seats), close_account),
            now=now,
        )
    return told


def pass_seat(seat: CommitteeMember, to: User | None, since: dt.date) -> CommitteeMember:
    """The seat stays with its office; from `since` another account, or none that is known, sits there."""
    if seat.valid_from and seat.valid_from >= since:
        seat.user = to
        seat.save(update_fields=["user"])
        return seat
    last, seat.valid_to = seat.valid_to, since - ONE_DAY
    seat.save(update_fields=["valid_to"])
    return CommitteeMember.objects.create(
        committee=seat.committee,
        post=seat.post,
        unit=seat.unit,
        position=seat.position,
        user=to,
        valid_from=since,
        valid_to=last,
    )


def _pass_role(holding: RoleHolding, to: User | None, since: dt.date, on: dt.date) -> Passed:
    first, last = max(since, holding.valid_from or since), holding.valid_to
    unit, role, is_deputy = holding.unit, holding.role, holding.is_deputy
    if holding.valid_from and since < holding.valid_from <= on:  # the days since then are history
        raise Refused(
            _("%(person)s holds the role “%(role)s” on %(unit)s since %(day)s. Nothing was saved: choose that day or a later one.")
            % {"person": holding.user, "role": holding.get_role_display(), "unit": unit, "day": f"{holding.valid_from:%d/%m/%Y}"},
            code="too-early",
        )  # fmt: skip
    end(holding, since - ONE_DAY)
    if to is None:
        return Passed(unit, role, None)
    held = RoleHolding.objects.filter(from_to(first, last), user=to, unit=unit, role=role).first()
    if held is None:
        if not is_deputy:
            make_room(unit, role, first, last, takes_over=False)
        RoleHolding.objects.create(
            user=to, unit=unit, role=role, is_deputy=is_deputy, valid_from=first, valid_to=last
        )
    elif held.is_deputy and not is_deputy:
        longer = max(held.valid_to, last) if held.valid_to and last else None
        make_room(unit, role, first, longer, takes_over=False)
        held = replace_from(held, first, is_deputy=False)
    if held is not None and held.is_deputy == is_deputy:
        _hold_until(held, last)
    return Passed(unit, role, to)


def _hold_until(held: RoleHolding, last: dt.date | None) -> None:
    """What the successor held already lasts as long as what was passed on."""
    if held.valid_to is None or (last is not None and held.valid_to >= last):
        return
    same = RoleHolding.objects.filter(user=held.user, unit=held.unit, role=held.role)
    later = same.filter(from_to(held.valid_to + ONE_DAY, last)).order_by("valid_from").first()
    held.valid_to = later.valid_from - ONE_DAY if later and later.valid_from else last
    held.save(update_fields=["valid_to"])


def _check_closing(
    user: Person, person: User, since: dt.date, now: dt.datetime, *, close_account: bool
) -> None:
    if not close_account:
        return
    if not may_keep_account(user, person, on=day_of(now)):
        raise PermissionDenied
    if person.pk == user.pk:
        raise Refused(_("You cannot close your own account."), code="own-account")
    if since > day_of(now):
        raise Refused(
            _(
                "The account is still needed until that day. Nothing was saved: close it when the day has come."
            ),
            code="too-early",
        )


def _check_whole(leaving: Leaving, roles: To, seats: To) -> None:
    if {row.pk for row in leaving.roles} != set(roles) or {row.pk for row in leaving.seats} != set(seats):
        raise Outdated
    if not leaving.roles and not leaving.seats:
        raise Refused(_("From that day on the person holds nothing that you could pass on."), code="nothing")


def _check_successors(user: Person, person: User, successors: set[User], now: dt.datetime) -> None:
    known = User.objects.filter(people_known_to(user, on=day_of(now)), is_active=True, is_superuser=False)
    if person in successors:
        raise Refused(_("Nobody hands over to himself. Nothing was saved."), code="to-himself")
    if known.filter(pk__in=[each.pk for each in successors]).count() != len(successors):
        raise PermissionDenied


def _told_to_log(told: HandedOver, seats: int, closed: bool) -> dict[str, object]:
    return {
        "since": told.since.isoformat(),
        "units": [passed.unit.code for passed in told.passed],
        "role": [passed.role for passed in told.passed],
        "to_person": [passed.to.username if passed.to else "–" for passed in told.passed],
        "seats": seats,
        "closed": closed,
    }
