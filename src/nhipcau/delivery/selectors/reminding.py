"""Whom to remind of what on a day: rules, who answers for which unit, and the lines that are due. Everything for many people at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from nhipcau.accounts.models import Role
from nhipcau.delivery.models import UNMARKED, Audience, Obligation, ObligationShare, Reminder, ReminderRule
from nhipcau.delivery.models.obligation import MARKS
from nhipcau.delivery.models.reminder import AFTER, BEFORE, COORDINATOR_AFTER, LEADER_AFTER
from nhipcau.kernel.parts import in_parts
from nhipcau.kernel.working_days import ONE_DAY, is_working_day, working_day_after, working_days_between
from nhipcau.organisations.selectors.answering import (
    Holder as Holder,
)
from nhipcau.organisations.selectors.answering import (
    holding,
    looking_after,
    nobody_answers,
)
from nhipcau.organisations.selectors.answering import (
    responsible as responsible,
)
from nhipcau.plans.models import Plan

OPENS, CLOSES = dt.time(7, 30), dt.time(17, 0)
AFTERNOON = dt.time(13, 30)
TOLD = (Role.UNIT_OFFICER, Role.UNIT_LEADER, Role.COORDINATOR)
OF_OBLIGATION_UNMARKED = Q(**{f"obligation__{mark}__isnull": True for mark in MARKS})


def in_office_hours(now: dt.datetime) -> bool:
    """07:30 to 17:00 on working days."""
    local = timezone.localtime(now)
    return OPENS <= local.time() < CLOSES and is_working_day(local.date())


def next_office_moment(now: dt.datetime) -> dt.datetime:
    """`now` within office hours, else the next moment at which they begin."""
    if in_office_hours(now):
        return now
    local = timezone.localtime(now)
    day = local.date() if local.time() < OPENS else local.date() + ONE_DAY
    while not is_working_day(day):
        day += ONE_DAY
    return timezone.make_aware(dt.datetime.combine(day, OPENS))


def round_begins(now: dt.datetime) -> dt.datetime | None:
    """When the round under way at `now` began: at 07:30 or 13:30; None outside office hours.

    The second round reaches those who had nothing in the morning and something since, as after a plan was adopted.
    """
    if not in_office_hours(now):
        return None
    local = timezone.localtime(now)
    begins = AFTERNOON if local.time() >= AFTERNOON else OPENS
    return timezone.make_aware(dt.datetime.combine(local.date(), begins))


def week_begins(now: dt.datetime) -> dt.datetime | None:
    """07:30 on the first working day of the week, on that day and, where nobody was there to do it, the next; else None."""
    if not in_office_hours(now):
        return None
    on = timezone.localtime(now).date()
    day = on - dt.timedelta(days=on.weekday())
    while not is_working_day(day):
        day += ONE_DAY
    if day > on or working_days_between(day, on) > 1:
        return None
    return timezone.make_aware(dt.datetime.combine(day, OPENS))


@dataclass(frozen=True, slots=True)
class Steps:
    """A rule of reminders: working days from the due day, before it negative."""

    unit: tuple[int, ...]
    leader: int | None
    coordinator: int | None

    @classmethod
    def of(cls, rule: ReminderRule | None) -> Steps:
        """The steps of a plan's rule; the defaults where it has none, no steps where it is off."""
        if rule is None:
            return cls(tuple(sorted([*(-day for day in BEFORE), *AFTER])), LEADER_AFTER, COORDINATOR_AFTER)
        if not rule.is_on:
            return cls((), None, None)
        days = {*(-day for day in rule.before), *rule.after}
        return cls(tuple(sorted(days)), rule.leader_after, rule.coordinator_after)

    def step(self, audience: str, reached: int) -> int | None:
        """The latest step that has come, `reached` working days after the due day; earlier ones are not made up for."""
        if audience == Audience.LEADER:
            return self.leader if self.leader is not None and reached >= self.leader else None
        if audience == Audience.COORDINATOR:
            return self.coordinator if self.coordinator is not None and reached >= self.coordinator else None
        return max((step for step in self.unit if step <= reached), default=None)


class Rules:
    """The rules of all plans on one day: one query."""

    def __init__(self, on: dt.date) -> None:
        self.on = on
        self._own = {rule.plan_id: Steps.of(rule) for rule in ReminderRule.objects.all()}
        self._default = Steps.of(None)
        self._reached: dict[dt.date, int] = {}
        first = min(
            (steps.unit[0] for steps in [self._default, *self._own.values()] if steps.unit), default=0
        )
        # The last day on which something may be due that is told of today: days off before a due day belong to it.
        self.horizon = working_day_after(on, max(0, -first) + 1) - ONE_DAY

    def step(self, plan: int, audience: str, due_on: dt.date) -> int | None:
        """The step that an obligation of that plan has come to."""
        reached = self._reached.get(due_on)
        if reached is None:
            reached = self._reached[due_on] = working_days_between(due_on, self.on)
        return self._own.get(plan, self._default).step(audience, reached)


