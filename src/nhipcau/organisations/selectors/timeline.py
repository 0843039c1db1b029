"""The history of a unit as a line of events: beginning, names, places, who it followed, who followed it, end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nhipcau.kernel.working_days import ONE_DAY
from nhipcau.organisations.models import Unit
from nhipcau.organisations.selectors.history import NameBook


class EventKind(StrEnum):
    """What happened."""

    BEGAN = "began"
    NAMED = "named"
    PLACED = "placed"
    FOLLOWED = "followed"
    FOLLOWED_BY = "followed-by"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `day` None is before anything known. `other` is the unit above, before or after, with its name of that day."""

    day: dt.date | None
    kind: EventKind
    legal_basis: str = ""
    name: str = ""
    short_name: str = ""
    other: int | None = None
    other_name: str = ""
    how: str = ""


ORDER = list(EventKind)


def timeline_of(unit: Unit) -> list[Event]:
    """Everything the register knows of the unit over time, the earliest first: six queries, however long."""
    names, places = list(unit.names.all()), list(unit.places.all())
    follows, followed_by = list(unit.follows.all()), list(unit.followed_by.all())
    others = {place.above_id for place in places if place.above_id}
    others |= {row.predecessor_id for row in follows} | {row.successor_id for row in followed_by}
    book = NameBook(others)

    def other(pk: int | None, day: dt.date | None) -> dict[str, Any]:
        return {"other": pk, "other_name": book.on(pk, day or dt.date.min).name} if pk else {}

    def beyond(basis: str) -> str:
        """The founding document is named once."""
        return "" if basis == unit.founded_by else basis

    events = [
        Event(unit.valid_from, EventKind.BEGAN, unit.founded_by),
        *(
            Event(name.valid_from, EventKind.NAMED, beyond(name.legal_basis), name.name, name.short_name)
            for name in names
        ),
        *(
            Event(
                place.valid_from,
                EventKind.PLACED,
                beyond(place.legal_basis),
                **other(place.above_id, place.valid_from),
            )
            for place in places
        ),
        *(
            Event(
                row.on,
                EventKind.FOLLOWED,
                beyond(row.legal_basis),
                how=row.kind,
                **other(row.predecessor_id, row.on - ONE_DAY),
            )
            for row in follows
        ),
        *(
            Event(
                row.on,
                EventKind.FOLLOWED_BY,
                row.legal_basis,
                how=row.kind,
                **other(row.successor_id, row.on),
            )
            for row in followed_by
        ),
    ]
    if unit.valid_to is not None:
        events.append(Event(unit.valid_to, EventKind.ENDED, unit.ended_by))
    return sorted(events, key=lambda event: (event.day or dt.date.min, ORDER.index(event.kind)))
