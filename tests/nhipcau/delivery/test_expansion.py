"""An adopted plan becomes what each leading unit owes, and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.delivery.models import Obligation, ObligationShare
from nhipcau.delivery.services import due_times, expand_plan_version
from nhipcau.kernel.working_days import is_working_day
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import Per, Plan, PlanVersion, ReportingDate, Schedule
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import YEAR, TaskOf, adopt, by, recurring
from tests.nhipcau.delivery.reference import owed_by_hand

ONGOING = {"kind": "ongoing"}
WITHIN = {"kind": "within", "starts_on": dt.date(2026, 4, 1), "ends_on": dt.date(2026, 9, 30)}


def plan_of(first: dt.date, last: dt.date) -> Plan:
    return Plan(period_from=first, period_to=last)


@pytest.mark.parametrize(
    ("schedule", "dues", "quota"),
    [
        (by(dt.date(2026, 2, 28)), ["28/02"], 1),  # a Saturday: a printed date stays as printed
        (WITHIN, ["30/09"], 1),
        (recurring(1, "quarter"), ["31/03", "30/06", "30/09", "31/12"], 1),
        (recurring(6, "year"), ["27/02", "29/04", "30/06", "28/08", "30/10", "31/12"], 1),
        (recurring(1, "year"), ["31/12"], 1),
        (recurring(5, "year"), ["31/12"], 5),
        (recurring(1, "half-year"), ["30/06", "31/12"], 1),
        (ONGOING, ["31/12"], 1),
        (None, ["31/12"], 1),
    ],
)
def test_a_schedule_falls_due(schedule: dict[str, object] | None, dues: list[str], quota: int) -> None:
    times = [time for time, _date in due_times(Schedule(**schedule) if schedule else None, plan_of(*YEAR))]
    assert [f"{time.due_on:%d/%m}" for time in times] == dues
    assert {time.quota_min for time in times} == {quota}


@settings(max_examples=60)
@given(
    st.integers(1, 30),
    st.sampled_from(Per.values),
    st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)),
    st.integers(20, 900),
)
def test_every_period_is_owed_exactly_once(count: int, per: str, first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    times = [time for time, _date in due_times(Schedule(**recurring(count, per)), plan_of(first, last))]
    covered = Counter(
        time.starts_on + dt.timedelta(days=step)
        for time in times
        for step in range((time.ends_on - time.starts_on).days + 1)
    )
    assert covered == Counter(first + dt.timedelta(days=step) for step in range(days + 1))
    assert [time.ordinal for time in times] == list(range(1, len(times) + 1))
    for time in times:
        assert time.starts_on <= time.due_on <= time.ends_on
        # Only a stretch without any working day (a plan that ends in Tết) is due on a day off.
        stretch = (time.ends_on - time.starts_on).days + 1
        has_work = any(is_working_day(time.starts_on + dt.timedelta(days=step)) for step in range(stretch))
        assert is_working_day(time.due_on) or not has_work


def test_only_leading_units_owe(cast: Cast, now: dt.datetime) -> None:
    task = TaskOf(
        [cast.unit("foreign"), cast.unit("commune")], [recurring(1, "quarter")], coop=[cast.unit("culture")]
    )
    assert expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), [task], now=now)) == 8
    owing = Counter(Obligation.objects.values_list("unit__code", flat=True))
    assert owing == {"FOREIGN": 4, "COMMUNE": 4}
    assert set(Obligation.objects.values_list("ordinals", flat=True)) == {4}


def test_a_task_with_two_schedules_and_one_without_any(cast: Cast, now: dt.datetime) -> None:
    twice = TaskOf([cast.unit("foreign")], [by(dt.date(2026, 6, 15)), by(dt.date(2026, 11, 20))])
    timeless = TaskOf([cast.unit("foreign")])
    version = adopt(cast.unit("province"), cast.person("coordinator"), [twice, timeless], now=now)
    assert expand_plan_version(version) == 3
    assert [f"{day:%d/%m}" for day in Obligation.objects.values_list("due_on", flat=True)] == [
        "15/06", "20/11", "31/12",
    ]  # fmt: skip


def test_ongoing_work_is_answered_for_on_each_reporting_date(cast: Cast, now: dt.datetime) -> None:
    tasks = [TaskOf([cast.unit("foreign")], [ONGOING]), TaskOf([cast.unit("culture")])]
    version = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now)
    report_on(version, dt.date(2026, 6, 15), dt.date(2026, 11, 20))
    assert expand_plan_version(version) == 4
    for unit in ("foreign", "culture"):
        rows = Obligation.objects.filter(unit=cast.unit(unit)).values_list(
            "period_from", "period_to", "due_on"
        )
        assert [tuple(f"{day:%d/%m}" for day in row) for row in rows] == [
            ("01/01", "15/06", "15/06"), ("16/06", "20/11", "20/11"),
        ]  # fmt: skip
    assert not Obligation.objects.filter(reporting_date=None).exists()


def test_a_quota_of_several_leads_is_owed_together(cast: Cast, now: dt.datetime) -> None:
    leads = [cast.unit("foreign"), cast.unit("culture"), cast.unit("commune")]
    task = TaskOf(leads, [recurring(1, "quarter")], more={"is_shared": True})
    version = adopt(cast.unit("province"), cast.person("coordinator"), [task], now=now)
    assert expand_plan_version(version) == 4
    assert set(Obligation.objects.values_list("unit__code", flat=True)) == {"FOREIGN"}
    for owed in Obligation.objects.all():
        assert [share.unit.code for share in owed.shares.all()] == ["CULTURE", "COMMUNE"]
    assert expand_plan_version(version) == 0
    assert ObligationShare.objects.count() == 8


def report_on(version: PlanVersion, *days: dt.date) -> None:
    begins = version.plan.period_from
    for day in sorted(days):
        ends = min(day, version.plan.period_to)
        if begins <= ends:
            ReportingDate.objects.create(plan=version.plan, due_on=day, period_from=begins, period_to=ends)
            begins = ends + dt.timedelta(days=1)


SCHEDULES = st.one_of(
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 3, 31)).map(by),
    st.tuples(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 200)).map(
        lambda given: {
            "kind": "within", "starts_on": given[0], "ends_on": given[0] + dt.timedelta(days=given[1]),
        }
    ),
    st.builds(
        lambda least, more, per: recurring(least, per, most=least + more),
        st.integers(1, 13), st.integers(0, 2), st.sampled_from(Per.values),
    ),
    st.just(ONGOING),
)  # fmt: skip
NAMES = ("province", "foreign", "culture", "museum", "commune")
TASKS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), unique=True, max_size=4), st.lists(SCHEDULES, max_size=3), st.booleans()
    ),
    max_size=4,
)  # fmt: skip
PLANS = st.tuples(
    st.dates(dt.date(2025, 6, 1), dt.date(2026, 6, 30)),
    st.integers(0, 800),
    st.lists(st.dates(dt.date(2025, 6, 1), dt.date(2028, 12, 31)), unique=True, max_size=3),
)


def as_kept(rows: Iterable[Obligation]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (
            row.task.position, row.schedule.position if row.schedule else None, row.unit.code, row.ordinal, row.ordinals, row.period_from,
            row.period_to, row.due_on, row.quota_min, row.quota_max, row.reporting_date.due_on if row.reporting_date else None,
            tuple(share.unit.code for share in row.shares.all()),
        )
        for row in rows
    )  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(plan=PLANS, tasks=TASKS)
def test_every_plan_is_set_out_as_the_plain_reference_does(
    cast: Cast,
    now: dt.datetime,
    plan: tuple[dt.date, int, list[dt.date]],
    tasks: list[tuple[list[str], list[dict[str, Any]], bool]],
) -> None:
    first, days, reports = plan
    with transaction.atomic():
        orders = [
            TaskOf([cast.unit(name) for name in leads], schedules, coop=[], more={"is_shared": shared})
            for leads, schedules, shared in tasks
        ]
        version = adopt(
            cast.unit("province"), cast.person("coordinator"), orders, now=now, period=(first, first + dt.timedelta(days=days))
        )  # fmt: skip
        report_on(version, *reports)
        new = expand_plan_version(version)
        kept = as_kept(Obligation.objects.select_related("task", "schedule", "unit", "reporting_date"))
        assert kept == Counter(owed_by_hand(version))
        assert new == sum(kept.values())
        assert expand_plan_version(version) == 0
        transaction.set_rollback(True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [by(dt.date(2026, 5, 1)), WITHIN, recurring(2, "month"), recurring(6, "year"), ONGOING]
        ),
        max_size=3,
    )
)
@pytest.mark.django_db
def test_setting_out_twice_is_setting_out_once(
    cast: Cast, now: dt.datetime, schedules: list[dict[str, object]]
) -> None:
    version = adopt(
        cast.unit("province"),
        cast.person("coordinator"),
        [TaskOf([cast.unit("foreign")], schedules)],
        now=now,
    )
    first = expand_plan_version(version)
    before = list(Obligation.objects.filter(plan=version.plan).order_by("pk").values())
    assert expand_plan_version(version) == 0
    assert list(Obligation.objects.filter(plan=version.plan).order_by("pk").values()) == before
    assert first == len(before) >= 1


@pytest.mark.parametrize(("tasks", "units"), [(2, 1), (20, 3)])
def test_the_number_of_questions_does_not_grow(cast: Cast, now: dt.datetime, tasks: int, units: int) -> None:
    names = ["foreign", "culture", "commune"][:units]
    leads: list[Unit] = [cast.unit(name) for name in names]
    orders = [TaskOf(leads, [recurring(1, "month")]) for _ in range(tasks)]
    version = adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now)
    with CaptureQueriesContext(connection) as queries:
        assert expand_plan_version(version) == tasks * units * 12
    assert len(queries) <= 26
