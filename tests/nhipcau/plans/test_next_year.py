"""Next year's plan drafted from an adopted one: asked about, decided, written, handed in, read again."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

import vanban
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations.models import UnitName
from nhipcau.plans.models import (
    Anniversary,
    AnniversarySource,
    BasisVerdict,
    Carry,
    DraftTask,
    Intake,
    IntakeState,
    NextPlan,
    NextPlanState,
    NextPlanTask,
    Plan,
    TaskWhy,
)
from nhipcau.plans.selectors.next_year import desk_of, new_superiors, next_plan_seen_by
from nhipcau.plans.services import (
    add_task,
    adopt_plan,
    hand_in_plan,
    merge_with_next,
    read_intake,
    set_dropped,
    split_task,
)
from nhipcau.plans.services.next_year import (
    add_next_task,
    decide_group,
    hand_in_next_plan,
    name_next_superior,
    open_next_plan,
    reopen_next_plan,
    save_next_basis,
    save_next_task,
)
from nhipcau.plans.services.next_year_document import document_of, docx_of_next
from tests.cast import PASSWORD, Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt
from tests.nhipcau.plans.conftest import draft as drafted_task
from tests.nhipcau.plans.samples import PLAN

SPOKESPERSON = "Nghị định số 09/2017/NĐ-CP ngày 09/02/2017 của Chính phủ về phát ngôn"
PREAMBLE = "Căn cứ Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị về công tác thông tin đối ngoại;"


@pytest.fixture
def later() -> dt.datetime:
    """Late in the year of the plan."""
    return dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)


def adopted(cast: Cast, now: dt.datetime, text: str = PLAN) -> Plan:
    keeper = cast.person("coordinator")
    row = hand_in_plan(
        user=keeper, unit=cast.unit("province"), name="ke-hoach.txt", data=text.encode(), now=now
    )
    read_intake(intake_id=row.pk, now=now)
    row.refresh_from_db()
    return adopt_plan(user=keeper, intake=row, now=now).plan


@pytest.fixture
def plan(cast: Cast, now: dt.datetime) -> Plan:
    return adopted(cast, now, PLAN.replace(PREAMBLE, f"{PREAMBLE}\n\nCăn cứ {SPOKESPERSON};"))


@pytest.fixture
def draft(plan: Plan, cast: Cast, later: dt.datetime) -> NextPlan:
    return open_next_plan(user=cast.person("coordinator"), plan=plan, now=later)


def fresh(row: NextPlan) -> NextPlan:
    return NextPlan.objects.select_related("plan__unit", "base__file", "superior__unit").get(pk=row.pk)


def row_of(draft: NextPlan, *path: str) -> NextPlanTask:
    return next(row for row in draft.tasks.all() if row.path == list(path))


def save(row: NextPlanTask, cast: Cast, now: dt.datetime, **fields: str) -> NextPlanTask:
    fresh_row = NextPlanTask.objects.get(pk=row.pk)
    return save_next_task(
        user=cast.person("coordinator"), row=fresh_row, version=fresh_row.version, fields=fields, now=now
    )


def decide_all(draft: NextPlan, cast: Cast, now: dt.datetime) -> NextPlan:
    """Carry everything that is asked, and use the proposed bases."""
    for why in {row.why for row in draft.tasks.filter(decision=Carry.ASK)}:
        decide_group(
            user=cast.person("coordinator"), draft=draft, version=fresh(draft).version, why=why, decision=Carry.CARRY, now=now,
        )  # fmt: skip
    for basis in draft.bases.filter(decision=BasisVerdict.ASK):
        save_next_basis(
            user=cast.person("coordinator"), row=basis, version=basis.version, fields={"decision": BasisVerdict.TAKE}, now=now,
        )  # fmt: skip
    return fresh(draft)


def read_again(draft: NextPlan, on: dt.date) -> vanban.Document:
    return vanban.read_bytes(docx_of_next(draft, on=on), "du-thao.docx").document


def test_every_task_is_carried_over_and_its_time_moved(draft: NextPlan) -> None:
    assert draft.year == 2027
    assert [row.path for row in draft.tasks.all()] == [
        ["II", "1", "a"], ["II", "1", "b"], ["II", "2", "a"], ["II", "2", "b"], ["II", "3", "a"], ["III", "1", "-1"], ["III", "2", "-1"],
    ]  # fmt: skip
    leaflet = row_of(draft, "II", "1", "b")
    assert (leaflet.old_time, leaflet.time) == ("quý II/2026", "quý II/2027")
    assert row_of(draft, "II", "2", "a").time == "trước ngày 30/9/2027"
    assert row_of(draft, "III", "1", "-1").text.endswith("trước ngày 15/12/2027.")


def test_a_person_is_asked_about_what_was_late(draft: NextPlan) -> None:
    asked = {tuple(row.path): row.why for row in draft.tasks.filter(decision=Carry.ASK)}
    assert asked[("II", "2", "a")] == TaskWhy.LATE
    assert ("II", "2", "b") not in asked
    assert {group.why for group in desk_of(draft).asked} >= {TaskWhy.LATE}


def test_bases_say_what_replaced_them(draft: NextPlan) -> None:
    bases = {basis.number: basis for basis in draft.bases.all()}
    ended = bases["09/2017/NĐ-CP"]
    assert (ended.state, ended.since, ended.decision) == ("replaced", dt.date(2026, 7, 1), BasisVerdict.TAKE)
    assert ended.proposed.startswith("Nghị định số 244/2026/NĐ-CP")
    assert bases["57-KL/TW"].decision == BasisVerdict.TAKE


def test_begun_twice_is_begun_once(draft: NextPlan, plan: Plan, cast: Cast, later: dt.datetime) -> None:
    assert open_next_plan(user=cast.person("administrator"), plan=plan, now=later) == draft
    assert ModelLogEntry.objects.filter(action="plans.open_next_plan").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        NextPlan.objects.create(
            plan=plan, base=draft.base, year=2027, created_by=cast.person("coordinator"), created_at=later
        )


@pytest.mark.parametrize("year", [2025, 2026, 2037])
def test_the_new_plan_follows_the_old_one(year: int, plan: Plan, cast: Cast, later: dt.datetime) -> None:
    with pytest.raises(Refused):
        open_next_plan(user=cast.person("coordinator"), plan=plan, year=year, now=later)


def test_a_plan_whose_file_is_gone_is_refused_and_nothing_is_kept(cast: Cast, later: dt.datetime) -> None:
    lost = adopt(cast.unit("province"), cast.person("coordinator"), [TaskOf([])], now=later)
    with pytest.raises(Refused):
        open_next_plan(user=cast.person("coordinator"), plan=lost.plan, now=later)
    assert not NextPlan.objects.exists()


PEOPLE = [
    ("administrator", True), ("coordinator", True), ("viewer", False), ("auditor", False), ("foreign_officer", False),
    ("foreign_leader", False), ("commune_coordinator", False), ("outsider", False), ("former", False), ("closed", False),
]  # fmt: skip


@pytest.mark.parametrize(("person", "may"), PEOPLE)
def test_only_who_keeps_the_plan_drafts_the_next(
    person: str, may: bool, draft: NextPlan, plan: Plan, cast: Cast, later: dt.datetime
) -> None:
    user = cast.person(person)
    assert (next_plan_seen_by(user, draft.pk, on=later.date()) is not None) is may
    row, basis = row_of(draft, "II", "1", "a"), draft.bases.all()[0]
    deeds: list[Any] = [
        lambda: open_next_plan(user=user, plan=plan, year=2028, now=later),
        lambda: save_next_task(user=user, row=row, version=1, fields={"decision": "carry"}, now=later),
        lambda: save_next_basis(user=user, row=basis, version=1, fields={"decision": "keep"}, now=later),
        lambda: add_next_task(user=user, draft=draft, key=uuid.uuid4(), section=("II",), fields={"text": "Mới."}, now=later),
        lambda: name_next_superior(user=user, draft=draft, version=fresh(draft).version, superior=None, now=later),
        lambda: decide_group(user=user, draft=draft, version=fresh(draft).version, why="late", decision="drop", now=later),
    ]  # fmt: skip
    for deed in deeds:
        if may:
            deed()
        else:
            with pytest.raises(PermissionDenied):
                deed()


def test_a_row_that_somebody_saved_is_not_overwritten(
    draft: NextPlan, cast: Cast, later: dt.datetime
) -> None:
    row, user = row_of(draft, "II", "1", "a"), cast.person("coordinator")
    save_next_task(user=user, row=row, version=1, fields={"time": "04 số/năm"}, now=later)
    with pytest.raises(Outdated):
        save_next_task(user=user, row=row, version=1, fields={"time": "02 số/năm"}, now=later)
    row.refresh_from_db()
    assert row.time == "04 số/năm"
    basis = draft.bases.all()[0]
    save_next_basis(user=user, row=basis, version=1, fields={"decision": "drop"}, now=later)
    with pytest.raises(Outdated):
        save_next_basis(user=user, row=basis, version=1, fields={"decision": "take"}, now=later)
    with pytest.raises(Outdated):
        decide_group(user=user, draft=draft, version=1, why="late", decision="drop", now=later)


@pytest.mark.parametrize("fields", [{"text": "  "}, {"text": "Viết\x00bài"}])
def test_what_no_document_can_carry_is_refused(
    fields: dict[str, str], draft: NextPlan, cast: Cast, later: dt.datetime
) -> None:
    row = row_of(draft, "II", "1", "a")
    with pytest.raises(Refused):
        save(row, cast, later, **fields)
    row.refresh_from_db()
    assert row.version == 1


def test_the_document_says_what_was_decided(draft: NextPlan, cast: Cast, later: dt.datetime) -> None:
    save(row_of(draft, "II", "1", "a"), cast, later, decision=Carry.DROP)
    save(row_of(draft, "II", "2", "b"), cast, later, text="Tổ chức gặp mặt phóng viên quốc tế.", lead="Sở Ngoại vụ", time="tháng 02/2027")  # fmt: skip
    add_next_task(
        user=cast.person("coordinator"), draft=draft, key=uuid.uuid4(), section=("II", "2"),
        fields={"text": "Tổ chức cuộc thi ảnh về Sông Mây.", "lead": "Sở Ngoại vụ; UBND xã Bến Lụa", "time": "quý III/2027"}, now=later,
    )  # fmt: skip
    back = read_again(fresh(draft), later.date())
    by_path = {task.path: task for task in back.tasks}
    assert list(by_path) == [
        ("II", "1", "a"), ("II", "2", "a"), ("II", "2", "b"), ("II", "2", "c"), ("II", "3", "a"), ("III", "1", "-1"), ("III", "2", "-1"),
    ]  # fmt: skip
    assert by_path["II", "1", "a"].text.startswith("In 2.000 tờ gấp")
    meeting, contest = by_path["II", "2", "b"], by_path["II", "2", "c"]
    assert (meeting.text, meeting.lead, meeting.time) == (
        "Tổ chức gặp mặt phóng viên quốc tế.", ("Sở Ngoại vụ",), "tháng 02/2027",
    )  # fmt: skip
    assert (contest.lead, contest.time) == (("Sở Ngoại vụ", "UBND xã Bến Lụa"), "quý III/2027")
    assert (back.header.number, back.header.date) == (None, None)
    assert back.header.period is not None
    assert back.header.period.start == dt.date(2027, 1, 1)
    assert "244/2026/NĐ-CP" in [each.number for each in back.citations]


def test_a_basis_that_is_kept_or_taken_out_is(draft: NextPlan, cast: Cast, later: dt.datetime) -> None:
    conclusion, decree = draft.bases.all()
    save_next_basis(user=cast.person("coordinator"), row=conclusion, version=1, fields={"decision": "drop"}, now=later)  # fmt: skip
    save_next_basis(user=cast.person("coordinator"), row=decree, version=1, fields={"decision": "keep"}, now=later)  # fmt: skip
    assert document_of(fresh(draft), on=later.date()).document.bases == (f"Căn cứ {SPOKESPERSON}",)


@pytest.fixture
def reviewed(cast: Cast, now: dt.datetime) -> Intake:
    """The plan under review."""
    row = hand_in_plan(
        user=cast.person("coordinator"), unit=cast.unit("province"), name="ke-hoach.txt", data=PLAN.encode(), now=now
    )  # fmt: skip
    read_intake(intake_id=row.pk, now=now)
    row.refresh_from_db()
    return row


def follow(reviewed: Intake, cast: Cast, now: dt.datetime, later: dt.datetime) -> NextPlan:
    """Adopt what was reviewed, and begin the next plan from it."""
    reviewed.refresh_from_db()
    plan = adopt_plan(user=cast.person("coordinator"), intake=reviewed, now=now).plan
    return open_next_plan(user=cast.person("coordinator"), plan=plan, now=later)


def test_what_reviewers_dropped_stays_out(
    reviewed: Intake, cast: Cast, now: dt.datetime, later: dt.datetime
) -> None:
    task: DraftTask = drafted_task(reviewed, "II", "3", "a")
    set_dropped(user=cast.person("coordinator"), task=task, version=task.version, dropped=True, now=now)
    draft = follow(reviewed, cast, now, later)
    assert [task.path[:2] for task in read_again(draft, later.date()).tasks] == [
        ("II", "1"), ("II", "1"), ("II", "2"), ("II", "2"), ("III", "1"), ("III", "2"),
    ]  # fmt: skip


def test_what_reviewers_joined_is_one_task(
    reviewed: Intake, cast: Cast, now: dt.datetime, later: dt.datetime
) -> None:
    task: DraftTask = drafted_task(reviewed, "II", "2", "a")
    merge_with_next(user=cast.person("coordinator"), task=task, version=task.version, now=now)
    back = read_again(follow(reviewed, cast, now, later), later.date())
    (joined,) = (task for task in back.tasks if task.path[:2] == ("II", "2"))
    assert "tập huấn" in joined.text
    assert "gặp mặt phóng viên" in joined.text


def test_what_reviewers_parted_is_printed_as_it_was_until_a_piece_is_dropped(
    reviewed: Intake, cast: Cast, now: dt.datetime, later: dt.datetime
) -> None:
    task: DraftTask = drafted_task(reviewed, "III", "1", "-1")
    parts = task.text.split("; ")
    split_task(user=cast.person("coordinator"), task=task, version=task.version, parts=parts, now=now)
    draft = follow(reviewed, cast, now, later)
    first, second = (row for row in draft.tasks.all() if row.path[:2] == ["III", "1"])
    assert second.text.endswith("trước ngày 15/12/2027.")
    assert (
        "; tổng hợp, báo cáo UBND tỉnh trước ngày 15/12/2027."
        in read_again(draft, later.date()).tasks[-2].text
    )
    save(second, cast, later, decision=Carry.DROP)
    assert read_again(draft, later.date()).tasks[-2].text == first.text


def test_what_reviewers_added_is_carried_over(
    reviewed: Intake, cast: Cast, now: dt.datetime, later: dt.datetime
) -> None:
    keeper = cast.person("coordinator")
    after = drafted_task(reviewed, "II", "1", "b")
    added = add_task(user=keeper, intake=reviewed, after=after, now=now)
    DraftTask.objects.filter(pk=added.pk).update(text="Mời đoàn làm phim quốc tế.")
    draft = follow(reviewed, cast, now, later)
    assert "Mời đoàn làm phim quốc tế." in [task.text for task in read_again(draft, later.date()).tasks]


def test_a_unit_with_another_name_is_called_by_it(plan: Plan, cast: Cast, later: dt.datetime) -> None:
    unit = cast.unit("foreign")
    UnitName.objects.filter(unit=unit).update(valid_to=dt.date(2026, 8, 31))
    UnitName.objects.create(
        unit=unit, name="Sở Đối ngoại", short_name="SĐN", valid_from=dt.date(2026, 9, 1), legal_basis="QĐ"
    )
    unit.name = "Sở Đối ngoại"
    unit.save()
    draft = open_next_plan(user=cast.person("coordinator"), plan=plan, now=later)
    assert draft.renamed == {"Sở Ngoại vụ": "Sở Đối ngoại"}
    assert row_of(draft, "II", "1", "a").lead == "Sở Đối ngoại"
    assert "Sở Đối ngoại" in read_again(draft, later.date()).tasks[0].lead


def test_a_round_anniversary_of_the_own_plans_is_proposed(plan: Plan, cast: Cast, later: dt.datetime) -> None:
    for name, since in (("thành lập tỉnh Sông Mây", 1997), ("mở cửa khẩu Bến Lụa", 1999)):
        remembered = Anniversary.objects.create(name=name, day=1, month=1, since=since)
        AnniversarySource.objects.create(anniversary=remembered, plan=plan, printed=name)
    Anniversary.objects.create(name="lễ hội tỉnh bạn", day=2, month=3, since=1997)
    draft = open_next_plan(user=cast.person("coordinator"), plan=plan, now=later)
    (row,) = draft.tasks.filter(why=TaskWhy.ANNIVERSARY)
    assert row.text == "Tuyên truyền kỷ niệm 30 năm thành lập tỉnh Sông Mây (01/01/2027)."
    assert row.decision == Carry.ASK


TOUCH = "Cung cấp 12 video giới thiệu làng nghề lên Cổng Thông tin đối ngoại quốc gia."


@pytest.fixture
def commune_draft(plan: Plan, cast: Cast, now: dt.datetime, later: dt.datetime) -> NextPlan:
    """The draft of a commune's plan whose superior has a plan for the new year already."""
    text = PLAN.replace("TỈNH SÔNG MÂY", "XÃ BẾN LỤA").replace("tỉnh Sông Mây năm", "xã Bến Lụa năm")
    keeper = cast.person("coordinator")
    row = hand_in_plan(
        user=keeper, unit=cast.unit("commune"), name="ke-hoach.txt", data=text.encode(), now=now
    )
    read_intake(intake_id=row.pk, now=now)
    row.refresh_from_db()
    below = adopt_plan(user=keeper, intake=row, now=now, superior=plan).plan
    above = adopt(
        cast.unit("province"), keeper,
        [
            TaskOf([cast.unit("commune")], text=TOUCH),
            TaskOf([cast.unit("commune")], text="Tổ chức 02 lớp tập huấn kỹ năng phát ngôn cho công chức đầu mối."),
            TaskOf([cast.unit("culture")], text="Quay phim về rừng ngập mặn."),
        ],
        now=later, period=(dt.date(2027, 1, 1), dt.date(2027, 12, 31)), title="Công tác thông tin đối ngoại năm 2027",
    ).plan  # fmt: skip
    above.current = above.versions.get()
    above.issued_on = dt.date(2026, 11, 10)
    above.issuer = "UBND tỉnh Sông Mây"
    above.save()
    return open_next_plan(user=keeper, plan=below, now=later)


