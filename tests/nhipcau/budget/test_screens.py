"""Screens of money: what they show to whom, that a refused form keeps what was typed, and that queries do not grow with rows."""

from __future__ import annotations

import datetime as dt
import uuid
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

import vanban
from nhipcau.budget.models import Estimate, EstimateLine, Settlement, Voucher
from nhipcau.budget.services.estimates import add_line, save_line
from nhipcau.budget.services.settlements import open_settlement
from nhipcau.kernel import clock
from nhipcau.plans.models import Plan
from tests.cast import Cast
from tests.nhipcau.budget.money import begun, fresh, given, lines, pay, submitted
from tests.nhipcau.budget.test_spending import PHOTO

OF_ESTIMATE = (
    "estimate",
    "appraisal",
    "allocation",
    "vouchers",
    "settlement",
    "allocation_export",
    "vouchers_export",
)
OF_PLAN = ("plan", "lines", "payments", "plan_export", "lines_export", "payments_export")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> None:
    """The day of the cast's stories."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


def seen(client: Client, name: str, *args: Any, query: str = "") -> int:
    return client.get(reverse(f"budget:{name}", args=args) + query).status_code


@pytest.mark.parametrize(
    ("name", "own", "plans"),
    [
        ("culture_officer", 200, 200),
        ("culture_leader", 200, 200),
        ("coordinator", 200, 200),
        ("viewer", 200, 200),
        ("auditor", 200, 200),
        ("finance", 200, 200),
        ("foreign_officer", 404, 200),
        ("commune_officer", 404, 200),
        ("editor", 404, 404),
        ("outsider", 302, 302),
    ],
)
def test_what_may_not_be_seen_is_not_found(
    cast: Cast, funded: Estimate, name: str, own: int, plans: int
) -> None:
    client = signed_in(cast, name)
    screens = {seen(client, each, funded.pk) for each in OF_ESTIMATE} | {
        seen(client, "line", lines(funded)[0].pk)
    }
    if name == "editor":  # has nothing to do with money: Wagtail's "no permission" leads home
        assert screens <= {302, 404}
        return
    assert screens == {own}
    assert {seen(client, each, funded.plan_id) for each in OF_PLAN} == {plans}
    assert {
        seen(client, "plan", funded.plan_id, query=f"?theo={way}") for way in ("nhiem-vu", "loai", "quy", "x")
    } == {plans}


def test_others_figures_are_not_counted(cast: Cast, funded: Estimate) -> None:
    page = (
        signed_in(cast, "foreign_officer").get(reverse("budget:plan", args=[funded.plan_id])).content.decode()
    )
    assert "50.000.000" not in page
    assert (
        "50.000.000"
        in signed_in(cast, "viewer").get(reverse("budget:plan", args=[funded.plan_id])).content.decode()
    )


def test_a_line_saves_by_itself_and_a_stale_one_shows_both(cast: Cast, estimate: Estimate) -> None:
    client, line = signed_in(cast, "culture_officer"), lines(estimate)[0]
    address = reverse("budget:save_line", args=[estimate.pk, line.pk])
    sent = {
        "content": "In bản tin",
        "task": "",
        "kind": "publication",
        "quantity": "500",
        "times": "",
        "norm": "50.000",
        "version": line.version,
    }
    said = client.post(address, sent, headers={"X-Requested-With": "fetch"}).json()
    assert (said["amount"], said["total"], said["words"]) == (
        "25.000.000",
        "55.000.000",
        "Năm mươi lăm triệu đồng",
    )
    stale = client.post(address, sent | {"norm": "1"}, headers={"X-Requested-With": "fetch"})
    assert stale.status_code == 409
    assert "25.000.000" in stale.json()["told"]
    wrong = client.post(
        address, sent | {"norm": "nhiều", "version": said["version"]}, headers={"X-Requested-With": "fetch"}
    )
    assert wrong.status_code == 422
    assert client.post(address, sent | {"version": said["version"]}).status_code == 302


def test_a_task_of_another_unit_is_no_task_of_the_line(cast: Cast, plan: Plan, estimate: Estimate) -> None:
    line, foreign = lines(estimate)[0], plan.tasks.get(position=3)
    answer = signed_in(cast, "culture_officer").post(
        reverse("budget:save_line", args=[estimate.pk, line.pk]),
        {"content": "x", "task": foreign.pk, "kind": "press", "norm": "1", "version": line.version}, headers={"X-Requested-With": "fetch"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert lines(estimate)[0].stem == line.stem


def test_the_whole_way_on_the_screens(cast: Cast, plan: Plan) -> None:
    writer, leader, finance = (
        signed_in(cast, name) for name in ("culture_officer", "culture_leader", "finance")
    )
    unit = cast.unit("culture")
    begun_at = writer.post(reverse("budget:plan", args=[plan.pk]), {"unit": unit.pk})
    row = Estimate.objects.get(unit=unit)
    assert begun_at["Location"] == reverse("budget:estimate", args=[row.pk])

    def do(client: Client, screen: str, status: int = 302, **sent: Any) -> str:
        version = sent.pop("version", None) or fresh(row).version
        answer = client.post(reverse(f"budget:{screen}", args=[row.pk]), {"version": version, **sent})
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer.content.decode()

    first, second = lines(row)
    do(writer, "estimate", do="remove", line=second.pk)
    writer.post(
        reverse("budget:save_line", args=[row.pk, first.pk]),
        {
            "content": "In bản tin",
            "kind": "publication",
            "quantity": "500",
            "norm": "40.000",
            "version": first.version,
        },
    )
    do(leader, "estimate", do="submit")
    refused = do(
        finance,
        "appraisal",
        422,
        do="line",
        line=first.pk,
        version=lines(row)[0].version,
        appraised="15.000.000",
        reason="",
    )
    assert 'value="15.000.000"' in refused
    do(
        finance,
        "appraisal",
        do="line",
        line=first.pk,
        version=lines(row)[0].version,
        appraised="15.000.000",
        reason="Giảm số lượng",
    )
    do(finance, "appraisal", do="finish")
    decided: dict[str, Any] = {
        "do": "allocate",
        "on": "01/03/2026",
        "key": str(uuid.uuid4()),
        f"dong-{first.pk}": "15.000.000",
    }
    assert "15.000.000" in do(finance, "allocation", 422, **decided)
    do(finance, "allocation", **decided, decision="15/QĐ-UBND")
    assert lines(row)[0].allocated == 15_000_000
    paper: dict[str, Any] = {
        "line": first.pk,
        "amount": "16.000.000",
        "number": "PC-01",
        "spent_on": "10/03/2026",
        "what": "In đợt 1",
        "key": str(uuid.uuid4()),
    }
    assert "PC-01" in do(writer, "vouchers", 422, **paper)
    do(writer, "vouchers", **paper | {"amount": "15.000.000"}, file=SimpleUploadedFile("hd.jpg", PHOTO))
    do(writer, "vouchers", **paper | {"amount": "15.000.000"})
    voucher = Voucher.objects.get()
    assert b"".join(writer.get(reverse("budget:voucher_file", args=[voucher.pk])).streaming_content) == PHOTO  # type: ignore[attr-defined]
    assert (
        signed_in(cast, "foreign_officer").get(reverse("budget:voucher_file", args=[voucher.pk])).status_code
        == 404
    )
    do(writer, "settlement", do="open")
    settled: dict[str, Any] = {f"settled-{first.pk}": "14.000.000", f"note-{first.pk}": ""}
    assert 'value="14.000.000"' in do(leader, "settlement", 422, do="submit", version=1, **settled)
    do(leader, "settlement", do="submit", version=1, **settled | {f"note-{first.pk}": "Giảm trừ"})
    do(finance, "settlement", do="approve", version=2)
    assert Settlement.objects.get().state == "approved"


def test_a_faulty_sheet_is_told_by_its_cells(cast: Cast, estimate: Estimate) -> None:
    client = signed_in(cast, "culture_officer")
    book = load_workbook(
        BytesIO(client.get(reverse("budget:estimate_export", args=[estimate.pk, "xlsx"])).content)
    )
    book.active["H5"] = "nhiều"  # type: ignore[index]
    out = BytesIO()
    book.save(out)
    sent = {"file": SimpleUploadedFile("du-toan.xlsx", out.getvalue()), "version": estimate.version}
    answer = client.post(reverse("budget:import", args=[estimate.pk]), sent)
    assert answer.status_code == 422
    assert "H5" in answer.content.decode()


def test_the_annexes_are_official_documents(cast: Cast, funded: Estimate, now: dt.datetime) -> None:
    pay(cast, funded, 8_000_000, now)
    open_settlement(user=cast.person("culture_officer"), estimate_pk=funded.pk, now=now)
    client = signed_in(cast, "culture_officer")
    for name, words in (("estimate_export", "năm mươi triệu đồng"), ("settlement_export", "tám triệu đồng")):
        content = client.get(reverse(f"budget:{name}", args=[funded.pk, "docx"])).content
        reading = vanban.read_bytes(content, "a.docx")
        assert words in reading.source.text
        assert not vanban.check_layout(content, reading)
        book = load_workbook(BytesIO(client.get(reverse(f"budget:{name}", args=[funded.pk, "xlsx"])).content))
        assert 50_000_000 in [cell.value for row in book.active for cell in row] or name == "estimate_export"  # type: ignore[union-attr]


def test_queries_do_not_grow_with_lines_and_units(
    cast: Cast,
    plan: Plan,
    funded: Estimate,
    now: dt.datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(cast, "coordinator")
    addresses = [
        reverse("budget:index"),
        *(reverse(f"budget:{name}", args=[funded.plan_id]) for name in OF_PLAN),
    ]
    addresses += [
        f"{reverse('budget:plan', args=[plan.pk])}?theo={way}" for way in ("nhiem-vu", "loai", "quy")
    ]
    addresses += [reverse(f"budget:{name}", args=[funded.pk]) for name in OF_ESTIMATE]
    counted = {address: _queries(client, address, django_assert_max_num_queries) for address in addresses}
    for unit in ("foreign", "commune"):
        given(cast, begun(cast, plan, unit, now), now)
    source = lines(funded)[0]
    EstimateLine.objects.bulk_create(
        EstimateLine(
            estimate=funded, position=position, content=f"Dòng {position}", stem=source.stem, allocated=1000
        )
        for position in range(3, 23)
    )
    for number in range(10):
        pay(cast, funded, 10 + number, now, line=number % 2)
    for address in addresses:
        assert _queries(client, address, django_assert_max_num_queries) <= counted[address] + 1, address


def test_queries_of_the_writing_page_do_not_grow(
    cast: Cast, estimate: Estimate, now: dt.datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, user = signed_in(cast, "culture_officer"), cast.person("culture_officer")
    address = reverse("budget:estimate", args=[estimate.pk])
    before = _queries(client, address, django_assert_max_num_queries)
    for _number in range(8):
        line = add_line(
            user=user,
            estimate=estimate,
            version=fresh(estimate).version,
            stem=lines(estimate)[0].stem,
            now=now,
        )
        save_line(user=user, line=line, version=line.version, fields={"content": "Thêm", "norm": 1}, now=now)
    assert _queries(client, address, django_assert_max_num_queries) == before
    row = submitted(cast, estimate, now)
    finance, appraisal = signed_in(cast, "finance"), reverse("budget:appraisal", args=[row.pk])
    assert _queries(finance, appraisal, django_assert_max_num_queries) < 40


def _queries(client: Client, address: str, counting: DjangoAssertNumQueries) -> int:
    client.get(address)
    with counting(60) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
