"""Reminding of reports: one message a person a day, each step once; by hand; and what was handed in, gathered per day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.selectors.reminding import in_office_hours, next_office_moment
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.fields import WRITTEN
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.notices.models import Notice
from nhipcau.notices.services import Message, notify_many
from nhipcau.organisations.policies import Person
from nhipcau.reporting.models import Report, ReportCycle, ReportReminder
from nhipcau.reporting.policies import may_keep_cycle
from nhipcau.reporting.selectors.reminding import (
    OPEN,
    Line,
    contexts_of,
    handed_in_words,
    lines_due,
    lines_for,
    still_owed_lines,
)

DUE, BY_HAND, HANDED_IN = "reporting.due", "reporting.remind_now", "reporting.handed_in"
PEOPLE_AT_ONCE = 200
BATCH = 1000
LONGEST_TEXT = 1000


def remind_some(*, now: dt.datetime, most: int = PEOPLE_AT_ONCE) -> bool:
    """Tell the next people who have a report due and had no such message today; True where others wait.

    One transaction: messages and what each person was told stand there together or not at all. Accounts are locked in their
    order, so that of two workers one waits and then finds nothing left to say.
    """
    if not in_office_hours(now):
        return False
    on = day_of(now)
    keys = {person: f"{DUE}:{on:%Y-%m-%d}:{person}" for person in lines_due(on=on)}
    had = set(Notice.objects.filter(key__in=list(keys.values())).values_list("key", flat=True))
    waiting = sorted(person for person, key in keys.items() if key not in had)
    if not waiting:
        return False
    with transaction.atomic():
        people = waiting[:most]
        list(User.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
        had = set(
            Notice.objects.filter(key__in=[keys[each] for each in people]).values_list("key", flat=True)
        )
        lines = {
            person: own
            for person, own in lines_due(on=on).items()
            if person in people and keys[person] not in had
        }
        _tell(DUE, lines, {person: keys[person] for person in lines}, now=now)
    return len(waiting) > most


def tell_what_came_in(*, now: dt.datetime) -> None:
    """Tell the coordinating officers of receivers what was handed in on the days before, once a day; in office hours."""
    if not in_office_hours(now):
        return
    on = day_of(now)
    words = handed_in_words(HANDED_IN, on=on)
    recipients = User.objects.in_bulk(list(words))
    address = reverse("reporting:index")
    messages = [
        Message(recipients[person], context, f"{HANDED_IN}:{on:%Y-%m-%d}:{person}", address)
        for person, context in words.items()
    ]
    notify_many(kind=HANDED_IN, messages=messages, now=now)


def remind_units(
    *, user: Person, cycle: ReportCycle, reports: Collection[int], text: str, key: uuid.UUID, now: dt.datetime
) -> int:
    """Remind at once, with own words, whoever answers for these reports of a round; returns of how many somebody was told.

    `key` names the form: sent twice, it reminds once. A report that was handed in meanwhile, and one of which somebody was
    reminded by hand today, is left out.
    """
    on = day_of(now)
    if not may_keep_cycle(user, cycle, on=on) or not isinstance(user, User):
        raise PermissionDenied
    text = text.strip()
    if not text or len(text) > LONGEST_TEXT or not is_printable(text):
        raise Refused(UNPRINTABLE_TOLD if text and not is_printable(text) else _TEXT, code="text")
    with transaction.atomic():
        ReportCycle.objects.select_for_update().get(
            pk=cycle.pk
        )  # of two who remind at the same time one comes second
        if Notice.objects.filter(key__startswith=f"{BY_HAND}:{key}:").exists():
            return 0
        reminded = ReportReminder.objects.filter(told_on=on, step__isnull=True).values("report_id")
        rows = Report.objects.filter(OPEN, cycle=cycle, pk__in=list(reports)).exclude(pk__in=reminded)
        lines = lines_for(
            list(rows.select_related("cycle__keeper").order_by("unit__path")), on=on, by_hand=True
        )
        if not lines:
            raise Refused(_NOBODY, code="nobody")
        keys = {person: f"{BY_HAND}:{key}:{person}" for person in lines}
        more = {"text": text, "sender": str(user)}
        _tell(BY_HAND, lines, keys, now=now, more=more, ordered_by=user)
        told = {line.report for own in lines.values() for line in own}
        record(
            action="reporting.remind_units",
            user=user,
            target=cycle,
            data={"reports": len(told), "reason": text},
            now=now,
        )
    return len(told)


_TEXT = _("Write what you want to say, in at most 1,000 characters. Nobody was told yet.")
_NOBODY = _(
    "Nobody was told: of these nothing is owed any more, or everybody was reminded of it by hand today, or nobody answers for it."
)


def _tell(
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
    address = reverse("reporting:index")
    messages = [
        Message(recipients[person], {**contexts[person], **(more or {})}, keys[person], address)
        for person in lines
    ]
    notices = notify_many(kind=kind, messages=messages, now=now)
    rows = (
        ReportReminder(
            report_id=line.report, due_on=line.due_on, audience=line.audience, step=line.step, person_id=person,
            unit_id=line.unit, role=line.role, told_on=on, notice=notices[keys[person]], ordered_by=ordered_by,
        )
        for person, own in lines.items()
        for line in own
    )  # fmt: skip
    while part := list(islice(rows, BATCH)):
        ReportReminder.objects.bulk_create(part)


def still_due(
    key: str, context: Mapping[str, Any], now: dt.datetime
) -> Mapping[str, Any] | dt.datetime | None:
    """Asked before a reminder goes out: in office hours, and only what is still owed then."""
    return still_owed(key, context, now) if in_office_hours(now) else next_office_moment(now)


def still_owed(key: str, context: Mapping[str, Any], now: dt.datetime) -> Mapping[str, Any] | None:
    """What a reminder says at the moment it goes out; None where nothing of it is owed any more. What is left out is marked so."""
    on = day_of(now)
    kept, gone = still_owed_lines(key, on=on)
    ReportReminder.objects.filter(pk__in=gone).update(dropped_at=now)
    if not kept:
        return None
    if not gone and context.get("day") == f"{on:{WRITTEN}}":
        return context
    return {**context, **contexts_of({kept[0].person: kept}, on=on)[kept[0].person]}


def in_hours(key: str, context: Mapping[str, Any], now: dt.datetime) -> Mapping[str, Any] | dt.datetime:
    """Asked before a letter goes out: only in office hours."""
    return context if in_office_hours(now) else next_office_moment(now)
