"""Correcting a draft: nobody overwrites anybody, nothing is lost, everything is logged."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import Role
from nhipcau.audit.selectors import verify
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations.models import RoleHolding, Unit, UnitAlias
from nhipcau.plans.models import DraftTask, DraftUnit, Intake, Match, UnitRole
from nhipcau.plans.selectors.review import review_of, source_of
from nhipcau.plans.services import (
    NamedUnit,
    TaskChanges,
    accept_unit,
    add_task,
    enter_and_decide,
    hand_in_plan,
    keep_name_only,
    merge_with_next,
    read_intake,
    reset_task,
    save_header,
    save_task,
    set_dropped,
    split_task,
)
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft
from tests.nhipcau.plans.samples import PLAN


def test_a_correction_is_kept_with_its_author_and_logged(
    intake: Intake, cast: Cast, now: dt.datetime
) -> None:
    task = draft(intake, "II", "1", "a")
    saved = save_task(
        user=cast.person("coordinator"),
        task=task,
        version=1,
        changes=TaskChanges({"text": "Xuất bản bản tin."}),
        now=now,
    )
    assert (saved.text, saved.version, saved.changed_by) == (
        "Xuất bản bản tin.",
        2,
        cast.person("coordinator"),
    )
    assert ModelLogEntry.objects.filter(action="plans.edit_draft").count() == 1
    assert verify().sound


def test_a_save_on_an_old_version_overwrites_nothing(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    task = draft(intake, "II", "1", "a")
    save_task(
        user=cast.person("coordinator"), task=task, version=1, changes=TaskChanges({"text": "Một"}), now=now
    )
    with pytest.raises(Outdated):
        save_task(
            user=cast.person("administrator"),
            task=task,
            version=1,
            changes=TaskChanges({"text": "Hai"}),
            now=now,
        )
    task.refresh_from_db()
    assert task.text == "Một"
    assert ModelLogEntry.objects.filter(action="plans.edit_draft").count() == 1


def test_the_header_has_a_version_of_its_own(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    user, version = cast.person("coordinator"), intake.version
    save_header(user=user, intake=intake, version=version, fields={"number": "13"}, now=now)
    with pytest.raises(Outdated):
        save_header(user=user, intake=intake, version=version, fields={"number": "14"}, now=now)
    intake.refresh_from_db()
    assert intake.number == "13"


def test_units_follow_what_the_person_left(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    task = draft(intake, "II", "1", "a")
    lead = task.draft_units.get(role=UnitRole.LEAD)
    units = [
        NamedUnit("lead", lead.printed, lead.pk),
        NamedUnit("coop", "Bảo tàng tỉnh"),
        NamedUnit("coop", "Hội Lụa"),
    ]
    save_task(
        user=cast.person("coordinator"), task=task, version=1, changes=TaskChanges(units=units), now=now
    )
    kept = {unit.printed: (unit.pk, unit.match, unit.unit) for unit in task.draft_units.all()}
    assert kept[lead.printed] == (lead.pk, Match.EXACT, cast.unit("foreign"))
    assert kept["Bảo tàng tỉnh"][1:] == (Match.EXACT, cast.unit("museum"))
    assert kept["Hội Lụa"][1:] == (Match.UNKNOWN, None)
    assert len(kept) == 3


def test_a_row_sent_twice_is_one_row(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    task, user = draft(intake, "II", "2", "b"), cast.person("coordinator")
    for version in (1, 2):
        changes = TaskChanges(units=[NamedUnit("lead", "Sở Ngoại vụ")])
        save_task(user=user, task=task, version=version, changes=changes, now=now)
    assert task.draft_units.count() == 1


def test_a_decision_holds_for_the_same_name_everywhere_in_the_draft(
    intake: Intake, cast: Cast, now: dt.datetime
) -> None:
    other = draft(intake, "II", "2", "b")
    DraftUnit.objects.create(task=other, role="lead", printed="Hiệp hội Dệt lụa Bến Lụa")
    named = DraftUnit.objects.filter(printed="Hiệp hội Dệt lụa Bến Lụa").earliest("pk")
    DraftUnit.objects.filter(pk=named.pk).update(unit=cast.unit("museum"), match=Match.SIMILAR)
    user, task = cast.person("coordinator"), named.task
    decided = accept_unit(user=user, task=task, version=1, named=named, remember=False, now=now)
    assert decided == 2
    assert set(DraftUnit.objects.filter(unit=cast.unit("museum")).values_list("match", flat=True)) == {
        "chosen"
    }
    assert DraftTask.objects.get(pk=task.pk).version == 2


def test_a_decision_on_an_old_version_decides_nothing(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    task, user = draft(intake, "II", "1", "b"), cast.person("coordinator")
    named = task.draft_units.get(match=Match.UNKNOWN)
    with pytest.raises(Outdated):
        enter_and_decide(user=user, task=task, version=7, named=named, kind="other", now=now)
    with pytest.raises(Outdated):
        keep_name_only(user=user, task=task, version=7, named=named, now=now)
    assert not Unit.objects.filter(name=named.printed).exists()


def test_a_name_without_a_unit_cannot_be_confirmed(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    task, user = draft(intake, "II", "1", "b"), cast.person("coordinator")
    named = task.draft_units.get(match=Match.UNKNOWN)
    with pytest.raises(Refused):
        accept_unit(user=user, task=task, version=1, named=named, remember=True, now=now)
    named.refresh_from_db()
    assert named.match == Match.UNKNOWN


def test_who_keeps_the_plan_of_one_office_enters_no_units_of_the_province(
    cast: Cast, now: dt.datetime
) -> None:
    user = cast.person("foreign_officer")
    RoleHolding.objects.create(user=user, unit=cast.unit("foreign"), role=Role.COORDINATOR)
    own = hand_in_plan(user=user, unit=cast.unit("foreign"), name="a.txt", data=PLAN.encode(), now=now)
    read_intake(intake_id=own.pk, now=now)
    task = draft(own, "II", "1", "b")
    unknown, similar = task.draft_units.get(match=Match.UNKNOWN), task.draft_units.get(match=Match.SIMILAR)
    with pytest.raises(PermissionDenied):
        enter_and_decide(user=user, task=task, version=1, named=unknown, kind="other", now=now)
    with pytest.raises(PermissionDenied):
        accept_unit(user=user, task=task, version=1, named=similar, remember=True, now=now)
    similar.refresh_from_db()
    assert (similar.match, UnitAlias.objects.count()) == (Match.SIMILAR, 0)
    accept_unit(user=user, task=task, version=1, named=similar, remember=False, now=now)


def test_a_task_is_split_where_the_person_says(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    task, user = draft(intake, "II", "1", "a"), cast.person("coordinator")
    rows = split_task(user=user, task=task, version=1, parts=["In bản tin.", "", "  Dịch bản tin. "], now=now)
    assert [row.text for row in rows] == ["In bản tin.", "Dịch bản tin."]
    assert [row.draft_units.count() for row in rows] == [2, 2]
    assert rows[1].whens == task.whens
    positions = list(intake.draft_tasks.values_list("position", flat=True))
    assert positions == sorted(set(positions))
    with pytest.raises(Refused):
        split_task(user=user, task=rows[1], version=1, parts=["Một phần"], now=now)


def test_joined_tasks_carry_both_and_the_second_can_be_taken_back(
    intake: Intake, cast: Cast, now: dt.datetime
) -> None:
    first, second = draft(intake, "II", "1", "a"), draft(intake, "II", "1", "b")
    user = cast.person("coordinator")
    row = merge_with_next(user=user, task=first, version=1, now=now)
    assert row.text == f"{first.text} {second.text}"
    assert row.whens == [*first.whens, *second.whens]
    assert {unit.printed for unit in row.draft_units.all()} >= {"Sở Ngoại vụ", "Hiệp hội Dệt lụa Bến Lụa"}
    second.refresh_from_db()
    assert second.is_dropped
    assert second.draft_units.count() == 2
    assert not set_dropped(user=user, task=second, version=second.version, dropped=False, now=now).is_dropped


def test_the_last_task_has_nothing_to_join(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        merge_with_next(
            user=cast.person("coordinator"), task=draft(intake, "III", "2", "-1"), version=1, now=now
        )


def test_a_task_goes_back_to_what_was_read(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    task, user = draft(intake, "II", "1", "a"), cast.person("coordinator")
    changes = TaskChanges({"text": "Khác", "whens": []}, units=[])
    save_task(user=user, task=task, version=1, changes=changes, now=now)
    back = reset_task(user=user, task=task, version=2, now=now)
    assert (back.text, back.whens) == (task.text, task.whens)
    assert [unit.printed for unit in back.draft_units.order_by("-role")] == [
        "Sở Ngoại vụ",
        "Sở Văn hóa, Thể thao và Du lịch",
    ]


def test_a_task_is_added_where_it_belongs(intake: Intake, cast: Cast, now: dt.datetime) -> None:
    added = add_task(
        user=cast.person("coordinator"), intake=intake, after=draft(intake, "II", "1", "a"), now=now
    )
    order = list(intake.draft_tasks.values_list("pk", flat=True))
    assert order.index(added.pk) == 1


@pytest.mark.parametrize(
    "person", ["viewer", "auditor", "foreign_leader", "foreign_officer", "outsider", "former"]
)
def test_only_those_who_keep_plans_correct_them(
    intake: Intake, cast: Cast, now: dt.datetime, person: str
) -> None:
    task = draft(intake, "II", "1", "a")
    with pytest.raises(PermissionDenied):
        save_task(user=cast.person(person), task=task, version=1, changes=TaskChanges({"text": "x"}), now=now)


def test_counters_say_what_needs_a_look(intake: Intake) -> None:
    counters = review_of(intake).counters
    assert (counters.tasks, counters.look, counters.clear) == (7, 3, 4)
    DraftTask.objects.filter(intake=intake).update(is_checked=True)
    assert review_of(intake).counters.look == 0


def test_the_source_marks_the_words_of_each_task(intake: Intake) -> None:
    task = draft(intake, "II", "1", "a")
    blocks = source_of(intake.lines, [(each.pk, each.spans) for each in intake.draft_tasks.all()])
    marked = [
        segment.text
        for block in blocks
        if block.line
        for segment in block.line.segments
        if segment.task == task.pk
    ]
    assert "".join(marked).endswith("bằng tiếng Việt và tiếng Anh.")
    with_it = [block.line for block in blocks if block.line and task.pk in block.line.tasks]
    assert [line.line["t"].split(":")[0] for line in with_it[1:]] == [
        "- Đơn vị chủ trì", "- Đơn vị phối hợp", "- Thời gian thực hiện",
    ]  # fmt: skip


def test_a_table_of_the_source_stays_a_table() -> None:
    lines = [
        {"t": "STT", "s": 0, "cell": [0, 0, 0, 1, 1]},
        {"t": "Việc", "s": 4, "cell": [0, 0, 1, 1, 2]},
        {"t": "Sau", "s": 9},
    ]
    blocks = source_of(lines, [(7, [[4, 8]])])
    assert [[cell.column_span for cell in row] for row in blocks[0].rows] == [[1, 2]]
    assert blocks[1].line is not None
