"""A province set up from the catalogue: everything at once, again without doubles, old names lead to today's units."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

import vanban
from nhipcau.accounts.models import Role, User
from nhipcau.kernel.errors import Refused
from nhipcau.kernel.folding import fold
from nhipcau.kernel.validity import in_force
from nhipcau.organisations.models import (
    RoleHolding,
    SuccessionKind,
    Unit,
    UnitAlias,
    UnitKind,
    UnitName,
    UnitParent,
    UnitSuccession,
)
from nhipcau.organisations.services import (
    create_unit,
    preview_set_up,
    set_up_province,
    usual_bodies,
)
from nhipcau.organisations.services.set_up.blueprint import blueprint
from tests.cast import Cast

LAST_OF_BEFORE = dt.date(2025, 6, 30)
BẮC_NINH, GIA_LAI, LAI_CHÂU = "24", "52", "12"


@pytest.fixture
def now() -> dt.datetime:
    """After the last change of the catalogue."""
    return dt.datetime(2026, 11, 21, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def everything() -> list[int]:
    models = (Unit, UnitName, UnitAlias, UnitParent, UnitSuccession, ModelLogEntry)
    return [model.objects.count() for model in models]


def test_a_province_is_made_whole_in_a_sound_tree(root: User, now: dt.datetime) -> None:
    done = set_up_province(user=root, province=BẮC_NINH, now=now)
    on = now.date()
    assert done.unit.name == "Ủy ban nhân dân thành phố Bắc Ninh"
    assert done.unit.depth == 1
    assert Unit.find_problems() == ([], [], [], [], [])
    assert (done.made["province"], done.made["commune"]) == (1, 99)
    assert done.made["body"] == len(usual_bodies(BẮC_NINH))
    wards = Unit.objects.filter(in_force(on), kind=UnitKind.WARD, path__startswith=done.unit.path)
    assert wards.count() == 45
    board = Unit.objects.get(code="T24-TGDV")
    assert [unit.code for unit in board.get_ancestors()] == ["T24", "T24-TU"]
    assert Unit.objects.get(code="T24-TC").name == "Sở Tài chính"
    assert Unit.objects.get(code="T24-CA").kind == UnitKind.POLICE
    (entry,) = ModelLogEntry.objects.filter(action="organisations.set_up_province")
    assert entry.data == {"name": "thành phố Bắc Ninh", "new": done.total}
    for unit in Unit.objects.all():
        assert unit.folded == fold(f"{unit.name} {unit.short_name} {unit.code}")[:400]
        assert unit.kind in UnitKind.values


def test_doing_it_again_changes_nothing_and_writes_no_line_in_the_log(root: User, now: dt.datetime) -> None:
    set_up_province(user=root, province=BẮC_NINH, now=now)
    before = everything()
    again = set_up_province(user=root, province=BẮC_NINH, now=now)
    assert (again.made, again.total) == ({}, 0)
    assert everything() == before


def test_in_steps_it_becomes_the_same_as_at_once(root: User, now: dt.datetime) -> None:
    set_up_province(user=root, province=LAI_CHÂU, now=now, bodies=["TC"], communes=False, past=False)
    assert Unit.objects.count() == 2
    set_up_province(user=root, province=LAI_CHÂU, now=now, bodies=["TU", "TC"], past=False)
    assert not Unit.objects.exclude(valid_to=None).exists()
    set_up_province(user=root, province=LAI_CHÂU, now=now)
    in_steps = set(Unit.objects.values_list("code", "name", "depth")), everything()[1:5]
    assert Unit.find_problems() == ([], [], [], [], [])
    Unit.objects.all().delete()
    set_up_province(user=root, province=LAI_CHÂU, now=now)
    at_once = set(Unit.objects.values_list("code", "name", "depth")), everything()[1:5]
    assert in_steps == at_once


def test_a_city_keeps_the_name_it_had_as_a_province(root: User, now: dt.datetime) -> None:
    unit = set_up_province(user=root, province=BẮC_NINH, now=now).unit
    names = list(unit.names.values_list("name", "valid_from", "valid_to", "legal_basis"))
    day = dt.date(2026, 9, 20)
    assert names == [
        ("Ủy ban nhân dân tỉnh Bắc Ninh", None, day - dt.timedelta(days=1), ""),
        ("Ủy ban nhân dân thành phố Bắc Ninh", day, None, "Nghị quyết 39/2026/QH16"),
    ]
    police = Unit.objects.get(code="T24-CA")
    assert [name.name for name in police.names.all()] == [
        "Công an tỉnh Bắc Ninh",
        "Công an thành phố Bắc Ninh",
    ]
    ward = Unit.objects.get(code="X07294")
    assert [name.name for name in ward.names.all()] == [
        "Ủy ban nhân dân xã Bố Hạ",
        "Ủy ban nhân dân phường Bố Hạ",
    ]


def test_before_a_province_became_a_city_it_is_set_up_as_a_province(root: User) -> None:
    then = dt.datetime(2026, 3, 20, 2, 0, tzinfo=dt.UTC)
    unit = set_up_province(user=root, province=BẮC_NINH, now=then).unit
    assert unit.name == "Ủy ban nhân dân tỉnh Bắc Ninh"
    assert unit.names.count() == 1
    assert Unit.objects.get(code="X07294").kind == UnitKind.COMMUNE


def test_provinces_of_before_are_closed_units_that_lead_to_the_one_of_today(
    root: User, now: dt.datetime
) -> None:
    unit = set_up_province(user=root, province=BẮC_NINH, now=now).unit
    former = Unit.objects.get(code="T63-24")
    assert (former.name, former.valid_to) == ("Ủy ban nhân dân tỉnh Bắc Giang", LAST_OF_BEFORE)
    (row,) = former.followed_by.all()
    assert (row.successor, row.on, row.kind) == (unit, vanban.TWO_LEVELS, SuccessionKind.MERGED)
    assert row.legal_basis == former.ended_by == "Nghị quyết 202/2025/QH15"
    places = list(former.places.values_list("above", "valid_from", "valid_to"))
    assert places == [(None, None, LAST_OF_BEFORE), (unit.pk, vanban.TWO_LEVELS, None)]


def test_districts_stand_closed_below_their_province_and_lead_to_their_communes(
    root: User, now: dt.datetime
) -> None:
    set_up_province(user=root, province="75", now=now)
    district = Unit.objects.get(name="Ủy ban nhân dân huyện Xuân Lộc")
    communes = {row.successor.name for row in district.followed_by.select_related("successor")}
    names = {"Xuân Bắc", "Xuân Định", "Xuân Đông", "Xuân Thành", "Xuân Hòa", "Xuân Phú"}
    assert communes == {*(f"Ủy ban nhân dân xã {name}" for name in names), "Ủy ban nhân dân phường Xuân Lộc"}
    assert district.get_parent().code == "T75"
    elsewhere = Unit.objects.get(name="Ủy ban nhân dân huyện Bù Đăng")
    assert elsewhere.get_parent().name == "Ủy ban nhân dân tỉnh Bình Phước"


def test_bodies_of_before_lead_to_those_that_took_over_their_work(root: User, now: dt.datetime) -> None:
    set_up_province(user=root, province=GIA_LAI, now=now)
    gone = Unit.objects.get(name="Sở Thông tin và Truyền thông")
    assert gone.valid_to == dt.date(2025, 3, 31)
    rows = gone.followed_by.select_related("successor")
    assert [row.successor.code for row in rows] == ["T52-VHTTDL", "T52-KHCN"]
    assert {row.kind for row in rows} == {SuccessionKind.SPLIT}
    papers = Unit.objects.filter(name__in=["Báo Gia Lai", "Báo Bình Định"])
    assert [paper.followed_by.get().successor.code for paper in papers] == ["T52-BPTTH"] * 2


def test_old_names_are_known_for_the_units_of_today(root: User, now: dt.datetime) -> None:
    set_up_province(user=root, province="79", now=now)

    def known(spelling: str) -> list[str]:
        units = Unit.objects.filter(in_force(now.date()), aliases__folded=fold(spelling))
        return sorted(units.values_list("name", flat=True))

    assert known("UBND TP. Hồ Chí Minh") == ["Ủy ban nhân dân Thành phố Hồ Chí Minh"]
    assert known("Công an tỉnh Bình Dương") == ["Công an Thành phố Hồ Chí Minh"]
    assert known("Sở Tài chính tỉnh Bình Dương") == ["Sở Tài chính"]
    assert known("UBND xã Thanh An") == []  # a commune of today bears that name and is found by it
    assert known("UBND phường Bến Nghé") == ["Ủy ban nhân dân phường Sài Gòn"]


def test_no_former_name_hides_a_commune_of_today() -> None:
    plan = blueprint("33", on=dt.date(2026, 11, 21))
    assert plan is not None
    communes = [unit for unit in plan.units if unit.group == "commune"]
    today = {fold(name.short_name): unit.code for unit in communes for name in unit.names}
    for unit in communes:
        assert not any(today.get(fold(name), unit.code) != unit.code for name in unit.former)


def test_units_that_are_there_by_name_are_kept(root: User, now: dt.datetime) -> None:
    mine = create_unit(user=root, code="GL", name="UBND tỉnh Gia Lai", kind=UnitKind.PROVINCE, now=now)
    office = create_unit(user=root, code="GL-TC", name="Sở Tài chính", above=mine, now=now)
    police = create_unit(user=root, code="GL-CA", name="Công an tỉnh", above=mine, now=now)
    done = set_up_province(user=root, province=GIA_LAI, now=now)
    assert done.unit == mine
    assert not Unit.objects.filter(code__in=["T52", "T52-TC", "T52-CA"]).exists()
    assert Unit.objects.get(code="T52-NV").get_parent() == mine
    assert UnitAlias.objects.filter(unit=police, alias="Công an tỉnh Gia Lai").exists()
    office.refresh_from_db()
    assert (office.name, office.code) == ("Sở Tài chính", "GL-TC")
    assert Unit.find_problems() == ([], [], [], [], [])


def test_the_preview_tells_what_is_there_already(root: User, now: dt.datetime) -> None:
    first = preview_set_up(user=root, province=LAI_CHÂU, now=now)
    assert (first.known, first.missing("commune"), first.missing("province")) == (frozenset(), 38, 1)
    set_up_province(user=root, province=LAI_CHÂU, now=now, bodies=["TC"])
    second = preview_set_up(user=root, province=LAI_CHÂU, now=now)
    assert second.missing("commune") == 0
    assert second.missing("body") == len(usual_bodies(LAI_CHÂU)) - 1


def test_looking_for_what_is_missing_asks_as_often_for_a_large_province(root: User, now: dt.datetime) -> None:
    def queries(code: str) -> int:
        set_up_province(user=root, province=code, now=now)
        with CaptureQueriesContext(connection) as caught:
            set_up_province(user=root, province=code, now=now)
        return len(caught)

    assert queries("79") == queries(LAI_CHÂU)


def test_only_keepers_of_the_root_may(cast: Cast, now: dt.datetime) -> None:
    for name in ("coordinator", "commune_administrator", "viewer", "outsider", "former", "closed"):
        with pytest.raises(PermissionDenied):
            set_up_province(user=cast.person(name), province=LAI_CHÂU, now=now)
        with pytest.raises(PermissionDenied):
            preview_set_up(user=cast.person(name), province=LAI_CHÂU, now=now)
    assert set_up_province(user=cast.person("administrator"), province=LAI_CHÂU, now=now).total


def test_an_unknown_province_is_refused(root: User, now: dt.datetime) -> None:
    with pytest.raises(Refused) as refusal:
        set_up_province(user=root, province="99", now=now)
    assert refusal.value.code == "no-province"
    assert not Unit.objects.exists()


def test_a_role_on_the_province_covers_what_was_made(root: User, now: dt.datetime) -> None:
    unit = set_up_province(user=root, province=LAI_CHÂU, now=now).unit
    officer = User.objects.create_user("officer")
    RoleHolding.objects.create(user=officer, unit=unit, role=Role.COORDINATOR)
    made = create_unit(
        user=officer, code="", name="Tổ giúp việc", above=Unit.objects.get(code="T12-TU"), now=now
    )
    assert made.get_parent().code == "T12-TU"
