"""Reports filled from evidence: against a plain reference, with what people edited left alone."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.budget.models import Allocation, AllocationKind, Estimate, EstimateLine, Voucher
from nhipcau.delivery.models import Evidence, EvidenceUse, Obligation
from nhipcau.delivery.services import expand_plan_version
from nhipcau.plans.models import Plan, PlanVersion, TaskKind
from nhipcau.reporting.models import (
    FigureSource,
    FormSection,
    FormVersion,
    Indicator,
    Report,
    ReportCycle,
    ReportFigure,
    ReportForm,
    ReportText,
    VersionState,
)
from nhipcau.reporting.selectors.sources import padded
from nhipcau.reporting.services.answering import Answer, save_figure, save_text, take_counted, take_proposed
from nhipcau.reporting.services.course import open_report, refill
from nhipcau.reporting.services.filling import fill, has_word
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring
from tests.nhipcau.reporting.asked import BEFORE_DUE, ask, report_of, wanted_of

pytestmark = pytest.mark.django_db
WITH_CAST = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
TEXTS = (
    ("Xuất bản bản tin “Nhịp sông Mây” bằng tiếng Anh", TaskKind.PUBLICATION),
    ("Đăng tin, bài trên cổng thông tin điện tử", TaskKind.PORTAL),
    ("Tổ chức họp báo về biên giới", TaskKind.EVENT),
    ("Tuyên truyền về biển, đảo", TaskKind.COMMUNICATION),
)
FIGURES_OF = ("bản", "lượt truy cập", "lượt khách", "")


@dataclass(frozen=True)
class Given:
    """A piece of evidence of a test: which obligations (by number) with how many pieces, what it says, when it was done."""

    uses: tuple[tuple[int, int], ...]
    day: int
    note: str
    link: str
    figure: int | None
    figure_of: str
    is_withdrawn: bool
    unit: str


GIVEN = st.builds(
    Given,
    uses=st.dictionaries(st.integers(0, 40), st.integers(1, 5), min_size=1, max_size=3).map(
        lambda uses: tuple(uses.items())
    ),
    day=st.integers(-20, 260),
    note=st.sampled_from(["", "Đã đăng", "Đã phát hành số 1"]),
    link=st.sampled_from(["", "https://example.vn/tin"]),
    figure=st.none() | st.integers(0, 5000),
    figure_of=st.sampled_from(FIGURES_OF),
    is_withdrawn=st.booleans(),
    unit=st.sampled_from(["culture", "culture", "commune"]),
)
RULES = st.lists(
    st.tuples(
        st.sampled_from(["pieces", "figures", "tasks", "duties", "notes"]),
        st.lists(st.sampled_from([kind for _text, kind in TEXTS]), unique=True, max_size=2),
        st.lists(st.sampled_from(["tiếng Anh", "biên giới", "biển đảo", "bản", "lượt", "truy cập"]), unique=True, max_size=2),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def form_of(rules: Sequence[tuple[str, list[str], list[str]]]) -> FormVersion:
    form = ReportForm.objects.create(key=uuid.uuid4().hex, name="Thử", cadence="half-year")
    version = FormVersion.objects.create(form=form, state=VersionState.PUBLISHED, subject="Kết quả")
    section = FormSection.objects.create(form_version=version, position=1, title="Kết quả", filling="results")
    for place, (filling, kinds, words) in enumerate(rules, start=1):
        kind, gathering = {"duties": ("share", "share"), "notes": ("list", "distinct")}.get(
            filling, ("number", "sum")
        )
        Indicator.objects.create(
            form_version=version, section=section, position=place, code=f"C-{place}", label=f"Chỉ tiêu {place}", type=kind, gathering=gathering,
            filling=filling, kinds=kinds, words=words,
        )  # fmt: skip
    return version


def world(cast: Cast, now: dt.datetime) -> PlanVersion:
    """A plan whose four tasks the culture office owes every month; the last together with the commune."""
    tasks = [
        TaskOf([cast.unit("culture")], [recurring(1, "month")], text=text, kind=kind)
        for text, kind in TEXTS[:3]
    ]
    shared = TaskOf(
        [cast.unit("culture"), cast.unit("commune")], [by(dt.date(2026, 5, 20))], text=TEXTS[3][0], kind=TEXTS[3][1], more={"is_shared": True}
    )  # fmt: skip
    version = adopt(cast.unit("province"), cast.person("coordinator"), [*tasks, shared], now=now)
    expand_plan_version(version)
    return version


def hand_in(cast: Cast, said: Given, obligations: Sequence[Obligation], now: dt.datetime) -> None:
    chosen = {obligations[number % len(obligations)].pk: pieces for number, pieces in said.uses}
    if not (said.note or said.link or said.figure is not None):
        said = Given(
            said.uses, said.day, "Xong", said.link, said.figure, said.figure_of, said.is_withdrawn, said.unit
        )
    gone: dict[str, Any] = (
        {"withdrawn_at": now, "withdrawn_by": cast.person("coordinator"), "withdrawn_because": "nhầm"} if said.is_withdrawn else {}
    )  # fmt: skip
    evidence = Evidence.objects.create(
        unit=cast.unit(said.unit), note=said.note, link=said.link, figure=said.figure, figure_of=said.figure_of if said.figure is not None else "",
        done_on=dt.date(2026, 1, 1) + dt.timedelta(days=said.day), handed_in_by=cast.person("culture_officer"), handed_in_at=now, key=uuid.uuid4(), **gone,
    )  # fmt: skip
    for obligation, pieces in chosen.items():
        EvidenceUse.objects.create(evidence=evidence, obligation_id=obligation, pieces=pieces)
        if not said.is_withdrawn:
            Obligation.objects.filter(pk=obligation).update(met_on=evidence.done_on, pieces=pieces)


def fits(rule: tuple[str, list[str], list[str]], obligation: Obligation, text: str) -> bool:
    _filling, kinds, words = rule
    if kinds and obligation.task.kind not in kinds:
        return False

    def spoken(said: str) -> list[str]:
        """Words and marks of punctuation one after the other, in lower case."""
        return re.findall(r"\w+|[^\w\s]+", unicodedata.normalize("NFC", said).lower())

    told = spoken(text)
    return not words or any(
        told[place : place + len(spoken(word))] == spoken(word)
        for word in words
        for place in range(len(told))
    )


def expected(cast: Cast, cycle: ReportCycle, rule: tuple[str, list[str], list[str]]) -> Any:
    """The slow way: every piece of evidence and every obligation looked at by itself."""
    unit = cast.unit("culture")
    mine = [
        each for each in Obligation.objects.order_by("pk")
        if each.unit_id == unit.pk or each.shares.filter(unit=unit).exists()
    ]  # fmt: skip
    if rule[0] == "duties":
        due = [
            each for each in mine
            if cycle.period_from <= each.due_on <= cycle.cut_off_on and not (each.cancelled_on or each.excused_on or each.paused_on)
            and fits(rule, each, each.task.text)
        ]  # fmt: skip
        done = [each for each in due if each.met_on and each.met_on <= cycle.cut_off_on]
        return len(done), len(due)
    live = [
        each for each in Evidence.objects.filter(unit=unit).order_by("done_on", "pk")
        if each.is_live and cycle.period_from <= each.done_on <= cycle.cut_off_on
    ]  # fmt: skip
    pieces, figures, stems, notes = 0, 0, set(), []
    for evidence in live:
        by_stem: dict[object, int] = {}
        figure = 0
        for use in evidence.uses.all():
            owed = use.obligation
            if owed not in mine:
                continue
            if rule[0] == "figures":
                if evidence.figure is not None and fits(rule, owed, evidence.figure_of):
                    figure = evidence.figure
            elif fits(rule, owed, owed.task.text):
                by_stem[owed.task.stem] = by_stem.get(owed.task.stem, 0) + use.pieces
        figures += figure
        pieces += max(by_stem.values(), default=0)
        stems |= set(by_stem)
        said = " ".join(filter(None, [evidence.note, f"({evidence.link})" if evidence.link else ""]))
        if by_stem and said and said not in notes:
            notes.append(said)
    return {"pieces": pieces, "figures": figures, "tasks": len(stems), "notes": notes}[rule[0]]


@pytest.mark.parametrize(
    ("word", "text", "is_there"),
    [
        ("họp báo", "Tổ chức họp báo mỗi quý.", True),
        ("họp báo", "Phối hợp, báo cáo kết quả.", False),
        ("họp báo", "Tổng hợp báo cáo của các đơn vị.", False),
        ("biển, đảo", "Tuyên truyền về biển, đảo quê hương", True),
        ("hòa", "Vì hoà bình", True),
        ("cửa khẩu", "các cửa khẩu: Bến Lụa", True),
        ("khẩu", "nhân khẩuu", False),
    ],
)
def test_a_phrase_is_found_with_its_marks_and_not_across_punctuation(
    word: str, text: str, is_there: bool
) -> None:
    assert has_word([word], padded(text)) is is_there


@settings(max_examples=40, suppress_health_check=WITH_CAST)
@given(evidence=st.lists(GIVEN, max_size=8), rules=RULES, dropped=st.sets(st.integers(0, 40), max_size=3))
def test_every_figure_is_what_a_plain_count_gives(
    cast: Cast,
    now: dt.datetime,
    evidence: list[Given],
    rules: list[tuple[str, list[str], list[str]]],
    dropped: set[int],
) -> None:
    with transaction.atomic():
        plan = world(cast, now).plan
        obligations = list(Obligation.objects.order_by("pk"))
        for number in dropped:
            Obligation.objects.filter(pk=obligations[number % len(obligations)].pk).update(
                excused_on=dt.date(2026, 3, 1), reason="Không phát sinh", signed_by=cast.person("coordinator")
            )
        for said in evidence:
            free = [each for each in obligations if not Obligation.objects.get(pk=each.pk).excused_on]
            hand_in(cast, said, free, now)
        form = form_of(rules)
        wanted = wanted_of(cast, plan=plan)
        cycle = ask(
            cast,
            wanted.__class__(
                **{name: getattr(wanted, name) for name in wanted.__slots__} | {"form_version": form}
            ),
        )
        report = report_of(cycle, "culture", cast)
        fill(report, now=now)
        for place, rule in enumerate(rules, start=1):
            figure = ReportFigure.objects.get(report=report, indicator__code=f"C-{place}")
            counts = expected(cast, cycle, rule)
            if rule[0] == "duties":
                assert (figure.value, figure.of) == counts
                assert (sum(each.amount for each in figure.sources.all()), figure.sources.count()) == counts
            elif rule[0] == "notes":
                assert figure.entries == counts
            else:
                assert figure.value == counts
                assert sum(each.amount for each in figure.sources.all()) == counts
        before = list(ReportFigure.objects.order_by("pk").values())
        fill(report, now=now)
        assert list(ReportFigure.objects.order_by("pk").values()) == before
        transaction.set_rollback(True)


@pytest.fixture
def report(cast: Cast, now: dt.datetime) -> Report:
    """The culture office's half-year, begun, with two numbers of the bulletin and 1 200 copies."""
    plan = world(cast, now).plan
    obligations = list(Obligation.objects.filter(task__kind=TaskKind.PUBLICATION).order_by("due_on"))
    for month in (0, 1):
        said = Given(
            ((month, 1),), 30 * month + 10, f"Phát hành số {month + 1}", "", 600, "bản", False, "culture"
        )
        hand_in(cast, said, obligations, now)
    cycle = ask(cast, wanted_of(cast, plan=plan))
    row = report_of(cycle, "culture", cast)
    open_report(user=cast.person("culture_officer"), report=row, version=row.version, now=BEFORE_DUE)
    return report_of(cycle, "culture", cast)


