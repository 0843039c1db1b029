"""A plan names its superior; its tasks are linked to the superior's; the superior sees what nobody took over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.organisations.models import Unit
from nhipcau.plans.models import LinkState, Plan, TaskLink
from nhipcau.plans.selectors.cascade import cited_superior, matching_of
from nhipcau.plans.selectors.coverage import coverage_of, coverage_seen_by
from nhipcau.plans.selectors.coverage_rows import Cell, Way
from nhipcau.plans.services import confirm_above, decide_link, forget_link, propose_links, set_superior
from tests.cast import PASSWORD, Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, recurring

NEWS = "Cung cấp tin, ảnh về lễ hội cho Bản tin Sông Mây."
GROVE = "Chỉnh trang khuôn viên nhà văn hóa thôn."


def in_force(version: Any) -> Plan:
    plan: Plan = version.plan
    plan.current = version
    plan.issued_on = dt.date(2026, 1, 15)
    plan.save()
    return plan


@pytest.fixture
def superior(cast: Cast, now: dt.datetime) -> Plan:
    units = [cast.unit("culture"), cast.unit("commune")]
    return in_force(adopt(
        cast.unit("province"), cast.person("coordinator"),
        [
            TaskOf(units, [recurring(6, "year")], text="Cung cấp tin, ảnh về lễ hội, sản phẩm cho Bản tin Sông Mây."),
            TaskOf([cast.unit("commune")], text="Lắp đặt pa nô giới thiệu tỉnh tại cửa khẩu."),
            TaskOf([], text="Nâng cao nhận thức của toàn xã hội."),
        ],
        now=now,
    ))  # fmt: skip


@pytest.fixture
def below(superior: Plan, cast: Cast, now: dt.datetime) -> Plan:
    commune = cast.unit("commune")
    tasks = [
        TaskOf([commune], [recurring(4, "year")], text=NEWS),
        TaskOf([commune], text=GROVE, kind="other"),
    ]
    return in_force(adopt(commune, cast.person("coordinator"), tasks, now=now, title="Kế hoạch xã"))


def test_the_superior_is_read_from_the_citations(superior: Plan, cast: Cast, now: dt.datetime) -> None:
    user, commune = cast.person("coordinator"), cast.unit("commune")

    def cited(number: str, date: str | None) -> Plan | None:
        return cited_superior(user, commune, {"citations": [{"number": number, "date": date}]}, on=now.date())

    assert cited("12/KH-UBND", "2026-01-15") == superior
    assert cited("12/KH-UBND", None) == superior
    assert cited("12/KH-UBND", "2025-01-15") is None
    assert cited("13/KH-UBND", None) is None
    assert (
        cited_superior(user, cast.unit("province"), {"citations": [{"number": "12/KH-UBND"}]}, on=now.date())
        is None
    )


def test_links_are_proposed_decided_and_proposed_again(
    superior: Plan, below: Plan, cast: Cast, now: dt.datetime
) -> None:
    user = cast.person("coordinator")
    set_superior(user=user, plan=below, superior=superior, now=now)
    link = TaskLink.objects.get()
    assert (link.state, link.stem) == (LinkState.PROPOSED, below.tasks.get(text=NEWS).stem)
    below.refresh_from_db()
    pair: dict[str, Any] = {
        "user": user,
        "plan": below,
        "stem": link.stem,
        "superior_stem": link.superior_stem,
        "now": now,
    }
    decide_link(**pair, state="rejected", seen="proposed")
    decide_link(**pair, state="rejected", seen="proposed")  # twice is once
    with pytest.raises(Outdated):  # another person said no meanwhile
        decide_link(**pair, state="confirmed", seen="proposed")
    assert propose_links(user=user, plan=below, now=now) == 0  # a no is a no
    decided = TaskLink.objects.get().pk
    forget_link(user=user, plan=below, link=decided, now=now)
    with pytest.raises(Outdated):
        forget_link(user=user, plan=below, link=decided, now=now)
    assert TaskLink.objects.get().state == LinkState.PROPOSED
    assert confirm_above(user=user, plan=below, threshold=100, now=now) == 0
    assert confirm_above(user=user, plan=below, threshold=1, now=now) == 1
    board = superior.tasks.get(position=2)
    decide_link(
        user=user,
        plan=below,
        stem=below.tasks.get(text=GROVE).stem,
        superior_stem=board.stem,
        state="confirmed",
        seen="",
        now=now,
    )
    assert TaskLink.objects.get(superior_stem=board.stem).is_by_hand
    matching = matching_of(below, superior)
    assert matching.counts == {"confirmed": 2, "proposed": 0, "none": 0}
    assert [task.row.position for task in matching.left_over] == [3]


def test_only_who_keeps_the_plan_decides(superior: Plan, below: Plan, cast: Cast, now: dt.datetime) -> None:
    set_superior(user=cast.person("commune_coordinator"), plan=below, superior=superior, now=now)
    for name in ("commune_officer", "viewer", "outsider"):
        with pytest.raises(PermissionDenied):
            propose_links(user=cast.person(name), plan=below, now=now)
    with pytest.raises(Refused):
        set_superior(user=cast.person("coordinator"), plan=superior, superior=below, now=now)


def test_coverage_tells_who_took_over_and_what_does_not_add_up(
    superior: Plan, below: Plan, cast: Cast, now: dt.datetime
) -> None:
    user, on = cast.person("coordinator"), now.date()
    before = coverage_of(superior, on=on)
    assert {row.name: row.way for row in before.units} == {
        "Sở Văn hóa, Thể thao và Du lịch": Way.NONE, "UBND xã Bến Lụa": Way.OTHER,
    }  # fmt: skip
    assert [task.row.position for task in before.nobody] == [1, 2]
    set_superior(user=user, plan=below, superior=superior, now=now)
    assert coverage_of(superior, on=on).tasks[0].counts[Cell.PROPOSED] == 1
    below.refresh_from_db()
    confirm_above(user=user, plan=below, threshold=1, now=now)
    after = coverage_of(superior, on=on)
    commune, culture = cast.unit("commune").pk, cast.unit("culture").pk
    assert after.tasks[0].cells == {culture: Cell.NO_PLAN, commune: Cell.TAKEN}
    assert after.tasks[1].cells == {commune: Cell.OPEN}
    assert [task.row.position for task in after.nobody] == [2]
    assert [(each.asked, each.found, each.unit and each.unit.pk) for each in after.short] == [(6, 4, commune)]
    assert [row.pk for row in after.without_plan] == [culture]


def test_the_screens(
    superior: Plan,
    below: Plan,
    cast: Cast,
    now: dt.datetime,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.login(username="coordinator", password=PASSWORD)
    address = reverse("plans:superior", args=[below.pk])
    assert client.post(address, {"do": "superior", "superior": superior.pk}).status_code == 302
    assert "Bản tin Sông Mây" in client.get(address).content.decode()
    stem = below.tasks.get(text=GROVE).stem
    found = client.get(address, {"tim": "pa no", "viec": str(stem)}).content.decode()
    assert "cửa khẩu" in found
    assert client.post(address, {"do": "confirm-above", "threshold": "1"}).status_code == 302
    for more in range(20):  # many units more, not a query more
        unit = Unit(code=f"M{more}", name=f"Xã {more}", kind="commune")
        Unit.objects.get(pk=cast.unit("province").pk).add_child(instance=unit)
        superior.tasks.get(position=1).task_units.create(unit=unit, role="lead", printed="các xã")
    coverage = reverse("plans:coverage", args=[superior.pk])
    for look in (
        "",
        "?xem=don-vi",
        "?xem=ma-tran",
        "?xem=chi-tieu",
        "?loc=nobody",
        f"?xem=don-vi&viec={superior.tasks.get(position=1).pk}",
    ):
        with django_assert_max_num_queries(36):
            assert client.get(coverage + look).status_code == 200
    for look in ("", "don-vi", "ma-tran", "chi-tieu"):
        assert (
            client.get(reverse("plans:coverage_export", args=[superior.pk]), {"xem": look}).status_code == 200
        )


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("coordinator", {"culture", "commune"}), ("viewer", {"culture", "commune"}),
        ("commune_officer", {"commune"}), ("culture_leader", {"culture"}), ("finance", set()),
    ],
)  # fmt: skip
def test_coverage_shows_units_of_others_only_to_who_looks_after_the_plan(
    superior: Plan, cast: Cast, now: dt.datetime, client: Client, name: str, seen: set[str]
) -> None:
    client.force_login(cast.person(name))
    units = {cast.unit(key).pk for key in seen}
    found = coverage_seen_by(cast.person(name), superior, on=now.date())
    assert {row.pk for row in found.units} == units
    assert {unit for task in found.tasks for unit in task.cells} == units
    for look in ("don-vi", "ma-tran"):
        page = client.get(reverse("plans:coverage", args=[superior.pk]), {"xem": look})
        names = {key for key in ("culture", "commune") if f">{cast.unit(key).name}" in page.content.decode()}
        assert (page.status_code, names) == (200, seen)
