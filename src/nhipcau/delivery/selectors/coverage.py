"""Which units are covered, late, excused or silent, down to the last commune.

One word for each unit, the first that fits:

silent    something is owed (past due, or its period has begun) and nothing was handed in or signed in the last so many days
late      something is past due
excused   nothing is past due; all that fell due was signed "nothing to report"
covered   nothing is past due; what fell due is done
waiting   nothing has fallen due yet
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import DONE, Evidence, Obligation, State
from nhipcau.delivery.selectors.listing import NOT_ASKED, Counts
from nhipcau.delivery.selectors.matrix import MatrixFilter, counted
from nhipcau.delivery.selectors.tallies import Span, Tally, counts_of, tallies
from nhipcau.kernel.clock import day_of
from nhipcau.organisations.models import Unit
from nhipcau.organisations.policies import Roles
from nhipcau.organisations.selectors import with_own_kinds

QUIET_DAYS = 30
ASKED_NOW = frozenset({State.OVERDUE, State.DUE_TODAY, State.DUE_SOON, State.PARTLY_MET, State.OPEN})


class Cover(models.TextChoices):
    """One word for a unit, the worst first."""

    SILENT = "silent", _("Silent")
    LATE = "late", _("Late")
    EXCUSED = "excused", _("Nothing to report")
    COVERED = "covered", _("Covered")
    WAITING = "waiting", _("Nothing due yet")


LOOKS_OF_COVER: dict[str, str] = {
    Cover.SILENT: "overdue", Cover.LATE: "soon", Cover.EXCUSED: "excused", Cover.COVERED: "met", Cover.WAITING: "upcoming",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitCover:
    """A unit, what it owes in the period, and when it was last heard of."""

    unit: Unit
    cover: Cover
    counts: Counts
    oldest: dt.date | None
    heard: dt.date | None


@dataclass(slots=True)
class Coverage:
    """All units that owe something in the period; `by_kind` counts them by kind of unit and word."""

    units: list[UnitCover] = field(default_factory=list)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    total: Counter[str] = field(default_factory=Counter)


def coverage_of(roles: Roles, wanted: MatrixFilter, *, on: dt.date, quiet_days: int = QUIET_DAYS) -> Coverage:
    """Every unit that owes something due in the year, worst first: three queries, however many units."""
    rows = counted(roles, wanted)
    by_unit: dict[int, list[Tally]] = {}
    for each in tallies(rows, "unit_id", on=on, span=Span.MONTH):
        if each.due_on.year == wanted.year:
            by_unit.setdefault(each.key[0], []).append(each)
    coverage = Coverage()
    since = on - dt.timedelta(days=quiet_days)
    signed = _signed(rows)
    for unit in _heard_of(list(by_unit)):
        found = by_unit[unit.pk]
        heard = max(
            filter(None, (_day(unit.last_heard), signed.get(unit.pk))),
            default=None,
        )
        counts = counts_of(found)
        cover = _cover(found, counts, on, quiet=heard is None or heard < since)
        oldest = min((each.due_on for each in found if each.state == State.OVERDUE), default=None)
        coverage.units.append(UnitCover(unit, cover, counts, oldest, heard))
        coverage.by_kind.setdefault(unit.kind, Counter())[cover.value] += 1
        coverage.total[cover.value] += 1
    worst = {word: place for place, word in enumerate(Cover)}
    coverage.units.sort(key=lambda each: (worst[each.cover], -each.counts[State.OVERDUE], each.unit.path))
    return coverage


def _heard_of(units: Iterable[int]) -> QuerySet[Unit]:
    last = Evidence.objects.filter(unit=OuterRef("pk"), withdrawn_at__isnull=True)
    latest = last.order_by("-handed_in_at").values("handed_in_at")
    rows = with_own_kinds(Unit.objects.filter(pk__in=units))
    return rows.annotate(last_heard=Subquery(latest[:1])).order_by("path")


def _signed(rows: QuerySet[Obligation]) -> dict[int, dt.date]:
    """When each unit last signed "nothing to report"."""
    signed = rows.filter(excused_on__isnull=False).order_by().values_list("unit_id")
    return dict(signed.annotate(last=Max("excused_on")))


def _day(moment: dt.datetime | None) -> dt.date | None:
    return day_of(moment) if moment else None


def _cover(found: Iterable[Tally], counts: Counts, on: dt.date, *, quiet: bool) -> Cover:
    if quiet and any(counts[state] for state in ASKED_NOW):
        return Cover.SILENT
    if counts[State.OVERDUE]:
        return Cover.LATE
    fallen = [each.state for each in found if each.due_on <= on]
    if not fallen and not any(counts[state] for state in DONE):
        return Cover.WAITING
    if fallen and all(state in NOT_ASKED for state in fallen):
        return Cover.EXCUSED
    return Cover.COVERED
