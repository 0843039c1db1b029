"""Adopted plans for tests, written straight into the tables: `adopt(unit, user, [TaskOf(...)])`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from nhipcau.accounts.models import User
from nhipcau.kernel.folding import fold
from nhipcau.library.models import Purpose, StoredFile
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import (
    Intake,
    IntakeState,
    Plan,
    PlanVersion,
    Schedule,
    Task,
    TaskKind,
    TaskUnit,
    UnitRole,
)

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@dataclass(frozen=True)
class TaskOf:
    """A task to be written: who leads and coordinates, and its schedules as keyword arguments of `Schedule`."""

    lead: Sequence[Unit]
    schedules: Sequence[dict[str, Any]] = ()
    coop: Sequence[Unit] = ()
    text: str = "Xuất bản bản tin “Nhịp sông Mây”"
    kind: str = TaskKind.PUBLICATION
    more: dict[str, Any] = field(default_factory=dict)


def by(day: dt.date) -> dict[str, Any]:
    """Due by a date."""
    return {"kind": "by", "due_on": day}


def recurring(least: int, per: str, most: int | None = None) -> dict[str, Any]:
    """So many times a period."""
    return {"kind": "recurring", "min": least, "max": most or least, "per": per}


def adopt(
    unit: Unit,
    user: User,
    tasks: Sequence[TaskOf],
    *,
    now: dt.datetime,
    period: tuple[dt.date, dt.date] = YEAR,
    title: str = "Công tác thông tin đối ngoại năm 2026",
    superior: Plan | None = None,
) -> PlanVersion:
    """A plan with one version; what is owed is not set out yet."""
    file = StoredFile.objects.create(
        file="library/00/00", original_name="ke-hoach.docx", sha256="0" * 64, size=1, content_type="text/plain",
        purpose=Purpose.PLAN, unit=unit, uploaded_by=user, created_at=now,
    )  # fmt: skip
    intake = Intake.objects.create(
        file=file, unit=unit, state=IntakeState.ADOPTED, created_by=user, created_at=now, title=title
    )
    plan = Plan.objects.create(
        unit=unit,
        number="12",
        symbol="KH-UBND",
        title=title,
        period_from=period[0],
        period_to=period[1],
        superior=superior,
    )
    version = PlanVersion.objects.create(plan=plan, intake=intake, file=file, adopted_by=user, adopted_at=now)
    for position, each in enumerate(tasks, start=1):
        task = Task.objects.create(
            version=version, plan=plan, position=position, path=["II", str(position)], text=each.text,
            folded=fold(each.text), kind=each.kind, **each.more,
        )  # fmt: skip
        for role, units in ((UnitRole.LEAD, each.lead), (UnitRole.COOP, each.coop)):
            for place, named in enumerate(units):
                TaskUnit.objects.create(task=task, unit=named, role=role, position=place, printed=named.name)
        for place, schedule in enumerate(each.schedules):
            Schedule.objects.create(task=task, position=place, **schedule)
    return version