def test_the_superiors_new_plan_brings_its_new_work(
    commune_draft: NextPlan, cast: Cast, later: dt.datetime
) -> None:
    assert commune_draft.superior is not None
    assert commune_draft.superior.period_from.year == 2027
    assert [row.text for row in commune_draft.tasks.filter(why=TaskWhy.SUPERIOR)] == [TOUCH]
    done = document_of(decide_all(commune_draft, cast, later), on=later.date())
    assert TOUCH in [task.text for task in done.tasks]
    assert done.document.bases[0].startswith(
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 10/11/2026 của UBND tỉnh Sông Mây"
    )


def test_the_superiors_new_plan_stands_where_its_last_one_stood(
    plan: Plan, commune_draft: NextPlan, cast: Cast, later: dt.datetime
) -> None:
    basis = commune_draft.bases.create(
        position=9, number=plan.printed_number, old="Kế hoạch số 12/KH-UBND", proposed="Kế hoạch số 12/KH-UBND",
        text="Kế hoạch số 12/KH-UBND", state="yearly", decision=BasisVerdict.ASK,
    )  # fmt: skip
    said = {"user": cast.person("coordinator"), "draft": commune_draft, "now": later}
    name_next_superior(**said, version=1, superior=commune_draft.superior)  # type: ignore[arg-type]
    basis.refresh_from_db()
    assert basis.decision == BasisVerdict.TAKE
    assert basis.text.startswith("Kế hoạch số 12/KH-UBND ngày 10/11/2026 của UBND tỉnh Sông Mây")
    name_next_superior(**said, version=2, superior=None)  # type: ignore[arg-type]
    basis.refresh_from_db()
    assert (basis.decision, basis.text) == (BasisVerdict.ASK, basis.old)


