"""A worker that is killed while it reads a plan leaves nothing behind that the next one does not finish."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from tests.nhipcau.config.test_worker import Installation, installation

__all__ = ["installation"]  # the fixture

HAND_IN = """
from nhipcau.kernel import clock
from nhipcau.plans.services import hand_in_plan
from tests.cast import assemble
from tests.nhipcau.plans.samples import PLAN
cast = assemble()
hand_in_plan(
    user=cast.person("coordinator"), unit=cast.unit("province"), name="a.txt", data=PLAN.encode(), now=clock.now()
)
"""
DIE_WHILE_READING = """
import django; django.setup()
import os, signal, threading
import vanban
vanban.read_bytes = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
from nhipcau.config.worker import LeasedWorker
LeasedWorker(threading.Event(), batch=True).run()
"""
STATE = """
from nhipcau.plans.models import Intake
intake = Intake.objects.get()
print(intake.state, intake.draft_tasks.count())
"""


@pytest.mark.own_database
def test_a_plan_whose_reader_was_killed_is_read_by_the_next_one(installation: Installation) -> None:
    installation.python(HAND_IN)
    killed = subprocess.run([sys.executable, "-c", DIE_WHILE_READING], env=installation.environment)
    assert killed.returncode == -signal.SIGKILL
    assert installation.python(STATE) == "reading 0"
    installation.worker()
    limit = time.monotonic() + 40
    while (said := installation.python(STATE)) == "reading 0" and time.monotonic() < limit:
        time.sleep(0.5)
    assert said == "review 7"
