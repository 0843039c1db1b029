"""What was estimated, appraised, allocated and spent: for this room's screens (`overview`, `estimates`) and for reports (`totals`)."""

from nhipcau.budget.selectors.totals import Totals, allocations_in, totals_of, vouchers_in

__all__ = ["Totals", "allocations_in", "totals_of", "vouchers_in"]
