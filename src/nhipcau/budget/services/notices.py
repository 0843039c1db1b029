"""What the people of a unit are told of its money: returned, appraised, allocated, adjusted, settled."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.budget.models import Estimate, Settlement
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
KINDS = (
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
    _tell(
        row,
        kind,
        f"{row.pk}:{row.version}",
        reverse("budget:estimate", args=[row.pk]),
        amount,
        remark or row.remark,
        now,
    )


def tell_settlement(row: Settlement, kind: str, now: dt.datetime, *, amount: int = 0) -> None:
    """The same for a settlement."""
    link = reverse("budget:settlement", args=[row.estimate_id])
    _tell(row.estimate, kind, f"{row.pk}:{row.version}", link, amount, row.remark, now)


def _tell(
    estimate: Estimate, kind: str, key: str, link: str, amount: int, remark: str, now: dt.datetime
) -> None:
    held = holding(WORKERS, on=day_of(now)).filter(unit=estimate.unit_id)
    plan = f"{estimate.plan.printed_number} {estimate.plan.title}".strip()
    context = {
        "unit": estimate.unit.name, "plan": plan, "amount": grouped(amount), "remark": remark, "link": link,
    }  # fmt: skip
    people = {each.user_id: each.user for each in held.select_related("user").order_by("pk")}
    messages = [
        Message(person, {**context, "name": str(person)}, f"{kind}:{key}:{pk}", link)
        for pk, person in people.items()
    ]
    notify_many(kind=kind, messages=messages, now=now)
