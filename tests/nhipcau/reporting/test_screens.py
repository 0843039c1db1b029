"""Reports on screen: saved row by row, two people at once, files, and what costs how many queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from nhipcau.plans.models import Plan, ReportingDate
from nhipcau.reporting.models import Report, ReportCycle, ReportFigure, ReportFile, ReportText
from nhipcau.reporting.services.course import open_report
from tests.cast import PEOPLE, Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by
from tests.nhipcau.reporting.asked import BEFORE_DUE, ask, report_of, wanted_of

pytestmark = pytest.mark.django_db
FETCH: dict[str, Any] = {"headers": {"X-Requested-With": "fetch"}}


@pytest.fixture
def report(cast: Cast) -> Report:
    """The culture office's half-year, begun by its officer."""
    row = report_of(ask(cast, wanted_of(cast)), "culture", cast)
    return open_report(user=cast.person("culture_officer"), report=row, version=row.version, now=BEFORE_DUE)


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.person("culture_officer"))
    return client


def figure(report: Report, code: str) -> ReportFigure:
    return ReportFigure.objects.select_related("indicator").get(report=report, indicator__code=code)


def address_of(row: ReportFigure | ReportText) -> str:
    name = "reporting:save_figure" if isinstance(row, ReportFigure) else "reporting:save_text"
    return reverse(name, args=[row.report_id, row.pk])


def test_who_opens_a_report_and_who_does_not_find_it(cast: Cast, report: Report, client: Client) -> None:
    address = reverse("reporting:report", args=[report.pk])
    found = set()
    for name in PEOPLE:
        client.force_login(cast.person(name))
        status = client.get(address).status_code
        assert status in {200, 404}, name
        found |= {name} if status == 200 else set()
    assert found == {
        "administrator", "coordinator", "viewer", "auditor", "foreign_officer", "foreign_leader", "culture_officer", "culture_leader",
    }  # fmt: skip


def test_a_figure_saves_by_itself_and_tells_how_far_the_report_is(officer: Client, report: Report) -> None:
    row = figure(report, "NS-01")
    answer = officer.post(
        address_of(row),
        {"version": row.version, "value": "1.234", "estimate": "1.300", "note": "Cả đơn vị trực thuộc"},
        **FETCH,
    )
    said = answer.json()
    assert answer.status_code == 200
    assert said["version"] == row.version + 1
    assert said["values"] == {
        "value": "1.234",
        "of": "",
        "estimate": "",
        "entries": "",
        "note": "Cả đơn vị trực thuộc",
    }
    assert not any(each["anchor"] == f"chi-tieu-{row.indicator_id}" for each in said["progress"]["missing"])
    assert any(each["label"].startswith("NS-02") for each in said["progress"]["missing"])


def test_an_estimate_is_kept_where_the_form_takes_one(officer: Client, report: Report) -> None:
    row = figure(report, "VB-01")
    officer.post(address_of(row), {"version": row.version, "value": "3", "estimate": "5"}, **FETCH)
    row.refresh_from_db()
    assert [row.value, row.estimate] == [3, 5]
    officer.post(address_of(row), {"version": row.version, "value": "3", "estimate": "1"}, **FETCH)
    page = officer.get(reverse("reporting:report", args=[report.pk])).content.decode()
    assert f'href="#chi-tieu-{row.indicator_id}"' in page


def test_two_people_at_one_row_see_both_values(cast: Cast, officer: Client, report: Report) -> None:
    row = figure(report, "NS-01")
    officer.post(address_of(row), {"version": row.version, "value": "4"}, **FETCH)
    answer = officer.post(address_of(row), {"version": row.version, "value": "7"}, **FETCH)
    assert answer.status_code == 409
    assert answer.json()["theirs"]["value"] == "4"
    assert answer.json()["version"] == row.version + 1
    plain = officer.post(address_of(row), {"version": row.version, "value": "7"})
    assert plain.status_code == 409
    assert {"4", "7"} <= set(plain.content.decode().replace("<", " ").replace(">", " ").split())
    row.refresh_from_db()
    assert row.value == 4


