"""The screens of what is owed."""

from __future__ import annotations

import datetime as dt
import uuid
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.delivery.forms import ObligationEvidenceForm
from nhipcau.delivery.models import Evidence, Obligation
from nhipcau.delivery.services import excuse, expand_plan_version, mark_met
from nhipcau.kernel import clock
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> dt.date:
    """The screens' clock stands on the day of the cast."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    return clock.day_of(now)


@pytest.fixture
def signed_in(client: Client, cast: Cast, today: dt.date) -> Client:
    """The officer of the foreign office."""
    client.force_login(cast.person("foreign_officer"))
    return client


def year_of(cast: Cast, now: dt.datetime, tasks: int) -> None:
    orders = [
        TaskOf([cast.unit("foreign"), cast.unit("culture")], [recurring(1, "month")]) for _ in range(tasks)
    ]
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now))


def test_the_list_begins_with_what_the_own_unit_leads(
    signed_in: Client, cast: Cast, now: dt.datetime
) -> None:
    year_of(cast, now, tasks=1)
    page = signed_in.get("/lam-viec/viec/")
    assert page.status_code == 200
    assert {row.unit.code for row in page.context["page"].object_list} == {"FOREIGN"}
    assert page.context["counts"].total == 12


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?state=overdue", 2),
        ("?state=owed", 12),
        ("?state=ahead", 10),
        ("?state=done", 0),
        ("?state=nonsense", 12),
        ("?state=all", 12),
        ("?due_from=2026-06-01&due_to=2026-07-15", 1),
        ("?due_from=31/31/2026", 12),
        ("?q=bản+tin", 12),
        ("?q=ban+tin", 12),
        ("?q=họp+báo", 0),
        ("?kind=publication", 12),
        ("?kind=event", 0),
        ("?plan=999999", 12),
        ("?unit=abc", 12),
        ("?scope=coop", 0),
        ("?p=99", 12),
    ],
)
def test_filters_live_in_the_address(
    signed_in: Client, cast: Cast, now: dt.datetime, query: str, count: int
) -> None:
    year_of(cast, now, tasks=1)
    page = signed_in.get(f"/lam-viec/viec/{query}")
    assert page.status_code == 200
    assert page.context["page"].paginator.count == count


@pytest.mark.parametrize(
    "address", ["/lam-viec/viec/", "/lam-viec/viec/?scope=all&sort=-unit", "/lam-viec/viec/xuat/"]
)
def test_queries_do_not_grow_with_rows(signed_in: Client, cast: Cast, now: dt.datetime, address: str) -> None:
    seen = []
    for tasks in (1, 4):
        year_of(cast, now, tasks=tasks)
        signed_in.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get(address).status_code == 200
        seen.append(len(queries))
    assert seen[0] == seen[1] <= 26


@pytest.mark.parametrize(
    "value", ["9" * 23, "99999", "-1", "x", "\u0661", "'\"<", "0001-01-01", "31/12/9999"]
)
def test_nonsense_in_an_address_is_no_filter(signed_in: Client, owed: Obligation, value: str) -> None:
    names = ("q", "scope", "state", "plan", "unit", "kind", "due_from", "due_to", "task", "sort", "p")
    sent = dict.fromkeys(names, value)
    for address in (reverse("delivery:index"), reverse("delivery:export")):
        assert signed_in.get(address, sent).status_code == 200
        for name in names:
            assert signed_in.get(address, {name: value}).status_code == 200


def test_the_page_shows_the_sentence_and_takes_evidence(signed_in: Client, owed: Obligation) -> None:
    address = f"/lam-viec/viec/{owed.pk}/"
    page = signed_in.get(address)
    assert owed.task.text in page.content.decode()
    sent = {"note": "Đã phát hành", "link": "", "done_on": "2026-03-19", "key": str(uuid.uuid4())}
    assert signed_in.post(address, sent).status_code == 302
    signed_in.post(address, sent)
    owed.refresh_from_db()
    assert owed.met_on == dt.date(2026, 3, 19)
    assert Evidence.objects.count() == 1
    assert "Đã phát hành" in signed_in.get(address).content.decode()


def test_what_was_typed_survives_an_error(signed_in: Client, owed: Obligation) -> None:
    sent = {
        "note": "Đã phát hành số 1",
        "link": "không phải địa chỉ",
        "done_on": "2026-03-25",
        "key": str(uuid.uuid4()),
    }
    page = signed_in.post(f"/lam-viec/viec/{owed.pk}/", sent)
    assert page.status_code == 422
    assert "Đã phát hành số 1" in page.content.decode()
    assert {"link", "done_on"} <= set(page.context["form"].errors)
    assert not Evidence.objects.exists()


def test_a_refused_file_is_told_beside_what_was_typed(signed_in: Client, owed: Obligation) -> None:
    file = BytesIO(b"Nothing here")
    file.name = "TỐI MẬT.txt"
    sent = {"note": "Báo cáo", "done_on": "2026-03-19", "key": str(uuid.uuid4()), "documents": file}
    page = signed_in.post(f"/lam-viec/viec/{owed.pk}/", sent)
    assert page.status_code == 422
    assert "Báo cáo" in page.content.decode()
    assert not Evidence.objects.exists()


def test_others_work_is_not_found(client: Client, cast: Cast, owed: Obligation, today: dt.date) -> None:
    client.force_login(cast.person("commune_officer"))
    for address in ("", "khong-phat-sinh/", "tam-dung/"):
        assert client.get(f"/lam-viec/viec/{owed.pk}/{address}").status_code == 404


def test_a_coordinating_unit_reads_but_has_no_form(
    client: Client, cast: Cast, owed: Obligation, today: dt.date
) -> None:
    client.force_login(cast.person("culture_officer"))
    page = client.get(f"/lam-viec/viec/{owed.pk}/")
    assert page.status_code == 200
    assert 'name="note"' not in page.content.decode()
    assert client.post(f"/lam-viec/viec/{owed.pk}/", {"note": "x"}).status_code in {302, 403, 422}
    assert not Evidence.objects.exists()


def test_excusing_and_taking_it_back_by_the_screens(signed_in: Client, owed: Obligation) -> None:
    base = f"/lam-viec/viec/{owed.pk}/"
    assert signed_in.post(f"{base}khong-phat-sinh/", {"reason": ""}).status_code == 422
    assert signed_in.post(f"{base}khong-phat-sinh/", {"reason": "Không có đoàn"}).status_code == 302
    assert "Không có đoàn" in signed_in.get(base).content.decode()
    assert signed_in.post(f"{base}mo-lai/").status_code == 302
    owed.refresh_from_db()
    assert owed.excused_on is None


def test_withdrawing_by_the_screen(signed_in: Client, cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    evidence = mark_met(user=cast.person("foreign_officer"), obligation=owed, note="xong", now=now)
    address = f"/lam-viec/viec/minh-chung/{evidence.pk}/rut/"
    assert signed_in.get(address).status_code == 200
    assert signed_in.post(address, {"reason": "nhầm"}).status_code == 302
    owed.refresh_from_db()
    assert owed.met_on is None


def test_the_file_of_evidence_opens_for_who_sees_the_work(
    client: Client, cast: Cast, owed: Obligation, now: dt.datetime, today: dt.date
) -> None:
    evidence = mark_met(
        user=cast.person("foreign_officer"),
        obligation=owed,
        file=BytesIO("Bản tin".encode()),
        file_name="a.txt",
        now=now,
    )
    address = f"/lam-viec/viec/minh-chung/tep/{evidence.files.get().pk}/"
    for name, status in (("culture_officer", 200), ("viewer", 200), ("commune_officer", 404)):
        client.force_login(cast.person(name))
        assert client.get(address).status_code == status, name


def test_the_spreadsheet_holds_what_is_seen(signed_in: Client, cast: Cast, now: dt.datetime) -> None:
    text = "=HYPERLINK(1) là một việc"
    orders = [
        TaskOf([cast.unit("foreign")], [by(dt.date(2026, 3, 18))], text=text),
        TaskOf([cast.unit("foreign")]),
    ]
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now))
    excuse(
        user=cast.person("foreign_leader"),
        obligation=Obligation.objects.get(due_on__month=12),
        reason="Không có",
        now=now,
    )
    answer = signed_in.get("/lam-viec/viec/xuat/?state=overdue")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)  # type: ignore[union-attr]
    assert len(rows) == 2
    assert str(rows[1][2]) == "2026-03-18 00:00:00"
    assert rows[1][3] == -2
    assert rows[1][5] == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lamson.vn/bai-viet", "https://lamson.vn/bai-viet"),
        ("https://lamson.vn/", "https://lamson.vn/"),
        ("http://lamson.vn/a?b=1", "http://lamson.vn/a?b=1"),
        ("ftp://lamson.vn/", None),
        ("javascript:alert(1)", None),
        ("không phải", None),
    ],
)
def test_a_link_may_be_given_without_its_beginning(
    cast: Cast, now: dt.datetime, typed: str, kept: str | None
) -> None:
    year_of(cast, now, tasks=1)
    sent = {"link": typed, "done_on": "19/03/2026", "key": str(uuid.uuid4())}
    form = ObligationEvidenceForm(sent, obligation=Obligation.objects.all()[0], today=clock.day_of(now))
    assert form.is_valid() == (kept is not None)
    assert form.cleaned_data.get("link") == kept
    assert kept or "https://" in form.errors["link"][0]


def test_tabs_and_crumbs_tell_obligations_apart(signed_in: Client, cast: Cast, now: dt.datetime) -> None:
    year_of(cast, now, tasks=1)
    owed = Obligation.objects.select_related("task").filter(unit=cast.unit("foreign"))[0]
    page = signed_in.get(reverse("delivery:obligation", args=[owed.pk])).text
    assert owed.task.text[:30] in page[page.index("<title>") : page.index("</title>")]
    page = signed_in.get(reverse("delivery:excuse", args=[owed.pk])).text
    trail = page[page.index("nc-trail") :]
    assert owed.task.text[:30] in trail[: trail.index("</nav>")]
