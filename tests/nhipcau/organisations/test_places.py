"""Where units stand is kept by date: the tree of any day can be told, and the tree of today follows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nhipcau.accounts.models import User
from nhipcau.kernel.errors import Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import Unit, UnitParent
from nhipcau.organisations.selectors import tree_on
from tests.cast import Cast

DAY = dt.timedelta(days=1)
FIRST = dt.date(2025, 1, 1)
NOW = dt.datetime(2026, 3, 20, 2, 0, tzinfo=dt.UTC)


def shape(cast: Cast, on: dt.date) -> dict[str, str]:
    """Each unit's code with that of the unit above on the day."""
    placed = tree_on(cast.person("viewer"), on=on)
    codes = {unit.pk: unit.code for unit in placed}
    return {unit.code: codes[unit.above] if unit.above else "" for unit in placed}


def test_a_move_is_told_by_date(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    services.move_unit(
        user=cast.person("administrator"), unit=cast.unit("museum"), above=cast.unit("foreign"), since=on, now=now,
        legal_basis="Quyết định số 1/QĐ-UBND",
    )  # fmt: skip
    assert shape(cast, on - DAY)["MUSEUM"] == "CULTURE"
    assert shape(cast, on)["MUSEUM"] == "FOREIGN"
    place = UnitParent.objects.get(unit__code="MUSEUM", valid_to=None)
    assert (place.valid_from, place.legal_basis) == (on, "Quyết định số 1/QĐ-UBND")
    assert Unit.objects.get(code="MUSEUM").get_parent() == cast.unit("foreign")


def test_a_move_of_the_future_is_made_when_its_day_comes(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    later = on + 10 * DAY
    services.move_unit(
        user=cast.person("administrator"), unit=cast.unit("museum"), above=cast.unit("foreign"), since=later, now=now
    )  # fmt: skip
    assert Unit.objects.get(code="MUSEUM").get_parent() == cast.unit("culture")
    assert shape(cast, later)["MUSEUM"] == "FOREIGN"
    assert services.follow_places(on=later - DAY) == 0
    assert services.follow_places(on=later) == 1
    assert services.follow_places(on=later) == 0
    assert Unit.objects.get(code="MUSEUM").get_parent() == cast.unit("foreign")


def test_a_place_does_not_begin_before_the_one_it_follows(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    user, museum = cast.person("administrator"), cast.unit("museum")
    services.move_unit(user=user, unit=museum, above=cast.unit("foreign"), since=on, now=now)
    with pytest.raises(Refused):
        services.move_unit(user=user, unit=museum, above=cast.unit("commune"), since=on - DAY, now=now)


def test_both_places_are_kept_by_who_moves(cast: Cast, on: dt.date, now: dt.datetime) -> None:
    for unit, above in (("culture", "commune"), ("commune", "culture")):
        with pytest.raises(PermissionDenied):
            services.move_unit(
                user=cast.person("commune_coordinator"), unit=cast.unit(unit), above=cast.unit(above), since=on, now=now
            )  # fmt: skip


class TreesOverTime(TestCase):
    """Any sequence of dated moves against a plain table of who stood where on which day."""

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(moves=st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5), st.integers(1, 120)), max_size=8))
    def test_the_tree_of_every_day_is_told_as_it_was(self, moves: list[tuple[int, int, int]]) -> None:
        user = User.objects.create_superuser("root")
        units = [services.create_unit(user=user, code="U0", name="Gốc", valid_from=FIRST, now=NOW)]
        for number in range(1, 6):
            units.append(
                services.create_unit(
                    user=user, code=f"U{number}", name=f"Đơn vị {number}", above=units[0], valid_from=FIRST, now=NOW
                )
            )  # fmt: skip
        plain: dict[str, list[tuple[dt.date, str]]] = {f"U{n}": [(FIRST, "U0")] for n in range(1, 6)}
        for unit, above, days in sorted(moves, key=lambda move: move[2]):
            since = FIRST + days * DAY
            try:
                services.move_unit(
                    user=user, unit=Unit.objects.get(code=f"U{unit}"), above=Unit.objects.get(code=f"U{above}"),
                    since=since, now=NOW,
                )  # fmt: skip
            except Refused:  # it would stand below itself
                continue
            plain[f"U{unit}"].append((since, f"U{above}"))
        for day in (FIRST + days * DAY for days in (0, *(each[2] for each in moves), 200)):
            placed = tree_on(user, on=day)
            codes = {each.pk: each.code for each in placed}
            told = {each.code: codes[each.above] for each in placed if each.above}
            assert told == {
                code: [above for since, above in rows if since <= day][-1] for code, rows in plain.items()
            }
        assert Unit.find_problems() == ([], [], [], [], [])
        today = {unit.code: unit.get_parent().code for unit in Unit.objects.filter(depth__gt=1)}
        assert today == {code: rows[-1][1] for code, rows in plain.items()}
