"""One obligation with everything that belongs to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from wagtail.log_actions import registry

from nhipcau.delivery.models import Evidence, Obligation
from nhipcau.delivery.policies import may_see
from nhipcau.library.models import StoredFile
from nhipcau.organisations.policies import Person


def seen_obligation(user: Person, pk: int, *, on: dt.date) -> Obligation | None:
    """The obligation, if it is there and the user may see it."""
    found = (
        Obligation.objects.select_related("task__version", "schedule", "unit", "plan__unit", "signed_by")
        .filter(pk=pk)
        .first()
    )
    return found if found is not None and may_see(user, found, on=on) else None


def times_of(obligation: Obligation) -> QuerySet[Obligation]:
    """All times that the same unit owes the same task, this one among them. The caller has asked a policy."""
    return Obligation.objects.filter(task=obligation.task_id, unit=obligation.unit_id).order_by(
        "due_on", "pk"
    )


def evidence_of(obligation: Obligation) -> QuerySet[Evidence]:
    """All evidence, withdrawn or not, the newest first."""
    rows = Evidence.objects.filter(obligation=obligation)
    return rows.select_related("file", "handed_in_by", "withdrawn_by").order_by("-handed_in_at", "-pk")


def evidence_file(user: Person, pk: int, *, on: dt.date) -> StoredFile | None:
    """The file of a piece of evidence, for everyone who may see the obligation."""
    evidence = (
        Evidence.objects.select_related("file", "obligation__unit", "obligation__plan__unit")
        .filter(pk=pk, file__isnull=False)
        .first()
    )
    if evidence is None or not may_see(user, evidence.obligation, on=on):
        return None
    return evidence.file


def history_of(obligation: Obligation) -> QuerySet[Any]:
    """What was done with it, the newest first. The caller has asked a policy for the obligation."""
    entries: QuerySet[Any] = registry.get_logs_for_instance(obligation)
    return entries.select_related("user").order_by("-timestamp", "-pk")
