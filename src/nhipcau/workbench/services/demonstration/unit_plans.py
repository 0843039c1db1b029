"""Detailed plans of units in the demonstration: accepted, returned, handed in, begun; others are still missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from nhipcau.accounts.models import User
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Plan, UnitPlan
from nhipcau.plans.services.unit_plans import (
    accept_unit_plan,
    open_unit_plan,
    return_unit_plan,
    submit_unit_plan,
)

# Who wrote the plan of which unit, who handed it in, how far it came.
WRITTEN = (
    ("ngoaivu", "LS-NGV", "lanhdao", "accepted"),
    ("congthuong", "LS-CT", "congthuong", "accepted"),
    ("phatthanh", "LS-BPTTH", "tongbientap", "accepted"),
    ("congan", "LS-CA", "congan", "accepted"),
    ("tuyengiao", "LS-TGDV", "tuyengiao", "returned"),
    ("huunghi", "LS-HN", "huunghi", "submitted"),
    ("khoahoc", "LS-KHCN", "khoahoc", "draft"),
)
REMARK = "Đề nghị ghi rõ sản phẩm và thời gian hoàn thành của từng việc."


def write_unit_plans(*, plan: Plan, people: Mapping[str, User], keeper: User, now: dt.datetime) -> int:
    """Each unit's plan, as far as it came; returns how many there are."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    for writer, code, sender, state in WRITTEN:
        written = open_unit_plan(user=people[writer], plan=plan, unit=units[code], now=now)
        if state == "draft":
            continue
        submit_unit_plan(user=people[sender], unit_plan=written, version=written.version, now=now)
        written = UnitPlan.objects.get(pk=written.pk)
        if state == "accepted":
            accept_unit_plan(user=keeper, unit_plan=written, version=written.version, now=now)
        elif state == "returned":
            return_unit_plan(
                user=keeper, unit_plan=written, version=written.version, remark=REMARK, remarks={}, now=now
            )
    return len(WRITTEN)
