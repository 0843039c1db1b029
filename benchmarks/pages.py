"""Builds an installation of the size of a large province and times its pages; run as a process of its own for each database.

Prints a JSON line for each page: name, p95 in milliseconds, number of queries.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings.run")
django.setup()
from nhipcau.config.loading import loaded_application  # noqa: E402

loaded_application()  # as the servers answer

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from nhipcau.accounts.models import Role, User  # noqa: E402
from nhipcau.delivery.models import Evidence, EvidenceUse, Obligation  # noqa: E402
from nhipcau.kernel import clock  # noqa: E402
from nhipcau.kernel.folding import fold  # noqa: E402
from nhipcau.library.models import Purpose, StoredFile  # noqa: E402
from nhipcau.organisations.models import RoleHolding, Unit, UnitKind, UnitName  # noqa: E402
from nhipcau.plans.models import (  # noqa: E402
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

UNITS, PLANS, TASKS, OBLIGATIONS = 300, 10, 90, 100_000
DEPARTMENTS = 20
MONTHS = 12
REQUESTS = 25
SENTENCE = (
    "xuất bản bản tin đối ngoại tập huấn phát ngôn phóng sự truyền hình biển đảo kiều bào xúc tiến đầu tư"
)


def build(today: dt.date, now: dt.datetime) -> dict[str, Any]:
    """300 units, 10 plans of 90 tasks, 100,000 obligations of which two thirds are met."""
    chance = random.Random(7)
    units = _units()
    officer = User.objects.create_user("officer", password=None)
    coordinator = User.objects.create_user("coordinator", password=None)
    RoleHolding.objects.create(user=officer, unit=units[1], role=Role.UNIT_OFFICER)
    RoleHolding.objects.create(user=coordinator, unit=units[0], role=Role.COORDINATOR)
    plans = [_plan(number, units[0], coordinator, today, now) for number in range(PLANS)]
    tasks = _tasks(plans, chance)
    _leads(tasks, units, chance)
    schedules = {row.task_id: row for row in Schedule.objects.all()}
    _obligations(tasks, schedules, today)
    _evidence(coordinator, today, now)
    own = Obligation.objects.filter(unit=units[1]).order_by("pk")[5]
    return {"officer": officer, "coordinator": coordinator, "plan": plans[0].pk, "obligation": own.pk, "task": own.task_id, "unit": units[1].pk}  # fmt: skip


def _units() -> list[Unit]:
    root = Unit.add_root(code="U0", name="UBND tỉnh Rộng Lớn", short_name="UBND tỉnh", kind=UnitKind.PROVINCE)
    for number in range(1, UNITS):
        kind = UnitKind.DEPARTMENT if number <= DEPARTMENTS else UnitKind.COMMUNE
        name = f"Sở số {number}" if number <= DEPARTMENTS else f"UBND xã số {number}"
        Unit.objects.get(pk=root.pk).add_child(code=f"U{number}", name=name, kind=kind)
    units = list(Unit.objects.order_by("path"))
    UnitName.objects.bulk_create(UnitName(unit=unit, name=unit.name) for unit in units)
    return units


def _plan(number: int, unit: Unit, user: User, today: dt.date, now: dt.datetime) -> PlanVersion:
    file = StoredFile.objects.create(
        file="library/00/00", original_name="ke-hoach.docx", sha256=f"{number:064d}", size=1, content_type="text/plain",
        purpose=Purpose.PLAN, unit=unit, uploaded_by=user, created_at=now,
    )  # fmt: skip
    lines = [{"s": place * 120, "t": SENTENCE[:119]} for place in range(400)]
    title = f"Công tác thông tin đối ngoại, phần {number}"
    intake = Intake.objects.create(
        file=file, unit=unit, state=IntakeState.ADOPTED, title=title, lines=lines, reading={"tasks": lines},
        created_by=user, created_at=now,
    )  # fmt: skip
    plan = Plan.objects.create(
        unit=unit, number=str(number + 1), symbol="KH-UBND", title=title, period_from=dt.date(today.year, 1, 1),
        period_to=dt.date(today.year, 12, 31),
    )  # fmt: skip
    return PlanVersion.objects.create(plan=plan, intake=intake, file=file, adopted_by=user, adopted_at=now)


def _tasks(versions: list[PlanVersion], chance: random.Random) -> list[Task]:
    kinds = TaskKind.values
    rows = []
    for version in versions:
        for position in range(1, TASKS + 1):
            text = " ".join(chance.choices(SENTENCE.split(), k=25)).capitalize() + "."
            rows.append(
                Task(
                    version=version, plan=version.plan, position=position, path=["II", str(position)], text=text,
                    folded=fold(text), kind=kinds[position % len(kinds)], time_text="01 số/tháng",
                    spans=[[position * 120, position * 120 + 119]],
                )
            )  # fmt: skip
    made = Task.objects.bulk_create(rows)
    Schedule.objects.bulk_create(
        Schedule(task=task, position=0, kind="recurring", min=1, max=1, per="month") for task in made
    )
    return made


def _leads(tasks: list[Task], units: list[Unit], chance: random.Random) -> None:
    each, left = divmod(OBLIGATIONS // MONTHS, len(tasks))
    rows = []
    for number, task in enumerate(tasks):
        count = each + (number < left)
        named = chance.sample(units[1:], count + 3)
        for place, unit in enumerate(named):
            role = UnitRole.LEAD if place < count else UnitRole.COOP
            rows.append(TaskUnit(task=task, unit=unit, role=role, position=place, printed=unit.name))
    TaskUnit.objects.bulk_create(rows, batch_size=500)


def _obligations(tasks: list[Task], schedules: dict[int, Schedule], today: dt.date) -> None:
    by_task = {task.pk: task for task in tasks}
    leads = TaskUnit.objects.filter(role=UnitRole.LEAD).values_list("task_id", "unit_id")
    months = [dt.date(today.year, month, 1) for month in range(1, MONTHS + 1)]
    ends = [(first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1) for first in months]

    def rows() -> Iterator[Obligation]:
        for number, (task_id, unit_id) in enumerate(leads):
            for ordinal, (first, last) in enumerate(zip(months, ends, strict=True), start=1):
                met = last < today and (number + ordinal) % 10 < 9
                yield Obligation(
                    plan_id=by_task[task_id].plan_id, task_id=task_id, schedule=schedules[task_id], unit_id=unit_id,
                    ordinal=ordinal, ordinals=MONTHS, period_from=first, period_to=last, due_on=last,
                    met_on=last - dt.timedelta(days=2) if met else None, pieces=int(met),
                )  # fmt: skip

    Obligation.objects.bulk_create(rows(), batch_size=1000)


def _evidence(user: User, today: dt.date, now: dt.datetime) -> None:
    met = list(Obligation.objects.filter(met_on__isnull=False).values_list("pk", "unit_id", "met_on"))
    rows = Evidence.objects.bulk_create(
        (
            Evidence(
                unit_id=unit,
                note="Đã làm.",
                done_on=day or today,
                handed_in_by=user,
                handed_in_at=now,
                key=uuid.uuid4(),
            )
            for _pk, unit, day in met
        ),
        batch_size=1000,
    )
    EvidenceUse.objects.bulk_create(
        (
            EvidenceUse(evidence=row, obligation_id=pk)
            for row, (pk, _unit, _day) in zip(rows, met, strict=True)
        ),
        batch_size=1000,
    )


def pages(made: dict[str, Any]) -> Iterator[tuple[str, str, User]]:
    """Name, address and person of every page that is timed."""
    plan, officer = made["plan"], made["officer"]
    yield from ((name, f"/lam-viec/{address}", officer) for name, address in {
        "home": "",
        "obligations": "viec/",
        "obligations, all in sight": "viec/?scope=all",
        "obligations, coordinated": "viec/?scope=coop",
        "obligations, overdue": "viec/?state=overdue",
        "obligations, by unit": "viec/?scope=all&sort=unit",
        "obligations, search": "viec/?scope=all&q=kieu+bao",
        "obligations, page 5": "viec/?p=5",
        "obligations, one plan": f"viec/?scope=all&plan={plan}&state=owed",
        "obligation": f"viec/{made['obligation']}/",
        "obligations as .xlsx": "viec/xuat/",
        "plans": "ke-hoach/",
        "plan, table": f"ke-hoach/{plan}/",
        "plan, overdue": f"ke-hoach/{plan}/?trang-thai=overdue",
        "plan, of one unit": f"ke-hoach/{plan}/?don-vi={made['unit']}",
        "plan, calendar": f"ke-hoach/{plan}/?xem=lich",
        "plan, timeline": f"ke-hoach/{plan}/?xem=truc",
        "task": f"ke-hoach/nhiem-vu/{made['task']}/",
        "units": "don-vi/",
    }.items())  # fmt: skip
    yield "home of the coordinator", "/lam-viec/", made["coordinator"]
    yield "obligations of the coordinator", "/lam-viec/viec/", made["coordinator"]


def timed(address: str, user: User) -> dict[str, Any]:
    """The 95th percentile of a page in milliseconds, and its queries."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    for _ in range(2):
        status = client.get(address).status_code
    if status != 200:
        return {"error": status}
    times = []
    for _ in range(REQUESTS):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    times.sort()
    return {
        "p95": times[int(len(times) * 0.95) - 1],
        "median": times[len(times) // 2],
        "queries": len(queries),
    }


def main() -> int:
    """Build, then time every page."""
    call_command("migrate", verbosity=0, interactive=False)
    now = clock.now()
    made = build(clock.today(), now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for name, address, user in pages(made):
        print(json.dumps({"name": name, **timed(address, user)}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
