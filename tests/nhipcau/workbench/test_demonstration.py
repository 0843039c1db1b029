"""The demonstration province is loaded through the same doors an office uses, into an empty database only."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from nhipcau.accounts.models import Role, User
from nhipcau.audit.selectors import verify
from nhipcau.delivery.models import Obligation, State
from nhipcau.kernel.clock import day_of
from nhipcau.kernel.errors import Refused
from nhipcau.organisations.models import RoleHolding, Unit
from nhipcau.plans.models import Intake, IntakeState, Plan, Task
from nhipcau.workbench.services.demonstration import COORDINATOR, PASSWORD, load_demonstration
from nhipcau.workbench.services.demonstration.documents import dated, redated
from tests.cast import Cast


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = settings.VAR = tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("day", [dt.date(2026, 11, 21), dt.date(2027, 4, 7), dt.date(2028, 1, 6)], ids=str)
def test_every_day_shows_what_is_late_and_what_comes(day: dt.date) -> None:
    now = dt.datetime.combine(day, dt.time(3, 0), dt.UTC)
    assert load_demonstration(now=now)
    states = Counter(row.state(day_of(now)) for row in Obligation.objects.all())
    own = Counter(row.state(day_of(now)) for row in Obligation.objects.filter(unit__code="LS-NGV"))
    assert {State.OVERDUE, State.DUE_SOON} <= set(states)
    assert {State.OVERDUE, State.DUE_SOON} <= set(own)
    assert {plan.period_from.year for plan in Plan.objects.all()} == {day.year}
    assert Plan.objects.get(unit__code="LS-CS").superior == Plan.objects.get(unit__code="LS", number="38")
    assert [intake.unit.code for intake in Intake.objects.filter(state=IntakeState.REVIEW)] == ["LS-BT"]
    assert Task.objects.filter(plan__number="38").count() >= 35
    assert not load_demonstration(now=now)


@pytest.mark.django_db
def test_units_accounts_and_log(client: Client) -> None:
    now = dt.datetime(2026, 6, 10, 3, 0, tzinfo=dt.UTC)
    load_demonstration(now=now)
    assert Unit.objects.filter(depth__lte=2).count() == 25
    assert set(RoleHolding.objects.values_list("role", flat=True)) == set(Role.values)
    assert not User.objects.filter(is_superuser=True).exists()
    assert client.login(username=COORDINATOR, password=PASSWORD)
    assert verify().sound


@pytest.mark.django_db
def test_the_command_prints_the_accounts_and_may_be_repeated(tmp_path: Path) -> None:
    call_command("load_demonstration")
    count = Obligation.objects.count()
    call_command("load_demonstration")
    assert Obligation.objects.count() == count
    assert PASSWORD in (tmp_path / "demonstration-accounts.txt").read_text(encoding="utf-8")


def test_a_database_in_use_is_left_alone(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(Refused):
        load_demonstration(now=now)


def test_redated_plans_keep_the_dates_of_what_they_cite() -> None:
    assert redated("ke-hoach-tinh-2026.docx", year=2026) != redated("ke-hoach-tinh-2026.docx", year=2027)
    text = dated("dot-cao-diem.txt", on=dt.date(2026, 12, 30)).decode()
    assert "{" not in text
    assert "/2027" not in text
