"""Who may do what with money: people × questions."""

from __future__ import annotations

import datetime as dt

import pytest

from nhipcau.accounts.models import Role
from nhipcau.budget import policies
from nhipcau.budget.models import Estimate
from nhipcau.budget.selectors.estimates import estimate_seen_by, estimates_seen_by
from nhipcau.organisations.models import RoleHolding
from nhipcau.plans.models import Plan
from tests.cast import Cast
from tests.nhipcau.budget.money import begun

# person → what may be done with the culture office's estimate under the province's plan: see, write, submit, decide; and keep lists.
MATRIX = {
    "administrator": "see write lists",
    "coordinator": "see write lists",
    "auditor": "see",
    "viewer": "see",
    "foreign_officer": "",
    "foreign_leader": "",
    "finance": "see decide lists",
    "editor": "",
    "publisher": "",
    "press_officer": "",
    "culture_officer": "see write",
    "culture_leader": "see write submit",
    "commune_officer": "",
    "commune_coordinator": "",
    "commune_administrator": "",
    "outsider": "",
    "former": "",
    "closed": "",
}


@pytest.mark.parametrize("name", MATRIX)
def test_the_estimate_of_a_unit(cast: Cast, estimate: Estimate, on: dt.date, name: str) -> None:
    person = cast.person(name)
    answers = {
        "see": policies.may_see_estimate(person, estimate, on=on),
        "write": policies.may_write(person, estimate.unit, on=on),
        "submit": policies.may_submit(person, estimate.unit, on=on),
        "decide": policies.may_decide(person, estimate.plan, on=on),
        "lists": policies.may_keep_lists(person, on=on),
    }
    assert " ".join(word for word, yes in answers.items() if yes) == MATRIX[name]
    assert estimates_seen_by(person, on=on).filter(pk=estimate.pk).exists() == answers["see"]
    assert (estimate_seen_by(person, estimate.pk, on=on) is not None) == answers["see"]


def test_a_unit_without_a_leader_hands_in_by_whoever_writes(
    cast: Cast, plan: Plan, now: dt.datetime, on: dt.date
) -> None:
    row = begun(cast, plan, "commune", now)
    assert policies.may_submit(cast.person("commune_officer"), row.unit, on=on)
    assert not policies.may_submit(cast.person("culture_officer"), row.unit, on=on)


@pytest.mark.parametrize(
    ("unit", "decides"), [("province", True), ("culture", True), ("museum", False), ("commune", False)]
)
def test_where_finance_is_held(cast: Cast, plan: Plan, on: dt.date, unit: str, decides: bool) -> None:
    """On the owner, or an office directly below it; never on an authority with a purse of its own, nor deeper down."""
    person = cast.person("outsider")
    RoleHolding.objects.create(user=person, unit=cast.unit(unit), role=Role.FINANCE)
    assert policies.may_decide(person, plan, on=on) == decides


def test_finance_of_a_commune_decides_on_the_plans_of_the_commune(
    cast: Cast, plan: Plan, on: dt.date
) -> None:
    person = cast.person("outsider")
    RoleHolding.objects.create(user=person, unit=cast.unit("commune"), role=Role.FINANCE)
    plan.unit = cast.unit("commune")
    assert policies.may_decide(person, plan, on=on)
    assert not policies.may_decide(cast.person("finance"), plan, on=on)
    assert not policies.may_keep_lists(person, on=on)
