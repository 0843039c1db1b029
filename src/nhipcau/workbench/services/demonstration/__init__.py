"""The demonstration: the invented province of Lam Sơn, loaded through the same doors an office uses."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.delivery.services.reminding import digest_some, remind_some
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.working_days import working_day_after, working_day_on_or_before
from nhipcau.organisations.models import Unit, UnitKind
from nhipcau.organisations.services import create_unit, import_units, save_group
from nhipcau.plans.models import Intake, Plan
from nhipcau.plans.services import adopt_plan, confirm_above, hand_in_plan, read_intake
from nhipcau.plans.services.commemorations import Day, save_anniversary
from nhipcau.workbench.services.demonstration.committee import found_committee
from nhipcau.workbench.services.demonstration.conversation import talk
from nhipcau.workbench.services.demonstration.documents import FOLDER, dated, issued_on, redated
from nhipcau.workbench.services.demonstration.money import spend_on
from nhipcau.workbench.services.demonstration.people import (
    ADMINISTRATOR,
    COORDINATOR,
    HANOI,
    PASSWORD,
    first_administrator,
    note,
    open_accounts,
)
from nhipcau.workbench.services.demonstration.reports import report_on
from nhipcau.workbench.services.demonstration.requests import ask_for_more_time
from nhipcau.workbench.services.demonstration.unit_plans import write_unit_plans
from nhipcau.workbench.services.demonstration.year import live_through

__all__ = ["ADMINISTRATOR", "COORDINATOR", "PASSWORD", "load_demonstration", "note"]

ROOT = "LS"
ONE_DAY = dt.timedelta(days=1)
MORNING = dt.time(8, 0)
SURELY_ALIKE = 70  # of 100: proposals of the cascade that the demonstration confirms
GROUPS = (
    (
        "Các sở, ban, ngành",
        (UnitKind.DEPARTMENT, UnitKind.AGENCY),
        ("các sở, ban, ngành tỉnh", "sở, ban, ngành"),
    ),
    (
        "UBND các xã, phường, đặc khu",
        (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE),
        ("Ủy ban nhân dân các xã, phường, đặc khu", "các xã, phường, đặc khu"),
    ),
)
ANNIVERSARIES = (
    Day("Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam", 2, 9, since=1945),
    Day("Ngày thành lập Khu bảo tồn biển Hòn Mây", 18, 12, since=2006),
    Day("Lễ hội đua thuyền sông Lam", 15, 1, is_lunar=True),
)
SECTIONS = (
    "Văn phòng HĐND và UBND xã",
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế",
    "Công an xã",
    "Trung tâm Dịch vụ tổng hợp xã",
)


def load_demonstration(*, now: dt.datetime) -> bool:
    """Fill an empty database; False where the demonstration is there already. All of it or nothing."""
    if Unit.objects.filter(code=ROOT).exists():
        return False
    if Unit.objects.exists() or User.objects.exists():
        raise Refused(
            _(
                "This database is in use. The demonstration is loaded into an empty one only; nothing was changed."
            )
        )
    with transaction.atomic():
        administrator = first_administrator()
        _register(administrator, now)
        people = open_accounts(administrator=administrator, now=now)
        found_committee(user=people[COORDINATOR], people=people, now=now)
        plan = _plans(people[COORDINATOR], now)
        keeper = people[COORDINATOR]
        write_unit_plans(plan=plan, people=people, keeper=keeper, now=_at(day_of(now).year, 2, 24, now))
        live_through(people=people, now=now)
        spend_on(plan=plan, people=people, now=now)
        report_on(plan=plan, people=people, now=now)
        for each in ANNIVERSARIES:
            save_anniversary(user=keeper, wanted=each, now=now)
        talk(plan=plan, people=people, now=now)
        ask_for_more_time(people=people, coordinator=people[COORDINATOR], now=now)
        _remind(now)
    return True


def _register(user: User, now: dt.datetime) -> None:
    """Units from the spreadsheet, what collective names mean, and the sections of one commune."""
    import_units(user=user, data=(FOLDER / "don-vi.csv").read_bytes(), name="don-vi.csv", now=now)
    for name, kinds, others in GROUPS:
        save_group(user=user, name=name, kinds=kinds, other_names=others, now=now)
    commune = Unit.objects.get(code="LS-CS")
    for name in SECTIONS:
        create_unit(user=user, code="", name=name, above=commune, kind=UnitKind.SECTION, now=now)
        commune.refresh_from_db()


def _plans(user: User, now: dt.datetime) -> Plan:
    """The province's plan, which is returned; a commune's that follows it, a short one around today, one that waits for review."""
    on = day_of(now)
    year, province = on.year, Unit.objects.get(code=ROOT)
    commune, ward = Unit.objects.get(code="LS-CS"), Unit.objects.get(code="LS-BT")
    name = f"ke-hoach-tinh-{year}.docx"
    first = _read(user, province, name, redated("ke-hoach-tinh-2026.docx", year=year), _at(year, 2, 2, now))
    superior = _adopted(user, first, _at(year, 2, 2, now))
    name = f"ke-hoach-xa-{year}.docx"
    below = _read(user, commune, name, redated("ke-hoach-xa-2026.docx", year=year), _at(year, 3, 11, now))
    follower = _adopted(user, below, _at(year, 3, 11, now), superior=superior)
    confirm_above(user=user, plan=follower, threshold=SURELY_ALIKE, now=_at(year, 3, 12, now))
    issued = issued_on(on)
    moment = _at(issued.year, issued.month, issued.day, now)
    short = _read(user, province, "dot-cao-diem.txt", dated("dot-cao-diem.txt", on=on), moment)
    _adopted(user, short, moment)
    _read(user, ward, "ke-hoach-phuong.txt", dated("ke-hoach-phuong.txt", on=on), now)
    return superior


def _remind(now: dt.datetime) -> None:
    """The rounds of the last week, as they would have gone out on their mornings."""
    day = day_of(now)
    for _count in range(5):
        day = working_day_on_or_before(day - ONE_DAY)
    while day < day_of(now):
        morning = dt.datetime.combine(day, MORNING, HANOI)
        while digest_some(now=morning):
            pass
        while remind_some(now=morning):
            pass
        day = working_day_after(day, 1)


def _at(year: int, month: int, day: int, now: dt.datetime) -> dt.datetime:
    """Nine o'clock on that day, but never later than now."""
    return min(dt.datetime(year, month, day, 9, 0, tzinfo=HANOI), now)


def _read(user: User, unit: Unit, name: str, data: bytes, now: dt.datetime) -> Intake:
    """Hand in and read at once; the worker that comes later finds nothing left to do."""
    intake = hand_in_plan(user=user, unit=unit, name=name, data=data, now=now)
    read_intake(intake_id=intake.pk, now=now)
    intake.refresh_from_db()
    return intake


def _adopted(user: User, intake: Intake, now: dt.datetime, *, superior: Plan | None = None) -> Plan:
    return adopt_plan(user=user, intake=intake, now=now, superior=superior).plan
