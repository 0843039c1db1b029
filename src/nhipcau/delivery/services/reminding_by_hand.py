"""What people do about reminders: change the rule of a plan, and remind at once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import UNMARKED, Audience, Obligation, ObligationShare, Reminder, ReminderRule
from nhipcau.delivery.policies import KEEPERS, keeps
from nhipcau.delivery.selectors.reminding import Line, coordinators_of_plans
from nhipcau.delivery.services.locking import lock_obligations
from nhipcau.delivery.services.reminding import BY_HAND, tell_lines
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.printable import UNPRINTABLE_TOLD, is_printable
from nhipcau.notices.models import Notice
from nhipcau.organisations.policies import Person, roles_of
from nhipcau.organisations.selectors.answering import Holder, responsible
from nhipcau.plans.models import Plan

MOST_AT_ONCE = 500
LONGEST_TEXT = 1000
FARTHEST, MOST_STEPS = 60, 6


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of it: obligations that somebody was told of, people told, and obligations left out."""

    obligations: int
    people: int
    left_out: int


def save_rule(
    *,
    user: Person,
    plan: Plan,
    is_on: bool,
    before: Sequence[int],
    after: Sequence[int],
    leader_after: int | None,
    coordinator_after: int | None,
    seen: dt.datetime | None,
    now: dt.datetime,
) -> ReminderRule:
    """Say when reminders of a plan go out. `seen` is when the rule on the screen was changed (None: the defaults stood there)."""
    if not roles_of(user, on=day_of(now)).cover(plan.unit, KEEPERS):
        raise PermissionDenied
    if len(before) > MOST_STEPS or len(after) > MOST_STEPS:
        raise Refused(
            _("At most six reminders before and six after the due day. Nothing was saved."), code="many"
        )
    days = [*before, *after, *(day for day in (leader_after, coordinator_after) if day is not None)]
    if any(not 0 <= day <= FARTHEST for day in days) or 0 in {*after, leader_after, coordinator_after}:
        raise Refused(
            _("Give working days from 1 to 60; “0” among the days before is the due day. Nothing was saved."),
            code="days",
        )
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=plan.pk)  # one after the other, also for the first rule
        rule = ReminderRule.objects.filter(plan=plan).first() or ReminderRule(plan=plan)
        if rule.changed_at != seen:
            raise Outdated
        rule.is_on, rule.leader_after, rule.coordinator_after = is_on, leader_after, coordinator_after
        rule.before, rule.after = sorted(set(before), reverse=True), sorted(set(after))
        rule.changed_at = now
        rule.save()
        data = {"before": rule.before, "after": rule.after, "is_on": is_on}
        record(action="delivery.reminder_rule", user=user, target=plan, data=data, now=now)
    return rule


def remind_now(
    *, user: Person, obligations: Collection[int], text: str, key: uuid.UUID, now: dt.datetime
) -> Reminded:
    """Remind at once, with an own text, whoever answers for what is still owed; an obligation at most once a day.

    `key` names the form: sent twice, it reminds once; sent again with another text, it is refused. Only what the user keeps is told of; the rest is left out.
    """
    if not isinstance(user, User):
        raise PermissionDenied
    text = text.strip()
    if not text or len(text) > LONGEST_TEXT or not is_printable(text):
        raise Refused(UNPRINTABLE_TOLD if text and not is_printable(text) else _TEXT, code="text")
    if len(obligations) > MOST_AT_ONCE:
        raise Refused(
            _("Remind of at most 500 obligations at once: narrow the list. Nobody was told."), code="many"
        )
    on = day_of(now)
    with transaction.atomic():
        rows = list(_kept(user, obligations, on))
        reminded_today = set(
            Reminder.objects.filter(obligation__in=rows, step__isnull=True, told_on=on).values_list(
                "obligation_id", flat=True
            )
        )
        sent = Notice.objects.filter(key__startswith=f"{BY_HAND}:{key}:").first()
        if sent is not None and sent.context.get("text") == text:
            return Reminded(0, 0, 0)
        if sent is not None:
            raise Refused(_ANOTHER_TEXT, code="another-text")
        fresh = [row for row in rows if row.pk not in reminded_today]
        if rows and not fresh:
            raise Refused(_TODAY, code="today")
        lines = _lines(fresh, on)
        if not lines:
            raise Refused(_NOBODY, code="nobody")
        keys = {person: f"{BY_HAND}:{key}:{person}" for person in lines}
        tell_lines(
            BY_HAND, lines, keys, now=now, more={"text": text, "sender": str(user)}, ordered_by=user
        )  # fmt: skip
        told = {line.obligation for own in lines.values() for line in own}
        for row in fresh:
            if row.pk in told:
                record(action="delivery.remind_now", user=user, target=row, data={"reason": text}, now=now)
    return Reminded(len(told), len(lines), len(obligations) - len(told))


_TEXT = _("Write what you want to say, in at most 1,000 characters. Nobody was told yet.")
_ANOTHER_TEXT = _(
    "This form was sent before with another text, and people were told that one. Nobody was told the new text: open the page again to send it."
)
_TODAY = _(
    "All of it was reminded of by hand today already. Nobody was told again: remind again on another day, or call."
)
_NOBODY = _("Nobody was told: of these nothing is owed any more, or nobody answers for it.")


def _kept(user: Person, obligations: Collection[int], on: dt.date) -> Sequence[Obligation]:
    """Those still owed that the user keeps, locked: of two who remind at the same time one comes second."""
    roles = roles_of(user, on=on)
    lock_obligations(obligations)
    rows = (
        Obligation.objects.filter(UNMARKED, pk__in=list(obligations))
        .select_related("unit", "plan__unit")
        .order_by("due_on", "pk")
    )
    kept = [row for row in rows if keeps(roles, row)]
    if obligations and not kept and not roles.names & KEEPERS:
        raise PermissionDenied
    return kept


def _lines(rows: Sequence[Obligation], on: dt.date) -> dict[int, list[Line]]:
    """Whom to tell of what: as the rule would, at no step."""
    owing: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        owing[row.pk].append(row.unit_id)
    for pk, unit in ObligationShare.objects.filter(obligation__in=rows).values_list(
        "obligation_id", "unit_id"
    ):
        owing[pk].append(unit)
    units = {unit for each in owing.values() for unit in each}
    holders = responsible(units, on=on)
    coordinators = coordinators_of_plans(on=on)
    found: dict[int, dict[int, Line]] = defaultdict(dict)
    for row in rows:
        for unit in owing[row.pk]:
            told: list[tuple[str, Holder]] = [(Audience.UNIT, each) for each in holders.get(unit, [])]
            told = told or [(Audience.NOBODY, each) for each in coordinators.get(row.plan_id, [])]
            for audience, each in told:
                line = Line(row.pk, unit, row.due_on, audience, None, each.person, each.role, each.unit)
                found[each.person].setdefault(row.pk, line)
    return {person: list(lines.values()) for person, lines in found.items()}