def test_another_superior_proposes_anew_and_keeps_what_was_decided(
    commune_draft: NextPlan, cast: Cast, later: dt.datetime
) -> None:
    user, above = cast.person("coordinator"), commune_draft.superior
    named = name_next_superior(user=user, draft=commune_draft, version=1, superior=None, now=later)
    assert not named.tasks.filter(why=TaskWhy.SUPERIOR).exists()
    named = name_next_superior(user=user, draft=named, version=2, superior=above, now=later)
    (row,) = named.tasks.filter(why=TaskWhy.SUPERIOR)
    save(row, cast, later, decision=Carry.CARRY)
    name_next_superior(user=user, draft=named, version=fresh(named).version, superior=above, now=later)
    assert named.tasks.filter(superior_stem=row.superior_stem).count() == 1
    with pytest.raises(Refused):
        name_next_superior(
            user=user, draft=named, version=fresh(named).version, superior=commune_draft.plan, now=later
        )
    assert new_superiors(user, commune_draft.plan, 2027, on=later.date()) == [above]


def test_a_form_sent_twice_adds_one_task(draft: NextPlan, cast: Cast, later: dt.datetime) -> None:
    said: dict[str, Any] = {
        "user": cast.person("coordinator"), "draft": draft, "key": uuid.uuid4(), "section": ("II",), "fields": {"text": "Mới."}, "now": later,
    }  # fmt: skip
    assert add_next_task(**said) == add_next_task(**said)
    assert draft.tasks.filter(why=TaskWhy.ADDED).count() == 1


