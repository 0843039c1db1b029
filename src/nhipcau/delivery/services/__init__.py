"""Writing: what is owed (`expansion`), what was done (`handing_in`), and other marks (`marking`)."""

from nhipcau.delivery.services.expansion import due_times, expand_plan_version, obligations_of
from nhipcau.delivery.services.handing_in import mark_met, withdraw_evidence
from nhipcau.delivery.services.marking import excuse, pause, reopen

__all__ = [
    "due_times", "excuse", "expand_plan_version", "mark_met", "obligations_of", "pause", "reopen", "withdraw_evidence",
]  # fmt: skip
