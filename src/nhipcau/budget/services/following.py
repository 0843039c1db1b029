"""A settlement that is still being written follows its lines; one that was handed in is frozen."""

from __future__ import annotations

from nhipcau.budget.models import EstimateLine, Settlement, SettlementLine, SettlementState

OPEN = (SettlementState.DRAFT, SettlementState.RETURNED)


def follow_line(line: EstimateLine) -> None:
    """Bring the line of an open settlement to what is allocated and spent now.

    What was settled in full stays settled in full; what the unit set lower stays, unless less was spent.
    """
    settlement = Settlement.objects.filter(estimate=line.estimate_id, state__in=OPEN).first()
    if settlement is None:
        return
    row = SettlementLine.objects.filter(settlement=settlement, line=line).first()
    row = row or SettlementLine(settlement=settlement, line=line, allocated=0, spent=0, settled=0)
    row.settled = line.spent if row.settled == row.spent else min(row.settled, line.spent)
    row.allocated, row.spent = line.allocated, line.spent
    row.save()
