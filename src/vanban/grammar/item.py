"""An item of a plan with everything around it that its fields may be read from.

The outline makes items; the grammars of units, times, kinds and so on take them. So each grammar can be
tested on a hand-made item without a document around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AttributeKind = Literal["lead", "coop", "time", "quantity", "audience", "topic", "other"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute line ("Đơn vị chủ trì: Sở A"): its kind, its label without the colon, its value."""

    kind: AttributeKind
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """An ordering item.

    `text`: the whole item on one line, topic lists included, without its own label.
    `context`: the nearest context line above, without its final mark.
    `titles`: titles of the sections around it, nearest first.
    `section_kind`: the kind of its top-level section.
    `nearer_titles`: how many of `titles` stand between the context line and the item.
    `outer_contexts`: the context lines above the nearest one, nearest first.
    """

    text: str
    attributes: tuple[Attribute, ...] = ()
    context: str | None = None
    titles: tuple[str, ...] = ()
    section_kind: str = "tasks"
    nearer_titles: int = 0
    outer_contexts: tuple[str, ...] = ()
