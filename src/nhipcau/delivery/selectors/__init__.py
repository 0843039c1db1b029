"""Reading: lists and counts of what is owed (`listing`), figures over many (`figures`), one obligation (`single`)."""

from nhipcau.delivery.selectors.figures import (
    PlanProgress,
    TaskStates,
    UnitLate,
    progress_of_plans,
    states_by_day,
    states_of_tasks,
    units_most_late,
)
from nhipcau.delivery.selectors.listing import (
    Counts,
    Filters,
    Scope,
    narrowed,
    next_owed,
    obligations,
    plans_in_sight,
    seen_by,
    units_in_sight,
)
from nhipcau.delivery.selectors.single import (
    evidence_file,
    evidence_of,
    history_of,
    seen_obligation,
    times_of,
)
from nhipcau.delivery.selectors.standing import TaskStandings
from nhipcau.delivery.selectors.tallies import Tally, countable, counts, counts_by, counts_of, tallies

__all__ = [
    "Counts", "Filters", "PlanProgress", "Scope", "Tally", "TaskStandings", "TaskStates", "UnitLate", "countable", "counts", "counts_by", "counts_of", "evidence_file", "evidence_of", "history_of", "narrowed",
    "next_owed", "obligations", "plans_in_sight", "progress_of_plans", "seen_by", "seen_obligation", "states_by_day", "states_of_tasks", "tallies", "times_of",
    "units_in_sight", "units_most_late",
]  # fmt: skip
