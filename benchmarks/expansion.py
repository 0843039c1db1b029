"""Sets out a plan of 90 tasks over 300 units on the database of the environment; run as a process of its own for each database.

Prints a JSON line for each figure: name, seconds, rows.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings.run")
django.setup()

from django.core.management import call_command  # noqa: E402

from nhipcau.accounts.models import User  # noqa: E402
from nhipcau.delivery.models import Obligation  # noqa: E402
from nhipcau.delivery.services import expand_plan_version, follow_reporting_dates  # noqa: E402
from nhipcau.kernel.folding import fold  # noqa: E402
from nhipcau.library.models import Purpose, StoredFile  # noqa: E402
from nhipcau.organisations.models import Unit, UnitKind  # noqa: E402
from nhipcau.plans.models import (  # noqa: E402
    Intake,
    IntakeState,
    Plan,
    PlanVersion,
    ReportingDate,
    Schedule,
    Task,
    TaskUnit,
    UnitRole,
)

UNITS, TASKS = 300, 90
NOW = dt.datetime(2026, 1, 5, 2, 0, tzinfo=dt.UTC)
MONTHLY = {"kind": "recurring", "min": 1, "max": 1, "per": "month"}


def build(title: str, units: list[Unit], user: User, schedule: dict[str, object]) -> PlanVersion:
    """A plan whose every task is led by every unit."""
    owner = units[0]
    file = StoredFile.objects.create(
        file="library/00/00", original_name="ke-hoach.docx", sha256=fold(title).ljust(64, "0")[:64], size=1, content_type="text/plain",
        purpose=Purpose.PLAN, unit=owner, uploaded_by=user, created_at=NOW,
    )  # fmt: skip
    intake = Intake.objects.create(
        file=file, unit=owner, state=IntakeState.ADOPTED, title=title, created_by=user, created_at=NOW
    )
    plan = Plan.objects.create(
        unit=owner, title=title, period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 12, 31)
    )
    version = PlanVersion.objects.create(plan=plan, intake=intake, file=file, adopted_by=user, adopted_at=NOW)
    plan.current = version
    plan.save()
    tasks = Task.objects.bulk_create(
        Task(version=version, plan=plan, position=number, path=[str(number)], text=f"Việc số {number}", folded=f"viec so {number}")
        for number in range(1, TASKS + 1)
    )  # fmt: skip
    Schedule.objects.bulk_create(Schedule(task=task, **schedule) for task in tasks)
    TaskUnit.objects.bulk_create(
        (
            TaskUnit(task=task, unit=unit, role=UnitRole.LEAD, position=place, printed=unit.name)
            for task in tasks
            for place, unit in enumerate(units[1:])
        ),
        batch_size=5000,
    )
    return version


def _units() -> list[Unit]:
    root = Unit.add_root(code="U0", name="UBND tỉnh Rộng Lớn", kind=UnitKind.PROVINCE)
    for number in range(1, UNITS + 1):
        Unit.objects.get(pk=root.pk).add_child(
            code=f"U{number}", name=f"UBND xã số {number}", kind=UnitKind.COMMUNE
        )
    return list(Unit.objects.order_by("path"))


def _time(name: str, work: Callable[[], int]) -> None:
    begun = time.perf_counter()
    rows = work()
    print(json.dumps({"name": name, "seconds": time.perf_counter() - begun, "rows": rows}), flush=True)


def main() -> None:
    """Build, then time."""
    call_command("migrate", verbosity=0)
    units, user = _units(), User.objects.create_user("coordinator", password=None)
    monthly = build("Kế hoạch hằng tháng", units, user, MONTHLY)
    _time("expansion, 90 tasks × 300 units × 12 months", lambda: expand_plan_version(monthly))
    _time("expansion again, all is there", lambda: expand_plan_version(monthly))
    ongoing = build("Kế hoạch thường xuyên", units, user, {"kind": "ongoing"})
    half = dt.date(2026, 6, 15)
    for first, last in ((dt.date(2026, 1, 1), half), (dt.date(2026, 6, 16), dt.date(2026, 11, 20))):
        ReportingDate.objects.create(plan=ongoing.plan, due_on=last, period_from=first, period_to=last)
    _time("expansion, 90 ongoing tasks × 300 units × 2 reporting dates", lambda: expand_plan_version(ongoing))
    ReportingDate.objects.filter(due_on=half).update(due_on=dt.date(2026, 6, 30))
    _time("a reporting date moves", lambda: follow_reporting_dates(plan=ongoing.plan, user=user, now=NOW))
    assert Obligation.objects.count() == UNITS * TASKS * 14


if __name__ == "__main__":
    main()