def test_it_is_handed_in_once_and_goes_the_ordinary_way(
    draft: NextPlan, cast: Cast, later: dt.datetime
) -> None:
    user = cast.person("coordinator")
    with pytest.raises(Refused) as refused:
        hand_in_next_plan(user=user, draft=draft, version=draft.version, now=later)
    assert refused.value.code == "undecided"
    ready = decide_all(draft, cast, later)
    with pytest.raises(Outdated):
        hand_in_next_plan(user=user, draft=ready, version=1, now=later)
    done = hand_in_next_plan(user=user, draft=ready, version=ready.version, now=later)
    again = hand_in_next_plan(user=user, draft=ready, version=ready.version, now=later)
    assert (done.intake, done.unsaid) == (again.intake, ())
    assert Intake.objects.filter(state=IntakeState.QUEUED).count() == 1
    with pytest.raises(Refused):
        save(row_of(draft, "II", "1", "a"), cast, later, time="quý I/2027")
    read_intake(intake_id=done.intake.pk, now=later)
    done.intake.refresh_from_db()
    wanted = [(row.path, row.text, row.time) for row in draft.tasks.all()]
    assert [(task.path, task.text, task.time_text) for task in done.intake.draft_tasks.all()] == wanted
    assert (done.intake.period_from, done.intake.number) == (dt.date(2027, 1, 1), "")
    follower = adopt_plan(user=user, intake=done.intake, now=later).plan
    assert follower.versions.get().tasks.count() == 7


