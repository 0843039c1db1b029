"""The rows a figure was counted from, as people read them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from nhipcau.delivery.models import EvidenceFile
from nhipcau.library.models import StoredFile
from nhipcau.reporting.models import FigureSource, ReportFigure


@dataclass(slots=True)
class SourceFile:
    """A file: of a piece of evidence (`kept` is its key there) or of a voucher."""

    name: str
    sha256: str
    kept: int | None = None


@dataclass(slots=True)
class ShownSource:
    """One row: what kind it is, what it says, on which day, how much of the figure it is."""

    kind: str
    amount: Decimal
    on: dt.date | None
    text: str
    link: str = ""
    task: str = ""
    obligation: int | None = None
    is_withdrawn: bool = False
    files: list[SourceFile] = field(default_factory=list)


def sources_of_figure(figure: ReportFigure) -> list[ShownSource]:
    """All sources of a figure: two queries."""
    rows = list(
        FigureSource.objects.filter(figure=figure)
        .select_related("evidence", "obligation__task", "voucher__file", "allocation")
        .order_by("pk")
    )
    files = _files_of({row.evidence_id for row in rows if row.evidence_id is not None})
    return [_shown(row, files) for row in rows]


def _shown(row: FigureSource, files: dict[int, list[SourceFile]]) -> ShownSource:
    if row.evidence is not None:
        evidence, owed = row.evidence, row.obligation
        said = evidence.note
        if evidence.figure is not None:
            said = f"{said} ({evidence.figure} {evidence.figure_of})".strip()
        return ShownSource(
            "evidence", row.amount, evidence.done_on, said, evidence.link, owed.task.text if owed else "", owed.pk if owed else None,
            not evidence.is_live, files.get(evidence.pk, []),
        )  # fmt: skip
    if row.voucher is not None:
        paid = row.voucher
        return ShownSource(
            "voucher", row.amount, paid.spent_on, f"{paid.number} {paid.what}".strip(), is_withdrawn=not paid.is_live, files=_kept(paid.file),
        )  # fmt: skip
    if row.allocation is not None:
        given = row.allocation
        return ShownSource(
            "allocation", row.amount, given.on, " ".join(filter(None, (given.decision, given.reason)))
        )
    owed = row.obligation
    if owed is None:  # the database holds one row a source
        return ShownSource("duty", row.amount, None, "")
    return ShownSource("duty", row.amount, owed.due_on, owed.task.text, obligation=owed.pk)


def _files_of(evidence: Iterable[int]) -> dict[int, list[SourceFile]]:
    found: dict[int, list[SourceFile]] = defaultdict(list)
    for row in EvidenceFile.objects.filter(evidence__in=list(evidence)).select_related("file"):
        found[row.evidence_id].append(SourceFile(row.file.original_name, row.file.sha256, row.pk))
    return found


def _kept(file: StoredFile | None) -> list[SourceFile]:
    return [] if file is None else [SourceFile(file.original_name, file.sha256)]
