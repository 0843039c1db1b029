"""What somebody holds from a day on, and what of it a keeper may pass on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nhipcau.accounts.models import User
from nhipcau.kernel.validity import from_to
from nhipcau.organisations.models import CommitteeMember, RoleHolding
from nhipcau.organisations.policies import Person, may_give_role, may_keep_committee


@dataclass(frozen=True)
class Leaving:
    """Roles and seats that may be passed on, and those that another keeper must pass on."""

    roles: tuple[RoleHolding, ...]
    seats: tuple[CommitteeMember, ...]
    out_of_reach: tuple[RoleHolding | CommitteeMember, ...]


def held_from(user: Person, person: User, *, since: dt.date, on: dt.date) -> Leaving:
    """What `person` holds on some day from `since` on, parted by what `user` may pass on today."""
    held = RoleHolding.objects.filter(from_to(since, None), user=person).select_related("unit", "user")
    seated = CommitteeMember.objects.filter(from_to(since, None), user=person)
    roles: list[RoleHolding] = []
    seats: list[CommitteeMember] = []
    out_of_reach: list[RoleHolding | CommitteeMember] = []
    for row in held.order_by("unit__path", "role", "pk"):
        if may_give_role(user, row.unit, row.role, on=on):
            roles.append(row)
        else:
            out_of_reach.append(row)
    for seat in seated.select_related("committee__unit", "unit").order_by("committee__name", "pk"):
        if may_keep_committee(user, seat.committee.unit, on=on):
            seats.append(seat)
        else:
            out_of_reach.append(seat)
    return Leaving(tuple(roles), tuple(seats), tuple(out_of_reach))
