"""The course of a report against a plain reference machine: random people do random things in a random order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.notices.models import Notice
from nhipcau.reporting.models import (
    FigureSource,
    IndicatorType,
    Report,
    ReportCycle,
    ReportDeed,
    ReportFigure,
    ReportSnapshot,
    ReportText,
)
from nhipcau.reporting.selectors.personal_data import reports_of
from nhipcau.reporting.selectors.report import problems_of
from nhipcau.reporting.services import answering, course
from nhipcau.reporting.services.cycles import close_cycle, move_due_day, reopen_cycle
from tests.cast import Cast
from tests.nhipcau.reporting.asked import AFTER_DUE, BEFORE_DUE, ask, report_of, wanted_of

pytestmark = pytest.mark.django_db
WRITERS = {"culture_officer", "culture_leader", "coordinator", "administrator"}
LEADERS = {"culture_leader"}
DECIDERS = {"foreign_leader", "coordinator", "administrator"}
PEOPLE = sorted(WRITERS | DECIDERS | {"viewer", "foreign_officer", "commune_officer", "outsider", "auditor"})
# action: who may, from which states (None: any), to which state ("" stays)
TABLE: dict[str, tuple[set[str], set[str], str]] = {
    "open": (WRITERS, {"awaited"}, "draft"),
    "refill": (WRITERS, {"draft", "returned"}, ""),
    "submit": (WRITERS, {"draft", "returned"}, "submitted"),
    "send": (LEADERS, {"draft", "returned", "submitted"}, "sent"),
    "back": (WRITERS, {"submitted", "sent"}, "draft"),
    "return": (DECIDERS, {"sent"}, "returned"),
    "accept": (DECIDERS, {"sent"}, "accepted"),
    "unlock": (DECIDERS, {"accepted"}, "returned"),
    "nothing": (WRITERS, {"draft", "returned"}, ""),
    "something": (WRITERS, {"draft", "returned"}, ""),
    "answer": (WRITERS, {"draft", "returned"}, ""),
}
DEEDS = {
    "open": "opened", "refill": "refilled", "submit": "submitted", "send": "sent", "back": "taken-back", "return": "returned",
    "accept": "accepted", "unlock": "unlocked",
}  # fmt: skip
NEEDS_REASON = {"back", "return", "unlock", "nothing"}


@dataclass
class Machine:
    """What the report is, by the table alone."""

    state: str = "awaited"
    is_nothing: bool = False
    is_complete: bool = False
    was_sent: bool = False
    first_was_late: bool = False

    def counts_as_late(self, *, is_late: bool) -> bool:
        """By the day of the first handing in; one that was taken back does not count."""
        return self.first_was_late if self.was_sent else is_late

    def allows(self, action: str, person: str) -> bool:
        people, _states, _to = TABLE[action]
        if action == "back" and self.state != "submitted":
            people = LEADERS
        return person in people

    def goes(self, action: str, *, has_reason: bool) -> bool:
        _people, states, _to = TABLE[action]
        if self.state not in states or (action in NEEDS_REASON and not has_reason):
            return False
        return action not in {"submit", "send"} or self.is_nothing or self.is_complete

    def go(self, action: str, *, is_late: bool) -> None:
        if action == "send":
            self.first_was_late = self.counts_as_late(is_late=is_late)
        if action == "back" and self.state == "sent":
            self.was_sent = False
        self.state = TABLE[action][2] or self.state
        self.is_nothing = {"nothing": True, "something": False}.get(action, self.is_nothing)
        self.is_complete = self.is_complete or action == "answer"
        self.was_sent = self.was_sent or action == "send"


def answer_all(user: Any, report: Report, now: dt.datetime) -> None:
    """Give every indicator of the press report its answer."""
    for row in ReportFigure.objects.filter(report=report).select_related("indicator"):
        of = Decimal(3) if row.indicator.type == IndicatorType.SHARE else None
        said = answering.Answer(value=Decimal(2), of=of)
        answering.save_figure(user=user, figure=row, version=row.version, answer=said, now=now)


def act(
    cast: Cast, report: Report, action: str, person: str, version: int, reason: str, now: dt.datetime
) -> None:
    user = cast.person(person)
    said: dict[str, Any] = {"user": user, "report": report, "version": version, "now": now}
    does: dict[str, Callable[[], Any]] = {
        "open": lambda: course.open_report(**said),
        "refill": lambda: course.refill(**said),
        "submit": lambda: course.submit(**said, reason=reason),
        "send": lambda: course.send(**said, reason=reason),
        "back": lambda: course.take_back(**said, reason=reason),
        "return": lambda: course.return_report(**said, remark=reason),
        "accept": lambda: course.accept(**said),
        "unlock": lambda: course.unlock(**said, reason=reason),
        "nothing": lambda: answering.say_nothing(**said, because=reason),
        "something": lambda: answering.take_nothing_back(**said),
        "answer": lambda: answer_all(user, report, now),
    }
    does[action]()


LATE = "Chờ số liệu của các đơn vị trực thuộc."
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "answer", "send", "accept", *TABLE]),
        st.sampled_from(["culture_leader", "foreign_leader", "culture_officer", *PEOPLE]),
        st.booleans() | st.just(True),
        st.integers(0, 9),
        st.booleans(),
    ),
    min_size=3,
    max_size=16,
)


def entries_of_reports() -> int:
    return int(ModelLogEntry.objects.filter(action__startswith="reporting.").count())


def told_in(cycle: ReportCycle) -> list[tuple[str, bool]]:
    rows = ReportDeed.objects.filter(report__cycle=cycle).order_by("pk")
    return list(rows.values_list("deed", "is_late"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_no_order_of_deeds_leads_astray(cast: Cast, steps: list[tuple[str, str, bool, int, bool]]) -> None:
    with transaction.atomic():
        cycle = ask(cast, wanted_of(cast, form="thong-tin-bao-chi-nam"))
        machine, done, frozen, is_explained = Machine(), [], 0, False
        for action, person, has_reason, luck, is_late in steps:
            report = report_of(cycle, "culture", cast)
            before = entries_of_reports()
            stale = luck == 0 and action not in {"open", "answer"}
            now = AFTER_DUE if is_late else BEFORE_DUE
            is_owed = action == "send" and is_late and not (machine.was_sent or is_explained or has_reason)
            try:
                with transaction.atomic():
                    reason = "Bổ sung số liệu" if has_reason else " "
                    act(cast, report, action, person, report.version + stale, reason, now)
            except PermissionDenied:
                went = False  # a missing reason is told before anything is looked at
                assert not machine.allows(action, person)
            except Outdated:
                assert stale
                went = False
            except Refused:
                went = False
                assert is_owed or not machine.goes(action, has_reason=has_reason)
            else:
                assert not is_owed
                went = machine.state in TABLE[action][1] and not (
                    action == "answer" and machine.state == "awaited"
                )
                nothing_there = action == "answer" and not ReportFigure.objects.filter(report=report).exists()
                assert (
                    (action == "open" and machine.state != "awaited")
                    or nothing_there
                    or (
                        machine.allows(action, person)
                        and machine.goes(action, has_reason=has_reason)
                        and not stale
                    )
                )
            entries = entries_of_reports() - before
            late = machine.counts_as_late(is_late=is_late)
            if went:
                machine.go(action, is_late=is_late)
                assert entries == (1 if action != "answer" else 6)
                if action in DEEDS:
                    done.append((DEEDS[action], late and action in {"submit", "send"}))
                frozen += action == "accept"
                is_explained = (late and has_reason) if action == "submit" else is_explained
            else:
                assert entries == 0
            row = Report.objects.get(pk=report.pk)
            assert (row.state, row.is_nothing) == (machine.state, machine.is_nothing)
            assert (row.first_sent_on is not None) == machine.was_sent
            assert (row.version > report.version) == (went and action != "answer")
        assert told_in(cycle) == done
        assert ReportSnapshot.objects.filter(report__cycle=cycle).count() == frozen
        transaction.set_rollback(True)


@pytest.fixture
def written(cast: Cast) -> Report:
    """The culture office's press report, begun and answered."""
    row = report_of(ask(cast, wanted_of(cast, form="thong-tin-bao-chi-nam")), "culture", cast)
    officer = cast.person("culture_officer")
    course.open_report(user=officer, report=row, version=row.version, now=BEFORE_DUE)
    answer_all(officer, row, BEFORE_DUE)
    return Report.objects.select_related("cycle", "unit").get(pk=row.pk)


