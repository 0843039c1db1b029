"""Several people write about the same many obligations at once, each in another order: one waits for the other, nobody fails."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, connections

from nhipcau.delivery.models import Extension, Obligation
from nhipcau.delivery.services import (
    Duty,
    Given,
    ask_extension,
    excuse_several,
    expand_plan_version,
    hand_in,
    refuse_several,
)
from nhipcau.delivery.services.following import follow_amendment
from nhipcau.delivery.services.reminding_by_hand import remind_now
from nhipcau.kernel.errors import Refused
from nhipcau.plans.models import PlanVersion
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by

DUTIES = 25
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def rows_are_locked(db: None) -> None:
    """SQLite lets one writer in at a time."""
    if connection.vendor != "postgresql":
        pytest.skip("only a database that locks rows can wait in a circle")


@pytest.fixture
def version(cast: Cast, now: dt.datetime) -> PlanVersion:
    """Duties of the foreign office: what was entered first falls due last."""
    first = dt.date(2026, 10, 1)
    tasks = [
        TaskOf([cast.unit("foreign")], [by(first - dt.timedelta(days=number))], text=f"Việc {number}")
        for number in range(DUTIES)
    ]
    made = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now)
    expand_plan_version(made)
    return made


def duties() -> list[Obligation]:
    rows = Obligation.objects.select_related("unit", "plan__unit").prefetch_related("shares__unit")
    return list(rows.order_by("due_on", "pk"))


def at_once(*deeds: Callable[[], object]) -> list[BaseException]:
    """What went wrong but for refusals."""
    gate = threading.Barrier(len(deeds))
    wrong: list[BaseException] = []

    def run(deed: Callable[[], object]) -> None:
        gate.wait()
        try:
            deed()
        except Refused:
            pass
        except Exception as error:  # noqa: BLE001  whatever it is, the test tells it
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_handing_in_signing_and_reminding_wait_for_each_other(
    cast: Cast, version: PlanVersion, now: dt.datetime
) -> None:
    officer, leader = cast.person("foreign_officer"), cast.person("foreign_leader")
    keeper = cast.person("coordinator")
    rows = duties()
    wrong = at_once(
        lambda: hand_in(user=officer, duties=[Duty(row) for row in rows], given=Given(note="xong"), now=now),
        lambda: excuse_several(user=leader, obligations=duties(), reason="không có", now=now),
        lambda: remind_now(
            user=keeper, obligations=[row.pk for row in rows], text="Gấp", key=uuid.uuid4(), now=now
        ),
        lambda: follow_amendment(version, user=keeper, now=now),
    )
    assert wrong == []


def test_requests_are_decided_one_after_the_other(cast: Cast, version: PlanVersion, now: dt.datetime) -> None:
    for row in duties():
        ask_extension(
            user=cast.person("foreign_officer"), obligation=row, wanted_on=dt.date(2026, 12, 1), reason="x", now=now,
        )  # fmt: skip
    rows = list(Extension.objects.select_related("obligation__plan__unit").order_by("pk"))
    user, leader = cast.person("coordinator"), cast.person("foreign_leader")
    wrong = at_once(
        lambda: refuse_several(user=user, extensions=rows, answer="không", now=now),
        lambda: refuse_several(user=user, extensions=rows[::-1], answer="không", now=now),
        lambda: hand_in(
            user=leader, duties=[Duty(row) for row in duties()], given=Given(note="xong"), now=now
        ),
    )
    assert wrong == []
