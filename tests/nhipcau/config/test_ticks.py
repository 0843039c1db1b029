"""Everything that happens by itself runs, and runs twice without harm; a failing tick stops nothing."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.utils.module_loading import autodiscover_modules

from nhipcau.config.scheduler import run_tick
from nhipcau.kernel.ticks import Tick, registered


@pytest.mark.django_db
def test_every_tick_runs_twice(now: dt.datetime) -> None:
    autodiscover_modules("ticks")
    ticks = registered()
    assert {"audit.seal_gaps", "config.clear", "organisations.refresh_names"} <= {tick.name for tick in ticks}
    for tick in ticks:
        tick.run(now)
        tick.run(now)


@pytest.mark.django_db
def test_a_failing_tick_is_told_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    def fail(now: dt.datetime) -> None:
        raise RuntimeError("broken")

    with caplog.at_level(logging.ERROR):
        run_tick(Tick("test.fail", dt.timedelta(seconds=1), fail))
    assert "test.fail" in caplog.text
