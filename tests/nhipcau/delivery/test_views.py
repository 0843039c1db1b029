"""Matrix, units, calendar: what they count is what the lists hold, for everybody only what each may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from io import BytesIO

import icalendar
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.accounts.models import User
from nhipcau.delivery.models import CalendarAddress, Obligation
from nhipcau.delivery.selectors import countable, counts, counts_of, seen_by, tallies
from nhipcau.delivery.selectors.calendar import owed_by_units_of
from nhipcau.delivery.selectors.coverage import Cover, coverage_of
from nhipcau.delivery.selectors.matrix import MatrixFilter, matrix_of
from nhipcau.delivery.selectors.tallies import Span
from nhipcau.delivery.services import excuse, expand_plan_version, mark_met
from nhipcau.delivery.services.calendars import make_calendar_address, switch_calendar_off
from nhipcau.kernel import clock
from nhipcau.organisations.policies import roles_of
from nhipcau.plans.models import TaskKind
from tests.cast import PEOPLE, Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring

LIST, MATRIX = "/lam-viec/viec/", "/lam-viec/viec/ma-tran/"
COVERAGE, CALENDAR = "/lam-viec/viec/bao-phu/", "/lam-viec/viec/lich/"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> dt.date:
    """The screens' clock stands on the day of the cast."""
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(now))
    return clock.day_of(now)


def a_year(cast: Cast, now: dt.datetime, *, copies: int = 1) -> None:
    """Foreign: one late, one soon. Culture: quarterly beside it. The commune: every month."""
    foreign, culture, commune = cast.unit("foreign"), cast.unit("culture"), cast.unit("commune")
    orders = [
        TaskOf([foreign], [by(dt.date(2026, 3, 18))], text="Việc quá hạn"),
        TaskOf([foreign], [by(dt.date(2026, 3, 24))], text="Việc sắp đến hạn", kind=TaskKind.PRESS),
        TaskOf([culture], [recurring(1, "quarter")], coop=[foreign], text="Việc hằng quý"),
        TaskOf([commune], [recurring(1, "month")], text="Việc hằng tháng"),
    ] * copies
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), orders, now=now))


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_counting_from_the_index_is_counting_one_by_one(
    cast: Cast, now: dt.datetime, on: dt.date, name: str
) -> None:
    a_year(cast, now)
    done = Obligation.objects.filter(task__text="Việc hằng tháng").order_by("due_on")
    mark_met(user=cast.person("commune_officer"), obligation=done[0], note="xong", now=now)
    excuse(user=cast.person("commune_officer"), obligation=done[1], reason="không có đoàn", now=now)
    rows = seen_by(roles_of(cast.person(name), on=on))
    for day in (on, dt.date(2026, 1, 1), dt.date(2026, 4, 30), dt.date(2026, 12, 31)):
        one_by_one = Counter(row.state(day).value for row in rows)
        assert counts(rows, on=day).by_state == one_by_one
        assert counts(countable(roles_of(cast.person(name), on=on)), on=day).by_state == one_by_one
        assert counts_of(tallies(rows, "task_id", on=day)).by_state == one_by_one
        for span, length in ((Span.MONTH, len("2026-01")), (Span.DAY, len("2026-01-01"))):
            apart = Counter((row.unit_id, str(row.due_on)[:length], row.state(day)) for row in rows)
            told: Counter[tuple[int, str, str]] = Counter()
            for (unit,), due_on, state, number in tallies(rows, "unit_id", on=day, span=span):
                told[unit, str(due_on)[:length], state] += number
            assert told == apart


def test_each_cell_opens_the_list_it_counts(
    client: Client, cast: Cast, now: dt.datetime, today: dt.date
) -> None:
    a_year(cast, now)
    client.force_login(cast.person("coordinator"))
    page = client.get(MATRIX)
    matrix = page.context["matrix"]
    assert [row.name for row in matrix.rows] == [
        "UBND xã Bến Lụa",
        "Sở Ngoại vụ",
        "Sở Văn hóa, Thể thao và Du lịch",
    ]
    commune = matrix.rows[0]
    assert [(cell.done, cell.asked) for cell in commune.cells] == [(0, 1)] * 12
    assert [cell.state for cell in commune.cells[:4]] == ["overdue", "overdue", "open", "upcoming"]
    assert (matrix.total.asked, matrix.total.counts["overdue"]) == (18, 3)
    assert sum(cell.asked for cell in matrix.by_month) == matrix.total.asked
    assert page.text.count("mx-c--overdue") >= 3
    opened = client.get(
        f"{LIST}?scope=all&state=all&unit={commune.unit_id}&due_from=01/02/2026&due_to=28/02/2026"
    )
    assert opened.context["counts"].asked == 1
    assert f"unit={commune.unit_id}&amp;due_from=01/02/2026&amp;due_to=28/02/2026" in page.text


