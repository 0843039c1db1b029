"""Who may do what with reports: the whole cast against every question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from nhipcau.organisations.policies import roles_of
from nhipcau.reporting import policies
from nhipcau.reporting.models import Report, ReportCycle, ReportForm
from tests.cast import PEOPLE, Cast
from tests.nhipcau.reporting.asked import ask, report_of, wanted_of

pytestmark = pytest.mark.django_db
EVERYBODY = {*PEOPLE, "outsider", "former", "closed"}
TOP = {"administrator", "coordinator"}
AT_FOREIGN = {"foreign_officer", "foreign_leader", "finance", "editor", "publisher", "press_officer"}
READ_FOREIGN = TOP | {"foreign_officer", "foreign_leader", "viewer", "auditor"}
# The culture office reports to the foreign office; question → who may.
EXPECTED: dict[str, set[str]] = {
    "may_write_report": TOP | {"culture_officer", "culture_leader"},
    "may_send": {"culture_leader"},
    "may_decide": TOP | {"foreign_leader"},
    "may_unlock": TOP | {"foreign_leader"},
    "may_keep_cycle": TOP | {"foreign_leader"},
    "may_see_report": READ_FOREIGN | {"culture_officer", "culture_leader"},
    "may_open_cycle": TOP | {"foreign_leader"},
    "may_open_some_cycle": TOP
    | {"foreign_leader", "culture_leader", "commune_coordinator", "commune_administrator"},
    "may_see_forms": EVERYBODY - {"outsider", "former", "closed"},
    "may_copy_form": TOP,
    "may_edit_form": TOP,
    "may_edit_shipped_form": set(),
}


@pytest.fixture
def cycle(cast: Cast) -> ReportCycle:
    return ask(cast, wanted_of(cast, senders=("culture", "commune")))


def answers(cast: Cast, cycle: ReportCycle, on: dt.date) -> dict[str, Callable[[Any], bool]]:
    report = report_of(cycle, "culture", cast)
    own = ReportForm(key="rieng", name="Riêng", unit=cast.unit("foreign"))
    shipped = ReportForm.objects.get(key="ttdn-nam")
    return {
        "may_write_report": lambda user: policies.may_write_report(user, report, on=on),
        "may_send": lambda user: policies.may_send(user, report, on=on),
        "may_decide": lambda user: policies.may_decide(user, report, on=on),
        "may_unlock": lambda user: policies.may_unlock(user, report, on=on),
        "may_keep_cycle": lambda user: policies.may_keep_cycle(user, cycle, on=on),
        "may_see_report": lambda user: policies.may_see_report(user, report, on=on),
        "may_open_cycle": lambda user: policies.may_open_cycle(user, cast.unit("foreign"), None, on=on),
        "may_open_some_cycle": lambda user: policies.may_open_some_cycle(user, on=on),
        "may_see_forms": lambda user: policies.may_see_forms(user, on=on),
        "may_copy_form": lambda user: policies.may_copy_form(user, cast.unit("foreign"), on=on),
        "may_edit_form": lambda user: policies.may_edit_form(user, own, on=on),
        "may_edit_shipped_form": lambda user: policies.may_edit_form(user, shipped, on=on),
    }


def test_every_question_for_everybody(cast: Cast, cycle: ReportCycle, on: dt.date) -> None:
    asked = answers(cast, cycle, on)
    assert set(asked) == set(EXPECTED)
    found = {
        question: {name for name in EVERYBODY if answer(cast.person(name))}
        for question, answer in asked.items()
    }
    assert found == EXPECTED


def test_where_a_unit_has_no_leader_its_writers_hand_in(cast: Cast, cycle: ReportCycle, on: dt.date) -> None:
    report = report_of(cycle, "commune", cast)
    may = {name for name in EVERYBODY if policies.may_send(cast.person(name), report, on=on)}
    assert may == TOP | {"commune_officer", "commune_coordinator", "commune_administrator"}


def test_lists_and_single_questions_agree(cast: Cast, cycle: ReportCycle, on: dt.date) -> None:
    for name in EVERYBODY:
        user = cast.person(name)
        roles = roles_of(user, on=on)
        listed = set(Report.objects.filter(policies.visible_reports(roles)).values_list("pk", flat=True))
        single = {
            row.pk
            for row in Report.objects.select_related("unit", "cycle__keeper")
            if policies.may_see_report(user, row, on=on)
        }
        assert listed == single, name
        cycles = ReportCycle.objects.filter(policies.visible_cycles(roles))
        assert cycles.exists() == (bool(listed) or roles.cover(cycle.keeper, policies.READERS)), name
