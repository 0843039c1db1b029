"""The days on which units report on a plan: read when it is adopted, amended by who keeps it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.folding import fold
from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.library.services import Uploader
from nhipcau.plans.models import Plan, PlanVersion, ReportingDate
from nhipcau.plans.policies import may_keep_plan
from nhipcau.plans.services.announcing import announce_reporting_dates

FARTHEST = dt.timedelta(days=5 * 366)
MOST = 60  # five years of monthly reports
# A plan asks "các sở, ban, ngành", "mỗi đơn vị"; a single named office that reports upwards sums up what they said.
SEVERAL = re.compile(r"\b(cac|moi|tung|toan bo|tat ca)\b")
REPORT = re.compile(r"\bbao cao\b")
OTHER_PAPERS = re.compile(r"\b(ke hoach|du toan|tong hop|danh sach|de xuat)\b")


@dataclass(frozen=True, slots=True)
class Reported:
    """A reporting date as a person gives it."""

    due_on: dt.date
    period_from: dt.date
    period_to: dt.date
    what: str = ""


def asks_units_to_report(deadline: Mapping[str, Any]) -> bool:
    """Whether a dated duty that was read (`deadlines`) asks the units of the plan to report on it.

    A plan orders its units to hand in a plan of their own and an estimate of costs in the same paragraph, and one office to sum
    up: those are no reports of the units. Whose report nobody names is everybody's.
    """
    what = fold(str(deadline.get("what") or ""))
    if not REPORT.search(what) or OTHER_PAPERS.search(what):
        return False
    senders = [fold(str(name)) for name in deadline.get("from") or ()]
    return len(senders) != 1 or SEVERAL.search(senders[0]) is not None


def write_reporting_dates(version: PlanVersion) -> int:
    """Enter the reporting dates that were read in a version; called inside the transaction that adopts. Days that are there stay."""
    plan = version.plan
    there = set(ReportingDate.objects.filter(plan=plan).values_list("due_on", flat=True))
    fresh = [
        row for row in reporting_dates_of(plan, version.reading.get("deadlines") or []) if row.due_on not in there
    ]  # fmt: skip
    ReportingDate.objects.bulk_create(fresh)
    return len(fresh)


def reporting_dates_of(plan: Plan, deadlines: Sequence[Mapping[str, Any]]) -> Iterator[ReportingDate]:
    """Unsaved rows, one a day: each is for the time since the one before it, the first since the plan begins."""
    by_day: dict[dt.date, list[Mapping[str, Any]]] = {}
    for deadline in deadlines:
        if deadline.get("date") and asks_units_to_report(deadline):
            by_day.setdefault(dt.date.fromisoformat(str(deadline["date"])), []).append(deadline)
    begins = plan.period_from
    for day in sorted(by_day)[:MOST]:
        ends = min(day, plan.period_to)
        if ends < begins:
            continue
        said = by_day[day]
        yield ReportingDate(
            plan=plan, due_on=day, period_from=begins, period_to=ends, what=str(said[0].get("what") or "")[:500],
            senders=_names(said, "from"), receivers=_names(said, "to"),
        )  # fmt: skip
        begins = ends + ONE_DAY


def _names(said: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(str(name) for each in said for name in each.get(key) or ()))


def add_reporting_date(*, user: Uploader, plan: Plan, wanted: Reported, now: dt.datetime) -> ReportingDate:
    """Enter a day; a day that is there already is refused."""
    with transaction.atomic():
        _locked(user, plan, now)
        _check(plan, wanted, but=None)
        if ReportingDate.objects.filter(plan=plan).count() >= MOST:
            raise Refused(
                _("The plan has too many reporting dates already. Nothing was saved."), code="too-many"
            )
        row = ReportingDate.objects.create(
            plan=plan, due_on=wanted.due_on, period_from=wanted.period_from, period_to=wanted.period_to,
            what=wanted.what.strip()[:500],
        )  # fmt: skip
        announce_reporting_dates(plan, user=user, now=now)
        record(action="plans.add_reporting_date", user=user, target=plan, data=_told(row), now=now)
    return row


def change_reporting_date(
    *, user: Uploader, reporting_date: ReportingDate, seen: str, wanted: Reported, now: dt.datetime
) -> ReportingDate:
    """Change a day, its stretch of time or its words. `seen` names what the person looked at (`token_of`); else Outdated."""
    with transaction.atomic():
        plan = reporting_date.plan
        _locked(user, plan, now)
        row = ReportingDate.objects.filter(pk=reporting_date.pk).first()
        if row is None or token_of(row) != seen:
            raise Outdated
        _check(plan, wanted, but=row)
        before = _told(row)
        row.due_on, row.period_from, row.period_to = wanted.due_on, wanted.period_from, wanted.period_to
        row.what = wanted.what.strip()[:500]
        if _told(row) == before:
            return row
        row.save()
        announce_reporting_dates(plan, user=user, now=now)
        record(
            action="plans.change_reporting_date", user=user, target=plan, data={"before": before, "after": _told(row)}, now=now,
        )  # fmt: skip
    return row


def take_out_reporting_date(*, user: Uploader, reporting_date: ReportingDate, now: dt.datetime) -> bool:
    """Take a day out; False where it is out already."""
    with transaction.atomic():
        plan = reporting_date.plan
        _locked(user, plan, now)
        row = ReportingDate.objects.filter(pk=reporting_date.pk).first()
        if row is None:
            return False
        told = _told(row)
        row.delete()
        announce_reporting_dates(plan, user=user, now=now)
        record(action="plans.take_out_reporting_date", user=user, target=plan, data=told, now=now)
    return True


def token_of(row: ReportingDate) -> str:
    """Names the row as it is: another token after every change."""
    return f"{row.due_on}|{row.period_from}|{row.period_to}|{row.what}"


def _locked(user: Uploader, plan: Plan, now: dt.datetime) -> None:
    """One change of a plan's dates at a time."""
    locked = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    if not may_keep_plan(user, locked, on=day_of(now)):
        raise PermissionDenied


def _check(plan: Plan, wanted: Reported, *, but: ReportingDate | None) -> None:
    if wanted.period_to < wanted.period_from:
        raise Refused(_("The period ends before it begins. Nothing was saved."), code="period")
    if wanted.period_from < plan.period_from or wanted.period_to > plan.period_to:
        raise Refused(
            _("The stretch of time reaches beyond the plan's period. Nothing was saved."), code="beyond"
        )
    if wanted.due_on < wanted.period_from:
        raise Refused(_("The report would be due before its time begins. Nothing was saved."), code="before")
    if wanted.due_on - wanted.period_to > FARTHEST:
        raise Refused(
            _("The report would be due more than five years after its time ends. Nothing was saved: look at the year again."),
            code="too-far",
        )  # fmt: skip
    others = ReportingDate.objects.filter(plan=plan, due_on=wanted.due_on)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused(_("This day is a reporting date already. Nothing was saved."), code="there")


def _told(row: ReportingDate) -> dict[str, str]:
    return {
        "day": f"{row.due_on:%d/%m/%Y}", "period": f"{row.period_from:%d/%m/%Y} – {row.period_to:%d/%m/%Y}", "what": row.what,
    }  # fmt: skip
