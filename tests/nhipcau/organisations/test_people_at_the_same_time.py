"""Two keepers give, hand over or invite at the same moment; two people use one link: one is refused, nothing is doubled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import Invitation, RoleHolding
from nhipcau.organisations.services import Invited
from tests.cast import Cast
from tests.nhipcau.organisations.test_at_the_same_time import cast, together

__all__ = ["cast"]  # the fixture
pytestmark = pytest.mark.django_db(transaction=True)


def test_one_officer_is_given_once(cast: Cast, now: dt.datetime) -> None:
    def give(name: str) -> Callable[[], RoleHolding]:
        return lambda: services.grant_role(
            user=cast.person("coordinator"),
            person=cast.person(name),
            unit=cast.unit("museum"),
            role=Role.UNIT_OFFICER,
            is_deputy=False,
            now=now,
        )

    told = together(give("outsider"), give("former"), give("viewer"))
    assert told == ["done", "place-taken", "place-taken"]


def test_a_hand_over_happens_once(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    person = cast.person("culture_officer")
    roles = {row.pk: cast.person("outsider") for row in RoleHolding.objects.filter(user=person)}

    def leave() -> None:
        try:
            services.hand_over(
                user=cast.person("administrator"), person=person, since=on, roles=roles, seats={}, now=now
            )
        except Outdated as outdated:
            raise Refused("outdated", code="outdated") from outdated

    assert together(leave, leave) == ["done", "outdated"]
    assert RoleHolding.objects.filter(user=cast.person("outsider")).count() == 1


def test_one_address_is_invited_once_and_one_link_used_once(cast: Cast, now: dt.datetime) -> None:
    invited = Invited(email="binh@example.vn", display_name="Bình")

    def invite() -> None:
        services.invite_person(user=cast.person("coordinator"), invited=invited, now=now)

    assert together(invite, invite) == ["done", "known-already"]
    digest = Invitation.objects.get().digest

    def accept(password: str) -> Callable[[], User]:
        return lambda: services.accept_invitation(digest=digest, password=password, now=now)

    assert together(accept("nhip-moi-ben-song"), accept("song-moi-ben-nhip")) == ["done", "link-closed"]


def test_inviting_and_giving_on_one_unit_wait_for_each_other(cast: Cast, now: dt.datetime) -> None:
    """Each writes to the log, which lets in one at a time, and to the unit: both take the unit first."""
    unit = cast.unit("museum")

    def invite() -> None:
        for number in range(8):
            invited = Invited(
                email=f"binh{number}@example.vn", display_name="Bình", unit=unit, role=Role.EDITOR
            )
            services.invite_person(user=cast.person("coordinator"), invited=invited, now=now)

    def give() -> None:
        for name in ("outsider", "former", "viewer", "auditor", "finance", "editor"):
            services.grant_role(
                user=cast.person("administrator"), person=cast.person(name), unit=unit, role=Role.PUBLISHER, now=now
            )  # fmt: skip

    assert together(invite, give) == ["done", "done"]
