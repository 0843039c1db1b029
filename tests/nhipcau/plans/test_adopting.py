"""Adopting: everything at once, once, and for good."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from wagtail.models import ModelLogEntry

from nhipcau.kernel.errors import Refused
from nhipcau.plans.models import (
    DraftTask,
    FrozenRow,
    Intake,
    IntakeState,
    Plan,
    PlanVersion,
    Schedule,
    Task,
    TaskUnit,
)
from nhipcau.plans.selectors.plans import latest_version
from nhipcau.plans.services import (
    TaskChanges,
    adopt_plan,
    announcing,
    hand_in_plan,
    read_intake,
    save_task,
    when_adopted,
)
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft
from tests.nhipcau.plans.samples import PLAN


@pytest.fixture
def version(intake: Intake, cast: Cast, now: dt.datetime) -> PlanVersion:
    return adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)


def test_plan_tasks_units_and_schedules_are_written_together(version: PlanVersion, cast: Cast) -> None:
    plan = version.plan
    assert (plan.printed_number, plan.unit, plan.period_to) == (
        "12/KH-UBND",
        cast.unit("province"),
        dt.date(2026, 12, 31),
    )
    assert [task.label for task in version.tasks.all()] == [
        "II.1.a",
        "II.1.b",
        "II.2.a",
        "II.2.b",
        "II.3.a",
        "III.1 (gạch 1)",
        "III.2 (gạch 1)",
    ]
    newsletter = version.tasks.get(position=1)
    schedule = newsletter.schedules.get()
    assert (schedule.kind, schedule.min, schedule.max, schedule.per) == ("recurring", 6, 6, "year")
    entry = ModelLogEntry.objects.get(action="plans.adopt")
    assert entry.data["tasks"] == 7
    assert entry.data["sha256"] == version.file.sha256


def test_a_group_becomes_every_unit_of_it_and_a_leader_does_not_coordinate_as_well(
    version: PlanVersion, cast: Cast
) -> None:
    training = version.tasks.get(position=3)
    by_role = {
        role: set(training.task_units.filter(role=role).values_list("unit__code", flat=True))
        for role in ("lead", "coop")
    }
    assert by_role == {"lead": {"FOREIGN"}, "coop": {"CULTURE", "COMMUNE"}}


def test_a_name_nobody_confirmed_asks_nobody(version: PlanVersion) -> None:
    leaflet = version.tasks.get(position=2)
    assert {row.printed: row.unit for row in leaflet.task_units.all()} == {
        "Hiệp hội Dệt lụa Bến Lụa": None, "Sở Văn hóa và Thể thao": None,
    }  # fmt: skip


def test_adopting_twice_is_adopting_once(
    version: PlanVersion, intake: Intake, cast: Cast, now: dt.datetime
) -> None:
    again = adopt_plan(user=cast.person("administrator"), intake=intake, now=now)
    assert again.pk == version.pk
    assert Plan.objects.count() == PlanVersion.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="plans.adopt").count() == 1


def test_dropped_tasks_stay_behind(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    DraftTask.objects.filter(pk=draft(intake, "II", "2", "b").pk).update(is_dropped=True)
    version = adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    assert version.tasks.count() == 6


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": ""}, "header"),
        ({"period_to": None}, "header"),
        ({"state": IntakeState.FAILED}, "not-in-review"),
        ({"state": IntakeState.DISCARDED}, "not-in-review"),
    ],
)
def test_what_is_incomplete_is_refused_and_nothing_is_written(
    intake: Intake, cast: Cast, now: dt.datetime, change: dict[str, object], code: str
) -> None:
    Intake.objects.filter(pk=intake.pk).update(**change)
    with pytest.raises(Refused) as refused:
        adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    assert refused.value.code == code
    assert Plan.objects.count() == 0


def test_a_plan_follows_only_a_plan_of_a_unit_above_that_its_keeper_reads(
    version: PlanVersion, cast: Cast, now: dt.datetime
) -> None:
    user = cast.person("coordinator")

    def another(unit: str) -> Intake:
        made = hand_in_plan(user=user, unit=cast.unit(unit), name="a.txt", data=PLAN.encode(), now=now)
        read_intake(intake_id=made.pk, now=now)
        return made

    own = adopt_plan(user=user, intake=another("foreign"), superior=version.plan, now=now)
    assert own.plan.superior == version.plan
    beside = another("culture")
    with pytest.raises(Refused) as refused:
        adopt_plan(user=user, intake=beside, superior=own.plan, now=now)
    assert refused.value.code == "superior"
    assert Intake.objects.get(pk=beside.pk).state == IntakeState.REVIEW


def test_an_empty_plan_or_task_is_refused(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    user = cast.person("coordinator")
    intake.draft_tasks.filter(position=1).update(text=" ")
    with pytest.raises(Refused):
        adopt_plan(user=user, intake=intake, now=now)
    intake.draft_tasks.update(is_dropped=True)
    with pytest.raises(Refused):
        adopt_plan(user=user, intake=intake, now=now)


def test_an_adopted_draft_is_closed(
    version: PlanVersion, intake: Intake, cast: Cast, now: dt.datetime
) -> None:
    with pytest.raises(Refused):
        save_task(
            user=cast.person("coordinator"), task=draft(intake, "II", "1", "a"), version=1, changes=TaskChanges({"text": "x"}), now=now
        )  # fmt: skip


def test_rooms_above_are_told_within_the_transaction(
    intake: Intake, cast: Cast, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[PlanVersion] = []

    def refuse(version: PlanVersion) -> None:
        told.append(version)
        raise Refused("no", code="above")

    monkeypatch.setattr(announcing, "_adopted", [])
    when_adopted(refuse)
    when_adopted(refuse)
    with pytest.raises(Refused):
        adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    assert len(told) == 1
    assert Plan.objects.count() == 0
    assert Intake.objects.get(pk=intake.pk).state == IntakeState.REVIEW


@pytest.mark.parametrize("model", [PlanVersion, Task, TaskUnit, Schedule])
def test_an_adopted_version_never_changes(version: PlanVersion, model: type[Task]) -> None:
    row = model.objects.first()
    assert row is not None
    with pytest.raises(FrozenRow):
        row.save()
    with pytest.raises(FrozenRow):
        row.delete()
    with pytest.raises(FrozenRow):
        model.objects.all().update(pk=1)
    with pytest.raises(FrozenRow):
        model.objects.all().delete()
    with pytest.raises(FrozenRow):
        model.objects.bulk_update([row], [model._meta.pk.name])


@pytest.mark.parametrize("model", [PlanVersion, Task, TaskUnit, Schedule])
def test_the_database_refuses_updates_of_adopted_rows(version: PlanVersion, model: type[Task]) -> None:
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match="never change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET id = id")  # noqa: S608  a table of ours


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "by"},
        {"kind": "by", "due_on": dt.date(2026, 1, 1), "per": "year"},
        {"kind": "within", "starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)},
        {"kind": "recurring", "min": 3, "max": 2, "per": "month"},
        {"kind": "recurring", "min": 0, "max": 2, "per": "month"},
        {"kind": "recurring", "min": 1, "max": 2, "per": "week"},
        {"kind": "ongoing", "due_on": dt.date(2026, 1, 1)},
        {"kind": "daily"},
    ],
)
def test_a_schedule_is_exactly_one_of_its_kinds(version: PlanVersion, wrong: dict[str, object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Schedule.objects.create(task=version.tasks.get(position=1), position=9, **wrong)


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("administrator", True), ("coordinator", True), ("viewer", False), ("auditor", False), ("foreign_leader", False),
        ("foreign_officer", False), ("outsider", False), ("former", False), ("closed", False),
    ],
)  # fmt: skip
def test_who_may_adopt_for_the_province(
    intake: Intake, cast: Cast, now: dt.datetime, person: str, may: bool
) -> None:
    if may:
        assert adopt_plan(user=cast.person(person), intake=intake, now=now).pk
    else:
        with pytest.raises(PermissionDenied):
            adopt_plan(user=cast.person(person), intake=intake, now=now)


def test_a_leader_adopts_for_the_own_unit(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    Intake.objects.filter(pk=intake.pk).update(unit=cast.unit("foreign"))
    version = adopt_plan(user=cast.person("foreign_leader"), intake=intake, now=now)
    assert latest_version(version.plan) == version