@pytest.mark.parametrize("value", ["abc", "1.23.4", "4/3", "1e400", "−5", "9" * 30])
def test_what_is_no_number_is_told_at_its_place(officer: Client, report: Report, value: str) -> None:
    row = figure(report, "NS-01")
    answer = officer.post(address_of(row), {"version": row.version, "value": value}, **FETCH)
    assert answer.status_code == 422
    assert answer.json()["told"]
    row.refresh_from_db()
    assert row.value is None


def test_a_share_keeps_both_numbers_and_no_part_above_its_whole(officer: Client, report: Report) -> None:
    row = figure(report, "GT-01")
    assert (
        officer.post(address_of(row), {"version": row.version, "value": "4", "of": "3"}, **FETCH).status_code
        == 422
    )
    assert (
        officer.post(address_of(row), {"version": row.version, "value": "3", "of": "4"}, **FETCH).status_code
        == 200
    )


def test_a_list_is_one_entry_a_line_each_once(officer: Client, report: Report) -> None:
    row = figure(report, "CD-04")
    officer.post(
        address_of(row),
        {"version": row.version, "entries": "Tiếng Anh\r\n\r\n Tiếng Lào \r\nTiếng Anh"},
        **FETCH,
    )
    row.refresh_from_db()
    assert row.entries == ["Tiếng Anh", "Tiếng Lào"]


def test_a_text_saves_and_the_closed_report_does_not(cast: Cast, officer: Client, report: Report) -> None:
    text = ReportText.objects.filter(report=report, section__title="Ưu điểm").get()
    answer = officer.post(
        address_of(text), {"version": text.version, "text": "Phối hợp tốt.\r\nChủ động."}, **FETCH
    )
    assert answer.status_code == 200
    text.refresh_from_db()
    assert text.text == "Phối hợp tốt.\nChủ động."
    Report.objects.filter(pk=report.pk).update(state="submitted")
    assert (
        officer.post(address_of(text), {"version": text.version, "text": "Khác"}, **FETCH).status_code == 422
    )
    client = Client()
    client.force_login(cast.person("viewer"))
    assert client.post(address_of(text), {"version": text.version, "text": "Khác"}, **FETCH).status_code in {
        302,
        403,
    }
    client.force_login(cast.person("commune_officer"))
    assert (
        client.post(address_of(text), {"version": text.version, "text": "Khác"}, **FETCH).status_code == 404
    )


def test_the_course_by_hand(cast: Cast, officer: Client, report: Report) -> None:
    own = reverse("reporting:report", args=[report.pk])
    officer.post(own, {"do": "nothing", "version": report.version, "because": "Trong kỳ không có nhiệm vụ."})
    officer.post(own, {"do": "submit", "version": Report.objects.get(pk=report.pk).version})
    leader, keeper = Client(), Client()
    leader.force_login(cast.person("culture_leader"))
    keeper.force_login(cast.person("foreign_leader"))
    assert own in leader.get(reverse("reporting:index")).content.decode()
    version = Report.objects.get(pk=report.pk).version
    assert 'name="reason"' in leader.get(own).content.decode()  # the due day is long over
    leader.post(own, {"do": "send", "version": version})
    assert Report.objects.get(pk=report.pk).state == "submitted"
    leader.post(own, {"do": "send", "version": version, "reason": "Chờ số liệu."})
    # A remark is missing: nothing happens, and it is said.
    keeper.post(own, {"do": "return", "version": Report.objects.get(pk=report.pk).version, "remark": " "})
    assert Report.objects.get(pk=report.pk).state == "sent"
    keeper.post(own, {"do": "accept", "version": Report.objects.get(pk=report.pk).version})
    row = Report.objects.get(pk=report.pk)
    assert (row.state, row.is_nothing) == ("accepted", True)
    assert [deed.deed for deed in row.deeds.order_by("pk")] == ["opened", "submitted", "sent", "accepted"]
    assert keeper.get(own).status_code == 200


