"""The frozen report and its files: the same bytes for good; a draft says that it is one; drift is told, nothing moves."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

import vanban
from nhipcau.accounts.models import User
from nhipcau.delivery.models import Evidence, EvidenceFile
from nhipcau.library.models import Purpose, StoredFile
from nhipcau.organisations.models import Unit, UnitName
from nhipcau.plans.models import FrozenRow
from nhipcau.reporting.documents import pictures
from nhipcau.reporting.documents.office import lines_of, place_of, signature_of, superior_of, symbol_of
from nhipcau.reporting.documents.wording import answer, number, period
from nhipcau.reporting.models import (
    Deed,
    FigureSource,
    Report,
    ReportCycle,
    ReportDeed,
    ReportExport,
    ReportFigure,
    ReportSnapshot,
    ReportState,
)
from nhipcau.reporting.selectors.drift import Drift, changes_of, changes_since
from nhipcau.reporting.selectors.snapshot import content_of
from nhipcau.reporting.services.consolidating import gather
from nhipcau.reporting.services.exporting import export_report
from nhipcau.reporting.services.freezing import freeze
from tests.cast import Cast
from tests.nhipcau.reporting.rounds import form_of, hand_in, round_of

LATER = dt.timedelta(days=3)


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def evidence_of(
    unit: Unit, user: User, *, now: dt.datetime, done_on: dt.date = dt.date(2026, 3, 10)
) -> Evidence:
    made = Evidence.objects.create(
        unit=unit,
        note="Phát hành bản tin số 1",
        done_on=done_on,
        handed_in_by=user,
        handed_in_at=now,
        key=uuid.uuid4(),
    )
    file = StoredFile.objects.create(
        file="library/ab/ab", original_name="ban-tin-1.pdf", sha256="ab" * 32, size=9, content_type="application/pdf",
        purpose=Purpose.EVIDENCE, unit=unit, uploaded_by=user, created_at=now,
    )  # fmt: skip
    EvidenceFile.objects.create(evidence=made, file=file)
    return made


@pytest.fixture
def round_below(cast: Cast, now: dt.datetime) -> ReportCycle:
    """The culture office and the commune report to the province."""
    user = cast.person("coordinator")
    return round_of(
        form_of(user), cast.unit("province"), [cast.unit("culture"), cast.unit("commune")], user, now=now
    )


@pytest.fixture
def accepted(cast: Cast, now: dt.datetime, round_below: ReportCycle) -> Report:
    """The culture office's report with one figure counted from evidence."""
    user = cast.person("coordinator")
    report = hand_in(
        Report.objects.get(cycle=round_below, unit=cast.unit("culture")), user, now=now, state=ReportState.ACCEPTED,
        figures={"BT.01": {"value": 1, "estimate": 2}, "KP.01": 1234567000, "TL.01": (4, 5), "CN.01": 1, "NN.01": ["Tiếng Anh"]},
        texts={1: "Đã ban hành kế hoạch.", 3: "- Bản tin số 1\n- Bản tin số 2"},
    )  # fmt: skip
    figure = ReportFigure.objects.get(report=report, indicator__code="BT.01")
    FigureSource.objects.create(
        figure=figure, evidence=evidence_of(cast.unit("culture"), user, now=now), amount=1
    )
    freeze(report, user=user, now=now)
    return report


@pytest.fixture
def consolidated(cast: Cast, now: dt.datetime, accepted: Report, round_below: ReportCycle) -> Report:
    """The province's report, which sums up the round."""
    user = cast.person("coordinator")
    above = round_of(round_below.form_version, cast.unit("province"), [], user, now=now, level="authority")
    ReportCycle.objects.filter(pk=above.pk).update(
        is_outward=True, receiver_name="Bộ Văn hóa, Thể thao và Du lịch"
    )
    report = Report.objects.create(cycle=above, unit=cast.unit("province"), gathers=round_below)
    gather(report, now=now)
    return hand_in(report, user, now=now, state=ReportState.ACCEPTED)


def test_a_snapshot_keeps_everything_by_value(accepted: Report) -> None:
    snapshot = ReportSnapshot.objects.get(report=accepted)
    assert hashlib.sha256(snapshot.content.encode()).hexdigest() == snapshot.sha256
    content = json.loads(snapshot.content)
    assert snapshot.content == json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    figure = next(each for each in content["figures"] if each["code"] == "BT.01")
    assert (figure["value"], figure["estimate"]) == ("1", "2")
    source = figure["sources"][0]["evidence"]
    assert (source["note"], source["files"][0]["sha256"]) == ("Phát hành bản tin số 1", "ab" * 32)


