"""An adopted plan becomes what each leading unit owes, and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import due_times, expand_plan_version
from nhipcau.kernel.working_days import is_working_day
from nhipcau.plans.models import Per, Schedule
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import YEAR, TaskOf, adopt, by, recurring

ONGOING = {"kind": "ongoing"}
WITHIN = {"kind": "within", "starts_on": dt.date(2026, 4, 1), "ends_on": dt.date(2026, 9, 30)}


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
    times = due_times(Schedule(**schedule) if schedule else None, *YEAR)
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
    times = due_times(Schedule(**recurring(count, per)), first, last)
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
    orders = [TaskOf([cast.unit(name) for name in names], [recurring(1, "month")]) for _ in range(tasks)]
    version = adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now)
    with CaptureQueriesContext(connection) as queries:
        assert expand_plan_version(version) == tasks * units * 12
    assert sum(query["sql"].startswith("SELECT") for query in queries) <= 14