def test_files_are_attached_given_out_and_taken_out(cast: Cast, officer: Client, report: Report) -> None:
    file = SimpleUploadedFile("phu-luc.txt", "Phụ lục số liệu".encode())
    officer.post(reverse("reporting:attach", args=[report.pk]), {"file": file})
    kept = ReportFile.objects.select_related("file").get(report=report)
    page = officer.get(reverse("reporting:report", args=[report.pk])).content.decode()
    assert kept.file.sha256 in page
    download = reverse("reporting:file", args=[kept.pk])
    assert b"".join(officer.get(download)) == "Phụ lục số liệu".encode()
    stranger = Client()
    stranger.force_login(cast.person("commune_officer"))
    assert stranger.get(download).status_code == 404
    officer.post(reverse("reporting:report", args=[report.pk]), {"do": "detach", "file": kept.pk})
    assert not ReportFile.objects.exists()


def test_a_secret_file_is_refused_and_nothing_of_it_kept(officer: Client, report: Report) -> None:
    file = SimpleUploadedFile("bao-cao.txt", "TUYỆT MẬT\nNội dung".encode())
    answer = officer.post(reverse("reporting:attach", args=[report.pk]), {"file": file}, follow=True)
    assert not ReportFile.objects.exists()
    assert "117/2025/QH15" in answer.content.decode()


def test_asking_for_reports_from_the_date_of_a_plan(cast: Cast, client: Client, now: dt.datetime) -> None:
    version = adopt(cast.unit("province"), cast.person("coordinator"), [TaskOf([cast.unit("culture"), cast.unit("commune")], [by(dt.date(2026, 5, 1))])], now=now)  # fmt: skip
    Plan.objects.filter(pk=version.plan_id).update(current=version)
    date = ReportingDate.objects.create(
        plan=version.plan, due_on=dt.date(2026, 6, 15), period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 6, 15), receivers=["Sở Ngoại vụ"]
    )  # fmt: skip
    client.force_login(cast.person("coordinator"))
    assert f"moc={date.pk}" in client.get(reverse("reporting:index")).content.decode()
    address = f"{reverse('reporting:cycle_new')}?moc={date.pk}"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: form[name].field.prepare_value(value) for name, value in sent.items()}
    sent |= {"form": form.initial["form"].pk, "group": ""}
    sent = {
        name: f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value or ""
        for name, value in sent.items()
    }
    answer = client.post(address, sent)
    cycle = ReportCycle.objects.get(level="units")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("reporting:matrix", args=[cycle.pk])
    assert (cycle.keeper, cycle.reporting_date, cycle.reports.count()) == (cast.unit("foreign"), date, 2)
    assert ReportCycle.objects.count() == 3
    client.post(address, sent)
    assert ReportCycle.objects.count() == 3
    keep = reverse("reporting:cycle_keep", args=[cycle.pk])
    assert client.get(keep).status_code == 200
    client.post(keep, {"do": "senders", "version": cycle.version, "senders": "Bảo tàng tỉnh (MUSEUM)"})
    assert cycle.reports.count() == 3
    client.post(keep, {"do": "close", "version": cycle.version + 1})
    cycle.refresh_from_db()
    assert cycle.closed_at is not None


@pytest.mark.parametrize("name", ["viewer", "culture_officer", "auditor"])
def test_who_may_not_ask_is_told_so(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.person(name))
    assert client.get(reverse("reporting:cycle_new")).status_code in {302, 403}


@pytest.mark.parametrize("rounds", [1, 6])
def test_the_list_asks_the_same_however_many_there_are(
    cast: Cast, client: Client, rounds: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(rounds):
        ask(cast, wanted_of(cast, form="ttdn-dot-xuat", cadence="ad-hoc"))
    client.force_login(cast.person("coordinator"))
    client.get(reverse("reporting:index"))
    with django_assert_max_num_queries(22):
        client.get(reverse("reporting:index"))


@pytest.mark.parametrize("form", ["thong-tin-bao-chi-nam", "ttdn-nua-nam"])
def test_a_report_asks_the_same_however_long_it_is(
    cast: Cast, client: Client, form: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = report_of(ask(cast, wanted_of(cast, form=form)), "culture", cast)
    open_report(user=cast.person("culture_officer"), report=row, version=row.version, now=BEFORE_DUE)
    client.force_login(cast.person("culture_officer"))
    client.get(reverse("reporting:report", args=[row.pk]))
    with django_assert_max_num_queries(26):
        client.get(reverse("reporting:report", args=[row.pk]))
