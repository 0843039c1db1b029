"""Steering committees: which there are, who sits in them on a day, how that changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from nhipcau.accounts.models import User
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import CommitteeMember, CommitteePost, SteeringCommittee
from nhipcau.organisations.policies import Person, may_see_committees, roles_of

ORDER = {post.value: place for place, post in enumerate(CommitteePost)}


@dataclass(frozen=True)
class ShownSeat:
    """A seat by its office; `person` only for those who may read the people of that office."""

    seat: CommitteeMember
    person: User | None


@dataclass
class Turn:
    """What changed on a day: seats that came and left, and offices whose account changed."""

    day: dt.date
    came: list[ShownSeat] = field(default_factory=list)
    left: list[ShownSeat] = field(default_factory=list)
    passed: list[ShownSeat] = field(default_factory=list)


def committees(user: Person, *, on: dt.date, closed: bool = False) -> QuerySet[SteeringCommittee]:
    """The committees that work on `on` (with `closed` also others), with the number of `seats` of that day."""
    if not may_see_committees(user, on=on):
        return SteeringCommittee.objects.none()
    seats = Count("members", filter=Q(in_force(on, "members__")))
    found = SteeringCommittee.objects.select_related("unit", "secretariat").annotate(seats=seats)
    found = found if closed else found.filter(in_force(on))
    return found.order_by("unit__path", "name", "pk")


def composition(
    user: Person, committee: SteeringCommittee, *, on: dt.date, day: dt.date
) -> list[tuple[CommitteePost, list[ShownSeat]]]:
    """The seats of `day` by post, in the order of a decision; rights are those of `on`. Two queries."""
    if not may_see_committees(user, on=on):
        return []
    by_post: dict[str, list[ShownSeat]] = defaultdict(list)
    for shown in _shown(user, committee.members.filter(in_force(day)), on=on):
        by_post[shown.seat.post].append(shown)
    return [(post, by_post[post.value]) for post in CommitteePost if by_post[post.value]]


def turns_of(user: Person, committee: SteeringCommittee, *, on: dt.date) -> list[Turn]:
    """The days on which the composition changed, the latest first."""
    if not may_see_committees(user, on=on):
        return []
    turns: dict[dt.date, Turn] = {}
    for shown in _shown(user, committee.members.all(), on=on):
        first, last = shown.seat.valid_from, shown.seat.valid_to
        if first:
            turns.setdefault(first, Turn(first)).came.append(shown)
        if last:
            after = last + dt.timedelta(days=1)
            turns.setdefault(after, Turn(after)).left.append(shown)
    for turn in turns.values():
        _part(turn)
    return [turns[day] for day in sorted(turns, reverse=True)]


def _part(turn: Turn) -> None:
    """An office that left and came on the same day kept its seat: another person sits there."""
    came = {_office(shown.seat) for shown in turn.came}
    stayed = came & {_office(shown.seat) for shown in turn.left}
    turn.passed = [shown for shown in turn.came if _office(shown.seat) in stayed]
    turn.came = [shown for shown in turn.came if _office(shown.seat) not in stayed]
    turn.left = [shown for shown in turn.left if _office(shown.seat) not in stayed]


def _office(seat: CommitteeMember) -> tuple[str, int, str]:
    return seat.post, seat.unit_id, seat.position


def _shown(user: Person, seats: QuerySet[CommitteeMember], *, on: dt.date) -> list[ShownSeat]:
    roles = roles_of(user, on=on)
    rows = sorted(seats.select_related("unit", "user"), key=lambda seat: (ORDER[seat.post], seat.pk))
    return [ShownSeat(seat, seat.user if roles.cover(seat.unit) else None) for seat in rows]
