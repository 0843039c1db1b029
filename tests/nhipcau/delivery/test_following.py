"""What is owed follows an amended plan: moved, cancelled, new; what was done stays."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nhipcau.delivery.models import Extension, ExtensionState, Obligation
from nhipcau.delivery.selectors import states_of_tasks
from nhipcau.delivery.services import expand_plan_version, mark_met
from nhipcau.delivery.services.following import expected_of, follow_amendment
from nhipcau.organisations.policies import roles_of
from nhipcau.plans.models import Intake, IntakeState, PlanVersion, Schedule, Task, TaskUnit, UnitRole
from tests.cast import Cast, assemble
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring


def amend(
    version: PlanVersion, tasks: Sequence[tuple[TaskOf, uuid.UUID | None]], now: dt.datetime
) -> PlanVersion:
    """The next version, written straight into the tables; each task with the stem it carries on."""
    plan = version.plan
    intake = Intake.objects.create(
        file=version.file,
        unit=plan.unit,
        state=IntakeState.ADOPTED,
        created_by=version.adopted_by,
        created_at=now,
    )
    later = PlanVersion.objects.create(
        plan=plan, ordinal=version.ordinal + 1, intake=intake, file=version.file, adopted_by=version.adopted_by, adopted_at=now,
    )  # fmt: skip
    plan.current = later
    plan.save()
    for position, (each, stem) in enumerate(tasks, start=1):
        more: dict[str, Any] = {**each.more, **({"stem": stem} if stem else {})}
        task = Task.objects.create(
            version=later,
            plan=plan,
            position=position,
            path=["II", str(position)],
            text=each.text,
            kind=each.kind,
            **more,
        )
        for place, unit in enumerate(each.lead):
            TaskUnit.objects.create(
                task=task, unit=unit, role=UnitRole.LEAD, position=place, printed=unit.name
            )
        for place, schedule in enumerate(each.schedules):
            Schedule.objects.create(task=task, position=place, **schedule)
    follow_amendment(later)
    return later


def first(cast: Cast, tasks: Sequence[TaskOf], now: dt.datetime) -> PlanVersion:
    version = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now)
    expand_plan_version(version)
    return version


def do(cast: Cast, obligation: Obligation, now: dt.datetime) -> None:
    mark_met(user=cast.person("coordinator"), obligation=obligation, note="Đã làm xong.", now=now)


def test_open_work_moves_with_new_days_and_work_done_stays(cast: Cast, now: dt.datetime) -> None:
    version = first(cast, [TaskOf([cast.unit("foreign")], [recurring(6, "year")])], now)
    old = list(Obligation.objects.order_by("due_on"))
    do(cast, old[0], now)
    before = Obligation.objects.filter(pk=old[0].pk).values().get()
    stem = version.tasks.get().stem
    later = amend(version, [(TaskOf([cast.unit("foreign")], [recurring(4, "year")]), stem)], now)
    rows = Obligation.objects.order_by("due_on", "pk")
    assert Obligation.objects.filter(pk=old[0].pk).values().get() == before
    live = [row for row in rows if row.cancelled_on is None]
    assert len(live) == 4  # the newsletter that was done answers for the first quarter
    assert {row.task_id for row in live[1:]} == {later.tasks.get().pk}
    assert [row.due_on.month for row in live[1:]] == [6, 9, 12]
    gone = [row for row in rows if row.cancelled_on]
    assert len(gone) == 2
    assert all(row.signed_by == cast.person("coordinator") and "2" in row.reason for row in gone)
    counted = states_of_tasks(
        roles_of(cast.person("coordinator"), on=now.date()), [later.tasks.get().pk], on=now.date()
    )
    assert counted[later.tasks.get().pk].counts["done"] == 1


def test_a_dropped_task_and_a_unit_that_leads_no_more_are_cancelled(cast: Cast, now: dt.datetime) -> None:
    day = by(dt.date(2026, 9, 30))
    version = first(
        cast,
        [TaskOf([cast.unit("foreign"), cast.unit("culture")], [day]), TaskOf([cast.unit("commune")], [day])],
        now,
    )
    stem = version.tasks.get(position=1).stem
    amend(version, [(TaskOf([cast.unit("foreign"), cast.unit("museum")], [day]), stem)], now)
    states = {
        row.unit.code: row.cancelled_on is not None for row in Obligation.objects.select_related("unit")
    }
    assert states == {"FOREIGN": False, "CULTURE": True, "COMMUNE": True, "MUSEUM": False}


def test_a_day_that_was_granted_stays_where_it_is_later(cast: Cast, now: dt.datetime) -> None:
    version = first(cast, [TaskOf([cast.unit("foreign")], [by(dt.date(2026, 6, 30))])], now)
    Obligation.objects.update(due_on=dt.date(2026, 8, 31), original_due_on=dt.date(2026, 6, 30))
    stem = version.tasks.get().stem
    later = amend(version, [(TaskOf([cast.unit("foreign")], [by(dt.date(2026, 7, 31))]), stem)], now)
    row = Obligation.objects.get()
    assert (row.due_on, row.original_due_on) == (dt.date(2026, 8, 31), dt.date(2026, 7, 31))
    amend(later, [(TaskOf([cast.unit("foreign")], [by(dt.date(2026, 10, 30))]), stem)], now)
    row.refresh_from_db()
    assert (row.due_on, row.original_due_on) == (dt.date(2026, 10, 30), None)


def test_a_request_for_more_time_ends_with_what_it_asked_for(cast: Cast, now: dt.datetime) -> None:
    version = first(cast, [TaskOf([cast.unit("foreign")], [by(dt.date(2026, 6, 30))])], now)
    Extension.objects.create(
        obligation=Obligation.objects.get(), due_before=dt.date(2026, 6, 30), wanted_on=dt.date(2026, 7, 30), reason="Mưa bão",
        asked_by=cast.person("foreign_officer"), asked_at=now,
    )  # fmt: skip
    amend(version, [(TaskOf([cast.unit("culture")], [by(dt.date(2026, 6, 30))]), None)], now)
    ended = Extension.objects.get()
    assert (ended.state, ended.decided_by) == (ExtensionState.TAKEN_BACK, cast.person("coordinator"))


def test_a_lower_quota_is_reached_by_what_was_handed_in(cast: Cast, now: dt.datetime) -> None:
    version = first(cast, [TaskOf([cast.unit("foreign")], [recurring(3, "year", most=5)])], now)
    row = Obligation.objects.get()
    mark_met(user=cast.person("coordinator"), obligation=row, note="Hai số đầu.", pieces=2, now=now)
    assert Obligation.objects.get().met_on is None
    amend(
        version,
        [(TaskOf([cast.unit("foreign")], [recurring(2, "year", most=3)]), version.tasks.get().stem)],
        now,
    )
    row.refresh_from_db()
    assert (row.quota_min, row.met_on) == (2, dt.date(2026, 3, 20))


def test_a_raised_quota_asks_for_what_is_still_missing(cast: Cast, now: dt.datetime) -> None:
    version = first(cast, [TaskOf([cast.unit("foreign")], [recurring(6, "year")])], now)
    for row in list(Obligation.objects.order_by("due_on"))[:5]:
        do(cast, row, now)
    stem = version.tasks.get().stem
    later = amend(version, [(TaskOf([cast.unit("foreign")], [recurring(8, "year")]), stem)], now)
    for _run in range(2):
        live = Obligation.objects.filter(cancelled_on__isnull=True)
        assert live.filter(met_on__isnull=False).count() == 5
        owed = live.get(met_on__isnull=True)
        assert (owed.quota_min, owed.pieces, owed.task) == (3, 0, later.tasks.get())  # 8 a year, 5 are done
        follow_amendment(later)


def test_what_was_done_reaches_a_lower_quota_of_a_longer_time(cast: Cast, now: dt.datetime) -> None:
    version = first(cast, [TaskOf([cast.unit("foreign")], [recurring(6, "year")])], now)
    for row in list(Obligation.objects.order_by("due_on"))[:5]:
        do(cast, row, now)
    stem = version.tasks.get().stem
    later = amend(version, [(TaskOf([cast.unit("foreign")], [recurring(5, "year")]), stem)], now)
    for _run in range(2):
        assert not Obligation.objects.filter(met_on__isnull=True, cancelled_on__isnull=True).exists()
        assert Obligation.objects.filter(met_on__isnull=False).count() == 5
        follow_amendment(later)


def test_a_second_run_changes_nothing(cast: Cast, now: dt.datetime) -> None:
    version = first(cast, [TaskOf([cast.unit("foreign")], [recurring(6, "year")])], now)
    do(cast, Obligation.objects.order_by("due_on")[0], now)
    later = amend(
        version, [(TaskOf([cast.unit("foreign")], [recurring(4, "year")]), version.tasks.get().stem)], now
    )
    before = list(Obligation.objects.order_by("pk").values())
    assert follow_amendment(later)["new"] == 0
    assert list(Obligation.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("was_shared", [False, True])
def test_shared_work_becomes_each_leads_own_and_back(cast: Cast, now: dt.datetime, was_shared: bool) -> None:
    leads = [cast.unit("foreign"), cast.unit("culture")]
    day = [by(dt.date(2026, 9, 30))]
    version = first(cast, [TaskOf(leads, day, more={"is_shared": was_shared})], now)
    stem = version.tasks.get().stem
    amend(version, [(TaskOf(leads, day, more={"is_shared": not was_shared}), stem)], now)
    live = Obligation.objects.filter(cancelled_on__isnull=True)
    assert live.count() == (2 if was_shared else 1)
    assert sum(row.shares.count() for row in live) == (0 if was_shared else 1)


SCHEDULES = st.sampled_from([
    (), (by(dt.date(2026, 6, 30)),), (by(dt.date(2026, 11, 15)),), (recurring(6, "year"),), (recurring(4, "year"),), (recurring(12, "year"),),
    (recurring(3, "month", most=5),), ({"kind": "ongoing"},), ({"kind": "within", "starts_on": dt.date(2026, 4, 1), "ends_on": dt.date(2026, 6, 30)},),
    (recurring(2, "year"), by(dt.date(2026, 12, 1))),
])  # fmt: skip
UNITS = ("foreign", "culture", "museum", "commune")
TASKS = st.lists(
    st.tuples(st.lists(st.sampled_from(UNITS), unique=True, max_size=3), SCHEDULES), min_size=1, max_size=3
)
NOW = dt.datetime(2026, 3, 20, 2, 0, tzinfo=dt.UTC)


class TestAnyAmendment(TestCase):
    """Whatever changes: each time of each unit is owed exactly once, and nothing that was done is touched."""

    @settings(max_examples=25)
    @given(
        versions=st.lists(st.tuples(TASKS, st.lists(st.integers(0, 3), min_size=3, max_size=3)), min_size=2, max_size=3),
        done=st.sets(st.integers(0, 30), max_size=12), excused=st.sets(st.integers(0, 30), max_size=3),
    )  # fmt: skip
    def test_everything_expected_is_owed_once_and_done_work_stays(
        self, versions: list[Any], done: set[int], excused: set[int]
    ) -> None:
        cast = assemble()
        coordinator = cast.person("coordinator")
        tasks, _lineage = versions[0]
        version = first(cast, [_task(cast, each) for each in tasks], NOW)
        for tasks, lineage in versions[1:]:
            open_rows = list(
                Obligation.objects.filter(met_on=None, cancelled_on=None, excused_on=None).order_by("pk")
            )
            for number, row in enumerate(open_rows):
                if number in done:
                    Obligation.objects.filter(pk=row.pk).update(met_on=NOW.date(), pieces=row.quota_min)
                elif number in excused:
                    Obligation.objects.filter(pk=row.pk).update(
                        excused_on=NOW.date(), reason="Không phát sinh", signed_by=coordinator, signed_at=NOW
                    )
            met = list(Obligation.objects.filter(met_on__isnull=False).order_by("pk").values())
            stems = list(version.tasks.order_by("position").values_list("stem", flat=True))
            kept: list[uuid.UUID | None] = []
            for number in lineage[: len(tasks)]:
                stem = stems[number] if number < len(stems) else None
                kept.append(stem if stem not in kept else None)
            version = amend(version, list(zip([_task(cast, each) for each in tasks], kept, strict=True)), NOW)
            assert (
                list(Obligation.objects.filter(pk__in=[row["id"] for row in met]).order_by("pk").values())
                == met
            )
            _owed_exactly_once(version)
            follow_amendment(version)
            _owed_exactly_once(version)


def _task(cast: Cast, drawn: Any) -> TaskOf:
    leads, schedules = drawn
    return TaskOf([cast.unit(name) for name in leads], schedules)


def _owed_exactly_once(version: PlanVersion) -> None:
    """Every expected time has one row that is open or signed, or a piece of done work of the same unit; nothing else is open."""
    tasks = list(version.tasks.all())
    leads = {task.pk: [unit.unit_id for unit in task.task_units.all()] for task in tasks}
    expected = Counter(
        (row.task.stem, row.unit_id, row.period_from, row.period_to, row.due_on)
        for row in expected_of(version.plan, tasks, leads)
    )
    rows = list(Obligation.objects.select_related("task"))
    here = Counter(
        (row.task.stem, row.unit_id, row.period_from, row.period_to, row.due_on)
        for row in rows
        if row.met_on is None and row.task.version_id == version.pk
    )
    assert not here - expected
    missing = Counter((stem, unit) for stem, unit, *_days in (expected - here).elements())
    done = Counter((row.task.stem, row.unit_id) for row in rows if row.met_on is not None)
    assert all(done[key] >= count for key, count in missing.items())
    open_elsewhere = [
        row for row in rows
        if row.met_on is None and row.cancelled_on is None and row.excused_on is None and row.task.version_id != version.pk
    ]  # fmt: skip
    assert not open_elsewhere
