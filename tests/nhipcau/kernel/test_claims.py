"""One row is claimed by one worker; a heartbeat goes on while the work does."""

from __future__ import annotations

import time

import pytest

from nhipcau.accounts.models import User
from nhipcau.kernel.claims import Heartbeat, take


@pytest.mark.django_db
def test_only_the_first_claim_wins() -> None:
    person = User.objects.create(username="row", position="ready")
    ready = User.objects.filter(pk=person.pk, position="ready")
    assert take(ready, position="taken")
    assert not take(ready, position="taken")


def test_a_heartbeat_beats_while_the_block_runs_and_not_after() -> None:
    beats: list[float] = []
    with Heartbeat(lambda: beats.append(time.monotonic()), seconds=0.02):
        time.sleep(0.2)
    counted = len(beats)
    assert counted >= 3
    time.sleep(0.1)
    assert len(beats) == counted


def test_a_failing_beat_does_not_end_the_work() -> None:
    beats: list[int] = []

    def beat() -> None:
        beats.append(1)
        raise RuntimeError("busy")

    with Heartbeat(beat, seconds=0.02):
        time.sleep(0.15)
    assert len(beats) >= 2
