"""One plan of 90 tasks that 300 units owe every month: 324,000 obligations. Times home and matrix; a process of its own for each database.

Due days differ from task to task, as in plans. Prints a JSON line for each page, as `benchmarks.pages` does.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks import pages  # sets Django up: what follows needs it

from django.core.management import call_command  # isort: skip
from django.db import connection  # isort: skip

from nhipcau.accounts.models import Role, User  # isort: skip
from nhipcau.delivery.models import Obligation  # isort: skip
from nhipcau.kernel import clock  # isort: skip
from nhipcau.organisations.models import RoleHolding  # isort: skip
from nhipcau.plans.models import Schedule, Task, TaskUnit, UnitRole  # isort: skip

UNITS, TASKS, MONTHS = 300, 90, 12
DAYS = (0, 25, 20, 15, 10)  # of the month; 0 is its last


def build(today: dt.date, now: dt.datetime) -> dict[str, Any]:
    """The plan, its 27,000 leads and what they owe; nine tenths of what fell due is done."""
    pages.UNITS = UNITS + 1
    pages.TASKS = TASKS
    units = pages._units()
    officer = User.objects.create_user("officer", password=None)
    coordinator = User.objects.create_user("coordinator", password=None)
    RoleHolding.objects.create(user=officer, unit=units[1], role=Role.UNIT_OFFICER)
    RoleHolding.objects.create(user=coordinator, unit=units[0], role=Role.COORDINATOR)
    version = pages._plan(0, units[0], coordinator, today, now)
    tasks = pages._tasks([version], random.Random(7))
    TaskUnit.objects.bulk_create(
        (
            TaskUnit(task=task, unit=unit, role=UnitRole.LEAD, position=place, printed=unit.name)
            for task in tasks
            for place, unit in enumerate(units[1:])
        ),
        batch_size=1000,
    )
    schedules = {row.task_id: row.pk for row in Schedule.objects.all()}
    Obligation.objects.bulk_create(
        owed(tasks, [unit.pk for unit in units[1:]], schedules, today), batch_size=1000
    )
    return {"officer": officer, "coordinator": coordinator, "plan": version.plan_id}


def owed(
    tasks: list[Task], units: list[int], schedules: dict[int, int], today: dt.date
) -> Iterator[Obligation]:
    """Every unit, task and month."""
    for place, task in enumerate(tasks):
        for unit in units:
            for month in range(1, MONTHS + 1):
                first = dt.date(today.year, month, 1)
                last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
                due = first.replace(day=day) if (day := DAYS[place % len(DAYS)]) else last
                met = due < today and (place + unit + month) % 10 < 9
                yield Obligation(
                    plan_id=task.plan_id, task=task, schedule_id=schedules[task.pk], unit_id=unit, ordinal=month, ordinals=MONTHS,
                    period_from=first, period_to=last, due_on=due, met_on=due - dt.timedelta(days=2) if met else None, pieces=int(met),
                )  # fmt: skip


def main() -> int:
    """Build, then time every page for both people."""
    call_command("migrate", verbosity=0, interactive=False)
    made = build(clock.today(), clock.now())
    assert Obligation.objects.count() == UNITS * TASKS * MONTHS
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    addresses = {
        "home": "",
        "matrix, all plans": "viec/ma-tran/",
        "matrix, one plan": f"viec/ma-tran/?plan={made['plan']}",
        "matrix, one kind, by name": "viec/ma-tran/?kind=press&sort=name&p=2",
        "units: silent, late, covered": "viec/bao-phu/",
    }
    for who in ("officer", "coordinator"):
        for name, address in addresses.items():
            told = pages.timed(f"/lam-viec/{address}", made[who])
            print(json.dumps({"name": f"{name}, as {who}, 324,000 obligations", **told}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
