"""What is open follows the office calendar; what is met, printed or granted stays."""

from __future__ import annotations

import datetime as dt

from wagtail.models import ModelLogEntry

from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import (
    ask_extension,
    expand_plan_version,
    follow_office_days,
    grant_extension,
    mark_met,
    pause,
)
from nhipcau.organisations.models import OfficeDay
from nhipcau.organisations.services import NamedDay, amend_office_days, take_out_office_day
from tests.cast import Cast
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring

LAST_OF_JUNE = dt.date(2026, 6, 30)  # a Tuesday


def close_offices(cast: Cast, now: dt.datetime, *days: dt.date) -> None:
    amend_office_days(
        user=cast.person("administrator"),
        days=[NamedDay(day, "Nghỉ bù") for day in days],
        legal_basis="",
        now=now,
    )


def dues(**which: object) -> set[str]:
    return {f"{day:%d/%m}" for day in Obligation.objects.filter(**which).values_list("due_on", flat=True)}


def year(cast: Cast, now: dt.datetime) -> None:
    tasks = [
        TaskOf([cast.unit("foreign"), cast.unit("culture")], [recurring(1, "half-year")]),
        TaskOf([cast.unit("foreign")], [by(LAST_OF_JUNE)]),
        TaskOf([cast.unit("foreign")]),
    ]
    expand_plan_version(adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now))


def test_open_days_follow_and_what_is_met_or_printed_stays(cast: Cast, now: dt.datetime) -> None:
    year(cast, now)
    done = Obligation.objects.get(task__position=1, ordinal=1, unit=cast.unit("culture"))
    mark_met(user=cast.person("culture_officer"), obligation=done, note="xong", now=now)
    close_offices(cast, now, LAST_OF_JUNE, dt.date(2026, 6, 29))
    assert dues(task__position=1, ordinal=1, unit=cast.unit("foreign")) == {"26/06"}
    assert dues(pk=done.pk) == {"30/06"}
    assert dues(task__position=2) == {"30/06"}
    assert dues(task__position=3) == {"31/12"}
    entry = ModelLogEntry.objects.get(action="delivery.re_date")
    assert entry.data["obligations"] == 1
    for row in OfficeDay.objects.all():
        take_out_office_day(user=cast.person("administrator"), office_day=row, now=now)
    assert dues(task__position=1, ordinal=1) == {"30/06"}


def test_paused_days_follow_and_granted_ones_stay(cast: Cast, now: dt.datetime) -> None:
    year(cast, now)
    keeper = cast.person("coordinator")
    paused, granted = Obligation.objects.filter(task__position=1, ordinal=1).order_by("pk")
    pause(user=keeper, obligation=paused, reason="Chờ kinh phí", now=now)
    asked = ask_extension(
        user=keeper, obligation=granted, wanted_on=dt.date(2026, 7, 10), reason="Chờ in", now=now
    )
    grant_extension(user=keeper, extension=asked, now=now)
    close_offices(cast, now, LAST_OF_JUNE)
    assert dues(pk=paused.pk) == {"29/06"}
    assert dues(pk=granted.pk) == {"10/07"}


def test_a_day_off_at_the_turn_of_the_year_moves_the_year_before(cast: Cast, now: dt.datetime) -> None:
    year(cast, now)
    close_offices(cast, now, dt.date(2026, 12, 31))
    assert dues(task__position=3) == {"30/12"}
    assert follow_office_days(years=frozenset({2026}), user=cast.person("administrator"), now=now) == 0
