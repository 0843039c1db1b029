"""Who is told of a unit's money: finance of what is handed in, the leader of what is ready, the unit of what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import User
from nhipcau.budget.models import Estimate, Settlement
from nhipcau.budget.selectors.waiting import deciders_on, leaders_of
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.numbers import grouped
from nhipcau.notices.services import Kind, Message, notify_many
from nhipcau.organisations.selectors.answering import WORKERS, holding

SAMPLE = {
    "name": "Nguyễn Văn An", "unit": "UBND xã Bến Lụa", "plan": "12/KH-UBND Công tác thông tin đối ngoại năm 2026",
    "amount": "150.000.000", "remark": "Bổ sung báo giá in ở dòng 3.", "link": "/lam-viec/kinh-phi/",
}  # fmt: skip
RETURNED, APPRAISED, ALLOCATED, ADJUSTED, SETTLED, UNSETTLED = (
    f"budget.{word}"
    for word in ("returned", "appraised", "allocated", "adjusted", "settled", "settlement_returned")
)
HANDED_IN, SETTLEMENT_HANDED_IN, TO_SUBMIT = (
    "budget.submitted",
    "budget.settlement_submitted",
    "budget.to_submit",
)
KINDS = (
    Kind(
        HANDED_IN, _("Estimate waits for appraisal"), _("{unit}: an estimate of {amount} đồng waits for appraisal"),
        _("Dear {name},\n\n{unit} handed its estimate under {plan} in. It asks for {amount} đồng.\n\n[Appraise the estimate]({link})\n"), SAMPLE,
    ),
    Kind(
        SETTLEMENT_HANDED_IN, _("Settlement waits for a decision"), _("{unit}: a settlement of {amount} đồng waits for your decision"),
        _("Dear {name},\n\n{unit} handed its settlement under {plan} in. To be settled: {amount} đồng.\n\n[Open the settlement]({link})\n"), SAMPLE,
    ),
    Kind(
        TO_SUBMIT, _("Estimate waits for the leader"), _("{unit}: an estimate waits for you to hand it in"),
        _("Dear {name},\n\nThe estimate of {unit} under {plan} is written. It asks for {amount} đồng. Please read it and hand it in, or have it changed.\n\n[Open the estimate]({link})\n"), SAMPLE,
    ),
    Kind(
        RETURNED, _("Estimate returned"), _("Estimate of {unit} was returned"),
        _("Dear {name},\n\nThe estimate of {unit} under {plan} was returned to be changed.\n{#remark}\nRemark: {remark}\n{/remark}\n\n[Open the estimate]({link})\n"), SAMPLE,
    ),
    Kind(
        APPRAISED, _("Estimate appraised"), _("Estimate of {unit} was appraised: {amount} đồng"),
        _("Dear {name},\n\nThe estimate of {unit} under {plan} was appraised. Accepted: {amount} đồng.\n\n[Open the estimate]({link})\n"), SAMPLE,
    ),
    Kind(
        ALLOCATED, _("Money allocated"), _("{unit} was allocated {amount} đồng"),
        _("Dear {name},\n\n{unit} was allocated {amount} đồng under {plan}.\n{#remark}\nDecision: {remark}\n{/remark}\n\n[Open the estimate]({link})\n"), SAMPLE,
    ),
    Kind(
        ADJUSTED, _("Allocation adjusted"), _("The allocation of {unit} was adjusted"),
        _("Dear {name},\n\nThe allocation of {unit} under {plan} was adjusted; it comes to {amount} đồng now.\n{#remark}\nReason: {remark}\n{/remark}\n\n[Open the estimate]({link})\n"), SAMPLE,
    ),
    Kind(
        SETTLED, _("Settlement approved"), _("Settlement of {unit} was approved: {amount} đồng"),
        _("Dear {name},\n\nThe settlement of {unit} under {plan} was approved. Settled: {amount} đồng.\n\n[Open the settlement]({link})\n"), SAMPLE,
    ),
    Kind(
        UNSETTLED, _("Settlement returned"), _("Settlement of {unit} was returned"),
        _("Dear {name},\n\nThe settlement of {unit} under {plan} was returned to be changed.\n{#remark}\nRemark: {remark}\n{/remark}\n\n[Open the settlement]({link})\n"), SAMPLE,
    ),
)  # fmt: skip


def tell_estimate(row: Estimate, kind: str, now: dt.datetime, *, amount: int = 0, remark: str = "") -> None:
    """Tell officers and leaders of the unit, inside the caller's transaction. The version makes each telling one of its own."""
    link = reverse("budget:estimate", args=[row.pk])
    _tell(row, _workers(row, now), kind, f"{row.pk}:{row.version}", link, amount, remark or row.remark, now)


def tell_settlement(row: Settlement, kind: str, now: dt.datetime, *, amount: int = 0) -> None:
    """The same for a settlement."""
    link = reverse("budget:settlement", args=[row.estimate_id])
    people = _workers(row.estimate, now)
    _tell(row.estimate, people, kind, f"{row.pk}:{row.version}", link, amount, row.remark, now)


def tell_finance(row: Estimate | Settlement, now: dt.datetime, *, amount: int) -> None:
    """Tell whoever decides that an estimate or a settlement was handed in; not the person who did it."""
    of_estimate = isinstance(row, Estimate)
    estimate = row if isinstance(row, Estimate) else row.estimate
    kind, screen = (HANDED_IN, "appraisal") if of_estimate else (SETTLEMENT_HANDED_IN, "settlement")
    link = reverse(f"budget:{screen}", args=[estimate.pk])
    people = [each for each in deciders_on(estimate.plan, on=day_of(now)) if each.pk != row.submitted_by_id]
    _tell(estimate, people, kind, f"{row.pk}:{row.version}", link, amount, "", now)


def tell_leaders(row: Estimate, now: dt.datetime, *, amount: int) -> int:
    """Tell the leaders of the unit that an estimate is ready for them, once a version; returns how many were told now."""
    link = reverse("budget:estimate", args=[row.pk])
    people = leaders_of(row.unit, on=day_of(now))
    return _tell(row, people, TO_SUBMIT, f"{row.pk}:{row.version}", link, amount, "", now)


def _workers(estimate: Estimate, now: dt.datetime) -> list[User]:
    held = holding(WORKERS, on=day_of(now)).filter(unit=estimate.unit_id)
    people = {each.user_id: each.user for each in held.select_related("user").order_by("pk")}
    return list(people.values())


def _tell(
    estimate: Estimate, people: Iterable[User], kind: str, key: str, link: str, amount: int, remark: str, now: dt.datetime
) -> int:  # fmt: skip
    plan = f"{estimate.plan.printed_number} {estimate.plan.title}".strip()
    context = {
        "unit": estimate.unit.name, "plan": plan, "amount": grouped(amount), "remark": remark, "link": link,
    }  # fmt: skip
    messages = [
        Message(person, {**context, "name": str(person)}, f"{kind}:{key}:{person.pk}", link)
        for person in people
    ]
    told = notify_many(kind=kind, messages=messages, now=now)
    return sum(notice.created_at == now for notice in told.values())
