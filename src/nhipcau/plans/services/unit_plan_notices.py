"""What units are told of their detailed plans: a reminder by hand, a return, an acceptance."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role, User
from nhipcau.audit.services import record
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.validity import in_force
from nhipcau.library.services import Uploader
from nhipcau.notices.services import Kind, Message, notify_many
from nhipcau.organisations.models import RoleHolding
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
    """Tell the people of the unit that its plan was returned or accepted, inside the caller's transaction."""
    link = reverse("plans:unit_plan", args=[row.pk])
    context = {"unit": row.unit.name, "plan": _named(row.plan), "day": "", "remark": row.remark, "link": link}
    messages = [
        Message(person, {**context, "name": str(person)}, f"{kind}:{row.pk}:{row.version}:{person.pk}", link)
        for person in _people_of([row.unit_id], day_of(now)).get(row.unit_id, ())
    ]
    notify_many(kind=kind, messages=messages, now=now)


def _people_of(units: Collection[int], on: dt.date) -> dict[int, list[User]]:
    """Officers and leaders of units, with accounts that are open."""
    held = RoleHolding.objects.filter(
        in_force(on),
        unit__in=list(units),
        role__in=[Role.UNIT_OFFICER, Role.UNIT_LEADER],
        user__is_active=True,
    )
    people: dict[int, list[User]] = defaultdict(list)
    for each in held.select_related("user").order_by("unit_id", "pk"):
        if each.user not in people[each.unit_id]:
            people[each.unit_id].append(each.user)
    return people


def _named(plan: Plan) -> str:
    return f"{plan.printed_number} {plan.title}".strip()