def said(*values: object) -> list[object]:
    return list(values)


def figure_of(report: Report, code: str) -> ReportFigure:
    return ReportFigure.objects.select_related("indicator").get(report=report, indicator__code=code)


def text_of(report: Report, filling: str) -> ReportText:
    return ReportText.objects.filter(report=report, section__filling=filling).exclude(
        proposed=""
    ).first() or pytest.fail("no such text")


def test_a_report_opens_filled(report: Report) -> None:
    assert figure_of(report, "XB-01").value == 2
    assert figure_of(report, "XB-02").value == 1200
    assert figure_of(report, "XB-03").entries == ["Phát hành số 1", "Phát hành số 2"]
    share = figure_of(report, "KQ-01")
    assert said(share.value, share.of) == [2, 16]
    assert not FigureSource.objects.filter(figure__report=report, amount__lt=0).exists()


def test_texts_are_proposed_with_how_many_and_what_was_said(report: Report) -> None:
    told = ReportText.objects.get(report=report, section__kinds=["publication"]).text
    assert told == (
        "- Xuất bản bản tin “Nhịp sông Mây” bằng tiếng Anh: đã thực hiện 02/05. Phát hành số 1, 600 bản; Phát hành số 2, 600 bản."
    )
    lacking = text_of(report, "lacking").text
    assert (
        "- Đăng tin, bài trên cổng thông tin điện tử: chưa hoàn thành (hạn 30/01/2026, 27/02/2026, 31/03/2026…; đã làm 0/05)."
        in lacking
    )
    assert "Xuất bản bản tin" in text_of(report, "ahead").text