@dataclass
class Duties:
    """Who of some people is told for which unit or plan."""

    of_unit: dict[int, list[Holder]] = field(default_factory=dict)
    led: dict[int, list[Holder]] = field(default_factory=dict)
    of_plan: dict[int, list[Holder]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One person is to be told of one obligation. `owing` is the unit that owes it, `unit` the one on which the person holds `role`."""

    obligation: int
    owing: int
    due_on: dt.date
    audience: str
    step: int | None
    person: int
    role: str
    unit: int


def next_people(*, on: dt.date, after: int, most: int) -> list[int]:
    """The next accounts, by key, of people who may have to be told something."""
    held = holding(TOLD, on=on).filter(user_id__gt=after)
    return list(held.order_by("user_id").values_list("user_id", flat=True).distinct()[:most])


def duties_of(people: Collection[int], *, on: dt.date) -> Duties:
    """For which units and plans each of `people` is told."""
    wanted = frozenset(people)
    own = holding(TOLD, on=on).filter(user_id__in=wanted)
    units = own.exclude(role=Role.COORDINATOR).values_list("unit_id", flat=True)
    officers = responsible(units, on=on)
    leaders = responsible(units, on=on, roles=(Role.UNIT_LEADER,))
    duties = Duties(of_unit=_only(officers, wanted), led=_only(leaders, wanted))
    if own.filter(role=Role.COORDINATOR).exists():
        duties.of_plan = _only(coordinators_of_plans(on=on), wanted)
    return duties


def coordinators_of_plans(*, on: dt.date) -> dict[int, list[Holder]]:
    """Who looks after each plan."""
    paths = dict(Plan.objects.order_by().values_list("pk", "unit__path"))
    found = looking_after(paths.values(), on=on)
    return {plan: found[path] for plan, path in paths.items() if path in found}


def _only(holders: dict[int, list[Holder]], people: frozenset[int]) -> dict[int, list[Holder]]:
    kept = {key: [each for each in of if each.person in people] for key, of in holders.items()}
    return {key: of for key, of in kept.items() if of}


def lines_due(people: Collection[int], *, on: dt.date) -> dict[int, list[Line]]:
    """What each of `people` is to be told today and was not told yet, by person, the longest due first."""
    rules, duties = Rules(on), duties_of(people, on=on)
    told = _told(people)
    found: dict[int, list[Line]] = defaultdict(list)
    for line in _candidates(rules, duties):
        if (line.obligation, line.due_on, line.audience, line.step, line.person) not in told:
            found[line.person].append(line)
    for lines in found.values():
        lines.sort(key=lambda line: (line.due_on, line.obligation))
    return found


def _told(people: Collection[int]) -> set[tuple[int, dt.date, str, int | None, int]]:
    rows = Reminder.objects.filter(OF_OBLIGATION_UNMARKED, person_id__in=people, step__isnull=False)
    return set(
        rows.order_by().values_list("obligation_id", "due_on", "audience", "step", "person_id").iterator()
    )


def _candidates(rules: Rules, duties: Duties) -> Iterator[Line]:
    units = duties.of_unit.keys() | duties.led.keys()
    for pk, plan, owing, due_on in _owed_by(units, rules.horizon):
        yield from _lines(rules, Audience.UNIT, duties.of_unit.get(owing, ()), pk, plan, owing, due_on)
        yield from _lines(rules, Audience.LEADER, duties.led.get(owing, ()), pk, plan, owing, due_on)
    if not duties.of_plan:
        return
    for part in in_parts(sorted(duties.of_plan)):
        of_plans = Obligation.objects.filter(UNMARKED, plan_id__in=part).order_by()
        late = of_plans.filter(due_on__lt=rules.on)
        for row in late.values_list("pk", "plan_id", "unit_id", "due_on").iterator():
            yield from _lines(rules, Audience.COORDINATOR, duties.of_plan[row[1]], *row)
        alone = of_plans.filter(nobody_answers("unit_id", on=rules.on), due_on__lte=rules.horizon)
        for row in alone.values_list("pk", "plan_id", "unit_id", "due_on").iterator():
            yield from _lines(rules, Audience.NOBODY, duties.of_plan[row[1]], *row)


def _owed_by(units: Collection[int], horizon: dt.date) -> Iterator[tuple[int, int, int, dt.date]]:
    """(obligation, plan, unit that owes, due day) for the units themselves, and where they share what another leads."""
    for part in in_parts(sorted(units)):
        own = Obligation.objects.filter(UNMARKED, unit_id__in=part, due_on__lte=horizon).order_by()
        yield from own.values_list("pk", "plan_id", "unit_id", "due_on").iterator()
        shared = ObligationShare.objects.filter(
            OF_OBLIGATION_UNMARKED, unit_id__in=part, obligation__due_on__lte=horizon
        ).order_by()
        yield from shared.values_list(
            "obligation_id", "obligation__plan_id", "unit_id", "obligation__due_on"
        ).iterator()


def _lines(
    rules: Rules, audience: str, holders: Iterable[Holder], pk: int, plan: int, owing: int, due_on: dt.date
) -> Iterator[Line]:
    step = rules.step(plan, audience, due_on) if holders else None
    if step is not None:
        for each in holders:
            yield Line(pk, owing, due_on, audience, step, each.person, each.role, each.unit)
