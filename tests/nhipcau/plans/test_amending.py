"""An amendment: recognised, compared task by task, decided by a person, adopted as the next version."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.plans.models import Intake, Plan, PlanVersion, Task, TaskVerdict, Verdict
from nhipcau.plans.selectors.amending import amendment_of, compared_versions, compared_with_base, recognised
from nhipcau.plans.selectors.plans import latest_version
from nhipcau.plans.services import (
    accept_proposals,
    adopt_plan,
    decide,
    declare_amendment,
    hand_in_plan,
    part,
    read_intake,
    take_declaration_back,
    undecide,
)
from tests.cast import PASSWORD, Cast
from tests.nhipcau.plans.samples import PLAN

AMENDED = (
    PLAN.replace("Số: 12/KH-UBND", "Số: 47/KH-UBND")
    .replace("ngày 15 tháng 01 năm 2026", "ngày 10 tháng 3 năm 2026")
    .replace("Căn cứ Kết luận", "Thay thế Kế hoạch số 12/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh;\n\nCăn cứ Kết luận")
    .replace("06 số/năm", "04 số/năm")
    .replace("In 2.000 tờ gấp", "In 3.000 tờ gấp")
    .replace("b) Tổ chức gặp mặt phóng viên nước ngoài đầu xuân.\n", "b) Mở chuyên mục hỏi đáp dành cho kiều bào trên đài phát thanh.\n")
)  # fmt: skip


@pytest.fixture
def version(intake: Intake, cast: Cast, now: dt.datetime) -> PlanVersion:
    return adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)


def read(cast: Cast, text: str, now: dt.datetime, amends: Plan | None = None) -> Intake:
    user = cast.person("coordinator")
    made = hand_in_plan(
        user=user, unit=cast.unit("province"), name="sua-doi.txt", data=text.encode(), amends=amends, now=now
    )
    read_intake(intake_id=made.pk, now=now)
    made.refresh_from_db()
    return made


@pytest.fixture
def draft(version: PlanVersion, cast: Cast, now: dt.datetime) -> Intake:
    return read(cast, AMENDED, now, version.plan)


def accept(cast: Cast, draft: Intake, now: dt.datetime) -> int:
    found = amendment_of(draft)
    assert found is not None
    return accept_proposals(user=cast.person("coordinator"), amendment=found, version=found.version, now=now)


def test_a_document_that_says_so_is_recognised(version: PlanVersion, cast: Cast, now: dt.datetime) -> None:
    plain = read(cast, AMENDED, now)
    found = recognised(cast.person("coordinator"), plain, on=now.date())
    assert found is not None
    assert found.plan == version.plan


def test_the_same_subject_and_period_under_another_number_is_recognised(
    version: PlanVersion, cast: Cast, now: dt.datetime
) -> None:
    other = read(cast, PLAN.replace("Số: 12/KH-UBND", "Số: 90/KH-UBND"), now)
    found = recognised(cast.person("coordinator"), other, on=now.date())
    assert found is not None
    with override("en"):
        assert "subject" in str(found.reason)
    next_year = read(cast, PLAN.replace("2026", "2027"), now)
    assert recognised(cast.person("coordinator"), next_year, on=now.date()) is None


def test_tasks_are_paired_and_their_differences_told(draft: Intake) -> None:
    found = amendment_of(draft)
    assert found is not None
    compared = compared_with_base(found)
    assert compared.counts == {"kept": 4, "changed": 2, "new": 1, "dropped": 1}
    newsletter, leaflet = (pair for pair in compared.pairs if pair.verdict == Verdict.CHANGED)
    assert [each.before.split()[0] for each in newsletter.other_differences] == ["6"]
    assert ("gone", "2") in {(piece.kind, piece.text) for piece in leaflet.pieces}
    dropped = next(number for number, pair in enumerate(compared.pairs) if pair.verdict == Verdict.DROPPED)
    assert compared.pairs[dropped - 1].now is not None


def test_adopting_waits_for_every_decision(
    draft: Intake, version: PlanVersion, cast: Cast, now: dt.datetime
) -> None:
    user = cast.person("coordinator")
    with pytest.raises(Refused) as refusal:
        adopt_plan(user=user, intake=draft, now=now)
    assert refusal.value.code == "undecided"
    assert accept(cast, draft, now) == 8
    later = adopt_plan(user=user, intake=draft, now=now)
    plan = Plan.objects.get(pk=version.plan_id)
    assert (later.plan_id, later.ordinal, plan.current_id, plan.number) == (plan.pk, 2, later.pk, "47")
    assert latest_version(plan) == later
    before = dict(version.tasks.values_list("text", "stem"))
    changes = {task.text: (task.change, task.stem) for task in later.tasks.all()}
    newsletter = next(text for text in changes if "Bản tin" in text)
    assert changes[newsletter] == ("changed", before[newsletter])
    fresh = next(value for text, value in changes.items() if "kiều bào" in text)
    assert fresh[0] == "new"
    assert fresh[1] not in before.values()
    assert adopt_plan(user=user, intake=draft, now=now) == later
    assert Plan.objects.count() == 1


def test_people_pair_part_and_decide_anew(draft: Intake, cast: Cast, now: dt.datetime) -> None:
    user, found = cast.person("coordinator"), amendment_of(draft)
    assert found is not None
    compared = compared_with_base(found)
    new = next(pair.now for pair in compared.pairs if pair.verdict == Verdict.NEW)
    gone = next(pair.before for pair in compared.pairs if pair.verdict == Verdict.DROPPED)
    assert new is not None
    assert gone is not None
    found = decide(
        user=user, amendment=found, version=1, verdict=Verdict.CHANGED, task=gone.key, draft=new.key, now=now
    )
    assert compared_with_base(found).counts["new"] == 0
    with pytest.raises(Outdated):
        undecide(user=user, amendment=found, version=1, task=gone.key, draft=new.key, now=now)
    found = part(user=user, amendment=found, version=2, task=gone.key, draft=new.key, now=now)
    assert compared_with_base(found).counts == {"kept": 4, "changed": 2, "new": 1, "dropped": 1}
    found = undecide(user=user, amendment=found, version=3, task=gone.key, draft=None, now=now)
    assert TaskVerdict.objects.count() == 1


def test_a_draft_that_changed_after_a_decision_is_asked_again(
    draft: Intake, cast: Cast, now: dt.datetime
) -> None:
    accept(cast, draft, now)
    row = draft.draft_tasks.get(position=1)
    row.is_dropped = True
    row.save()
    found = amendment_of(draft)
    assert found is not None
    assert compared_with_base(found).undecided == 1


def test_only_who_keeps_the_unit_declares_and_decides(
    draft: Intake, version: PlanVersion, cast: Cast, now: dt.datetime
) -> None:
    found = amendment_of(draft)
    assert found is not None
    for name in ("foreign_officer", "viewer", "commune_coordinator"):
        with pytest.raises(PermissionDenied):
            accept_proposals(user=cast.person(name), amendment=found, version=1, now=now)
        with pytest.raises(PermissionDenied):
            take_declaration_back(user=cast.person(name), intake=draft, now=now)


def test_another_version_in_between_asks_to_compare_again(
    draft: Intake, version: PlanVersion, cast: Cast, now: dt.datetime
) -> None:
    user = cast.person("coordinator")
    accept(cast, draft, now)
    second = read(cast, AMENDED.replace("47/KH-UBND", "51/KH-UBND"), now, version.plan)
    accept(cast, second, now)
    adopt_plan(user=user, intake=second, now=now)
    with pytest.raises(Refused) as refusal:
        adopt_plan(user=user, intake=draft, now=now)
    assert refusal.value.code == "other-base"
    declare_amendment(user=user, intake=draft, plan=version.plan, now=now)
    accept(cast, draft, now)
    assert adopt_plan(user=user, intake=draft, now=now).ordinal == 3


def test_two_versions_side_by_side(draft: Intake, version: PlanVersion, cast: Cast, now: dt.datetime) -> None:
    accept(cast, draft, now)
    later = adopt_plan(user=cast.person("coordinator"), intake=draft, now=now)
    assert compared_versions(version, later).counts == {"kept": 4, "changed": 2, "new": 1, "dropped": 1}


def test_the_screens(
    draft: Intake, version: PlanVersion, cast: Cast, now: dt.datetime, client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client.login(username="coordinator", password=PASSWORD)
    assert (
        reverse("plans:compare", args=[draft.pk])
        in client.get(reverse("plans:review", args=[draft.pk])).content.decode()
    )
    address = reverse("plans:compare", args=[draft.pk])
    with django_assert_max_num_queries(40):
        page = client.get(address)
    assert page.status_code == 200
    answer = client.post(address, {"version": 1, "do": "accept"})
    assert answer.status_code == 302
    assert "✓" in client.get(address).content.decode()
    assert client.post(reverse("plans:adopt", args=[draft.pk]), {"understood": "1"}).status_code == 302
    plan = version.plan_id
    early = client.get(reverse("plans:plan", args=[plan]) + "?phien-ban=1").content.decode()
    assert "2.000" in early
    assert "3.000" not in early
    assert client.get(reverse("plans:versions", args=[plan])).status_code == 200
    assert Task.objects.filter(plan=plan).count() == 14


def test_a_verdict_that_is_none_is_refused(draft: Intake, cast: Cast, now: dt.datetime) -> None:
    found = amendment_of(draft)
    assert found is not None
    with pytest.raises(Refused) as refusal:
        accept_proposals(
            user=cast.person("coordinator"), amendment=found, version=found.version, verdict="\0", now=now
        )
    assert refusal.value.code == "no-verdict"