def again(report: Report) -> Report:
    return Report.objects.select_related("cycle", "unit").get(pk=report.pk)


def test_a_report_with_something_missing_is_not_handed_in(cast: Cast) -> None:
    row = report_of(ask(cast, wanted_of(cast)), "culture", cast)
    leader = cast.person("culture_leader")
    row = course.open_report(user=leader, report=row, version=row.version, now=BEFORE_DUE)
    missing = [problem.label for problem in problems_of(row)]
    assert any(label.startswith("NS-01") for label in missing)
    with pytest.raises(Refused) as refused:
        course.send(user=leader, report=row, version=row.version, now=BEFORE_DUE)
    assert refused.value.code == "unfinished"


def test_the_leader_hands_in_late_and_it_is_marked(cast: Cast, written: Report) -> None:
    row = course.submit(
        user=cast.person("culture_officer"), report=written, version=written.version, now=BEFORE_DUE
    )
    assert (
        Notice.objects.filter(kind="reporting.submitted", recipient=cast.person("culture_leader")).count()
        == 1
    )
    leader = cast.person("culture_leader")
    with pytest.raises(Refused) as refused:
        course.send(user=leader, report=row, version=row.version, now=AFTER_DUE)
    assert refused.value.code == "no-reason"
    row = course.send(user=leader, report=row, version=row.version, reason=LATE, now=AFTER_DUE)
    assert row.first_sent_on == dt.date(2026, 6, 17)
    told = list(row.deeds.order_by("pk").values_list("is_late", "reason"))
    assert told == [(False, ""), (False, ""), (True, LATE)]


