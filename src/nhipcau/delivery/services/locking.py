"""One order in which rows are locked, so that two people who write about many obligations wait for each other, never in a circle."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from nhipcau.delivery.models import Obligation


def lock_obligations(keys: Iterable[int]) -> None:
    """Lock these obligations (a question for their keys, where they are many), in the order of their keys; before anything is logged, since the log lets in one writer at a time."""
    asked = keys if isinstance(keys, QuerySet) else list(keys)
    rows = Obligation.objects.select_for_update(of=("self",)).filter(pk__in=asked)
    list(rows.order_by("pk").values_list("pk"))
