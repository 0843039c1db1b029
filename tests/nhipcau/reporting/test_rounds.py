"""Screens of rounds: who reported, what it comes to, who may look, and that questions do not grow with rows."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.kernel import clock
from nhipcau.notices.models import Notice
from nhipcau.organisations.models import Unit, UnitName
from nhipcau.organisations.policies import roles_of
from nhipcau.reporting.models import Report, ReportCycle, ReportSnapshot, ReportState
from nhipcau.reporting.selectors.comparison import through_rounds
from nhipcau.reporting.selectors.matrix import Standing, entries_of, lines_of, narrowed, standing_of, tally_of
from nhipcau.reporting.selectors.rounds import branches, cycles_in_sight, overview
from nhipcau.reporting.services.freezing import freeze
from tests.cast import Cast
from tests.nhipcau.reporting.rounds import form_of, hand_in, round_of

DUE = dt.date(2026, 6, 15)
ON = dt.date(2026, 6, 20)
DAY_BEFORE, DAY_AFTER = DUE - dt.timedelta(days=1), DUE + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens' clock stands five days after the reports were due."""
    moment = dt.datetime(2026, 6, 20, 2, 0, tzinfo=dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "today", lambda: ON)


@pytest.fixture
def cycle(cast: Cast, now: dt.datetime) -> ReportCycle:
    """To the foreign office: culture on time, the museum late, the commune silent, the foreign office has nothing."""
    user = cast.person("coordinator")
    units = [cast.unit(name) for name in ("foreign", "culture", "museum", "commune")]
    made = round_of(form_of(user), cast.unit("foreign"), units, user, now=now, due_on=DUE)
    rows = {row.unit.code: row for row in Report.objects.filter(cycle=made).select_related("unit")}
    hand_in(rows["FOREIGN"], user, now=now, nothing_because="Không phát sinh", first_sent_on=DAY_BEFORE)
    hand_in(
        rows["CULTURE"], user, now=now, state=ReportState.ACCEPTED, first_sent_on=DAY_BEFORE,
        figures={"BT.01": 3, "TL.01": (4, 5)}, texts={1: "Đã ban hành kế hoạch.", 3: "Bản tin số 1."},
    )  # fmt: skip
    hand_in(
        rows["MUSEUM"],
        user,
        now=now,
        first_sent_on=DAY_AFTER,
        figures={"BT.01": 2},
        texts={1: "Đã triển khai."},
    )
    return made


def report_of(cycle: ReportCycle, cast: Cast, unit: str) -> Report:
    return Report.objects.select_related("unit", "cycle").get(cycle=cycle, unit=cast.unit(unit))


@pytest.mark.parametrize(
    ("state", "nothing", "sent", "on", "standing"),
    [
        (ReportState.AWAITED, False, None, DAY_BEFORE, Standing.AHEAD),
        (ReportState.DRAFT, False, None, DUE, Standing.AHEAD),
        (ReportState.SUBMITTED, False, None, DAY_AFTER, Standing.MISSING),
        (ReportState.DRAFT, False, DAY_BEFORE, DAY_AFTER, Standing.MISSING),  # taken back
        (ReportState.RETURNED, False, DAY_BEFORE, DAY_AFTER, Standing.RETURNED),
        (ReportState.SENT, False, DUE, DAY_AFTER, Standing.ON_TIME),
        (ReportState.SENT, False, DAY_AFTER, DAY_AFTER, Standing.LATE),
        (ReportState.ACCEPTED, False, DAY_BEFORE, DAY_AFTER, Standing.ON_TIME),
        (ReportState.ACCEPTED, True, DAY_AFTER, DAY_AFTER, Standing.NOTHING),
        (ReportState.AWAITED, True, None, DAY_AFTER, Standing.MISSING),  # said, but not handed in
    ],
)
def test_one_word_a_report(
    state: str, nothing: bool, sent: dt.date | None, on: dt.date, standing: Standing
) -> None:
    assert standing_of(state, nothing, sent, DUE, on=on) == standing


