"""The screens of plans, as a browser without a script meets them."""

from __future__ import annotations

import datetime as dt
import io
import json

import icalendar
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nhipcau.accounts.models import Role
from nhipcau.kernel import clock
from nhipcau.organisations.models import RoleHolding, Unit, UnitAlias
from nhipcau.plans.models import DraftTask, DraftUnit, Intake, IntakeState, Match, PlanVersion
from nhipcau.plans.services import adopt_plan, hand_in_plan, read_intake
from tests.cast import Cast
from tests.nhipcau.plans.conftest import draft
from tests.nhipcau.plans.samples import PLAN

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.person("coordinator"))
    return client


@pytest.fixture
def version(intake: Intake, cast: Cast, now: dt.datetime) -> PlanVersion:
    return adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)


def typed(task: DraftTask, **more: object) -> dict[str, object]:
    """What the form of a task sends when nothing was touched."""
    sent: dict[str, object] = {
        "version": task.version, "text": task.text, "kind": task.kind, "time_text": task.time_text,
        "quantity_count": "" if task.quantity_count is None else task.quantity_count, "quantity_of": task.quantity_of,
        "languages": task.languages,
    }  # fmt: skip
    for role in ("lead", "coop"):
        for row, unit in enumerate(task.draft_units.filter(role=role)):
            meaning = unit.unit.name if unit.unit and unit.is_sure else ""
            sent |= {f"{role}-{row}-id": unit.pk, f"{role}-{row}-printed": unit.printed}
            sent |= {f"{role}-{row}-was": meaning, f"{role}-{row}-meaning": meaning}
    for row, when in enumerate(task.whens):
        sent |= {f"when-{row}-{name}": value for name, value in when.items()}
    return {**sent, **more}


def test_a_file_is_handed_in_read_and_shown_for_review(officer: Client, cast: Cast) -> None:
    file = SimpleUploadedFile("ke-hoach.txt", PLAN.encode())
    sent = officer.post(reverse("plans:upload"), {"unit": cast.unit("province").pk, "files": [file]})
    intake = Intake.objects.get()
    assert sent.headers["Location"] == reverse("plans:intake", args=[intake.pk])
    assert "data-poll" in officer.get(sent.headers["Location"]).content.decode()
    waiting = officer.get(reverse("plans:progress", args=[intake.pk]))
    assert "X-Location" not in waiting
    read_intake(intake_id=intake.pk, now=clock.now())
    assert officer.get(reverse("plans:progress", args=[intake.pk]))["X-Location"] == reverse(
        "plans:intake", args=[intake.pk]
    )
    review = officer.get(reverse("plans:intake", args=[intake.pk]), follow=True)
    assert review.redirect_chain[-1][0] == reverse("plans:review", args=[intake.pk])
    assert "Bản tin Sông Mây" in review.content.decode()


def test_several_files_at_once_are_told_one_by_one(officer: Client, cast: Cast) -> None:
    files = [SimpleUploadedFile("a.txt", PLAN.encode()), SimpleUploadedFile("Tối mật.txt", b"abc")]
    answer = officer.post(reverse("plans:upload"), {"unit": cast.unit("province").pk, "files": files})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert Intake.objects.count() == 1
    assert "117/2025/QH15" in page
    assert "Tối mật.txt" not in page


def test_choosing_no_file_is_told(officer: Client, cast: Cast) -> None:
    assert officer.post(reverse("plans:upload"), {"unit": cast.unit("province").pk}).status_code == 422


def test_a_unit_that_has_ended_is_not_offered(officer: Client, cast: Cast) -> None:
    Unit.objects.filter(pk=cast.unit("culture").pk).update(valid_to=clock.today() - dt.timedelta(days=1))
    page = officer.get(reverse("plans:upload")).content.decode()
    assert "Sở Ngoại vụ" in page
    assert "Sở Văn hóa" not in page


def test_a_reading_nobody_goes_on_with_can_be_tried_again(officer: Client, queued: Intake) -> None:
    long_ago = clock.now() - dt.timedelta(minutes=6)
    Intake.objects.filter(pk=queued.pk).update(state=IntakeState.READING, started_at=long_ago, claim="x/y")
    page = officer.get(reverse("plans:intake", args=[queued.pk])).content.decode()
    assert reverse("plans:retry", args=[queued.pk]) in page
    officer.post(reverse("plans:retry", args=[queued.pk]))
    queued.refresh_from_db()
    assert (queued.state, queued.claim) == (IntakeState.QUEUED, "")


