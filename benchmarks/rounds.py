"""Twelve rounds of 300 units and 60 figures, and a ministry's round of 34 provinces of 100 units. Times screens and the annual document.

A process of its own for each database; prints a JSON line for each, as `benchmarks.pages` does.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any

from benchmarks import pages  # sets Django up: what follows needs it

from django.core.management import call_command  # isort: skip
from django.db import connection, transaction  # isort: skip

from nhipcau.accounts.models import Role, User  # isort: skip
from nhipcau.kernel import clock  # isort: skip
from nhipcau.organisations.models import RoleHolding, Unit, UnitKind, UnitName  # isort: skip
from nhipcau.reporting.models import (  # isort: skip
    FormSection,
    FormVersion,
    Indicator,
    Report,
    ReportCycle,
    ReportFigure,
    ReportForm,
    ReportState,
    ReportText,
)
from nhipcau.reporting.services.consolidating import gather  # isort: skip
from nhipcau.reporting.services.exporting import export_report  # isort: skip
from nhipcau.reporting.services.freezing import freeze  # isort: skip

UNITS, FIGURES, CYCLES = 300, 60, 12
PROVINCES, BELOW = 34, 100
SECTIONS = 8
RULES = (("number", "sum"), ("money", "sum"), ("share", "share"), ("yes-no", "count-yes"), ("list", "distinct"), ("number", "average"))  # fmt: skip
STATES = (ReportState.ACCEPTED, ReportState.SENT, ReportState.ACCEPTED, ReportState.SENT, ReportState.DRAFT)
MEGABYTE = 1024


def build(now: dt.datetime) -> dict[str, Any]:
    """All rounds, with the consolidated report of the last one."""
    pages.UNITS = UNITS + 1
    units = pages._units()
    people = {
        name: User.objects.create_user(name, password=None) for name in ("officer", "coordinator", "ministry")
    }
    RoleHolding.objects.create(user=people["officer"], unit=units[1], role=Role.UNIT_OFFICER)
    RoleHolding.objects.create(user=people["coordinator"], unit=units[0], role=Role.COORDINATOR)
    version = _form(people["coordinator"])
    chance = random.Random(7)
    cycles = []
    for number in range(CYCLES):
        cycle = _cycle(version, units[0], 2014 + number, people["coordinator"], now)
        _reports(cycle, units[1:], people["coordinator"], now, chance)
        cycles.append(cycle)
    above = _cycle(version, units[0], 2014 + CYCLES - 1, people["coordinator"], now, level="authority")
    report = Report.objects.create(cycle=above, unit=units[0], gathers=cycles[-1])
    ministry = _ministry(version, people, now)
    return {**people, "cycle": cycles[-1].pk, "report": report, "high": ministry.pk}


def _form(user: User) -> FormVersion:
    form = ReportForm.objects.create(key="do", name="Biểu mẫu đo", cadence="year")
    version = FormVersion.objects.create(
        form=form, state="published", subject="Kết quả công tác", changed_by=user
    )
    sections = [
        FormSection.objects.create(
            form_version=version, position=place, title=f"Nội dung {place}", is_required=True
        )
        for place in range(1, SECTIONS + 1)
    ]
    for place in range(1, FIGURES + 1):
        kind, rule = RULES[place % len(RULES)]
        Indicator.objects.create(
            form_version=version, section=sections[place % SECTIONS], position=place, code=f"CT-{place:02}",
            label=f"Chỉ tiêu số {place} của biểu mẫu", type=kind, gathering=rule, measure="lượt", is_required=True,
        )  # fmt: skip
    return version


def _cycle(
    version: FormVersion,
    keeper: Unit,
    year: int,
    user: User,
    now: dt.datetime,
    *,
    level: str = "units",
    **more: Any,
) -> ReportCycle:
    return ReportCycle.objects.create(
        form_version=version, level=level, cadence="year", title=f"Báo cáo năm {year}", keeper=keeper,
        period_from=dt.date(year, 1, 1), period_to=dt.date(year, 12, 31), cut_off_on=dt.date(year, 11, 15),
        due_on=dt.date(year, 11, 20), opened_by=user, opened_at=now, key=uuid.uuid4(), **more,
    )  # fmt: skip


def _report(cycle: ReportCycle, unit: Unit, place: int, user: User, now: dt.datetime) -> Report:
    state = STATES[place % len(STATES)]
    row = Report(cycle=cycle, unit=unit, state=state)
    if state != ReportState.DRAFT:
        row.sent_by, row.sent_at = user, now
        row.first_sent_on = cycle.due_on + dt.timedelta(days=2 if place % 7 == 0 else -2)
        row.decided_by, row.decided_at = user, now
    return row


def _reports(
    cycle: ReportCycle, units: list[Unit], user: User, now: dt.datetime, chance: random.Random
) -> None:
    reports = Report.objects.bulk_create(
        _report(cycle, unit, place, user, now) for place, unit in enumerate(units)
    )
    indicators = list(Indicator.objects.filter(form_version=cycle.form_version_id))
    ReportFigure.objects.bulk_create(
        (_figure(report, indicator, chance) for report in reports for indicator in indicators),
        batch_size=2000,
    )
    sections = list(FormSection.objects.filter(form_version=cycle.form_version_id))
    ReportText.objects.bulk_create(
        (
            ReportText(
                report=report,
                section=section,
                text=" ".join(chance.choices(pages.SENTENCE.split(), k=40)) + ".",
            )
            for report in reports
            for section in sections
        ),
        batch_size=1000,
    )


def _figure(report: Report, indicator: Indicator, chance: random.Random) -> ReportFigure:
    row = ReportFigure(report=report, indicator=indicator, value=chance.randrange(500))
    if indicator.type == "share":
        row.of = 500
    elif indicator.type == "yes-no":
        row.value = chance.randrange(2)
    elif indicator.type == "list":
        row.entries = chance.sample(["Tiếng Anh", "Tiếng Lào", "Tiếng Trung", "Tiếng Pháp"], 2)
        row.value = 2
    else:
        row.estimate = (row.value or 0) + 10
    return row


def _ministry(version: FormVersion, people: dict[str, User], now: dt.datetime) -> ReportCycle:
    top = Unit.add_root(code="BO", name="Bộ chủ quản", kind=UnitKind.CENTRAL)
    RoleHolding.objects.create(user=people["ministry"], unit=top, role=Role.COORDINATOR)
    user = people["coordinator"]
    high = _cycle(version, top, 2025, user, now, level="authority")
    for number in range(PROVINCES):
        province = Unit.objects.get(pk=top.pk).add_child(
            code=f"T{number}", name=f"UBND tỉnh số {number}", kind=UnitKind.PROVINCE
        )
        for place in range(BELOW):
            Unit.objects.get(pk=province.pk).add_child(
                code=f"T{number}.{place}", name=f"Đơn vị {number}.{place}"
            )
        low = _cycle(version, province, 2025, user, now, feeds=high)
        below = Unit.objects.filter(path__startswith=province.path, depth=3).order_by("path")
        Report.objects.bulk_create(_report(low, unit, place, user, now) for place, unit in enumerate(below))
        row = _report(high, province, number, user, now)
        row.gathers = low
        row.save()
    UnitName.objects.bulk_create(
        UnitName(unit=unit, name=unit.name) for unit in Unit.objects.filter(path__startswith=top.path)
    )
    return high


def documents(made: dict[str, Any], now: dt.datetime) -> Iterator[dict[str, Any]]:
    """The annual report: gathered, frozen, and written; seconds, and the most memory the process ever held."""
    user, report = made["coordinator"], made["report"]
    start = time.perf_counter()
    with transaction.atomic():
        gather(report, now=now)
    yield {
        "name": "annual report gathered from 300 units",
        "p95": time.perf_counter() - start,
        "queries": 0,
        "unit": "s",
    }
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.ACCEPTED,
        sent_by=user,
        sent_at=now,
        first_sent_on=now.date(),
        decided_by=user,
        decided_at=now,
    )
    report = Report.objects.select_related("unit", "cycle__keeper", "gathers").get(pk=report.pk)
    start = time.perf_counter()
    freeze(report, user=user, now=now)
    yield {"name": "annual report frozen", "p95": time.perf_counter() - start, "queries": 0, "unit": "s"}
    start = time.perf_counter()
    export_report(user=user, report=report, kind="docx", now=now)
    yield {
        "name": "annual .docx from 300 units",
        "p95": time.perf_counter() - start,
        "queries": 0,
        "unit": "s",
    }
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    yield {"name": "memory, with the .docx from 300 units", "p95": most, "queries": 0, "unit": "MB"}


def main() -> int:
    """Build, then time."""
    call_command("migrate", verbosity=0, interactive=False)
    now = clock.now()
    made = build(now)
    assert ReportFigure.objects.count() == UNITS * FIGURES * CYCLES
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    cycle, high = made["cycle"], made["high"]
    addresses = (
        ("consolidation, 300 units × 60 figures × 12 rounds", f"ky/{cycle}/tong-hop/", "coordinator"),
        ("consolidation, one figure by unit", f"ky/{cycle}/chi-tieu/CT-01/", "coordinator"),
        ("comparison through 12 rounds", f"ky/{cycle}/so-sanh/?code=CT-01", "coordinator"),
        ("matrix of a round, 300 units", f"ky/{cycle}/", "coordinator"),
        ("matrix of a round, as officer of a unit", f"ky/{cycle}/", "officer"),
        ("matrix, 300 units × 12 rounds", "cac-ky/", "coordinator"),
        ("ministry, 34 provinces × 100 units", f"ky/{high}/noi-gui/", "ministry"),
    )
    for name, address, who in addresses:
        told = pages.timed(f"/lam-viec/bao-cao/{address}", made[who])
        print(json.dumps({"name": name, "unit": "ms", **told}), flush=True)
    for told in documents(made, now):
        print(json.dumps(told), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
