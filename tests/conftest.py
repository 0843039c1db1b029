"""What every test may ask for."""

from __future__ import annotations

import datetime as dt
import math
import os

import pytest
from hypothesis import HealthCheck, settings

from nhipcau.config.catalogues import compile_catalogues
from nhipcau.kernel.working_days import keep_office_days
from tests.cast import Cast, assemble

pytest_plugins = ["tests.browser"]

# How long something takes is measured by benchmarks; the machine's own check repeats the same examples.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Screens are tested in the languages people read: the catalogues are compiled where they changed."""
    compile_catalogues()


@pytest.fixture(autouse=True)
def office_days() -> None:
    """The calendar as it comes with the system, without a look into the database, until a test amends it."""
    keep_office_days({}, seconds=math.inf)


@pytest.fixture
def on() -> dt.date:
    """The day on which the cast's stories happen: a Friday."""
    return dt.date(2026, 3, 20)


@pytest.fixture
def now() -> dt.datetime:
    """Nine o'clock in Hà Nội on that day."""
    return dt.datetime(2026, 3, 20, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def cast(db: None) -> Cast:
    """People with known rights on a small tree of units."""
    return assemble()
