"""A plan with money for tests of this room."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from nhipcau.budget.models import Estimate
from nhipcau.plans.models import Plan
from tests.cast import Cast
from tests.nhipcau.budget.money import begun, given
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by, recurring


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Files go where they vanish."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def plan(cast: Cast, now: dt.datetime) -> Plan:
    """The province's plan: the culture office leads two tasks, the foreign office and the commune one each."""
    tasks = [
        TaskOf(
            [cast.unit("culture")],
            [by(dt.date(2026, 5, 30))],
            more={"quantity_count": 500, "quantity_of": "cuốn"},
        ),
        TaskOf(
            [cast.unit("culture")],
            [recurring(1, "quarter")],
            text="Tổ chức triển lãm ảnh lưu động",
            kind="event",
        ),
        TaskOf(
            [cast.unit("foreign")],
            [by(dt.date(2026, 8, 15))],
            text="Đón đoàn báo chí nước ngoài",
            kind="press",
        ),
        TaskOf([cast.unit("commune")], [], text="Truyền thanh cơ sở", kind="programme"),
    ]
    plan = adopt(cast.unit("province"), cast.person("coordinator"), tasks, now=now).plan
    return Plan.objects.select_related("unit").get(pk=plan.pk)


@pytest.fixture
def estimate(cast: Cast, plan: Plan, now: dt.datetime) -> Estimate:
    """The culture office's estimate, being written: 500 × 40.000 and 2 × 3 × 5.000.000, 50 million in all."""
    return begun(cast, plan, "culture", now)


@pytest.fixture
def funded(cast: Cast, estimate: Estimate, now: dt.datetime) -> Estimate:
    """The same, appraised and allocated in full."""
    return given(cast, estimate, now)
