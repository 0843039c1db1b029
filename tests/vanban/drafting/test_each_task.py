"""Each task of whole plans dropped, rewritten or followed by a new one: it comes out as decided, or the draft says that it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import vanban
from tests.vanban.drafting.test_next_year import INVENTED, SHARED
from vanban.drafting.notes import Reason
from vanban.model import Task

ON = date(2026, 11, 20)
TEXT = "Tổ chức cuộc thi ảnh về quê hương dành cho người nước ngoài."
LEAD, COOP, TIME = ("Sở Ngoại vụ",), ("Công an tỉnh",), "quý III/2031"
EVERY = 5
"""Of the long real documents, each so many-th task is tried."""

PLANS = sorted(INVENTED.glob("*.txt"))
REAL = sorted(SHARED.glob("*.txt"))


def said(task: Task) -> tuple[object, ...]:
    return task.text, task.lead, task.coop, task.time, task.when


def drafted(reading: vanban.Reading, decisions: vanban.Decisions) -> tuple[vanban.NextYear, bool]:
    """The draft, and whether it says that something reads otherwise."""
    found = vanban.next_year(reading, on=ON, decisions=decisions)
    return found, any(note.reason is Reason.MISREAD for note in found.notes)


def dropping_leaves_the_others(path: Path, every: int) -> None:
    reading = vanban.read_file(path)
    carried = vanban.next_year(reading, on=ON).carried
    for old, _ in carried[::every]:
        found, _ = drafted(reading, vanban.Decisions(tasks={old.path: vanban.TaskDecision(drop=True)}))
        assert [said(task) for task in found.tasks] == [said(new) for other, new in carried if other is not old], old.path  # fmt: skip


def what_cannot_be_said_is_told(path: Path, every: int) -> None:
    reading = vanban.read_file(path)
    carried = vanban.next_year(reading, on=ON).carried
    for at, (old, _) in list(enumerate(carried))[::every]:
        others = [said(new) for number, (_, new) in enumerate(carried) if number != at]
        units = vanban.TaskDecision(lead=LEAD, coop=COOP, time=TIME)
        found, is_told = drafted(reading, vanban.Decisions(tasks={old.path: units}))
        if not is_told:
            mine = found.tasks[at]
            assert (mine.lead, mine.coop, mine.time) == (LEAD, COOP, TIME), old.path
            assert [said(task) for number, task in enumerate(found.tasks) if number != at] == others, old.path
        found, is_told = drafted(reading, vanban.Decisions(tasks={old.path: vanban.TaskDecision(text=TEXT)}))
        if not is_told:
            assert found.tasks[at].text == TEXT, old.path
            assert [said(task) for number, task in enumerate(found.tasks) if number != at] == others, old.path
        new = vanban.NewTask(TEXT, LEAD, COOP, TIME, old.path[:-1])
        found, is_told = drafted(reading, vanban.Decisions(new=(new,)))
        if not is_told:
            (mine,) = (task for task in found.tasks if task.text == TEXT)
            assert (mine.lead, mine.coop, mine.time) == (LEAD, COOP, TIME), old.path
            assert len(found.tasks) == len(carried) + 1, old.path


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_any_task_of_an_invented_plan_may_be_dropped(path: Path) -> None:
    dropping_leaves_the_others(path, 1)


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_any_task_of_an_invented_plan_comes_out_as_decided_or_is_told_of(path: Path) -> None:
    what_cannot_be_said_is_told(path, 1)


@pytest.mark.shared
@pytest.mark.skipif(not REAL, reason="the real documents are not here")
@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_tasks_of_real_plans_do_so_too(path: Path) -> None:
    dropping_leaves_the_others(path, EVERY)
    what_cannot_be_said_is_told(path, EVERY)
