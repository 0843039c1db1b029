"""One round of reminders over 100,000 open obligations, in a process of its own: prints a JSON line a figure.

The first round of a new installation is the heaviest (everything late is told at once); the next day's is what comes every day.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import sys
import time
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings.run")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks import pages  # noqa: E402
from nhipcau.accounts.models import Role, User  # noqa: E402
from nhipcau.delivery.models import Obligation, Reminder  # noqa: E402
from nhipcau.delivery.services.reminding import digest_some, remind_some  # noqa: E402
from nhipcau.notices.models import Notice  # noqa: E402
from nhipcau.notices.services import send_waiting  # noqa: E402
from nhipcau.organisations.models import RoleHolding, Unit  # noqa: E402
from nhipcau.plans.models import Schedule, TaskUnit, UnitRole  # noqa: E402

OPEN = 100_000
MONDAY = dt.date(2026, 6, 15)
HANOI = dt.timezone(dt.timedelta(hours=7))


def build(now: dt.datetime) -> None:
    """300 units with an officer and a leader each, 10 plans, 100,000 obligations of which none is met, due over the whole year."""
    chance = random.Random(7)
    units = pages._units()
    coordinator = User.objects.create_user("coordinator", password=None, email="coordinator@example.vn")
    holdings = [RoleHolding(user=coordinator, unit=units[0], role=Role.COORDINATOR)]
    people = User.objects.bulk_create(
        User(username=f"{role}{unit.pk}", email=f"{role}{unit.pk}@example.vn")
        for unit in units
        for role in ("officer", "leader")
    )
    for unit, officer, leader in zip(units, people[::2], people[1::2], strict=True):
        holdings.append(RoleHolding(user=officer, unit=unit, role=Role.UNIT_OFFICER))
        holdings.append(RoleHolding(user=leader, unit=unit, role=Role.UNIT_LEADER))
    RoleHolding.objects.bulk_create(holdings)
    versions = [pages._plan(number, units[0], coordinator, now.date(), now) for number in range(pages.PLANS)]
    tasks = pages._tasks(versions, chance)
    pages._leads(tasks, units, chance)
    Obligation.objects.bulk_create(_rows(chance), batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(chance: random.Random) -> Iterator[Obligation]:
    schedules = {row.task_id: row for row in Schedule.objects.select_related("task")}
    leads = list(TaskUnit.objects.filter(role=UnitRole.LEAD).values_list("task_id", "unit_id"))
    times, made = -(-OPEN // len(leads)), 0
    for task_id, unit_id in leads:
        for ordinal in range(1, times + 1):
            if made == OPEN:
                return
            made += 1
            due = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(364))
            schedule = schedules[task_id]
            yield Obligation(
                plan_id=schedule.task.plan_id, task_id=task_id, schedule=schedule, unit_id=unit_id, ordinal=ordinal,
                ordinals=times, period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 12, 31), due_on=due,
            )  # fmt: skip


def said(name: str, value: float, unit: str) -> None:
    """One figure."""
    print(json.dumps({"name": name, "value": value, "unit": unit}), flush=True)


def at(day: dt.date) -> dt.datetime:
    """Eight o'clock in Hà Nội."""
    return dt.datetime.combine(day, dt.time(8), HANOI)


def round_of(day: dt.date) -> float:
    """Seconds of the whole round of that day."""
    begun = time.perf_counter()
    while remind_some(now=at(day)):
        pass
    return time.perf_counter() - begun


def main(phase: str) -> int:
    """`build` fills the database; `measure` runs the rounds in a process whose memory is that of the rounds alone."""
    if phase == "build":
        call_command("migrate", verbosity=0, interactive=False)
        build(at(MONDAY))
        return 0
    settings.EMAIL_HOST = ""
    assert Obligation.objects.count() == OPEN
    assert Unit.objects.count() == pages.UNITS
    said("first round, everything late", round_of(MONDAY), "s")
    told, people = Reminder.objects.count(), Notice.objects.count()
    said(
        f"round of the next day ({told} lines to {people} people told before)",
        round_of(MONDAY + dt.timedelta(days=1)),
        "s",
    )
    said("memory of both rounds", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
    begun = time.perf_counter()
    while digest_some(now=at(MONDAY)):
        pass
    said("summary of the week", time.perf_counter() - begun, "s")
    begun = time.perf_counter()
    sent = send_waiting(clock=lambda: at(MONDAY + dt.timedelta(days=1)), most=300)
    said(
        f"letters to files, each asked once more ({sent})", sent / (time.perf_counter() - begun), "letters/s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
