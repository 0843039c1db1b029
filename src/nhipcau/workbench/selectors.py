"""What the home page shows: one person's work, and how things stand in what he looks after."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.budget.selectors.waiting import Item, waiting_for
from nhipcau.delivery.models import Obligation, State
from nhipcau.delivery.policies import does_own_work, follows_others
from nhipcau.delivery.selectors import (
    Counts,
    PlanProgress,
    Scope,
    UnitLate,
    countable,
    counts,
    counts_of,
    next_owed,
    progress_of_plans,
    seen_by,
    tallies,
    units_most_late,
)
from nhipcau.organisations.policies import Person, Roles
from nhipcau.plans.models import Intake, IntakeState, Mention, Plan, Task
from nhipcau.plans.policies import visible_intakes, visible_plans
from nhipcau.plans.selectors.commemorations import Occurrence, coming
from nhipcau.plans.selectors.talk import unseen_mentions
from nhipcau.reporting.models import WRITABLE, Report, ReportCycle
from nhipcau.reporting.selectors.cycles import cycles_kept, own_reports, reports_to_approve

NEXT = 8
BESIDE = 5
GATHERED = 60  # rows among which those of the same task are told as one
LATELY = 10
ANNIVERSARIES = 3
REPORTS = 4
ROUNDS = 3
MENTIONS = 3  # shown in full; the others are counted
LOOKED_THROUGH = 300  # log entries among which the latest that a person may see are sought
WAITING = (IntakeState.REVIEW, IntakeState.FAILED, IntakeState.READING, IntakeState.QUEUED)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done lately, and to what."""

    at: dt.datetime
    by: str
    message: str
    about: str
    address: str


@dataclass(slots=True)
class Home:
    """Everything on the home page. A part that a person has no use for is None or empty."""

    own: Counts | None = None
    next_own: list[Obligation] = field(default_factory=list)
    beside: list[Obligation] = field(default_factory=list)
    all: Counts | None = None
    plans: list[PlanProgress] = field(default_factory=list)
    late_units: list[UnitLate] = field(default_factory=list)
    intakes: list[Intake] = field(default_factory=list)
    lately: list[Happening] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    unseen: int = 0
    anniversaries: list[Occurrence] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    to_approve: list[Report] = field(default_factory=list)
    rounds: list[ReportCycle] = field(default_factory=list)
    money: list[Item] = field(default_factory=list)


def home_of(user: Person, roles: Roles, *, on: dt.date) -> Home:
    """The home page of this person: a fixed number of queries."""
    home = Home(lately=happened_lately(roles), intakes=list(waiting_intakes(roles)[:5]))
    home.anniversaries = coming(on=on)[:ANNIVERSARIES] if roles else []
    home.mentions = list(unseen_mentions(user, on=on)[:MENTIONS])
    home.unseen = len(home.mentions)
    if home.unseen == MENTIONS:
        home.unseen = unseen_mentions(user, on=on).count()
    home.reports = list(own_reports(roles).filter(state__in=WRITABLE, cycle__closed_at=None)[:REPORTS])
    home.to_approve = list(reports_to_approve(roles)[:REPORTS])
    home.rounds = rounds_under_way(roles)
    home.money = waiting_for(roles, on=on)[:REPORTS]
    if does_own_work(roles):
        home.own = counts(seen_by(roles, Scope.OWN), on=on)
        home.next_own = list(next_owed(roles, Scope.OWN, on=on, most=NEXT))
        home.beside = beside(roles, on=on)
    if follows_others(roles) or not does_own_work(roles):
        found = tallies(countable(roles), "plan_id", "unit_id", on=on)
        home.all = counts_of(found)
        home.plans = progress_of_plans(found)
        home.late_units = units_most_late(found)
    return home


def rounds_under_way(roles: Roles) -> list[ReportCycle]:
    """The rounds of reports that this person follows and in which something is still awaited or to be decided on; the next due first."""
    kept = cycles_kept(roles).filter(closed_at=None)
    open_ones = kept.filter(Q(handed_in__lt=F("asked")) | Q(waiting__gt=0))
    return list(open_ones.order_by("due_on", "pk")[:ROUNDS])


def beside(roles: Roles, *, on: dt.date) -> list[Obligation]:
    """What other units owe late or soon, that theirs coordinate: a row for each task of a unit, with how often as `alike`."""
    rows: dict[tuple[int, int], Obligation] = {}
    often: Counter[tuple[int, int]] = Counter()
    for row in next_owed(roles, Scope.COOP, on=on, most=GATHERED):
        if row.state(on) in {State.OVERDUE, State.DUE_TODAY, State.DUE_SOON}:
            rows.setdefault((row.task_id, row.unit_id), row)
            often[row.task_id, row.unit_id] += row.state(on) == State.OVERDUE
    for key, row in rows.items():
        row.alike = often[key]  # type: ignore[attr-defined]
    return list(rows.values())[:BESIDE]


def waiting_intakes(roles: Roles) -> QuerySet[Intake]:
    """Plans on their way in that wait for somebody, the latest first."""
    rows = Intake.objects.filter(visible_intakes(roles), state__in=WAITING)
    return (
        rows.select_related("file", "unit")
        .defer("lines", "reading", "findings", "notes")
        .order_by("-created_at", "-pk")
    )


def happened_lately(roles: Roles, *, most: int = LATELY) -> list[Happening]:
    """The latest entries of the log about plans and what is owed, as far as this person may see them."""
    types = ContentType.objects.get_for_models(Obligation, Plan, Task)
    entries = list(
        ModelLogEntry.objects.filter(content_type__in=types.values()).order_by("-timestamp", "-pk")
        .values_list("pk", "content_type_id", "object_id")[:LOOKED_THROUGH]
    )  # fmt: skip
    owed, plans = types[Obligation], types[Plan]
    seen: dict[tuple[int, str], tuple[str, str]] = {}
    rows = seen_by(roles).filter(pk__in=_ids(entries, owed.pk))
    for pk, text, unit in rows.values_list("pk", "task__text", "unit__name"):
        seen[owed.pk, str(pk)] = (f"{unit}: {text}", reverse("delivery:obligation", args=[pk]))
    for pk, title in Plan.objects.filter(visible_plans(roles), pk__in=_ids(entries, plans.pk)).values_list(
        "pk", "title"
    ):
        seen[plans.pk, str(pk)] = (title, reverse("plans:plan", args=[pk]))
    talked = Task.objects.filter(pk__in=_ids(entries, types[Task].pk))
    talked = talked.filter(plan__in=Plan.objects.filter(visible_plans(roles)).order_by().values("pk"))
    for pk, text in talked.values_list("pk", "text"):
        seen[types[Task].pk, str(pk)] = (text, reverse("plans:task", args=[pk]))
    wanted = [pk for pk, kind, about in entries if (kind, about) in seen][:most]
    found = ModelLogEntry.objects.filter(pk__in=wanted).select_related("user").order_by("-timestamp", "-pk")
    return [
        Happening(
            each.timestamp, str(each.user or ""), each.message, *seen[each.content_type_id, each.object_id]
        )
        for each in found
    ]


def _ids(entries: Iterable[tuple[int, int, str]], kind: int) -> set[int]:
    return {int(about) for _pk, each, about in entries if each == kind and about.isdecimal()}
