"""What delivery keeps about one person, for the person to take along (see `organisations.selectors.personal_data`)."""

from __future__ import annotations

from typing import Any

from nhipcau.accounts.models import User
from nhipcau.delivery.models import CalendarAddress, Evidence, Extension, Reminder

MOST = 20_000  # reminders, the latest first


def work_of(person: User) -> dict[str, Any]:
    """Evidence handed in, time asked for, reminders, and since when there is a calendar address (never its secret): four queries."""
    evidence = Evidence.objects.filter(handed_in_by=person).select_related("unit").order_by("handed_in_at")
    asked = Extension.objects.filter(asked_by=person).select_related("obligation__task").order_by("asked_at")
    told = Reminder.objects.filter(person=person).order_by("-told_on", "-pk")
    address = CalendarAddress.objects.filter(user=person).first()
    return {
        "evidence": [
            {
                "at": row.handed_in_at.isoformat(), "unit": row.unit.name, "done_on": row.done_on.isoformat(),
                "note": row.note, "link": row.link,
            }
            for row in evidence
        ],
        "more_time": [
            {
                "at": row.asked_at.isoformat(), "task": row.obligation.task.text,
                "until": row.wanted_on.isoformat(), "reason": row.reason,
            }
            for row in asked
        ],
        "reminders": [
            {"on": day.isoformat(), "task": task, "role": role}
            for day, task, role in told.values_list("told_on", "obligation__task__text", "role")[:MOST]
        ],
        "calendar_address_since": address.made_at.isoformat() if address else None,
    }  # fmt: skip
