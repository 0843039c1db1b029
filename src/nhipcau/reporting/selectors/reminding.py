"""Whom to remind of which report on a day. The rule of the plan and who answers for a unit are those of obligations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from nhipcau.accounts.models import Role, User
from nhipcau.delivery.models import Audience
from nhipcau.delivery.selectors.reminding import Holder, Rules, in_office_hours, responsible
from nhipcau.kernel.fields import WRITTEN
from nhipcau.kernel.validity import in_force
from nhipcau.notices.models import Notice
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.selectors.answering import looking_after
from nhipcau.reporting.models import COUNTED, Deed, Report, ReportDeed, ReportReminder, ReportState

OPEN = Q(cycle__closed_at__isnull=True) & ~Q(state__in=COUNTED)
NO_PLAN = 0
MOST_SHOWN = 40
Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One person is to be told of one report, in the role held on `unit`."""

    report: int
    cycle: int
    owing: int
    due_on: dt.date
    audience: str
    step: int | None
    person: int
    role: str
    unit: int


def open_reports(on: dt.date) -> QuerySet[Report]:
    """Reports that are owed and near enough to be told of on that day."""
    return Report.objects.filter(OPEN, cycle__due_on__lte=Rules(on).horizon).order_by(
        "cycle__due_on", "unit__path"
    )


def lines_for(reports: Sequence[Report], *, on: dt.date, by_hand: bool = False) -> dict[int, list[Line]]:
    """By person the lines of these reports (with their cycle and its keeper): eight queries, however many.

    Before and after the due day whoever answers for the unit's report: its officers, its leader where the report waits for him or the
    unit has no officer, for a consolidated report also the coordinating officer; then the leader; then the coordinating officers of
    the receiver, who are also told of units that have nobody.
    """
    rules, people = Rules(on), _Answering(reports, on)
    found: dict[int, list[Line]] = defaultdict(list)
    for report in reports:
        for audience, holders in people.of(report, by_hand=by_hand):
            plan = report.cycle.plan_id or NO_PLAN
            step = None if by_hand else rules.step(plan, audience, report.cycle.due_on)
            if step is None and not by_hand:
                continue
            for each in holders:
                found[each.person].append(
                    Line(
                        report.pk, report.cycle_id, report.unit_id, report.cycle.due_on, audience, step, each.person,
                        each.role, each.unit,
                    )
                )  # fmt: skip
    return found


class _Answering:
    """Who answers for reports of some units on a day."""

    def __init__(self, reports: Sequence[Report], on: dt.date) -> None:
        units = {report.unit_id for report in reports}
        gathering = {report.unit_id for report in reports if report.gathers_id}
        self._officers = responsible(units, on=on, roles=(Role.UNIT_OFFICER, Role.UNIT_LEADER))
        self._leaders = responsible(units, on=on, roles=(Role.UNIT_LEADER,))
        self._gatherers = responsible(
            gathering, on=on, roles=(Role.UNIT_OFFICER, Role.COORDINATOR, Role.UNIT_LEADER)
        )
        self._keepers = coordinators_above({report.cycle.keeper for report in reports}, on=on)

    def of(self, report: Report, *, by_hand: bool) -> Iterator[tuple[str, Sequence[Holder]]]:
        """(why, who) of one report."""
        unit = report.unit_id
        own = self._gatherers.get(unit) if report.gathers_id else self._officers.get(unit)
        if report.state == ReportState.SUBMITTED:
            own = self._leaders.get(unit) or own
        keepers = self._keepers.get(report.cycle.keeper_id, [])
        yield (Audience.UNIT, own) if own else (Audience.NOBODY, keepers)
        if not by_hand:
            yield Audience.LEADER, self._leaders.get(unit, [])
            yield Audience.COORDINATOR, keepers


def coordinators_above(units: Iterable[Unit], *, on: dt.date) -> dict[int, list[Holder]]:
    """Coordinating officers of each unit, else of the nearest unit above that has any: one query."""
    asked = list(units)
    found = looking_after([each.path for each in asked], on=on)
    return {each.pk: found[each.path] for each in asked if each.path in found}


def lines_due(*, on: dt.date) -> dict[int, list[Line]]:
    """What is to be told on a day and was not told yet, by person."""
    reports = list(open_reports(on).select_related("cycle__keeper"))
    told = set(
        ReportReminder.objects.filter(report__in=reports, step__isnull=False)
        .order_by()
        .values_list("report_id", "due_on", "audience", "step", "person_id")
    )
    found = {}
    for person, lines in lines_for(reports, on=on).items():
        fresh = [
            line
            for line in lines
            if (line.report, line.due_on, line.audience, line.step, line.person) not in told
        ]
        if fresh:
            found[person] = fresh
    return found


def reminding_waits(*, now: dt.datetime) -> bool:
    """Whether it is worth asking a worker: in office hours, and something is owed or was handed in."""
    if not in_office_hours(now):
        return False
    on = timezone.localdate(now)
    return (
        open_reports(on).exists()
        or ReportDeed.objects.filter(deed=Deed.SENT, at__gte=_morning(on, 7)).exists()
    )


