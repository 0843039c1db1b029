"""Reminders of reports: who is told on which day, once, and only of what is still owed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from nhipcau.accounts.models import Role
from nhipcau.delivery.models import ReminderRule
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.working_days import working_days_between
from nhipcau.notices.models import Notice, Sending, SendingState
from nhipcau.notices.services import send_waiting
from nhipcau.organisations.models import RoleHolding
from nhipcau.reporting.models import Deed, Report, ReportCycle, ReportDeed, ReportReminder, ReportState
from nhipcau.reporting.selectors.personal_data import reports_of
from nhipcau.reporting.selectors.reminding import reminding_waits
from nhipcau.reporting.services.reminding import (
    BY_HAND,
    DUE,
    HANDED_IN,
    remind_some,
    remind_units,
    tell_what_came_in,
)
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import adopt
from tests.nhipcau.reporting.rounds import form_of, hand_in, round_of

HANOI = dt.timezone(dt.timedelta(hours=7))
DUE_ON = dt.date(2026, 6, 15)  # a Monday


def at(day: dt.date, hour: int = 8) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), HANOI)


def whole_round(now: dt.datetime) -> None:
    while remind_some(now=now, most=2):
        pass


def told_of(day: dt.date) -> set[tuple[str, int | None, str]]:
    rows = ReportReminder.objects.filter(told_on=day)
    return set(rows.values_list("audience", "step", "person__username"))


@pytest.fixture(autouse=True)
def mail_folder(tmp_path: Any, settings: Any) -> Any:
    settings.NHIPCAU_MAIL_FOLDER, settings.EMAIL_HOST = tmp_path / "mail", ""
    return settings.NHIPCAU_MAIL_FOLDER


@pytest.fixture
def cycle(cast: Cast, now: dt.datetime) -> ReportCycle:
    """The culture office and the commune report to the foreign office."""
    user = cast.person("coordinator")
    return round_of(
        form_of(user),
        cast.unit("foreign"),
        [cast.unit("culture"), cast.unit("commune")],
        user,
        now=now,
        due_on=DUE_ON,
    )


def report_of(cycle: ReportCycle, cast: Cast, unit: str) -> Report:
    return Report.objects.get(cycle=cycle, unit=cast.unit(unit))


def test_the_days_of_one_report(cast: Cast, now: dt.datetime, cycle: ReportCycle) -> None:
    report_of(cycle, cast, "commune").delete()
    steps: dict[tuple[str, int | None, str], list[int]] = {}
    day = dt.date(2026, 5, 25)
    while day <= dt.date(2026, 7, 10):
        whole_round(at(day))
        for told in told_of(day):
            steps.setdefault(told, []).append(working_days_between(DUE_ON, day))
        day += dt.timedelta(days=1)
    officer = "culture_officer"
    assert steps == {
        ("unit", -10, officer): [-10], ("unit", -3, officer): [-3], ("unit", 0, officer): [0], ("unit", 1, officer): [1],
        ("unit", 5, officer): [5], ("leader", 7, "culture_leader"): [7], ("coordinator", 10, "coordinator"): [10],
    }  # fmt: skip


def test_reminders_are_among_the_own_data(cast: Cast, cycle: ReportCycle) -> None:
    whole_round(at(DUE_ON))
    told = [{"on": DUE_ON.isoformat(), "report": cycle.title, "role": Role.UNIT_OFFICER}]
    assert reports_of(cast.person("culture_officer"))["reminders"] == told
    assert reports_of(cast.person("culture_leader"))["reminders"] == []


def test_one_message_a_person_a_day(cast: Cast, now: dt.datetime, cycle: ReportCycle) -> None:
    user = cast.person("coordinator")
    round_of(
        form_of(user, key="thu-2"),
        cast.unit("province"),
        [cast.unit("culture")],
        user,
        now=now,
        due_on=DUE_ON,
    )
    for _time in range(3):
        whole_round(at(DUE_ON))
    own = Notice.objects.get(kind=DUE, recipient=cast.person("culture_officer"))
    assert own.context["count"] == 2
    assert Notice.objects.filter(kind=DUE).count() == 2  # and the officer of the commune


def test_only_in_office_hours(cycle: ReportCycle) -> None:
    assert not reminding_waits(now=at(DUE_ON, 6))
    whole_round(at(DUE_ON, 6))
    whole_round(at(dt.date(2026, 6, 14)))  # a Sunday
    assert not Notice.objects.exists()
    assert reminding_waits(now=at(DUE_ON))


def test_the_rule_of_the_plan_holds(cast: Cast, now: dt.datetime, cycle: ReportCycle) -> None:
    plan = adopt(cast.unit("province"), cast.person("coordinator"), [], now=now).plan
    ReminderRule.objects.create(plan=plan, is_on=False)
    ReportCycle.objects.filter(pk=cycle.pk).update(plan=plan)
    whole_round(at(DUE_ON))
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (ReportState.AWAITED, "culture_officer"),
        (ReportState.DRAFT, "culture_officer"),
        (ReportState.RETURNED, "culture_officer"),
        (ReportState.SUBMITTED, "culture_leader"),
        (ReportState.SENT, None),
        (ReportState.ACCEPTED, None),
    ],
)
def test_who_is_told_follows_the_state(
    cast: Cast, now: dt.datetime, cycle: ReportCycle, state: str, told: str | None
) -> None:
    report_of(cycle, cast, "commune").delete()
    hand_in(report_of(cycle, cast, "culture"), cast.person("culture_leader"), now=now, state=state)
    whole_round(at(DUE_ON))
    assert {name for _why, _step, name in told_of(DUE_ON)} == ({told} if told else set())


def test_a_unit_without_anybody_is_told_of_to_the_coordinator(
    cast: Cast, now: dt.datetime, cycle: ReportCycle
) -> None:
    RoleHolding.objects.filter(unit=cast.unit("commune"), role=Role.UNIT_OFFICER).delete()
    whole_round(at(DUE_ON))
    assert ("nobody", 0, "coordinator") in told_of(DUE_ON)


def test_what_is_done_meanwhile_is_left_out_of_the_letter(
    cast: Cast, now: dt.datetime, cycle: ReportCycle
) -> None:
    whole_round(at(DUE_ON))
    hand_in(report_of(cycle, cast, "culture"), cast.person("culture_leader"), now=at(DUE_ON, 9))
    send_waiting(clock=lambda: at(DUE_ON, 10))
    states = dict(
        Sending.objects.filter(notice__kind=DUE).values_list("notice__recipient__username", "state")
    )
    assert states["commune_officer"] == SendingState.SENT
    assert states["culture_officer"] != SendingState.SENT
    dropped = ReportReminder.objects.filter(dropped_at__isnull=False)
    assert [row.person.username for row in dropped] == ["culture_officer"]


def test_a_closed_round_reminds_nobody(cycle: ReportCycle, now: dt.datetime) -> None:
    ReportCycle.objects.filter(pk=cycle.pk).update(closed_at=now)
    whole_round(at(DUE_ON))
    assert not Notice.objects.exists()


def test_reminding_by_hand(cast: Cast, now: dt.datetime, cycle: ReportCycle) -> None:
    pks = list(cycle.reports.values_list("pk", flat=True))
    key, leader = uuid.uuid4(), cast.person("foreign_leader")
    assert remind_units(user=leader, cycle=cycle, reports=pks, text="Đề nghị gửi sớm.", key=key, now=now) == 2
    assert remind_units(user=leader, cycle=cycle, reports=pks, text="Đề nghị gửi sớm.", key=key, now=now) == 0
    with pytest.raises(Refused) as refused:
        remind_units(user=leader, cycle=cycle, reports=pks, text="Lần nữa.", key=uuid.uuid4(), now=now)
    assert refused.value.code == "nobody"
    assert Notice.objects.filter(kind=BY_HAND).count() == 2
    with pytest.raises(PermissionDenied):
        remind_units(
            user=cast.person("culture_leader"), cycle=cycle, reports=pks, text="…", key=uuid.uuid4(), now=now
        )


def test_what_came_in_is_told_once_the_day_after(cast: Cast, cycle: ReportCycle) -> None:
    sent_at = at(dt.date(2026, 6, 11), 15)
    for unit in ("culture", "commune"):
        report = hand_in(report_of(cycle, cast, unit), cast.person("culture_leader"), now=sent_at)
        ReportDeed.objects.create(report=report, deed=Deed.SENT, by=cast.person("culture_leader"), at=sent_at)
    tell_what_came_in(now=at(dt.date(2026, 6, 11), 16))
    assert not Notice.objects.filter(kind=HANDED_IN).exists()
    for hour in (8, 14):
        tell_what_came_in(now=at(dt.date(2026, 6, 12), hour))
    tell_what_came_in(now=at(dt.date(2026, 6, 15)))
    told = Notice.objects.get(kind=HANDED_IN)
    assert (told.recipient.username, told.context["count"]) == ("coordinator", 2)