def test_what_people_edited_stays_when_it_is_filled_anew(
    cast: Cast, report: Report, now: dt.datetime
) -> None:
    officer = cast.person("culture_officer")
    figure, text = figure_of(report, "XB-01"), text_of(report, "ahead")
    save_figure(
        user=officer,
        figure=figure,
        version=figure.version,
        answer=Answer(value=Decimal(7), note="Gồm cả số Tết"),
        now=now,
    )
    save_text(user=officer, text=text, version=text.version, words="Tiếp tục phát hành.", now=now)
    hand_in(cast, Given(((2, 1),), 80, "Phát hành số 3", "", None, "", False, "culture"), list(Obligation.objects.filter(task__kind=TaskKind.PUBLICATION).order_by("due_on")), now)  # fmt: skip
    refill(user=officer, report=report, version=report.version, now=BEFORE_DUE)
    figure, text = figure_of(report, "XB-01"), ReportText.objects.get(pk=text.pk)
    assert said(figure.value, figure.counted, figure.is_edited, figure.note) == [7, 3, True, "Gồm cả số Tết"]
    assert figure_of(report, "XB-03").entries[-1] == "Phát hành số 3"
    assert (text.text, text.is_edited) == ("Tiếp tục phát hành.", True)
    assert "Đăng tin" in text.proposed
    take_counted(user=officer, figure=figure, version=figure.version, now=now)
    take_proposed(user=officer, text=text, version=text.version, now=now)
    figure, text = figure_of(report, "XB-01"), ReportText.objects.get(pk=text.pk)
    assert said(figure.value, figure.is_edited, figure.note) == [3, False, ""]
    assert text.text == text.proposed