def test_counting_and_completeness(cast: Cast, cycle: ReportCycle) -> None:
    roles = roles_of(cast.person("coordinator"), on=ON)
    entries = entries_of(roles, cycle, on=ON)
    tally = tally_of(entries)
    assert dict(tally.counts) == {"nothing": 1, "on-time": 1, "late": 1, "missing": 1}
    assert (tally.handed_in, tally.timely, tally.complete_percent, tally.timely_percent) == (3, 2, 75, 50)
    lines = {line.report.unit.code: line for line in lines_of(cycle, entries, on=ON)}
    # Required: two texts and one figure.
    assert {code: line.percent for code, line in lines.items()} == {
        "FOREIGN": 100, "CULTURE": 100, "MUSEUM": 66, "COMMUNE": 0,
    }  # fmt: skip
    assert lines["MUSEUM"].cells == ("full", "lacking", "none")
    assert [entry.unit for entry in narrowed(entries, text="ben lua")] == ["UBND xã Bến Lụa"]
    assert [entry.standing for entry in narrowed(entries, state="owed")] == [Standing.MISSING]
    assert {entry.path for entry in narrowed(entries, state="sent")} == {
        cast.unit("foreign").path, cast.unit("museum").path,
    }  # fmt: skip


# Who sees how many rows of the matrix, and whether the whole (consolidation, comparison) is open.
SEEN = {
    "coordinator": (4, True), "administrator": (4, True), "auditor": (4, True), "viewer": (4, True),
    "foreign_officer": (4, True), "foreign_leader": (4, True), "finance": (1, False), "culture_officer": (2, False),
    "culture_leader": (2, False), "commune_officer": (1, False), "outsider": (0, False), "closed": (0, False),
    "former": (0, False),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SEEN))
def test_who_sees_what(client: Client, cast: Cast, cycle: ReportCycle, name: str) -> None:
    rows, whole = SEEN[name]
    client.force_login(cast.person(name))
    answer = client.get(reverse("reporting:matrix", args=[cycle.pk]))
    seen = len(answer.context["lines"]) if answer.status_code == 200 else 0
    assert seen == rows
    for screen in ("consolidation", "comparison"):
        opened = client.get(reverse(f"reporting:{screen}", args=[cycle.pk])).status_code == 200
        assert opened == whole, screen
    opened = client.get(reverse("reporting:figure", args=[cycle.pk, "BT.01"])).status_code == 200
    assert opened == whole
    keeps = name in {"coordinator", "administrator", "foreign_leader"}
    assert (client.get(reverse("reporting:remind-units", args=[cycle.pk])).status_code == 200) == keeps
    listed = client.get("/api/v1/reports/")
    count = listed.json()["count"] if listed.status_code == 200 else 0
    assert count == rows


def test_a_figure_opens_down_to_its_units(client: Client, cast: Cast, cycle: ReportCycle) -> None:
    client.force_login(cast.person("coordinator"))
    page = client.get(reverse("reporting:consolidation", args=[cycle.pk])).content.decode()
    assert reverse("reporting:figure", args=[cycle.pk, "BT.01"]) in page
    figure = client.get(reverse("reporting:figure", args=[cycle.pk, "BT.01"]))
    assert figure.context["told"].value == 5
    assert len(figure.context["page"].object_list) == 4
    texts = client.get(
        reverse("reporting:consolidation", args=[cycle.pk]), {"show": "texts"}
    ).content.decode()
    assert "Đã ban hành kế hoạch." in texts
    assert client.get(reverse("reporting:figure", args=[cycle.pk, "KHONG-CO"])).status_code == 404


def test_reminding_the_missing(client: Client, cast: Cast, cycle: ReportCycle) -> None:
    client.force_login(cast.person("foreign_leader"))
    address = reverse("reporting:remind-units", args=[cycle.pk])
    form = client.get(address).context["form"]
    answer = client.post(address, {"text": "Đề nghị gửi báo cáo.", "key": str(form.initial["key"])})
    assert answer.status_code == 302
    assert [notice.recipient.username for notice in Notice.objects.filter(kind="reporting.remind_now")] == [
        "commune_officer"
    ]


@pytest.mark.parametrize(("screen", "rows"), [("matrix-export", 4), ("consolidation-export", 7)])
def test_spreadsheets(client: Client, cast: Cast, cycle: ReportCycle, screen: str, rows: int) -> None:
    client.force_login(cast.person("coordinator"))
    answer = client.get(reverse(f"reporting:{screen}", args=[cycle.pk]))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet.max_row == rows + 2


