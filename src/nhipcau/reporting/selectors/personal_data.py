"""What reports keep about one person, for the person to take along (see `organisations.selectors.personal_data`)."""

from __future__ import annotations

from typing import Any

from nhipcau.accounts.models import User
from nhipcau.reporting.models import ReportDeed, ReportFile, ReportReminder

MOST = 20_000  # reminders, the latest first


def reports_of(person: User) -> dict[str, Any]:
    """The steps of reports that the person took, with their reasons, the files attached, and the reminders received: three queries."""
    deeds = ReportDeed.objects.filter(by=person).select_related("report__cycle", "report__unit")
    files = ReportFile.objects.filter(added_by=person).select_related("file", "report__cycle", "report__unit")
    told = ReportReminder.objects.filter(person=person).order_by("-told_on", "-pk")
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
        "reminders": [
            {"on": day.isoformat(), "report": title, "role": role}
            for day, title, role in told.values_list("told_on", "report__cycle__title", "role")[:MOST]
        ],
    }  # fmt: skip
