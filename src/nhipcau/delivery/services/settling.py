"""Matching what an amended plan asks for with what is owed and done already: pure."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nhipcau.delivery.models import Obligation


@dataclass(slots=True)
class Settled:
    """What becomes of everything: pairs of what is there and what is expected, what nobody owes any more, what is new.

    `met` are expected times that work done before answers; nothing is written for them. `stays` is signed or cancelled and answers none.
    """

    moved: list[tuple[Obligation, Obligation]] = field(default_factory=list)
    met: list[tuple[Obligation, Obligation]] = field(default_factory=list)
    left: list[Obligation] = field(default_factory=list)
    new: list[Obligation] = field(default_factory=list)
    stays: list[Obligation] = field(default_factory=list)


def settle(
    expected: Iterable[Obligation], there: Iterable[Obligation], stems: Mapping[int, uuid.UUID], owners: Callable[[Obligation], Sequence[int]],
) -> Settled:  # fmt: skip
    """Match what the new version asks for with what is there, for each unit and each piece of work (its stem).

    The same stretch of days first; then what was done goes to the time it overlaps most; then what is open does; then in order.
    """
    wanted: dict[tuple[uuid.UUID, int], list[Obligation]] = defaultdict(list)
    found: dict[tuple[uuid.UUID, int], list[Obligation]] = defaultdict(list)
    for each in expected:
        wanted[stems[each.task_id], each.unit_id].append(each)
    for each in there:
        for unit in owners(each):
            found[stems[each.task_id], unit].append(each)
    settled = Settled()
    for key, times in wanted.items():
        _settle_one(times, found.pop(key, []), settled)
    for rest in found.values():
        settled.left += [each for each in rest if is_open(each)]
        settled.stays += [each for each in rest if not is_open(each)]
    return settled


def _settle_one(times: Sequence[Obligation], there: Sequence[Obligation], settled: Settled) -> None:
    open_times = list(times)
    done = [each for each in there if each.met_on is not None]
    owed = [each for each in there if is_open(each)]
    # Signed as "nothing to report", or cancelled by a person: that was said of these very days, not of others.
    closed = [each for each in there if each.met_on is None and not is_open(each)]
    steps = (
        (done, same_row), (owed, same_row), (closed, same_row), (done, _same_days), (owed, _same_days), (closed, _same_days),
        (done, _covering), (done, _single), (closed, _single), (owed, _overlap), (owed, _any),
    )  # fmt: skip
    for pool, measure in steps:
        if not pool or not open_times:
            continue
        pairs = sorted(
            (-points, time.due_on, each.due_on, number, place)
            for number, time in enumerate(open_times)
            for place, each in enumerate(pool)
            if (points := measure(time, each)) > 0
        )
        gone_times: set[int] = set()
        gone: set[int] = set()
        for _score, _due, _old, number, place in pairs:
            if number in gone_times or place in gone:
                continue
            gone_times.add(number)
            gone.add(place)
            time, each = open_times[number], pool[place]
            (settled.met if each.met_on is not None else settled.moved).append((each, time))
        open_times = [time for number, time in enumerate(open_times) if number not in gone_times]
        pool[:] = [each for place, each in enumerate(pool) if place not in gone]
    settled.new += open_times
    settled.left += owed
    settled.stays += [*closed, *done]
    _count_done(times, done, settled)


def _count_done(times: Sequence[Obligation], done: Sequence[Obligation], settled: Settled) -> None:
    """What was done without answering a time of its own counts towards the quota of the time it overlaps most."""
    pieces: dict[int, int] = defaultdict(int)
    answer: dict[int, Obligation] = {}
    for each in done:
        number = max(range(len(times)), key=lambda n: (_overlap(times[n], each), -n))
        if _overlap(times[number], each) and times[number].quota_min > 1:
            pieces[number] += each.pieces
            answer.setdefault(number, each)
    answered = {id(time) for _each, time in settled.met}
    for number, count in pieces.items():
        time = times[number]
        if id(time) in answered:
            continue
        if count < time.quota_min:
            time.quota_min -= count
            time.quota_max = max(time.quota_min, time.quota_max - count)
            continue
        settled.met.append((answer[number], time))
        settled.new = [each for each in settled.new if each is not time]
        settled.left += [each for each, moved_to in settled.moved if moved_to is time]
        settled.moved = [pair for pair in settled.moved if pair[1] is not time]


def is_open(each: Obligation) -> bool:
    """Neither done, nor signed as "nothing to report", nor cancelled already."""
    return each.met_on is None and each.excused_on is None and each.cancelled_on is None


def same_row(time: Obligation, each: Obligation) -> int:
    """The very row: it was moved already."""
    return int(
        (time.task_id, time.schedule_id, time.ordinal) == (each.task_id, each.schedule_id, each.ordinal)
    )


def _same_days(time: Obligation, each: Obligation) -> int:
    return int((time.period_from, time.period_to) == (each.period_from, each.period_to))


def _overlap(time: Obligation, each: Obligation) -> int:
    """Days in common."""
    days = min(time.period_to, each.period_to) - max(time.period_from, each.period_from)
    return max(0, days.days + 1)


def _covering(time: Obligation, each: Obligation) -> int:
    """Days in common, where what was done reaches the quota of the time."""
    return _overlap(time, each) if each.pieces >= time.quota_min else 0


def _single(time: Obligation, each: Obligation) -> int:
    """Work that is done once was done, whenever it is due now."""
    return int(time.ordinals == each.ordinals == 1)


def _any(time: Obligation, each: Obligation) -> int:
    return 1