def test_a_draft_that_was_handed_in_may_be_gone_on_with(
    draft: NextPlan, plan: Plan, cast: Cast, later: dt.datetime
) -> None:
    user, ready = cast.person("coordinator"), decide_all(draft, cast, later)
    hand_in_next_plan(user=user, draft=ready, version=ready.version, now=later)
    closed = fresh(draft)
    assert closed.state == NextPlanState.FINISHED
    assert reopen_next_plan(user=user, draft=closed, version=closed.version, now=later).is_open
    ready = fresh(draft)
    hand_in_next_plan(user=user, draft=ready, version=ready.version, now=later)
    open_next_plan(user=user, plan=plan, now=later)
    with pytest.raises(Refused):
        reopen_next_plan(user=user, draft=fresh(draft), version=fresh(draft).version, now=later)


# ---------------------------------------------------------------------------- screens


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    client.login(username=cast.person("coordinator").username, password=PASSWORD)
    return client


def test_the_screen_asks_first_and_shows_old_and_new(draft: NextPlan, keeper: Client) -> None:
    page = keeper.get(reverse("plans:next_plan", args=[draft.pk])).content.decode()
    assert page.index("II.2.a") < page.index("II.2.b")
    assert "<del>quý II/2026</del> → <ins>quý II/2027</ins>" in page
    assert "244/2026/NĐ-CP" in page
    assert "/du-thao.docx" in page


