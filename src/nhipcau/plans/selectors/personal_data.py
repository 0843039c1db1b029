"""What talk keeps about one person, for the person to take along (see `organisations.selectors.personal_data`)."""

from __future__ import annotations

from typing import Any

from nhipcau.accounts.models import User
from nhipcau.plans.models import Mention, TaskComment


def talk_of(person: User) -> dict[str, Any]:
    """The person's comments, those taken back among them, and where others mention the person: two queries."""
    comments = TaskComment.objects.filter(author=person).select_related("task").order_by("written_at", "pk")
    mentions = Mention.objects.filter(user=person).select_related("comment__task").order_by("pk")
    return {
        "comments": [
            {
                "at": row.written_at.isoformat(), "task": row.task.text, "text": row.text,
                "taken_back_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
            }
            for row in comments
        ],
        "mentions": [
            {
                "at": row.comment.written_at.isoformat(), "task": row.comment.task.text,
                "seen_at": row.seen_at.isoformat() if row.seen_at else None,
            }
            for row in mentions
        ],
    }  # fmt: skip
