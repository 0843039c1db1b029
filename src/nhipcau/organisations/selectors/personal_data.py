"""Everything the system keeps about one person, for the person to take along (the right of access to personal data).

Rooms above add what they keep by `with_personal_data`: a function of the person that gives one section of plain JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import User
from nhipcau.notices.models import Notice
from nhipcau.organisations.models import CommitteeMember, Invitation, RoleHolding

Section = Callable[[User], Any]
_sections: dict[str, Section] = {}
MOST_ENTRIES = 20_000  # of the log and of notices, the latest first


def with_personal_data(name: str, section: Section) -> None:
    """Add a section to everybody's data; the same name again replaces it."""
    _sections[name] = section


def personal_data(person: User, *, now: dt.datetime) -> dict[str, Any]:
    """One person's data as plain JSON: moments and days in ISO 8601. Only the person may be given it."""
    return {
        "taken_at": now.isoformat(),
        "account": {
            "username": person.username,
            "display_name": person.display_name,
            "position": person.position,
            "email": person.email,
            "office_phone": person.office_phone,
            "is_active": person.is_active,
            "date_joined": person.date_joined.isoformat(),
            "last_login": person.last_login.isoformat() if person.last_login else None,
        },
        "roles": [
            {
                "role": row.role,
                "unit": row.unit.name,
                "code": row.unit.code,
                "is_deputy": row.is_deputy,
                **_days(row),
            }
            for row in RoleHolding.objects.filter(user=person).select_related("unit").order_by("pk")
        ],
        "committee_seats": [
            {
                "committee": row.committee.name,
                "post": row.post,
                "unit": row.unit.name,
                "position": row.position,
            }
            | _days(row)
            for row in CommitteeMember.objects.filter(user=person)
            .select_related("unit", "committee")
            .order_by("pk")
        ],
        "invitations": [
            {"sent_at": row.sent_at.isoformat(), "used_at": row.used_at.isoformat() if row.used_at else None}
            for row in Invitation.objects.filter(user=person).order_by("pk")
        ],
        "log": [
            {"at": moment.isoformat(), "action": action, "about": about}
            for moment, action, about in ModelLogEntry.objects.filter(user_id=person.pk)
            .order_by("-timestamp", "-pk")
            .values_list("timestamp", "action", "label")[:MOST_ENTRIES]
        ],
        "notices": [
            {"at": row.created_at.isoformat(), "subject": row.subject, "text": row.body}
            for row in Notice.objects.filter(recipient=person).order_by("-created_at", "-pk")[:MOST_ENTRIES]
        ],
        **{name: section(person) for name, section in _sections.items()},
    }


def _days(row: RoleHolding | CommitteeMember) -> dict[str, str | None]:
    days = {"from": row.valid_from, "to": row.valid_to}
    return {name: day.isoformat() if day else None for name, day in days.items()}
