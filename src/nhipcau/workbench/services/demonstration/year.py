"""The year so far: what the demonstration's units did, did late, left undone."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from nhipcau.accounts.models import User
from nhipcau.delivery.models import Obligation
from nhipcau.delivery.services import excuse, hand_in, pause
from nhipcau.delivery.services.handing_in import Duty, Given
from nhipcau.kernel.clock import day_of
from nhipcau.workbench.services.demonstration.evidence import told_of
from nhipcau.workbench.services.demonstration.people import COORDINATOR, HANOI

AFTERNOON = dt.time(15, 10)
# Whose officer marks for himself; everything else is marked by the coordinating officer, who was told by telephone.
OFFICERS = {
    "LS-NGV": "ngoaivu", "LS-CS": "cuasong", "LS-CT": "congthuong", "LS-KHCN": "khoahoc", "LS-TGDV": "tuyengiao",
    "LS-CA": "congan", "LS-BPTTH": "phatthanh", "LS-HN": "huunghi", "LS-TN": "thuongnguyen", "LS-BT": "bento", "LS-HM": "honmay",
}  # fmt: skip
# The demonstration's printed officers: each finds something overdue to do.
OWN = ("LS-NGV", "LS-CS")
# Nobody lets work lie for ever: what is overdue in the demonstration became so lately.
FORGOTTEN_AT_MOST = dt.timedelta(days=45)
KEPT_OPEN = 2  # things of each marking officer's own unit that stay overdue, so that there is something to do


@dataclass(frozen=True, slots=True)
class Deed:
    """Something somebody did with an obligation at a moment."""

    at: dt.datetime
    how: str
    obligation: Obligation
    day: dt.date


def live_through(*, people: Mapping[str, User], now: dt.datetime) -> int:
    """Let the year happen up to `now`; returns how many things were done. The same day gives the same year."""
    rows = list(
        Obligation.objects.select_related("unit", "plan__unit", "task")
        .prefetch_related("plan__versions")
        .order_by("due_on", "pk")
    )
    deeds = sorted(_deeds(rows, now), key=lambda deed: (deed.at, deed.obligation.pk))
    for deed in deeds:
        _do(deed, people)
    return len(deeds)


def _deeds(rows: list[Obligation], now: dt.datetime) -> Iterator[Deed]:
    today = day_of(now)
    left_open: dict[str, int] = {}
    for row in reversed(rows):
        code, chance = row.unit.code, _chance(row)
        if row.due_on >= today:
            if row.period_from < today - dt.timedelta(days=20) and chance < 12 and row.ordinals > 1:
                yield _on(today - dt.timedelta(days=2 + chance % 9), "met", row, now)
            continue
        if code in OWN and left_open.get(code, 0) < KEPT_OPEN:
            left_open[code] = left_open.get(code, 0) + 1
        elif chance < 82:
            yield _on(max(row.period_from, row.due_on - dt.timedelta(days=chance % 9)), "met", row, now)
        elif chance < 86:
            yield _on(row.due_on, "excused", row, now)
        elif chance < 91 or row.due_on < today - FORGOTTEN_AT_MOST:
            yield _on(min(today, row.due_on + dt.timedelta(days=2 + chance % 6)), "met", row, now)
    waiting = next((row for row in rows if row.unit.code == "LS-GDDT" and row.due_on > today), None)
    if waiting is not None:
        yield _on(today - dt.timedelta(days=10), "paused", waiting, now)


def _chance(row: Obligation) -> int:
    """A number from 0 to 99 that is always the same for the same duty."""
    return zlib.crc32(f"{row.unit.code}:{row.task.position}:{row.ordinal}:{row.due_on:%m%d}".encode()) % 100


def _on(day: dt.date, how: str, row: Obligation, now: dt.datetime) -> Deed:
    """Told on the day it was done, but never before the plan was in the system and never after now."""
    adopted = max(version.adopted_at for version in row.plan.versions.all())
    told = max(dt.datetime.combine(day, AFTERNOON, HANOI), adopted)
    return Deed(min(told, now), how, row, day)


def _do(deed: Deed, people: Mapping[str, User]) -> None:
    row = deed.obligation
    code = next((code for code in OFFICERS if row.unit.code.startswith(code)), "")
    user = people[OFFICERS.get(code, COORDINATOR)]
    if deed.how == "paused":
        pause(user=people[COORDINATOR], obligation=row, reason="Chờ bố trí kinh phí.", now=deed.at)
    elif deed.how == "excused":
        excuse(user=user, obligation=row, reason="Trong kỳ không phát sinh công việc.", now=deed.at)
    else:
        chance = _chance(row)
        link = (
            f"https://lamson.example.vn/tin/{deed.at:%Y%m%d}-{row.task.position}" if chance % 3 == 0 else ""
        )
        paper = BytesIO("Biên bản xác nhận đã thực hiện nhiệm vụ.\n".encode())
        note, figure, of = told_of(row.task.kind, chance)
        given = Given(
            note=note, link=link, figure=figure, figure_of=of, done_on=deed.day, files=[("bien-ban.txt", paper)] if chance % 11 == 0 else [],
        )  # fmt: skip
        hand_in(user=user, duties=[Duty(row)], given=given, now=deed.at)