def test_a_plan_leads_to_its_drafts_and_a_post_begins_one(plan: Plan, keeper: Client) -> None:
    address = reverse("plans:next_year", args=[plan.pk])
    assert address in keeper.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert keeper.get(address).status_code == 200
    answer = keeper.post(address, {"year": "2027"})
    draft = NextPlan.objects.get()
    assert answer["Location"] == reverse("plans:next_plan", args=[draft.pk])
    assert reverse("plans:next_plan", args=[draft.pk]) in keeper.get(address).content.decode()


def test_rows_are_saved_by_the_script_and_without_it(draft: NextPlan, keeper: Client) -> None:
    row = row_of(draft, "II", "1", "a")
    address = reverse("plans:next_task", args=[draft.pk, row.pk])
    sent = {"version": "1", "decision": "carry", "text": row.text, "lead": row.lead, "time": "04 số/năm"}
    said = keeper.post(address, sent, headers={"X-Requested-With": "fetch"})
    assert (said.status_code, said.json()["version"]) == (200, 2)
    assert keeper.post(address, sent, headers={"X-Requested-With": "fetch"}).status_code == 409
    assert keeper.post(address, {**sent, "version": "2", "text": ""}, headers={"X-Requested-With": "fetch"}).status_code == 422  # fmt: skip
    assert keeper.post(address, {**sent, "version": "2"}).status_code == 302
    basis = draft.bases.all()[0]
    address = reverse("plans:next_basis", args=[draft.pk, basis.pk])
    assert keeper.post(address, {"version": "1", "decision": "keep", "text": ""}).status_code == 302
    assert keeper.post(address, {"version": "2", "decision": "burn"}, headers={"X-Requested-With": "fetch"}).status_code == 422  # fmt: skip
    assert keeper.post(reverse("plans:next_task", args=[draft.pk, 10**9]), sent).status_code == 404


