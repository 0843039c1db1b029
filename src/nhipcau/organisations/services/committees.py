"""Steering committees: the committee itself, and who sits in it from a day on. Seats belong to offices; accounts are beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.folding import fold, normal
from nhipcau.kernel.validity import from_to, in_force
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import CommitteeMember, CommitteePost, SteeringCommittee, Unit
from nhipcau.organisations.policies import Person, may_keep_committee

MOST_SEATS = 200


@dataclass(frozen=True)
class Seat:
    """One seat as it should be: the office that fills it and, where known, whose account."""

    post: str
    unit: Unit
    position: str = ""
    user: User | None = None

    @property
    def key(self) -> tuple[str, int, str, int | None]:
        """What makes two seats the same."""
        return self.post, self.unit.pk, fold(self.position), self.user.pk if self.user else None


def create_committee(
    *,
    user: Person,
    unit: Unit,
    name: str,
    now: dt.datetime,
    legal_basis: str = "",
    secretariat: Unit | None = None,
    valid_from: dt.date | None = None,
) -> SteeringCommittee:
    """Enter a committee of an authority; its members come next."""
    if not may_keep_committee(user, unit, on=day_of(now)):
        raise PermissionDenied
    name = _named(name)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)  # one entry after the other
        _check_name(unit, name, day_of(now))
        committee = SteeringCommittee.objects.create(
            unit=unit,
            name=name,
            folded=fold(name)[:255],
            legal_basis=normal(legal_basis),
            secretariat=secretariat,
            valid_from=valid_from,
        )
        data = {"name": name, "unit": unit.code}
        record(action="organisations.create_committee", user=user, target=committee, data=data, now=now)
    return committee


def change_committee(
    *,
    user: Person,
    committee: SteeringCommittee,
    name: str,
    legal_basis: str,
    secretariat: Unit | None,
    valid_to: dt.date | None,
    now: dt.datetime,
) -> SteeringCommittee:
    """Correct the entry, or say until when the committee works; its seats end with it."""
    if not may_keep_committee(user, committee.unit, on=day_of(now)):
        raise PermissionDenied
    name = _named(name)
    with transaction.atomic():
        kept = SteeringCommittee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
        if valid_to is None:
            Unit.objects.select_for_update().get(pk=kept.unit_id)
            _check_name(kept.unit, name, day_of(now), kept)
        if valid_to and kept.valid_from and valid_to < kept.valid_from:
            raise Refused(_("The last day lies before the first. Nothing was saved."), code="dates")
        fresh = {
            "name": name,
            "legal_basis": normal(legal_basis),
            "secretariat": secretariat,
            "valid_to": valid_to,
        }
        changed = [field for field, value in fresh.items() if getattr(kept, field) != value]
        if not changed:
            return kept
        for field in changed:
            setattr(kept, field, fresh[field])
        kept.folded = fold(name)[:255]
        kept.save()
        if valid_to:
            seats = kept.members.filter(in_force(valid_to + ONE_DAY))
            seats.exclude(valid_from__gt=valid_to).update(valid_to=valid_to)
            kept.members.filter(valid_from__gt=valid_to).delete()
        data = {"fields": changed}
        record(action="organisations.change_committee", user=user, target=kept, data=data, now=now)
    return kept


def set_composition(
    *,
    user: Person,
    committee: SteeringCommittee,
    since: dt.date,
    seats: Sequence[Seat],
    seen: Collection[int],
    now: dt.datetime,
    legal_basis: str = "",
) -> int:
    """From `since` on these seats and no others; those that stay keep their row. Returns how many came and left.

    `seen` are the keys of the seats that the person saw for that day: others there by now raise Outdated.
    """
    if not may_keep_committee(user, committee.unit, on=day_of(now)):
        raise PermissionDenied
    _check_seats(committee, since, seats)
    with transaction.atomic():
        committee = SteeringCommittee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
        current = list(committee.members.filter(in_force(since)).select_related("unit", "user"))
        if {row.pk for row in current} != set(seen):
            raise Outdated
        later = committee.members.filter(valid_from__gt=since).order_by("valid_from").first()
        if later is not None and later.valid_from:
            raise Refused(
                _(
                    "The composition changes again on %(day)s. Nothing was saved: begin there, or on a later day."
                )
                % {"day": f"{later.valid_from:%d/%m/%Y}"},
                code="changes-later",
            )
        wanted = {seat.key: seat for seat in seats}
        left = [row for row in current if _seat_of(row).key not in wanted]
        for row in left:
            _end(row, since)
        known = {_seat_of(row).key for row in current}
        came = [seat for key, seat in wanted.items() if key not in known]
        for seat in came:
            CommitteeMember.objects.create(
                committee=committee,
                post=seat.post,
                unit=seat.unit,
                position=normal(seat.position),
                user=seat.user,
                valid_from=since,
                valid_to=committee.valid_to,
            )
        if not left and not came:
            return 0
        data = {"since": since.isoformat(), "came": len(came), "left": len(left)}
        data |= {"legal_basis": normal(legal_basis)}
        record(action="organisations.set_composition", user=user, target=committee, data=data, now=now)
    return len(left) + len(came)


def _named(name: str) -> str:
    name = normal(name)
    if not name:
        raise Refused(_("A committee needs a name. Nothing was saved."), code="no-name")
    return name


def _check_name(unit: Unit, name: str, on: dt.date, but: SteeringCommittee | None = None) -> None:
    """An authority has one committee of a name at a time; of those without an end the database holds it."""
    same = SteeringCommittee.objects.filter(from_to(on, None), unit=unit, folded=fold(name)[:255])
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused(_("The authority has a committee of this name. Nothing was saved."), code="same-name")


def _check_seats(committee: SteeringCommittee, since: dt.date, seats: Sequence[Seat]) -> None:
    if not committee.holds_on(since):
        raise Refused(_("The committee does not work on that day. Nothing was saved."), code="dates")
    if any(seat.post not in CommitteePost.values for seat in seats):
        raise Refused(_("There is no such post. Nothing was saved."), code="no-post")
    if sum(seat.post == CommitteePost.HEAD for seat in seats) > 1:
        raise Refused(_("A committee has one head. Nothing was saved."), code="two-heads")
    if len({seat.key for seat in seats}) < len(seats):
        raise Refused(_("A seat is named twice. Nothing was saved."), code="twice")
    if len(seats) > MOST_SEATS:
        raise Refused(_("A committee has at most 200 seats. Nothing was saved."), code="too-many")


def _seat_of(row: CommitteeMember) -> Seat:
    return Seat(row.post, row.unit, row.position, row.user)


def _end(row: CommitteeMember, since: dt.date) -> None:
    if row.valid_from and row.valid_from >= since:
        row.delete()  # it would have begun on this very day
        return
    row.valid_to = since - ONE_DAY
    row.save(update_fields=["valid_to"])
