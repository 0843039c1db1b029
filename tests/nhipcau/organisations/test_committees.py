"""Steering committees: seats of offices by date, their history, who may change them and who sees whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.kernel import clock
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import CommitteeMember, CommitteePost, Invitation, SteeringCommittee
from nhipcau.organisations.selectors import composition, turns_of
from nhipcau.organisations.services import Seat
from tests.cast import Cast

DAY = dt.timedelta(days=1)


@pytest.fixture
def committee(cast: Cast, now: dt.datetime) -> SteeringCommittee:
    return services.create_committee(
        user=cast.person("coordinator"),
        unit=cast.unit("province"),
        name="Ban Chỉ đạo công tác thông tin đối ngoại",
        legal_basis="Quyết định số 12/QĐ-UBND",
        secretariat=cast.unit("foreign"),
        now=now,
    )


def first_seats(cast: Cast) -> list[Seat]:
    return [
        Seat(CommitteePost.HEAD, cast.unit("province"), "Phó Chủ tịch"),
        Seat(CommitteePost.STANDING_DEPUTY, cast.unit("foreign"), "Giám đốc", cast.person("foreign_leader")),
        Seat(CommitteePost.MEMBER, cast.unit("culture"), "Phó Giám đốc", cast.person("culture_leader")),
    ]


def compose(
    cast: Cast,
    committee: SteeringCommittee,
    seats: list[Seat],
    since: dt.date,
    now: dt.datetime,
    who: str = "coordinator",
    seen: set[int] | None = None,
) -> int:
    if seen is None:
        seen = {row.pk for row in committee.members.all() if row.holds_on(since)}
    return services.set_composition(
        user=cast.person(who), committee=committee, since=since, seats=seats, seen=seen, now=now
    )


def offices(cast: Cast, committee: SteeringCommittee, day: dt.date) -> list[str]:
    posts = composition(cast.person("coordinator"), committee, on=day, day=day)
    return [f"{post.value}: {shown.seat.position}" for post, seats in posts for shown in seats]


def test_a_new_composition_keeps_the_old_one_for_its_days(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee
) -> None:
    seats = first_seats(cast)
    compose(cast, committee, seats, on, now)
    later = on + 30 * DAY
    seats[2] = Seat(CommitteePost.MEMBER, cast.unit("commune"), "Chủ tịch")
    compose(cast, committee, seats, later, now)
    before = ["head: Phó Chủ tịch", "standing-deputy: Giám đốc", "member: Phó Giám đốc"]
    assert offices(cast, committee, later - DAY) == before
    assert offices(cast, committee, later) == [*before[:2], "member: Chủ tịch"]
    assert committee.members.count() == 4  # who stays keeps the seat's row
    turn = turns_of(cast.person("coordinator"), committee, on=on)[0]
    assert (turn.day, [len(turn.came), len(turn.left), len(turn.passed)]) == (later, [1, 1, 0])


def test_saving_the_same_again_changes_nothing(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee
) -> None:
    assert compose(cast, committee, first_seats(cast), on, now) == 3
    assert compose(cast, committee, first_seats(cast), on, now) == 0
    assert ModelLogEntry.objects.filter(action="organisations.set_composition").count() == 1


def test_another_person_in_the_same_office_is_told_as_such(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee
) -> None:
    compose(cast, committee, first_seats(cast), on, now)
    seats = first_seats(cast)
    seats[2] = Seat(
        CommitteePost.MEMBER, cast.unit("culture"), "Phó Giám đốc", cast.person("culture_officer")
    )
    compose(cast, committee, seats, on + DAY, now)
    turn = turns_of(cast.person("coordinator"), committee, on=on)[0]
    assert [len(turn.came), len(turn.left), len(turn.passed)] == [0, 0, 1]


@pytest.mark.parametrize("code", ["two-heads", "twice", "changes-later", "dates"])
def test_what_cannot_be_is_refused(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee, code: str
) -> None:
    seats, since = first_seats(cast), on
    if code == "two-heads":
        seats.append(Seat(CommitteePost.HEAD, cast.unit("foreign"), "Giám đốc"))
    elif code == "twice":
        seats.append(seats[2])
    elif code == "changes-later":
        compose(cast, committee, seats, on + 10 * DAY, now)
    else:
        SteeringCommittee.objects.update(valid_to=on - DAY)
        committee.refresh_from_db()
    before = committee.members.count()
    with pytest.raises(Refused) as refusal:
        compose(cast, committee, seats, since, now)
    assert refusal.value.code == code
    assert committee.members.count() == before


def test_two_people_at_once_never_overwrite(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee
) -> None:
    compose(cast, committee, first_seats(cast), on, now, seen=set())
    with pytest.raises(Outdated):
        compose(cast, committee, [], on, now, seen=set())
    assert committee.members.count() == 3


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("administrator", True),
        ("coordinator", True),
        ("commune_coordinator", False),
        ("foreign_leader", False),
    ],
)
def test_keepers_of_the_authority_change_it(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee, who: str, may: bool
) -> None:
    if may:
        assert compose(cast, committee, first_seats(cast), on, now, who) == 3
        return
    with pytest.raises(PermissionDenied):
        compose(cast, committee, first_seats(cast), on, now, who)


@pytest.mark.parametrize(
    ("who", "names"),
    [("coordinator", 2), ("culture_officer", 1), ("foreign_officer", 1), ("commune_officer", 0)],
)
def test_offices_are_for_everybody_and_names_for_those_who_may_read_them(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee, who: str, names: int
) -> None:
    compose(cast, committee, first_seats(cast), on, now)
    posts = composition(cast.person(who), committee, on=on, day=on)
    shown = [seat for _post, seats in posts for seat in seats]
    assert len(shown) == 3
    assert sum(seat.person is not None for seat in shown) == names
    assert composition(cast.person("outsider"), committee, on=on, day=on) == []


def test_an_ended_committee_has_no_seats_after_its_end(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee
) -> None:
    compose(cast, committee, first_seats(cast), on, now)
    services.change_committee(
        user=cast.person("coordinator"),
        committee=committee,
        name=committee.name,
        legal_basis=committee.legal_basis,
        secretariat=None,
        valid_to=on + DAY,
        now=now,
    )
    assert len(offices(cast, committee, on + DAY)) == 3
    assert offices(cast, committee, on + 2 * DAY) == []


def test_from_an_empty_list_to_a_changed_composition_on_the_screen(cast: Cast) -> None:
    client, today = Client(), clock.today()
    client.force_login(cast.person("coordinator"))
    assert client.get(reverse("committees:index")).status_code == 200
    made = client.post(
        reverse("committees:create"),
        {"name": "Ban Chỉ đạo", "unit": "UBND tỉnh Sông Mây (PROVINCE)", "secretariat": "so ngoai vu"},
    )
    committee = SteeringCommittee.objects.get()
    assert committee.secretariat == cast.unit("foreign")
    address = reverse("committees:composition", args=[committee.pk])
    assert made.headers["Location"] == address
    form = {
        "since": f"{today:%d/%m/%Y}",
        "new-0-post": "head",
        "new-0-unit": "PROVINCE",
        "new-0-position": "Phó Chủ tịch",
        "new-1-post": "member",
        "new-1-unit": "CULTURE",
        "new-1-user": cast.person("culture_leader").pk,
    }
    assert client.post(address, form).status_code == 302
    assert "Phó Chủ tịch" in client.get(reverse("committees:committee", args=[committee.pk])).text
    head, member = CommitteeMember.objects.order_by("pk")
    assert client.get(address).status_code == 200
    again = {
        "since": f"{today + DAY:%d/%m/%Y}",
        "seen": [head.pk, member.pk],
        f"stays-{head.pk}": "on",
        f"user-{head.pk}": "",
        f"user-{member.pk}": cast.person("culture_leader").pk,
    }
    assert client.post(address, again).status_code == 302
    member.refresh_from_db()
    assert member.valid_to == today
    half = {"since": f"{today + DAY:%d/%m/%Y}", "seen": [head.pk], "new-0-position": "Trưởng phòng"}
    assert client.post(address, half).status_code == 422


def test_the_page_asks_as_often_for_many_seats(
    cast: Cast, on: dt.date, now: dt.datetime, committee: SteeringCommittee
) -> None:
    client = Client()
    client.force_login(cast.person("viewer"))
    compose(cast, committee, first_seats(cast), on, now)
    address = reverse("committees:committee", args=[committee.pk])

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    questions()
    few = questions()
    for number in range(30):
        CommitteeMember.objects.create(
            committee=committee, unit=cast.unit("commune"), position=f"Ủy viên {number}", valid_from=on
        )
    assert questions() == few


@pytest.mark.parametrize("typed", ["9" * 5000, "²", "x"])
def test_keys_that_are_none_are_another_composition(
    cast: Cast, committee: SteeringCommittee, typed: str
) -> None:
    client = Client()
    client.force_login(cast.person("coordinator"))
    address = reverse("committees:composition", args=[committee.pk])
    answer = client.post(address, {"since": f"{clock.today():%d/%m/%Y}", "seen": typed})
    assert answer.status_code == 422
    assert not CommitteeMember.objects.exists()


def test_two_committees_of_an_authority_never_bear_one_name(cast: Cast, now: dt.datetime) -> None:
    user, unit = cast.person("coordinator"), cast.unit("province")
    services.create_committee(user=user, unit=unit, name="Ban Chỉ đạo A", now=now)
    other = services.create_committee(user=user, unit=unit, name="Ban Chỉ đạo B", now=now)
    with pytest.raises(Refused) as refused:
        services.change_committee(
            user=user, committee=other, name="Ban chỉ đạo A", legal_basis="", secretariat=None, valid_to=None, now=now,
        )  # fmt: skip
    assert refused.value.code == "same-name"


def test_the_database_holds_committees_and_invitations_together(cast: Cast, now: dt.datetime) -> None:
    user, unit = cast.person("coordinator"), cast.unit("province")
    committee = services.create_committee(user=user, unit=unit, name="Ban Chỉ đạo", now=now)
    head: dict[str, Any] = {"committee": committee, "post": "head", "unit": unit}
    sent: dict[str, Any] = {"user": user, "sent_by": user, "digest": "a" * 64, "sent_at": now}
    later = now + dt.timedelta(days=7)
    CommitteeMember.objects.create(**head)
    wrong: list[Callable[[], object]] = [
        lambda: CommitteeMember.objects.create(**head),
        lambda: CommitteeMember.objects.create(**head | {"post": "king"}),
        lambda: SteeringCommittee.objects.create(unit=unit, name="Ban Chỉ đạo", folded=committee.folded),
        lambda: SteeringCommittee.objects.create(unit=unit, name="", folded="x"),
        lambda: Invitation.objects.create(**sent, expires_at=now),
        lambda: Invitation.objects.create(**sent | {"digest": ""}, expires_at=later),
        lambda: Invitation.objects.create(**sent, expires_at=later, used_at=now, revoked_at=now),
    ]
    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
