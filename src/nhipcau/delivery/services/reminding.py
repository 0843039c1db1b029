"""Reminding: rounds that go from person to person, each person's message once a day (see docs/mechanisms/notices.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.urls import reverse

from nhipcau.accounts.models import User
from nhipcau.delivery.models import Audience, Reminder, ReminderRound, RoundKind
from nhipcau.delivery.models.obligation import MARKS
from nhipcau.delivery.selectors.reminder_words import contexts_of, digests_of
from nhipcau.delivery.selectors.reminding import (
    Line,
    in_office_hours,
    lines_due,
    next_office_moment,
    next_people,
    round_begins,
    week_begins,
)
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.fields import WRITTEN
from nhipcau.kernel.parts import in_parts
from nhipcau.kernel.validity import in_force
from nhipcau.notices.models import Notice
from nhipcau.notices.services import Message, notify_many
from nhipcau.organisations.models import RoleHolding

REMINDER, DIGEST, BY_HAND = "delivery.reminder", "delivery.digest", "delivery.remind_now"
PEOPLE_AT_ONCE = 200
BATCH = 1000
# What was told, and how the obligation stands now.
_LINE = ("obligation_id", "due_on", "audience", "step", "person_id", "role", "unit_id")
_NOW = ("unit_id", "due_on", *MARKS)
_PERSON = 1 + _LINE.index("person_id")
Tell = Callable[[Sequence[int], dt.datetime], None]


def remind_some(*, now: dt.datetime, most: int = PEOPLE_AT_ONCE) -> bool:
    """Tell the next people of the round under way; False where there is none, or it is done.

    One transaction: messages, what each person was told, and how far the round came stand there together or not at all. Whoever
    else is at it waits for its lock, so any number of workers may call it and any of them may die.
    """
    return _go_on(RoundKind.DAILY, round_begins(now), now, most, remind_people)


def digest_some(*, now: dt.datetime, most: int = PEOPLE_AT_ONCE) -> bool:
    """The same for the summary that leaders get on the first working day of the week."""
    return _go_on(RoundKind.WEEKLY, week_begins(now), now, most, digest_people)


def _go_on(kind: str, begins: dt.datetime | None, now: dt.datetime, most: int, tell: Tell) -> bool:
    if begins is None:
        return False
    same = ReminderRound.objects.filter(kind=kind, begins_at=begins)
    if same.filter(done_at__isnull=False).exists():
        return False
    with transaction.atomic():
        ReminderRound.objects.get_or_create(kind=kind, begins_at=begins)
        row = same.select_for_update().get()
        if row.done_at is not None:
            return False
        people = next_people(on=day_of(now), after=row.reached, most=most)
        if people:
            tell(people, now)
            row.reached = people[-1]
        if len(people) < most:
            row.done_at = now
        row.save(update_fields=["reached", "done_at"])
    return row.done_at is None


def remind_people(people: Sequence[int], now: dt.datetime) -> None:
    """One message to each of `people` who has something due and had none today."""
    on = day_of(now)
    keys = {person: f"{REMINDER}:{on:%Y-%m-%d}:{person}" for person in people}
    had = set(Notice.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    lines = lines_due([person for person in people if keys[person] not in had], on=on)
    tell_lines(REMINDER, lines, {person: keys[person] for person in lines}, now=now)


def tell_lines(
    kind: str,
    lines: Mapping[int, Sequence[Line]],
    keys: Mapping[int, str],
    *,
    now: dt.datetime,
    more: Mapping[str, Any] | None = None,
    ordered_by: User | None = None,
) -> None:
    """A message for each person with his lines, and a row for each line that says so."""
    on = day_of(now)
    recipients = User.objects.in_bulk(list(lines))
    contexts = contexts_of(lines, on=on)
    address = reverse("delivery:index")
    messages = [
        Message(recipients[person], {**contexts[person], **(more or {})}, keys[person], address)
        for person in lines
    ]
    notices = notify_many(kind=kind, messages=messages, now=now)
    rows = (
        Reminder(
            obligation_id=line.obligation, due_on=line.due_on, audience=line.audience, step=line.step, person_id=person,
            unit_id=line.unit, role=line.role, told_on=on, notice=notices[keys[person]], ordered_by=ordered_by,
        )
        for person, own in lines.items()
        for line in own
    )  # fmt: skip
    while part := list(islice(rows, BATCH)):  # a coordinating officer may be told of tens of thousands
        Reminder.objects.bulk_create(part)


def digest_people(people: Sequence[int], now: dt.datetime) -> None:
    """The summary of the week to each of `people` to whom it says something."""
    begins = week_begins(now)
    contexts = digests_of(people, on=day_of(now))
    recipients = User.objects.in_bulk(list(contexts))
    address = reverse("delivery:index")
    messages = [
        Message(recipients[person], context, f"{DIGEST}:{begins:%Y-%m-%d}:{person}", address)
        for person, context in contexts.items()
    ]
    notify_many(kind=DIGEST, messages=messages, now=now)


def in_hours(key: str, context: Mapping[str, Any], now: dt.datetime) -> Mapping[str, Any] | dt.datetime:
    """Asked before a letter goes out: only in office hours."""
    return context if in_office_hours(now) else next_office_moment(now)


def still_due(
    key: str, context: Mapping[str, Any], now: dt.datetime
) -> Mapping[str, Any] | dt.datetime | None:
    """Asked before a reminder goes out: in office hours, and only what is still owed then."""
    return still_owed(key, context, now) if in_office_hours(now) else next_office_moment(now)


def still_owed(key: str, context: Mapping[str, Any], now: dt.datetime) -> Mapping[str, Any] | None:
    """What a reminder says at the moment it goes out: without what was done, excused, paused, cancelled or moved since.

    What is left out is marked so. None where nothing is left.
    """
    on = day_of(now)
    rows = Reminder.objects.filter(notice__key=key, dropped_at__isnull=True).order_by(
        "due_on", "obligation_id"
    )
    told = list(rows.values_list("pk", *_LINE, *(f"obligation__{name}" for name in _NOW)).iterator())
    held = _holdings({row[_PERSON] for row in told}, on)
    kept: list[Line] = []
    gone: list[int] = []
    for pk, obligation, due_on, audience, step, person, role, unit, owing, due_now, *marks in told:
        if any(mark is not None for mark in marks) or due_now != due_on or (person, unit, role) not in held:
            gone.append(pk)
            continue
        # Whoever is told for his own unit is told what that unit owes, also where another unit leads it.
        owing = unit if audience in {Audience.UNIT, Audience.LEADER} else owing
        kept.append(Line(obligation, owing, due_on, audience, step, person, role, unit))
    for part in in_parts(gone):
        Reminder.objects.filter(pk__in=part).update(dropped_at=now)
    if not kept:
        return None
    if not gone and context.get("day") == f"{on:{WRITTEN}}":
        return context
    return {**context, **contexts_of({kept[0].person: kept}, on=on)[kept[0].person]}


def _holdings(people: Collection[int], on: dt.date) -> set[tuple[int, int, str]]:
    rows = RoleHolding.objects.filter(in_force(on), user_id__in=people)
    return set(rows.order_by().values_list("user_id", "unit_id", "role"))
