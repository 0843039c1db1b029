"""Plans: on their way in (`drafts`), and adopted (`plan`)."""

from nhipcau.plans.models.drafts import SURE, DraftTask, DraftUnit, Intake, IntakeState, Match, Stage
from nhipcau.plans.models.frozen import Frozen, FrozenRow
from nhipcau.plans.models.occurrences import Occurrence, occurrences
from nhipcau.plans.models.plan import Plan, PlanVersion, Schedule, Task, TaskUnit
from nhipcau.plans.models.words import PIECE, Language, Per, ScheduleKind, TaskKind, UnitRole, label_of

__all__ = [
    "PIECE", "SURE", "DraftTask", "DraftUnit", "Frozen", "FrozenRow", "Intake", "IntakeState", "Language", "Match", "Occurrence", "Per", "Plan",
    "PlanVersion", "Schedule", "ScheduleKind", "Stage", "Task", "TaskKind", "TaskUnit", "UnitRole", "label_of", "occurrences",
]  # fmt: skip
