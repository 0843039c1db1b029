"""Reminders: who is told of what, on which day, once; what is done meanwhile is left out."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.accounts.models import Role, User
from nhipcau.delivery.models import Audience, Obligation, ObligationShare, Reminder, ReminderRound
from nhipcau.delivery.selectors.reminding import Steps, in_office_hours, next_office_moment, round_begins
from nhipcau.delivery.selectors.told import ToldFilter, round_waits, told
from nhipcau.delivery.services import expand_plan_version, mark_met
from nhipcau.delivery.services.reminding import digest_some, remind_some
from nhipcau.delivery.services.reminding_by_hand import remind_now, save_rule
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.kernel.working_days import working_day_after, working_days_between
from nhipcau.notices.models import Notice, Sending, SendingState
from nhipcau.notices.services import send_waiting
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.organisations.policies import roles_of
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by

HANOI = dt.timezone(dt.timedelta(hours=7))


def at(day: dt.date, hour: int = 8, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), HANOI)


def whole_round(now: dt.datetime) -> None:
    while remind_some(now=now, most=3):
        pass


def told_of(day: dt.date) -> set[tuple[str, int | None, str]]:
    rows = Reminder.objects.filter(told_on=day)
    return set(rows.values_list("audience", "step", "person__username"))


@pytest.fixture(autouse=True)
def mail_folder(tmp_path: Any, settings: Any) -> Any:
    settings.NHIPCAU_MAIL_FOLDER, settings.EMAIL_HOST = tmp_path / "mail", ""
    return settings.NHIPCAU_MAIL_FOLDER


def owe(cast: Cast, now: dt.datetime, unit: str, *days: dt.date, owner: str = "province") -> list[Obligation]:
    tasks = [TaskOf([cast.unit(unit)], [by(day)], text=f"Việc đến hạn {day}") for day in days]
    expand_plan_version(adopt(cast.unit(owner), cast.person("coordinator"), tasks, now=now))
    return list(Obligation.objects.order_by("-pk")[: len(days)])[::-1]


def test_the_year_of_one_obligation(cast: Cast, now: dt.datetime) -> None:
    due = dt.date(2026, 6, 15)  # a Monday without holidays around
    owe(cast, now, "culture", due)
    steps: dict[tuple[str, int | None, str], list[int]] = {}
    day = dt.date(2026, 5, 25)
    while day <= dt.date(2026, 7, 10):
        whole_round(at(day))
        for audience, step, person in told_of(day):
            steps.setdefault((audience, step, person), []).append(working_days_between(due, day))
        day += dt.timedelta(days=1)
    officer, leader, coordinator = "culture_officer", "culture_leader", "coordinator"
    assert steps == {
        (Audience.UNIT, -10, officer): [-10], (Audience.UNIT, -3, officer): [-3], (Audience.UNIT, 0, officer): [0],
        (Audience.UNIT, 1, officer): [1], (Audience.UNIT, 5, officer): [5],
        (Audience.LEADER, 7, leader): [7], (Audience.COORDINATOR, 10, coordinator): [10],
    }  # fmt: skip


def test_one_message_gathers_everything_of_a_person(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    late, today, soon = on - dt.timedelta(days=4), on, working_day_after(on, 3)
    far = working_day_after(on, 40)
    owe(cast, now, "culture", late, today, soon, far)
    whole_round(at(on))
    whole_round(at(on, 14))
    notice = Notice.objects.get(recipient=cast.person("culture_officer"))
    counts = {name: notice.context[f"{name}_count"] for name in ("late", "today", "soon", "leader")}
    assert counts == {"late": 1, "today": 1, "soon": 1, "leader": 0}
    assert notice.context["count"] == 3
    for day in (late, soon):
        assert f"{day:%d/%m/%Y}" in notice.body
    assert Reminder.objects.count() == 3
    assert ReminderRound.objects.filter(done_at__isnull=False).count() == 2


@pytest.mark.parametrize(
    "moment",
    [
        at(dt.date(2026, 3, 20), 7, 29),
        at(dt.date(2026, 3, 20), 17),
        at(dt.date(2026, 3, 21)),
        at(dt.date(2026, 4, 30)),
    ],
)
def test_nobody_is_reminded_out_of_office_hours(cast: Cast, now: dt.datetime, moment: dt.datetime) -> None:
    owe(cast, now, "culture", dt.date(2026, 3, 19))
    assert not remind_some(now=moment)
    assert not round_waits(now=moment)
    assert not Notice.objects.exists()
    assert in_office_hours(next_office_moment(moment))


def test_the_second_round_reaches_only_who_had_nothing(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    owe(cast, now, "culture", on)
    whole_round(at(on))
    owe(cast, now, "culture", on)
    owe(cast, now, "commune", on)
    whole_round(at(on, 8, 30))
    assert Notice.objects.count() == 1
    whole_round(at(on, 13, 30))
    assert set(Notice.objects.values_list("recipient__username", flat=True)) == {
        "culture_officer",
        "commune_officer",
    }
    assert round_begins(at(on, 13, 29)) == at(on, 7, 30)


def marked(obligation: Obligation, **changes: Any) -> None:
    Obligation.objects.filter(pk=obligation.pk).update(**changes)


@pytest.mark.parametrize("mark", ["met_on", "excused_on", "paused_on", "cancelled_on"])
def test_what_is_marked_is_not_told(cast: Cast, now: dt.datetime, on: dt.date, mark: str) -> None:
    (row,) = owe(cast, now, "culture", on)
    marked(row, **{mark: on, "reason": "vì", "signed_by": cast.person("coordinator")})
    whole_round(at(on))
    assert not Notice.objects.exists()


@pytest.mark.parametrize("how", ["met", "moved", "cancelled"])
def test_what_is_settled_before_the_letter_goes_out_is_left_out(
    cast: Cast, now: dt.datetime, on: dt.date, how: str, mail_folder: Any
) -> None:
    first, second = owe(cast, now, "culture", on, on)
    whole_round(at(on))
    if how == "met":
        mark_met(user=cast.person("culture_officer"), obligation=first, note="Đã làm", now=at(on, 9))
    elif how == "moved":
        marked(first, due_on=working_day_after(on, 20))
    else:
        marked(first, cancelled_on=on, reason="vì", signed_by=cast.person("coordinator"))
    assert send_waiting(clock=lambda: at(on, 9)) == 1
    assert Notice.objects.get().context["count"] == 1
    assert Reminder.objects.get(dropped_at__isnull=False).obligation == first
    assert len(list(mail_folder.glob("*.eml"))) == 1
    del second


def test_a_message_with_nothing_left_is_not_sent(
    cast: Cast, now: dt.datetime, on: dt.date, mail_folder: Any
) -> None:
    (row,) = owe(cast, now, "culture", on)
    whole_round(at(on))
    marked(row, met_on=on, pieces=1)
    assert send_waiting(clock=lambda: at(on, 9)) == 0
    assert Sending.objects.get().state == SendingState.WITHDRAWN
    assert not mail_folder.exists()


def test_letters_wait_for_office_hours(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    owe(cast, now, "culture", on)
    whole_round(at(on))
    assert send_waiting(clock=lambda: at(on, 18)) == 0
    row = Sending.objects.get()
    assert (row.state, row.not_before) == (SendingState.WAITING, at(dt.date(2026, 3, 23), 7, 30))


def test_who_left_the_unit_is_not_told(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    owe(cast, now, "culture", on)
    whole_round(at(on))
    RoleHolding.objects.filter(user=cast.person("culture_officer")).update(valid_to=on - dt.timedelta(days=1))
    assert send_waiting(clock=lambda: at(on, 9)) == 0


def test_without_an_officer_the_leader_is_told_and_without_both_the_coordinator(
    cast: Cast, now: dt.datetime, on: dt.date
) -> None:
    RoleHolding.objects.filter(user=cast.person("culture_officer")).delete()
    owe(cast, now, "culture", on)
    owe(cast, now, "museum", on)
    whole_round(at(on))
    assert told_of(on) == {(Audience.UNIT, 0, "culture_leader"), (Audience.NOBODY, 0, "coordinator")}
    body = Notice.objects.get(recipient=cast.person("coordinator")).body
    assert "Bảo tàng tỉnh" in body


def test_a_deputy_is_told_only_where_there_is_no_other(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    RoleHolding.objects.create(
        user=cast.person("outsider"), unit=cast.unit("culture"), role=Role.UNIT_OFFICER, is_deputy=True
    )
    owe(cast, now, "culture", on)
    whole_round(at(on))
    assert told_of(on) == {(Audience.UNIT, 0, "culture_officer")}


def test_a_lead_that_shares_is_told_as_well(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    (row,) = owe(cast, now, "culture", on)
    ObligationShare.objects.create(obligation=row, unit=cast.unit("foreign"))
    whole_round(at(on))
    assert told_of(on) == {(Audience.UNIT, 0, "culture_officer"), (Audience.UNIT, 0, "foreign_officer")}


def test_what_was_missed_is_told_once_by_its_latest_step(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    owe(cast, now, "culture", on - dt.timedelta(days=60))
    whole_round(at(on))
    assert told_of(on) == {
        (Audience.UNIT, 5, "culture_officer"), (Audience.LEADER, 7, "culture_leader"), (Audience.COORDINATOR, 10, "coordinator"),
    }  # fmt: skip
    whole_round(at(on + dt.timedelta(days=3)))
    assert Reminder.objects.count() == 3


def test_a_moved_day_begins_its_steps_anew(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    (row,) = owe(cast, now, "culture", on)
    whole_round(at(on))
    later = working_day_after(on, 10)
    marked(row, due_on=later)
    whole_round(at(working_day_after(on, 7)))
    assert list(Reminder.objects.order_by("pk").values_list("step", "due_on")) == [(0, on), (-3, later)]


def test_a_plan_keeps_its_own_rule_or_none(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    (row,) = owe(cast, now, "culture", working_day_after(on, 2))
    (quiet,) = owe(cast, now, "foreign", on)
    keeper: dict[str, Any] = {"user": cast.person("coordinator"), "now": now, "seen": None}
    save_rule(
        plan=row.plan, is_on=True, before=[2], after=[], leader_after=None, coordinator_after=None, **keeper
    )
    save_rule(
        plan=quiet.plan, is_on=False, before=[0], after=[1], leader_after=7, coordinator_after=10, **keeper
    )
    whole_round(at(on))
    assert told_of(on) == {(Audience.UNIT, -2, "culture_officer")}
    with pytest.raises(Outdated):
        save_rule(
            plan=row.plan, is_on=True, before=[], after=[], leader_after=1, coordinator_after=1, **keeper
        )
    with pytest.raises(Refused):
        save_rule(
            plan=row.plan, is_on=True, before=[99], after=[], leader_after=None, coordinator_after=None, **keeper | {"seen": now}
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        save_rule(
            plan=row.plan, is_on=True, before=[1], after=[], leader_after=None, coordinator_after=None,
            **keeper | {"user": cast.person("culture_leader")},
        )  # fmt: skip


def test_reminding_by_hand_once_a_day(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    first, second = owe(cast, now, "culture", on + dt.timedelta(days=90), on + dt.timedelta(days=91))
    coordinator, key = cast.person("coordinator"), uuid.uuid4()
    came = remind_now(
        user=coordinator, obligations=[first.pk], text="Đề nghị báo cáo", key=key, now=at(on, 20)
    )
    assert (came.obligations, came.people, came.left_out) == (1, 1, 0)
    sent_again = {"user": coordinator, "obligations": [first.pk], "now": at(on, 20)}
    assert remind_now(**sent_again, text="Đề nghị báo cáo", key=key).people == 0  # type: ignore[arg-type]
    for text, form, why in (("x", key, "another-text"), ("Lại", uuid.uuid4(), "today")):
        with pytest.raises(Refused) as refused:
            remind_now(**sent_again, text=text, key=form)  # type: ignore[arg-type]
        assert refused.value.code == why
    both = [first.pk, second.pk]
    came = remind_now(user=coordinator, obligations=both, text="Lại", key=uuid.uuid4(), now=at(on, 21))
    assert (came.obligations, came.left_out) == (1, 1)
    notice = Notice.objects.earliest("pk")
    assert "Đề nghị báo cáo" in notice.body
    assert send_waiting(clock=lambda: at(on, 22)) == 2  # by hand also after hours
    with pytest.raises(PermissionDenied):
        remind_now(
            user=cast.person("culture_officer"), obligations=both, text="x", key=uuid.uuid4(), now=at(on)
        )
    with pytest.raises(Refused):  # a coordinator of another unit reaches nobody here
        remind_now(
            user=cast.person("commune_coordinator"), obligations=both, text="x", key=uuid.uuid4(), now=at(on)
        )


def test_leaders_get_a_summary_on_the_first_working_day_of_the_week(
    cast: Cast, now: dt.datetime, on: dt.date
) -> None:
    owe(cast, now, "culture", on - dt.timedelta(days=9), on + dt.timedelta(days=3))
    monday = at(dt.date(2026, 3, 23))
    for _twice in range(2):
        while digest_some(now=monday, most=2):
            pass
    said = {each.recipient.username: each.context for each in Notice.objects.select_related("recipient")}
    assert said.keys() == {"culture_leader", "coordinator"}
    assert said["culture_leader"]["own"][0]["late"] == 1
    assert said["culture_leader"]["own"][0]["works"][0]["due"] == "11/03/2026"
    assert said["coordinator"]["plans"][0]["units"][0]["count"] == 1
    assert not digest_some(now=at(dt.date(2026, 3, 24)))
    for day in (25, 27, 28):  # later in the week it would be no news
        assert not digest_some(now=at(dt.date(2026, 3, day)), most=100)
    assert not ReminderRound.objects.filter(begins_at__gt=monday).exists()


def test_only_those_who_follow_see_who_was_told(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    owe(cast, now, "culture", on)
    whole_round(at(on))
    seen = {
        name: told(roles_of(cast.person(name), on=on), ToldFilter()).count()
        for name in (
            "coordinator",
            "auditor",
            "culture_leader",
            "culture_officer",
            "commune_coordinator",
            "outsider",
        )
    }
    assert seen == {
        "coordinator": 1, "auditor": 1, "culture_leader": 1, "culture_officer": 0, "commune_coordinator": 0, "outsider": 0,
    }  # fmt: skip


@given(
    st.lists(st.integers(-20, 20), min_size=1, max_size=6, unique=True),
    st.integers(-30, 30),
    st.integers(0, 30),
)
def test_a_step_is_the_latest_that_has_come(steps: list[int], reached: int, later: int) -> None:
    rule = Steps(tuple(sorted(steps)), 7, None)
    step = rule.step(Audience.UNIT, reached)
    assert (step is None) == (reached < min(steps))
    assert step is None or step in steps
    assert step is None or step <= reached
    assert step is None or (rule.step(Audience.UNIT, reached + later) or 0) >= step
    assert rule.step(Audience.COORDINATOR, reached) is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    parents=st.lists(st.integers(0, 100), min_size=1, max_size=9),
    held=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 5), st.sampled_from(list(Role)), st.booleans()),
        max_size=14,
    ),
    owing=st.lists(st.tuples(st.integers(0, 9), st.integers(-20, 20)), min_size=1, max_size=6),
    owner=st.integers(0, 9),
)
def test_only_people_of_the_unit_are_told(
    cast: Cast,
    now: dt.datetime,
    on: dt.date,
    parents: list[int],
    held: list[Any],
    owing: list[Any],
    owner: int,
) -> None:
    with transaction.atomic():
        RoleHolding.objects.all().delete()
        units = [Unit.add_root(code="X0", name="Gốc")]
        for number, parent in enumerate(parents, start=1):
            above = Unit.objects.get(pk=units[parent % len(units)].pk)
            units.append(above.add_child(code=f"X{number}", name=f"Đơn vị {number}"))
        people = list(User.objects.order_by("pk")[:6])
        for unit, person, role, deputy in held:
            RoleHolding.objects.get_or_create(
                user=people[person], unit=units[unit % len(units)], role=role,
                defaults={"is_deputy": deputy or RoleHolding.objects.filter(unit=units[unit % len(units)], role=role).exists()},
            )  # fmt: skip
        tasks = [TaskOf([units[unit % len(units)]], [by(on + dt.timedelta(days=day))]) for unit, day in owing]
        expand_plan_version(adopt(units[owner % len(units)], people[0], tasks, now=now))
        whole_round(at(on))
        for row in Reminder.objects.select_related("obligation__plan__unit"):
            assert RoleHolding.objects.filter(user=row.person, unit=row.unit, role=row.role).exists()
            if row.audience in {Audience.UNIT, Audience.LEADER}:
                assert row.unit_id == row.obligation.unit_id
                assert row.role in {Role.UNIT_OFFICER, Role.UNIT_LEADER}
            else:
                assert row.role == Role.COORDINATOR
                assert row.obligation.plan.unit.path.startswith(row.unit.path)
        for owed in Obligation.objects.filter(due_on__lte=on):
            officers = RoleHolding.objects.filter(
                unit=owed.unit, role__in=[Role.UNIT_OFFICER, Role.UNIT_LEADER]
            )
            told_now = Reminder.objects.filter(obligation=owed, audience=Audience.UNIT)
            assert officers.exists() == told_now.exists()
        assert Notice.objects.count() == Reminder.objects.values("person").distinct().count()
        transaction.set_rollback(True)
