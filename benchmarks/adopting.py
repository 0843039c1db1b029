"""Sets up the province of one plan, then reads, adopts and expands the plan; run as a process of its own on an empty database.

Prints one JSON object: tasks, names printed and how they were matched, obligations, seconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings.run")
django.setup()

from django.core.management import call_command  # noqa: E402

import vanban  # noqa: E402
from nhipcau.accounts.models import User  # noqa: E402
from nhipcau.delivery.models import Obligation  # noqa: E402
from nhipcau.kernel import clock  # noqa: E402
from nhipcau.organisations.services.set_up import set_up_province  # noqa: E402
from nhipcau.plans.models import SURE, DraftUnit, Intake, Match, Task  # noqa: E402
from nhipcau.plans.services import adopt_plan, hand_in_plan, read_intake  # noqa: E402


def province_of(issuer: str) -> str:
    """The code of the province of today in which the issuer, of whatever day, lies."""
    today = {province.name: province for province in vanban.provinces(clock.today())}
    every = {province.name: province for province in vanban.provinces(None)}
    name = next((name for name in every if issuer.endswith(name)), "")
    if not name:
        district = next(each for each in vanban.districts() if issuer.endswith(each.name))
        name = next(each.name for each in every.values() if each.code_before == district.province)
    while name not in today:
        name = every[name].successor
    return today[name].code


def main(path: Path) -> None:
    """Do it and print the figures."""
    call_command("migrate", verbosity=0)
    user = User.objects.create_superuser("bench", password=None)
    data = path.read_bytes()
    issuer = vanban.read_bytes(data, path.name).document.header.issuer or ""
    unit = set_up_province(user=user, province=province_of(issuer), now=clock.now()).unit
    start = time.perf_counter()
    intake = hand_in_plan(user=user, unit=unit, name=path.name, data=data, now=clock.now())
    read_intake(intake_id=intake.pk, now=clock.now())
    intake = Intake.objects.get(pk=intake.pk)
    version = adopt_plan(user=user, intake=intake, now=clock.now())
    seconds = time.perf_counter() - start
    names: dict[str, str] = {}
    for printed, match in DraftUnit.objects.filter(task__intake=intake).values_list("printed", "match"):
        names.setdefault(printed, match)
    owed = Obligation.objects.filter(plan=version.plan)
    print(
        json.dumps(
            {
                "tasks": Task.objects.filter(version=version).count(),
                "names": len(names),
                "sure": sum(match in SURE for match in names.values()),
                "proposed": sum(match == Match.SIMILAR for match in names.values()),
                "open": [[printed, match] for printed, match in sorted(names.items()) if match not in SURE],
                "obligations": owed.count(),
                "units": owed.values("unit").distinct().count(),
                "seconds": seconds,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
