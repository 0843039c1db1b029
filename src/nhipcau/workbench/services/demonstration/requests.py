"""Requests for more time in the demonstration: one waits for an answer, one was granted, one refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from nhipcau.accounts.models import User
from nhipcau.delivery.models import UNMARKED, Extension, Obligation
from nhipcau.delivery.services import ask_extension, grant_extension, refuse_extension
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.working_days import working_day_after
from nhipcau.workbench.services.demonstration.people import first_morning
from nhipcau.workbench.services.demonstration.year import OFFICERS

# Why, for how many working days more, and what the coordinating officer answered; asked by the first units that owe something.
ASKED = (
    ("Đối tác nước ngoài dời lịch làm việc sang tuần sau.", 7, "asked"),
    ("Chờ số liệu chính thức của kỳ.", 5, "granted"),
    ("Bộ phận kỹ thuật đang nâng cấp hệ thống.", 20, "refused"),
)


def ask_for_more_time(*, people: Mapping[str, User], coordinator: User, now: dt.datetime) -> int:
    """Requests of the units that owe something next and have an officer; returns how many were made."""
    on, begun = day_of(now), first_morning(now)
    owing: dict[str, Obligation] = {}
    rows = Obligation.objects.filter(UNMARKED, unit__code__in=OFFICERS, due_on__gte=on)
    for owed in rows.select_related("unit", "plan__unit").order_by("due_on", "pk"):
        owing.setdefault(owed.unit.code, owed)
    for (code, owed), (reason, days, answer) in zip(owing.items(), ASKED, strict=False):
        asked = ask_extension(
            user=people[OFFICERS[code]], obligation=owed, wanted_on=working_day_after(owed.due_on, days),
            reason=reason, now=max(begun, now - dt.timedelta(days=3)),
        )  # fmt: skip
        _answer(asked, answer, coordinator, max(begun, now - dt.timedelta(days=2)))
    return min(len(owing), len(ASKED))


def _answer(asked: Extension, answer: str, coordinator: User, now: dt.datetime) -> None:
    if answer == "granted":
        grant_extension(user=coordinator, extension=asked, answer="Đồng ý.", now=now)
    elif answer == "refused":
        refuse_extension(
            user=coordinator, extension=asked, now=now,
            answer="Việc này cần cho báo cáo năm; đề nghị nộp phần đã có đúng hạn.",
        )  # fmt: skip