def test_a_failed_reading_is_told_with_advice(officer: Client, queued: Intake) -> None:
    error = {
        "code": "empty",
        "vi": "Tệp trống.",
        "advice_vi": "Hãy mở tệp.",
        "en": "Empty.",
        "advice_en": "Open it.",
    }
    Intake.objects.filter(pk=queued.pk).update(state=IntakeState.FAILED, error=error)
    page = officer.get(reverse("plans:intake", args=[queued.pk])).content.decode()
    assert "Tệp trống." in page
    assert "Hãy mở tệp." in page
    officer.post(reverse("plans:retry", args=[queued.pk]))
    queued.refresh_from_db()
    assert queued.state == IntakeState.QUEUED


def test_the_review_marks_the_source_and_opens_the_task_in_the_address(
    officer: Client, intake: Intake
) -> None:
    task = draft(intake, "II", "1", "b")
    page = officer.get(reverse("plans:review", args=[intake.pk]), {"viec": task.pk}).content.decode()
    assert f'class="rv-mark" data-task="{task.pk}"' in page
    assert page.count('class="rv-form"') == 1
    look = officer.get(reverse("plans:review", args=[intake.pk]), {"loc": "can-xem"}).content.decode()
    assert look.count('class="rv-card"') == 3


def test_a_task_saves_without_a_script_and_goes_back_to_the_review(officer: Client, intake: Intake) -> None:
    task = draft(intake, "II", "1", "a")
    answer = officer.post(reverse("plans:draft", args=[task.pk]), typed(task, text="Xuất bản bản tin quý."))
    assert answer.headers["Location"].endswith(f"?viec={task.pk}#viec-{task.pk}")
    saved = DraftTask.objects.get(pk=task.pk)
    assert (saved.text, saved.version) == ("Xuất bản bản tin quý.", 2)
    assert saved.whens == task.whens
    assert saved.draft_units.count() == 2


def test_the_schedule_editor_takes_every_kind_and_says_what_is_missing(
    officer: Client, intake: Intake
) -> None:
    task, address = (
        draft(intake, "II", "2", "b"),
        reverse("plans:draft", args=[draft(intake, "II", "2", "b").pk]),
    )
    rows = {
        "when-0-kind": "by", "when-0-date": "2026-03-01", "when-1-kind": "recurring", "when-1-min": "3", "when-1-max": "5",
        "when-1-per": "month", "when-2-kind": "",
    }  # fmt: skip
    answer = officer.post(address, typed(task, **rows), headers=FETCH)
    assert answer.status_code == 200
    task.refresh_from_db()
    assert task.whens == [
        {"kind": "by", "date": "2026-03-01"},
        {"kind": "recurring", "min": 3, "max": 5, "per": "month"},
    ]
    bad = officer.post(
        address,
        typed(task, **{"when-0-kind": "within", "when-0-from": "2026-05-01", "when-0-to": "2026-04-01"}),
        headers=FETCH,
    )
    assert bad.status_code == 422
    assert 'value="01/05/2026"' in bad.content.decode()


def test_two_reviewers_see_both_values(officer: Client, intake: Intake) -> None:
    task = draft(intake, "II", "1", "a")
    address = reverse("plans:draft", args=[task.pk])
    sent = typed(task, text="Của tôi", **{"lead-1-printed": "Công an tỉnh"})
    DraftTask.objects.filter(pk=task.pk).update(text="Của người kia", version=2)
    answer = officer.post(address, sent, headers=FETCH)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert DraftTask.objects.get(pk=task.pk).text == "Của người kia"
    assert all(
        words in page for words in ("Của tôi", "Của người kia", "Công an tỉnh", 'name="version" value="2"')
    )
    again = officer.post(address, {**sent, "version": 2}, headers=FETCH)
    assert again.status_code == 200
    assert DraftTask.objects.get(pk=task.pk).text == "Của tôi"


def test_a_similar_unit_is_confirmed_and_remembered(officer: Client, intake: Intake, cast: Cast) -> None:
    task = draft(intake, "II", "1", "b")
    named = task.draft_units.get(match=Match.SIMILAR)
    officer.post(
        reverse("plans:draft", args=[task.pk]),
        typed(task, **{"do": f"accept:{named.pk}", "lead-0-remember": "1"}),
    )
    named.refresh_from_db()
    assert (named.match, named.unit) == (Match.CHOSEN, cast.unit("culture"))
    assert UnitAlias.objects.get().alias == "Sở Văn hóa và Thể thao"


def test_a_likeness_is_not_remembered_before_it_is_confirmed(officer: Client, intake: Intake) -> None:
    task = draft(intake, "II", "1", "b")
    officer.post(
        reverse("plans:draft", args=[task.pk]), typed(task, **{"lead-0-remember": "1"}), headers=FETCH
    )
    assert not UnitAlias.objects.exists()


