"""What units are told of their detailed plans: a reminder by hand, a return, an acceptance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from itertools import chain

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.library.services import Uploader
from nhipcau.notices.services import Kind, Message, notify_many
from nhipcau.organisations.selectors.answering import in_person, responsible
from nhipcau.plans.models import Plan, UnitPlan
from nhipcau.plans.policies import may_keep_plan
from nhipcau.plans.selectors.unit_plans import DONE, completeness_of

SAMPLE = {
    "name": "Nguyễn Văn An", "unit": "UBND xã Bến Lụa", "plan": "12/KH-UBND Công tác thông tin đối ngoại năm 2026", "day": "27/02/2026",
    "remark": "Bổ sung thời gian ở dòng 3.", "link": "/lam-viec/ke-hoach/",
}  # fmt: skip
REMINDER, RETURNED, ACCEPTED = (f"plans.unit_plan_{word}" for word in ("reminder", "returned", "accepted"))
KINDS = (
    Kind(
        REMINDER, _("Reminder of a detailed plan"), _("Detailed plan of {unit} is awaited"),
        _("Dear {name},\n\n{unit} has not handed in its detailed plan under {plan}.\n{#day}\nIt is due on {day}.\n{/day}\n\n[Open the plan]({link})\n"), SAMPLE,
    ),
    Kind(
        RETURNED, _("Detailed plan returned"), _("Detailed plan of {unit} was returned"),
        _("Dear {name},\n\nThe detailed plan of {unit} under {plan} was returned to be changed.\n{#remark}\nRemark: {remark}\n{/remark}\n\n[Open the plan]({link})\n"), SAMPLE,
    ),
    Kind(
        ACCEPTED, _("Detailed plan accepted"), _("Detailed plan of {unit} was accepted"),
        _("Dear {name},\n\nThe detailed plan of {unit} under {plan} was accepted.\n\n[Open the plan]({link})\n"), SAMPLE,
    ),
)  # fmt: skip


def remind_units(*, user: Uploader, plan: Plan, units: Collection[int], now: dt.datetime) -> int:
    """Remind units that have not handed in, the chosen ones or all; once a person a day. Returns how many units were reminded."""
    on = day_of(now)
    if not may_keep_plan(user, plan, on=on):
        raise PermissionDenied
    found = completeness_of(user, plan, on=on)
    open_ones = {
        each.unit.pk: each
        for each in found.units
        if each.turn not in DONE and (not units or each.unit.pk in units)
    }
    people = _people_of(open_ones.keys(), on)
    day = f"{found.call.due_on:%d/%m/%Y}" if found.call else ""
    link = reverse("plans:unit_plans", args=[plan.pk])
    messages = [
        Message(
            person,
            {"name": str(person), "unit": open_ones[unit].unit.name, "plan": _named(plan), "day": day, "remark": "", "link": link},
            f"{REMINDER}:{plan.pk}:{unit}:{person.pk}:{on:%Y%m%d}", link,
        )
        for unit, persons in people.items()
        for person in persons
    ]  # fmt: skip
    with transaction.atomic():
        notify_many(kind=REMINDER, messages=messages, now=now)
        record(
            action="plans.remind_unit_plans", user=user, target=plan, data={"units": len(people), "without_people": len(open_ones) - len(people)}, now=now,
        )  # fmt: skip
    return len(people)


def tell_decision(row: UnitPlan, kind: str, now: dt.datetime) -> None:
    """Tell who answers for the unit, and who handed its plan in, that it was returned or accepted; inside the caller's transaction."""
    link = reverse("plans:unit_plan", args=[row.pk])
    context = {"unit": row.unit.name, "plan": _named(row.plan), "day": "", "remark": row.remark, "link": link}
    people = {each.pk: each for each in _people_of([row.unit_id], day_of(now)).get(row.unit_id, ())}
    if row.submitted_by is not None and row.submitted_by.is_active:
        people.setdefault(row.submitted_by.pk, row.submitted_by)
    messages = [
        Message(person, {**context, "name": str(person)}, f"{kind}:{row.pk}:{row.version}:{person.pk}", link)
        for person in people.values()
    ]
    notify_many(kind=kind, messages=messages, now=now)


def _people_of(units: Collection[int], on: dt.date) -> dict[int, list[User]]:
    """The accounts of those who answer for each unit."""
    holders = responsible(units, on=on)
    accounts = {person.pk: person for person in in_person(chain.from_iterable(holders.values()))}
    return {unit: [accounts[each.person] for each in found] for unit, found in holders.items()}


def _named(plan: Plan) -> str:
    return f"{plan.printed_number} {plan.title}".strip()
