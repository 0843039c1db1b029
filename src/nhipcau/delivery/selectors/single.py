"""One obligation with everything that belongs to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from wagtail.log_actions import registry

from nhipcau.delivery.models import EvidenceFile, EvidenceUse, Obligation
from nhipcau.delivery.policies import may_see
from nhipcau.library.models import StoredFile
from nhipcau.organisations.policies import Person


def seen_obligation(user: Person, pk: int, *, on: dt.date) -> Obligation | None:
    """The obligation, if it is there and the user may see it."""
    found = (
        Obligation.objects.select_related("task__version", "schedule", "unit", "plan__unit", "signed_by")
        .prefetch_related("shares__unit")
        .filter(pk=pk)
        .first()
    )
    return found if found is not None and may_see(user, found, on=on) else None


def times_of(obligation: Obligation) -> QuerySet[Obligation]:
    """All times that the same unit owes the same work, in all versions of the plan, this one among them. The caller has asked a policy."""
    same = Obligation.objects.filter(task__stem=obligation.task.stem, unit=obligation.unit_id)
    return same.order_by("due_on", "pk")


def evidence_of(obligation: Obligation) -> QuerySet[EvidenceUse]:
    """All evidence that was handed in for it, withdrawn or not, the newest first: as uses, with files."""
    others = EvidenceUse.objects.filter(evidence=OuterRef("evidence")).exclude(obligation=obligation)
    counted = others.order_by().values("evidence").annotate(count=Count("pk")).values("count")
    rows = EvidenceUse.objects.filter(obligation=obligation).annotate(other_uses=Subquery(counted))
    return (
        rows.select_related("evidence__handed_in_by", "evidence__withdrawn_by", "evidence__unit")
        .prefetch_related("evidence__files__file")
        .order_by("-evidence__handed_in_at", "-pk")
    )


def evidence_file(user: Person, pk: int, *, on: dt.date) -> StoredFile | None:
    """A file of evidence, for everyone who may see one of the obligations it was handed in for."""
    kept = EvidenceFile.objects.select_related("file").filter(pk=pk).first()
    if kept is None:
        return None
    served = Obligation.objects.filter(uses__evidence=kept.evidence_id).select_related("unit", "plan__unit")
    return kept.file if any(may_see(user, each, on=on) for each in served) else None


def history_of(obligation: Obligation) -> QuerySet[Any]:
    """What was done with it, the newest first. The caller has asked a policy for the obligation."""
    entries: QuerySet[Any] = registry.get_logs_for_instance(obligation)
    return entries.select_related("user").order_by("-timestamp", "-pk")