def test_the_deeds_of_the_screen(draft: NextPlan, keeper: Client) -> None:
    address = reverse("plans:next_plan", args=[draft.pk])
    keeper.post(
        address, {"do": "group", "version": str(fresh(draft).version), "why": "late", "decision": "carry"}
    )
    assert not draft.tasks.filter(why="late", decision="ask").exists()
    assert (
        keeper.post(address, {"do": "group", "version": "1", "why": "x", "decision": "carry"}).status_code
        == 404
    )
    added = keeper.post(
        address, {"do": "add", "key": str(uuid.uuid4()), "section": "II/2", "text": "Tổ chức cuộc thi."}
    )
    assert added["Location"].endswith(f"#viec-{draft.tasks.get(why='added').pk}")
    assert keeper.post(address, {"do": "add", "key": "x", "text": "Mới."}).status_code == 404
    for why in {row.why for row in draft.tasks.filter(decision="ask")}:
        keeper.post(
            address, {"do": "group", "version": str(fresh(draft).version), "why": why, "decision": "carry"}
        )
    answer = keeper.post(address, {"do": "hand-in", "version": str(fresh(draft).version)})
    intake = fresh(draft).intake
    assert intake is not None
    assert answer["Location"] == reverse("plans:intake", args=[intake.pk])
    keeper.post(address, {"do": "reopen", "version": str(fresh(draft).version)})
    assert fresh(draft).is_open


def test_the_word_file_is_given_out(draft: NextPlan, keeper: Client) -> None:
    answer = keeper.get(reverse("plans:next_docx", args=[draft.pk]))
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert len(vanban.read_bytes(content, "x.docx").document.tasks) == 7


@pytest.mark.parametrize("person", ["viewer", "foreign_officer", "outsider"])
def test_others_do_not_find_it(person: str, draft: NextPlan, client: Client, cast: Cast) -> None:
    client.login(username=cast.person(person).username, password=PASSWORD)
    for name in ("next_plan", "next_docx"):
        assert client.get(reverse(f"plans:{name}", args=[draft.pk])).status_code in (302, 403, 404)
    assert (
        reverse("plans:next_year", args=[draft.plan_id])
        not in client.get(reverse("plans:plan", args=[draft.plan_id])).content.decode()
    )


@pytest.mark.parametrize("more", [0, 80])
def test_the_screen_asks_the_database_the_same_however_many_rows(
    more: int, draft: NextPlan, keeper: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    NextPlanTask.objects.bulk_create(
        NextPlanTask(
            next_plan=draft, position=100 + number, text=f"Việc {number}.", section=["II"], why=TaskWhy.ADDED,
            decision=Carry.ASK if number % 2 else Carry.CARRY,
        )
        for number in range(more)
    )  # fmt: skip
    with django_assert_max_num_queries(26):
        assert keeper.get(reverse("plans:next_plan", args=[draft.pk])).status_code == 200
