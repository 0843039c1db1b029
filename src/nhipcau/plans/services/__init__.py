"""Writes of the room of plans. `when_adopted(subscriber)` is how rooms above learn of an adopted version."""

from nhipcau.plans.services.adopting import adopt_plan
from nhipcau.plans.services.amending import (
    accept_proposals,
    decide,
    declare_amendment,
    part,
    take_declaration_back,
    undecide,
)
from nhipcau.plans.services.announcing import when_adopted, when_past_is_done, when_reporting_dates_change
from nhipcau.plans.services.cascade import (
    confirm_above,
    decide_link,
    forget_link,
    propose_links,
    set_superior,
)
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
from nhipcau.plans.services.reporting_dates import (
    Reported,
    add_reporting_date,
    change_reporting_date,
    take_out_reporting_date,
    token_of,
)

__all__ = [
    "NamedUnit",
    "Reported",
    "TaskChanges",
    "accept_proposals",
    "accept_unit",
    "add_reporting_date",
    "add_task",
    "adopt_plan",
    "change_reporting_date",
    "confirm_above",
    "decide",
    "decide_link",
    "declare_amendment",
    "discard_intake",
    "enter_and_decide",
    "forget_files",
    "forget_link",
    "hand_in_plan",
    "keep_name_only",
    "merge_with_next",
    "part",
    "propose_links",
    "read_intake",
    "reset_task",
    "retry_reading",
    "save_header",
    "save_task",
    "set_dropped",
    "set_superior",
    "split_task",
    "state_of",
    "take_back_intake",
    "take_declaration_back",
    "take_out_reporting_date",
    "token_of",
    "undecide",
    "when_adopted",
    "when_past_is_done",
    "when_reporting_dates_change",
]  # fmt: skip
