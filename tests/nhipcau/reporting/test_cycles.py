"""Asking for reports: proposed from a plan's dates, level upon level, once however often."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.notices.models import Notice
from nhipcau.organisations.models import UnitAlias
from nhipcau.organisations.policies import roles_of
from nhipcau.plans.models import Plan, ReportingDate
from nhipcau.reporting.models import Cadence, CycleLevel, Report, ReportCycle
from nhipcau.reporting.selectors.cycles import PRESS_FORM, dates_to_ask_for, press_proposal, proposal_for
from nhipcau.reporting.services.course import open_report
from nhipcau.reporting.services.cycles import Upward, add_senders, close_cycle, move_due_day, open_cycle
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by
from tests.nhipcau.reporting.asked import BEFORE_DUE, ask, report_of, wanted_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast: Cast, now: dt.datetime) -> Plan:
    """A plan of the province that names three units in the lead."""
    tasks = [
        TaskOf([cast.unit("culture"), cast.unit("commune")], [by(dt.date(2026, 5, 1))]),
        TaskOf([cast.unit("foreign"), cast.unit("province")], [by(dt.date(2026, 6, 1))]),
    ]
    version = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now)
    Plan.objects.filter(pk=version.plan_id).update(current=version)
    return Plan.objects.select_related("unit").get(pk=version.plan_id)


def date_of(
    plan: Plan, due_on: dt.date, receivers: list[str], begins: dt.date = dt.date(2026, 1, 1)
) -> ReportingDate:
    row = ReportingDate.objects.create(
        plan=plan, due_on=due_on, period_from=begins, period_to=min(due_on, plan.period_to), what="Báo cáo kết quả", receivers=receivers
    )  # fmt: skip
    return ReportingDate.objects.select_related("plan__unit").get(pk=row.pk)


@pytest.mark.parametrize(
    ("due_on", "cadence", "period", "cut_off"),
    [
        (dt.date(2026, 6, 15), Cadence.HALF_YEAR, ("2026-01-01", "2026-06-30"), dt.date(2026, 6, 14)),
        (dt.date(2026, 7, 5), Cadence.HALF_YEAR, ("2026-01-01", "2026-06-30"), dt.date(2026, 6, 30)),
        (dt.date(2026, 11, 20), Cadence.YEAR, ("2026-01-01", "2026-12-31"), dt.date(2026, 11, 19)),
        (dt.date(2027, 1, 10), Cadence.YEAR, ("2026-01-01", "2026-12-31"), dt.date(2026, 12, 31)),
        (dt.date(2026, 3, 31), Cadence.AD_HOC, ("2026-01-01", "2026-03-31"), dt.date(2026, 3, 30)),
    ],
)
def test_a_date_of_the_plan_proposes_its_period(
    plan: Plan, on: dt.date, due_on: dt.date, cadence: str, period: tuple[str, str], cut_off: dt.date
) -> None:
    proposed = proposal_for(date_of(plan, due_on, []), on=on)
    assert (proposed.cadence, str(proposed.period_from), str(proposed.period_to)) == (cadence, *period)
    assert (proposed.cut_off_on, proposed.due_on) == (cut_off, due_on)
    assert proposed.form is not None
    assert proposed.form.cadence == cadence


@pytest.mark.parametrize(
    ("receivers", "keeper"),
    [
        (["Sở Ngoại vụ"], "foreign"),
        (["UBND tỉnh", "Sở Ngoại vụ"], "foreign"),
        (["qua Sở Ngoại vụ để tổng hợp"], "foreign"),
        (["đầu mối thông tin đối ngoại"], "culture"),
        (["Bộ Văn hóa, Thể thao và Du lịch"], "province"),
        ([], "province"),
    ],
)
def test_who_receives_is_whom_the_plan_names(
    cast: Cast, plan: Plan, on: dt.date, receivers: list[str], keeper: str
) -> None:
    UnitAlias.objects.create(unit=cast.unit("culture"), alias="Đầu mối thông tin đối ngoại")
    proposed = proposal_for(date_of(plan, dt.date(2026, 6, 15), receivers), on=on)
    assert proposed.keeper == cast.unit(keeper)
    assert {unit.code for unit in proposed.senders} == {"CULTURE", "COMMUNE", "FOREIGN"}


def test_the_way_up_is_a_round_a_level_and_each_sums_up_the_one_below(cast: Cast, plan: Plan) -> None:
    upward = Upward(
        cast.unit("province"), dt.date(2026, 6, 22), "Bộ Văn hóa, Thể thao và Du lịch", dt.date(2026, 6, 29)
    )
    cycle = ask(cast, wanted_of(cast, plan=plan, upward=upward), by="coordinator")
    middle = cycle.feeds
    assert middle is not None
    outside = middle.feeds
    assert outside is not None
    assert (cycle.level, middle.level, outside.level) == (
        CycleLevel.UNITS,
        CycleLevel.COORDINATING,
        CycleLevel.AUTHORITY,
    )
    assert (middle.keeper, middle.due_on) == (cast.unit("province"), dt.date(2026, 6, 22))
    assert (outside.keeper, outside.is_outward, outside.receiver_name) == (
        cast.unit("province"),
        True,
        "Bộ Văn hóa, Thể thao và Du lịch",
    )
    assert [(row.unit, row.gathers) for row in middle.reports.all()] == [(cast.unit("foreign"), cycle)]
    assert [(row.unit, row.gathers) for row in outside.reports.all()] == [(cast.unit("province"), middle)]
    assert outside.feeds is None


def test_where_the_authority_itself_receives_the_middle_falls_away(cast: Cast, plan: Plan) -> None:
    upward = Upward(
        cast.unit("province"), dt.date(2026, 6, 22), "Bộ Văn hóa, Thể thao và Du lịch", dt.date(2026, 6, 29)
    )
    cycle = ask(cast, wanted_of(cast, plan=plan, keeper="province", upward=upward), by="coordinator")
    assert ReportCycle.objects.count() == 2
    assert cycle.feeds is not None
    assert [(row.unit, row.gathers) for row in cycle.feeds.reports.all()] == [(cast.unit("province"), cycle)]


def test_asked_twice_is_asked_once(cast: Cast, plan: Plan) -> None:
    key, wanted = uuid.uuid4(), wanted_of(cast, plan=plan)
    first = open_cycle(user=cast.person("foreign_leader"), wanted=wanted, key=key, now=BEFORE_DUE)
    again = open_cycle(user=cast.person("foreign_leader"), wanted=wanted, key=key, now=BEFORE_DUE)
    by_another = open_cycle(user=cast.person("coordinator"), wanted=wanted, key=uuid.uuid4(), now=BEFORE_DUE)
    assert first == again == by_another
    assert Report.objects.count() == 2
    told = Notice.objects.filter(kind="reporting.asked").values_list("recipient__username", flat=True)
    assert sorted(told) == ["commune_officer", "culture_leader", "culture_officer"]


def test_an_ad_hoc_round_is_asked_for_as_often_as_needed(cast: Cast) -> None:
    wanted = wanted_of(cast, form="ttdn-dot-xuat", cadence=Cadence.AD_HOC)
    assert ask(cast, wanted) != ask(cast, wanted)


def test_a_round_without_a_plan_is_one_a_form_and_period(cast: Cast) -> None:
    press, other = (wanted_of(cast, form=form, cadence=Cadence.YEAR) for form in (PRESS_FORM, "ttdn-nam"))
    first = ask(cast, press)
    assert ask(cast, press, by="coordinator") == first
    assert ask(cast, other) != first


def test_the_press_report_runs_from_the_fifteenth_to_the_fourteenth_of_december(cast: Cast) -> None:
    proposed = press_proposal(cast.unit("province"), on=dt.date(2026, 11, 20))
    assert (proposed.period_from, proposed.period_to) == (dt.date(2025, 12, 15), dt.date(2026, 12, 14))
    assert proposed.ministry_due_on == dt.date(2026, 12, 19)
    assert proposed.title == "Báo cáo việc phát ngôn và cung cấp thông tin cho báo chí năm 2026"
    assert press_proposal(None, on=dt.date(2027, 1, 5)).period_to == dt.date(2026, 12, 14)


def test_a_date_that_was_asked_for_is_no_longer_offered(cast: Cast, plan: Plan, on: dt.date) -> None:
    date = date_of(plan, dt.date(2026, 6, 15), ["Sở Ngoại vụ"])
    roles = roles_of(cast.person("coordinator"), on=on)
    assert dates_to_ask_for(roles) == [date]
    wanted = wanted_of(cast, plan=plan)
    ask(
        cast,
        wanted.__class__(
            **{name: getattr(wanted, name) for name in wanted.__slots__} | {"reporting_date": date}
        ),
    )
    assert dates_to_ask_for(roles) == []


@pytest.mark.parametrize(
    ("name", "is_offered"),
    [
        ("coordinator", True),
        ("foreign_leader", True),
        ("culture_leader", False),
        ("foreign_officer", False),
        ("viewer", False),
    ],
)
def test_a_date_is_offered_to_who_keeps_the_plan_and_to_whom_it_names(
    cast: Cast, plan: Plan, on: dt.date, name: str, is_offered: bool
) -> None:
    date = date_of(plan, dt.date(2026, 6, 15), ["Sở Ngoại vụ"])
    assert dates_to_ask_for(roles_of(cast.person(name), on=on)) == ([date] if is_offered else [])


@pytest.mark.parametrize(
    "name", ["culture_leader", "foreign_officer", "viewer", "outsider", "commune_coordinator"]
)
def test_only_the_receiver_asks(cast: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(cast, wanted_of(cast), by=name)
    assert not ReportCycle.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"cut_off_on": dt.date(2026, 7, 1)}, "cut-off"),
        ({"period_to": dt.date(2025, 12, 31)}, "period"),
        ({"senders": []}, "nobody"),
        ({"title": " "}, "title"),
        ({"due_on": dt.date(2025, 12, 1)}, "before"),
        ({"due_on": dt.date(2062, 6, 15)}, "too-far"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    cast: Cast, changes: dict[str, object], code: str
) -> None:
    wanted = wanted_of(cast)
    values = {name: getattr(wanted, name) for name in wanted.__slots__} | changes
    with pytest.raises(Refused) as refused:
        ask(cast, wanted.__class__(**values))
    assert refused.value.code == code
    assert not ReportCycle.objects.exists()


def test_senders_are_added_later_and_the_begun_stay(cast: Cast) -> None:
    cycle = ask(cast, wanted_of(cast))
    row = report_of(cycle, "culture", cast)
    open_report(user=cast.person("culture_officer"), report=row, version=row.version, now=BEFORE_DUE)
    keeper = cast.person("coordinator")
    units = [cast.unit("culture"), cast.unit("museum")]
    assert add_senders(user=keeper, cycle=cycle, version=cycle.version, units=units, now=BEFORE_DUE) == 1
    assert report_of(cycle, "culture", cast).state == "draft"
    assert report_of(cycle, "museum", cast).state == "awaited"
    with pytest.raises(Outdated):
        add_senders(user=keeper, cycle=cycle, version=cycle.version, units=units, now=BEFORE_DUE)


def test_nobody_is_asked_by_who_neither_keeps_nor_receives_from_them(cast: Cast, plan: Plan) -> None:
    leader = cast.person("foreign_leader")
    with pytest.raises(Refused) as refused:
        ask(cast, wanted_of(cast), by="foreign_leader")
    assert refused.value.code == "strangers"
    assert not ReportCycle.objects.exists()
    cycle = ask(cast, wanted_of(cast))
    with pytest.raises(Refused) as refused:
        add_senders(
            user=leader, cycle=cycle, version=cycle.version, units=[cast.unit("museum")], now=BEFORE_DUE
        )
    assert refused.value.code == "strangers"
    asked = ask(cast, wanted_of(cast, plan=plan), by="foreign_leader")
    assert asked.reports.count() == 2


def test_a_closed_round_asks_nobody_else(cast: Cast) -> None:
    cycle, keeper = ask(cast, wanted_of(cast)), cast.person("foreign_leader")
    cycle = close_cycle(user=keeper, cycle=cycle, version=cycle.version, now=BEFORE_DUE)
    with pytest.raises(Refused) as refused:
        add_senders(
            user=keeper, cycle=cycle, version=cycle.version, units=[cast.unit("museum")], now=BEFORE_DUE
        )
    assert refused.value.code == "closed"
    assert cycle.reports.count() == 2


def test_keeping_a_round_is_for_its_keeper(cast: Cast) -> None:
    cycle = ask(cast, wanted_of(cast))
    said = {"cycle": cycle, "version": cycle.version, "now": BEFORE_DUE}
    for name in ("culture_leader", "foreign_officer", "viewer"):
        with pytest.raises(PermissionDenied):
            close_cycle(user=cast.person(name), **said)  # type: ignore[arg-type]
        with pytest.raises(PermissionDenied):
            move_due_day(user=cast.person(name), due_on=dt.date(2026, 6, 20), **said)  # type: ignore[arg-type]
