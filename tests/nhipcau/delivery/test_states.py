"""The state of an obligation is a pure question on its dates and the day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.delivery.models import DONE, OWED, Obligation, State, condition, state_of

TODAY = dt.date(2026, 3, 20)  # a Friday
DUE = dt.date(2026, 6, 30)
START = dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    ("today", "marks", "state"),
    [
        (dt.date(2026, 3, 31), {}, State.UPCOMING),
        (START, {}, State.OPEN),
        (dt.date(2026, 6, 22), {}, State.OPEN),
        (dt.date(2026, 6, 23), {}, State.DUE_SOON),  # five working days before
        (DUE, {}, State.DUE_SOON),
        (dt.date(2026, 7, 1), {}, State.OVERDUE),
        (dt.date(2026, 7, 1), {"met_on": DUE}, State.MET),
        (dt.date(2026, 7, 9), {"met_on": dt.date(2026, 7, 1)}, State.MET_LATE),
        (dt.date(2026, 7, 9), {"excused_on": DUE}, State.EXCUSED),
        (dt.date(2026, 7, 9), {"paused_on": DUE}, State.PAUSED),
    ],
)
def test_table_of_states(today: dt.date, marks: dict[str, dt.date], state: State) -> None:
    assert state_of(Obligation(period_from=START, due_on=DUE, **marks), today=today) == state


def test_every_state_is_owed_or_done_or_signed_away() -> None:
    assert set(State) == OWED | DONE | {State.EXCUSED, State.PAUSED}


DAYS = st.dates(dt.date(2026, 2, 1), dt.date(2026, 5, 31))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS, st.integers(0, 60), DAYS, st.sampled_from(["", "met_on", "excused_on", "paused_on"]), DAYS)
@pytest.mark.django_db
def test_the_database_answers_as_the_function_does(
    owed: Obligation, start: dt.date, length: int, today: dt.date, mark: str, marked: dt.date
) -> None:
    due = start + dt.timedelta(days=length)
    fields: dict[str, object] = {
        "met_on": None,
        "excused_on": None,
        "paused_on": None,
        "period_from": start,
        "due_on": due,
    }
    fields |= {"period_to": due, "reason": "vì", "signed_by": owed.plan.versions.get().adopted_by}
    if mark:
        fields[mark] = marked
    Obligation.objects.filter(pk=owed.pk).update(**fields)
    there = [state for state in State if Obligation.objects.filter(condition(state, today=today)).exists()]
    assert there == [Obligation.objects.get().state(today)]
