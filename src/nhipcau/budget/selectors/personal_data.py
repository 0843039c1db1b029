"""What this room keeps about one person, for the person to take along (see `organisations.selectors.personal_data`)."""

from __future__ import annotations

from typing import Any

from nhipcau.accounts.models import User
from nhipcau.budget.models import Allocation, Estimate, Voucher


def money_of(person: User) -> dict[str, Any]:
    """Vouchers entered, allocations made, estimates handed in: three queries."""
    vouchers = Voucher.objects.filter(entered_by=person).select_related("line").order_by("entered_at", "pk")
    moves = Allocation.objects.filter(made_by=person).order_by("made_at", "pk")
    estimates = (
        Estimate.objects.filter(submitted_by=person)
        .select_related("unit", "plan")
        .order_by("submitted_at", "pk")
    )
    return {
        "vouchers": [
            {"at": row.entered_at.isoformat(), "number": row.number, "amount": row.amount, "what": row.what} for row in vouchers
        ],
        "allocations": [
            {"at": row.made_at.isoformat(), "amount": row.amount, "decision": row.decision, "reason": row.reason} for row in moves
        ],
        "estimates": [
            {"at": row.submitted_at.isoformat() if row.submitted_at else None, "unit": row.unit.name, "plan": row.plan.title} for row in estimates
        ],
    }  # fmt: skip