def test_buttons_that_would_be_refused_are_not_offered(officer: Client, cast: Cast, now: dt.datetime) -> None:
    user = cast.person("foreign_officer")
    RoleHolding.objects.create(user=user, unit=cast.unit("foreign"), role=Role.COORDINATOR)
    own = hand_in_plan(user=user, unit=cast.unit("foreign"), name="a.txt", data=PLAN.encode(), now=now)
    read_intake(intake_id=own.pk, now=now)
    address = reverse("plans:draft", args=[draft(own, "II", "1", "b").pk])
    offered = officer.get(address, headers=FETCH).content.decode()
    assert "create:" in offered
    assert "-remember" in offered
    officer.force_login(user)
    offered = officer.get(address, headers=FETCH).content.decode()
    assert "accept:" in offered
    assert "create:" not in offered
    assert "-remember" not in offered


def test_an_unknown_unit_is_entered_on_the_spot(officer: Client, intake: Intake) -> None:
    task = draft(intake, "II", "1", "b")
    named = task.draft_units.get(match=Match.UNKNOWN)
    sent = typed(task, **{"do": f"create:{named.pk}", f"kind-{named.pk}": "association"})
    officer.post(reverse("plans:draft", args=[task.pk]), sent)
    named.refresh_from_db()
    assert named.unit == Unit.objects.get(name="Hiệp hội Dệt lụa Bến Lụa", kind="association")


def test_a_unit_is_chosen_by_its_name_or_the_mistake_is_told(
    officer: Client, intake: Intake, cast: Cast
) -> None:
    task = draft(intake, "II", "3", "a")
    address = reverse("plans:draft", args=[task.pk])
    wrong = officer.post(address, typed(task, **{"lead-0-meaning": "Sở Không Có"}), headers=FETCH)
    assert wrong.status_code == 422
    assert "Sở Không Có" in wrong.content.decode()
    officer.post(address, typed(task, **{"lead-0-meaning": "bảo tàng TỈNH"}), headers=FETCH)
    assert DraftUnit.objects.get(task=task).unit == cast.unit("museum")


@pytest.mark.parametrize(
    ("do", "tasks", "dropped"),
    [("merge", 6, 1), ("drop", 6, 1), ("add", 8, 0), ("split", 8, 0), ("reset", 7, 0)],
)
def test_every_button_of_a_task_does_what_it_says(
    officer: Client, intake: Intake, do: str, tasks: int, dropped: int
) -> None:
    task = draft(intake, "II", "1", "a")
    answer = officer.post(
        reverse("plans:draft", args=[task.pk]), typed(task, do=do, parts="Một\nHai"), headers=FETCH
    )
    assert answer.status_code == 204
    assert f"viec={task.pk}" in answer["X-Location"]
    assert intake.draft_tasks.filter(is_dropped=False).count() == tasks
    assert intake.draft_tasks.filter(is_dropped=True).count() == dropped


def test_the_header_is_saved_or_the_mistake_is_told(officer: Client, intake: Intake) -> None:
    sent = {
        "version": intake.version, "title": "Kế hoạch mới", "number": "12", "symbol": "KH-UBND", "issued_on": "2026-01-15",
        "period_from": "2026-01-01", "period_to": "2026-12-31",
    }  # fmt: skip
    address = reverse("plans:header", args=[intake.pk])
    assert officer.post(address, {**sent, "period_to": "2025-12-31"}, headers=FETCH).status_code == 422
    assert officer.post(address, sent, headers=FETCH).status_code == 200
    assert officer.post(address, sent, headers=FETCH).status_code == 409
    intake.refresh_from_db()
    assert intake.title == "Kế hoạch mới"


def test_adopting_says_what_will_happen_and_a_second_press_is_harmless(
    officer: Client, intake: Intake
) -> None:
    address = reverse("plans:adopt", args=[intake.pk])
    page = officer.get(address).content.decode()
    assert "Hiệp hội Dệt lụa Bến Lụa" in page
    first, second = officer.post(address, {"understood": "1"}), officer.post(address)
    version = PlanVersion.objects.get()
    assert (
        first.headers["Location"]
        == second.headers["Location"]
        == reverse("plans:plan", args=[version.plan_id])
    )


@pytest.mark.parametrize(
    "query", ["", "?xem=lich&thang=2026-06", "?xem=truc", "?xem=lich&thang=khong", "?don-vi=x&p=99"]
)
def test_a_plan_is_shown_as_table_calendar_and_timeline(
    officer: Client, version: PlanVersion, query: str
) -> None:
    answer = officer.get(reverse("plans:plan", args=[version.plan_id]) + query)
    assert answer.status_code == 200
    if "thang=2026-06" in query:
        assert "In 2.000 tờ gấp" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ({"loai": "training"}, ["II.2.a"]),
        ({"lich": "by"}, ["II.2.a", "III.1 (gạch 1)"]),
        ({"lich": "none"}, ["II.2.b", "III.2 (gạch 1)"]),
        ({"tim": "ban tin"}, ["II.1.a"]),
        (
            {"xep": "han"},
            ["II.1.b", "II.2.a", "III.1 (gạch 1)", "II.1.a", "II.2.b", "II.3.a", "III.2 (gạch 1)"],
        ),
    ],
)
def test_filters_stand_in_the_address(
    officer: Client, version: PlanVersion, query: dict[str, str], labels: list[str]
) -> None:
    answer = officer.get(reverse("plans:plan", args=[version.plan_id]), query)
    assert [task.row.label for task in answer.context["tasks"]] == labels


