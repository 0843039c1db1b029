"""Plans: on their way in (`drafts`), adopted (`plan`), amended (`amending`), handed down (`cascade`, `unit_plans`), followed (`next_year`).

Beside them: days of reports (`reporting`), talk (`talk`), days worth remembering (`commemorations`).
"""

from nhipcau.plans.models.amending import Amendment, TaskVerdict, Verdict
from nhipcau.plans.models.cascade import LinkState, TaskLink
from nhipcau.plans.models.commemorations import Anniversary, AnniversarySource
from nhipcau.plans.models.drafts import SURE, DraftTask, DraftUnit, Intake, IntakeState, Match, Stage
from nhipcau.plans.models.frozen import Frozen, FrozenRow
from nhipcau.plans.models.next_year import (
    BasisVerdict,
    Carry,
    NextPlan,
    NextPlanBasis,
    NextPlanState,
    NextPlanTask,
    TaskWhy,
)
from nhipcau.plans.models.occurrences import Occurrence, occurrences, when_to_answer
from nhipcau.plans.models.plan import Plan, PlanVersion, Schedule, Task, TaskChange, TaskUnit
from nhipcau.plans.models.reporting import ReportingDate
from nhipcau.plans.models.talk import Mention, TaskComment
from nhipcau.plans.models.unit_plans import WRITABLE, UnitPlan, UnitPlanCall, UnitPlanItem, UnitPlanState
from nhipcau.plans.models.words import PIECE, Language, Per, ScheduleKind, TaskKind, UnitRole, label_of

__all__ = [
    "PIECE", "SURE", "WRITABLE", "Amendment", "Anniversary", "AnniversarySource", "BasisVerdict", "Carry", "DraftTask", "DraftUnit", "Frozen", "FrozenRow",
    "Intake", "IntakeState", "Language", "LinkState", "Match", "Mention", "NextPlan", "NextPlanBasis", "NextPlanState", "NextPlanTask", "Occurrence", "Per", "Plan", "PlanVersion", "ReportingDate",
    "Schedule", "ScheduleKind", "Stage", "Task", "TaskChange", "TaskComment", "TaskKind", "TaskLink", "TaskUnit", "TaskVerdict", "TaskWhy",
    "UnitPlan", "UnitPlanCall", "UnitPlanItem", "UnitPlanState", "UnitRole", "Verdict", "label_of", "occurrences",
    "when_to_answer",
]  # fmt: skip
