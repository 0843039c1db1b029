"""What figures were counted from, for screens: evidence with its files, duties, vouchers, allocations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from nhipcau.reporting.models import FigureSource
from nhipcau.reporting.selectors.snapshot import files_of_evidence


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a figure with the files that prove it: name and SHA-256."""

    row: FigureSource
    files: list[dict[str, Any]]


def sources_of(figures: Collection[int]) -> dict[int, list[Source]]:
    """By figure what it was counted from: two queries, however many."""
    if not figures:
        return {}
    asked = FigureSource.objects.filter(figure__in=list(figures)).order_by("figure_id", "pk")
    rows = list(asked.select_related("evidence", "obligation__task", "voucher__file", "allocation"))
    files = files_of_evidence({row.evidence_id for row in rows if row.evidence_id})
    found: dict[int, list[Source]] = defaultdict(list)
    for row in rows:
        found[row.figure_id].append(Source(row, files.get(row.evidence_id or 0, [])))
    return dict(found)
