"""What people are told of reports: that one is asked for, waits for them, was returned, accepted or opened again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.models import Role, User
from nhipcau.notices.services import Kind, Message, notify_many
from nhipcau.organisations.selectors.answering import holding
from nhipcau.reporting.models import Report

SAMPLE = {
    "name": "Nguyễn Văn An", "unit": "UBND xã Bến Lụa", "report": "Báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2026",
    "day": "15/06/2026", "remark": "Bổ sung số liệu ở mục II.3.", "link": "/lam-viec/bao-cao/",
}  # fmt: skip
ASKED, SUBMITTED, RETURNED, ACCEPTED, UNLOCKED, MOVED = (
    f"reporting.{word}" for word in ("asked", "submitted", "returned", "accepted", "unlocked", "moved")
)
KINDS = (
    Kind(
        ASKED, _("Report asked for"), _("{unit}: report due on {day}"),
        _("Dear {name},\n\n{unit} is asked for: {report}. It is due on {day}. Figures and texts are filled in from what was handed in when you open it.\n\n[Open the report]({link})\n"), SAMPLE,
    ),
    Kind(
        SUBMITTED, _("Report waits for the leader"), _("{unit}: a report waits for your approval"),
        _("Dear {name},\n\n{report} of {unit} was submitted to you. It is due on {day}.\n\n[Read and approve]({link})\n"), SAMPLE,
    ),
    Kind(
        RETURNED, _("Report returned"), _("{unit}: the report was returned"),
        _("Dear {name},\n\n{report} of {unit} was returned to be changed.\n{#remark}\nRemark: {remark}\n{/remark}\n\n[Open the report]({link})\n"), SAMPLE,
    ),
    Kind(
        ACCEPTED, _("Report accepted"), _("{unit}: the report was accepted"),
        _("Dear {name},\n\n{report} of {unit} was accepted.\n\n[Open the report]({link})\n"), SAMPLE,
    ),
    Kind(
        UNLOCKED, _("Accepted report opened again"), _("{unit}: the accepted report was opened again"),
        _("Dear {name},\n\n{report} of {unit} was opened again so that it can be changed.\n\nReason: {remark}\n\n[Open the report]({link})\n"), SAMPLE,
    ),
    Kind(
        MOVED, _("Due day of a report moved"), _("{unit}: the report is due on {day}"),
        _("Dear {name},\n\n{report} of {unit} is now due on {day}.\n\n[Open the report]({link})\n"), SAMPLE,
    ),
)  # fmt: skip
WORKERS = frozenset({Role.UNIT_OFFICER, Role.UNIT_LEADER})


def tell(
    kind: str,
    reports: Sequence[Report],
    *,
    mark: str,
    now: dt.datetime,
    on: dt.date,
    remark: str = "",
    roles: Collection[str] = WORKERS,
) -> None:
    """Tell the people of the reports' units, inside the caller's transaction. `mark` tells this time from another time."""
    people = _people_of({report.unit_id for report in reports}, roles, on)
    messages = []
    for report in reports:
        link = reverse("reporting:report", args=[report.pk])
        context = {
            "unit": report.unit.name, "report": report.cycle.title, "day": f"{report.cycle.due_on:%d/%m/%Y}", "remark": remark, "link": link,
        }  # fmt: skip
        messages += [
            Message(person, {**context, "name": str(person)}, f"{kind}:{report.pk}:{mark}:{person.pk}", link)
            for person in people.get(report.unit_id, ())
        ]
    notify_many(kind=kind, messages=messages, now=now)


def _people_of(units: Collection[int], roles: Collection[str], on: dt.date) -> dict[int, list[User]]:
    """Who holds one of the roles on the very unit, with an account that is open."""
    held = holding(roles, on=on).filter(unit__in=list(units))
    people: dict[int, list[User]] = defaultdict(list)
    for each in held.select_related("user").order_by("unit_id", "pk"):
        if each.user not in people[each.unit_id]:
            people[each.unit_id].append(each.user)
    return people
