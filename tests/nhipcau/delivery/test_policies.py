"""Who may see what is owed, and who may mark it: every person of the cast × every question."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from nhipcau.delivery.models import Evidence, Obligation
from nhipcau.delivery.policies import may_mark, may_pause, may_see
from nhipcau.delivery.selectors import Scope, seen_by, seen_obligation
from nhipcau.delivery.services import excuse, mark_met
from nhipcau.organisations.policies import roles_of
from tests.cast import PEOPLE, Cast

# The foreign office leads, the culture office coordinates, the plan is the province's.
SEE, MARK, PAUSE = "see", "mark", "pause"
MAY = {
    "administrator": {SEE, MARK, PAUSE},
    "coordinator": {SEE, MARK, PAUSE},
    "auditor": {SEE},
    "viewer": {SEE},
    "foreign_officer": {SEE, MARK},
    "foreign_leader": {SEE, MARK},
    "finance": {SEE},
    "editor": {SEE},
    "publisher": {SEE},
    "press_officer": {SEE},
    "culture_officer": {SEE},
    "culture_leader": {SEE},
    "commune_officer": set(),
    "commune_coordinator": set(),
    "commune_administrator": set(),
    "outsider": set(),
    "former": set(),
    "closed": set(),
}


def test_the_matrix_names_everybody() -> None:
    assert set(MAY) == {*PEOPLE, "outsider", "former", "closed"}


@pytest.mark.parametrize("name", MAY)
def test_matrix(cast: Cast, owed: Obligation, on: dt.date, name: str) -> None:
    user = cast.person(name)
    answers = {SEE: may_see, MARK: may_mark, PAUSE: may_pause}
    assert {verb for verb, may in answers.items() if may(user, owed, on=on)} == MAY[name]


@pytest.mark.parametrize("name", MAY)
def test_lists_show_what_the_policy_allows(cast: Cast, owed: Obligation, on: dt.date, name: str) -> None:
    user = cast.person(name)
    assert seen_by(roles_of(user, on=on)).exists() == (SEE in MAY[name])
    assert (seen_obligation(user, owed.pk, on=on) is not None) == (SEE in MAY[name])


@pytest.mark.parametrize("name", [name for name in MAY if MARK not in MAY[name]])
def test_services_ask_the_policy(cast: Cast, owed: Obligation, now: dt.datetime, name: str) -> None:
    user = cast.person(name)
    with pytest.raises(PermissionDenied):
        mark_met(user=user, obligation=owed, note="x", now=now)
    with pytest.raises(PermissionDenied):
        excuse(user=user, obligation=owed, reason="x", now=now)
    assert not Evidence.objects.exists()


def test_a_visitor_sees_nothing(owed: Obligation, on: dt.date) -> None:
    assert not may_see(AnonymousUser(), owed, on=on)
    assert not seen_by(roles_of(AnonymousUser(), on=on)).exists()


def test_own_and_coordinated_are_parted(cast: Cast, owed: Obligation, on: dt.date) -> None:
    seen = {
        name: [scope for scope in Scope if seen_by(roles_of(cast.person(name), on=on), scope).exists()]
        for name in ("foreign_officer", "culture_officer", "coordinator")
    }
    assert seen == {
        "foreign_officer": [Scope.OWN, Scope.ALL],
        "culture_officer": [Scope.COOP, Scope.ALL],
        "coordinator": [Scope.ALL],
    }


def test_a_role_that_ended_shows_nothing(cast: Cast, owed: Obligation) -> None:
    assert may_see(cast.person("former"), owed, on=dt.date(2025, 12, 31))
    assert not may_see(cast.person("former"), owed, on=dt.date(2026, 1, 1))
