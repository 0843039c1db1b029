"""The frame of a plan and the lists people choose from (`lists`), estimates (`estimates`), money given and spent (`spending`), settlements (`settling`).

Amounts are whole đồng, kept as integers; sums are never stored beside what they are made of, save `EstimateLine.allocated` and
`.spent`, which the database holds in order and the services move in the transaction that writes their rows.
"""

from nhipcau.budget.models.estimates import OPEN_STATES, Estimate, EstimateLine, EstimateState, Verdict
from nhipcau.budget.models.lists import BudgetCode, BudgetFrame, CodeKind, FundSource
from nhipcau.budget.models.settling import Settlement, SettlementLine, SettlementState
from nhipcau.budget.models.spending import Allocation, AllocationKind, Voucher

__all__ = [
    "OPEN_STATES", "Allocation", "AllocationKind", "BudgetCode", "BudgetFrame", "CodeKind", "Estimate", "EstimateLine", "EstimateState",
    "FundSource", "Settlement", "SettlementLine", "SettlementState", "Verdict", "Voucher",
]  # fmt: skip
