"""The screens of people and committees: no barriers, nothing too wide, at a desk and on a telephone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nhipcau.accounts.models import Role
from nhipcau.organisations.models import CommitteeMember, RoleHolding, SteeringCommittee
from tests.browser import Visit
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.looks
def test_no_barriers(cast: Cast, visit: Visit) -> None:
    culture, person = cast.unit("culture"), cast.person("culture_officer")
    RoleHolding.objects.create(
        user=cast.person("viewer"), unit=culture, role=Role.UNIT_LEADER, valid_to=dt.date(2025, 6, 30)
    )
    committee = SteeringCommittee.objects.create(unit=cast.unit("province"), name="Ban Chỉ đạo")
    CommitteeMember.objects.create(
        committee=committee, unit=culture, position="Giám đốc", user=person, valid_from=dt.date(2026, 1, 1)
    )
    visit.sign_in(cast.person("administrator"))
    found = {}
    for path in (
        reverse("units:people", args=[culture.pk]),
        reverse("units:grant", args=[culture.pk]),
        reverse("people:invite"),
        reverse("people:invite_many"),
        reverse("people:invitations"),
        reverse("people:hand_over", args=[person.pk]),
        reverse("committees:index"),
        reverse("committees:create"),
        reverse("committees:committee", args=[committee.pk]),
        reverse("committees:composition", args=[committee.pk]),
    ):
        visit.go(path)
        if told := [*visit.barriers(), *(["too wide"] if visit.overflow() > 0 else [])]:
            found[path] = told
    assert found == {}
    assert visit.faults == []