def test_rounds_beside_each_other(cast: Cast, now: dt.datetime, cycle: ReportCycle) -> None:
    user = cast.person("coordinator")
    earlier = round_of(
        cycle.form_version, cast.unit("foreign"), [cast.unit("culture")], user, now=now, title="Năm trước",
        period=(dt.date(2025, 1, 1), dt.date(2025, 6, 30)), cut_off_on=dt.date(2025, 6, 10), due_on=dt.date(2025, 6, 15),
    )  # fmt: skip
    hand_in(
        report_of(earlier, cast, "culture"),
        user,
        now=now,
        figures={"BT.01": 9},
        first_sent_on=dt.date(2025, 6, 1),
    )
    roles = roles_of(user, on=ON)
    cycles = cycles_in_sight(roles)[::-1]
    rows, tallies = overview(roles, cycles, on=ON)
    words = {row.unit: [cell.standing if cell else None for cell in row.cells] for row in rows}
    assert words["Sở Văn hóa, Thể thao và Du lịch"] == [Standing.ON_TIME, Standing.ON_TIME]
    assert words["UBND xã Bến Lụa"] == [None, Standing.MISSING]
    assert [tally.total for tally in tallies] == [1, 4]
    assert [row.unit for row in overview(roles, cycles, on=ON, state="missing")[0]] == ["UBND xã Bến Lụa"]
    indicator = cycle.form_version.indicators.get(code="BT.01")
    points = through_rounds(cycle, indicator)
    assert [(point.told.value, point.is_now) for point in points] == [(Decimal(9), False), (Decimal(5), True)]


def test_provinces_with_the_units_below_them(cast: Cast, now: dt.datetime, cycle: ReportCycle) -> None:
    user = cast.person("coordinator")
    middle = round_of(cycle.form_version, cast.unit("province"), [], user, now=now, level="lead")
    Report.objects.create(cycle=middle, unit=cast.unit("foreign"), gathers=cycle)
    high = round_of(cycle.form_version, cast.unit("province"), [], user, now=now, level="authority")
    Report.objects.create(cycle=high, unit=cast.unit("province"), gathers=middle)
    roles = roles_of(user, on=ON)
    with CaptureQueriesContext(connection) as queries:
        (branch,) = branches(roles, high, on=ON)
    assert (branch.below.total, branch.below.handed_in, branch.below.timely) == (4, 3, 2)
    assert len(queries) <= 10


def test_queries_do_not_grow_with_rows(
    client: Client, cast: Cast, now: dt.datetime, cycle: ReportCycle
) -> None:
    client.force_login(cast.person("coordinator"))
    addresses = [
        reverse("reporting:matrix", args=[cycle.pk]), reverse("reporting:consolidation", args=[cycle.pk]),
        reverse("reporting:consolidation", args=[cycle.pk]) + "?show=texts", reverse("reporting:overview"),
        reverse("reporting:figure", args=[cycle.pk, "BT.01"]), reverse("reporting:comparison", args=[cycle.pk]),
        "/api/v1/reports/",
    ]  # fmt: skip

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    few = asked()
    user = cast.person("coordinator")
    for place in range(7):
        unit = Unit.objects.get(pk=cast.unit("province").pk).add_child(
            instance=Unit(code=f"N{place}", name=f"Xã {place}")
        )
        UnitName.objects.create(unit=unit, name=unit.name)
        state = ReportState.ACCEPTED if place % 2 else ReportState.SENT
        hand_in(
            Report.objects.create(cycle=cycle, unit=unit), user, now=now, state=state,
            figures={"BT.01": place, "NN.01": ["Tiếng Anh"]}, texts={1: f"Việc {place}"},
        )  # fmt: skip
    assert asked() == few


def test_one_report_for_other_programs(
    client: Client, cast: Cast, now: dt.datetime, cycle: ReportCycle
) -> None:
    report = report_of(cycle, cast, "culture")
    freeze(report, user=cast.person("coordinator"), now=now)
    client.force_login(cast.person("culture_officer"))
    told = client.get(f"/api/v1/reports/{report.pk}").json()
    snapshot = ReportSnapshot.objects.get(report=report)
    assert (told["sha256"], told["is_draft"]) == (snapshot.sha256, False)
    assert told["content"] == json.loads(snapshot.content)
    other = report_of(cycle, cast, "commune")
    assert client.get(f"/api/v1/reports/{other.pk}").status_code == 404
    assert Client().get("/api/v1/reports/").status_code == 401


def test_a_draft_is_handed_out_as_one(client: Client, cast: Cast, cycle: ReportCycle) -> None:
    client.force_login(cast.person("commune_officer"))
    report = report_of(cycle, cast, "commune")
    answer = client.get(reverse("reporting:export", args=[report.pk, "docx"]))
    assert "du-thao" in answer["Content-Disposition"]
    assert client.get(reverse("reporting:export", args=[report.pk, "exe"])).status_code == 404
    assert client.get(reverse("reporting:changes", args=[report.pk])).status_code == 200