def test_what_is_frozen_does_not_move(cast: Cast, now: dt.datetime, accepted: Report) -> None:
    user, snapshot = cast.person("coordinator"), ReportSnapshot.objects.get(report=accepted)
    first = export_report(user=user, report=accepted, kind="docx", now=now)
    UnitName.objects.filter(unit=accepted.unit).update(name="Sở Khác")
    Unit.objects.filter(pk=accepted.unit_id).update(name="Sở Khác")
    Evidence.objects.update(note="Đổi")
    again = export_report(user=cast.person("auditor"), report=accepted, kind="docx", now=now + LATER)
    assert first.stored == again.stored
    assert ReportExport.objects.count() == 1
    assert first.stored is not None
    assert hashlib.sha256(first.stored.file.open("rb").read()).hexdigest() == first.stored.sha256
    with pytest.raises(FrozenRow):
        ReportSnapshot.objects.filter(pk=snapshot.pk).update(content="{}")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_reportsnapshot SET content = '{}'")


def test_accepted_again_is_kept_beside_the_first(cast: Cast, now: dt.datetime, accepted: Report) -> None:
    ReportFigure.objects.filter(report=accepted, indicator__code="BT.01").update(value=7)
    freeze(accepted, user=cast.person("coordinator"), now=now + LATER)
    rows = ReportSnapshot.objects.filter(report=accepted).order_by("ordinal")
    values = [
        next(each["value"] for each in json.loads(row.content)["figures"] if each["code"] == "BT.01")
        for row in rows
    ]
    assert values == ["1", "7"]


def paragraphs(data: bytes) -> list[str]:
    document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [each.text for each in document.paragraphs] + cells


def test_the_official_document(cast: Cast, now: dt.datetime, accepted: Report) -> None:
    made = export_report(user=cast.person("coordinator"), report=accepted, kind="docx", now=now)
    assert made.stored is not None
    data = made.stored.file.open("rb").read()
    text = "\n".join(paragraphs(data))
    for expected in (
        "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2026", "Kính gửi: Ủy ban nhân dân tỉnh Sông Mây",
        "1.234.567.000", "4/5", "Ước thực hiện đến 30/06/2026", "GIÁM ĐỐC", "BC-SVHTTDL",
    ):  # fmt: skip
        assert expected in text, expected
    assert "Dự thảo" not in text
    reading = vanban.read_bytes(data, "bao-cao.docx")
    layout = [finding for finding in vanban.check_layout(data, reading) if finding.rule.startswith("layout-")]
    assert layout == []


def test_a_draft_says_so_and_is_not_kept(cast: Cast, now: dt.datetime, round_below: ReportCycle) -> None:
    report = Report.objects.select_related("unit", "cycle__keeper").get(
        cycle=round_below, unit=cast.unit("commune")
    )
    made = export_report(user=cast.person("commune_officer"), report=report, kind="docx", now=now)
    assert made.stored is None
    assert made.name.startswith("du-thao")
    assert any("Dự thảo" in each for each in paragraphs(made.content))
    assert not ReportExport.objects.exists()


def test_nothing_to_report_is_a_document_of_its_own(
    cast: Cast, now: dt.datetime, round_below: ReportCycle
) -> None:
    report = hand_in(
        Report.objects.get(cycle=round_below, unit=cast.unit("commune")), cast.person("coordinator"), now=now,
        nothing_because="Không được giao nhiệm vụ",
    )  # fmt: skip
    made = export_report(user=cast.person("commune_officer"), report=report, kind="docx", now=now)
    text = "\n".join(paragraphs(made.content))
    assert "không phát sinh nội dung phải báo cáo" in text
    assert "Phụ lục" not in text


