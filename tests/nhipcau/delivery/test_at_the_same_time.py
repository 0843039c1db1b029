"""Several people, or one impatient finger, at the same moment: every deed is done once and nothing is lost."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, connections
from wagtail.models import ModelLogEntry

from nhipcau.audit.selectors import verify
from nhipcau.delivery.models import Evidence, Obligation
from nhipcau.delivery.services import excuse, expand_plan_version, mark_met, withdraw_evidence
from nhipcau.kernel.errors import Refused
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, recurring

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
    gate, told = threading.Barrier(PEOPLE), [None] * PEOPLE

    def run(number: int) -> None:
        gate.wait()
        try:
            told[number] = deed(number)  # type: ignore[call-overload]
        except Refused as refusal:
            told[number] = refusal.code  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(told)


def fresh(owed: Obligation) -> Obligation:
    return Obligation.objects.select_related("unit", "plan__unit").get(pk=owed.pk)


def test_a_form_sent_many_times_at_once_is_handed_in_once(
    cast: Cast, owed: Obligation, now: dt.datetime
) -> None:
    key, user = uuid.uuid4(), cast.person("foreign_officer")
    told = together(
        lambda _number: mark_met(user=user, obligation=fresh(owed), note="xong", key=key, now=now)
    )
    assert {each.pk for each in told if isinstance(each, Evidence)} == {Evidence.objects.get().pk}
    assert ModelLogEntry.objects.filter(action="delivery.mark_met").count() == 1


def test_what_everybody_hands_in_adds_up(cast: Cast, monthly: Obligation, now: dt.datetime) -> None:
    user = cast.person("culture_officer")
    together(
        lambda number: mark_met(user=user, obligation=fresh(monthly), note=f"{number}", pieces=1, now=now)
    )
    monthly.refresh_from_db()
    assert (monthly.pieces, monthly.met_on) == (PEOPLE, dt.date(2026, 3, 20))
    assert verify().sound


def test_only_one_of_many_marks_stands(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    user = cast.person("foreign_officer")

    def deed(number: int) -> object:
        if number % 2:
            excuse(user=user, obligation=fresh(owed), reason="Không phát sinh", now=now)
            return None
        return mark_met(user=user, obligation=fresh(owed), note="xong", now=now)

    told = together(deed)
    owed.refresh_from_db()
    assert (owed.met_on is None) != (owed.excused_on is None)
    assert "marked" in told


def test_evidence_is_withdrawn_once(cast: Cast, owed: Obligation, now: dt.datetime) -> None:
    user = cast.person("foreign_officer")
    evidence = mark_met(user=user, obligation=owed, note="xong", now=now)
    told = together(
        lambda _number: withdraw_evidence(
            user=user, evidence=Evidence.objects.get(pk=evidence.pk),
            reason="nhầm", now=now,
        )
    )  # fmt: skip
    assert sorted(map(str, told)) == ["None", *["withdrawn"] * (PEOPLE - 1)]


def test_a_plan_set_out_by_many_is_set_out_once(cast: Cast, now: dt.datetime) -> None:
    task = TaskOf([cast.unit("foreign"), cast.unit("culture")], [recurring(1, "month")])
    version = adopt(cast.unit("province"), cast.person("coordinator"), [task], now=now)
    told = together(lambda _number: expand_plan_version(version))
    assert Obligation.objects.count() == 24
    assert sorted(each for each in told if isinstance(each, int)) == [*[0] * (PEOPLE - 1), 24]
    assert ModelLogEntry.objects.filter(action="delivery.expand").count() == 1
