"""A process that has everything loaded, and forks a worker, or whoever prepares and counts, for each line it reads.

A line is JSON: ["work", MOMENT, EPOCH], ["prepare", MOMENT, UNITS] or ["count", PATH] answer with the key of the new process; ["ended"]
answers with {key: return code} of those that came to an end since it was last asked. Starting Python and Django anew for every worker would
cost more than all that they do.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from nhipcau.accounts.models import Role, User  # noqa: E402
from nhipcau.delivery.models import Reminder, ReminderRound  # noqa: E402
from nhipcau.delivery.services import expand_plan_version  # noqa: E402
from nhipcau.delivery.services.reminding import remind_some  # noqa: E402
from nhipcau.notices.models import UNDER_WAY, Notice, Sending, SendingState  # noqa: E402
from nhipcau.notices.services import give_back, send_waiting  # noqa: E402
from nhipcau.organisations.models import RoleHolding, Unit  # noqa: E402
from tests.nhipcau.delivery.adopted import TaskOf, adopt, by  # noqa: E402

LEASE = dt.timedelta(seconds=3)
DUE = [dt.date(2026, 3, day) for day in (20, 23, 19, 10, 2)]


def work(moment: str, epoch: float) -> None:
    """Remind and send until nothing is left; chunks of the round and letters in turn, so that a kill may hit either.

    `moment` is what `epoch` (seconds, as time.time()) stands for: all workers live in the same office hours.
    """
    begun = dt.datetime.fromisoformat(moment)

    def clock() -> dt.datetime:
        return begun + dt.timedelta(seconds=time.time() - epoch)

    left = [SendingState.WAITING, *UNDER_WAY]
    while True:
        remind_some(now=clock(), most=5)
        give_back(now=clock(), lease=LEASE)
        if send_waiting(clock=clock, most=4):
            continue
        done = ReminderRound.objects.filter(done_at__isnull=False).exists()
        if done and not Sending.objects.filter(state__in=left).exists():
            return
        time.sleep(0.05)


def prepare(moment: str, units: int) -> None:
    """A plan that so many units owe five things of; each has an officer and a leader."""
    root = Unit.add_root(code="R", name="UBND tỉnh Sông Mây")
    coordinator = _person("coordinator", root, Role.COORDINATOR)
    leads = []
    for number in range(units):
        unit = Unit.objects.get(pk=root.pk).add_child(code=f"U{number}", name=f"UBND xã {number}")
        _person(f"officer{number}", unit, Role.UNIT_OFFICER)
        _person(f"leader{number}", unit, Role.UNIT_LEADER)
        leads.append(unit)
    tasks = [TaskOf(leads, [by(day)]) for day in DUE]
    expand_plan_version(adopt(root, coordinator, tasks, now=dt.datetime.fromisoformat(moment)))


def _person(name: str, unit: Unit, role: Role) -> User:
    user = User.objects.create_user(name, password=None, email=f"{name}@example.vn")
    RoleHolding.objects.create(user=user, unit=unit, role=role)
    return user


def count(path: str) -> None:
    """What was told, into a file."""
    rows = Reminder.objects.select_related("person")
    said = {
        "states": {each.notice.key: [each.state, each.copy] for each in Sending.objects.select_related("notice")},
        "notices": Notice.objects.count(),
        "rows": sorted(f"{row.audience} {row.step} {row.person.username[:6]}" for row in rows),
        "dropped": rows.filter(dropped_at__isnull=False).count(),
    }  # fmt: skip
    Path(path).write_text(json.dumps(said))


JOBS: dict[str, Callable[..., None]] = {"work": work, "prepare": prepare, "count": count}


def _forked(job: Callable[..., None], given: list[object]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        random.seed()
        job(*given)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)  # never back into the loop of the process it came from


def _ended() -> dict[int, int]:
    found: dict[int, int] = {}
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if not child:
            return found
        found[child] = os.waitstatus_to_exitcode(status)


def main() -> None:
    """Until nobody writes any more."""
    gc.freeze()
    for line in sys.stdin:
        what, *given = json.loads(line)
        answer = _ended() if what == "ended" else _forked(JOBS[what], given)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
