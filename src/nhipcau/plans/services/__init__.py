"""Writes of the room of plans. `when_adopted(subscriber)` is how rooms above learn of an adopted version."""

from nhipcau.plans.services.adopting import adopt_plan
from nhipcau.plans.services.announcing import when_adopted
from nhipcau.plans.services.deciding import accept_unit, enter_and_decide, keep_name_only
from nhipcau.plans.services.drafting import (
    NamedUnit,
    TaskChanges,
    add_task,
    merge_with_next,
    reset_task,
    save_header,
    save_task,
    set_dropped,
    split_task,
    state_of,
)
from nhipcau.plans.services.intake import (
    discard_intake,
    forget_files,
    hand_in_plan,
    read_intake,
    retry_reading,
    take_back_intake,
)

__all__ = [
    "NamedUnit",
    "TaskChanges",
    "accept_unit",
    "add_task",
    "adopt_plan",
    "discard_intake",
    "enter_and_decide",
    "forget_files",
    "hand_in_plan",
    "keep_name_only",
    "merge_with_next",
    "read_intake",
    "reset_task",
    "retry_reading",
    "save_header",
    "save_task",
    "set_dropped",
    "split_task",
    "state_of",
    "take_back_intake",
    "when_adopted",
]  # fmt: skip
