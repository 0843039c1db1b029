"""Builds the province of the last day for reports (`seed`), and reads afterwards what became of it (`verify`)."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import uuid
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings.run")
django.setup()
from nhipcau.config.loading import loaded_application  # noqa: E402

loaded_application()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks import pages  # noqa: E402
from nhipcau.accounts.models import Role, User  # noqa: E402
from nhipcau.audit.selectors.chain import verify as verify_log  # noqa: E402
from nhipcau.kernel import clock  # noqa: E402
from nhipcau.organisations.models import RoleHolding, Unit  # noqa: E402
from nhipcau.plans.models import Plan  # noqa: E402
from nhipcau.reporting.models import (  # noqa: E402
    COUNTED,
    Cadence,
    Deed,
    Report,
    ReportDeed,
    ReportFigure,
    ReportForm,
    ReportText,
)
from nhipcau.reporting.services.cycles import Wanted, open_cycle  # noqa: E402

UNITS = 300
FORM = "ttdn-nam"


def seed() -> list[dict[str, Any]]:
    """A province of 300 reporting units in the middle of their year's work, each with an officer who is signed in."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    now, today = clock.now(), clock.today()
    pages.UNITS = UNITS + 1  # the province itself receives
    made = pages.build(today, now)
    root = Unit.objects.get(depth=1)
    form = ReportForm.objects.select_related("current").get(key=FORM)
    assert form.current is not None
    units = list(Unit.objects.exclude(pk=root.pk).order_by("path"))
    wanted = Wanted(
        form_version=form.current, cadence=Cadence.YEAR, title="Báo cáo năm", keeper=root,
        period_from=dt.date(today.year, 1, 1), period_to=dt.date(today.year, 12, 31), cut_off_on=today, due_on=today,
        senders=units, plan=Plan.objects.order_by("pk").first(),
    )  # fmt: skip
    cycle = open_cycle(user=made["coordinator"], wanted=wanted, key=uuid.uuid4(), now=now)
    reports = dict(cycle.reports.values_list("unit_id", "pk"))
    desks = []
    for number, unit in enumerate(units):
        held = RoleHolding.objects.filter(unit=unit, role=Role.UNIT_OFFICER).select_related("user").first()
        officer = held.user if held else User.objects.create_user(f"officer{number}", password=None)
        if held is None:
            RoleHolding.objects.create(user=officer, unit=unit, role=Role.UNIT_OFFICER)
        client = Client()
        client.force_login(officer)
        cookie = settings.SESSION_COOKIE_NAME
        desks.append({"report": reports[unit.pk], "cookie": cookie, "session": client.cookies[cookie].value})
    return desks


def verify(desks: list[dict[str, Any]]) -> dict[str, int]:
    """What the officers believe, held against what is there."""
    told = {"not handed in": 0, "lost": 0, "doubled": 0, "overwritten unseen": 0, "clashes": 0}
    for desk in desks:
        report = Report.objects.get(pk=desk["report"])
        deeds = list(ReportDeed.objects.filter(report=report).values_list("deed", flat=True))
        told["not handed in"] += report.state not in COUNTED
        told["doubled"] += max(0, deeds.count(Deed.SENT) - 1) + max(0, deeds.count(Deed.OPENED) - 1)
        texts = {str(row.pk): row for row in ReportText.objects.filter(report=report)}
        figures = {str(row.pk): row for row in ReportFigure.objects.filter(report=report)}
        for key, (words, version) in desk["texts"].items():
            told["lost"] += texts[key].text != words
            told["overwritten unseen"] += texts[key].text.startswith("Người thứ hai")
            told["doubled"] += texts[key].version != version
        for key, (value, version) in desk["figures"].items():
            told["lost"] += figures[key].value != int(value)
            told["doubled"] += figures[key].version != version
        told["clashes"] += desk["clashes"]
    return told | {"gaps in the log": len(verify_log().faults)}


if __name__ == "__main__":
    said = seed() if sys.argv[1] == "seed" else verify(json.load(sys.stdin))
    print(json.dumps(said))
