"""Freezing: what an accepted report said, kept for good."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db.models import Max

from nhipcau.accounts.models import User
from nhipcau.reporting.models import Report, ReportSnapshot
from nhipcau.reporting.selectors.snapshot import canonical, content_of


def freeze(report: Report, *, user: User, now: dt.datetime) -> ReportSnapshot:
    """Keep the report as it is at `now` under its SHA-256. Called by whoever accepts it, in the same transaction, with its row locked.

    A report that was unlocked and accepted again is kept beside what it said before.
    """
    last = ReportSnapshot.objects.filter(report=report).aggregate(last=Max("ordinal"))["last"] or 0
    text = canonical(content_of(report, now=now))
    return ReportSnapshot.objects.create(
        report=report,
        ordinal=last + 1,
        content=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        accepted_by=user,
        accepted_at=now,
    )
