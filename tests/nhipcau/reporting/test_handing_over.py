"""A report that is handed in meets the duty to report; taken back, it is owed again."""

from __future__ import annotations

import pytest

from nhipcau.delivery.models import Evidence, Obligation
from nhipcau.delivery.services import expand_plan_version
from nhipcau.plans.models import TaskKind
from nhipcau.reporting.models import Report
from nhipcau.reporting.selectors.drift import changes_of
from nhipcau.reporting.services import answering, course
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by
from tests.nhipcau.reporting.asked import AFTER_DUE, BEFORE_DUE, DUE, ask, report_of, wanted_of

BECAUSE = "Trong kỳ không có nhiệm vụ."


@pytest.fixture
def report(cast: Cast) -> Report:
    """The commune's report on a plan that orders a report by that day, and something else by the same day."""
    units = [cast.unit("commune"), cast.unit("culture")]
    tasks = [TaskOf(units, [by(DUE)], kind=TaskKind.REPORT), TaskOf(units, [by(DUE)])]
    version = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=BEFORE_DUE)
    expand_plan_version(version)
    row = report_of(ask(cast, wanted_of(cast, plan=version.plan)), "commune", cast)
    officer = cast.person("commune_officer")
    row = course.open_report(user=officer, report=row, version=row.version, now=BEFORE_DUE)
    return answering.say_nothing(
        user=officer, report=row, version=row.version, because=BECAUSE, now=BEFORE_DUE
    )


def met() -> list[tuple[str, str]]:
    rows = Obligation.objects.filter(met_on__isnull=False).order_by("pk")
    return list(rows.values_list("unit__code", "task__kind"))


def test_handing_in_meets_the_duty_and_nothing_else(cast: Cast, report: Report) -> None:
    officer = cast.person("commune_officer")
    assert met() == []
    row = course.send(user=officer, report=report, version=report.version, now=BEFORE_DUE)
    assert met() == [(cast.unit("commune").code, TaskKind.REPORT)]
    assert row.cycle.title in Evidence.objects.get().note

    row = course.take_back(user=officer, report=row, version=row.version, reason="Bổ sung.", now=BEFORE_DUE)
    assert met() == []
    row = course.send(user=officer, report=row, version=row.version, now=BEFORE_DUE)
    assert len(met()) == 1

    keeper = cast.person("foreign_leader")
    row = course.return_report(
        user=keeper, report=row, version=row.version, remark="Xem lại.", now=BEFORE_DUE
    )
    row = course.send(user=officer, report=row, version=row.version, reason="Chờ số liệu.", now=AFTER_DUE)
    assert Evidence.objects.filter(withdrawn_at__isnull=True).count() == 1
    row = course.accept(user=keeper, report=row, version=row.version, now=AFTER_DUE)
    assert changes_of(row) == []


def test_what_was_handed_in_by_hand_stays(cast: Cast, report: Report) -> None:
    Obligation.objects.filter(task__kind=TaskKind.REPORT).update(met_on=BEFORE_DUE.date(), pieces=1)
    officer = cast.person("commune_officer")
    course.send(user=officer, report=report, version=report.version, now=BEFORE_DUE)
    assert not Evidence.objects.exists()
