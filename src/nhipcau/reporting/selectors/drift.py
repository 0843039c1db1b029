"""What became of the evidence of an accepted report since it was counted. The frozen figures stay: this only says what they no longer agree with.

What happened between counting and acceptance is not in the figures either, so it is told as well.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from nhipcau.delivery.models import Evidence
from nhipcau.plans.models import TaskKind
from nhipcau.reporting.models import COUNTED, Deed, FigureSource, Report, ReportDeed, ReportState
from nhipcau.reporting.selectors.sources import carried_by

# What changes the answer of a report that was summed up already.
MOVING = (Deed.SENT, Deed.RETURNED, Deed.UNLOCKED, Deed.TAKEN_BACK)
# When the figures of a source were counted; see `_counted_at`.
COUNTED_AT = Coalesce("figure__report__filled_at", "figure__report__decided_at")


class Drift(TextChoices):
    """What happened after the figures were counted."""

    WITHDRAWN = "withdrawn", _("Evidence was withdrawn")
    NEW = "new", _("New evidence of the period came in")
    VOUCHER = "voucher", _("A voucher was withdrawn")
    BELOW = "below", _("A report that was summed up changed")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: when, to what, and the code of the figure where it was counted in one."""

    kind: Drift
    at: dt.datetime
    what: str
    report: int
    code: str = ""
    evidence: int | None = None
    other_report: int | None = None


def changes_since(reports: Iterable[Report]) -> dict[int, list[Change]]:
    """For each accepted report what happened since, newest first: five queries, however many. Reports bring their cycle."""
    return _changes([row for row in reports if row.state == ReportState.ACCEPTED])


def came_since_counting(report: Report) -> list[Change]:
    """What a report that is still in its unit's hands does not know yet: counting anew takes it in."""
    return _changes([report]).get(report.pk, []) if report.filled_at is not None else []


def _changes(reports: Iterable[Report]) -> dict[int, list[Change]]:
    accepted = {row.pk: row for row in reports if _counted_at(row)}
    if not accepted:
        return {}
    own = {pk: row for pk, row in accepted.items() if row.gathers_id is None}
    found: dict[int, list[Change]] = defaultdict(list)
    for change in (*_withdrawn(own), *_vouchers(own), *_new(own), *_below(accepted)):
        found[change.report].append(change)
    for changes in found.values():
        changes.sort(key=lambda change: change.at, reverse=True)
    return dict(found)


def changes_of(report: Report) -> list[Change]:
    """The same for one report, with what happened to the reports it sums up."""
    rows = [report]
    if report.gathers_id is not None and report.state == ReportState.ACCEPTED:
        below = Report.objects.filter(cycle=report.gathers_id, state__in=COUNTED)
        rows += list(below.select_related("cycle", "unit"))
    return [change for changes in changes_since(rows).values() for change in changes]


def _counted_at(report: Report) -> dt.datetime | None:
    """When its figures were counted, or the reports below summed up; of a report that nobody filled, when it was accepted."""
    return report.filled_at or report.decided_at


def _withdrawn(accepted: Collection[int]) -> Iterable[Change]:
    rows = FigureSource.objects.filter(
        figure__report__in=list(accepted), evidence__withdrawn_at__gt=COUNTED_AT
    )
    columns = (
        "figure__report_id",
        "figure__indicator__code",
        "evidence_id",
        "evidence__note",
        "evidence__withdrawn_at",
    )
    for report, code, evidence, note, at in rows.order_by("pk").values_list(*columns):
        yield Change(Drift.WITHDRAWN, at, note, report, code, evidence)


def _vouchers(accepted: Collection[int]) -> Iterable[Change]:
    rows = FigureSource.objects.filter(
        figure__report__in=list(accepted), voucher__withdrawn_at__gt=COUNTED_AT
    )
    columns = ("figure__report_id", "figure__indicator__code", "voucher__number", "voucher__withdrawn_at")
    for report, code, number, at in rows.order_by("pk").values_list(*columns):
        yield Change(Drift.VOUCHER, at, number, report, code)


def _new(accepted: dict[int, Report]) -> Iterable[Change]:
    """Live evidence of the unit, done in the period up to the cut-off and handed in after counting, for the plans that counting looks at."""
    if not accepted:
        return
    by_unit: dict[int, list[Report]] = defaultdict(list)
    for row in accepted.values():
        by_unit[row.unit_id].append(row)
    plans = carried_by({row.cycle.plan_id for row in accepted.values() if row.cycle.plan_id})
    since = min(at for row in accepted.values() if (at := _counted_at(row)))
    rows = Evidence.objects.filter(unit__in=list(by_unit), withdrawn_at__isnull=True, handed_in_at__gt=since)
    # That a report was handed in is evidence too, always later than its figures and never one of them.
    rows = rows.exclude(uses__obligation__task__kind=TaskKind.REPORT)
    columns = ("pk", "unit_id", "done_on", "handed_in_at", "note", "uses__obligation__plan_id")
    seen: set[tuple[int, int]] = set()
    for pk, unit, done_on, at, note, plan in rows.order_by("pk").values_list(*columns):
        for report in by_unit[unit]:
            cycle, counted_at = report.cycle, _counted_at(report)
            is_meant = cycle.plan_id is None or plan in plans[cycle.plan_id]
            is_in_time = cycle.period_from <= done_on <= cycle.cut_off_on
            is_later = counted_at is not None and at > counted_at
            if is_meant and is_in_time and is_later and (report.pk, pk) not in seen:
                seen.add((report.pk, pk))
                yield Change(Drift.NEW, at, note, report.pk, "", pk)


def _below(accepted: dict[int, Report]) -> Iterable[Change]:
    gathering = {row.gathers_id: row for row in accepted.values() if row.gathers_id}
    if not gathering:
        return
    rows = ReportDeed.objects.filter(report__cycle__in=list(gathering), deed__in=MOVING).order_by("pk")
    columns = ("report_id", "report__cycle_id", "report__unit__name", "at")
    for pk, cycle, unit, at in rows.values_list(*columns):
        upper = gathering[cycle]
        counted_at = _counted_at(upper)
        if counted_at is not None and at > counted_at:
            yield Change(Drift.BELOW, at, unit, upper.pk, other_report=pk)