def test_a_consolidated_report_names_its_units(cast: Cast, now: dt.datetime, consolidated: Report) -> None:
    content = content_of(consolidated, now=now)
    states = {each["code"]: (each["is_counted"], bool(each["sha256"])) for each in content["units"]}
    assert states == {"CULTURE": (True, True), "COMMUNE": (False, False)}
    figure = next(each for each in content["figures"] if each["code"] == "BT.01")
    assert [(each["unit"], each["value"]) for each in figure["contributions"]] == [("CULTURE", "1")]
    freeze(consolidated, user=cast.person("coordinator"), now=now)
    made = export_report(user=cast.person("coordinator"), report=consolidated, kind="docx", now=now)
    assert made.stored is not None
    text = "\n".join(paragraphs(made.stored.file.open("rb").read()))
    for expected in (
        "tổng hợp từ 1/2 đơn vị",
        "UBND xã Bến Lụa",
        "Chưa gửi",
        "TM. ỦY BAN NHÂN DÂN",
        "Bộ Văn hóa, Thể thao và Du lịch",
    ):
        assert expected in text, expected


def test_other_forms(cast: Cast, now: dt.datetime, accepted: Report) -> None:
    user = cast.person("coordinator")
    made = {
        kind: export_report(user=user, report=accepted, kind=kind, now=now).stored
        for kind in ("xlsx", "json", "xml")
    }
    data = {kind: stored.file.open("rb").read() for kind, stored in made.items() if stored}
    sheet = openpyxl.load_workbook(BytesIO(data["xlsx"])).active
    assert sheet is not None
    assert any(row[0] == "KP.01" and row[4] == 1234567000 for row in sheet.iter_rows(values_only=True))
    assert data["json"].decode() == ReportSnapshot.objects.get(report=accepted).content
    document = ReportExport.objects.get(format="docx").file
    assert f"cid:{document.sha256}" in data["xml"].decode()
    assert "chưa được lược đồ nào kiểm tra" in data["xml"].decode()
    assert ET.fromstring(data["xml"]).tag.endswith("edXML")  # noqa: S314 -- written a moment ago by ourselves


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("coordinator", True),
        ("culture_officer", True),
        ("viewer", True),
        ("commune_officer", False),
        ("outsider", False),
        ("closed", False),
    ],
)
def test_who_takes_files(cast: Cast, now: dt.datetime, accepted: Report, person: str, may: bool) -> None:
    if may:
        assert (
            export_report(user=cast.person(person), report=accepted, kind="json", now=now).stored is not None
        )
    else:
        with pytest.raises(PermissionDenied):
            export_report(user=cast.person(person), report=accepted, kind="json", now=now)


def test_later_changes_of_evidence_are_told(cast: Cast, now: dt.datetime, accepted: Report) -> None:
    assert changes_since([accepted]) == {}
    user = cast.person("culture_officer")
    Evidence.objects.update(withdrawn_at=now + LATER, withdrawn_by=user, withdrawn_because="Nhầm")
    evidence_of(cast.unit("culture"), user, now=now + LATER)
    evidence_of(cast.unit("culture"), user, now=now + LATER, done_on=dt.date(2026, 7, 1))  # after the cut-off
    evidence_of(cast.unit("commune"), user, now=now + LATER)  # another unit's
    kinds = sorted(change.kind for change in changes_since([accepted])[accepted.pk])
    assert kinds == [Drift.NEW, Drift.WITHDRAWN]
    value = ReportFigure.objects.get(report=accepted, indicator__code="BT.01").value
    assert value == 1


def test_a_report_below_that_moves_is_told_above(
    cast: Cast, now: dt.datetime, consolidated: Report, accepted: Report
) -> None:
    assert changes_of(consolidated) == []
    user = cast.person("coordinator")
    ReportDeed.objects.create(
        report=accepted, deed=Deed.UNLOCKED, by=user, at=now + LATER, reason="Sửa số liệu"
    )
    assert [change.kind for change in changes_of(consolidated)] == [Drift.BELOW]
    evidence_of(cast.unit("culture"), user, now=now + LATER)
    assert {change.kind for change in changes_of(consolidated)} == {Drift.BELOW, Drift.NEW}


def test_drift_asks_as_often_for_many(cast: Cast, now: dt.datetime, accepted: Report) -> None:
    with CaptureQueriesContext(connection) as few:
        changes_since([accepted])
    user, cycle = cast.person("coordinator"), accepted.cycle
    rows = []
    for place in range(6):
        unit = Unit.objects.get(pk=cast.unit("province").pk).add_child(
            instance=Unit(code=f"N{place}", name=f"Xã {place}")
        )
        rows.append(
            hand_in(Report.objects.create(cycle=cycle, unit=unit), user, now=now, state=ReportState.ACCEPTED)
        )
    with CaptureQueriesContext(connection) as many:
        changes_since([accepted, *rows])
    assert len(few) == len(many)