def test_money_of_the_period_is_counted_with_its_rows(cast: Cast, report: Report, now: dt.datetime) -> None:
    officer, coordinator = cast.person("culture_officer"), cast.person("coordinator")
    # Nothing was given or spent: the figures say so rather than nothing, and the text stays empty.
    assert said(figure_of(report, "KP-01").value, figure_of(report, "KP-02").value) == [0, 0]
    assert ReportText.objects.get(report=report, section__filling="money").text == ""
    plan = report.cycle.plan
    assert plan is not None
    estimate = Estimate.objects.create(plan=plan, unit=cast.unit("culture"), opened_by=officer, opened_at=now)
    line = EstimateLine.objects.create(
        estimate=estimate,
        position=1,
        content="In bản tin",
        norm=50_000_000,
        allocated=40_000_000,
        spent=10_000_000,
    )
    for day, amount in (
        (dt.date(2026, 2, 1), 30_000_000),
        (dt.date(2026, 6, 14), 10_000_000),
        (dt.date(2026, 6, 15), 5_000_000),
    ):
        Allocation.objects.create(
            line=line, kind=AllocationKind.GIVEN, amount=amount, on=day, decision="QĐ 15", made_by=coordinator, made_at=now, key=uuid.uuid4()
        )  # fmt: skip
    for number, withdrawn in (
        ("PC 01", {}),
        ("PC 02", {"withdrawn_at": now, "withdrawn_by": coordinator, "withdrawn_because": "trùng"}),
    ):
        Voucher.objects.create(
            line=line, number=number, spent_on=dt.date(2026, 3, 5), amount=10_000_000, what="In số 1", entered_by=officer, entered_at=now,
            key=uuid.uuid4(), **withdrawn,
        )  # fmt: skip
    refill(user=officer, report=report, version=report.version, now=BEFORE_DUE)
    given, spent = figure_of(report, "KP-01"), figure_of(report, "KP-02")
    assert said(given.value, spent.value) == [40_000_000, 10_000_000]
    assert [row.amount for row in given.sources.order_by("pk")] == [30_000_000, 10_000_000]
    assert [row.voucher.number for row in spent.sources.all() if row.voucher] == ["PC 01"]
    assert ReportText.objects.get(report=report, section__filling="money").text == (
        "- Kinh phí được giao trong kỳ: 40.000.000 đồng; đã thực hiện đến 14/06/2026: 10.000.000 đồng (25 %)."
    )


