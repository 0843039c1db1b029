"""Writing: what is owed (`expansion`, `re_dating`, `sharing`), what was done (`handing_in`), other marks (`marking`), more time (`extending`)."""

from nhipcau.delivery.services.expansion import due_times, expand_plan_version
from nhipcau.delivery.services.extending import (
    ask_extension,
    grant_extension,
    grant_several,
    refuse_extension,
    refuse_several,
    take_extension_back,
)
from nhipcau.delivery.services.handing_in import Duty, Given, hand_in, mark_met, withdraw_evidence
from nhipcau.delivery.services.marking import excuse, excuse_several, pause, reopen, settle_past
from nhipcau.delivery.services.re_dating import follow_office_days, follow_reporting_dates
from nhipcau.delivery.services.sharing import owe_together

__all__ = [
    "Duty", "Given", "ask_extension", "due_times", "excuse", "excuse_several", "expand_plan_version", "follow_office_days",
    "follow_reporting_dates", "grant_extension", "grant_several", "hand_in", "mark_met", "owe_together", "pause",
    "refuse_extension", "refuse_several", "reopen", "settle_past", "take_extension_back", "withdraw_evidence",
]  # fmt: skip