def contexts_of(lines: Mapping[int, Sequence[Line]], *, on: dt.date) -> dict[int, Words]:
    """For each person what the wording is filled with."""
    keys = {line.report for own in lines.values() for line in own}
    rows = Report.objects.filter(pk__in=keys).order_by()
    shown = {pk: (title, unit) for pk, title, unit in rows.values_list("pk", "cycle__title", "unit__name")}
    people = User.objects.in_bulk(list(lines))
    said = {}
    for person, own in lines.items():
        groups = _grouped(own, on)
        words: Words = {
            "name": str(people[person]),
            "day": f"{on:{WRITTEN}}",
            "count": len({line.report for line in own}),
            "list": reverse("reporting:index"),
        }
        for name, rows_of in groups.items():
            words[name] = [_line(line, shown) for line in rows_of[:MOST_SHOWN]]
            words[f"{name}_count"] = len(rows_of)
            words[f"{name}_more"] = max(0, len(rows_of) - MOST_SHOWN)
        said[person] = words
    return said


def _grouped(lines: Sequence[Line], on: dt.date) -> dict[str, list[Line]]:
    """Nothing twice: one report stands in the first group that it belongs to."""
    groups: dict[str, list[Line]] = {
        name: [] for name in ("late", "today", "soon", "leader", "units", "nobody")
    }
    own = {Audience.LEADER: "leader", Audience.COORDINATOR: "units", Audience.NOBODY: "nobody"}
    taken: set[int] = set()
    for line in sorted(lines, key=lambda each: (each.audience == Audience.UNIT, each.due_on, each.report)):
        if line.report in taken:
            continue
        taken.add(line.report)
        usual = "late" if line.due_on < on else "today" if line.due_on == on else "soon"
        groups[own.get(Audience(line.audience), usual)].append(line)
    return groups


def _line(line: Line, shown: Mapping[int, tuple[str, str]]) -> Words:
    title, unit = shown.get(line.report, ("", ""))
    return {
        "report": title,
        "unit": unit,
        "due": f"{line.due_on:{WRITTEN}}",
        "link": reverse("reporting:report", args=[line.report]),
    }


def still_owed_lines(key: str, *, on: dt.date) -> tuple[list[Line], list[int]]:
    """(what a message told that is owed still by whoever was told, keys of the rows that are not)."""
    rows = ReportReminder.objects.filter(notice__key=key, dropped_at__isnull=True).select_related(
        "report__cycle"
    )
    told = list(rows.order_by("due_on", "report_id"))
    held = set(
        RoleHolding.objects.filter(in_force(on), user_id__in={row.person_id for row in told})
        .order_by()
        .values_list("user_id", "unit_id", "role")
    )
    kept, gone = [], []
    for row in told:
        cycle = row.report.cycle
        is_owed = row.report.state not in COUNTED and cycle.closed_at is None and cycle.due_on == row.due_on
        if is_owed and (row.person_id, row.unit_id, row.role) in held:
            kept.append(
                Line(
                    row.report_id, cycle.pk, row.report.unit_id, row.due_on, row.audience, row.step, row.person_id,
                    row.role, row.unit_id,
                )
            )  # fmt: skip
        else:
            gone.append(row.pk)
    return kept, gone


def handed_in_words(kind: str, *, on: dt.date) -> dict[int, Words]:
    """For each coordinating officer of a receiver what was handed in since he was last told, at most a week back, up to last midnight."""
    until = _morning(on, 0)
    deeds = ReportDeed.objects.filter(
        deed=Deed.SENT, at__gte=_morning(on, 7), at__lt=until, report__state__in=COUNTED
    )
    rows = list(deeds.select_related("report__cycle__keeper", "report__unit").order_by("at", "pk"))
    keepers = coordinators_above({row.report.cycle.keeper for row in rows}, on=on)
    last = _last_told(kind, {each.person for holders in keepers.values() for each in holders})
    found: dict[int, dict[int, Words]] = defaultdict(dict)
    for row in rows:
        report = row.report
        for each in keepers.get(report.cycle.keeper_id, []):
            since = last.get(each.person)
            if since is not None and row.at < _morning(timezone.localdate(since), 0):
                continue
            found[each.person][report.pk] = {
                "unit": report.unit.name,
                "report": report.cycle.title,
                "day": f"{timezone.localdate(row.at):{WRITTEN}}",
                "link": reverse("reporting:report", args=[report.pk]),
            }
    people = User.objects.in_bulk(list(found))
    return {
        person: {
            "name": str(people[person]),
            "day": f"{on:{WRITTEN}}",
            "count": len(own),
            "reports": list(own.values())[:MOST_SHOWN],
            "more": max(0, len(own) - MOST_SHOWN),
            "list": reverse("reporting:index"),
        }
        for person, own in found.items()
    }


def _last_told(kind: str, people: Collection[int]) -> dict[int, dt.datetime]:
    rows = Notice.objects.filter(kind=kind, recipient__in=people).order_by().values_list("recipient")
    return dict(rows.annotate(last=Max("created_at")))


def _morning(on: dt.date, days_before: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on - dt.timedelta(days=days_before), dt.time()))
