"""Everything that happened to a task, newest first. Rooms above tell their part: this room knows the talk, not the deeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from nhipcau.organisations.policies import Person
from nhipcau.plans.models import Task, TaskComment

TALKED = ("plans.comment", "plans.unsay")  # told by the comments themselves


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `unit` names whose work it was about; empty for the task as a whole."""

    at: dt.datetime
    by: str
    what: str | Promise
    text: str = ""
    unit: str = ""
    address: str = ""


# Asked for at most so many events of a task, of one unit or (None) of all, as far as the person may see them.
Source = Callable[[Person, Task, dt.date, int | None, int], list[Event]]
# The units of a task whose part somebody may see, as (key, name).
Units = Callable[[Person, Task, dt.date], list[tuple[int, str]]]

_sources: list[Source] = []
_units: list[Units] = []


def tell_history(source: Source, units: Units) -> None:
    """Called once by a room above, when the application is ready."""
    _sources[:] = [source]
    _units[:] = [units]


def units_in_history(user: Person, task: Task, *, on: dt.date) -> list[tuple[int, str]]:
    """The choices of the filter."""
    return [each for ask in _units for each in ask(user, task, on)]


def history_of_task(
    user: Person, task: Task, *, on: dt.date, unit: int | None = None, most: int = 50
) -> list[Event]:
    """The latest events, in a fixed number of queries. Of one unit only what was done with its part."""
    found = [] if unit else [*_talk(task, most), *_log(task, most)]
    for source in _sources:
        found += source(user, task, on, unit, most)
    return sorted(found, key=lambda event: event.at, reverse=True)[:most]


def _talk(task: Task, most: int) -> list[Event]:
    rows = TaskComment.objects.filter(stem=task.stem).select_related("author").order_by("-written_at")[:most]
    return [
        Event(
            row.written_at,
            str(row.author),
            _("Commented; taken back since") if row.withdrawn_at else _("Commented"),
            "" if row.withdrawn_at else row.text,
        )
        for row in rows
    ]


def _log(task: Task, most: int) -> list[Event]:
    keys = [str(pk) for pk in Task.objects.filter(stem=task.stem).values_list("pk", flat=True)]
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Task), object_id__in=keys
    ).exclude(action__in=TALKED)
    rows = entries.select_related("user").order_by("-timestamp", "-pk")[:most]
    return [Event(row.timestamp, str(row.user or ""), row.message) for row in rows]
