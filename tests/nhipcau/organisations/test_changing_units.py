"""The entry of a unit is changed at once: everything that was said, one line in the log, or nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from nhipcau.kernel.errors import Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import Unit, UnitSuccession
from tests.cast import Cast

DAY = dt.timedelta(days=1)
LOGGED = ModelLogEntry.objects.filter(action="organisations.change_unit")


def change(cast: Cast, name: str, now: dt.datetime, who: str = "coordinator", **said: Any) -> Unit:
    given: dict[str, Any] = {"last_day": None, "successors": [], **said}
    return services.change_unit(
        user=cast.person(who), unit=Unit.objects.get(code=name.upper()), now=now, **given
    )


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


def test_everything_said_is_saved_with_one_line_in_the_log(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    change(
        cast,
        "museum",
        now,
        above=cast.unit("foreign"),
        aliases=["BTT"],
        last_day=on,
        successors=[cast.unit("culture"), cast.unit("foreign")],
    )
    museum = Unit.objects.get(code="MUSEUM")
    assert museum.get_parent() == cast.unit("foreign")
    assert [alias.alias for alias in museum.aliases.all()] == ["BTT"]
    assert museum.valid_to == on
    rows = museum.followed_by.values_list("successor__code", "on").order_by("successor__code")
    assert list(rows) == [("CULTURE", on + DAY), ("FOREIGN", on + DAY)]
    assert LOGGED.get().data == {
        "above": "FOREIGN",
        "aliases": ["BTT"],
        "last": on.isoformat(),
        "successors": ["CULTURE", "FOREIGN"],
    }


def test_a_successor_taken_away_is_gone(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    both = [cast.unit("culture"), cast.unit("foreign")]
    change(cast, "museum", now, last_day=on, successors=both)
    change(cast, "museum", now, last_day=on, successors=both[:1])
    assert [row.successor.code for row in UnitSuccession.objects.all()] == ["CULTURE"]
    change(cast, "museum", now)
    assert not UnitSuccession.objects.exists()
    assert Unit.objects.get(code="MUSEUM").valid_to is None


def test_saying_what_is_there_already_leaves_no_line_in_the_log(
    cast: Cast, on: dt.date, now: dt.datetime
) -> None:
    said: dict[str, Any] = {"last_day": on, "successors": [cast.unit("culture")], "aliases": ["BTT"]}
    change(cast, "museum", now, **said)
    change(cast, "museum", now, **said, above=cast.unit("culture"))
    assert LOGGED.count() == 1


def test_what_is_refused_in_the_end_changes_nothing(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        change(cast, "culture", now, aliases=["SVH"], last_day=on, above=cast.unit("museum"))
    culture = Unit.objects.get(code="CULTURE")
    assert (culture.aliases.count(), culture.valid_to, LOGGED.count()) == (0, None, 0)


@pytest.mark.parametrize(
    ("last", "successors"), [(None, ["foreign"]), (0, ["museum"])], ids=["without an end", "itself"]
)
def test_successors_need_an_end_and_are_others(
    cast: Cast, on: dt.date, now: dt.datetime, last: int | None, successors: list[str]
) -> None:
    with pytest.raises(Refused):
        change(
            cast,
            "museum",
            now,
            last_day=None if last is None else on,
            successors=[cast.unit(name) for name in successors],
        )
    assert not UnitSuccession.objects.exists()


def test_nobody_takes_a_unit_away_from_a_parent_he_does_not_keep(cast: Cast, now: dt.datetime) -> None:
    cast.unit("commune").add_child(instance=Unit(code="HALL", name="Nhà văn hóa"))
    with pytest.raises(PermissionDenied):
        change(cast, "culture", now, who="commune_coordinator", above=cast.unit("commune"))
    with pytest.raises(PermissionDenied):
        change(cast, "commune", now, who="commune_coordinator", above=Unit.objects.get(code="HALL"))


def test_another_name_is_added_beside_those_that_are_there(cast: Cast, now: dt.datetime) -> None:
    stale = Unit.objects.get(code="MUSEUM")
    change(cast, "museum", now, aliases=["BTT"])
    for _time in range(2):
        services.add_alias(user=cast.person("coordinator"), unit=stale, alias="Nhà bảo tàng", now=now)
    assert [alias.alias for alias in stale.aliases.all()] == ["BTT", "Nhà bảo tàng"]
    assert ModelLogEntry.objects.filter(action="organisations.name_unit_otherwise").count() == 1


def test_the_coordinator_of_a_commune_changes_its_own_entry(cast: Cast) -> None:
    client, commune = client_of(cast, "commune_coordinator"), cast.unit("commune")
    address = reverse("units:change", args=[commune.pk])
    assert "above" not in client.get(address).context["form"].fields
    assert (
        client.post(address, {"kind": "commune", "aliases": "xã Bến Lụa", "last_day": ""}).status_code == 302
    )
    commune.refresh_from_db()
    assert [alias.alias for alias in commune.aliases.all()] == ["xã Bến Lụa"]
    assert commune.get_parent() == cast.unit("province")


def test_a_successor_one_does_not_keep_stays_named(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    change(cast, "commune", now, last_day=on, successors=[cast.unit("culture")])
    client, commune = client_of(cast, "commune_coordinator"), cast.unit("commune")
    address = reverse("units:change", args=[commune.pk])
    form = {"kind": "commune", "aliases": "BL", "last_day": f"{on:%d/%m/%Y}"}
    form["successors"] = "Sở Văn hóa, Thể thao và Du lịch (CULTURE)"
    assert client.post(address, form).status_code == 302
    assert [row.successor.code for row in commune.followed_by.all()] == ["CULTURE"]


def test_a_successor_taken_away_on_the_screen_is_gone(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    change(cast, "museum", now, last_day=on, successors=[cast.unit("culture")])
    museum = cast.unit("museum")
    form = {"kind": "section", "aliases": "", "last_day": f"{on:%d/%m/%Y}"}
    answer = client_of(cast, "coordinator").post(reverse("units:change", args=[museum.pk]), form)
    assert answer.status_code == 302
    assert not museum.followed_by.exists()
