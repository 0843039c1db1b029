"""Many reports become one: held against the same worked out slowly, report by report."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.kernel.folding import fold
from nhipcau.organisations.models import Unit
from nhipcau.reporting.models import COUNTED, Report, ReportFigure, ReportState, ReportText
from nhipcau.reporting.selectors.consolidation import (
    Gathered,
    came_since,
    contributions,
    gathered_figures,
    merged,
    parts_in,
    parts_of,
)
from nhipcau.reporting.services.consolidating import gather
from tests.cast import Cast
from tests.nhipcau.reporting.rounds import FIGURES, form_of, hand_in, round_of

RULES = {
    "BT.01": "sum",
    "TL.01": "share",
    "CN.01": "count-yes",
    "NN.01": "distinct",
    "TB.01": "average",
    "MN.01": "last",
}
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
wholes = st.integers(0, 500)


@st.composite
def shares(draw: st.DrawFn) -> dict[str, Any]:
    of = draw(st.none() | wholes)
    value = draw(st.none() | st.integers(0, of if of is not None else 500))
    return {"value": value, "of": of}


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"value": st.none() | values, "estimate": st.none() | values})


entries = st.lists(
    st.sampled_from(["Tiếng Anh", "tiếng anh", "Tiếng  Lào", "Tiếng Trung", "TIẾNG LÀO ", " "]), max_size=4
)
answers = st.fixed_dictionaries(
    {},
    optional={
        "BT.01": optional(numbers),
        "TB.01": optional(numbers),
        "MN.01": optional(numbers),
        "TL.01": shares(),
        "CN.01": st.fixed_dictionaries({"value": st.sampled_from([None, 0, 1])}),
        "NN.01": st.fixed_dictionaries({"entries": entries}),
    },
)
said = st.lists(st.tuples(st.sampled_from(ReportState.values), st.booleans(), answers), max_size=6)


def slowly(
    rule: str, reports: list[tuple[str, bool, dict[str, Any]]]
) -> tuple[Any, Any, Any, tuple[str, ...]]:
    """(value, of, estimate, entries) as somebody with a pencil works them out; reports in the order in which they were sent."""
    counted = [(nothing, row) for state, nothing, row in reports if state in COUNTED]
    zeros = sum(nothing for nothing, _row in counted)
    rows = [row for nothing, row in counted if not nothing and row is not None]
    values = [Decimal(row["value"]) for row in rows if row.get("value") is not None]
    guesses = [row for row in rows if row.get("estimate") is not None]
    if rule == "distinct":
        told = [" ".join(each.split()) for row in rows for each in row.get("entries", [])]
        first: dict[str, str] = {}
        for each in filter(None, told):
            first.setdefault(fold(each), each)
        given = [row for row in rows if row.get("entries")]
        return (
            Decimal(len(first)) if given else None,
            None,
            None,
            tuple(first[key] for key in sorted(first)),
        )
    if rule == "last":
        told_rows = [row for row in rows if row.get("value") is not None]
        return (
            (told_rows[-1]["value"], None, told_rows[-1]["estimate"], ())
            if told_rows
            else (None, None, None, ())
        )
    if rule == "share":
        both = [row for row in rows if row.get("value") is not None and row.get("of") is not None]
        if not values and not zeros:
            return (None, None, None, ())
        return (sum(Decimal(row["value"]) for row in both), sum(Decimal(row["of"]) for row in both), None, ())
    if not values and not zeros and not guesses:
        return (None, None, None, ())
    if rule == "count-yes":
        return (sum(values), len(values) + zeros, None, ())
    total = sum(values) if values or zeros else None
    known = [row["estimate"] if row.get("estimate") is not None else row.get("value") for row in rows]
    guess = sum(Decimal(each) for each in known if each is not None) if guesses else None
    if rule == "average":
        # Who gave only an estimate counts among those whose estimates are averaged, not among the figures.
        guessed = len([each for each in known if each is not None]) + zeros
        return (
            mean(total, len(values) + zeros) if total is not None else None,
            None,
            mean(guess, guessed) if guess is not None else None,
            (),
        )
    return (total, None, guess, ())


def mean(total: Any, count: int) -> Decimal:
    return (Decimal(total) / count).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def told(found: Gathered) -> tuple[Any, Any, Any, tuple[str, ...]]:
    return found.value, found.of, found.estimate, found.entries


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=said)
def test_gathering_is_what_a_pencil_gives(
    cast: Cast, now: dt.datetime, reports: list[tuple[str, bool, dict[str, Any]]]
) -> None:
    user, province = cast.person("coordinator"), cast.unit("province")
    with transaction.atomic():
        version = form_of(user)
        units = [
            Unit.objects.get(pk=province.pk).add_child(
                instance=Unit(code=f"U{number}", name=f"Đơn vị {number}")
            )
            for number in range(len(reports))
        ]
        cycle = round_of(version, province, units, user, now=now)
        rows = Report.objects.filter(cycle=cycle).order_by("unit__path")
        for row, (state, nothing, figures), minute in zip(rows, reports, itertools.count(), strict=False):
            hand_in(
                row, user, now=now + dt.timedelta(minutes=minute), state=state, figures=figures,
                nothing_because="Không phát sinh" if nothing else "",
            )  # fmt: skip
        found = gathered_figures([cycle.pk])[cycle.pk]
        for code, rule in RULES.items():
            of_code = [(state, nothing, row.get(code, {})) for state, nothing, row in reports]
            assert told(found[code]) == slowly(rule, of_code), code
        transaction.set_rollback(True)


@pytest.fixture
def answered(cast: Cast, now: dt.datetime) -> dict[str, Report]:
    """Four units: two handed in, one has nothing to report, one is silent; the province gathers."""
    user, province = cast.person("coordinator"), cast.unit("province")
    version = form_of(user)
    below = round_of(
        version,
        province,
        [cast.unit(name) for name in ("foreign", "culture", "museum", "commune")],
        user,
        now=now,
    )
    above = round_of(
        version,
        province,
        [],
        user,
        now=now,
        level="authority",
        due_on=dt.date(2026, 6, 20),
        title="Báo cáo tỉnh",
    )
    report = Report.objects.create(cycle=above, unit=province, gathers=below)
    found = {row.unit.code: row for row in Report.objects.filter(cycle=below).select_related("unit")}
    same = "Đã ban hành văn bản triển khai."
    found["FOREIGN"] = hand_in(
        found["FOREIGN"], user, now=now, figures={"BT.01": "3", "TL.01": (4, 5), "NN.01": ["Tiếng Anh"], "TB.01": 2},
        texts={1: same, 3: "- Bản tin số 1\n- Bản tin số 2"},
    )  # fmt: skip
    found["CULTURE"] = hand_in(
        found["CULTURE"], user, now=now, figures={"BT.01": {"value": 2, "estimate": 4}, "TL.01": (1, 10), "NN.01": ["tiếng anh", "Tiếng Lào"], "TB.01": 4},
        texts={1: "Đã ban hành  văn bản triển khai.", 3: "Phát hành sách ảnh."},
    )  # fmt: skip
    found["COMMUNE"] = hand_in(found["COMMUNE"], user, now=now, nothing_because="Không được giao nhiệm vụ")
    return {**found, "report": report}


@pytest.mark.django_db
def test_a_consolidated_report_is_filled(answered: dict[str, Report], now: dt.datetime) -> None:
    report = answered["report"]
    gather(report, now=now)
    figures = {
        row.indicator.code: row
        for row in ReportFigure.objects.filter(report=report).select_related("indicator")
    }
    assert (figures["BT.01"].value, figures["BT.01"].estimate) == (Decimal(5), Decimal(7))
    assert (figures["TL.01"].value, figures["TL.01"].of) == (Decimal(5), Decimal(15))
    assert figures["NN.01"].entries == ["Tiếng Anh", "Tiếng Lào"]
    assert figures["TB.01"].value == 2  # (2 + 4 + 0) / 3: nothing to report is zero
    assert set(figures) == {figure["code"] for figure in FIGURES}
    texts = {
        row.section.position: row.text
        for row in ReportText.objects.filter(report=report).select_related("section")
    }
    assert texts[1] == "Sở Ngoại vụ, Sở Văn hóa, Thể thao và Du lịch: Đã ban hành văn bản triển khai."
    assert texts[3] == (
        "Sở Ngoại vụ:\n- Bản tin số 1\n- Bản tin số 2\nSở Văn hóa, Thể thao và Du lịch: Phát hành sách ảnh."
    )


@pytest.mark.django_db
def test_what_was_edited_stays_and_what_came_in_is_told(
    cast: Cast, answered: dict[str, Report], now: dt.datetime
) -> None:
    report = answered["report"]
    gather(report, now=now)
    ReportText.objects.filter(report=report, section__position=3).update(
        text="Cả tỉnh có ba ấn phẩm.", is_edited=True
    )
    ReportFigure.objects.filter(report=report, indicator__code="BT.01").update(value=6, is_edited=True)
    versions = dict(ReportFigure.objects.filter(report=report).values_list("indicator__code", "version"))
    hand_in(
        answered["MUSEUM"],
        cast.person("coordinator"),
        now=now,
        figures={"BT.01": 7, "TL.01": (1, 1)},
        texts={3: "Trưng bày ảnh."},
    )
    gather(report, now=now)
    text = ReportText.objects.get(report=report, section__position=3)
    assert text.text == "Cả tỉnh có ba ấn phẩm."
    assert came_since(text.text, text.proposed)[-1] == "Bảo tàng tỉnh: Trưng bày ảnh."
    figure = ReportFigure.objects.get(report=report, indicator__code="BT.01")
    assert (figure.value, figure.counted, figure.version) == (Decimal(6), Decimal(12), versions["BT.01"])
    share = ReportFigure.objects.get(report=report, indicator__code="TL.01")
    assert (share.value, share.of, share.version) == (Decimal(6), Decimal(16), versions["TL.01"] + 1)


@pytest.mark.django_db
def test_gathering_again_changes_nothing(answered: dict[str, Report], now: dt.datetime) -> None:
    report = answered["report"]
    gather(report, now=now)
    before = (
        list(ReportFigure.objects.filter(report=report).values()),
        list(ReportText.objects.filter(report=report).values()),
    )
    gather(report, now=now)
    after = (
        list(ReportFigure.objects.filter(report=report).values()),
        list(ReportText.objects.filter(report=report).values()),
    )
    assert before == after


@pytest.mark.django_db
def test_a_figure_opens_into_its_units(answered: dict[str, Report]) -> None:
    cycle = answered["FOREIGN"].cycle
    indicator = cycle.form_version.indicators.get(code="BT.01")
    rows = {each.report.unit.code: each for each in contributions(cycle, indicator)}
    assert rows["FOREIGN"].value == 3
    assert (rows["COMMUNE"].value, rows["COMMUNE"].counts) == (Decimal(0), True)
    assert (rows["MUSEUM"].value, rows["MUSEUM"].counts) == (None, False)


@pytest.mark.django_db
def test_sections_of_another_version_meet_by_title(
    cast: Cast, answered: dict[str, Report], now: dt.datetime
) -> None:
    user = cast.person("coordinator")
    other = form_of(
        user,
        key="thu-nghiem-2",
        sections=[{"title": "Xuất bản phẩm", "level": 2}, {"title": "CÔNG TÁC CHỈ ĐẠO"}],
    )
    above = round_of(other, cast.unit("province"), [], user, now=now, level="lead")
    report = answered["report"]
    Report.objects.filter(pk=report.pk).update(cycle=above)
    report.refresh_from_db()
    titles = {row.pk: row.title for row in other.sections.all()}
    assert {titles[key] for key in parts_of(report, on=now.date())} == {"Xuất bản phẩm", "CÔNG TÁC CHỈ ĐẠO"}


@pytest.mark.django_db
def test_as_many_queries_for_many_units(cast: Cast, answered: dict[str, Report], now: dt.datetime) -> None:
    user, cycle = cast.person("coordinator"), answered["FOREIGN"].cycle
    with CaptureQueriesContext(
        connection,
    ) as few:
        gathered_figures([cycle.pk])
    for number in range(8):
        unit = Unit.objects.get(pk=cast.unit("province").pk).add_child(
            instance=Unit(code=f"N{number}", name=f"Xã {number}")
        )
        hand_in(
            Report.objects.create(cycle=cycle, unit=unit),
            user,
            now=now,
            figures={"BT.01": number, "NN.01": ["Tiếng Anh"]},
        )
    with CaptureQueriesContext(connection) as many:
        gathered_figures([cycle.pk])
    assert len(few) == len(many) <= 7


def test_one_line_stands_beside_its_unit() -> None:
    assert merged([]) == ""


@pytest.mark.django_db
def test_the_same_words_are_one_part_whatever_link_stands_behind_them(
    answered: dict[str, Report], now: dt.datetime
) -> None:
    own = [answered["FOREIGN"], answered["CULTURE"]]
    section = (
        ReportText.objects.filter(report=own[0]).exclude(text="").values_list("section_id", flat=True)[0]
    )
    for number, report in enumerate(own):
        said = f"Đã phát hành bản tin (https://lamson.example.vn/tin/{number})."
        ReportText.objects.filter(report=report, section=section).update(text=said)
    parts = parts_in(own[0].cycle_id, {section: section}, on=now.date())[section]
    assert [(part.text, len(part.units)) for part in parts] == [("Đã phát hành bản tin.", 2)]