@pytest.mark.parametrize(("carries", "counted"), [(False, 0), (True, 7_000_000)])
def test_money_of_another_plan_counts_only_where_it_carries_this_one_down(
    cast: Cast, report: Report, now: dt.datetime, carries: bool, counted: int
) -> None:
    officer, unit = cast.person("culture_officer"), cast.unit("culture")
    other = adopt(unit, cast.person("coordinator"), [], now=now).plan
    Plan.objects.filter(pk=other.pk).update(superior=report.cycle.plan if carries else None)
    estimate = Estimate.objects.create(plan=other, unit=unit, opened_by=officer, opened_at=now)
    line = EstimateLine.objects.create(estimate=estimate, position=1, content="Việc khác", norm=7_000_000)
    Allocation.objects.create(
        line=line, kind=AllocationKind.GIVEN, amount=7_000_000, on=dt.date(2026, 3, 2), decision="QĐ 9", made_by=officer, made_at=now, key=uuid.uuid4()
    )  # fmt: skip
    refill(user=officer, report=report, version=report.version, now=BEFORE_DUE)
    assert figure_of(report, "KP-01").value == counted


@pytest.mark.parametrize("many", [2, 12])
def test_filling_asks_the_same_however_much_there_is(cast: Cast, now: dt.datetime, many: int) -> None:
    plan = world(cast, now).plan
    obligations = list(Obligation.objects.filter(unit=cast.unit("culture")).order_by("pk"))
    for number in range(many):
        hand_in(
            cast,
            Given(((number, 1),), number + 1, f"Việc {number}", "", number, "bản", False, "culture"),
            obligations,
            now,
        )
    form = form_of(
        [("pieces", [], []), ("figures", [], []), ("notes", [], []), ("duties", [], []), ("tasks", [], [])]
        * (many // 2)
    )
    wanted = wanted_of(cast, plan=plan)
    cycle = ask(
        cast,
        wanted.__class__(
            **{name: getattr(wanted, name) for name in wanted.__slots__} | {"form_version": form}
        ),
    )
    row = report_of(cycle, "culture", cast)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        fill(row, now=now)
    assert len(asked) <= 30, [each["sql"][:90] for each in asked]