def test_the_reason_of_who_submits_late_is_enough(cast: Cast, written: Report) -> None:
    officer, leader = cast.person("culture_officer"), cast.person("culture_leader")
    row = course.submit(user=officer, report=written, version=written.version, reason=LATE, now=AFTER_DUE)
    assert course.send(user=leader, report=row, version=row.version, now=AFTER_DUE).state == "sent"


def test_where_there_is_no_leader_who_writes_hands_in(cast: Cast) -> None:
    row = report_of(ask(cast, wanted_of(cast, form="thong-tin-bao-chi-nam")), "commune", cast)
    officer = cast.person("commune_officer")
    row = course.open_report(user=officer, report=row, version=row.version, now=BEFORE_DUE)
    answer_all(officer, row, BEFORE_DUE)
    assert course.send(user=officer, report=row, version=row.version, now=BEFORE_DUE).state == "sent"


def test_remarks_stand_at_their_place_until_it_is_accepted(cast: Cast, written: Report) -> None:
    leader, keeper = cast.person("culture_leader"), cast.person("foreign_leader")
    row = course.send(user=leader, report=written, version=written.version, now=BEFORE_DUE)
    figure, text = (
        ReportFigure.objects.filter(report=row).first(),
        ReportText.objects.filter(report=row).first(),
    )
    assert figure is not None
    assert text is not None
    row = course.return_report(
        user=keeper, report=row, version=row.version, remark="", text_remarks={text.pk: "Nêu rõ hơn."}, figure_remarks={figure.pk: "Xem lại."}, now=AFTER_DUE,
    )  # fmt: skip
    figure.refresh_from_db()
    text.refresh_from_db()
    assert (figure.remark, text.remark) == ("Xem lại.", "Nêu rõ hơn.")
    assert set(
        Notice.objects.filter(kind="reporting.returned").values_list("recipient__username", flat=True)
    ) == {"culture_officer", "culture_leader"}
    row = course.send(user=leader, report=row, version=row.version, now=AFTER_DUE)
    row = course.accept(user=keeper, report=row, version=row.version, now=AFTER_DUE)
    figure.refresh_from_db()
    assert figure.remark == ""
    assert ReportSnapshot.objects.get(report=row).accepted_by == keeper