def test_the_matrix_is_narrowed_and_ordered(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    a_year(cast, now)
    roles = roles_of(cast.person("coordinator"), on=on)
    press = matrix_of(roles, MatrixFilter(2026, kind=TaskKind.PRESS), on=on)
    assert [(row.name, row.total.asked) for row in press.rows] == [("Sở Ngoại vụ", 1)]
    late = matrix_of(roles, MatrixFilter(2026, state="overdue", sort="name"), on=on)
    assert [row.name for row in late.rows] == ["Sở Ngoại vụ", "UBND xã Bến Lụa"]
    communes = matrix_of(roles, MatrixFilter(2026, unit_kind="commune"), on=on)
    assert [row.name for row in communes.rows] == ["UBND xã Bến Lụa"]
    assert matrix_of(roles, MatrixFilter(2025), on=on).rows == []
    paged = matrix_of(roles, MatrixFilter(2026), on=on, page=2, per_page=2)
    assert (len(paged.rows), paged.units, paged.total.asked) == (1, 3, 18)


def test_nobody_sees_more_in_the_matrix_than_in_the_list(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    a_year(cast, now)
    for name in PEOPLE:
        roles = roles_of(cast.person(name), on=on)
        shown = {row.unit_id for row in matrix_of(roles, MatrixFilter(2026), on=on).rows}
        assert shown == set(seen_by(roles).values_list("unit_id", flat=True)), name
        total = matrix_of(roles, MatrixFilter(2026), on=on).total.counts.total
        assert total == seen_by(roles).count(), name


def test_units_are_silent_late_excused_or_covered(cast: Cast, now: dt.datetime, on: dt.date) -> None:
    a_year(cast, now)
    roles = roles_of(cast.person("coordinator"), on=on)

    def words() -> dict[str, str]:
        found = coverage_of(roles, MatrixFilter(2026), on=on)
        assert found.total.total() == len(found.units)
        return {each.unit.code: each.cover for each in found.units}

    assert words() == {"FOREIGN": Cover.SILENT, "CULTURE": Cover.SILENT, "COMMUNE": Cover.SILENT}
    commune = Obligation.objects.filter(task__text="Việc hằng tháng").order_by("due_on")
    mark_met(user=cast.person("commune_officer"), obligation=commune[0], note="xong", now=now)
    assert words()["COMMUNE"] == Cover.LATE
    excuse(user=cast.person("commune_officer"), obligation=commune[1], reason="không có", now=now)
    assert words()["COMMUNE"] == Cover.COVERED
    late = Obligation.objects.get(task__text="Việc quá hạn")
    excuse(user=cast.person("foreign_officer"), obligation=late, reason="không có đoàn", now=now)
    assert words()["FOREIGN"] == Cover.EXCUSED


def test_a_unit_has_a_page_with_whom_to_call(
    client: Client, cast: Cast, now: dt.datetime, today: dt.date
) -> None:
    a_year(cast, now)
    foreign = cast.unit("foreign")
    User.objects.filter(username="foreign_officer").update(office_phone="0200 3 800 101")
    address = reverse("delivery:unit", args=[foreign.pk])
    client.force_login(cast.person("coordinator"))
    page = client.get(address)
    assert (page.context["counts"]["overdue"], page.context["counts"]["near"]) == (1, 1)
    assert "0200 3 800 101" in page.text
    assert "Việc quá hạn" in page.text
    client.force_login(cast.person("commune_officer"))
    page = client.get(address)
    assert "Việc quá hạn" not in page.text
    assert "0200 3 800 101" not in page.text
    assert client.get(reverse("delivery:unit", args=[999_999])).status_code == 404


@pytest.mark.parametrize("name", ["foreign_officer", "coordinator"])
@pytest.mark.parametrize("path", [LIST, MATRIX, COVERAGE])
def test_queries_do_not_grow_with_rows(
    client: Client, cast: Cast, now: dt.datetime, today: dt.date, name: str, path: str
) -> None:
    client.force_login(cast.person(name))
    seen = []
    for copies in (1, 6):
        a_year(cast, now, copies=copies)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        seen.append(len(queries))
    assert seen[0] == seen[1] <= 32


def test_spreadsheets_hold_numbers_and_days(
    client: Client, cast: Cast, now: dt.datetime, today: dt.date
) -> None:
    a_year(cast, now)
    client.force_login(cast.person("coordinator"))
    sheet = load_workbook(BytesIO(client.get(f"{MATRIX}xuat/").content)).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[2]][:6] == [1, "UBND xã Bến Lụa", 0, 1, 0, 1]
    assert sheet.cell(sheet.max_row, 28).value == 18
    sheet = load_workbook(BytesIO(client.get(f"{COVERAGE}xuat/").content)).active
    assert sheet is not None
    assert isinstance(sheet["G2"].value, dt.datetime)
    sheet = load_workbook(BytesIO(client.get(f"{LIST}xuat/?col=due").content)).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    assert len(headings) == len([each for each in headings if each])
    assert isinstance(sheet.cell(2, 3).value, dt.datetime)
    assert sheet.cell(2, 1).value == 1


def test_columns_stand_in_the_address(client: Client, cast: Cast, now: dt.datetime, today: dt.date) -> None:
    a_year(cast, now)
    client.force_login(cast.person("coordinator"))
    assert client.get(LIST).context["columns"] == ("unit", "due")
    page = client.get(f"{LIST}?col=plan&col=kind&col=nonsense")
    assert page.context["columns"] == ("plan", "kind")
    assert "Báo chí" in page.text


def test_a_calendar_program_reads_what_is_due_without_names(
    client: Client, cast: Cast, now: dt.datetime, today: dt.date
) -> None:
    a_year(cast, now)
    cache.clear()
    user = cast.person("foreign_officer")
    address = make_calendar_address(user=user, now=now)
    path = f"/lich/{address.secret}.ics"
    answer = client.get(path)
    assert answer.status_code == 200
    book = icalendar.Calendar.from_ical(answer.content)
    events = book.walk("VEVENT")
    assert sorted(event.decoded("dtstart") for event in events) == [
        dt.date(2026, 3, 18),
        dt.date(2026, 3, 24),
    ]
    assert len({str(event["uid"]) for event in events}) == 2
    assert not book.walk("VALARM")
    assert str(book["x-wr-calname"])
    assert user.display_name not in answer.text
    assert client.get(path, headers={"if-none-match": answer["ETag"]}).status_code == 304
    late = Obligation.objects.get(task__text="Việc quá hạn")
    mark_met(user=user, obligation=late, note="xong", now=now)
    changed = client.get(path, headers={"if-none-match": answer["ETag"]})
    assert changed.status_code == 200
    uids = {str(event["uid"]) for event in icalendar.Calendar.from_ical(changed.content).walk("VEVENT")}
    assert uids == {str(event["uid"]) for event in events}


def test_an_address_can_be_made_anew_and_switched_off(client: Client, cast: Cast, now: dt.datetime) -> None:
    cache.clear()
    user = cast.person("foreign_officer")
    old = make_calendar_address(user=user, now=now).secret
    new = make_calendar_address(user=user, now=now).secret
    assert [client.get(f"/lich/{each}.ics").status_code for each in (old, new)] == [404, 200]
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(f"/lich/{new}.ics").status_code == 404
    User.objects.filter(pk=user.pk).update(is_active=True)
    assert switch_calendar_off(user=user, now=now)
    assert not switch_calendar_off(user=user, now=now)
    assert client.get(f"/lich/{new}.ics").status_code == 404
    assert not CalendarAddress.objects.exists()


def test_who_asks_too_often_waits(client: Client, cast: Cast, now: dt.datetime) -> None:
    cache.clear()
    path = f"/lich/{make_calendar_address(user=cast.person('foreign_officer'), now=now).secret}.ics"
    answers = [client.get(path).status_code for _ in range(31)]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429


@pytest.mark.parametrize("path", [MATRIX, COVERAGE, CALENDAR])
@pytest.mark.parametrize("name", ["foreign_officer", "coordinator", "viewer", "auditor", "outsider"])
def test_screens_open_also_when_there_is_nothing(
    client: Client, cast: Cast, today: dt.date, path: str, name: str
) -> None:
    client.force_login(cast.person(name))
    assert client.get(path).status_code == (302 if name == "outsider" else 200)


def test_the_address_is_made_on_its_page(client: Client, cast: Cast, today: dt.date) -> None:
    client.force_login(cast.person("foreign_officer"))
    client.post(CALENDAR, {"do": "make"})
    secret = CalendarAddress.objects.get().secret
    assert secret in client.get(CALENDAR).text
    client.post(CALENDAR, {"do": "off"})
    assert secret not in client.get(CALENDAR).text


def test_what_is_owed_together_stands_in_the_calendar_of_each(
    client: Client, cast: Cast, now: dt.datetime, on: dt.date, today: dt.date
) -> None:
    foreign, culture = cast.unit("foreign"), cast.unit("culture")
    task = TaskOf([foreign, culture], [by(dt.date(2026, 3, 25))], more={"is_shared": True})
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), [task], now=now))
    owed = Obligation.objects.get()
    for name in ("foreign_officer", "culture_officer"):
        assert list(owed_by_units_of(roles_of(cast.person(name), on=on), on=on)) == [owed]
    client.force_login(cast.person("culture_officer"))
    page = client.get(reverse("delivery:unit", args=[culture.pk]), {"thang": "2026-03"})
    assert page.context["counts"].total == 1
    assert [row for week in page.context["weeks"] for day in week for row in day["rows"]] == [owed]
