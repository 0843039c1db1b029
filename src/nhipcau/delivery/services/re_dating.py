"""What is open follows the rule that gave it its day: the office calendar, and the plan's reporting dates."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet, Subquery
from django.utils.translation import gettext, override

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.delivery.models import Obligation, ObligationShare
from nhipcau.delivery.services.expansion import ongoing
from nhipcau.delivery.services.locking import lock_obligations
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.parts import in_parts
from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Plan, ReportingDate, ScheduleKind, when_to_answer

BATCH = 500
OUT_OF_THE_WAY = 10_000  # beyond every ordinal
STILL_OPEN = Q(met_on__isnull=True, excused_on__isnull=True, cancelled_on__isnull=True)
# Dates as a person printed them hold, whatever the calendar says.
BY_RULE = ~Q(schedule__kind=ScheduleKind.BY) | Q(schedule__isnull=True)

Values = tuple[tuple[str, object], ...]


def follow_office_days(*, years: frozenset[int], user: Person, now: dt.datetime) -> int:
    """Move what is open to the last working day of its period, as the calendar is now; returns how many days moved.

    What is due on a printed date, on a reporting date or on a day that was granted stays, and so does what is met.
    """
    near = years | {
        year + 1 for year in years
    }  # a day off at the end of a year moves what ends with the days after it
    open_ones = Obligation.objects.filter(
        STILL_OPEN,
        BY_RULE,
        original_due_on__isnull=True,
        reporting_date__isnull=True,
        period_to__year__in=near,
    )
    with transaction.atomic():
        moved: Counter[int] = Counter()
        stretches = open_ones.order_by().values_list("plan", "period_from", "period_to", "due_on").distinct()
        for plan, first, last, due in list(stretches):
            right = when_to_answer(first, last)
            if right != due:
                rows = open_ones.filter(plan=plan, period_from=first, period_to=last, due_on=due)
                moved[plan] += _update(rows, due_on=right)
        for plan_of in Plan.objects.filter(pk__in=list(moved)).order_by("pk"):
            told = {"obligations": moved[plan_of.pk], "years": sorted(years)}
            record(action="delivery.re_date", user=user, target=plan_of, data=told, now=now)
    return sum(moved.values())


def _update(rows: QuerySet[Obligation], **values: object) -> int:
    # The condition joins the schedule, which an update cannot: the database takes the keys.
    return Obligation.objects.filter(pk__in=rows.order_by().values("pk")).update(**values)


@dataclass
class _Changes:
    """What becomes of the rows of a plan, gathered so that rows that change alike change in one statement."""

    values: dict[int, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))
    new: list[tuple[Obligation, Obligation]] = field(default_factory=list)  # the row, and one of its unit
    cancelled: int = 0

    def set(self, row: Obligation, **values: object) -> None:
        """Only what differs."""
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                self.values[row.pk][name] = value

    def alike(self) -> dict[Values, list[int]]:
        """Rows by what they become."""
        groups: dict[Values, list[int]] = defaultdict(list)
        for pk, values in self.values.items():
            groups[tuple(sorted(values.items(), key=lambda each: each[0]))].append(pk)
        return groups


def follow_reporting_dates(*, plan: Plan, user: Person, now: dt.datetime) -> int:
    """Let ongoing work be owed on the plan's reporting dates as they are now; returns how many obligations changed or are new.

    What is met or signed stays as it was, with the date it was for. What is open moves with its date; where a date was taken out, what
    was open for it goes over to one that has nobody yet, or is cancelled.
    """
    dates = list(ReportingDate.objects.filter(plan=plan).order_by("due_on", "pk"))
    with transaction.atomic():
        latest = plan.versions.order_by("-ordinal").values("pk")[:1]
        owed = Obligation.objects.filter(ongoing(), plan=plan, task__version=Subquery(latest))
        lock_obligations(owed.order_by().values_list("pk", flat=True))
        rows = Obligation.objects.filter(pk__in=owed.values("pk")).order_by(
            "task_id", "schedule_id", "unit_id", "ordinal"
        )
        changes = _Changes()
        for _key, group in groupby(rows, key=lambda row: (row.task_id, row.schedule_id, row.unit_id)):
            _follow(plan, list(group), dates, changes, user, now)
        return _write(plan, changes, user, now)


def _follow(
    plan: Plan, rows: list[Obligation], dates: Sequence[ReportingDate], changes: _Changes, user: Person, now: dt.datetime
) -> None:  # fmt: skip
    """The rows of one unit and task."""
    live = [row for row in rows if row.cancelled_on is None]
    if not live:  # owed together with another unit, or dropped
        return
    spare = [row for row in live if row.reporting_date_id is None]
    movable = [row for row in spare if _moves(row)]
    by_date = {row.reporting_date_id: row for row in live if row.reporting_date_id is not None}
    if not dates and not movable and any(row.period_to == plan.period_to for row in spare):
        _number(rows, changes)
        return
    days: Sequence[ReportingDate | None] = dates or [None]
    for wanted in days:
        row = by_date.get(wanted.pk) if wanted else None
        if row is None and movable:
            row = movable.pop(0)
        if row is None:
            row = _copy_of(live[0])
            changes.new.append((row, live[0]))
            rows.append(row)
        if _moves(row):
            _date(row, plan, wanted, changes)
    with override(settings.LANGUAGE_CODE):  # everybody reads it, whatever the keeper's language
        reason = gettext("The reporting date was taken out of the plan.")
    for row in movable:
        changes.set(
            row, cancelled_on=day_of(now), paused_on=None, reason=reason,
            signed_by_id=user.pk, signed_at=now, signed_position=user.position if isinstance(user, User) else "",
        )  # fmt: skip
        changes.cancelled += 1
    _number(rows, changes)


def _moves(row: Obligation) -> bool:
    return row.met_on is None and row.excused_on is None and row.cancelled_on is None


def _date(row: Obligation, plan: Plan, wanted: ReportingDate | None, changes: _Changes) -> None:
    """Give an open row its date; a day that was granted holds as long as it is the later one."""
    first, last = (wanted.period_from, wanted.period_to) if wanted else (plan.period_from, plan.period_to)
    due = wanted.due_on if wanted else when_to_answer(first, last)
    values: dict[str, object] = {
        "reporting_date_id": wanted.pk if wanted else None, "period_from": first, "period_to": last, "due_on": due,
    }  # fmt: skip
    if row.original_due_on is not None:
        granted = row.due_on
        values |= {"due_on": max(due, granted), "original_due_on": due if granted > due else None}
    if row.pk is None:
        for name, value in values.items():
            setattr(row, name, value)
    else:
        changes.set(row, **values)


def _copy_of(row: Obligation) -> Obligation:
    return Obligation(
        plan_id=row.plan_id, task_id=row.task_id, schedule_id=row.schedule_id, unit_id=row.unit_id,
        quota_min=row.quota_min, quota_max=row.quota_max,
    )  # fmt: skip


def _number(rows: Iterable[Obligation], changes: _Changes) -> None:
    """Count the rows by day; what was cancelled comes last."""
    in_order = sorted(rows, key=lambda row: (row.cancelled_on is not None, row.due_on, row.pk or 0))
    live = sum(row.cancelled_on is None for row in in_order)
    for number, row in enumerate(in_order, start=1):
        if row.pk is None:
            row.ordinal, row.ordinals = number, max(live, number)
        elif row.ordinal != number:
            row.ordinal, row.ordinals = number, max(live, number)
            changes.values[row.pk] |= {"ordinal": row.ordinal, "ordinals": row.ordinals}
        else:
            changes.set(row, ordinals=max(live, number))


def _write(plan: Plan, changes: _Changes, user: Person, now: dt.datetime) -> int:
    if not changes.values and not changes.new:
        return 0
    numbered = [pk for pk, values in changes.values.items() if "ordinal" in values]
    for some in in_parts(numbered):  # no two rows of a unit bear one number, not even for a moment
        Obligation.objects.filter(pk__in=some).update(
            ordinal=F("ordinal") + OUT_OF_THE_WAY, ordinals=F("ordinals") + OUT_OF_THE_WAY
        )
    for values, keys in changes.alike().items():
        for some in in_parts(keys):
            Obligation.objects.filter(pk__in=some).update(**dict(values))
    made = Obligation.objects.bulk_create([row for row, _like in changes.new], batch_size=BATCH)
    _copy_shares(dict(zip((row.pk for row in made), (like.pk for _row, like in changes.new), strict=True)))
    told = {"changed": len(changes.values), "new": len(changes.new), "cancelled": changes.cancelled}
    record(action="delivery.follow_reporting_dates", user=user, target=plan, data=told, now=now)
    return len(changes.values) + len(changes.new)


def _copy_shares(like: dict[int, int]) -> None:
    """New rows are owed together with the units that owe their likes."""
    others: dict[int, list[int]] = defaultdict(list)
    for some in in_parts(sorted(set(like.values()))):
        for pk, unit in ObligationShare.objects.filter(obligation__in=some).values_list(
            "obligation_id", "unit_id"
        ):
            others[pk].append(unit)
    ObligationShare.objects.bulk_create(
        ObligationShare(obligation_id=new, unit_id=unit) for new, old in like.items() for unit in others[old]
    )
