"""The state of an obligation is a pure question on its dates and the day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhipcau.delivery.models import DONE, OWED, Obligation, State, condition, state_of
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.working_days import working_day_after

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
        (DUE, {}, State.DUE_TODAY),
        (dt.date(2026, 7, 1), {}, State.OVERDUE),
        (dt.date(2026, 7, 1), {"met_on": DUE}, State.MET),
        (dt.date(2026, 7, 9), {"met_on": dt.date(2026, 7, 1)}, State.MET_LATE),
        (dt.date(2026, 7, 9), {"excused_on": DUE}, State.EXCUSED),
        (dt.date(2026, 7, 9), {"paused_on": DUE}, State.PAUSED),
        (dt.date(2026, 7, 9), {"cancelled_on": DUE}, State.CANCELLED),
        (START, {"pieces": 1}, State.PARTLY_MET),
        (dt.date(2026, 7, 1), {"pieces": 1}, State.OVERDUE),
    ],
)
def test_table_of_states(today: dt.date, marks: dict[str, dt.date], state: State) -> None:
    assert state_of(Obligation(period_from=START, due_on=DUE, **marks), today=today) == state


def test_every_state_is_owed_or_done_or_signed_away() -> None:
    assert set(State) == OWED | DONE | {State.EXCUSED, State.PAUSED, State.CANCELLED}


@settings(max_examples=200)
@given(
    st.integers(0, 365 * 24 * 60).map(
        lambda minutes: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    ),
    st.dates(dt.date(2026, 1, 5), dt.date(2026, 12, 25)),
)
def test_a_day_begins_at_midnight_in_ha_noi(moment: dt.datetime, due: dt.date) -> None:
    """Hà Nội is seven hours ahead of UTC all the year."""
    owed = Obligation(period_from=due, due_on=due)
    midnight = dt.datetime.combine(due, dt.time(), dt.UTC) - dt.timedelta(hours=7)
    state = owed.state(day_of(moment))
    assert (state == State.OVERDUE) == (moment >= midnight + dt.timedelta(days=1))
    assert (state == State.DUE_TODAY) == (midnight <= moment < midnight + dt.timedelta(days=1))


@pytest.mark.parametrize("due", [DUE, dt.date(2026, 12, 31), dt.date(2028, 2, 29)])
def test_every_boundary_falls_on_its_minute(due: dt.date) -> None:
    """One minute before, and on, each boundary: soon, today, overdue, and the beginning of the period."""
    start = due - dt.timedelta(days=60)
    soon = due
    while working_day_after(soon - dt.timedelta(days=1), 5) >= due:
        soon -= dt.timedelta(days=1)
    owed, partly = (
        Obligation(period_from=start, due_on=due),
        Obligation(period_from=start, due_on=due, pieces=1),
    )
    boundaries = [
        (start, State.UPCOMING, State.OPEN), (soon, State.OPEN, State.DUE_SOON), (due, State.DUE_SOON, State.DUE_TODAY),
        (due + dt.timedelta(days=1), State.DUE_TODAY, State.OVERDUE),
    ]  # fmt: skip
    for day, before, after in boundaries:
        midnight = dt.datetime.combine(day, dt.time(), dt.UTC) - dt.timedelta(hours=7)
        a_minute = dt.timedelta(minutes=1)
        assert owed.state(day_of(midnight - a_minute)) == before
        assert owed.state(day_of(midnight)) == owed.state(day_of(midnight + a_minute)) == after
        if before == State.OPEN:
            assert partly.state(day_of(midnight - a_minute)) == State.PARTLY_MET


DAYS = st.dates(dt.date(2026, 2, 1), dt.date(2026, 5, 31))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    DAYS, st.integers(0, 60), DAYS, st.sampled_from(["", "met_on", "excused_on", "paused_on", "cancelled_on"]), DAYS, st.integers(0, 2),
)  # fmt: skip
@pytest.mark.django_db
def test_the_database_answers_as_the_function_does(
    owed: Obligation, start: dt.date, length: int, today: dt.date, mark: str, marked: dt.date, pieces: int
) -> None:
    due = start + dt.timedelta(days=length)
    fields: dict[str, object] = {
        "met_on": None,
        "excused_on": None,
        "paused_on": None,
        "cancelled_on": None,
        "pieces": pieces,
        "period_from": start,
        "due_on": due,
    }
    fields |= {"period_to": due, "reason": "vì", "signed_by": owed.plan.versions.get().adopted_by}
    if mark:
        fields[mark] = marked
    Obligation.objects.filter(pk=owed.pk).update(**fields)
    there = [state for state in State if Obligation.objects.filter(condition(state, today=today)).exists()]
    assert there == [Obligation.objects.get().state(today)]
