"""What is owed (`obligation`), its state (`state`), what was handed in (`evidence`), more time (`extension`), calendars (`calendar`), reminders (`reminder`)."""

from nhipcau.delivery.models.calendar import CalendarAddress
from nhipcau.delivery.models.evidence import Evidence, EvidenceFile, EvidenceUse
from nhipcau.delivery.models.extension import Extension, ExtensionState
from nhipcau.delivery.models.obligation import UNMARKED, Obligation, ObligationShare, Phase
from nhipcau.delivery.models.reminder import Audience, Reminder, ReminderRound, ReminderRule, RoundKind
from nhipcau.delivery.models.state import AHEAD, DONE, LOOKS, OWED, State, condition, state_of

__all__ = [
    "AHEAD",
    "DONE",
    "LOOKS",
    "OWED",
    "UNMARKED",
    "Audience",
    "CalendarAddress",
    "Evidence",
    "EvidenceFile",
    "EvidenceUse",
    "Extension",
    "ExtensionState",
    "Obligation",
    "ObligationShare",
    "Phase",
    "Reminder",
    "ReminderRound",
    "ReminderRule",
    "RoundKind",
    "State",
    "condition",
    "state_of",
]
