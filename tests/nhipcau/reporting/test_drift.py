"""What an accepted report no longer agrees with: from the moment its figures were counted, for the plans that counting looks at."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from nhipcau.delivery.models import Evidence, EvidenceUse, Obligation
from nhipcau.delivery.services import expand_plan_version
from nhipcau.plans.models import Plan
from nhipcau.reporting.models import Deed, FigureSource, Report, ReportDeed, ReportFigure, ReportState
from nhipcau.reporting.selectors.drift import Change, Drift, changes_since
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by
from tests.nhipcau.reporting.rounds import form_of, hand_in, round_of

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def plan(cast: Cast, now: dt.datetime) -> Plan:
    """The province's plan."""
    return adopt(cast.unit("province"), cast.person("coordinator"), [], now=now).plan


@pytest.fixture
def accepted(cast: Cast, now: dt.datetime, plan: Plan) -> Report:
    """The culture office's report in a round of that plan: counted two hours before it was accepted."""
    user = cast.person("coordinator")
    cycle = round_of(form_of(user), cast.unit("province"), [cast.unit("culture")], user, now=now, plan=plan)
    figures = {"BT.01": 1}
    report = hand_in(
        Report.objects.get(cycle=cycle), user, now=now, state=ReportState.ACCEPTED, figures=figures
    )
    Report.objects.filter(pk=report.pk).update(filled_at=now - 2 * HOUR)
    return Report.objects.select_related("unit", "cycle").get(pk=report.pk)


def evidence(cast: Cast, at: dt.datetime, owed: Obligation | None = None) -> Evidence:
    """Evidence of the culture office within the period, for an obligation where one is named."""
    made = Evidence.objects.create(
        unit=cast.unit("culture"), note="Bản tin số 2", done_on=dt.date(2026, 5, 4), handed_in_by=cast.person("culture_officer"),
        handed_in_at=at, key=uuid.uuid4(),
    )  # fmt: skip
    if owed is not None:
        EvidenceUse.objects.create(evidence=made, obligation=owed)
    return made


def owed_under(cast: Cast, superior: Plan | None, now: dt.datetime) -> Obligation:
    """Work of the culture office under a plan of its own, which carries `superior` down."""
    task = TaskOf([cast.unit("culture")], [by(dt.date(2026, 5, 20))])
    version = adopt(cast.unit("culture"), cast.person("coordinator"), [task], now=now)
    Plan.objects.filter(pk=version.plan_id).update(superior=superior)
    expand_plan_version(version)
    return Obligation.objects.get(plan=version.plan_id)


def kinds(changes: dict[int, list[Change]]) -> set[str]:
    return {change.kind for each in changes.values() for change in each}


@pytest.mark.parametrize(("hours", "told"), [(-3, set()), (-1, {Drift.WITHDRAWN}), (1, {Drift.WITHDRAWN})])
def test_what_was_withdrawn_since_it_was_counted_is_told(
    cast: Cast, now: dt.datetime, accepted: Report, hours: int, told: set[str]
) -> None:
    piece = evidence(cast, now - 9 * HOUR)
    FigureSource.objects.create(figure=ReportFigure.objects.get(report=accepted), evidence=piece, amount=1)
    Evidence.objects.filter(pk=piece.pk).update(
        withdrawn_at=now + hours * HOUR, withdrawn_by=cast.person("culture_officer"), withdrawn_because="Nhầm"
    )
    assert kinds(changes_since([accepted])) == told


@pytest.mark.parametrize(("hours", "told"), [(-3, set()), (-1, {Drift.BELOW}), (1, {Drift.BELOW})])
def test_a_report_that_came_in_after_summing_up_is_told(
    cast: Cast, now: dt.datetime, accepted: Report, hours: int, told: set[str]
) -> None:
    user = cast.person("coordinator")
    above = round_of(accepted.cycle.form_version, cast.unit("province"), [], user, now=now, level="authority")
    whole = Report.objects.create(cycle=above, unit=cast.unit("province"), gathers=accepted.cycle)
    whole = hand_in(whole, user, now=now, state=ReportState.ACCEPTED)
    Report.objects.filter(pk=whole.pk).update(filled_at=now - 2 * HOUR)
    ReportDeed.objects.create(report=accepted, deed=Deed.SENT, by=user, at=now + hours * HOUR)
    found = changes_since([Report.objects.select_related("cycle").get(pk=whole.pk)])
    assert kinds(found) == told


@pytest.mark.parametrize(("carries", "told"), [(True, {Drift.NEW}), (False, set())])
def test_new_evidence_counts_where_filling_counts_it(
    cast: Cast, now: dt.datetime, plan: Plan, accepted: Report, carries: bool, told: set[str]
) -> None:
    evidence(cast, now + HOUR, owed_under(cast, plan if carries else None, now))
    assert kinds(changes_since([accepted])) == told
