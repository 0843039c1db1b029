"""What is owed (`obligation`), its state (`state`), and what was handed in for it (`evidence`)."""

from nhipcau.delivery.models.evidence import Evidence
from nhipcau.delivery.models.obligation import Obligation
from nhipcau.delivery.models.state import AHEAD, DONE, LOOKS, OWED, State, condition, state_of

__all__ = [
    "AHEAD",
    "DONE",
    "LOOKS",
    "OWED",
    "Evidence",
    "Obligation",
    "State",
    "condition",
    "state_of",
]