def test_a_content_asks_as_often_for_many_units(cast: Cast, now: dt.datetime, consolidated: Report) -> None:
    with CaptureQueriesContext(connection) as few:
        content_of(consolidated, now=now)
    user = cast.person("coordinator")
    for place in range(6):
        unit = Unit.objects.get(pk=cast.unit("province").pk).add_child(
            instance=Unit(code=f"N{place}", name=f"Xã {place}")
        )
        UnitName.objects.create(unit=unit, name=unit.name)
        row = Report.objects.create(cycle_id=consolidated.gathers_id or 0, unit=unit)
        hand_in(row, user, now=now, figures={"BT.01": place}, texts={1: f"Việc {place}"})
    with CaptureQueriesContext(connection) as many:
        assert len(content_of(consolidated, now=now)["units"]) == 8
    assert len(many) <= len(few) <= 20  # the first time the round below is read as well


def test_charts_have_the_marks_of_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("UBND xã Bến Lụa", Decimal(3), "3"), ("Sở Ngoại vụ", Decimal(5), "5")]
    letters = pictures.font()
    if letters is not None:
        assert pictures.has_marks(letters)
        assert pictures.bars(rows) == pictures.bars(rows)
    monkeypatch.setattr(pictures, "FONTS", ("khong-co.ttf",))
    pictures.font.cache_clear()
    assert pictures.bars(rows) is None
    pictures.font.cache_clear()


PROVINCE = {"code": "LS", "kind": "province", "name": "UBND tỉnh Lam Sơn", "short_name": "UBND tỉnh"}


@pytest.mark.parametrize(
    ("unit", "above", "lines", "superior", "symbol", "place", "office"),
    [
        (PROVINCE, [], ("Ủy ban nhân dân", "tỉnh Lam Sơn"), (), "BC-UBND", "Lam Sơn", "CHỦ TỊCH"),
        (
            {"code": "NV", "kind": "department", "name": "Sở Ngoại vụ", "short_name": "Sở NgV"}, [PROVINCE], ("Sở Ngoại vụ",),
            ("Ủy ban nhân dân", "tỉnh Lam Sơn"), "BC-SNgV", "Lam Sơn", "GIÁM ĐỐC",
        ),
        (
            {"code": "X", "kind": "commune", "name": "Ủy ban nhân dân xã Cửa Sông", "short_name": "UBND xã Cửa Sông"}, [PROVINCE],
            ("Ủy ban nhân dân", "xã Cửa Sông"), (), "BC-UBND", "Cửa Sông", "CHỦ TỊCH",
        ),
        (
            {"code": "CA", "kind": "police", "name": "Công an tỉnh", "short_name": "CA tỉnh"}, [PROVINCE], ("Công an tỉnh",), (),
            "BC-CA", "Lam Sơn", "THỦ TRƯỞNG ĐƠN VỊ",
        ),
        (
            {"code": "Q", "kind": "other", "name": "Trung tâm", "short_name": ""}, [], ("Trung tâm",), (), "BC-…", "…",
            "THỦ TRƯỞNG ĐƠN VỊ",
        ),
    ],
)  # fmt: skip
def test_letterheads(
    unit: Any, above: Any, lines: Any, superior: Any, symbol: str, place: str, office: str
) -> None:
    content = {"unit": unit, "above": above}
    assert lines_of(unit) == lines
    assert superior_of(content) == superior
    assert symbol_of(unit) == symbol
    assert place_of(content) == place
    assert signature_of(unit).title == office


@pytest.mark.parametrize(
    ("text", "told"),
    [("1234567.5", "1.234.567,5"), ("12", "12"), ("-3000", "-3.000"), ("0.05", "0,05"), (None, "")],
)
def test_numbers_in_documents(text: str | None, told: str) -> None:
    assert number(text) == told


def test_periods_and_answers_in_documents() -> None:
    half = {"cadence": "half-year", "period_from": "2026-07-01", "period_to": "2026-12-31"}
    assert period(half) == "6 tháng cuối năm 2026"
    assert period({**half, "cadence": "year"}) == "năm 2026"
    assert period({**half, "cadence": "ad-hoc"}) == "từ ngày 01/07/2026 đến ngày 31/12/2026"
    assert answer({"type": "yes-no", "value": "0", "of": None, "entries": []}) == "Không"
    assert answer({"type": "list", "value": None, "of": None, "entries": ["a", "b"]}) == "a; b"
