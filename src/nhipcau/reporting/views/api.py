"""Reports for other programs: `/api/v1/reports/`, read only, by the session of who is signed in and the same policies."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Query, Schema
from ninja.security import django_auth

from nhipcau.kernel import clock
from nhipcau.organisations.policies import roles_of
from nhipcau.reporting.models import Report, ReportState
from nhipcau.reporting.policies import may_see_report, visible_reports
from nhipcau.reporting.selectors.snapshot import content_of, latest_snapshot, snapshots_of

PER_PAGE = 100

api = NinjaAPI(
    title="Nhịp Cầu", version="1", auth=django_auth, docs_url=None, openapi_url=None, urls_namespace="api-v1"
)


class Row(Schema):
    """A report in a list; `sha256` is the digest of what was accepted."""

    id: int
    unit_code: str
    unit: str
    cycle_id: int
    cycle: str
    period_from: dt.date
    period_to: dt.date
    due_on: dt.date
    state: str
    is_nothing: bool
    first_sent_on: dt.date | None
    sha256: str | None


class Rows(Schema):
    """One page of a list."""

    count: int
    page: int
    items: list[Row]


class Asked(Schema):
    """What the list may be narrowed by."""

    cycle: int | None = None
    state: str = ""
    page: int = 1


class Whole(Schema):
    """A report with all it says: frozen where it is accepted, else as it is at this moment."""

    id: int
    is_draft: bool
    sha256: str | None
    content: dict[str, Any]


@api.get("/reports/", response=Rows)
def list_reports(request: HttpRequest, asked: Query[Asked]) -> Rows:
    """Reports in sight, newest round first, a hundred a page."""
    roles = roles_of(request.user, on=clock.today())
    rows = Report.objects.filter(visible_reports(roles)) if roles else Report.objects.none()
    if asked.cycle is not None:
        rows = rows.filter(cycle=min(max(asked.cycle, 0), 2**62))
    if asked.state in ReportState.values:
        rows = rows.filter(state=asked.state)
    page = min(max(asked.page, 1), 100_000)
    start = (page - 1) * PER_PAGE
    ordered = rows.select_related("unit", "cycle").order_by(
        "-cycle__period_to", "cycle_id", "unit__path", "pk"
    )
    found = list(ordered[start : start + PER_PAGE])
    digests = snapshots_of(found)
    return Rows(count=rows.count(), page=page, items=[_row(row, digests.get(row.pk)) for row in found])


def _row(report: Report, digest: str | None) -> Row:
    cycle = report.cycle
    return Row(
        id=report.pk, unit_code=report.unit.code, unit=report.unit.name, cycle_id=cycle.pk, cycle=cycle.title,
        period_from=cycle.period_from, period_to=cycle.period_to, due_on=cycle.due_on, state=report.state,
        is_nothing=report.is_nothing, first_sent_on=report.first_sent_on, sha256=digest,
    )  # fmt: skip


@api.get("/reports/{int:pk}", response=Whole)
def one_report(request: HttpRequest, pk: int) -> Whole:
    """One report; not found where this person may not see it."""
    report = Report.objects.select_related("unit", "cycle__keeper", "gathers").filter(pk=pk).first()
    if report is None or not may_see_report(request.user, report, on=clock.today()):
        raise Http404
    snapshot = latest_snapshot(report)
    if snapshot is None:
        return Whole(id=pk, is_draft=True, sha256=None, content=content_of(report, now=clock.now()))
    return Whole(id=pk, is_draft=False, sha256=snapshot.sha256, content=json.loads(snapshot.content))