NONSENSE = ["9" * 23, "99999", "0001-01", "9999-12", "-1", "x", "\u0661", "'\"<", "%00", "2026-00"]


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_an_address_is_no_filter(officer: Client, version: PlanVersion, value: str) -> None:
    plan = reverse("plans:plan", args=[version.plan_id])
    sent = dict.fromkeys(
        ("tim", "nam", "don-vi", "vai", "loai", "lich", "trang-thai", "thang", "xep", "p"), value
    )
    for address in (reverse("plans:index"), plan):
        assert officer.get(address, sent).status_code == 200
    for look in ("lich", "truc"):
        assert officer.get(plan, {**sent, "xem": look}).status_code == 200
    assert officer.get(reverse("plans:export", args=[version.plan_id, "json"]), sent).status_code == 200


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_a_review_is_no_task(officer: Client, intake: Intake, value: str) -> None:
    review = reverse("plans:review", args=[intake.pk])
    assert officer.get(review, {"viec": value, "loc": value}).status_code == 200
    task = draft(intake, "II", "1", "a")
    for more in ({"version": value}, {"do": f"accept:{value}"}, {"lead-0-id": value}, {"when-0-min": value}):
        assert officer.post(reverse("plans:draft", args=[task.pk]), typed(task, **more)).status_code < 500
    assert officer.post(reverse("plans:adopt", args=[intake.pk]), {"superior": value}).status_code == 404


def test_the_filter_by_unit_tells_leading_from_coordinating(
    officer: Client, version: PlanVersion, cast: Cast
) -> None:
    address, culture = reverse("plans:plan", args=[version.plan_id]), str(cast.unit("culture").pk)
    both = officer.get(address, {"don-vi": culture}).context["found"]
    lead = officer.get(address, {"don-vi": culture, "vai": "lead"}).context["found"]
    assert (both, lead) == (3, 1)


def test_a_task_page_shows_its_sentence_in_context(officer: Client, version: PlanVersion) -> None:
    page = officer.get(reverse("plans:task", args=[version.tasks.get(position=1).pk])).content.decode()
    assert "Thời gian thực hiện: 06 số/năm" in page
    assert "28/08/2026" in page


def test_what_is_seen_is_exported(officer: Client, version: PlanVersion) -> None:
    def export(form: str, **query: str) -> bytes:
        return officer.get(reverse("plans:export", args=[version.plan_id, form]), query).content

    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", loai="training")))
    rows = list(book.worksheets[0].iter_rows(min_row=5, values_only=True))
    assert [row[1] for row in rows] == ["II.2.a"]
    data = json.loads(export("json"))
    assert data["tasks"][0]["when"] == [{"kind": "recurring", "min": 6, "max": 6, "per": "year"}]
    events = icalendar.Calendar.from_ical(export("ics")).walk("VEVENT")
    assert len(events) == 9
    assert officer.get(reverse("plans:export", args=[version.plan_id, "exe"])).status_code == 404


def test_a_cell_is_never_a_formula(officer: Client, intake: Intake, cast: Cast, now: dt.datetime) -> None:
    DraftTask.objects.filter(pk=draft(intake, "II", "1", "a").pk).update(text='=HYPERLINK("x")')
    version = adopt_plan(user=cast.person("coordinator"), intake=intake, now=now)
    sheet = officer.get(reverse("plans:export", args=[version.plan_id, "xlsx"])).content
    cell = openpyxl.load_workbook(io.BytesIO(sheet)).worksheets[0]["C5"]
    assert cell.data_type == "s"


def test_hostile_text_is_shown_as_text(officer: Client, intake: Intake) -> None:
    bad = "<script>alert(1)</script>"
    DraftTask.objects.filter(pk=draft(intake, "II", "1", "a").pk).update(text=bad)
    DraftUnit.objects.filter(task__intake=intake).update(printed=bad)
    Intake.objects.filter(pk=intake.pk).update(title=bad, lines=[{"t": bad, "s": 0}])
    page = officer.get(
        reverse("plans:review", args=[intake.pk]), {"viec": draft(intake, "II", "1", "b").pk}
    ).content.decode()
    assert bad not in page
