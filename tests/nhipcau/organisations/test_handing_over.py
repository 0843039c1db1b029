"""Somebody leaves: roles and seats pass on from a day, in one step and with one entry of the log."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.accounts.models import Role, User
from nhipcau.kernel import clock
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import CommitteeMember, CommitteePost, RoleHolding, SteeringCommittee
from nhipcau.organisations.services import HandedOver, handing_over
from tests.cast import Cast

DAY = dt.timedelta(days=1)


@pytest.fixture
def seat(cast: Cast) -> CommitteeMember:
    """The officer of culture sits in a committee, by office."""
    committee = SteeringCommittee.objects.create(unit=cast.unit("province"), name="Ban Chỉ đạo")
    return CommitteeMember.objects.create(
        committee=committee,
        post=CommitteePost.MEMBER,
        unit=cast.unit("culture"),
        position="Phó Giám đốc",
        user=cast.person("culture_officer"),
    )


def leave(
    cast: Cast, now: dt.datetime, to: User | None, who: str = "administrator", **more: object
) -> HandedOver:
    person = cast.person("culture_officer")
    roles = {row.pk: to for row in RoleHolding.objects.filter(user=person)}
    seats = {row.pk: to for row in CommitteeMember.objects.filter(user=person)}
    given = {"since": dt.date(2026, 3, 20), "roles": roles, "seats": seats, **more}
    return services.hand_over(user=cast.person(who), person=person, now=now, **given)  # type: ignore[arg-type]


def holders(cast: Cast, day: dt.date) -> list[tuple[str, bool]]:
    rows = RoleHolding.objects.filter(unit=cast.unit("culture"), role=Role.UNIT_OFFICER).select_related(
        "user"
    )
    return [(row.user.username, row.is_deputy) for row in rows if row.holds_on(day)]


def test_roles_and_seats_pass_on_from_the_day(
    cast: Cast, on: dt.date, now: dt.datetime, seat: CommitteeMember
) -> None:
    leave(cast, now, cast.person("outsider"))
    assert holders(cast, on - DAY) == [("culture_officer", False)]
    assert holders(cast, on) == [("outsider", False)]
    seats = CommitteeMember.objects.order_by("pk")
    assert [(row.user.username, row.valid_from, row.valid_to) for row in seats] == [  # type: ignore[union-attr]
        ("culture_officer", None, on - DAY),
        ("outsider", on, None),
    ]
    assert seats[1].position == "Phó Giám đốc"
    entry = ModelLogEntry.objects.get()
    assert entry.action == "organisations.hand_over"
    assert entry.data["to_person"] == ["outsider"]


def test_a_deputy_who_follows_becomes_the_one_in_charge(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    RoleHolding.objects.create(
        user=cast.person("outsider"), unit=cast.unit("culture"), role=Role.UNIT_OFFICER, is_deputy=True
    )
    leave(cast, now, cast.person("outsider"))
    assert holders(cast, on - DAY) == [("culture_officer", False), ("outsider", True)]
    assert holders(cast, on) == [("outsider", False)]


def test_nobody_may_follow_and_the_account_is_closed(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    leave(cast, now, None, close_account=True)
    assert holders(cast, on) == []
    assert not User.objects.get(username="culture_officer").is_active


def test_an_account_stays_open_until_the_day_has_come(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    with pytest.raises(Refused) as refusal:
        leave(cast, now, cast.person("outsider"), since=on + DAY, close_account=True)
    assert refusal.value.code == "too-early"
    assert holders(cast, on + DAY) == [("culture_officer", False)]


def test_twice_is_once(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    old = {
        row.pk: cast.person("outsider")
        for row in RoleHolding.objects.filter(user__username="culture_officer")
    }
    leave(cast, now, cast.person("outsider"))
    with pytest.raises(Outdated):
        leave(cast, now, cast.person("outsider"), roles=old)
    assert holders(cast, on) == [("outsider", False)]
    assert ModelLogEntry.objects.filter(action="organisations.hand_over").count() == 1


def test_what_was_given_meanwhile_is_not_lost(cast: Cast, now: dt.datetime) -> None:
    RoleHolding.objects.create(
        user=cast.person("culture_officer"), unit=cast.unit("museum"), role=Role.EDITOR
    )
    with pytest.raises(Outdated):
        leave(cast, now, None, roles={})


@pytest.mark.parametrize("who", ["commune_administrator", "culture_leader", "auditor"])
def test_only_keepers_hand_over(cast: Cast, now: dt.datetime, who: str) -> None:
    with pytest.raises((PermissionDenied, Outdated)):
        leave(cast, now, cast.person("outsider"), who=who)
    assert not ModelLogEntry.objects.exists()


def test_a_successor_must_be_known_and_open(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(PermissionDenied):
        leave(cast, now, cast.person("closed"))


def test_rooms_above_are_told_within_the_same_step(
    cast: Cast, on: dt.date, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[HandedOver] = []

    def note(handed_over: HandedOver) -> None:
        told.append(handed_over)
        raise Refused("not now")

    monkeypatch.setattr(handing_over, "_subscribers", [])
    services.when_handed_over(note)
    services.when_handed_over(note)
    with pytest.raises(Refused):
        leave(cast, now, cast.person("outsider"))
    assert [(each.unit.code, each.role) for each in told[0].passed] == [("CULTURE", "unit_officer")]
    assert len(told) == 1
    assert holders(cast, on) == [("culture_officer", False)]


def test_on_the_screen(cast: Cast, seat: CommitteeMember) -> None:
    client, person = Client(), cast.person("culture_officer")
    client.force_login(cast.person("administrator"))
    address = reverse("people:hand_over", args=[person.pk])
    page = client.get(address).text
    assert "Ban Chỉ đạo" in page
    holding = RoleHolding.objects.get(user=person)
    form = {
        "since": f"{clock.today():%d/%m/%Y}",
        "everything": cast.person("outsider").pk,
        f"role-{holding.pk}": "same",
        f"seat-{seat.pk}": "",
        "close_account": "on",
    }
    answer = client.post(address, form)
    assert answer.headers["Location"] == reverse("people:account", args=[person.pk])
    assert holders(cast, clock.today()) == [("outsider", False)]
    assert CommitteeMember.objects.order_by("-pk")[0].user is None
    person.refresh_from_db()
    assert not person.is_active


def test_a_deputy_for_some_time_takes_over_for_good(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    person, unit = cast.person("culture_officer"), cast.unit("culture")
    held = RoleHolding.objects.get(user=person)
    RoleHolding.objects.create(
        user=cast.person("outsider"), unit=unit, role=held.role, is_deputy=True, valid_from=on - 10 * DAY, valid_to=on + 10 * DAY,
    )  # fmt: skip
    services.hand_over(
        user=cast.person("administrator"), person=person, since=on, roles={held.pk: cast.person("outsider")}, seats={}, now=now
    )  # fmt: skip
    fresh = RoleHolding.objects.get(user=cast.person("outsider"), is_deputy=False)
    assert (fresh.valid_from, fresh.valid_to) == (on, None)


def test_a_hand_over_before_the_role_began_is_refused(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    person = cast.person("culture_officer")
    RoleHolding.objects.filter(user=person).update(valid_from=on - 5 * DAY)
    held = RoleHolding.objects.get(user=person)
    with pytest.raises(Refused) as refusal:
        services.hand_over(
            user=cast.person("administrator"), person=person, since=on - 20 * DAY, roles={held.pk: None}, seats={}, now=now
        )  # fmt: skip
    assert refusal.value.code == "too-early"
    assert RoleHolding.objects.get(user=person).valid_from == on - 5 * DAY