def test_a_closed_round_takes_no_report_until_it_is_opened_again(cast: Cast, written: Report) -> None:
    keeper, leader = cast.person("foreign_leader"), cast.person("culture_leader")
    cycle = close_cycle(user=keeper, cycle=written.cycle, version=written.cycle.version, now=AFTER_DUE)
    with pytest.raises(Refused) as refused:
        course.send(user=leader, report=written, version=written.version, now=AFTER_DUE)
    assert refused.value.code == "closed"
    reopen_cycle(user=keeper, cycle=cycle, version=cycle.version, now=AFTER_DUE)
    assert (
        course.send(
            user=leader, report=again(written), version=written.version, reason=LATE, now=AFTER_DUE
        ).state
        == "sent"
    )


def test_a_moved_day_tells_those_who_have_not_handed_in(cast: Cast, written: Report) -> None:
    course.send(user=cast.person("culture_leader"), report=written, version=written.version, now=BEFORE_DUE)
    cycle = written.cycle
    move_due_day(
        user=cast.person("foreign_leader"),
        cycle=cycle,
        version=cycle.version,
        due_on=dt.date(2026, 6, 25),
        now=BEFORE_DUE,
    )
    told = set(Notice.objects.filter(kind="reporting.moved").values_list("recipient__username", flat=True))
    assert told == {"commune_officer"}


def test_two_people_at_one_figure_the_second_is_told(cast: Cast, written: Report) -> None:
    row = ReportFigure.objects.filter(report=written).first()
    assert row is not None
    said = answering.Answer(value=Decimal(9))
    answering.save_figure(
        user=cast.person("culture_leader"), figure=row, version=row.version, answer=said, now=BEFORE_DUE
    )
    with pytest.raises(Outdated):
        answering.save_figure(
            user=cast.person("culture_officer"),
            figure=row,
            version=row.version,
            answer=answering.Answer(value=Decimal(5)),
            now=BEFORE_DUE,
        )
    row.refresh_from_db()
    assert row.value == 9


@pytest.mark.parametrize(
    ("code", "answer", "told"),
    [
        ("PN-03", answering.Answer(value=Decimal(4), of=Decimal(3)), "share"),
        ("PN-01", answering.Answer(value=Decimal("1.234")), "fraction"),
        ("PN-01", answering.Answer(value=Decimal(10) ** 18), "too-large"),
        ("PN-01", answering.Answer(value=Decimal("NaN")), "too-large"),
        ("PN-01", answering.Answer(value=Decimal(1), note="a\x00b"), "unprintable"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    cast: Cast, written: Report, code: str, answer: answering.Answer, told: str
) -> None:
    row = ReportFigure.objects.get(report=written, indicator__code=code)
    with pytest.raises(Refused) as refused:
        answering.save_figure(
            user=cast.person("culture_officer"),
            figure=row,
            version=row.version,
            answer=answer,
            now=BEFORE_DUE,
        )
    assert refused.value.code == told
    row.refresh_from_db()
    assert row.value == 2


def test_the_steps_of_a_person_are_in_the_own_data(cast: Cast, written: Report) -> None:
    row = course.submit(
        user=cast.person("culture_officer"), report=written, version=written.version, now=BEFORE_DUE
    )
    course.take_back(
        user=cast.person("culture_officer"),
        report=row,
        version=row.version,
        reason="Thiếu số liệu",
        now=BEFORE_DUE,
    )
    steps = reports_of(cast.person("culture_officer"))["steps"]
    assert [(step["what"], step["reason"]) for step in steps] == [
        ("opened", ""),
        ("submitted", ""),
        ("taken-back", "Thiếu số liệu"),
    ]
    assert reports_of(cast.person("culture_leader"))["steps"] == []


def test_nothing_of_a_unit_that_did_nothing_is_invented(cast: Cast, written: Report) -> None:
    assert not FigureSource.objects.filter(figure__report=written).exists()
