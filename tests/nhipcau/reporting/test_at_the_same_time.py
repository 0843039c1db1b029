"""Several people at the same moment: a round is asked for once, a report begun once, and nothing is written into what was handed in."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection, connections
from wagtail.models import ModelLogEntry

from nhipcau.audit.selectors import verify
from nhipcau.kernel.errors import Outdated, Refused
from nhipcau.reporting.models import Report, ReportCycle, ReportDeed, ReportFigure
from nhipcau.reporting.services.answering import Answer, save_figure
from nhipcau.reporting.services.course import accept, open_report, send
from nhipcau.reporting.services.cycles import open_cycle
from tests.cast import Cast
from tests.nhipcau.reporting.asked import BEFORE_DUE, ask, report_of, wanted_of
from tests.nhipcau.reporting.test_course import answer_all

PEOPLE = 4
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def real_connections(db: None) -> None:
    """Threads meet only in a database that each of them opens for itself."""
    if "mode=memory" in str(connection.settings_dict["NAME"]):
        pytest.skip(
            "a database in memory belongs to one thread; `make test` runs this on a file and on PostgreSQL"
        )


def together(deed: Callable[[int], object]) -> list[object]:
    """What `deed` gave, or how it was refused, for all who did it at once."""
    gate = threading.Barrier(PEOPLE)
    told: dict[int, object] = {}

    def run(number: int) -> None:
        gate.wait()
        try:
            told[number] = deed(number)
        except (Refused, Outdated) as refusal:
            told[number] = refusal.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [told.get(number) for number in range(PEOPLE)]


def fresh(report: Report) -> Report:
    return Report.objects.select_related("unit", "cycle__keeper").get(pk=report.pk)


def test_a_round_that_many_ask_for_at_once_is_one(cast: Cast) -> None:
    keeper, wanted, key = cast.person("coordinator"), wanted_of(cast), uuid.uuid4()
    told = together(lambda _number: open_cycle(user=keeper, wanted=wanted, key=key, now=BEFORE_DUE))
    assert told == [ReportCycle.objects.get()] * PEOPLE
    assert Report.objects.count() == 2
    assert ModelLogEntry.objects.filter(action="reporting.open_cycle").count() == 1


def test_a_report_that_many_begin_at_once_is_begun_once(cast: Cast) -> None:
    row = report_of(ask(cast, wanted_of(cast)), "culture", cast)
    officer = cast.person("culture_officer")
    together(lambda _number: open_report(user=officer, report=row, version=row.version, now=BEFORE_DUE))
    assert ReportDeed.objects.filter(report=row).count() == 1
    assert ReportFigure.objects.filter(report=row).count() == row.cycle.form_version.indicators.count()
    assert verify().sound


def test_what_is_written_while_it_is_handed_in_is_in_it_or_refused(cast: Cast) -> None:
    row = report_of(ask(cast, wanted_of(cast, form="thong-tin-bao-chi-nam")), "culture", cast)
    officer, leader = cast.person("culture_officer"), cast.person("culture_leader")
    open_report(user=officer, report=row, version=row.version, now=BEFORE_DUE)
    answer_all(officer, row, BEFORE_DUE)
    version = fresh(row).version
    figures = list(ReportFigure.objects.filter(report=row).order_by("pk"))

    def deed(number: int) -> object:
        if number == 0:
            return send(user=leader, report=fresh(row), version=version, now=BEFORE_DUE).state
        figure, answer = figures[number], Answer(value=Decimal(1), of=Decimal(9))
        return save_figure(user=officer, figure=figure, version=figure.version, answer=answer, now=BEFORE_DUE)

    told = together(deed)
    assert told[0] == "sent"
    for number in range(1, PEOPLE):
        kept = ReportFigure.objects.get(pk=figures[number].pk).value
        assert kept == 1 or (kept == 2 and told[number] == "not-writable")
    assert fresh(row).state == "sent"


def test_of_many_who_accept_one_does(cast: Cast) -> None:
    row = report_of(ask(cast, wanted_of(cast, form="thong-tin-bao-chi-nam")), "culture", cast)
    leader, keeper = cast.person("culture_leader"), cast.person("foreign_leader")
    open_report(user=leader, report=row, version=row.version, now=BEFORE_DUE)
    answer_all(leader, row, BEFORE_DUE)
    sent = send(user=leader, report=fresh(row), version=fresh(row).version, now=BEFORE_DUE)
    version = sent.version
    together(lambda _number: accept(user=keeper, report=fresh(row), version=version, now=BEFORE_DUE).state)
    assert row.snapshots.count() == 1
    assert ReportDeed.objects.filter(report=row, deed="accepted").count() == 1
    assert verify().sound
