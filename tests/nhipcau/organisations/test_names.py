"""Names over time: on each day a unit bears one name."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from nhipcau.kernel.errors import Refused
from nhipcau.organisations import services
from nhipcau.organisations.models import UnitName
from nhipcau.organisations.selectors import tree
from tests.cast import Cast

JULY, MARCH = dt.date(2026, 7, 1), dt.date(2026, 3, 1)
DAY = dt.timedelta(days=1)


def rename(cast: Cast, name: str, since: dt.date, now: dt.datetime) -> None:
    services.rename_unit(
        user=cast.person("coordinator"), unit=cast.unit("culture"), name=name, since=since, now=now
    )


def test_a_name_given_before_a_later_one_ends_the_day_before(cast: Cast, now: dt.datetime) -> None:
    rename(cast, "Sở Tháng Bảy", JULY, now)
    rename(cast, "Sở Tháng Ba", MARCH, now)
    rows = UnitName.objects.filter(unit=cast.unit("culture")).values_list("name", "valid_from", "valid_to")
    assert list(rows) == [
        ("Sở Văn hóa, Thể thao và Du lịch", None, MARCH - DAY),
        ("Sở Tháng Ba", MARCH, JULY - DAY),
        ("Sở Tháng Bảy", JULY, None),
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [(MARCH - DAY, "Sở Văn hóa, Thể thao và Du lịch"), (MARCH, "Sở Tháng Ba"), (JULY, "Sở Tháng Bảy")],
)
def test_the_name_of_a_day_stays_however_often_it_is_refreshed(
    cast: Cast, now: dt.datetime, day: dt.date, name: str
) -> None:
    rename(cast, "Sở Tháng Bảy", JULY, now)
    rename(cast, "Sở Tháng Ba", MARCH, now)
    unit = cast.unit("culture")
    services.refresh_names(on=day)
    unit.refresh_from_db()
    assert unit.name == name
    assert services.refresh_names(on=day) == 0


def test_the_latest_of_two_names_in_force_is_shown(cast: Cast) -> None:
    """Rows that overlap, as an older version or another program may have left them."""
    unit = cast.unit("culture")
    UnitName.objects.create(unit=unit, name="Sở Tháng Ba", valid_from=MARCH, valid_to=JULY)
    assert services.refresh_names(on=JULY) == 1
    assert services.refresh_names(on=JULY) == 0
    unit.refresh_from_db()
    assert unit.name == "Sở Tháng Ba"


def test_two_names_without_an_end_cannot_be_kept(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitName.objects.create(unit=cast.unit("culture"), name="Sở Khác", valid_from=MARCH)


def test_a_former_name_is_found_whatever_its_marks_and_case(cast: Cast, now: dt.datetime) -> None:
    rename(cast, "Sở Đối ngoại", dt.date(2025, 1, 1), now)
    rename(cast, "Sở Mới", MARCH, now)
    viewer = cast.person("viewer")
    for search in ("đối ngoại", "DOI NGOAI", "sở Đối"):
        assert [unit.code for unit in tree(viewer, on=JULY, search=search)] == ["CULTURE"]


def test_no_name_is_given_before_the_first(cast: Cast, now: dt.datetime) -> None:
    names = UnitName.objects.filter(unit=cast.unit("culture"))
    names.update(valid_from=MARCH)
    with pytest.raises(Refused, match=r"01/03/2026"):
        rename(cast, "Sở Tháng Hai", MARCH - DAY, now)
    assert names.count() == 1
