"""What reports keep about one person, for the person to take along (see `organisations.selectors.personal_data`)."""

from __future__ import annotations

from typing import Any

from nhipcau.accounts.models import User
from nhipcau.reporting.models import ReportDeed, ReportFile


def reports_of(person: User) -> dict[str, Any]:
    """The steps of reports that the person took, with their reasons, and the files the person attached: two queries."""
    deeds = ReportDeed.objects.filter(by=person).select_related("report__cycle", "report__unit")
    files = ReportFile.objects.filter(added_by=person).select_related("file", "report__cycle", "report__unit")
    return {
        "steps": [
            {
                "at": row.at.isoformat(), "what": row.deed, "report": row.report.cycle.title, "unit": row.report.unit.name, "reason": row.reason,
            }
            for row in deeds.order_by("at", "pk")
        ],
        "files": [
            {
                "at": row.added_at.isoformat(), "name": row.file.original_name, "report": row.report.cycle.title, "unit": row.report.unit.name,
            }
            for row in files.order_by("added_at", "pk")
        ],
    }  # fmt: skip
